"""`tracker serve`: the app under its own server; `tracker upgrade`, for servers that do not bring the tables up."""

import logging
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

from tracker import __version__
from tracker.cli.frame import Tables, app_ready, session, stop
from tracker.configuration import checks
from tracker.configuration.settings import Settings
from tracker.domain.accounts.security_log import SecurityAct
from tracker.operations import withdrawn
from tracker.operations.backup import log_server_event
from tracker.operations.guard import Guard
from tracker.operations.looking import Trouble
from tracker.operations.tables import Moved, bring_up
from tracker.patients.services import history
from tracker.serving import start_beside, stop_beside
from tracker.web import clock, logs
from tracker.web.extensions import db

if TYPE_CHECKING:
    from tracker.server.connections import Server

SWITCH_SECONDS = 0.001
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
log = logging.getLogger("tracker")
without_copy = click.option(
    "--without-copy", is_flag=True, help="Bring older tables up although no copy of the database is made before."
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
@without_copy
def serve(host: str, port: int, *, without_copy: bool) -> None:
    """Bring the tables up to date, after a copy of the database, and serve the app."""
    with app_ready(Tables.AS_THEY_ARE) as app:
        settings: Settings = app.extensions["settings"]
        if host not in LOOPBACK and not settings.https:
            stop("listening beyond this machine needs HTTPS in front: see docs/hosting.md")
        logs.set_up()
        saves = _made_ready(app.extensions["guard"], settings, copy=not without_copy)
        # Whoever has the turn to write waits for Python's lock after every commit, and all other writers with them.
        sys.setswitchinterval(SWITCH_SECONDS)
        server = _server(app, settings, host, port)
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Sciatica Tracker is ready: http://{shown}:{server.port}   (Ctrl+C stops it)")
        if not saves:
            click.echo(f"It only reads: {app.extensions['guard'].finding.words}", err=True)
        fault = checks.fault_of_proxies(https=settings.https, proxies=settings.proxies)
        if fault is not None:
            click.echo(f"{fault}.", err=True)
        if not settings.https:
            click.echo("Plain http, for this machine only. To reach it from elsewhere, put HTTPS in front.")
        start_beside(app)
        log.info("server.started version=%s", __version__)
        try:
            _run(server)
        finally:
            stop_beside(app)


def _made_ready(guard: Guard, settings: Settings, *, copy: bool) -> bool:
    """Bring everything up to date; False where nothing may be written now, and the app only reads."""
    now = clock.now()
    found = guard.begin(lambda: _tell_moved(bring_up(db.engine, settings, now, copy=copy)))
    if found is not None and found.trouble is Trouble.AWAY:
        stop(found.words)
    if found is not None:
        return False
    withdrawn.catch_up_at_start(db.engine, settings, now)
    history.forget_deleted_of_all(session(), now=now)
    db.session.commit()
    db.session.remove()
    log_server_event(db.engine, SecurityAct.STARTED, now)
    return True


def _run(server: "Server") -> None:
    """Until Ctrl+C, or until a service manager asks to end: the requests that are under way finish first."""
    before = signal.signal(signal.SIGTERM, _end)
    try:
        server.run()
    finally:
        signal.signal(signal.SIGTERM, before)
        log.info("server.stopped")
        with suppress(DBAPIError):
            log_server_event(db.engine, SecurityAct.STOPPED, clock.now())


def _server(app: Flask, settings: Settings, host: str, port: int) -> "Server":
    from tracker.server.connections import make_server  # noqa: PLC0415 - only this command needs a server

    try:
        return make_server(app, settings, host=host, port=port)
    except OSError as fault:
        stop(f"cannot listen on {host}:{port}: {fault.strerror}. Choose another port with --port.")


def _end(_number: int, _frame: object) -> NoReturn:
    sys.exit(0)


@click.command()
@without_copy
def upgrade(*, without_copy: bool) -> None:
    """Bring the tables to the newest version, after a copy; nothing is lost, or nothing is changed."""
    with app_ready(Tables.AS_THEY_ARE) as app:
        moved = bring_up(db.engine, app.extensions["settings"], clock.now(), copy=not without_copy)
    if moved:
        _tell_moved(moved)
    else:
        click.echo(f"The tables are at {moved.after}, the newest. Nothing was changed.")


def _tell_moved(moved: Moved) -> None:
    """Say from where to where, and where the copy from before is."""
    click.echo(f"The tables are at {moved.after} now; they were {f'at {moved.before}' if moved.before else 'new'}.")
    if moved.copy is not None:
        click.echo(f"The database as it was before is kept as {moved.copy} for 35 days.")
