"""The words of the notices: a flare, a proposal of maintenance, pain that comes back, and the summary of a stretch.

Numbers first, then what they can and cannot say, then what the reader may want to do. A notice is no finding: nothing
here promises, predicts, blames or claims that anybody is watching.
"""

from dataclasses import dataclass
from typing import Final

from tracker.domain.course.flare import Flare
from tracker.domain.course.maintenance import RelapseState, RelapseWatch
from tracker.domain.scores.lateness import NONE_LATE, REMEMBERED_DAYS
from tracker.domain.scores.summaries import HIGH_PAIN, LOW_PAIN, Summary
from tracker.domain.scores.weekly import WeekMean
from tracker.wording.formats import day, one_decimal, whole
from tracker.wording.language import N_, _, ngettext, told
from tracker.wording.lateness import late_words
from tracker.wording.verdict import change_words, days_and_range

ALL: Final = 100.0
NOT_WHY: Final = N_("This shows what happened, not why.")


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
        title=told(N_("Your leg pain has been high two days running"), N_("Leg pain has been high two days running")),
        text=told(
            N_(
                "It was %(first)s on %(first_day)s and %(second)s on %(second_day)s. In your starting week it was "
                "%(mean)s on average. Contact your practitioner and tell them. Please read the warning signs page as "
                "well: if one of them fits, get help as it says there. Nobody is watching these scores for you, so the "
                "call is yours to make."
            ),
            N_(
                "It was %(first)s on %(first_day)s and %(second)s on %(second_day)s. In the starting week it was "
                "%(mean)s on average. The patient was asked to contact their practitioner and to read the warning "
                "signs."
            ),
            first=_score(flare.first_score),
            first_day=day(flare.first_day),
            second=_score(flare.second_score),
            second_day=day(flare.second_day),
            mean=one_decimal(flare.baseline_mean),
        ),
    )


def maintenance_words(weeks: tuple[WeekMean, WeekMean]) -> NoticeWords:
    """The proposal of maintenance with the two weekly means (0 to 10) behind it; the decision is not the app's.

    No trial was found that tests monthly maintenance, and the text says so. Rule: see `maintenance_proposed`. Raises
    `ValueError` for a week without a mean.
    """
    first, second = weeks
    return NoticeWords(
        title=_("Leg pain has been low two weeks running"),
        text=told(
            N_(
                "It averaged %(first)s and %(second)s. This shows what happened, not why. Some people now go on with "
                "about one session a month, which is called maintenance; others stop. No trial was found that tests "
                "monthly maintenance. It is for you and your practitioner to decide, and nothing changes here until "
                "you do."
            ),
            N_(
                "It averaged %(first)s and %(second)s. This shows what happened, not why. Some people now go on with "
                "about one session a month, which is called maintenance; others stop. No trial was found that tests "
                "monthly maintenance. It is for patient and practitioner to decide, and nothing changes here until "
                "they do."
            ),
            first=_week(first),
            second=_week(second),
        ),
    )


RELAPSE_TITLES: Final = {
    RelapseState.QUIET: N_("No clear rise in leg pain since maintenance began"),
    RelapseState.EARLY: N_("More leg pain in the latest week than before maintenance"),
    RelapseState.FROM_MEMORY: N_("More leg pain than before maintenance, partly from memory"),
    RelapseState.FROM_WORDS: N_("More leg pain than before maintenance, partly from words"),
    RelapseState.CONFIRMED: N_("More leg pain than before maintenance, two weeks running"),
}
# To the owner of the record, and to whoever else reads it.
RELAPSE_MEANINGS: Final = {
    RelapseState.QUIET: (
        N_("A rise most people notice would be 2 points and 30 %% or more."),
        N_("A rise most people notice would be 2 points and 30 %% or more."),
    ),
    RelapseState.EARLY: (
        N_(
            "That is a rise most people notice. It rests on one week: early, not yet confirmed. Keep logging, and "
            "contact your practitioner if it worries you."
        ),
        N_("That is a rise most people notice. It rests on one week: early, not yet confirmed."),
    ),
    RelapseState.FROM_MEMORY: (
        N_(
            "That is a rise most people notice, two weeks running. Most days of one of the weeks compared were entered "
            "over %(days)s days later, from memory, so it is not confirmed. Keep logging, and contact your "
            "practitioner if it worries you."
        ),
        N_(
            "That is a rise most people notice, two weeks running. Most days of one of the weeks compared were entered "
            "over %(days)s days later, from memory, so it is not confirmed."
        ),
    ),
    RelapseState.FROM_WORDS: (
        N_(
            "That is a rise most people notice, two weeks running. Some scores of the weeks compared were made from "
            "words such as “moderate”, so it is not confirmed. Keep logging, and contact your practitioner if it "
            "worries you."
        ),
        N_(
            "That is a rise most people notice, two weeks running. Some scores of the weeks compared were made from "
            "words such as “moderate”, so it is not confirmed."
        ),
    ),
    RelapseState.CONFIRMED: (
        N_(
            "That is a rise most people notice, two weeks running. Consider discussing with your practitioner what to "
            "do now."
        ),
        N_("That is a rise most people notice, two weeks running. Consider discussing what to do now."),
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
        title=_(RELAPSE_TITLES[watch.state]),
        text=" ".join(
            (
                _("Leg pain averaged %(week)s.", week=_week(watch.latest)),
                _("Before maintenance it was %(mean)s: %(change)s.", mean=one_decimal(watch.level), change=change),
                told(*RELAPSE_MEANINGS[watch.state], days=REMEMBERED_DAYS),
                _(NOT_WHY),
            )
        ),
    )


def summary_words(summary: Summary) -> str:
    """The middle, the ends and the time in high and low pain (scores 0 to 10), counted in logged days.

    Rule and source: see `summary_of`.
    """
    if summary.days == 1:
        return _("One day has a score: %(score)s.", score=_score(summary.median))
    if summary.late != NONE_LATE:
        counted = _(
            "%(days)s days have a score, %(late)s.",
            days=whole(summary.days),
            late=late_words(summary.days, summary.late),
        )
    else:
        counted = _("%(days)s days have a score.", days=whole(summary.days))
    ends = _(
        "The middle one (median) is %(median)s, the lowest %(low)s, the highest %(high)s.",
        median=_score(summary.median),
        low=_score(summary.low),
        high=_score(summary.high),
    )
    shares = _(
        "Pain was high (%(high)s or more) on %(high_days)s, low (%(low)s or less) on %(low_days)s.",
        high=HIGH_PAIN,
        high_days=_share(summary.days_high, summary.percent_high),
        low=LOW_PAIN,
        low_days=_share(summary.days_low, summary.percent_low),
    )
    return " ".join((counted, ends, shares))


def _share(days: int, percent: float) -> str:
    if days == 0:
        return _("no day")
    rounded = f"{percent:.0f}"
    if rounded == "0":
        shown = _("under 1 %%")
    elif rounded == f"{ALL:.0f}" and percent < ALL:
        shown = _("over 99 %%")
    else:
        shown = _("%(percent)s %%", percent=rounded)
    return ngettext("%(number)s day (%(share)s)", "%(number)s days (%(share)s)", days, number=whole(days), share=shown)


def _week(week: WeekMean) -> str:
    return _(
        "%(mean)s in week %(week)s (%(basis)s)",
        mean=one_decimal(_mean(week)),
        week=week.week,
        basis=days_and_range(week),
    )


def _mean(week: WeekMean) -> float:
    if week.mean is None:
        raise ValueError(f"week {week.week} has no mean to speak of")
    return week.mean


def _score(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else one_decimal(value)
