"""What is said of experiments on oneself: arms, days, what they came to, and how sure that is.

A result is always said with its range, its pairs and what the coin alone does, and holds for one person in those
weeks. It never says that something worked, and ranks nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tracker.domain.learning.experiment import Arm, Status
from tracker.domain.learning.experiment_plan import ALONE, ARM_KINDS, NOTHING, OWN, ArmFacts
from tracker.domain.learning.experiment_result import COIN_SHARE_MOST, PAIRS_NEEDED, Outcome
from tracker.wording.formats import day_year, minutes, one_decimal, whole
from tracker.wording.language import N_, BothWords, Words, _, ngettext, told
from tracker.wording.vocabularies import SESSION_KINDS

# Kinds of treatment are called what they are called everywhere.
_KINDS: Final = {code: (SESSION_KINDS.marked[code], SESSION_KINDS.within.marked[code]) for code in SESSION_KINDS}
ARMS: Final = BothWords(
    {
        code: _KINDS.get(code)
        or {
            OWN: (N_("Something else done alone"), N_("something else done alone")),
            NOTHING: (N_("Nothing"), N_("nothing")),
        }.get(code, (N_("A medicine"), N_("a medicine")))
        for code in ARM_KINDS
    }
)
ARMS_ALONE: Final = Words({code: ARMS.marked[code] for code in ALONE})
OUTCOMES: Final = BothWords(
    {
        "leg_pain": (N_("Leg pain of the day"), N_("leg pain")),
        "back_pain": (N_("Back pain of the day"), N_("back pain")),
        "worst_leg_pain": (N_("Worst leg pain of the day"), N_("worst leg pain")),
        "numbness_tingling": (N_("Numbness or tingling"), N_("numbness or tingling")),
        "weakness": (N_("Weakness in the leg"), N_("weakness in the leg")),
        "sleep_disturbed": (N_("How much sleep was disturbed"), N_("disturbed sleep")),
    }
)
STATUSES: Final = Words(
    {
        Status.PLANNED: N_("not begun yet"),
        Status.RUNNING: N_("going on"),
        Status.FINISHED: N_("finished"),
        Status.STOPPED: N_("stopped, unfinished"),
        Status.WARNING_SIGN: N_("stopped by a warning sign, unfinished"),
    }
)
LOWER: Final = N_(
    "With %(a)s %(outcome)s was %(points)s lower on average than with %(b)s (range %(range)s; %(pairs)s)."
)
HIGHER: Final = N_(
    "With %(a)s %(outcome)s was %(points)s higher on average than with %(b)s (range %(range)s; %(pairs)s)."
)
# A trial of an app for such experiments: Kravitz 2018, PMC6233756 (108 and 107 people).
NO_LESS_PAIN: Final = N_(
    "In a trial of such an app with 215 people, those who used it had no less trouble from pain than the others "
    "(Kravitz 2018, PMC6233756). It may answer a question; it is no treatment."
)


@dataclass(frozen=True, slots=True)
class ResultWords:
    """What came out, in a headline and sentences; `numbers` is "" where there are too few pairs."""

    headline: str
    numbers: str
    lines: Sequence[str]


def arm_name(arm: ArmFacts) -> str:
    """An arm as it begins a line: in own words where they are known, with its minutes."""
    return _with_minutes(arm.words or ARMS[arm.kind], arm)


def arm_within(arm: ArmFacts) -> str:
    """The same within a sentence; own words stand in quotes."""
    return _with_minutes(_("“%(words)s”", words=arm.words) if arm.words else ARMS.within[arm.kind], arm)


def _with_minutes(name: str, arm: ArmFacts) -> str:
    return name if arm.minutes is None else _("%(name)s (%(minutes)s)", name=name, minutes=minutes(arm.minutes))


def arm_words(arm: ArmFacts, within: bool = False) -> str:  # noqa: FBT001, FBT002 - a filter of templates
    """An arm for a page, at the beginning of a line or `within` a sentence."""
    return arm_within(arm) if within else arm_name(arm)


def block_words(arm: ArmFacts) -> str:
    """What the days of a block were for, in a table of days."""
    return _("experiment: %(arm)s", arm=arm_within(arm))


def compared(a: ArmFacts, b: ArmFacts) -> str:
    """What an experiment compares, as its title."""
    return _("%(a)s beside %(b)s", a=arm_name(a), b=arm_within(b))


def stood(status: Status, ended_on: date | None) -> str:
    """How it stands, with the day of its end."""
    if ended_on is None:
        return STATUSES[status]
    return _("%(status)s, %(day)s", status=STATUSES[status], day=day_year(ended_on))


def result_words(outcome: Outcome, what: str, arms: dict[Arm, ArmFacts], *, unfinished: bool) -> ResultWords:
    """What an experiment that ended came to; `what` is the code of its outcome."""
    pairs = ngettext("%(n)s pair", "%(n)s pairs", outcome.usable)
    if outcome.difference is None:
        text = ngettext(
            "%(usable)s of the pairs has enough days with a score; %(needed)s are needed.",
            "%(usable)s of the pairs have enough days with a score; %(needed)s are needed.",
            outcome.usable,
            usable=whole(outcome.usable),
            needed=whole(PAIRS_NEEDED),
        )
        return ResultWords(_("Too little to compare"), "", [text])
    if unfinished:
        headline = _("Unfinished")
    elif outcome.too_close:
        headline = _("Too close to tell")
    else:
        headline = told(N_("A difference for you, in these weeks"), N_("A difference for this person, in these weeks"))
    lines = [_ways(outcome)]
    if outcome.too_close:
        lines.append(_why_close(outcome))
    return ResultWords(headline, _numbers(outcome, what, arms, pairs), lines)


def _numbers(outcome: Outcome, what: str, arms: dict[Arm, ArmFacts], pairs: str) -> str:
    difference = outcome.difference or 0.0
    values: dict[str, Any] = {
        "a": arm_within(arms[Arm.A]),
        "b": arm_within(arms[Arm.B]),
        "outcome": OUTCOMES.within[what],
        "points": one_decimal(abs(difference)),
        "range": _range(outcome.low or 0.0, outcome.high or 0.0),
        "pairs": pairs,
    }
    return _(LOWER if difference < 0 else HIGHER, **values)


def _range(low: float, high: float) -> str:
    """From one end of the range to the other; which way is said in words, for a sign is read over."""
    ends = {"low": one_decimal(min(abs(low), abs(high))), "high": one_decimal(max(abs(low), abs(high)))}
    if low > 0:
        return _("%(low)s to %(high)s higher", **ends)
    if high < 0:
        return _("%(low)s to %(high)s lower", **ends)
    return _("%(low)s lower to %(high)s higher", low=one_decimal(abs(low)), high=one_decimal(high))


def _ways(outcome: Outcome) -> str:
    return ngettext(
        "%(large)s of the %(ways)s ways in which the coins could have fallen gives a difference this large.",
        "%(large)s of the %(ways)s ways in which the coins could have fallen give a difference this large.",
        outcome.ways_as_large,
        large=whole(outcome.ways_as_large),
        ways=whole(outcome.ways),
    )


def _why_close(outcome: Outcome) -> str:
    if (outcome.coin_share or 0) > COIN_SHARE_MOST:
        return _("The coin alone does this in more than 1 of 8 cases, so these pairs cannot tell the two apart.")
    return _("The range reaches over 0, so these pairs cannot tell the two apart.")


def not_as_planned(days: Sequence[date] | None) -> str:
    """On how many days the other thing was done; they count all the same."""
    if days is None:
        return _("Whether a day went as planned cannot be told here: the diary does not tell the two apart.")
    if not days:
        return _("The other of the two was noted on none of the days.")
    return ngettext(
        "%(count)s day not as planned: the other of the two was noted on it. It counts as planned.",
        "%(count)s days not as planned: the other of the two was noted on them. They count as planned.",
        len(days),
        count=whole(len(days)),
    )


def always_said() -> Sequence[str]:
    """What holds of every result."""
    return (
        told(
            N_("This is about you, in these weeks. It says nothing of other people, and little of other times."),
            N_("This is about one person, in these weeks. It says nothing of others, and little of other times."),
        ),
        told(
            N_("You knew each day what you did. Expecting something changes scores, and no coin takes that away."),
            N_("They knew each day what they did. Expecting something changes scores, and no coin takes that away."),
        ),
        _(
            "The range is worked out from a few pairs, as mean and spread of their differences. Shorter ranges would "
            "take more pairs."
        ),
    )


def no_less_pain() -> str:
    """What a trial of such an app found, said where it is offered."""
    return _(NO_LESS_PAIN)
