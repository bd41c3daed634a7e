"""`/healthz`: whether the app can do its work, for what watches it. It asks the database, and tells nobody any more.

Well is an app whose database answers and takes writes. One that only reads is not: people cannot save, and whoever runs
the server is to know. The address answers whatever name it is asked by, for probes ask by number; it makes no cookie,
asks for none, and what it says is the same for everybody.
"""

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Flask, current_app
from sqlalchemy import String, column, select, table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.wrappers import Response

from tracker.storage import postgres
from tracker.web.extensions import db
from tracker.web.gate import asking_nobody
from tracker.web.lanes import answers_always

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH: Final = "/healthz"
# On SQLite only a table's row shows that the file can be read; on either engine no migration locks it for readers.
_QUESTION: Final = select(column("version_num", String)).select_from(table("alembic_version"))
log = logging.getLogger("tracker")
blueprint = Blueprint("health", __name__)


@blueprint.get(PATH)
@asking_nobody
@answers_always
def healthz() -> Response:
    """200 or 503, within ten seconds."""
    if _is_well():
        return Response("ok\n", mimetype="text/plain")
    return Response("unavailable\n", 503, mimetype="text/plain")


def _is_well() -> bool:
    if current_app.extensions["guard"].refuses():
        return False
    try:
        with db.engine.connect() as connection, postgres.hurried(connection):
            return connection.execute(_QUESTION).first() is not None
    except (DBAPIError, PoolTimeout) as fault:
        log.warning("health.failed kind=%s", type(getattr(fault, "orig", None) or fault).__name__)
        return False


class _ByAnyName:
    """Takes a question for the app's health as one that was asked by a name of its own."""

    def __init__(self, inner: "WSGIApplication", host: str) -> None:
        self._inner = inner
        self._host = host

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("PATH_INFO") == PATH:
            environ["HTTP_HOST"] = self._host
        return self._inner(environ, start_response)


def init_app(app: Flask) -> None:
    hosts = app.config["TRUSTED_HOSTS"] or ["localhost"]
    app.wsgi_app = _ByAnyName(app.wsgi_app, hosts[0].removeprefix("."))  # type: ignore[method-assign]
