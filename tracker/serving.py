"""The app as a server runs it, with what must be looked at before it serves and what runs beside it.

`gunicorn tracker.serving:app()` makes one in each worker process; `tracker serve` makes one for its own server.
"""

import logging

from flask import Flask

from tracker import __version__
from tracker.app import create_app
from tracker.keeping.guard import Guard
from tracker.settings import Settings
from tracker.web import logs

log = logging.getLogger("tracker")


def app() -> Flask:
    """`keeping.guard.Refused` where the database is not ours to open; with any other trouble the app only reads."""
    logs.set_up()
    made = create_app(Settings.from_env())
    guard_of(made).begin()
    log.info("server.started version=%s", __version__)
    start_beside(made)
    return made


def guard_of(made: Flask) -> Guard:
    guard: Guard = made.extensions["guard"]
    return guard


def start_beside(made: Flask) -> None:
    """Start what runs beside the server, in threads of this process."""
