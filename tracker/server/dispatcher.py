"""Threads for each lane, given to waitress in place of its one pool, and the queues in which requests wait for them.

What waits for a password to be judged holds no thread: it stands in `Turns` until its account and network are free.
Of pages no more are at work at a time than are answered fastest: Python runs one thread at a time, and each further one
makes them all wait for its lock. One that only waits for whoever writes lets another begin.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, Final

from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import Error

from tracker.downloads.limits import MOST_AT_ONCE
from tracker.server.across import Across
from tracker.server.claims import claim_of, network_of
from tracker.server.turns import Claim, InTurn, Turns
from tracker.throttling.browsers import Browsers
from tracker.web.lanes import Lane

# "Get help now" asks who looks at it, and may wait for the database as everything does: the second is for that time.
HELP_THREADS: Final = 2
PASSWORD_THREADS: Final = 2
# One runs while the other is in the database; where one takes long, the other goes on.
PAGES_AT_WORK: Final = 2
# The last one tells that there are too many.
FILE_THREADS: Final = MOST_AT_ONCE + 1
MOST_WAITING_PAGES: Final = 400
RETRY_AFTER_SECONDS: Final = 5
STOP_SECONDS: Final = 5


class Busy(Error):
    """Answered at once, without the app, where more pages wait than could be shown soon."""

    code = 503
    reason = "Service Unavailable"

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        status, headers, body = super().to_response(ident)
        return status, [*headers, ("Retry-After", str(RETRY_AFTER_SECONDS)), ("Cache-Control", "no-store")], body


class _Turn:
    """One request whose turn it is; its end frees its account and network."""

    def __init__(self, channel: Any, claim: Claim, lane: "PasswordLane") -> None:
        self._channel, self._claim, self._lane = channel, claim, lane

    def service(self) -> None:
        try:
            with self._lane.across.turn(self._claim):
                self._channel.service()
        finally:
            self._lane.end(self._claim)


class _Queue:
    """`Turns`, as waitress's threads look at their queue: true where one may begin, not where one only waits."""

    def __init__(self, lane: "PasswordLane") -> None:
        self.turns: Turns[Any] = Turns()
        self._lane = lane

    def __len__(self) -> int:
        return int(self.turns.has_next())

    def popleft(self) -> _Turn:
        channel, claim = self.turns.take()
        return _Turn(channel, claim, self._lane)


class PasswordLane(ThreadedTaskDispatcher):
    """A pool of threads whose queue gives each account and each network its turn."""

    def __init__(self, across: Across) -> None:
        super().__init__()
        self.across = across
        self.queue = _Queue(self)

    def add(self, channel: Any, claim: Claim) -> Any | None:
        """Let the request wait for its turn; gives the one that is turned away for it, if any."""
        with self.lock:
            turned_away = self.queue.turns.add(channel, claim)
            self.queue_cv.notify()
        return turned_away

    def shutdown(self, cancel_pending: bool = True, timeout: float = STOP_SECONDS) -> bool:  # noqa: FBT001, FBT002
        done = super().shutdown(cancel_pending=False, timeout=timeout)
        if cancel_pending:
            with self.lock:
                for channel in self.queue.turns.clear():
                    channel.cancel()
        return bool(done)

    def end(self, claim: Claim) -> None:
        """What was judged frees its account and network."""
        with self.lock:
            self.queue.turns.end(claim)
            self.queue_cv.notify_all()


class _Line:
    """The queue of a `PagesLane` as waitress's threads look at theirs: as long as requests may begin just now."""

    def __init__(self, lane: "PagesLane") -> None:
        self.waiting: InTurn[Any] = InTurn(MOST_WAITING_PAGES)
        self._lane = lane

    def __len__(self) -> int:
        return max(0, min(len(self.waiting), self._lane.room()))

    def popleft(self) -> "_Begun":
        self._lane.under_way += 1
        self._lane.at_work += 1
        return _Begun(self.waiting.popleft(), self._lane)


class _Begun:
    """One request that has a thread; meanwhile others may begin where it only waits."""

    def __init__(self, channel: Any, lane: "PagesLane") -> None:
        self._channel, self._lane = channel, lane

    def service(self) -> None:
        try:
            self._channel.requests[0].waits = self._lane.waiting
            self._channel.service()
        finally:
            self._lane.end()


