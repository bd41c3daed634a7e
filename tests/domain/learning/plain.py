"""The rule of `with_without` in the plain way, day by day and shift by shift."""

from collections.abc import Sequence
from statistics import fmean

Facts = Sequence[bool | None]


def difference_at(scores: Sequence[float | None], facts: Facts, shift: int) -> float | None:
    """Each day with it less the mean of the days without it at most 7 days away, scores taken `shift` days on."""
    days = len(scores)
    differences = []
    for day, fact in enumerate(facts):
        score = scores[(day + shift) % days]
        if not fact or score is None:
            continue
        around = range(max(day - 7, 0), min(day + 8, days))
        near = [scores[(other + shift) % days] for other in around if facts[other] is False]
        known = [value for value in near if value is not None]
        if known:
            differences.append(score - fmean(known))
    return fmean(differences) if differences else None


def usual_difference(scores: Sequence[float | None], facts: Facts) -> float:
    """What apps of this kind show: the mean of all days with it less that of all days without."""
    on = [score for score, fact in zip(scores, facts, strict=True) if fact and score is not None]
    off = [score for score, fact in zip(scores, facts, strict=True) if fact is False and score is not None]
    return fmean(on) - fmean(off)
