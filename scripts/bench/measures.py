"""How much a page costs two servers, asked in turns so that what else the machine does meets both."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from scripts.bench.lines import Asker, ask_at_once
from scripts.bench.pages import Page
from scripts.bench.served import Served

LEAST: Final = 4


@dataclass(frozen=True, slots=True)
class Effort:
    """How often is measured: rounds, and the seconds that a server answers in one of them."""

    rounds: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Cost:
    """One round of a page: processor milliseconds of a request, requests a second, how long the slow ones took."""

    cpu_ms: float
    per_second: float
    p95_ms: float
    size: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The rounds of one and of another, each measured right after the other."""

    before: Sequence[Cost]
    now: Sequence[Cost]

    def middles(self, figure: Callable[[Cost], float]) -> tuple[float, float]:
        """The middle of the rounds of each."""
        return statistics.median(map(figure, self.before)), statistics.median(map(figure, self.now))

    def ratio(self, figure: Callable[[Cost], float]) -> float:
        """The middle of what each pair of rounds comes to."""
        return statistics.median(
            figure(now) / figure(before) for before, now in zip(self.before, self.now, strict=True)
        )


def compare(ones: tuple[Page, Served], others: tuple[Page, Served], effort: Effort, browsers: int = 1) -> Compared:
    """Both in turns, each round the other one first."""
    sides = [(page, served, page.askers(served.port, browsers)) for page, served in (ones, others)]
    total = _affordable(*sides[0], effort)
    _affordable(*sides[1], effort)  # as warm as the other
    found: tuple[list[Cost], list[Cost]] = ([], [])
    for turn in range(effort.rounds):
        for number in (0, 1) if turn % 2 == 0 else (1, 0):
            _, served, askers = sides[number]
            found[number].append(_measured(served, askers, total))
    for _, _, askers in sides:
        for asker in askers:
            asker.line.close()
    return Compared(*found)


def _affordable(page: Page, served: Served, askers: Sequence[Asker], effort: Effort) -> int:
    """How many requests fill a round, after some that warm up."""
    least = min(LEAST * len(askers), page.most)
    _measured(served, askers, least)
    tried = _measured(served, askers, least)
    return max(least, min(page.most, round(effort.seconds * tried.per_second)))


def _measured(served: Served, askers: Sequence[Asker], total: int) -> Cost:
    served.build.forget_attempts()
    served.build.stay_confirmed()
    cpu, began = served.cpu(), time.perf_counter()
    spent = ask_at_once(askers, total)
    whole = time.perf_counter() - began
    slow = sorted(spent)[max(0, round(len(spent) * 0.95) - 1)]
    return Cost((served.cpu() - cpu) / total * 1e3, total / whole, slow * 1e3, len(askers[0].line.got))
