"""A practitioner's record of a session as it is read, in the order of STRICTA 2010."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.domain.treatment.session_record import AdverseEvent, SessionRecordFacts
from tracker.domain.values.numbers import plain
from tracker.wording.correspondence import a_week
from tracker.wording.formats import commas
from tracker.wording.language import N_, _
from tracker.wording.points import show_points
from tracker.wording.vocabularies import ADJUNCTS, ONSETS, POSITIONS, SENSATIONS, STIMULATIONS, STYLES, Labels

STRENGTHS: Final[Mapping[str, str]] = {
    "mild": N_("Mild in strength"),
    "moderate": N_("Moderate in strength"),
    "severe": N_("Severe in strength"),
}
FROM_TREATMENT: Final[Mapping[str, str]] = {
    "yes": N_("From the treatment, in their view: yes"),
    "possibly": N_("From the treatment, in their view: possibly"),
    "no": N_("From the treatment, in their view: no"),
    "unsure": N_("From the treatment, in their view: cannot say"),
}

DE_QI: Final = N_("De qi is the ache, heaviness or tingle that a needle can bring.")


GRADES: Final = N_(
    "How strong says how it felt. Serious says what it led to: a stay in hospital, lasting harm, or danger to life."
)


NO_ITEM: Final = N_("please choose what it was.")


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a record as it is read: its STRICTA item ("2b"; blank beside the list), a label, the words."""

    item: str
    label: str
    text: str


def course_lines(
    number: int | None, planned: int | None, per_week: int | None, minutes: int | None
) -> tuple[Said, ...]:
    """Items 3a and 3b of STRICTA 2010, which the course and the session answer: session `number` of `planned`.

    `per_week` counts sessions, `minutes` is how long this one took; what is None is left out. Source: STRICTA 2010.
    """
    place = ""
    if number is not None and planned is not None:
        place = _("Session %(number)s of %(planned)s", number=number, planned=planned)
    often = _listed("" if per_week is None else a_week(per_week), _minutes(minutes))
    said = (("3a", _("Course"), place), ("3b", _("How often, how long"), often))
    return tuple(Said(item, label, text) for item, label, text in said if text)


def record_lines(facts: SessionRecordFacts, course: Sequence[Said] = ()) -> tuple[Said, ...]:
    """The record line by line in the order of STRICTA 2010, without what was not recorded and adverse events.

    `course` are the lines of `course_lines`, in their place. 5 is the practitioner's own profile; 6 is about
    comparisons in a trial and has no line. Source: STRICTA 2010, table 1.
    """
    needle = [
        "" if facts.needle_gauge_mm is None else _("%(mm)s mm thick", mm=plain(facts.needle_gauge_mm)),
        "" if facts.needle_length_mm is None else _("%(mm)s mm long", mm=plain(facts.needle_length_mm)),
        facts.needle_brand or "",
    ]
    hertz = "" if facts.stimulation_hz is None else _("%(hz)s Hz", hz=plain(facts.stimulation_hz))
    first = (
        ("1a", _("Style"), _listed(_word(STYLES, facts.style), facts.style_other)),
        ("1b", _("Reasoning"), facts.rationale or ""),
        ("1c", _("Varied from the plan"), _listed(_yes_no(facts.varied), facts.varied_note)),
        ("2a", _("Needles put in"), "" if facts.needle_count is None else str(facts.needle_count)),
        ("2b", _("Points"), show_points(facts.points)),
        ("2c", _("Depth"), facts.depth or ""),
        ("2d", _("De qi"), _word(SENSATIONS, facts.response)),
        ("2d", _("Muscle twitch"), _yes_no(facts.twitch)),
        ("2e", _("Stimulation"), _listed(_word(STIMULATIONS, facts.stimulation), hertz)),
        ("2f", _("Needles in for"), _minutes(facts.needle_minutes)),
        ("2g", _("Needle"), _listed(*needle)),
        ("2g", _("Single-use needles"), _yes_no(facts.single_use)),
    )
    last = (
        ("4a", _("Also given"), commas([ADJUNCTS[code] for code in facts.adjuncts])),
        ("4b", _("Setting"), facts.setting or ""),
        ("4b", _("Advice given"), facts.advice_given or ""),
        ("", _("Position"), _word(POSITIONS, facts.position)),
        ("", _("Note"), facts.note or ""),
    )
    before, after = ([Said(*line) for line in lines if line[2]] for lines in (first, last))
    return (*before, *course, *after)


def event_lines(event: AdverseEvent) -> tuple[str, ...]:
    """What was recorded of one adverse event after its name, in short phrases."""
    severity = "" if event.severity is None else _(STRENGTHS[event.severity])
    phrases = (
        _word(ONSETS, event.onset),
        severity,
        "" if event.lasted is None else _("Lasted: %(lasted)s", lasted=event.lasted),
        "" if event.action is None else _("What was done: %(action)s", action=event.action),
        "" if event.resolved is None else _("Over") if event.resolved else _("Not over yet"),
        "" if event.serious is None else _("Serious") if event.serious else _("Not serious"),
        "" if event.related is None else _(FROM_TREATMENT[event.related]),
    )
    return tuple(phrase for phrase in phrases if phrase)


def _word(words: Labels, code: str | None) -> str:
    return "" if code is None else words[code]


def _yes_no(value: bool | None) -> str:  # noqa: FBT001
    return "" if value is None else _("Yes") if value else _("No")


def _listed(*parts: str | None) -> str:
    return commas([part for part in parts if part])


def _minutes(value: int | None) -> str:
    return "" if value is None else _("%(minutes)s min", minutes=value)
