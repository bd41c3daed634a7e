"""The verdict on a course in plain words: numbers first, then what they can and cannot say.

Every word of "better" or "worse" stands beside points, percent, the days behind it and the rough range, and beside the
other explanations. Nothing here promises, predicts or ranks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from tracker.domain.course.verdict import Label, Lack, Missing, Verdict, change_percent, label_of
from tracker.domain.scores.baseline import Baseline
from tracker.domain.scores.lateness import NONE_LATE, Late
from tracker.domain.scores.weekly import Sensitivity, WeekMean
from tracker.domain.values.periods import DAYS_IN_WEEK
from tracker.domain.values.rounding import shown_difference
from tracker.wording.formats import commas, one_decimal
from tracker.wording.language import N_, Words, _, ngettext, told
from tracker.wording.lateness import days_and_late, doubt_words, late_words, unsure_words
from tracker.wording.missing_days import missing_days_words

# What a label means: of one week, together with the week before, and of two weeks running.
ONE_WEEK: Final[Mapping[Label, str]] = {
    Label.SUBSTANTIAL: N_(
        "Pain has halved or more: a large change for most people. This is one week only: early, not yet confirmed."
    ),
    Label.MEANINGFUL: N_("That is a change most people notice. This is one week only: early, not yet confirmed."),
    Label.SMALL: N_(
        "That is a small change, less than most people call better. This is one week only: early, not yet confirmed."
    ),
    Label.NO_CLEAR_CHANGE: N_("That is no clear change. This is one week only: early, not yet confirmed."),
    Label.WORSE: N_("That is a rise most people notice. This is one week only: early, not yet confirmed."),
}
TOGETHER: Final[Mapping[Label, str]] = {
    Label.SUBSTANTIAL: N_("Together with the week before, pain has halved or more: a large change for most people."),
    Label.MEANINGFUL: N_("Together with the week before, that is a change most people notice."),
    Label.SMALL: N_("Together with the week before, that is a small change, less than most people call better."),
    Label.NO_CLEAR_CHANGE: N_("Together with the week before, that is no clear change."),
    Label.WORSE: N_("Together with the week before, that is a rise most people notice."),
}
TWO_WEEKS: Final[Mapping[Label, str]] = {
    Label.SUBSTANTIAL: N_("Pain has halved or more: a large change for most people, two weeks running."),
    Label.MEANINGFUL: N_("That is a change most people notice, two weeks running."),
    Label.SMALL: N_("That is a small change, less than most people call better, two weeks running."),
    # the week before may have been on another side
    Label.NO_CLEAR_CHANGE: N_("That is no clear change over the last two weeks."),
    Label.WORSE: N_("That is a rise most people notice, two weeks running."),
}
SHORT_MEANINGS: Final = Words(
    {
        Label.SUBSTANTIAL: N_("a large change for most people"),
        Label.MEANINGFUL: N_("a change most people notice"),
        Label.SMALL: N_("a small change"),
        Label.NO_CLEAR_CHANGE: N_("no clear change"),
        Label.WORSE: N_("a rise most people notice"),
        Label.PAIN_FREE_AT_START: N_("almost no leg pain at the start"),
    }
)
NOT_ENOUGH: Final = N_("Not enough data yet to compare")
CANNOT_TELL: Final = (
    N_("This shows what happened, not why."),
    N_("Pain often eases by itself, whatever is done."),
    N_("People tend to start treatment on bad days, so scores drift back towards the usual."),
    N_("Other treatment or medicine in the same weeks changes scores too, and so does expecting to feel better."),
    N_(
        "For scale: in one large trial leg pain fell by about 3 points of 10 with acupuncture, 1.5 with sham (Tu 2024)."
    ),
)


def cannot_tell() -> tuple[str, ...]:
    """What else may stand behind a change."""
    return tuple(map(_, CANNOT_TELL))


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """What the verdict card says. `value` and `was` are means 0 to 10 with one decimal, or None where unknown.

    `days` are those of the latest week, "" where they were not given.
    """

    value: str | None
    was: str | None
    headline: str
    text: str
    cannot_tell: tuple[str, ...]
    days: str = ""


def verdict_words(verdict: Verdict, lacks: Sequence[Missing], sensitivity: Sensitivity | None = None) -> VerdictWords:
    """The words for a verdict; `lacks` says what is missing where there is too little data.

    `sensitivity` is that of the latest week: what its missing days could change. Label meanings follow the thresholds
    of Ostelo 2008 (doi 10.1097/BRS.0b013e31815e3a10) and IMMPACT 2008 (doi 10.1016/j.jpain.2007.09.005).
    """
    start, latest = verdict.baseline, verdict.latest
    if start is None or latest is None or latest.mean is None or verdict.label is Label.NOT_ENOUGH_DATA:
        return VerdictWords(
            value=None if latest is None or latest.mean is None else one_decimal(latest.mean),
            was=None if start is None else _("starting week %(mean)s", mean=one_decimal(start.mean)),
            headline=_(NOT_ENOUGH),
            text=_lacking(lacks),
            cannot_tell=(),
        )
    return VerdictWords(
        value=one_decimal(latest.mean),
        was=_("was %(mean)s", mean=one_decimal(start.mean)),
        headline=_headline(start.mean, latest.mean),
        text=" ".join(_sentences(verdict, start, latest, sensitivity)),
        cannot_tell=cannot_tell(),
    )


def short_words(verdict: Verdict, lacks: Sequence[Missing] = ()) -> str:
    """The verdict in one line: mean (0 to 10), points, percent, label, days, rough range; or what is missing.

    A verdict that rests on one week says so. It holds no other explanation: the page that shows it leads to the whole
    verdict. Meanings of the labels as in `verdict_words`.
    """
    start, latest = verdict.baseline, verdict.latest
    if start is None or latest is None or latest.mean is None or verdict.label is Label.NOT_ENOUGH_DATA:
        return " ".join((_("Not enough data yet to compare."), _lacking(lacks)))
    was = one_decimal(start.mean)
    if start.late != NONE_LATE:
        was = _("%(mean)s (%(days)s)", mean=was, days=days_and_late(start.days, start.late))
    said = _(
        N_("Leg pain %(latest)s, was %(was)s: %(change)s; together with the week before, %(meaning)s; %(basis)s.")
        if _needs_the_week_before(verdict)
        else N_("Leg pain %(latest)s, was %(was)s: %(change)s, %(meaning)s; %(basis)s."),
        latest=one_decimal(latest.mean),
        was=was,
        change=change_words(start.mean, latest.mean),
        meaning=SHORT_MEANINGS[verdict.label],
        basis=days_and_range(latest),
    )
    return " ".join(filter(None, (said, doubt_words(verdict.doubts))))


def brief_words(verdict: Verdict) -> str:
    """The verdict in about eight words: points between two means of 0 to 10, and what that means to most people.

    What stands behind it, and what else may, is on the page that it leads to. Meanings as in `verdict_words`.
    """
    start, latest = verdict.baseline, verdict.latest
    if start is None or latest is None or latest.mean is None or verdict.label is Label.NOT_ENOUGH_DATA:
        return _(NOT_ENOUGH)
    return _(
        N_("Leg pain %(change)s; with the week before, %(meaning)s")
        if _needs_the_week_before(verdict)
        else N_("Leg pain %(change)s: %(meaning)s"),
        change=moved_words(start.mean, latest.mean),
        meaning=SHORT_MEANINGS[verdict.label],
    )


def moved_words(start: float, latest: float) -> str:
    """The same as `change_words` without its percent: "down 3.1 points", or "the same"."""
    points = shown_difference(start, latest)
    if not points:
        return _("the same")
    counted = points_words(points)
    return _("down %(points)s", points=counted) if points < 0 else _("up %(points)s", points=counted)


def change_words(start: float, latest: float) -> str:
    """The change between two means of 0 to 10 in words, "down 3.1 points (52 %)" or "the same".

    The points are those between the two as they are shown; the percent is that of the unrounded means, and there is
    none from a start under 1. Rules: `shown_difference`, `change_percent`.
    """
    points, percent = shown_difference(start, latest), change_percent(start, latest)
    if not points or percent is None:
        return moved_words(start, latest)
    values = {"points": points_words(points), "percent": f"{abs(percent):.0f}"}
    if points < 0:
        return _("down %(points)s (%(percent)s %%)", **values)
    return _("up %(points)s (%(percent)s %%)", **values)


def points_words(points: Decimal) -> str:
    """1.0 point; 4.5 points, whichever way they go. Raises nothing. Our own wording."""
    size = abs(points)
    number = one_decimal(float(size))
    return ngettext("%(number)s point", "%(number)s points", 1 if size == 1 else 2, number=number)


def days_and_range(week: WeekMean) -> str:
    """What stands behind a weekly mean: "5 of 7 days, rough range 2.0 to 5.8"; no range for a week without a mean."""
    return basis_words(week.days, week.low, week.high, week.late)


def basis_words(days: int, low: float | None, high: float | None, late: Late = NONE_LATE) -> str:
    """The same of a mean of so many days of a week, and of its rough range (0 to 10, or None together).

    `late` says how many of the days were entered later or imported. Raises nothing. Source: see `rough_range` and
    `late_words`.
    """
    counted = _("%(days)s of %(all)s days", days=days, all=DAYS_IN_WEEK)
    return commas([part for part in (counted, late_words(days, late), _rough_range(low, high)) if part])


def _rough_range(low: float | None, high: float | None) -> str:
    """Equal days have a range without width; four to seven days cannot be that sure, and the words say so."""
    if low is None or high is None:
        return ""
    values = {"low": one_decimal(low), "high": one_decimal(high)}
    if low == high:
        return _("rough range %(low)s to %(high)s, too narrow as every day was the same", **values)
    return _("rough range %(low)s to %(high)s", **values)


def _headline(start: float, latest: float) -> str:
    if not shown_difference(start, latest):
        return told(
            N_("Leg pain is the same as in your starting week: %(mean)s."),
            N_("Leg pain is the same as in the starting week: %(mean)s."),
            mean=one_decimal(latest),
        )
    return told(
        N_("Leg pain is %(change)s from your starting week: %(start)s to %(latest)s."),
        N_("Leg pain is %(change)s from the starting week: %(start)s to %(latest)s."),
        change=change_words(start, latest),
        start=one_decimal(start),
        latest=one_decimal(latest),
    )


def _sentences(verdict: Verdict, start: Baseline, latest: WeekMean, sensitivity: Sensitivity | None) -> list[str]:
    said = [_meaning(verdict), _based_on(latest)]
    if sensitivity is not None:
        said.append(missing_days_words(sensitivity))
    if start.late != NONE_LATE:
        said.append(
            told(
                N_("Your starting week has %(days)s."),
                N_("The starting week has %(days)s."),
                days=days_and_late(start.days, start.late),
            )
        )
    with_itself = _compares_the_start_with_itself(verdict, start, latest)
    if with_itself:
        said.append(
            told(
                N_("Your starting week shares days with the weeks compared with it, so this says little yet."),
                N_("The starting week shares days with the weeks compared with it, so this says little yet."),
            )
        )
    elif start.overlaps_treatment:
        said.append(
            told(
                N_("Your starting week overlaps treatment, so the comparison is rougher."),
                N_("The starting week overlaps treatment, so the comparison is rougher."),
            )
        )
    if verdict.label in {Label.NO_CLEAR_CHANGE, Label.WORSE} and verdict.confirmed and not with_itself:
        said.append(talk())
    return said


def talk() -> str:
    """What to think of where pain is not better."""
    return told(
        N_("Consider discussing with your practitioner whether to change or stop."),
        N_("Consider discussing whether to change or stop."),
    )


def _based_on(week: WeekMean) -> str:
    """A week with a mean has a rough range, too."""
    values: dict[str, object] = {"days": week.days, "all": DAYS_IN_WEEK, "week": week.week}
    late, span = late_words(week.days, week.late), _rough_range(week.low, week.high)
    if late:
        return _(
            "Based on %(days)s of %(all)s days of week %(week)s, %(late)s; %(range)s.", late=late, range=span, **values
        )
    return _("Based on %(days)s of %(all)s days of week %(week)s; %(range)s.", range=span, **values)


def _compares_the_start_with_itself(verdict: Verdict, start: Baseline, latest: WeekMean) -> bool:
    """A starting week of the first logged days can reach into the weeks behind the label, which then look unchanged."""
    compared_from = latest.from_date - timedelta(days=DAYS_IN_WEEK if verdict.of_two_weeks else 0)
    return start.last_day >= compared_from


def _meaning(verdict: Verdict) -> str:
    return " ".join(filter(None, (_of_the_weeks(verdict), unsure_words(verdict.doubts))))


def _of_the_weeks(verdict: Verdict) -> str:
    if verdict.label is Label.PAIN_FREE_AT_START:
        return _pain_free(verdict)
    if not verdict.of_two_weeks:
        return _(ONE_WEEK[verdict.label])
    return _((TOGETHER if _needs_the_week_before(verdict) else TWO_WEEKS)[verdict.label])


def _pain_free(verdict: Verdict) -> str:
    said = told(
        N_("You had almost no leg pain at the start, so there is nothing to compare in percent."),
        N_("There was almost no leg pain at the start, so there is nothing to compare in percent."),
    )
    if not verdict.of_two_weeks:
        return " ".join((said, _("This is one week only: early, not yet confirmed.")))
    if _week_before_differs(verdict):
        return " ".join((said, _("The latest week is clearly higher, the week before was not.")))
    return said


def _needs_the_week_before(verdict: Verdict) -> bool:
    return verdict.label is not Label.PAIN_FREE_AT_START and _week_before_differs(verdict)


def _week_before_differs(verdict: Verdict) -> bool:
    """Whether the latest week alone would have another label, so that its numbers do not explain the label."""
    start = None if verdict.baseline is None else verdict.baseline.mean
    latest = None if verdict.latest is None else verdict.latest.mean
    return label_of(start, latest) is not verdict.label


def _lacking(lacks: Sequence[Missing]) -> str:
    keep_going = told(N_("Keep going: a few more days will do."), N_("A few more days will do."))
    return " ".join(_lack(lack) for lack in lacks) or keep_going


def _lack(lack: Missing) -> str:
    left = lack.need - lack.have
    if lack.code is Lack.FIRST_SESSION:
        return told(
            N_("Your starting week is the week before your first attended session. There is none yet."),
            N_("The starting week is the week before the first attended session. There is none yet."),
        )
    if lack.code is Lack.BASELINE_DAYS:
        return _(
            "The starting week needs %(need)s days with a leg score and has %(have)s.", need=lack.need, have=lack.have
        )
    if lack.code is Lack.WEEK_DAYS:
        return ngettext(
            "A weekly average needs %(need)s days with a leg score: %(n)s more day in one week.",
            "A weekly average needs %(need)s days with a leg score: %(n)s more days in one week.",
            left,
            need=lack.need,
        )
    return ngettext(
        "To confirm it, the week beside it needs %(n)s more day with a leg score.",
        "To confirm it, the week beside it needs %(n)s more days with a leg score.",
        left,
    )
