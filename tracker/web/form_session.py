"""The cookie that the tokens of forms are kept in, for pages: of a program it is not read, and none is set."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from tracker.web.problems import INTERFACE


class PagesAlone(SecureCookieSessionInterface):
    """Reads and writes the cookie for pages alone."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        return None if request.path.startswith(INTERFACE) else super().open_session(app, request)
