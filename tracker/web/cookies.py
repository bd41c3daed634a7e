"""Cookies of this site: for this server alone where it is reached over HTTPS, and never for scripts or other sites."""

from dataclasses import dataclass
from datetime import timedelta

from flask import request
from werkzeug.wrappers import Response

from tracker.passwords.tokens import looks_like_secret
from tracker.web.app_settings import settings


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie, which lasts as long as it says, or else until the browser is closed."""

    plain_name: str
    lasts: timedelta | None = None

    @property
    def name(self) -> str:
        return f"__Host-{self.plain_name}" if settings().https else self.plain_name

    def set(self, response: Response, value: str, *, lasts: timedelta | None = None) -> None:
        response.set_cookie(
            self.name,
            value,
            max_age=lasts or self.lasts,
            secure=settings().https,
            httponly=True,
            samesite="Lax",
            path="/",
        )

    def clear(self, response: Response) -> None:
        response.delete_cookie(self.name, secure=settings().https, httponly=True, samesite="Lax", path="/")

    def sent(self) -> str | None:
        return request.cookies.get(self.name)

    def sent_secret(self) -> str | None:
        """The secret in the request's cookie, where it can be one of ours."""
        value = self.sent()
        return value if looks_like_secret(value) else None
