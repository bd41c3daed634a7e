"""An app of a test's own, under its real server, which can be killed and started again at the same port."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from flask import Flask
from playwright.sync_api import Page

from tests.support.live import Live
from tracker.app import create_app
from tracker.configuration.settings import Settings
from tracker.pocket.views import shell, worker
from tracker.server.connections import Server, make_server
from tracker.web.extensions import db

CONTROLLED = "() => navigator.serviceWorker.controller !== null"


def until(page: Page, true: str) -> None:
    """Wait until a promise of the page comes to what is true."""
    assert page.evaluate(
        f"""async () => {{ for (let times = 0; times < 300; times += 1) {{
          if (await ({true})) return true;
          await new Promise((done) => setTimeout(done, 50));
        }} return false; }}"""
    ), true


class Switched:
    """A server at one port that can be killed and started again."""

    def __init__(self, app: Flask) -> None:
        self.app, self.port = app, 0
        self._running: tuple[Server, Thread] | None = None

    def start(self) -> None:
        server = make_server(self.app, self.app.extensions["settings"], host="127.0.0.1", port=self.port)
        self.port = server.port
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        self._running = (server, thread)

    def kill(self) -> None:
        if self._running is not None:
            server, thread = self._running
            server.stop()
            thread.join(timeout=10)
            server.close()
            self._running = None

    def another_worker(self) -> None:
        """The next answer is another worker, as after an upgrade."""
        before = worker.joined
        worker.joined = lambda folder: f"{before(folder)}// another\n"
        try:
            self.app.extensions[worker.MADE].clear()
            self.app.extensions[shell.KEPT].clear()
            with self.app.test_client() as client:
                client.get(worker.ADDRESS, headers={"Accept-Language": "en-GB"})
        finally:
            worker.joined = before


@contextmanager
def home_of(instance: Path, database_url: str) -> Iterator[tuple[Live, Switched]]:
    """An app on its own database, with its server running."""
    app = create_app(Settings.for_tests(instance, database_url=database_url).with_(testing=False))
    server = Switched(app)
    server.start()
    try:
        yield Live(f"http://127.0.0.1:{server.port}", app), server
    finally:
        server.kill()
        with app.app_context():
            db.engine.dispose()
