"""The verdict on a course in plain words: numbers first, then what they can and cannot say.

Every word of "better" or "worse" stands beside points, percent, the days behind it and the rough range, and beside the
other explanations. Nothing here promises, predicts or ranks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tracker.domain.baseline import Baseline
from tracker.domain.change import Label, Lack, Missing, Verdict
from tracker.domain.weekly import WeekMean

WEEK_DAYS: Final = 7
NEGLIGIBLE: Final = 0.05

MEANINGS: Final = {
    Label.SUBSTANTIAL: "Pain has halved or more: a large change for most people",
    Label.MEANINGFUL: "That is a change most people notice",
    Label.SMALL: "That is a small change, less than most people call better",
    Label.NO_CLEAR_CHANGE: "That is no clear change",
    Label.WORSE: "That is a rise most people notice",
    Label.PAIN_FREE_AT_START: "You had almost no leg pain at the start, so there is nothing to compare in percent",
}
TALK: Final = "Consider discussing with your practitioner whether to change or stop."

CANNOT_TELL: Final = (
    "This shows what happened, not why.",
    "Pain often eases by itself, whatever is done.",
    "People tend to start treatment on bad days, so scores drift back towards the usual.",
    "Other treatment or medicine in the same weeks changes scores too, and so does expecting to feel better.",
    "For scale: in one large trial leg pain fell by about 3 points of 10 with acupuncture, 1.5 with sham (Tu 2024).",
)


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """What the verdict card says. `value` and `was` are means 0 to 10 with one decimal, or None where unknown."""

    value: str | None
    was: str | None
    headline: str
    text: str
    cannot_tell: tuple[str, ...]


def verdict_words(verdict: Verdict, lacks: Sequence[Missing]) -> VerdictWords:
    """The words for a verdict; `lacks` says what is missing where there is too little data.

    Label meanings follow the thresholds of Ostelo 2008 (doi 10.1097/BRS.0b013e31815e3a10) and IMMPACT 2008
    (doi 10.1016/j.jpain.2007.09.005).
    """
    start, latest = verdict.baseline, verdict.latest
    if start is None or latest is None or latest.mean is None or verdict.label is Label.NOT_ENOUGH_DATA:
        return VerdictWords(
            value=None if latest is None or latest.mean is None else _one(latest.mean),
            was=None if start is None else f"starting week {_one(start.mean)}",
            headline="Not enough data yet to compare",
            text=" ".join(_lack(lack) for lack in lacks) or "Keep going: a few more days will do.",
            cannot_tell=(),
        )
    points = latest.mean - start.mean
    return VerdictWords(
        value=_one(latest.mean),
        was=f"was {_one(start.mean)}",
        headline=_headline(points, verdict.change_percent, start.mean, latest.mean),
        text=" ".join(_sentences(verdict, start, latest)),
        cannot_tell=CANNOT_TELL,
    )


def _headline(points: float, percent: float | None, start: float, latest: float) -> str:
    if abs(points) < NEGLIGIBLE:
        return f"Leg pain is the same as in your starting week: {_one(latest)}."
    share = "" if percent is None else f" ({abs(percent):.0f} %)"
    way = "down" if points < 0 else "up"
    return f"Leg pain is {way} {_points(abs(points))}{share} from your starting week: {_one(start)} to {_one(latest)}."


def _sentences(verdict: Verdict, start: Baseline, latest: WeekMean) -> list[str]:
    meaning = MEANINGS[verdict.label]
    if verdict.label is Label.PAIN_FREE_AT_START:
        said = [f"{meaning}."]
    elif verdict.confirmed:
        said = [f"{meaning}, two weeks running."]
    else:
        said = [f"{meaning}. This is one week only: early, not yet confirmed."]
    rough = (
        "" if latest.low is None or latest.high is None else f"; rough range {_one(latest.low)} to {_one(latest.high)}"
    )
    said.append(f"Based on {latest.days} of {WEEK_DAYS} days of week {latest.week}{rough}.")
    if start.overlaps_treatment:
        said.append("Your starting week overlaps treatment, so the comparison is rougher.")
    if verdict.label in {Label.NO_CLEAR_CHANGE, Label.WORSE} and verdict.confirmed:
        said.append(TALK)
    return said


def _lack(lack: Missing) -> str:
    left = lack.need - lack.have
    days = "day" if left == 1 else "days"
    return {
        Lack.FIRST_SESSION: "Your starting week is the week before your first attended session. There is none yet.",
        Lack.BASELINE_DAYS: f"The starting week needs {lack.need} days with a leg score and has {lack.have}.",
        Lack.WEEK_DAYS: f"A weekly average needs {lack.need} days with a leg score: {left} more {days} in one week.",
        Lack.NEXT_WEEK_DAYS: f"To confirm it, the week beside it needs {left} more {days} with a leg score.",
    }[lack.code]


def _points(value: float) -> str:
    shown = _one(value)
    return f"{shown} point" if shown == "1.0" else f"{shown} points"


def _one(value: float) -> str:
    return f"{value:.1f}"
