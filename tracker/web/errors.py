"""Pages for when something cannot be done: plain words, what was typed is kept, nothing is told of the inside."""

import logging
import re
from typing import Final, cast

from flask import Flask, current_app, g, render_template, request
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from tracker.web import limits
from tracker.web.extensions import csrf, db
from tracker.web.gate import SAFE_METHODS, only_reads
from tracker.web.problems import for_program, problem
from tracker.wording.interface import problem_words
from tracker.wording.pages import reason_words, status_words, wait_title

log = logging.getLogger("tracker")
RETRY_AFTER_SECONDS: Final = 5
RETRY_AFTER_REPAIR_SECONDS: Final = 60
OUR_FAULTS: Final = (DataError, ProgrammingError, NotSupportedError)
GONE_MEANWHILE: Final = 404
# What a form carries that nobody typed.
NOT_TYPED: Final = frozenset(
    {"id", "came_back", "opened", "page_now", "signs", "from", "next", "saved", "sure", "target", "then", "when"}
    | {"shown_at", "this_one", "instead_of", "looked_at", "typed"}
)
CARRIED: Final = re.compile(r"settle-.*|.*-asked-[0-9]+")
CODE: Final = re.compile(r"[a-z]+(_[a-z]+)+")
NEVER_ECHOED: Final = re.compile(r"csrf_token|.*password.*|.*passphrase.*|(.*_)?code")
TOO_LONG: Final = 413
TOO_LONG_HERE: Final = "too_long_here"  # the views that say by themselves that what was sent is too long, by endpoint


def typed_fields() -> list[tuple[str, str]]:
    """What the form held, so that it can be sent again; what lets somebody in is never echoed."""
    if request.method in SAFE_METHODS:
        return []
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if not NEVER_ECHOED.fullmatch(name) and "\x00" not in value
    ]


def _gave_secrets() -> bool:
    """Whether something was typed that is never echoed, besides the token that nobody types."""
    given = {name for name, value in request.form.items(multi=True) if value} - {"csrf_token"}
    return any(NEVER_ECHOED.fullmatch(name) for name in given)


def sent_by_us() -> bool:
    """Whether a page of ours sent the form: what another site planted is never offered to be sent again."""
    try:
        csrf.protect()
    except CSRFError:
        return False
    return True


def typed_text() -> str:
    """What was typed, as lines to copy, for a form that has nowhere to go any more."""
    if request.method in SAFE_METHODS or for_program() or not sent_by_us():
        return ""
    typed = [(name, value.strip()) for name, value in typed_fields() if not _is_carried(name)]
    given = [(name, value) for name, value in typed if value]
    if len(given) == 1:
        return given[0][1]
    return "\n".join(f"{_label(name)}: {_words(value)}" for name, value in given)


def _is_carried(name: str) -> bool:
    return name in NOT_TYPED or CARRIED.fullmatch(name) is not None


def _label(name: str) -> str:
    return re.sub(r"[_-]+", " ", name.removesuffix("-more")).strip().capitalize()


def _words(value: str) -> str:
    return value.replace("_", " ") if CODE.fullmatch(value) else value


def _page(
    status: int, title: str, text: str, *, resend: bool = False, copied: str = "", try_again: bool = False
) -> Response:
    if for_program():
        return problem(status, title, text)
    if not has_addresses():
        return Response(f"{title}. {text}", status, mimetype="text/plain")
    typed, again = typed_fields() if resend else [], request.full_path.rstrip("?")
    html = render_template(
        "errors/error.html", title=title, text=text, typed=typed, secrets=bool(typed) and _gave_secrets(),
        copied=copied, action=again, try_again=again if try_again else "",
    )  # fmt: skip
    return current_app.make_response((html, status))


