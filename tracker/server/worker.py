"""A worker of gunicorn that serves as `tracker serve` does: the same deadlines, lanes and turns in each process.

gunicorn starts the processes, restarts them and hands over its sockets; how connections are read is ours.
"""

import os
import time
from types import FrameType
from typing import Final

from gunicorn.workers.base import Worker

from tracker.configuration.settings import Settings
from tracker.server.connections import Server, make_server

LOCKS: Final = "turns"
TURN_SECONDS: Final = 1.0
LAST_TURN_SECONDS: Final = 0.1


class TrackerWorker(Worker):
    """Named as `worker_class` in `deploy/gunicorn.conf.py`."""

    alive: bool
    server: Server | None = None

    def run(self) -> None:
        settings: Settings = self.wsgi.extensions["settings"]
        sockets = [one.sock for one in self.sockets]
        server = make_server(self.wsgi, settings, sockets=sockets, across=settings.instance_path / LOCKS)
        self.server = server
        while self.alive and self._has_parent():
            self.notify()
            server.turn(TURN_SECONDS)
            if server.dispatcher.taken >= self.max_requests:
                self.log.info("Autorestarting worker after so many requests.")
                self.alive = False
        self._finish(server)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        if self.server is not None:
            self.server.wake()

    def _has_parent(self) -> bool:
        return bool(self.ppid == os.getppid())

    def _finish(self, server: Server) -> None:
        """Nobody is let in any more; what is under way comes to its end, within the time that gunicorn gives."""
        server.close_listeners()
        end = time.monotonic() + self.cfg.graceful_timeout
        while server.is_answering() and time.monotonic() < end:
            self.notify()
            server.turn(LAST_TURN_SECONDS)
        server.dispatcher.shutdown()