class PagesLane(ThreadedTaskDispatcher):
    """A pool of threads that no network fills for the others, of which no more than so many are at work.

    A thread is started when there is work that none of the others is free for, so that few are kept warm.
    """

    def __init__(self, most_at_work: int) -> None:
        super().__init__()
        self.queue = _Line(self)
        self.under_way, self.at_work = 0, 0  # those that only wait are under way, and not at work
        self._most_at_work, self._most_threads = most_at_work, 0

    def room(self) -> int:
        """How many may begin now."""
        return self._most_at_work - self.at_work

    def set_thread_count(self, count: int) -> None:
        """So many at most."""
        self._most_threads = count
        super().set_thread_count(min(count, len(self.threads)))

    def add(self, channel: Any, network: str) -> Any | None:
        """Let the request wait for a thread; gives the one that is refused for it, if any."""
        with self.lock:
            refused = self.queue.waiting.add(channel, network)
            self._begin()
        return refused

    def end(self) -> None:
        """The thread that was at work looks for more by itself."""
        with self.lock:
            self.under_way -= 1
            self.at_work -= 1

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Inside, one that is at work only waits. Afterwards it goes on at once: for a moment one more is at work."""
        with self.lock:
            self.at_work -= 1
            self._begin()
        try:
            yield
        finally:
            with self.lock:
                self.at_work += 1

    def shutdown(self, cancel_pending: bool = True, timeout: float = STOP_SECONDS) -> bool:  # noqa: FBT001, FBT002
        done = super().shutdown(cancel_pending=False, timeout=timeout)
        if cancel_pending:
            with self.lock:
                for channel in self.queue.waiting.clear():
                    channel.cancel()
        return bool(done)

    def _begin(self) -> None:
        """Wake a thread where one may begin, and start one where all have work."""
        free = len(self.threads) - self.stop_count - self.under_way
        if len(self.queue) > free and len(self.threads) < self._most_threads:
            number = next(one for one in count() if one not in self.threads)
            self.threads.add(number)
            self.active_count += 1
            self.start_new_thread(self.handler_thread, number)
        elif len(self.queue):
            self.queue_cv.notify()


class Dispatcher:
    """What waitress asks of a dispatcher of tasks. A task is a connection that has a request to be answered."""

    def __init__(
        self, lane_of: Callable[[str, str], Lane], across: Across, browsers: Browsers, *, threads: int, proxies: int
    ) -> None:
        self._lane_of, self._browsers, self._proxies = lane_of, browsers, proxies
        self.passwords, self.help = PasswordLane(across), ThreadedTaskDispatcher()
        self.pages, self.saves, self.files = PagesLane(PAGES_AT_WORK), PagesLane(threads), PagesLane(FILE_THREADS)
        self._lines = {Lane.PAGES: self.pages, Lane.SAVES: self.saves, Lane.FILES: self.files}
        self.taken = 0
        for pool, most in (
            (self.passwords, PASSWORD_THREADS),
            (self.help, HELP_THREADS),
            (self.pages, threads),
            (self.saves, threads),
            (self.files, FILE_THREADS),
        ):
            pool.set_thread_count(most)

    def add_task(self, channel: Any) -> None:
        """Give the first request of the connection to its lane."""
        request = channel.requests[0]
        self.taken += 1
        lane = Lane.PAGES if request.error else self._lane_of(request.command, request.path)
        if lane is Lane.HELP:
            self.help.add_task(channel)
        elif lane is Lane.PASSWORD:
            turned_away = self.passwords.add(
                channel, claim_of(request, str(channel.addr[0]), self._proxies, self._browsers)
            )
            if turned_away is not None:
                turned_away.requests[0].turned_away = True
                self._add_to(self.pages, turned_away)
        else:
            self._add_to(self._lines[lane], channel)

    def shutdown(self, cancel_pending: bool = True, timeout: float = STOP_SECONDS) -> bool:  # noqa: FBT001, FBT002
        """Let what is under way come to its end, and give up what has not begun."""
        pools = (self.pages, self.saves, self.files, self.passwords, self.help)
        for pool in pools:
            pool.set_thread_count(0)
        ended = [pool.shutdown(cancel_pending, timeout) for pool in pools]
        return all(ended)

    def _add_to(self, line: PagesLane, channel: Any) -> None:
        forwarded = channel.requests[0].headers.get("X_FORWARDED_FOR", "")
        refused = line.add(channel, network_of(forwarded, str(channel.addr[0]), self._proxies))
        if refused is not None:
            refused.requests[0].error = Busy("The server is busy. Please try again in a moment.")
            self.help.add_task(refused)