def has_addresses() -> bool:
    """Whether pages can link to each other: not where the request named a host that is not ours."""
    return request_ctx.url_adapter is not None


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if for_program() and error.response is None:
        return _to_program(status, error)
    if error.response is not None:
        return current_app.make_response(error.get_response())
    title, text = status_words(status)
    if status == TOO_LONG:
        limits.read_away()
        here = current_app.extensions.get(TOO_LONG_HERE, {}).get(request.endpoint)
        if here is not None and g.get("patient") is not None:
            return cast("Response", here())
        title, text = reason_words("too_big" if g.get("viewer") is not None else "too_big_for_strangers")
    gone = status == GONE_MEANWHILE and g.get("patient") is not None
    response = _page(status, title, text, copied=typed_text() if gone else "")
    if "Retry-After" in dict(error.get_headers()):
        response.headers["Retry-After"] = dict(error.get_headers())["Retry-After"]
    return response


def _to_program(status: int, error: HTTPException) -> Response:
    if status == TOO_LONG:
        limits.read_away()
    kept = [(name, value) for name, value in error.get_headers() if name in ("Retry-After", "Allow")]
    return problem(status, *problem_words(status), headers=kept)


def not_found(_error: Exception) -> Response:
    """A row that is not in this record looks like an address that is not there; it may be gone while somebody typed."""
    if for_program():
        return problem(404, *problem_words(404))
    return _page(404, *status_words(404), copied=typed_text())


def _csrf(_error: CSRFError) -> Response:
    """What was typed is offered again only where the browser says that a page of ours sent it: never a planted form."""
    log.warning("form.refused route=%s", request.endpoint)
    return _page(
        400,
        *reason_words("once_more"),
        resend=request.headers.get("Sec-Fetch-Site") == "same-origin",
    )


def database_failed(error: DBAPIError) -> Response:
    """The database refused. A query that is wrong in itself is a fault of ours, unless the tables are not as needed."""
    if isinstance(error, OUR_FAULTS) and not _must_only_read():
        raise error
    return database_away(error)


def database_away(error: DBAPIError | PoolTimeout) -> Response:
    """Nothing could be saved, or nothing read; what was typed is kept on the page."""
    db.session.rollback()
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    log.error("database.unavailable kind=%s code=%s route=%s", type(cause).__name__, code, request.endpoint)
    if only_reads():
        return _unavailable("busy_for_reading", RETRY_AFTER_SECONDS)
    if _must_only_read():
        return _unavailable("only_read", RETRY_AFTER_REPAIR_SECONDS)
    return _unavailable("busy", RETRY_AFTER_SECONDS)


def _refuse_changes() -> Response | None:
    """Nothing is changed while the database must not be written to."""
    if only_reads() or not _must_only_read():
        return None
    log.warning("change.refused route=%s", request.endpoint)
    return _unavailable("only_read", RETRY_AFTER_REPAIR_SECONDS)


def _unavailable(reason: str, seconds: int) -> Response:
    reads = request.method in SAFE_METHODS
    resend = not reads and not for_program() and sent_by_us()
    response = _page(503, *reason_words(reason), resend=resend, try_again=reads)
    response.headers["Retry-After"] = str(seconds)
    return response


def too_many_waiting() -> Response:
    """More passwords wait to be judged than can be soon. Nothing was counted, and nothing done."""
    return _unavailable("many_wait", RETRY_AFTER_SECONDS)


def please_wait(text: str, seconds: int) -> Response:
    """A file that is not made just now, on a page of its own; `text` says why not. What was typed for it is kept."""
    asked = request.method in SAFE_METHODS
    response = _page(429, wait_title(), text, resend=not asked and sent_by_us(), try_again=asked)
    response.headers["Retry-After"] = str(seconds)
    return response


def paper_not_set() -> Response:
    """The typesetter failed or took too long; why is not logged, since it may quote what somebody typed."""
    log.error("paper.not_set route=%s", request.endpoint)
    return _unavailable("not_set", RETRY_AFTER_SECONDS)


def _must_only_read() -> bool:
    """Whether nothing may be written to the database now."""
    return bool(current_app.extensions["guard"].refuses())


def _unexpected(_error: InternalServerError) -> Response:
    return _page(500, *reason_words("unexpected"), resend=not for_program())


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(DBAPIError, database_failed)
    app.register_error_handler(PoolTimeout, database_away)
    app.before_request(_refuse_changes)
    if not app.testing:
        app.register_error_handler(InternalServerError, _unexpected)
