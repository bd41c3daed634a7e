"""Addresses of our own pages, as templates ask for them: each is built once, and remembered.

An address follows from the endpoint and its values alone, so that none that is remembered can be wrong. Building one
costs more than most lines of a page, and a page has dozens of them.
"""

from functools import lru_cache
from typing import Any, Final

import flask
from flask import Flask
from flask.ctx import RequestContext
from flask.globals import request_ctx

REMEMBERED: Final = 4096


def init_app(app: Flask) -> None:
    app.extensions["addresses"] = lru_cache(REMEMBERED)(_build)
    app.jinja_env.globals["url_for"] = url_for


def url_for(endpoint: str, **values: Any) -> str:
    """The address within this app, as Flask builds it."""
    # A proxy that is asked each time costs more than the rest of this.
    asked: RequestContext = request_ctx._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    whole = f"{asked.request.blueprint}{endpoint}" if endpoint[:1] == "." else endpoint
    # With their types: what is equal may be written differently, as 1 and True are.
    typed = tuple([(name, type(value), value) for name, value in values.items()])
    try:
        address: str = asked.app.extensions["addresses"](asked.request.script_root, whole, typed)
    except TypeError:  # several values of one name
        return flask.url_for(endpoint, **values)
    return address


def _build(_script_root: str, endpoint: str, typed: tuple[tuple[str, type, Any], ...]) -> str:
    return flask.url_for(endpoint, **{name: value for name, _, value in typed})
