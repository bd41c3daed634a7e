"""What the charts of the farthest point and of the activities show, and the count of visits, in plain words."""

from typing import Final

from tracker.domain.body.centralisation import Direction, FarthestChange
from tracker.domain.course.visits import CMS_A_YEAR, CMS_DAYS, CMS_VISITS, VisitCount
from tracker.domain.scores.function import ChangeSize, FunctionChange
from tracker.domain.values.day_words import day_year
from tracker.domain.values.rounding import one_decimal, shown_difference
from tracker.wording.verdict import points_words

CENTRALISING: Final = (
    "Clinicians call it centralising when pain draws back toward the spine. It is often a good sign, though not always."
)
FUNCTION_MISSING: Final = "Not enough scores yet to compare. It takes two scores of the same activity on two days."
NOT_WHY: Final = (
    "This shows what happened, not why. Pain often eases by itself, people tend to start when it is at its worst, "
    "and other treatment, medicine or hope can change scores too."
)
ONLY_A_COUNT: Final = "Ask your insurer: this is a count, not a promise."

MOVED: Final = {
    Direction.TOWARD_BACK: "From the first week drawn to the latest it moved up toward the back.",
    Direction.OUTWARD: "From the first week drawn to the latest it moved farther down the leg.",
    Direction.SAME: "From the first week drawn to the latest it stayed about where it was.",
}
SIZES: Final = {
    ChangeSize.NONE: "That is no clear change.",
    ChangeSize.SMALL: "That is a small change for the better.",
    ChangeSize.MEDIUM: "That is a medium change for the better.",
    ChangeSize.LARGE: "That is a large change for the better.",
    ChangeSize.WORSE: "That is a change for the worse.",
}


def farthest_words(change: FarthestChange | None) -> str:
    """Which way the farthest point moved over the weeks shown, and what clinicians call drawing back.

    The direction is told, nobody is labelled; without two weeks to compare (None) only the term is explained. Raises
    nothing. Source: May 2018, doi 10.1016/j.msksp.2018.09.006 (often a good sign, poorly agreed on, no guide to
    treatment).
    """
    return CENTRALISING if change is None else f"{MOVED[change.direction]} {CENTRALISING} {NOT_WHY}"


def function_words(change: FunctionChange | None) -> str:
    """How the activities changed: means 0 to 10 (10 is as before), points, how many activities, and from when to when.

    None says what is missing. Raises nothing. Source: the sizes are those of `function.function_change` (JOSPT 2014,
    doi 10.2519/jospt.2014.5248).
    """
    if change is None:
        return FUNCTION_MISSING
    counted = "1 activity" if change.activities == 1 else f"an average of {change.activities} activities"
    return (
        f"{_moved(change)} ({counted}, {day_year(change.start_day)} to {day_year(change.latest_day)}). "
        f"{SIZES[change.size]} 10 means as well as before. {NOT_WHY}"
    )


def _moved(change: FunctionChange) -> str:
    points = shown_difference(change.start, change.latest)
    if not points:
        return f"What you can do is the same: {one_decimal(change.latest)} of 10"
    return (
        f"What you can do is {'up' if points > 0 else 'down'} {points_words(points)}: "
        f"{one_decimal(change.start)} to {one_decimal(change.latest)} of 10"
    )


def visits_words(count: VisitCount) -> str:
    """The count of visits as sentences: used, left, until when, what the year leaves, and that it is only a count.

    Raises nothing. Source: the rule of `visits.count_visits` (CMS NCD 30.3.3).
    """
    said = [f"{_used(count)}, {_left(count)}."]
    if count.used_in_year is not None:
        said += _ninety_days(count)
        if count.used_in_year != count.used:
            said.append(f"In the last 12 months you used {count.used_in_year} of {CMS_A_YEAR}.")
    if count.more_if_improving > 0:
        said.append(f"Up to {count.more_if_improving} more {_are(count.more_if_improving)} possible if pain improves.")
    return " ".join([*said, ONLY_A_COUNT])


def _used(count: VisitCount) -> str:
    if count.used > count.allowed:
        return f"{_visits(count.used)} used where {count.allowed} {_are(count.allowed)} allowed"
    return f"{count.used} of {_visits(count.allowed)} used"


def _left(count: VisitCount) -> str:
    lapsing = min(count.left, CMS_VISITS - count.used)
    if count.until is None or lapsing <= 0:
        return f"{count.left if count.left > 0 else 'none'} left"
    until = f"until {day_year(count.until)}"
    return f"{count.left} left {until}" if lapsing == count.left else f"{count.left} left, {lapsing} of them {until}"


def _ninety_days(count: VisitCount) -> list[str]:
    if count.until is not None or count.used >= CMS_VISITS:
        return []
    if count.used == 0:
        return [f"The {CMS_DAYS} days for the first {CMS_VISITS} start with the next visit."]
    return [f"The {CMS_DAYS} days for the first {CMS_VISITS} are over."]


def _visits(number: int) -> str:
    return "1 visit" if number == 1 else f"{number} visits"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
