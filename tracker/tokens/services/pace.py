"""How much one token may ask for: so many requests in five minutes, counted in this process alone.

A program that asks in a loop is slowed down before it takes the processors from people. Nothing is guessed here, so
that a server with several processes, which lets so many more through, gives nothing away.
"""

import uuid
from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

REQUESTS_MOST: Final = 1_500
WINDOW: Final = timedelta(minutes=5)
REMEMBERED_MOST: Final = 1_000


class Pace:
    """Counts requests by token, in windows that begin with the first of them."""

    def __init__(self, most: int = REQUESTS_MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._counted: OrderedDict[uuid.UUID, tuple[datetime, int]] = OrderedDict()

    def wait(self, token_id: uuid.UUID, now: datetime) -> int:
        """Count one request; how many seconds to wait where it is one too many, else 0."""
        with self._lock:
            since, times = self._counted.pop(token_id, (now, 0))
            if not since <= now < since + WINDOW:
                since, times = now, 0
            self._counted[token_id] = (since, times + 1)
            while len(self._counted) > REMEMBERED_MOST:
                self._counted.popitem(last=False)
        return 0 if times < self._most else max(1, int((since + WINDOW - now).total_seconds()))
