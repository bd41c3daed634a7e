"""The difference between days with something and days near them without it, at every circular shift of the scores.

Each of a page's rows is asked at each of a thousand shifts, so the shifts of one row are worked out side by side: a
whole number holds one lane of bits for every shift, and one addition adds a thousand pairs. The plain way, day by day,
stands in the tests, which hold the two equal.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from struct import pack, unpack
from typing import Final

NEAR_DAYS: Final = 7
# Every number of days near (1 to 14) divides it, so that sums of their means stay whole numbers.
_WHOLE: Final = lcm(*range(1, 2 * NEAR_DAYS + 1))
_COUNT_BITS: Final = (2 * NEAR_DAYS).bit_length()
# Means of moments are fractions; those of more than nine moments are rounded to a 2,520th.
_FINEST: Final = 2520
_SPARE_BITS: Final = 8
_WIDE: Final = 64
_FORMATS: Final = {16: "H", 32: "I", _WIDE: "Q"}  # the bits of a lane, and what `struct` calls such a number

Facts = Sequence[bool | None]


class ShiftedScores:
    """A series of days' scores, asked for differences at every circular shift.

    `scores` has one score of 0 to 10 for each day in order, None where there is none.
    """

    def __init__(self, scores: Sequence[float | None]) -> None:
        exact = [None if score is None else Fraction(score).limit_denominator(_FINEST) for score in scores]
        self._days = len(scores)
        self._unit = min(lcm(*{score.denominator for score in exact if score is not None}), _FINEST)
        self._scores = [None if score is None else round(score * self._unit) for score in exact]
        # A lane holds the sum of the scores of the days near, above it their number, and room for some such sums.
        self._sum_bits = (2 * NEAR_DAYS * 10 * self._unit).bit_length()
        self._lane = _lane_for(self._sum_bits + _SPARE_BITS)
        self._ones = _packed([1] * self._days, self._lane)
        self._all = (1 << (self._lane * self._days)) - 1

    def differences(self, facts: Facts) -> list[float | None]:
        """For each shift 0 to n-1, the mean over the days with it of their score less that of days near without it.

        At shift s the facts of day i meet the score of day i+s, counted around the end. Days near are those at most 7
        days away on either side, not around the end; a day with it counts where it has a score and a day near without
        it that has one. None where no day counts. `facts` has as many days as the scores: True with, False without,
        None not recorded. Source: "With and without" in docs/rules.md.
        """
        near = dict(_days_near(facts))
        if not near:
            return [None] * self._days
        means, alone, alone_scores = self._around(near)
        found = []
        for shift, (counted, total) in enumerate(self._sums_on(near)):
            many = counted - alone[shift]
            above = (total - alone_scores[shift]) * _WHOLE - means[shift]
            found.append(above / (many * _WHOLE * self._unit) if many else None)
        return found

    def _sums_on(self, days: dict[int, int]) -> Iterator[tuple[int, int]]:
        """For each shift how many of the days meet a score, and their sum: one product of two long numbers."""
        scores, lane, low = self._twice_around
        flags = _packed([int(day in days) for day in range(self._days - 1, -1, -1)], lane)
        sums = (1 << low) - 1
        for value in _unpacked(flags * scores >> lane * (self._days - 1), lane, self._days):
            yield value >> low, value & sums

    @cached_property
    def _twice_around(self) -> tuple[int, int, int]:
        """The scores twice in a row, each with a one above the sum of all; the bits of a lane, and of that sum."""
        low = (self._days * 10 * self._unit).bit_length()
        lane = _lane_for(low + self._days.bit_length())
        scores = [0 if score is None else score + (1 << low) for score in self._scores]
        return _packed(scores + scores[:-1], lane), lane, low

    def _around(self, near: dict[int, int]) -> tuple[list[int], list[int], list[int]]:
        """For each shift the sum of the means of the days near, times `_WHOLE`, and what of `_sums_on` does not count.

        Which is the days without any near that has a score: their number and the sum of their scores. With c of N days
        near that have one, 1/c is 1/N and the sum of 1/k - 1/(k+1) for k from c to N-1: so the sums go to one pile for
        N, and to one for each such k.
        """
        means = _Piles(self._lane, self._days, 1 << (self._lane - self._sum_bits))
        alone, alone_scores = [0] * self._days, [0] * self._days
        sums = self._ones * ((1 << self._sum_bits) - 1)
        step = 1 << (self._sum_bits - _COUNT_BITS)
        counts = sums - self._ones * (step - 1)
        limits = [self._ones * ((1 << self._sum_bits) + (most + 1) * step - 1) for most in range(2 * NEAR_DAYS)]
        full = self._ones << self._sum_bits
        for day, pattern in near.items():
            many = pattern.bit_count()
            both = self._turned((self._near(pattern) & self._present) | (self._absent * many), day)
            total, count = both & sums, (both >> _COUNT_BITS) & counts
            means.add(_WHOLE // many, total)
            for most in range(many - 1, 0, -1):
                if not (few := (limits[most] - count) & full):
                    break
                means.add(_WHOLE // most - _WHOLE // (most + 1), total & (few - (few >> self._sum_bits)))
            else:
                if none := (limits[0] - count) & full:
                    for shift in _lanes_set(none, self._lane):
                        alone[shift] += 1
                        alone_scores[shift] += self._scores[(day + shift) % self._days] or 0
        return means.summed(), alone, alone_scores

    def _near(self, pattern: int) -> int:
        """In each day's lane the scores of the days near that are in the pattern, and how many have one."""
        side = (1 << NEAR_DAYS) - 1
        return self._one_side[0][pattern & side] + self._one_side[1][pattern >> NEAR_DAYS]

    @cached_property
    def _one_side(self) -> tuple[list[int], list[int]]:
        """For each pattern of the seven days before, and of those after, what `_near` adds."""
        own = _packed([0 if s is None else s + (1 << self._sum_bits) for s in self._scores], self._lane)
        sides = []
        for sign in (-1, 1):
            sums = [0]
            for away in range(1, NEAR_DAYS + 1):
                turned = self._turned(own, sign * away % self._days)
                sums += [known + turned for known in sums]
            sides.append(sums)
        return sides[0], sides[1]

    @cached_property
    def _present(self) -> int:
        lane = (1 << self._lane) - 1
        return _packed([0 if score is None else lane for score in self._scores], self._lane)

    @cached_property
    def _absent(self) -> int:
        """A day without a score has all the days near and no sum, so that it falls out."""
        return _packed([1 << self._sum_bits if score is None else 0 for score in self._scores], self._lane)

    def _turned(self, lanes: int, days: int) -> int:
        """The lanes so many days on, around the end."""
        low = self._lane * days
        return (lanes >> low) | ((lanes << (self._lane * self._days - low)) & self._all)


