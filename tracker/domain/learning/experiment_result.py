"""What an experiment on oneself came to: the difference between its arms, its range, and what the coin alone does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import fsum, sqrt
from statistics import fmean
from typing import Final, NamedTuple

from tracker.domain.learning.experiment import Arm, Block, Schedule, block_mean
from tracker.domain.scores.weekly import T_975

PAIRS_NEEDED: Final = 3
# Four pairs at their best: 2 of 16.
COIN_SHARE_MOST: Final = 1 / 8
# Means of a few whole numbers: what differs by less is the same, summed in another order.
_SAME: Final = 1e-9


class Pair(NamedTuple):
    """A pair by its number from 1, with the mean score (0 to 10) of each arm's block; None for too few days."""

    number: int
    mean_a: float | None
    mean_b: float | None

    @property
    def difference(self) -> float | None:
        """The mean with A less the mean with B; None where either is missing, so that the pair is not usable."""
        return None if self.mean_a is None or self.mean_b is None else self.mean_a - self.mean_b


@dataclass(frozen=True, slots=True)
class Outcome:
    """The pairs of an experiment, and what the usable ones come to.

    `difference` is the mean of (A less B), in points, positive where A's days had more; `low` and `high` are its range;
    `ways_as_large` of `ways` the coins could have fallen give a difference at least as large. All None, and `ways` 0,
    with fewer than three usable pairs.
    """

    pairs: tuple[Pair, ...]
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    ways: int = 0
    ways_as_large: int = 0

    @property
    def usable(self) -> int:
        """How many pairs have both of their blocks."""
        return sum(pair.difference is not None for pair in self.pairs)

    @property
    def coin_share(self) -> float | None:
        """The part of the ways that the coins could have fallen with a difference this large, over 0 to 1."""
        return self.ways_as_large / self.ways if self.ways else None

    @property
    def too_close(self) -> bool:
        """Whether it is too close to tell: the range holds 0, or the coin alone does this in over 1 of 8."""
        if self.low is None or self.high is None or self.coin_share is None:
            return True
        return self.low <= 0 <= self.high or self.coin_share > COIN_SHARE_MOST


def outcome_of(schedule: Schedule, scores: Mapping[date, float], ended_on: date | None = None) -> Outcome:
    """What the pairs come to by the scores (0 to 10) of the days up to the one on which the experiment ended."""
    means: dict[tuple[int, Arm], float | None] = {
        (block.pair, block.arm): block_mean(block, scores, ended_on) for block in schedule.blocks
    }
    pairs = [Pair(number, means[number, Arm.A], means[number, Arm.B]) for number in range(1, len(schedule.coins) + 1)]
    return compare_pairs(pairs)


def compare_pairs(pairs: Sequence[Pair]) -> Outcome:
    """The mean difference of the usable pairs, from three on, with its range and what the coin alone does.

    D +- t(0.975, n-1) s / sqrt(n) of the n differences between A and B, with s their sample standard deviation; and of
    the 2^n ways in which the coins could have fallen, which turn the sign of each difference, those whose mean is at
    least as far from 0. Raises nothing.

    Source: paired differences of randomised blocks, AHRQ n-of-1 User's Guide, chapter 4; a randomisation test by
    enumeration rests on the toss alone, and on no shape of the scores.
    """
    differences = [pair.difference for pair in pairs if pair.difference is not None]
    count = len(differences)
    if count < PAIRS_NEEDED:
        return Outcome(tuple(pairs))
    mean = fmean(differences)
    deviation = sqrt(fsum((one - mean) ** 2 for one in differences) / (count - 1))
    half = T_975[count - 1] * deviation / sqrt(count)
    return Outcome(tuple(pairs), mean, mean - half, mean + half, 2**count, _as_large(differences))


def _as_large(differences: Sequence[float]) -> int:
    seen = abs(fsum(differences)) - _SAME
    return sum(
        abs(fsum(sign * one for sign, one in zip(signs, differences, strict=True))) >= seen
        for signs in product((1, -1), repeat=len(differences))
    )


def mean_in(outcome: Outcome, block: Block) -> float | None:
    """The mean score of a block, as its pair has it."""
    pair = outcome.pairs[block.pair - 1]
    return pair.mean_a if block.arm is Arm.A else pair.mean_b
