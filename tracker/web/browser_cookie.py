"""The cookie by which a browser is known to have been signed in with before (`accounts.browsers`).

It outlives the sign-in, and lets nobody in.
"""

from flask import request
from werkzeug.wrappers import Response

from tracker.throttling.browsers import GOOD_FOR, Browsers
from tracker.web import clock
from tracker.web.app_settings import settings


def cookie_name() -> str:
    return "__Host-known" if settings().https else "known"


def sent() -> str | None:
    return request.cookies.get(cookie_name())


def remember(response: Response, browsers: Browsers, *owners: str) -> None:
    """This browser was let in by what opens the account (or the link) that these stand for."""
    value, today = sent() or "", clock.now().date()
    for owner in owners:
        value = browsers.remembering(value, today, owner)
    response.set_cookie(
        cookie_name(), value, max_age=GOOD_FOR, secure=settings().https, httponly=True, samesite="Lax", path="/"
    )
