"""What whoever considers acupuncture is told by their answers: which statements, in which section.

The rule chooses and never decides: there is no answer that comes to a yes or to a no, what speaks for and what speaks
against is always said together, and warning signs come first. It never looks at the scores of a diary. The statements
are codes; their words and sources are in `wording/fit.py`. Source: our own rule for what belongs to whom; what is
known of whom is in the sources of each statement (who took part in Tu 2024, doi 10.1001/jamainternmed.2024.5463; whom
NG59, the WHO guideline of 2023 and CMS NCD 30.3.3 are about).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from tracker.domain.errors import Fault, Problems
from tracker.domain.limits import PLANNED_SESSIONS_USUAL
from tracker.domain.treatment.painkillers import group_of
from tracker.domain.values.facts import values_of
from tracker.domain.values.periods import DAYS_IN_WEEK
from tracker.domain.vocabularies import by_name, checked_codes

NONE: Final = "none"
TRIED: Final = by_name["fit_tried"]
CAUTIONS_OR_NONE: Final = (NONE, *by_name["cautions"])
MEDICINES: Final = by_name["fit_medicines"]
MATTERS: Final = by_name["fit_matters"]
WEEKS_SHORT, WEEKS_LONG = 6, 12
UNDER_6, TO_12, OVER_12 = "under_6_weeks", "weeks_6_to_12", "over_12_weeks"
DISC: Final = "disc_herniation"
OPIOID: Final = "opioid"
NO_CAUSE: Final = (None, "unknown")
# What each kind of treatment in a record is called among what was tried.
TRIED_BY_KIND: Final[Mapping[str, str]] = MappingProxyType(
    {
        "acupuncture": "acupuncture",
        "physiotherapy": "physiotherapy",
        "chiropractic": "manual_therapy",
        "massage": "massage",
        "heat": "heat_cold",
        "ice": "heat_cold",
        "stretching": "exercise",
        "walking": "staying_active",
        "swimming": "staying_active",
        "other": "other",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FitFacts:
    """The answers to the eight questions; None or empty where one was left out.

    Codes of DURATIONS, SIDES, CAUSES_TOLD, TRIED, CAUTIONS_OR_NONE, MEDICINES and MATTERS; `session_cost` is what one
    session costs, in the person's currency.
    """

    duration: str | None = None
    side: str | None = None
    cause_told: str | None = None
    tried: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    medicine: tuple[str, ...] = ()
    matters_most: str | None = None
    session_cost: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        return self == FitFacts()


QUESTIONS: Final = tuple(values_of(FitFacts()))
LISTS: Final = ("tried", "cautions", "medicine")


class Section(StrEnum):
    """The parts of an answer, in their order."""

    DOCTOR_FIRST = "doctor_first"
    TRIALS = "trials"
    GUIDELINES = "guidelines"
    TELL_AND_ASK = "tell_and_ask"
    BESIDES = "besides"
    COURSE = "course"
    DIARY = "diary"


class Asked(NamedTuple):
    """The answers, and the codes of warning signs that the diary holds of the last two weeks."""

    facts: FitFacts
    signs: Collection[str] = ()


Holds = Callable[[Asked], bool]


class Rule(NamedTuple):
    """A statement stands in its section where the answers are so."""

    section: Section
    code: str
    holds: Holds


class Part(NamedTuple):
    """A section with its statements, in their order."""

    section: Section
    codes: tuple[str, ...]


def _always(_asked: Asked) -> bool:
    return True


def _tried(*codes: str) -> Holds:
    return lambda asked: any(code in asked.facts.tried for code in codes)


def _not_tried(*codes: str) -> Holds:
    """Where the question was answered, and with none of these."""
    return lambda asked: bool(asked.facts.tried) and not any(code in asked.facts.tried for code in codes)


def _carries(code: str) -> Holds:
    return lambda asked: code in asked.facts.cautions


def _takes(*codes: str) -> Holds:
    return lambda asked: any(code in asked.facts.medicine for code in codes)


def _lasted(*codes: str | None) -> Holds:
    return lambda asked: asked.facts.duration in codes


def _told(*codes: str | None) -> Holds:
    return lambda asked: asked.facts.cause_told in codes


def _matters(code: str) -> Holds:
    return lambda asked: asked.facts.matters_most == code


def _other_cause(asked: Asked) -> bool:
    return asked.facts.cause_told not in (*NO_CAUSE, DISC)


def _painkillers(asked: Asked) -> bool:
    return _takes("painkiller", "strong_painkiller")(asked) or _tried("medicine")(asked)


def _in_trial(asked: Asked) -> bool:
    return asked.facts.cause_told == DISC and asked.facts.duration == OVER_12


_FIRST, _TRIALS, _SAY = Section.DOCTOR_FIRST, Section.TRIALS, Section.TELL_AND_ASK
RULES: Final = (
    Rule(_FIRST, "signs_noted", lambda asked: bool(asked.signs)),
    Rule(_FIRST, "signs", _always),
    Rule(_FIRST, "both_legs", lambda asked: asked.facts.side == "both"),
    Rule(_FIRST, "injury", _told("injury")),
    Rule(_FIRST, "steroid", _takes("steroid")),
    *(Rule(_FIRST, f"caution_{kind}", _carries(kind)) for kind in by_name["cautions"]),
    Rule(_FIRST, "pregnancy_cause", lambda asked: _told("pregnancy")(asked) and not _carries("pregnancy")(asked)),
    Rule(_FIRST, "surgery", _tried("surgery", "injection")),
    Rule(_FIRST, "medicine_stays", lambda asked: bool(set(asked.facts.medicine) - {NONE})),
    Rule(_FIRST, "no_delay", _always),
    Rule(_TRIALS, "trial", _always),
    Rule(_TRIALS, "trial_limits", _always),
    Rule(_TRIALS, "trial_people", _in_trial),
    Rule(_TRIALS, "trial_cause", _other_cause),
    Rule(_TRIALS, "trial_cause_unknown", _told(*NO_CAUSE)),
    Rule(_TRIALS, "trial_shorter", _lasted(UNDER_6, TO_12)),
    Rule(_TRIALS, "trial_duration_unknown", _lasted(None)),
    Rule(_TRIALS, "reviews", _always),
    Rule(_TRIALS, "no_rival", _painkillers),
    Rule(_TRIALS, "own_before", _tried("acupuncture")),
    Rule(_TRIALS, "course_new", _lasted(UNDER_6, TO_12, None)),
    Rule(_TRIALS, "course_lasting", _lasted(OVER_12, None)),
    Rule(_TRIALS, "course_leg", _always),
    Rule(_TRIALS, "course_disc", _told(DISC)),
    Rule(_TRIALS, "side_effects", _always),
    Rule(Section.GUIDELINES, "nice", _always),
    Rule(Section.GUIDELINES, "who", _always),
    Rule(Section.GUIDELINES, "cms", _always),
    Rule(_SAY, "tell_health", _always),
    Rule(_SAY, "tell_cautions", lambda asked: bool(set(asked.facts.cautions) - {NONE})),
    Rule(_SAY, "tell_medicine", lambda asked: bool(set(asked.facts.medicine) - {NONE})),
    Rule(_SAY, "tell_before", _tried("acupuncture")),
    Rule(_SAY, "ask_training", _always),
    Rule(_SAY, "ask_needles", _always),
    Rule(_SAY, "ask_plan", _always),
    Rule(Section.BESIDES, "stay_active", _always),
    Rule(Section.BESIDES, "exercise", _always),
    Rule(Section.BESIDES, "exercise_untried", _not_tried("exercise", "physiotherapy")),
    Rule(Section.BESIDES, "hands_on", _always),
    Rule(Section.BESIDES, "heat", _always),
    Rule(Section.BESIDES, "not_routine", _always),
    Rule(Section.COURSE, "usual", _always),
    Rule(Section.COURSE, "time", _always),
    Rule(Section.COURSE, "cost", lambda asked: asked.facts.session_cost is not None),
    Rule(Section.COURSE, "cost_unknown", lambda asked: asked.facts.session_cost is None),
    Rule(Section.COURSE, "time_money", _matters("time_money")),
    Rule(Section.COURSE, "when_to_stop", _always),
    Rule(Section.DIARY, "starting_week", _always),
    Rule(Section.DIARY, "review", _always),
    *(Rule(Section.DIARY, f"watch_{code}", _matters(code)) for code in MATTERS if code != "time_money"),
    Rule(Section.DIARY, "not_why", _always),
    Rule(Section.DIARY, "no_treatment", _always),
)
CODES: Final = tuple(rule.code for rule in RULES)


def fit_answer(asked: Asked) -> tuple[Part, ...]:
    """Every section with what belongs to these answers, never empty, what concerns warning signs first.

    Source: our own rule, as above.
    """
    return tuple(
        Part(section, tuple(rule.code for rule in RULES if rule.section is section and rule.holds(asked)))
        for section in Section
    )


def check_fit(facts: FitFacts) -> FitFacts:
    """The answers themselves; `Problems` where "none" stands beside something, or where nothing is answered."""
    given = {name: getattr(facts, name) for name in LISTS}
    both = {name: Fault("none_and_some") for name, codes in given.items() if NONE in codes and len(codes) > 1}
    if both:
        raise Problems(both)
    if facts.is_empty:
        raise Problems({"duration": Fault("nothing_recorded")})
    return facts


class CourseSum(NamedTuple):
    """What the fewest and the most usual sessions come to."""

    least: Decimal
    most: Decimal


def course_sum(session_cost: Decimal) -> CourseSum:
    """What a usual course costs in all. Source: 6 to 12 sessions, as in PLANNED_SESSIONS_USUAL."""
    least, most = PLANNED_SESSIONS_USUAL
    return CourseSum(session_cost * least, session_cost * most)


def lasted(began_on: date | None, duration_at_start: str | None, entered_on: date, today: date) -> str | None:
    """How long a bout has lasted by now, a code of DURATIONS; None where what was recorded does not tell any more.

    Without a day on which it began, only how long it had lasted when it was entered is known: by now it is that much
    longer. Source: the cuts of 6 and 12 weeks are those of the question itself.
    """
    if began_on is not None:
        weeks = (today - began_on).days / DAYS_IN_WEEK
        return UNDER_6 if weeks < WEEKS_SHORT else TO_12 if weeks <= WEEKS_LONG else OVER_12
    since = (today - entered_on).days / DAYS_IN_WEEK
    least = {UNDER_6: 0, TO_12: WEEKS_SHORT, OVER_12: WEEKS_LONG}.get(duration_at_start or "")
    if least is None or since < 1:
        return duration_at_start
    return OVER_12 if least + since >= WEEKS_LONG else None


def medicine_codes(names: Collection[str]) -> tuple[str, ...]:
    """What medicines in a record are among the answers, by the table of painkillers; all others are another one."""
    groups = {group_of(name) for name in names}
    found = {"other" if group is None else "strong_painkiller" if group == OPIOID else "painkiller" for group in groups}
    return checked_codes(tuple(found), MEDICINES)


def tried_codes(kinds: Collection[str], *, medicine: bool) -> tuple[str, ...]:
    """What the kinds of treatment in a record are among what was tried."""
    found = {TRIED_BY_KIND[kind] for kind in kinds if kind in TRIED_BY_KIND} | ({"medicine"} if medicine else set())
    return checked_codes(tuple(found), TRIED)


def prefilled(record: FitFacts, last: FitFacts | None) -> FitFacts:
    """What the questions begin with: what the record says, else what was answered last; of what was tried, both."""
    if last is None:
        return record
    found = {name: getattr(record, name) or getattr(last, name) for name in QUESTIONS}
    tried = tuple(code for code in (*record.tried, *last.tried) if code != NONE or not record.tried)
    return FitFacts(**found | {"tried": checked_codes(tried, TRIED)})


def changed(before: FitFacts, now: FitFacts) -> tuple[str, ...]:
    """The questions that are answered otherwise now, in their order."""
    return tuple(name for name in QUESTIONS if getattr(before, name) != getattr(now, name))


def newer_in_record(answers: FitFacts, record: FitFacts) -> tuple[str, ...]:
    """The questions to which the record says something by now that the answers do not hold.

    What was answered and does not stand in the record is no change: much of it is not recorded anywhere else.
    """
    return tuple(name for name in QUESTIONS if _is_newer(name, getattr(answers, name), getattr(record, name)))


def _is_newer(name: str, answered: object, recorded: object) -> bool:
    if name in LISTS:
        return bool(set(recorded) - set(answered))  # type: ignore[call-overload]
    return recorded is not None and recorded != answered
