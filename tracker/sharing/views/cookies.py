"""The cookie of a browser that opened a share link: a secret of its own, bound to that one link."""

from flask import current_app, request
from werkzeug.wrappers import Response

from tracker.accounts.services.sessions import looks_like_secret, new_secret
from tracker.sharing.services.live_shares import VISIT_LASTS

__all__ = ["clear_cookie", "looks_like_secret", "new_secret", "sent_secret", "set_cookie"]


def cookie_name() -> str:
    return "__Host-share" if current_app.extensions["settings"].https else "share"


def sent_secret() -> str | None:
    """The secret in the request's cookie, where it can be one of ours."""
    value = request.cookies.get(cookie_name())
    return value if looks_like_secret(value) else None


def set_cookie(response: Response, secret: str) -> None:
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=VISIT_LASTS,
        secure=current_app.extensions["settings"].https,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def clear_cookie(response: Response) -> None:
    secure = current_app.extensions["settings"].https
    response.delete_cookie(cookie_name(), secure=secure, httponly=True, samesite="Lax", path="/")
