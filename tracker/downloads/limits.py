"""How much may be downloaded: so many files in an hour, and so many at once, for making them keeps the server busy.

What is counted for the hour stands in the database, for all processes together. What is under way is known to each
process alone. Source: OWASP ASVS 5.0.0, 2.4.1, 15.2.2.
"""

import threading
import uuid
from collections.abc import Callable
from typing import Final

MOST_AT_ONCE: Final = 4
WAIT_SECONDS: Final = 15


class UnderWay(Exception):
    """Too much is under way: of one's own (`own`), or of everybody's."""

    def __init__(self, *, own: bool) -> None:
        super().__init__(own)
        self.own = own


class Turns:
    """Whose downloads are under way in this process: four at once, of them one of everything for each account."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = 0
        self._whole: set[uuid.UUID] = set()

    def take(self, account_id: uuid.UUID, *, whole: bool) -> Callable[[], None]:
        """Begin one; gives what ends it, however often that is called. Raises `UnderWay`."""
        with self._lock:
            if whole and account_id in self._whole:
                raise UnderWay(own=True)
            if self._running >= MOST_AT_ONCE:
                raise UnderWay(own=False)
            self._running += 1
            if whole:
                self._whole.add(account_id)
        running = threading.Semaphore()

        def end() -> None:
            if running.acquire(blocking=False):
                with self._lock:
                    self._running -= 1
                    if whole:
                        self._whole.discard(account_id)

        return end
