"""What one request may hold: forms alone, so many bytes and fields, an address so long. More is refused unread.

Whoever is not signed in may send as much as an ordinary form holds, everybody else as much as the form of that address
can hold (`takes`). What is refused is read away unseen, up to a bound: a server that is left with unread bytes cuts the
line, and its page never arrives.
"""

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, Final

from flask import Flask, Request, abort, current_app, g, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from tracker.web import sizes
from tracker.web.app_settings import settings
from tracker.web.extensions import db
from tracker.web.gate import SAFE_METHODS
from tracker.web.headers import REPORTS
from tracker.web.marks import View, marked
from tracker.web.problems import for_program

KIB: Final = 1024
MOST_OF_STRANGERS: Final = 64 * KIB
READ_AWAY_MOST: Final = 32 * KIB * KIB
READ_AT_ONCE: Final = 64 * KIB
MOST_FORM_PARTS: Final = 2000
LONGEST_NAME: Final = 200
# The library makes a pattern of it, which takes time by its length. Source: RFC 2046, section 5.1.1.
LONGEST_BOUNDARY: Final = 70
MOST_OF_AN_ADDRESS: Final = 8000
MOST_PARAMETERS: Final = 200
FIELDS: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
FORMS: Final = frozenset({FIELDS, "multipart/form-data"})


# What stands around a file that is sent: the parts' heads, and the fields beside it.
AROUND_A_FILE: Final = 64 * KIB


def brings_file(making: Callable[[], IO[bytes]]) -> Callable[[View], View]:
    """The view takes a file, as long as the settings let it be, and what comes of it goes straight to `making`."""
    return marked("brings_file", making)


def takes(*forms: type[Any]) -> Callable[[View], View]:
    """The view reads one of these forms, which may be longer than what anybody may send."""
    return marked("takes", forms)


# The view reads JSON, and no form.
takes_json = marked("takes_json", True)
# The view reads nothing at all.
takes_nothing = marked("takes_nothing", True)
# What the body of an operation of the interface may take: its longest note, each character of it escaped.
MOST_OF_A_BODY: Final = 256 * KIB


def takes_body(view: View) -> View:
    """The view is an operation of the interface that reads JSON, which may be longer than an ordinary form."""
    return marked("takes_least", MOST_OF_A_BODY)(takes_json(view))


class CountingParser(FormDataParser):
    """Counts the fields of either kind of form, which the library does for one kind only, and looks at their names."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        if mimetype == FIELDS:
            body = stream.read()
            if body.count(b"&") >= MOST_FORM_PARTS:
                raise RequestEntityTooLarge
            stream = BytesIO(body)
        if len((options or {}).get("boundary", "")) > LONGEST_BOUNDARY:
            raise BadRequest
        parsed = super().parse(stream, mimetype, content_length, options)
        if any(not isinstance(name, str) for name in parsed[1]):
            raise BadRequest  # the library gives a part without a name as None
        if any(len(name) > LONGEST_NAME for name in parsed[1]):
            raise RequestEntityTooLarge
        return parsed


class SizedRequest(Request):
    """A request that takes more as soon as it is known who asks."""

    form_data_parser_class = CountingParser

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        making = _making(self.endpoint)
        if making is not None:
            return making()
        return super()._get_file_stream(total_content_length, content_type, filename, content_length)

    @property
    def max_content_length(self) -> int | None:
        told = super().max_content_length
        return most_of(self.endpoint) if told == MOST_OF_STRANGERS and g.get("viewer") is not None else told

    @max_content_length.setter
    def max_content_length(self, most: int | None) -> None:
        self._max_content_length = most


def init_app(app: Flask) -> None:
    """Before it is known who asks: as little as anybody may send."""
    app.request_class = SizedRequest
    app.config["MAX_FORM_PARTS"] = MOST_FORM_PARTS
    app.config["MAX_CONTENT_LENGTH"] = MOST_OF_STRANGERS

    @app.before_request
    def refuse_too_much() -> None:
        asked = request.query_string
        if len(asked) + len(request.path) > MOST_OF_AN_ADDRESS or asked.count(b"&") >= MOST_PARAMETERS:
            abort(414)
        if request.method in SAFE_METHODS or for_program():
            return
        # Nothing but forms is read: no other kind of body can be taken for one. Where JSON is read, nothing else is.
        if getattr(current_app.view_functions.get(request.endpoint or ""), "takes_json", False):
            if request.mimetype != JSON:
                abort(415)
            return
        if request.mimetype not in FORMS and (request.mimetype or request.content_length) and request.path != REPORTS:
            abort(415)


def init_behind_gate(app: Flask) -> None:
    """Once it is known who asks, and before anything is read."""

    @app.before_request
    def refuse_larger_than_the_form() -> None:
        if request.method in SAFE_METHODS:
            return
        if for_program():
            refuse_all_but_json()
        request.max_content_length = most = request.max_content_length  # from here on it does not change
        if (request.content_length or 0) > (most or 0):
            abort(413)
        if _making(request.endpoint) is not None:
            db.session.rollback()  # whoever sends a long file holds no lock meanwhile


def refuse_all_but_json() -> None:
    """Programs are told so once it is known whose they are; an operation that reads nothing is sent nothing."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_nothing", False):
        if request.content_length or request.headers.get("Transfer-Encoding"):
            abort(415)
    elif view is not None and request.mimetype != JSON:
        abort(415)


def most_of(endpoint: str | None) -> int:
    """How many bytes somebody who is signed in may send to this address."""
    view = current_app.view_functions.get(endpoint or "")
    if _making(endpoint) is not None:
        return settings().import_bytes + AROUND_A_FILE
    least: int = getattr(view, "takes_least", MOST_OF_STRANGERS)
    return max([least, *map(sizes.of_form, getattr(view, "takes", ()))])


def _making(endpoint: str | None) -> Callable[[], IO[bytes]] | None:
    """What makes the stream that a file goes to, for a view that takes one."""
    making: Callable[[], IO[bytes]] | None = getattr(
        current_app.view_functions.get(endpoint or ""), "brings_file", None
    )
    return making


def read_away() -> None:
    """Read what was refused and forget it, so that its answer arrives; not where that would take long."""
    left = request.content_length
    if left is None:
        left = READ_AWAY_MOST if request.environ.get("wsgi.input_terminated") else 0
    stream = request.environ["wsgi.input"]
    while 0 < left <= READ_AWAY_MOST and (piece := stream.read(min(left, READ_AT_ONCE))):
        left -= len(piece)
