"""The practitioner's record of one session: what it holds, its checks, and the words it is read in.

Its items are those of STRICTA 2010 (MacPherson, PLoS Med 7:e1000261), a checklist for reports of acupuncture; it has no
item for adverse events, so these are added beside it. Every item may be left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from tracker.domain.errors import Invalid, Problems
from tracker.domain.limits import ADVERSE_EVENTS_MOST
from tracker.domain.points.points import Location, show_points
from tracker.domain.values.numbers import plain
from tracker.domain.vocabularies import (
    ADJUNCTS,
    ONSETS,
    POSITIONS,
    RELATED,
    SENSATIONS,
    SERIOUS_SIDE_EFFECTS,
    SEVERITIES,
    SIDE_EFFECTS,
    STIMULATIONS,
    STYLES,
    Words,
)

DE_QI: Final = "De qi is the ache, heaviness or tingle that a needle can bring."
GRADES: Final = (
    "How strong says how it felt. Serious says what it led to: a stay in hospital, lasting harm, or danger to life."
)
NOTHING: Final = "Please fill in at least one thing."
ABOVE_ZERO: Final = "Please give more than 0, or leave it empty."
NOT_ELECTRICAL: Final = "Hertz belong to electrical stimulation. Choose that, or leave this empty."
NO_ITEM: Final = "please choose what it was."
# Repeated from one session to the next; what happened in one of them and why never is.
CARRIED_OVER: Final = (
    *("style", "style_other", "needle_count", "points", "stimulation", "needle_minutes", "needle_gauge_mm"),
    *("needle_length_mm", "needle_brand", "position"),
)
_CODED: Final[Mapping[str, Words]] = MappingProxyType(
    {"item": SIDE_EFFECTS, "onset": ONSETS, "severity": SEVERITIES, "related": RELATED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEvent:
    """One side effect as the practitioner saw it; all but its item may be None, which is "not recorded".

    `item`, `onset`, `severity` and `related` are codes, `lasted` and `action` free lines, `serious` means hospital,
    lasting harm or danger to life. Raises `Invalid` for a code that is not known.
    Source: the kinds of event in Baeumler 2021, doi 10.1136/bmjopen-2020-045961; seriousness as in ICH E2A.
    """

    item: str
    onset: str | None = None
    severity: str | None = None
    lasted: str | None = None
    action: str | None = None
    resolved: bool | None = None
    serious: bool | None = None
    related: str | None = None

    def __post_init__(self) -> None:
        """Refuse codes that no vocabulary holds."""
        for name, known in _CODED.items():
            code = getattr(self, name)
            if code not in known and (code is not None or name == "item"):
                raise Invalid(f"“{code}” is not one of the answers given.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """What a practitioner recorded of one session, by the items of STRICTA 2010; None or empty is "not recorded".

    Millimetres and hertz are decimals above 0, `needle_minutes` whole minutes, `response` the strength of de qi.
    `adverse_events` is None where nothing was said of them and empty where the practitioner saw none.
    """

    style: str | None = None
    style_other: str | None = None
    rationale: str | None = None
    varied: bool | None = None
    varied_note: str | None = None
    needle_count: int | None = None
    points: tuple[Location, ...] = ()
    depth: str | None = None
    response: str | None = None
    twitch: bool | None = None
    stimulation: str | None = None
    stimulation_hz: Decimal | None = None
    needle_minutes: int | None = None
    needle_gauge_mm: Decimal | None = None
    needle_length_mm: Decimal | None = None
    needle_brand: str | None = None
    single_use: bool | None = None
    adjuncts: tuple[str, ...] = ()
    setting: str | None = None
    advice_given: str | None = None
    position: str | None = None
    adverse_events: tuple[AdverseEvent, ...] | None = None
    note: str | None = None


def check_record(facts: RecordFacts) -> RecordFacts:
    """The facts themselves when they can stand as one record; `Problems` by field otherwise.

    At least one thing is given, sizes of needles and hertz are above 0, hertz need electrical stimulation, and no
    adverse event stands twice. Nothing is ever refused for a caution. Source: STRICTA 2010 has no item that must be
    filled in outside a trial.
    """
    problems: dict[str, str] = {}
    if facts == RecordFacts():
        problems["record"] = NOTHING
    for name in ("needle_gauge_mm", "needle_length_mm", "stimulation_hz"):
        if getattr(facts, name) == 0:
            problems[name] = ABOVE_ZERO
    if facts.stimulation_hz is not None and facts.stimulation != "electrical":
        problems["stimulation_hz"] = NOT_ELECTRICAL
    items = [event.item for event in facts.adverse_events or ()]
    twice = [SIDE_EFFECTS[item] for item in SIDE_EFFECTS if items.count(item) > 1]
    if twice:
        problems["adverse_events"] = f"“{twice[0]}” stands twice. Please put it in one row."
    elif len(items) > ADVERSE_EVENTS_MOST:
        problems["adverse_events"] = f"Please give at most {ADVERSE_EVENTS_MOST} side effects."
    if problems:
        raise Problems(problems)
    return facts


def carried_over(last: RecordFacts | None) -> RecordFacts:
    """What a new record is filled with from the last one: the points, the needles and how they were used.

    Never what happened, what was seen, or why; nothing where there is no last one. Source: our own choice.
    """
    if last is None:
        return RecordFacts()
    return RecordFacts(**{name: getattr(last, name) for name in CARRIED_OVER})


def write_events(events: Iterable[AdverseEvent] | None) -> list[dict[str, Any]] | None:
    """The events as plain values, without what was not recorded; None stays None ("nothing was said")."""
    if events is None:
        return None
    return [{name: value for name, value in asdict(event).items() if value is not None} for event in events]


def read_events(values: Sequence[Mapping[str, Any]] | None) -> tuple[AdverseEvent, ...] | None:
    """The inverse of `write_events`; `Invalid` for what it did not write."""
    if values is None:
        return None
    known = {field.name for field in fields(AdverseEvent)}
    if any("item" not in value or not set(value) <= known for value in values):
        raise Invalid("This does not read as a list of side effects.")
    return tuple(AdverseEvent(**value) for value in values)


def needs_care(events: Iterable[AdverseEvent] | None) -> bool:
    """Whether one of the events is serious, said to be or by its nature, and is not known to be over.

    Source: serious by nature are the kinds of harm in case reports, such as pneumothorax, infection and nerve injury
    (Xu 2013, PMC3616356).
    """
    return any(
        (event.serious is True or event.item in SERIOUS_SIDE_EFFECTS) and event.resolved is not True
        for event in events or ()
    )


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
    place = f"Session {number} of {planned}" if number is not None and planned is not None else ""
    often = _listed("" if per_week is None else f"{per_week} a week", "" if minutes is None else f"{minutes} min")
    said = (("3a", "Course", place), ("3b", "How often, how long", often))
    return tuple(Said(item, label, text) for item, label, text in said if text)


def record_lines(facts: RecordFacts, course: Sequence[Said] = ()) -> tuple[Said, ...]:
    """The record line by line in the order of STRICTA 2010, without what was not recorded and adverse events.

    `course` are the lines of `course_lines`, in their place. 5 is the practitioner's own profile; 6 is about
    comparisons in a trial and has no line. Source: STRICTA 2010, table 1.
    """
    needle = [
        f"{plain(facts.needle_gauge_mm)} mm thick" if facts.needle_gauge_mm is not None else "",
        f"{plain(facts.needle_length_mm)} mm long" if facts.needle_length_mm is not None else "",
        facts.needle_brand or "",
    ]
    hertz = "" if facts.stimulation_hz is None else f"{plain(facts.stimulation_hz)} Hz"
    first = (
        ("1a", "Style", _listed(_word(STYLES, facts.style), facts.style_other)),
        ("1b", "Reasoning", facts.rationale or ""),
        ("1c", "Varied from the plan", _listed(_yes_no(facts.varied), facts.varied_note)),
        ("2a", "Needles put in", "" if facts.needle_count is None else str(facts.needle_count)),
        ("2b", "Points", show_points(facts.points)),
        ("2c", "Depth", facts.depth or ""),
        ("2d", "De qi", _word(SENSATIONS, facts.response)),
        ("2d", "Muscle twitch", _yes_no(facts.twitch)),
        ("2e", "Stimulation", _listed(_word(STIMULATIONS, facts.stimulation), hertz)),
        ("2f", "Needles in for", "" if facts.needle_minutes is None else f"{facts.needle_minutes} min"),
        ("2g", "Needle", _listed(*needle)),
        ("2g", "Single-use needles", _yes_no(facts.single_use)),
    )
    last = (
        ("4a", "Also given", ", ".join(ADJUNCTS[code] for code in facts.adjuncts)),
        ("4b", "Setting", facts.setting or ""),
        ("4b", "Advice given", facts.advice_given or ""),
        ("", "Position", _word(POSITIONS, facts.position)),
        ("", "Note", facts.note or ""),
    )
    before, after = ([Said(*line) for line in lines if line[2]] for lines in (first, last))
    return (*before, *course, *after)


def event_lines(event: AdverseEvent) -> tuple[str, ...]:
    """What was recorded of one adverse event after its name, in short phrases."""
    severity = "" if event.severity is None else f"{SEVERITIES[event.severity]} in strength"
    phrases = (
        _word(ONSETS, event.onset),
        severity,
        "" if event.lasted is None else f"Lasted: {event.lasted}",
        "" if event.action is None else f"What was done: {event.action}",
        {True: "Over", False: "Not over yet"}.get(event.resolved, ""),  # type: ignore[arg-type]
        {True: "Serious", False: "Not serious"}.get(event.serious, ""),  # type: ignore[arg-type]
        "" if event.related is None else f"From the treatment, in their view: {RELATED[event.related].lower()}",
    )
    return tuple(phrase for phrase in phrases if phrase)


def _word(words: Words, code: str | None) -> str:
    return "" if code is None else words[code]


def _yes_no(value: bool | None) -> str:  # noqa: FBT001
    return "" if value is None else "Yes" if value else "No"


def _listed(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
