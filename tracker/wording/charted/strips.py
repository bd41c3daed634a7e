"""What the strips say: everything that a day is asked beside leg and back pain."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from tracker.domain.scores.steps import Step
from tracker.wording.charted.values import average, counted_days, days
from tracker.wording.formats import commas, counting, listed, minutes
from tracker.wording.language import N_, BothWords, _
from tracker.wording.vocabularies import AGGRAVATED_BY, EASED_BY, QUALITIES

TITLE: Final = N_("What else was recorded")
NUMBERS: Final = BothWords(
    {
        "worst_leg_pain": (N_("Worst leg pain"), N_("worst leg pain")),
        "sleep_disturbed": (N_("Sleep disturbed"), N_("sleep disturbed")),
        "numbness_tingling": (N_("Numbness or tingling"), N_("numbness or tingling")),
        "weakness": (N_("Weakness in the leg"), N_("weakness in the leg")),
        "sitting_minutes": (N_("Could sit for"), N_("could sit for")),
        "walking_minutes": (N_("Could walk for"), N_("could walk for")),
    }
)
CHOSEN: Final = BothWords(
    {
        "qualities": (N_("How it felt"), N_("how it felt")),
        "aggravated_by": (N_("What made it worse"), N_("what made it worse")),
        "eased_by": (N_("What eased it"), N_("what eased it")),
    }
)
CODES: Final = {"qualities": QUALITIES, "aggravated_by": AGGRAVATED_BY, "eased_by": EASED_BY}
MINUTES: Final = frozenset({"sitting_minutes", "walking_minutes"})
EACH_DAY: Final = N_("each day")
WEEKLY: Final = N_("weekly average")
DAYS_WITH_IT: Final = N_("days with it")
DAYS_ANSWERED: Final = N_("days with an answer")
CODE_COUNTED: Final = N_("%(what)s %(number)s")
ALL_COUNTED: Final = N_("%(counted)s of %(days)s")
NONE: Final = N_("Nothing but pain scores is recorded from %(days)s.")
LINE: Final = N_(
    "A line is the average of each week and stops where a week has fewer than %(needed)s days with an answer. The "
    "number at the right is the latest of these averages."
)
MORE_IS_BETTER: Final = N_("Scores run from 0 to 10, and low is good. For sitting and walking, high is good.")
WEEK_BARS: Final = N_(
    "A bar counts the days of one week, and the mark over it the days on which the question was answered."
)
FOUR_WEEK_BARS: Final = N_(
    "A bar counts the days of four weeks, and the mark over it the days on which the question was answered."
)
BARS: Final = {Step.WEEK: WEEK_BARS, Step.FOUR_WEEKS: FOUR_WEEK_BARS}
LONG: Final = N_("This is a long time, so single days are left out.")
MISSING: Final = N_("Not recorded in these days: %(names)s.")
TIMES: Final = {"sitting_minutes": N_("minutes of sitting"), "walking_minutes": N_("minutes of walking")}
WEEKS: Final = N_("Each week: averages, and on how many of the days with an answer")
BY_FOUR_WEEKS: Final = N_("By four weeks: on how many of the days with an answer")
OF_DAYS: Final = N_("What was recorded on each day")
WEEK: Final = N_("Week")
FOUR_WEEKS: Final = N_("Four weeks")


def value(name: str, number: float) -> str:
    """A score, or minutes as 1 h 30 min, of one day."""
    return minutes(round(number)) if name in MINUTES else str(int(number))


def mean(name: str, number: float) -> str:
    return minutes(round(number)) if name in MINUTES else average(number)


def mean_of_days(name: str, number: float, of: int) -> str:
    """3.9, 5 days."""
    return commas((mean(name, number), counted_days(of)))


def days_of(number: int, answered: int) -> str:
    """3 of 5 days."""
    return _("%(number)s of %(days)s", number=number, days=counted_days(answered))


def codes_of(name: str, codes: Iterable[str]) -> str:
    """What was chosen on one day, in the vocabulary's order."""
    chosen = set(codes)
    return commas([CODES[name].within[code] for code in CODES[name] if code in chosen])


def codes_counted(name: str, numbers: Mapping[str, int], answered: int) -> str:
    """Aching 3, burning 2 of 5 days: each code of one stretch in the vocabulary's order."""
    said = [
        _(CODE_COUNTED, what=CODES[name].within[code], number=numbers[code]) for code in CODES[name] if code in numbers
    ]
    return _(ALL_COUNTED, counted=commas(said), days=counted_days(answered))


def summary(detailed: int, span: int) -> str:
    return counting(
        "%(n)s of %(days)s says more than how strong the pain was.",
        "%(n)s of %(days)s say more than how strong the pain was.",
        detailed,
        days=counted_days(span),
    )


def none(first: date, last: date) -> str:
    return _(NONE, days=days(first, last))


def missing(names: Iterable[str]) -> str:
    """Which questions have no answer in the days shown."""
    return _(MISSING, names=listed([_asked(name) for name in names]))


def _asked(name: str) -> str:
    if name in TIMES:
        return _(TIMES[name])
    return (NUMBERS if name in NUMBERS else CHOSEN).within[name]
