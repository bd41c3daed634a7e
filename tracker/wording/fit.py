"""The words of "Does it fit me?": its questions, what may be answered, its sections, and what has changed since."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from tracker.domain.learning.fit import LISTS, NONE, Asked, FitFacts, Section, course_sum, fit_answer
from tracker.domain.values.numbers import plain
from tracker.wording import fit_statements
from tracker.wording.cautions import CAUTIONS
from tracker.wording.formats import commas, day_year
from tracker.wording.language import N_, BothWords, Words, _, told
from tracker.wording.sources import Source
from tracker.wording.vocabularies import CAUSES_TOLD, DURATIONS, SIDES

NOT_ANSWERED: Final = N_("not answered")
TRIED = BothWords(
    {
        "none": (N_("Nothing yet"), N_("nothing yet")),
        "staying_active": (N_("Staying active, walking, swimming"), N_("staying active")),
        "exercise": (N_("Exercise or stretching"), N_("exercise or stretching")),
        "physiotherapy": (N_("Physiotherapy"), N_("physiotherapy")),
        "manual_therapy": (N_("Chiropractic or osteopathy"), N_("chiropractic or osteopathy")),
        "massage": (N_("Massage"), N_("massage")),
        "heat_cold": (N_("Heat or cold"), N_("heat or cold")),
        "medicine": (N_("Medicine"), N_("medicine")),
        "injection": (N_("An injection in the back"), N_("an injection in the back")),
        "surgery": (N_("Surgery"), N_("surgery")),
        "acupuncture": (N_("Acupuncture"), N_("acupuncture")),
        "other": (N_("Something else"), N_("something else")),
    }
)
MEDICINES = BothWords(
    {
        "none": (N_("None"), N_("none")),
        "painkiller": (N_("Painkiller, such as ibuprofen or paracetamol"), N_("painkiller")),
        "strong_painkiller": (N_("Strong painkiller, such as tramadol"), N_("strong painkiller")),
        "nerve_medicine": (N_("For nerve pain, such as pregabalin"), N_("medicine for nerve pain")),
        "steroid": (N_("Steroid tablets"), N_("steroid tablets")),
        "other": (N_("Another one"), N_("another medicine")),
    }
)
MATTERS = BothWords(
    {
        "leg_pain": (N_("Less leg pain"), N_("less leg pain")),
        "sleep": (N_("Better sleep"), N_("better sleep")),
        "sitting_walking": (N_("Sitting or walking for longer"), N_("sitting or walking for longer")),
        "everyday": (N_("Everyday things, work, hobbies"), N_("everyday things, work, hobbies")),
        "less_medicine": (N_("Less medicine"), N_("less medicine")),
        "side_effects": (N_("Few side effects"), N_("few side effects")),
        "time_money": (N_("Little time and money"), N_("little time and money")),
    }
)
CAUTIONS_OR_NONE = BothWords(
    {
        NONE: (N_("None of these"), N_("none")),
        **{code: (CAUTIONS.marked[code], CAUTIONS.within.marked[code]) for code in CAUTIONS},
    }
)
CHOICES: Final[Mapping[str, BothWords | Words]] = {
    "duration": DURATIONS,
    "side": SIDES,
    "cause_told": CAUSES_TOLD,
    "tried": TRIED,
    "cautions": CAUTIONS_OR_NONE,
    "medicine": MEDICINES,
    "matters_most": MATTERS,
}
ON_BRIEF: Final = ("tried", "medicine", "matters_most", "session_cost")
SHORT: Final = Words(
    {
        "duration": N_("How long"),
        "side": N_("Which leg"),
        "cause_told": N_("Cause, as told"),
        "tried": N_("Tried so far"),
        "cautions": N_("To know before needles"),
        "medicine": N_("Medicine"),
        "matters_most": N_("Matters most"),
        "session_cost": N_("Cost of a session"),
    }
)
TITLES: Final = Words(
    {
        Section.DOCTOR_FIRST: N_("First: what needs a doctor, or speaks against it"),
        Section.TRIALS: N_("What trials found, and what pain does by itself"),
        Section.GUIDELINES: N_("What guidelines say, for and against"),
        Section.TELL_AND_ASK: N_("What to tell and what to ask"),
        Section.BESIDES: N_("What else is advised"),
        Section.COURSE: N_("What a course asks of time and money"),
        Section.DIARY: N_("How this diary could answer it"),
    }
)


class Said(NamedTuple):
    """A statement in words, and where it comes from."""

    code: str
    text: str
    sources: tuple[Source, ...]


class Told(NamedTuple):
    """A section of the answer."""

    code: str
    title: str
    said: tuple[Said, ...]


class Answered(NamedTuple):
    """A question in short, its answer in words, and, where it is compared, what was answered before."""

    name: str
    question: str
    answer: str
    before: str = ""


def answer_in_words(asked: Asked) -> tuple[Told, ...]:
    """The whole answer, in its order; every statement has a source."""
    values = _values(asked.facts)
    return tuple(
        Told(
            part.section,
            TITLES[part.section],
            tuple(
                Said(code, fit_statements.said(code, values), fit_statements.STATEMENTS[code].sources)
                for code in part.codes
            ),
        )
        for part in fit_answer(asked)
    )


def _values(facts: FitFacts) -> dict[str, str]:
    """What the answers put into statements."""
    sums = course_sum(facts.session_cost or Decimal())
    return {
        "cause": _within("cause_told", facts),
        "cautions": _within("cautions", facts),
        "medicine": _within("medicine", facts),
        "cost": plain(facts.session_cost or Decimal()),
        "least": plain(sums.least),
        "most": plain(sums.most),
    }


def _within(name: str, facts: FitFacts) -> str:
    """An answer as it stands within a sentence."""
    given, words = getattr(facts, name), CHOICES[name]
    inside = words.within if isinstance(words, BothWords) else words
    if name in LISTS:
        return commas([inside[code] for code in given])
    return inside.get(given or "", "")


def answer_of(name: str, facts: FitFacts) -> str:
    """What was answered to one question, in words."""
    if name == "session_cost":
        return _(NOT_ANSWERED) if facts.session_cost is None else plain(facts.session_cost)
    return _within(name, facts) or _(NOT_ANSWERED)


def answers(facts: FitFacts) -> tuple[Answered, ...]:
    """Every question with its answer."""
    return tuple(Answered(name, SHORT[name], answer_of(name, facts)) for name in SHORT)


def answered(facts: FitFacts) -> tuple[Answered, ...]:
    """The answers that a brief does not hold anyway: bout and cautions stand on it."""
    return tuple(one for one in answers(facts) if one.name in ON_BRIEF and getattr(facts, one.name) not in (None, ()))


def compared(names: Sequence[str], now: FitFacts, before: FitFacts) -> tuple[Answered, ...]:
    """These questions with the answer of now and the one of before."""
    return tuple(Answered(name, SHORT[name], answer_of(name, now), answer_of(name, before)) for name in names)


def answered_on(when: date) -> str:
    return told(N_("Your answers of %(day)s"), N_("The patient’s answers of %(day)s"), day=day_year(when))


def lead(question: str) -> str:
    return _("%(question)s:", question=question)


def brief_title(when: date) -> str:
    return _("Considers acupuncture, answers of %(day)s", day=day_year(when))
