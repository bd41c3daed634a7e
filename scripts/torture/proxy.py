"""A proxy in front of the database that breaks connections in the ways networks do."""

import socket
import struct
import time
from contextlib import suppress
from enum import Enum
from threading import Event, Lock, Thread
from typing import Self

PIECE = 65_536
LINGER_NOT = struct.pack("ii", 1, 0)


class How(Enum):
    """What the network does to what passes."""

    PASS = "pass"  # noqa: S105 - no password
    DELAY = "delay"
    STALL = "stall"
    CUT = "cut"


class Proxy:
    """Passes bytes on to a port of this machine, and does to them what it is told. A context: it listens inside."""

    def __init__(self, target: int, *, delay: float = 0.2, cut_after: int = 3_000) -> None:
        self._target, self._delay, self._cut_after = target, delay, cut_after
        self._how = How.PASS
        self._moving = Event()
        self._moving.set()
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = int(self._listener.getsockname()[1])

    def __enter__(self) -> Self:
        Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self.does(How.PASS)
        self.reset()

    def does(self, how: How) -> None:
        self._how = how
        if how is How.STALL:
            self._moving.clear()
        else:
            self._moving.set()

    def reset(self) -> int:
        """Break every connection at once, as a network device that has lost its memory; gives how many there were."""
        with self._lock:
            broken, self._open = self._open, set()
        for one in broken:
            with suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        return len(broken) // 2

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target), timeout=5)
            except OSError:
                if self._listener.fileno() < 0:
                    return
                with suppress(UnboundLocalError):
                    near.close()
                continue
            far.settimeout(None)
            with self._lock:
                self._open |= {near, far}
            for source, sink in ((near, far), (far, near)):
                Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        passed = 0
        with suppress(OSError):
            while piece := source.recv(PIECE):
                self._moving.wait()
                if self._how is How.DELAY:
                    time.sleep(self._delay)
                passed += len(piece)
                if self._how is How.CUT and passed > self._cut_after:
                    sink.sendall(piece[: len(piece) // 2])
                    break
                sink.sendall(piece)
        with self._lock:
            self._open -= {source, sink}
        for one in (source, sink):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
