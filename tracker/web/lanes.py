"""Which requests are answered by threads of their own, so that those which take long keep no other waiting.

A view says what it is, or its method does; the server (`tracker.server`) has threads for each lane. Under another
server all share.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from typing import Any, Final

from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tracker.web import errors
from tracker.web.gate import SAFE_METHODS
from tracker.web.marks import marked

TURNED_AWAY: Final = "tracker.turned_away"
WAITS: Final = "tracker.waits"


class Lane(StrEnum):
    """HELP is answered even when all else is busy, PASSWORD judges or makes one, FILES are downloads.

    SAVES may wait for whoever writes just then. PAGES is everything else: what is read, and what is refused.
    """

    HELP = "help"
    PASSWORD = "password"  # noqa: S105 - a name, not a password
    FILES = "files"
    SAVES = "saves"
    PAGES = "pages"


# The view is wanted when nothing else answers, and takes next to no time.
answers_always = marked("lane", Lane.HELP)
# What is sent to the view is read and saved nowhere: it waits for no writer.
answers_like_a_page = marked("lane", Lane.PAGES)
# What is sent to the view has a password hashed: a tenth of a second of every processor, and 64 MiB.
judges_password = marked("lane", Lane.PASSWORD)
# The view makes a file of all there is, which may take seconds, and is sent as fast as whoever asks takes it.
makes_file = marked("lane", Lane.FILES)


def lane_of_view(view: Callable[..., Any] | None, method: str) -> Lane:
    """The lane that the view declares; to show a form that asks for a password judges nothing, and saves nothing."""
    lane = getattr(view, "lane", Lane.SAVES)
    return Lane.PAGES if lane in (Lane.PASSWORD, Lane.SAVES) and method in SAFE_METHODS else Lane(lane)


def waiting() -> AbstractContextManager[None]:
    """What is done inside may wait for whoever writes just then; meanwhile the server begins with another page."""
    waits: Callable[[], AbstractContextManager[None]] = request.environ.get(WAITS, nullcontext)
    return waits()


class Signposts:
    """Says the lane of a request from its method and path alone, before anything of it is looked at."""

    def __init__(self, app: Flask) -> None:
        self._views = app.view_functions
        self._addresses = app.url_map.bind("localhost")

    def lane_of(self, method: str, path: str) -> Lane:
        """PAGES for whatever has no view: it is refused there."""
        try:
            endpoint, _ = self._addresses.match(path, method)
        except (HTTPException, RequestRedirect):
            return Lane.PAGES
        return lane_of_view(self._views.get(endpoint), method)


def _tell_turned_away() -> ResponseReturnValue | None:
    """The server has more passwords waiting than it takes: said at once, with what was typed kept."""
    return errors.too_many_waiting() if request.environ.get(TURNED_AWAY) else None


def init_app(app: Flask) -> None:
    app.before_request(_tell_turned_away)