class _Piles:
    """Sums of lanes, each pile with its weight; emptied into wide lanes before one can run over."""

    def __init__(self, lane: int, lanes: int, room: int) -> None:
        self._lane, self._lanes, self._room = lane, lanes, room
        self._groups = _WIDE // lane
        self._mask = _packed([(1 << lane) - 1] * -(-lanes // self._groups), _WIDE)
        self._piles: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
        self._wide = [0] * self._groups

    def add(self, weight: int, lanes: int) -> None:
        pile = self._piles[weight]
        if pile[1] == self._room:
            self._empty(weight, pile)
        pile[0] += lanes
        pile[1] += 1

    def _empty(self, weight: int, pile: list[int]) -> None:
        for group in range(self._groups):
            self._wide[group] += ((pile[0] >> self._lane * group) & self._mask) * weight
        pile[:] = 0, 0

    def summed(self) -> list[int]:
        """The weighted sum of each lane."""
        for weight, pile in self._piles.items():
            self._empty(weight, pile)
        sums = [0] * self._lanes
        for group, wide in enumerate(self._wide):
            sums[group :: self._groups] = _unpacked(wide, _WIDE, len(range(group, self._lanes, self._groups)))
        return sums


def _days_near(facts: Facts) -> Iterator[tuple[int, int]]:
    """Each day with it that has a day near without it, and which: a bit for each of seven days before, then after."""
    edge = "0" * NEAR_DAYS
    without = "".join("1" if fact is False else "0" for fact in facts)
    before, after = edge + without, without[::-1]
    for day, fact in enumerate(facts):
        if fact:
            later = after[max(len(facts) - day - 1 - NEAR_DAYS, 0) : len(facts) - day - 1]
            if near := int(before[day : day + NEAR_DAYS] or "0", 2) | int(later or "0", 2) << NEAR_DAYS:
                yield day, near


def _lane_for(bits: int) -> int:
    """The least whole lane that holds so many bits."""
    return next(lane for lane in _FORMATS if lane >= bits)


def _packed(values: Sequence[int], lane: int) -> int:
    """One number with a value in each lane of so many bits, the first in the lowest."""
    return int.from_bytes(pack(f"<{len(values)}{_FORMATS[lane]}", *values), "little")


def _unpacked(lanes: int, lane: int, count: int) -> tuple[int, ...]:
    held = lanes & ((1 << lane * count) - 1)
    return unpack(f"<{count}{_FORMATS[lane]}", held.to_bytes(lane * count // 8, "little"))


def _lanes_set(lanes: int, lane: int) -> Iterator[int]:
    """The numbers of the lanes that hold a bit; each holds one at the most."""
    while lanes:
        at = lanes.bit_length() - 1
        yield at // lane
        lanes ^= 1 << at
