"""Has a waiting file read by a process of its own, and says how far that is."""

import os
import subprocess
import sys
import threading
from enum import StrEnum
from pathlib import Path
from typing import Final

from tracker.imports.services.waiting import Waiting

PROGRAM: Final = "tracker.importers.program"
PACKAGES: Final = Path(__file__).resolve().parents[3]
MOST_WAITING: Final = 6


class State(StrEnum):
    """How a waiting file stands."""

    READ = "read"
    READING = "reading"
    STOPPED = "stopped"  # its process ended before it was done: the server went down, it took too much, or had no room
    LATER = "later"  # nobody has begun to read it


class Readers:
    """The processes that read for this one; they end by themselves, and outlive nobody who waits for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[Path, subprocess.Popen[bytes]] = {}
        self._failed: set[Path] = set()

    def start(self, waiting: Waiting) -> bool:
        """Have it read, unless it is; False where too many are."""
        with self._lock:
            self._let_go()
            before = self._running.pop(waiting.folder, None)
            if before is not None:  # it reads as was said before
                before.kill()
                before.wait()
            self._failed.discard(waiting.folder)
            if waiting.is_worked_on():
                return True
            if len(self._running) >= MOST_WAITING:
                return False
            self._running[waiting.folder] = subprocess.Popen(  # noqa: S603  our own program, in a folder named by us
                [sys.executable, "-m", PROGRAM, str(waiting.folder)],
                cwd=PACKAGES,
                env={name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        return True

    def wait(self, waiting: Waiting, seconds: float) -> None:
        """Wait a moment for it to be read, so that a small file is shown at once."""
        with self._lock:
            running = self._running.get(waiting.folder)
        if running is not None:
            try:
                running.wait(seconds)
            except subprocess.TimeoutExpired:
                return

    def state(self, waiting: Waiting) -> State:
        """How it stands."""
        with self._lock:
            self._let_go()
            if waiting.folder in self._running:
                return State.READING
            failed = waiting.folder in self._failed
        if waiting.told is not None:
            return State.READ
        if waiting.is_worked_on():
            return State.READING
        return State.LATER if waiting.percent is None and not failed else State.STOPPED

    def stop(self, waiting: Waiting) -> None:
        """End the reading of a file that is given up."""
        with self._lock:
            running = self._running.pop(waiting.folder, None)
            self._failed.discard(waiting.folder)
        if running is not None:
            running.kill()
            running.wait()

    def _let_go(self) -> None:
        for folder, running in list(self._running.items()):
            if running.poll() is not None:
                del self._running[folder]
                if running.returncode and folder.exists():  # it would only fail again: whoever looks is told
                    self._failed.add(folder)
