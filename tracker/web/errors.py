"""Pages for when something cannot be done: plain words, what was typed is kept, nothing is told of the inside."""

import logging

from flask import Flask, current_app, render_template, request
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from tracker.extensions import db
from tracker.web.gate import SAFE_METHODS

log = logging.getLogger("tracker")
RETRY_AFTER_SECONDS = 5
TEXTS = {
    400: ("This did not work", "The request could not be read. Please go back and try again."),
    403: ("This was not taken", "It was sent from another site. Nothing was saved."),
    404: ("Page not found", "There is nothing here, or nothing that is shared with you."),
    405: ("This did not work", "This address cannot be used that way. Please go back and try again."),
    413: ("This is too big", "What you sent is larger than this app takes. Please send less at a time."),
    414: ("This is too long", "This address is too long."),
    429: ("Too many tries", "Please wait a little, then try again."),
}
FALLBACK = ("This did not work", "Please go back and try again.")


def _typed() -> list[tuple[str, str]]:
    """What the form held, so that it can be sent again; passwords are never echoed."""
    if request.method in SAFE_METHODS:
        return []
    hidden = ("csrf_token",)
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in hidden and "password" not in name and "\x00" not in value
    ]


def _page(status: int, title: str, text: str, *, resend: bool = False) -> Response:
    if not has_addresses():
        return Response(f"{title}. {text}", status, mimetype="text/plain")
    html = render_template(
        "errors/error.html", title=title, text=text, typed=_typed() if resend else [], action=request.path
    )
    return current_app.make_response((html, status))


def has_addresses() -> bool:
    """Whether pages can link to each other: not where the request named a host that is not ours."""
    return request_ctx.url_adapter is not None


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None:
        return current_app.make_response(error.get_response())
    title, text = TEXTS.get(status, FALLBACK)
    response = _page(status, title, text)
    if "Retry-After" in dict(error.get_headers()):
        response.headers["Retry-After"] = dict(error.get_headers())["Retry-After"]
    return response


def not_found(_error: Exception) -> Response:
    """A row that is not in this record looks like an address that is not there."""
    return _page(404, *TEXTS[404])


def already_saved(_error: Exception) -> Response:
    """The same form came twice with other answers: the first ones stand."""
    return _page(
        422,
        "This was saved before",
        "The same form was sent twice with different answers. The first ones were kept. Open the entry to change it.",
    )


def _csrf(_error: CSRFError) -> Response:
    """What was typed is offered again only where the browser says that a page of ours sent it: never a planted form."""
    return _page(
        400,
        "Please send this once more",
        "This page was open for a long time, or opened before you signed in. Nothing was saved yet.",
        resend=request.headers.get("Sec-Fetch-Site") == "same-origin",
    )


def database_away(error: DBAPIError) -> Response:
    """Nothing could be saved, or nothing read; what was typed is kept on the page."""
    db.session.rollback()
    log.error("database.unavailable kind=%s route=%s", type(error.orig).__name__, request.endpoint)
    response = _page(
        503,
        "We cannot save just now",
        "The database is busy or away. What you typed is kept on this page. Please try again in a moment.",
        resend=True,
    )
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _unexpected(_error: InternalServerError) -> Response:
    return _page(500, "Something went wrong on our side", "Nothing was saved. Please try again.", resend=True)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(InterfaceError, database_away)
    app.register_error_handler(IntegrityError, database_away)
    if not app.testing:
        app.register_error_handler(InternalServerError, _unexpected)
