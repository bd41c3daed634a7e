"""The cookie of a step that is under way (`factors.services.steps`): a secret that lives as long as the step."""

from flask import request
from werkzeug.wrappers import Response

from tracker.accounts.services import sessions
from tracker.factors.services.steps import LASTS
from tracker.web.app_settings import settings


def cookie_name() -> str:
    return "__Host-step" if settings().https else "step"


def set_step(response: Response, secret: str) -> None:
    response.set_cookie(
        cookie_name(), secret, max_age=LASTS, secure=settings().https, httponly=True, samesite="Lax", path="/"
    )


def clear_step(response: Response) -> None:
    response.delete_cookie(cookie_name(), secure=settings().https, httponly=True, samesite="Lax", path="/")


def sent_step() -> str | None:
    """The secret in the request's cookie, where it can be one of ours."""
    value = request.cookies.get(cookie_name())
    return value if sessions.looks_like_secret(value) else None
