"""The words of the notices: a flare, a proposal of maintenance, pain that comes back, and the summary of a stretch.

Numbers first, then what they can and cannot say, then what the reader may want to do. A notice is no finding: nothing
here promises, predicts, blames or claims that anybody is watching.
"""

from dataclasses import dataclass
from typing import Final

from tracker.domain.course.flare import Flare
from tracker.domain.course.maintenance import RelapseState, RelapseWatch
from tracker.domain.scores.summaries import HIGH_PAIN, LOW_PAIN, Summary
from tracker.domain.scores.weekly import WeekMean
from tracker.domain.values.day_words import day
from tracker.wording.lateness import FROM_MEMORY, late_words
from tracker.wording.verdict import average, change_words, days_and_range

ALL: Final = 100.0
NOT_WHY: Final = "This shows what happened, not why."


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """One notice: a short title and a few sentences of plain text."""

    title: str
    text: str


def flare_words(flare: Flare) -> NoticeWords:
    """Two days of high leg pain: both scores (0 to 10) with their days, the starting week, and what to do about it.

    It leads to the practitioner and to the warning signs, and says that nobody is watching. Rule: see `flare_of`.
    """
    return NoticeWords(
        title="Your leg pain has been high two days running",
        text=(
            f"It was {_score(flare.first_score)} on {day(flare.first_day)} and {_score(flare.second_score)} on "
            f"{day(flare.second_day)}. In your starting week it was {average(flare.baseline_mean)} on average. "
            "Contact your practitioner and tell them. Please read the warning signs page as well: if one of them fits, "
            "get help as it says there. Nobody is watching these scores for you, so the call is yours to make."
        ),
    )


def maintenance_words(weeks: tuple[WeekMean, WeekMean]) -> NoticeWords:
    """The proposal of maintenance with the two weekly means (0 to 10) behind it; the decision is not the app's.

    No trial was found that tests monthly maintenance, and the text says so. Rule: see `maintenance_proposed`. Raises
    `ValueError` for a week without a mean.
    """
    first, second = weeks
    return NoticeWords(
        title="Leg pain has been low two weeks running",
        text=(
            f"It averaged {_week(first)} and {_week(second)}. {NOT_WHY} Some people now go on with about one session a "
            "month, which is called maintenance; others stop. No trial was found that tests monthly maintenance. It is "
            "for you and your practitioner to decide, and nothing changes here until you do."
        ),
    )


RELAPSE_TITLES: Final = {
    RelapseState.QUIET: "No clear rise in leg pain since maintenance began",
    RelapseState.EARLY: "More leg pain in the latest week than before maintenance",
    RelapseState.FROM_MEMORY: "More leg pain than before maintenance, partly from memory",
    RelapseState.CONFIRMED: "More leg pain than before maintenance, two weeks running",
}
RELAPSE_MEANINGS: Final = {
    RelapseState.QUIET: "A rise most people notice would be 2 points and 30 % or more.",
    RelapseState.EARLY: (
        "That is a rise most people notice. It rests on one week: early, not yet confirmed. Keep logging, and contact "
        "your practitioner if it worries you."
    ),
    RelapseState.FROM_MEMORY: (
        "That is a rise most people notice, two weeks running. Most days of one of the weeks compared were entered "
        f"{FROM_MEMORY}, so it is not confirmed. Keep logging, and contact your practitioner if it worries you."
    ),
    RelapseState.CONFIRMED: (
        "That is a rise most people notice, two weeks running. Consider discussing with your practitioner what to do "
        "now."
    ),
}


def relapse_words(watch: RelapseWatch) -> NoticeWords:
    """How leg pain stands against the level before maintenance: numbers first, then how sure it is.

    Means of 0 to 10 with points, percent (none for a level under 1), days and rough range. Rule: see `relapse_watch`.
    Raises `ValueError` for a week without a mean.
    """
    latest = _mean(watch.latest)
    change = change_words(watch.level, latest)
    return NoticeWords(
        title=RELAPSE_TITLES[watch.state],
        text=(
            f"Leg pain averaged {_week(watch.latest)}. Before maintenance it was {average(watch.level)}: {change}. "
            f"{RELAPSE_MEANINGS[watch.state]} {NOT_WHY}"
        ),
    )


def summary_words(summary: Summary) -> str:
    """The middle, the ends and the time in high and low pain (scores 0 to 10), counted in logged days.

    Rule and source: see `summary_of`.
    """
    if summary.days == 1:
        return f"One day has a score: {_score(summary.median)}."
    late = f", {late_words(summary.days, summary.late)}" if summary.late else ""
    return (
        f"{summary.days:,} days have a score{late}. The middle one (median) is {_score(summary.median)}, the lowest "
        f"{_score(summary.low)}, the highest {_score(summary.high)}. Pain was high ({HIGH_PAIN} or more) on "
        f"{_share(summary.days_high, summary.percent_high)}, low ({LOW_PAIN} or less) on "
        f"{_share(summary.days_low, summary.percent_low)}."
    )


def _share(days: int, percent: float) -> str:
    if days == 0:
        return "no day"
    shown = f"{percent:.0f} %"
    if shown == "0 %":
        shown = "under 1 %"
    elif shown == f"{ALL:.0f} %" and percent < ALL:
        shown = "over 99 %"
    return f"{days:,} {'day' if days == 1 else 'days'} ({shown})"


def _week(week: WeekMean) -> str:
    return f"{average(_mean(week))} in week {week.week} ({days_and_range(week)})"


def _mean(week: WeekMean) -> float:
    if week.mean is None:
        raise ValueError(f"week {week.week} has no mean to speak of")
    return week.mean


def _score(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else average(value)
