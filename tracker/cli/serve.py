"""`tracker serve`: the app under its own production server."""

from typing import Any

import click

from tracker.cli.frame import app_ready, session, stop
from tracker.extensions import db
from tracker.patients import history
from tracker.settings import Settings
from tracker.web import clock, quiet

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
def serve(host: str, port: int) -> None:
    """Bring the tables up to date and serve the app."""
    from waitress import create_server  # noqa: PLC0415 - only this command needs a server

    with app_ready() as app:
        settings: Settings = app.extensions["settings"]
        if host not in LOOPBACK and not settings.https:
            stop("listening beyond this machine needs HTTPS in front: see “Host it” in the README")
        history.forget_deleted_of_all(session(), now=clock.now())
        db.session.commit()
        db.session.remove()
        quiet.keep_addresses_out("waitress")
        try:
            server = create_server(
                app,
                host=host,
                port=port,
                threads=settings.threads,
                ident=None,
                clear_untrusted_proxy_headers=not settings.proxies,
                max_request_body_size=app.config["MAX_CONTENT_LENGTH"] * 2,
            )
        except OSError as fault:
            stop(f"cannot listen on {host}:{port}: {fault.strerror}. Choose another port with --port.")
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Sciatica Tracker is ready: http://{shown}:{_bound_port(server, port)}   (Ctrl+C stops it)")
        if not settings.https:
            click.echo("Plain http, for this machine only. To reach it from elsewhere, put HTTPS in front.")
        server.run()


def _bound_port(server: Any, asked: int) -> int:
    return int(getattr(server, "effective_port", asked))
