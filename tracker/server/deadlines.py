"""How long a connection may take for what it sends and for what it is sent, and which one goes when there are too many.

Pure: seconds and bytes in, a judgement out. A browser sends a whole head at once, so whoever needs longer than these
allow is on a line that could not load the page either, or means to hold the server up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from heapq import heapify, heappop, heapreplace
from typing import Final, TypeVar

# Longer than the proxies of `deploy/` keep a line to the app that they do not use: it is they who close it.
IDLE_SECONDS: Final = 30.0
HEAD_SECONDS: Final = 10.0
BODY_SECONDS: Final = 30.0
TAKING_SECONDS: Final = 30.0
SLOWEST_BYTES_PER_SECOND: Final = 2048

T = TypeVar("T")


class Phase(Enum):
    """What a connection waits for."""

    IDLE = auto()  # it has sent nothing of a request
    HEAD = auto()  # it has sent part of the head
    BODY = auto()  # it has sent the head, and part of the body
    ANSWER = auto()  # it has sent a request whole: it is the app's turn
    TAKING = auto()  # there is an answer, or a part of one, that it does not take


@dataclass(frozen=True, slots=True)
class Stage:
    """How a connection stands: since when in this phase (seconds of any clock), the bytes moved in it, from where."""

    phase: Phase
    since: float
    moved: int
    network: str

    def is_overdue(self, now: float) -> bool:
        """Whether it has taken longer than its phase may; the app itself may take as long as it needs."""
        allowed = _allowed(self.phase, self.moved)
        return allowed is not None and now - self.since > allowed


def _allowed(phase: Phase, moved: int) -> float | None:
    match phase:
        case Phase.IDLE:
            return IDLE_SECONDS
        case Phase.HEAD:
            return HEAD_SECONDS
        case Phase.BODY:
            return BODY_SECONDS + moved / SLOWEST_BYTES_PER_SECOND
        case Phase.TAKING:
            return TAKING_SECONDS + moved / SLOWEST_BYTES_PER_SECOND
        case _:
            return None


def first_to_go(connections: Iterable[tuple[T, Stage]], room: int = 1) -> list[T]:
    """Which connections make room for so many others: each time, of the network that holds most, the longest waiting.

    None that waits for the app's answer goes, so there may be fewer. Somebody from elsewhere always gets in, and so
    does a neighbour of whoever holds the most, for a whole request takes them a moment.
    """
    held: dict[str, list[tuple[float, int, T]]] = {}
    for number, (one, stage) in enumerate(connections):
        if stage.phase is not Phase.ANSWER:
            held.setdefault(stage.network, []).append((stage.since, number, one))
    for waiting in held.values():
        waiting.sort(reverse=True)  # the longest waiting last; no two have the same number
    biggest = [(-len(waiting), waiting[-1][0], network) for network, waiting in held.items()]
    heapify(biggest)
    going: list[T] = []
    while biggest and len(going) < room:
        network = biggest[0][2]
        going.append(held[network].pop()[2])
        if held[network]:
            heapreplace(biggest, (-len(held[network]), held[network][-1][0], network))
        else:
            heappop(biggest)
    return going
