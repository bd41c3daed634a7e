"""The verdict on a course in plain words: numbers first, then what they can and cannot say.

Every word of "better" or "worse" stands beside points, percent, the days behind it and the rough range, and beside the
other explanations. Nothing here promises, predicts or ranks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from tracker.domain.course.verdict import Label, Lack, Missing, Verdict, change_percent, label_of
from tracker.domain.scores.baseline import Baseline
from tracker.domain.scores.weekly import Sensitivity, WeekMean
from tracker.domain.values.periods import DAYS_IN_WEEK
from tracker.domain.values.rounding import one_decimal, shown_difference
from tracker.wording.lateness import days_and_late, doubt_words, from_memory_words, late_words

MEANINGS: Final = {
    Label.SUBSTANTIAL: "Pain has halved or more: a large change for most people",
    Label.MEANINGFUL: "That is a change most people notice",
    Label.SMALL: "That is a small change, less than most people call better",
    Label.NO_CLEAR_CHANGE: "That is no clear change",
    Label.WORSE: "That is a rise most people notice",
    Label.PAIN_FREE_AT_START: "You had almost no leg pain at the start, so there is nothing to compare in percent",
}
SHORT_MEANINGS: Final = {
    Label.SUBSTANTIAL: "a large change for most people",
    Label.MEANINGFUL: "a change most people notice",
    Label.SMALL: "a small change",
    Label.NO_CLEAR_CHANGE: "no clear change",
    Label.WORSE: "a rise most people notice",
    Label.PAIN_FREE_AT_START: "almost no leg pain at the start",
}
NOT_ENOUGH: Final = "Not enough data yet to compare"
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


def verdict_words(verdict: Verdict, lacks: Sequence[Missing], sensitivity: Sensitivity | None = None) -> VerdictWords:
    """The words for a verdict; `lacks` says what is missing where there is too little data.

    `sensitivity` is that of the latest week: what its missing days could change. Label meanings follow the thresholds
    of Ostelo 2008 (doi 10.1097/BRS.0b013e31815e3a10) and IMMPACT 2008 (doi 10.1016/j.jpain.2007.09.005).
    """
    start, latest = verdict.baseline, verdict.latest
    if start is None or latest is None or latest.mean is None or verdict.label is Label.NOT_ENOUGH_DATA:
        return VerdictWords(
            value=None if latest is None or latest.mean is None else average(latest.mean),
            was=None if start is None else f"starting week {average(start.mean)}",
            headline=NOT_ENOUGH,
            text=_lacking(lacks),
            cannot_tell=(),
        )
    return VerdictWords(
        value=average(latest.mean),
        was=f"was {average(start.mean)}",
        headline=_headline(start.mean, latest.mean),
        text=" ".join(_sentences(verdict, start, latest, sensitivity)),
        cannot_tell=CANNOT_TELL,
    )


def short_words(verdict: Verdict, lacks: Sequence[Missing] = ()) -> str:
    """The verdict in one line: mean (0 to 10), points, percent, label, days, rough range; or what is missing.

    A verdict that rests on one week says so. It holds no other explanation: the page that shows it leads to the whole
    verdict. Meanings of the labels as in `verdict_words`.
    """
    start, latest = verdict.baseline, verdict.latest
    if start is None or latest is None or latest.mean is None or verdict.label is Label.NOT_ENOUGH_DATA:
        return f"{NOT_ENOUGH}. {_lacking(lacks)}"
    change = change_words(start.mean, latest.mean)
    together = "; together with the week before," if _needs_the_week_before(verdict) else ","
    said = f"{change}{together} {SHORT_MEANINGS[verdict.label]}; {days_and_range(latest)}."
    was = average(start.mean) + (f" ({days_and_late(start.days, start.late.days)})" if start.late.days else "")
    return " ".join(filter(None, (f"Leg pain {average(latest.mean)}, was {was}: {said}", doubt_words(verdict.doubts))))


def average(value: float) -> str:
    """A mean as it is shown, with one decimal: "3.9"."""
    return one_decimal(value)


def change_words(start: float, latest: float) -> str:
    """The change between two means of 0 to 10 in words, "down 3.1 points (52 %)" or "the same".

    The points are those between the two as they are shown; the percent is that of the unrounded means, and there is
    none from a start under 1. Rules: `shown_difference`, `change_percent`.
    """
    points, percent = shown_difference(start, latest), change_percent(start, latest)
    if not points:
        return "the same"
    share = "" if percent is None else f" ({abs(percent):.0f} %)"
    return f"{'down' if points < 0 else 'up'} {points_words(points)}{share}"


def points_words(points: Decimal) -> str:
    """1.0 point; 4.5 points, whichever way they go. Raises nothing. Our own wording."""
    return f"{abs(points)} {'point' if abs(points) == 1 else 'points'}"


def days_and_range(week: WeekMean) -> str:
    """What stands behind a weekly mean: "5 of 7 days, rough range 2.0 to 5.8"; no range for a week without a mean."""
    return basis_words(week.days, week.low, week.high, week.late.days)


def basis_words(days: int, low: float | None, high: float | None, late: int = 0) -> str:
    """The same of a mean of so many days of a week, and of its rough range (0 to 10, or None together).

    `late` of the days were entered later. Raises nothing. Source: see `rough_range` and `days_later`.
    """
    counted = f"{days} of {DAYS_IN_WEEK} days"
    return ", ".join(filter(None, (counted, late_words(days, late), _rough_range(low, high))))


def _rough_range(low: float | None, high: float | None) -> str:
    """Equal days have a range without width; four to seven days cannot be that sure, and the words say so."""
    if low is None or high is None:
        return ""
    said = f"rough range {average(low)} to {average(high)}"
    return f"{said}, too narrow as every day was the same" if low == high else said


def _headline(start: float, latest: float) -> str:
    if not shown_difference(start, latest):
        return f"Leg pain is the same as in your starting week: {average(latest)}."
    change = change_words(start, latest)
    return f"Leg pain is {change} from your starting week: {average(start)} to {average(latest)}."


def _sentences(verdict: Verdict, start: Baseline, latest: WeekMean, sensitivity: Sensitivity | None) -> list[str]:
    span = _rough_range(latest.low, latest.high)
    rough = f"; {span}" if span else ""
    late = late_words(latest.days, latest.late.days)
    rough = f", {late}{rough}" if late else rough
    said = [_meaning(verdict), f"Based on {latest.days} of {DAYS_IN_WEEK} days of week {latest.week}{rough}."]
    if sensitivity is not None:
        said.append(_missing_days(sensitivity))
    if start.late.days:
        said.append(f"Your starting week has {days_and_late(start.days, start.late.days)}.")
    with_itself = _compares_the_start_with_itself(verdict, start, latest)
    if with_itself:
        said.append("Your starting week shares days with the weeks compared with it, so this says little yet.")
    elif start.overlaps_treatment:
        said.append("Your starting week overlaps treatment, so the comparison is rougher.")
    if verdict.label in {Label.NO_CLEAR_CHANGE, Label.WORSE} and verdict.confirmed and not with_itself:
        said.append(TALK)
    return said


def _compares_the_start_with_itself(verdict: Verdict, start: Baseline, latest: WeekMean) -> bool:
    """A starting week of the first logged days can reach into the weeks behind the label, which then look unchanged."""
    compared_from = latest.from_date - timedelta(days=DAYS_IN_WEEK if verdict.of_two_weeks else 0)
    return start.last_day >= compared_from


def _meaning(verdict: Verdict) -> str:
    return " ".join(filter(None, (_of_the_weeks(verdict), from_memory_words(verdict.doubts))))


def _of_the_weeks(verdict: Verdict) -> str:
    meaning = MEANINGS[verdict.label]
    if not verdict.of_two_weeks:
        return f"{meaning}. This is one week only: early, not yet confirmed."
    if verdict.label is Label.PAIN_FREE_AT_START:
        risen = " The latest week is clearly higher, the week before was not." if _week_before_differs(verdict) else ""
        return f"{meaning}.{risen}"
    if _needs_the_week_before(verdict):
        return f"Together with the week before, {meaning[0].lower()}{meaning[1:]}."
    if verdict.label is Label.NO_CLEAR_CHANGE:  # the week before may have been on another side
        return f"{meaning} over the last two weeks."
    return f"{meaning}, two weeks running."


def _needs_the_week_before(verdict: Verdict) -> bool:
    return verdict.label is not Label.PAIN_FREE_AT_START and _week_before_differs(verdict)


def _week_before_differs(verdict: Verdict) -> bool:
    """Whether the latest week alone would have another label, so that its numbers do not explain the label."""
    start = None if verdict.baseline is None else verdict.baseline.mean
    latest = None if verdict.latest is None else verdict.latest.mean
    return label_of(start, latest) is not verdict.label


def _missing_days(sensitivity: Sensitivity) -> str:
    low, high = average(sensitivity.low), average(sensitivity.high)
    span = f"still be {low}" if low == high else f"be between {low} and {high}"
    said, them = _without_a_score(sensitivity)
    return f"{said}. Had {them} been like your best or your worst day so far, the average would {span}."


def _without_a_score(sensitivity: Sensitivity) -> tuple[str, str]:
    """The days of that week that are not logged, all of them, so that what is said of it makes seven."""
    missing, beyond = sensitivity.missing, sensitivity.beyond
    if not beyond:
        one, many = "One day of that week has no leg score", f"{missing} days of that week have no leg score"
        return (one, "it") if missing == 1 else (many, "they all")
    if sensitivity.ended:
        later = f"{_days(beyond)} of that week came after the course ended"
    else:
        later = f"{_days(beyond)} of that week {'is' if beyond == 1 else 'are'} still to come"
    return (
        (f"{later}; one has no leg score", "it") if missing == 1 else (f"{later}; {missing} have no leg score", "these")
    )


def _days(count: int) -> str:
    return "One day" if count == 1 else f"{count} days"


def _lacking(lacks: Sequence[Missing]) -> str:
    return " ".join(_lack(lack) for lack in lacks) or "Keep going: a few more days will do."


def _lack(lack: Missing) -> str:
    left = lack.need - lack.have
    days = "day" if left == 1 else "days"
    return {
        Lack.FIRST_SESSION: "Your starting week is the week before your first attended session. There is none yet.",
        Lack.BASELINE_DAYS: f"The starting week needs {lack.need} days with a leg score and has {lack.have}.",
        Lack.WEEK_DAYS: f"A weekly average needs {lack.need} days with a leg score: {left} more {days} in one week.",
        Lack.NEXT_WEEK_DAYS: f"To confirm it, the week beside it needs {left} more {days} with a leg score.",
    }[lack.code]
