"""The practitioner's record of one session: what it holds, its checks, and the words it is read in.

Its items are those of STRICTA 2010 (MacPherson, PLoS Med 7:e1000261), a checklist for reports of acupuncture; it has no
item for adverse events, so these are added beside it. Every item may be left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from tracker.domain.errors import Fault, Invalid, Problems
from tracker.domain.limits import ADVERSE_EVENTS_MOST
from tracker.domain.points.points import Location
from tracker.domain.vocabularies import ONSETS, RELATED, SERIOUS_SIDE_EFFECTS, SEVERITIES, SIDE_EFFECTS, Codes

NOTHING: Final = Fault("nothing_recorded")
ABOVE_ZERO: Final = Fault("above_zero")
NOT_ELECTRICAL: Final = Fault("not_electrical")
# Repeated from one session to the next; what happened in one of them and why never is.
CARRIED_OVER: Final = (
    *("style", "style_other", "needle_count", "points", "stimulation", "needle_minutes", "needle_gauge_mm"),
    *("needle_length_mm", "needle_brand", "position"),
)
_CODED: Final[Mapping[str, Codes]] = MappingProxyType(
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
                raise Invalid(Fault("no_answer", code=code))


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecordFacts:
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


def check_record(facts: SessionRecordFacts) -> SessionRecordFacts:
    """The facts themselves when they can stand as one record; `Problems` by field otherwise.

    At least one thing is given, sizes of needles and hertz are above 0, hertz need electrical stimulation, no adverse
    event stands twice. Nothing is ever refused for a caution. Source: STRICTA 2010 asks for no item outside a trial.
    """
    problems: dict[str, Fault] = {}
    if facts == SessionRecordFacts():
        problems["record"] = NOTHING
    for name in ("needle_gauge_mm", "needle_length_mm", "stimulation_hz"):
        if getattr(facts, name) == 0:
            problems[name] = ABOVE_ZERO
    if facts.stimulation_hz is not None and facts.stimulation != "electrical":
        problems["stimulation_hz"] = NOT_ELECTRICAL
    items = [event.item for event in facts.adverse_events or ()]
    twice = [item for item in SIDE_EFFECTS if items.count(item) > 1]
    if twice:
        problems["adverse_events"] = Fault("effect_twice", item=twice[0])
    elif len(items) > ADVERSE_EVENTS_MOST:
        problems["adverse_events"] = Fault("too_many_effects", most=ADVERSE_EVENTS_MOST)
    if problems:
        raise Problems(problems)
    return facts


def carried_over(last: SessionRecordFacts | None) -> SessionRecordFacts:
    """What a new record is filled with from the last one: the points, the needles and how they were used.

    Never what happened, what was seen, or why; nothing where there is no last one.
    """
    if last is None:
        return SessionRecordFacts()
    return SessionRecordFacts(**{name: getattr(last, name) for name in CARRIED_OVER})


def needs_care(events: Iterable[AdverseEvent] | None) -> bool:
    """Whether one of the events is serious, said to be or by its nature, and is not known to be over.

    Source: serious by nature are harms of case reports, such as pneumothorax and infection (Xu 2013, PMC3616356).
    """
    return any(
        (event.serious is True or event.item in SERIOUS_SIDE_EFFECTS) and event.resolved is not True
        for event in events or ()
    )
