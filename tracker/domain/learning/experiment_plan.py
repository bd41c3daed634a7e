"""Which experiments on oneself can be planned: what is done alone, is gone in a day, and harms nobody who tries it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tracker.domain.errors import Fault, Problems
from tracker.domain.learning.experiment import BLOCK_DAYS, PAIRS
from tracker.domain.limits import SESSION_MINUTES
from tracker.domain.treatment.painkillers import group_of
from tracker.domain.values.finding import folded
from tracker.domain.vocabularies import COURSE_KINDS, SELF_CARE_KINDS

OWN: Final = "own"
NOTHING: Final = "nothing"
MEDICINE: Final = "medicine"
ALONE: Final = (*SELF_CARE_KINDS, OWN, NOTHING)
# Offered to be refused with the reason: claimed effects of what practitioners do carry over from block to block, and
# medicine is for whoever prescribed it. Source: AHRQ n-of-1 User's Guide, chapter 1.
BY_OTHERS: Final = tuple(kind for kind in COURSE_KINDS if kind != "other")
ARM_KINDS: Final = (*ALONE, *BY_OTHERS, MEDICINE)
# Other scores of a day, 0 to 10, more being worse, may be compared in place of leg pain.
OUTCOMES: Final = ("leg_pain", "back_pain", "worst_leg_pain", "numbness_tingling", "weakness", "sleep_disturbed")
AHEAD_DAYS: Final = 14
# Skin that feels less is harmed by heat and cold unnoticed, and broken skin by either and by water. Source: the
# contraindications at medscape.com/viewarticle/501973_6 and of a hot and cold therapy device (deroyal.com).
FORBIDDEN: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "numb_area": frozenset({"heat", "ice"}),
        "skin_problem": frozenset({"heat", "ice", "swimming"}),
        "pregnancy": frozenset({"heat"}),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmFacts:
    """One of the two things to compare: its kind (a code of ARM_KINDS), for how many minutes, and in own words."""

    kind: str
    minutes: int | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentFacts:
    """An experiment as a person plans it; `outcome` is a code of OUTCOMES, `started_on` their own local day."""

    arm_a_kind: str
    arm_b_kind: str
    outcome: str
    block_days: int
    pairs_planned: int
    started_on: date
    arm_a_minutes: int | None = None
    arm_a_words: str | None = None
    arm_b_minutes: int | None = None
    arm_b_words: str | None = None

    @property
    def arms(self) -> tuple[ArmFacts, ArmFacts]:
        return (
            ArmFacts(kind=self.arm_a_kind, minutes=self.arm_a_minutes, words=self.arm_a_words),
            ArmFacts(kind=self.arm_b_kind, minutes=self.arm_b_minutes, words=self.arm_b_words),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands in the record of whoever plans: cautions that hold, whether a warning sign does, what goes on.

    `medicines` are names of medicine that was taken, `by_others` words for what practitioners do.
    """

    cautions: Collection[str] = ()
    warning_sign: bool = False
    goes_on: bool = False
    medicines: Collection[str] = field(default=())
    by_others: Collection[str] = field(default=())


def check_shape(facts: ExperimentFacts) -> ExperimentFacts:
    """The facts where they are those of an experiment, wherever they come from; `Problems` by field otherwise."""
    problems: dict[str, Fault] = {}
    for name, arm in zip(("arm_a", "arm_b"), facts.arms, strict=True):
        if arm.kind not in ALONE:
            problems[f"{name}_kind"] = _not_alone(arm.kind)
        elif arm.kind == OWN and arm.words is None:
            problems[f"{name}_words"] = Fault("arm_words_needed")
        if arm.minutes is not None and not SESSION_MINUTES[0] <= arm.minutes <= SESSION_MINUTES[1]:
            problems[f"{name}_minutes"] = _between(SESSION_MINUTES)
    first, second = facts.arms
    if not problems and first == second:
        problems["arm_b_kind"] = Fault("arms_alike")
    if facts.outcome not in OUTCOMES:
        problems["outcome"] = Fault("choose_one")
    for name, limits in (("block_days", BLOCK_DAYS), ("pairs_planned", PAIRS)):
        if not limits[0] <= getattr(facts, name) <= limits[1]:
            problems[name] = _between(limits)
    if problems:
        raise Problems(problems)
    return facts


def check_experiment(facts: ExperimentFacts, around: Surroundings, today: date) -> ExperimentFacts:
    """The facts where this person may plan them today; `Problems` by field otherwise, each with its reason.

    Refused are treatments by practitioners, medicine, an arm that a caution forbids, any while a warning sign of the
    last two weeks stands or while another one goes on, and a first day that has passed or lies far ahead.
    """
    problems: dict[str, Fault] = {}
    try:
        check_shape(facts)
    except Problems as found:
        problems |= {name: fault for name, fault in found.by_field.items() if isinstance(fault, Fault)}
    for name, arm in zip(("arm_a", "arm_b"), facts.arms, strict=True):
        if f"{name}_kind" not in problems and (caution := _caution(arm.kind, around.cautions)) is not None:
            problems[f"{name}_kind"] = Fault("arm_caution", caution=caution, kind=arm.kind)
        if arm.words is not None and f"{name}_words" not in problems:
            told = _named(arm.words, around)
            problems |= {} if told is None else {f"{name}_words": told}
    if facts.started_on < today:
        problems["started_on"] = Fault("last_day_passed")
    elif facts.started_on > today + timedelta(days=AHEAD_DAYS):
        problems["started_on"] = Fault("experiment_far_ahead", days=AHEAD_DAYS)
    if around.warning_sign:
        problems["experiment"] = Fault("experiment_sign")
    elif around.goes_on:
        problems["experiment"] = Fault("experiment_goes_on")
    if problems:
        raise Problems(problems)
    return facts


def _not_alone(kind: str) -> Fault:
    if kind in BY_OTHERS:
        return Fault("arm_by_others")
    return Fault("arm_medicine") if kind == MEDICINE else Fault("choose_one")


def _between(limits: tuple[int, int]) -> Fault:
    return Fault("no_whole", low=limits[0], high=limits[1], other_digits=False)


def _caution(kind: str, cautions: Collection[str]) -> str | None:
    return next((code for code, kinds in FORBIDDEN.items() if code in cautions and kind in kinds), None)


def _named(words: str, around: Surroundings) -> Fault | None:
    """What own words name that cannot be tried like this."""
    typed = f" {' '.join(_words(words))} "
    for names, fault in ((around.medicines, "arm_medicine"), (around.by_others, "arm_by_others")):
        if any(said and f" {' '.join(said)} " in typed for said in map(_words, names)):
            return Fault(fault)
    return Fault("arm_medicine") if group_of(words) is not None else None


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in folded(text)).split()
