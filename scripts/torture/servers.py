"""The real server in a process of its own: `tracker serve` on SQLite, gunicorn with two workers on PostgreSQL."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from scripts.torture.world import World
from tests.support.ports import free_port

START_SECONDS = 30
CONFIG = Path(__file__).resolve().parents[2] / "deploy" / "gunicorn.conf.py"
GUNICORN = ("gunicorn", "--config", str(CONFIG), "--workers", "2")


class Server:
    """A server that can be killed and started again on the same port. All it prints goes to `server.log`."""

    def __init__(
        self,
        world: World,
        *,
        module: Sequence[str] | None = None,
        before: Sequence[str] = (),
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self.world = world
        self.port = free_port()
        self.log = world.folder.parent / f"{world.folder.name}.log"
        self._command = [*before, sys.executable, "-m", *(module or self._usual()), *self._address(module)]
        self._environ = world.environ | dict(environ or {})
        self._process: subprocess.Popen[bytes] | None = None

    def _usual(self) -> Sequence[str]:
        return ("tracker", "serve") if self.world.is_sqlite else GUNICORN

    def _address(self, module: Sequence[str] | None) -> Sequence[str]:
        if module is None and not self.world.is_sqlite:
            return ("--bind", f"127.0.0.1:{self.port}")
        return ("--port", str(self.port))

    @property
    def pid(self) -> int:
        assert self._process is not None, "it has not been started"  # noqa: S101
        return self._process.pid

    def spawn(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own server
                self._command, env=self._environ, stdout=log, stderr=log, start_new_session=True
            )

    def start(self) -> float:
        """Start it; gives the seconds until it answers."""
        began = time.monotonic()
        self.spawn()
        while time.monotonic() - began < START_SECONDS:
            if self.answers():
                return time.monotonic() - began
            if self._process is not None and self._process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError(f"the server did not start: {self.said()[-2000:]}")

    def answers(self, path: str = "/sign-in") -> int | None:
        """The status of a page, or None where nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def kill(self) -> None:
        """As the power cut, or the kernel out of memory, would end it: every process of it at once."""
        if self._process is not None:
            self._signal(signal.SIGKILL)
            self._process.wait(10)

    def stop(self) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()

    def _signal(self, number: int) -> None:
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            return


@contextmanager
def running(server: Server) -> Iterator[Server]:
    server.start()
    try:
        yield server
    finally:
        server.kill()
