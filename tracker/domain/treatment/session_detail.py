"""What is said of a treatment itself: nothing is said of one that did not take place, and nothing that nobody saw.

A form never fills it in. It offers what was done last time in words, and one explicit tap takes what these words say.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from tracker.domain.course.counting import ATTENDED
from tracker.domain.errors import Problems
from tracker.domain.points.points import show_points
from tracker.domain.treatment.sessions import SessionFacts, write_exercises
from tracker.domain.vocabularies import REGIONS, STIMULATIONS, ZONES

# Each with the word that names it; in the order of the form.
DETAIL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "leg_before": "leg pain before",
        "leg_after": "leg pain after",
        "back_before": "back pain before",
        "back_after": "back pain after",
        "helped": "whether it helped",
        "minutes": "how long it took",
        "distance_m": "how far",
        "exercises": "exercises",
        "regions": "where on the body",
        "zones": "where the needles went",
        "points": "points",
        "needle_count": "how many needles",
        "needle_minutes": "how long they were in",
        "stimulation": "stimulation",
        "sensation": "the ache from the needles",
        "side_effects": "side effects",
    }
)
# What may be the same from one time to the next: never how it felt, and never what it did.
REPEATED: Final = (
    *(
        "other_name",
        "minutes",
        "distance_m",
        "exercises",
        "regions",
        "zones",
        "points",
        "needle_count",
        "needle_minutes",
    ),
    "stimulation",
)
NOT_HELD: Final[Mapping[str, str]] = MappingProxyType(
    {"planned": "A session to come holds nothing of a treatment yet", "missed": "A missed session holds no treatment"}
)
METRES_PER_KM: Final = 1000
EMPTY: Final = (None, ())


def detail_of(facts: SessionFacts) -> tuple[str, ...]:
    """The names of what is said of the treatment itself, in the order of the form; a score of 0 is said."""
    return tuple(name for name in DETAIL if getattr(facts, name) not in EMPTY)


def without_detail(facts: SessionFacts) -> SessionFacts:
    """The same session with nothing said of the treatment: kind, status, time, people, course, cost and note stay."""
    bare = SessionFacts(kind=facts.kind, status=facts.status, started_at=facts.started_at)
    return replace(facts, **{name: getattr(bare, name) for name in DETAIL})


def check_took_place(facts: SessionFacts, before: SessionFacts | None = None) -> None:
    """`Problems` where a planned or missed session says something of a treatment.

    What such a session held `before` may stay as it is: nothing of a record changes by itself. What is left as it was
    while an attended session becomes a missed one may not. Source: our own rule; what nobody did is no record.
    """
    if facts.status == ATTENDED:
        return
    kept = before if before is not None and before.status != ATTENDED else None
    new = [name for name in detail_of(facts) if kept is None or getattr(kept, name) != getattr(facts, name)]
    if new:
        named = ", ".join(DETAIL[name] for name in new)
        why = f"{NOT_HELD[facts.status]}. Filled in here: {named}."
        raise Problems({"without": f"{why} Leave that out, or choose “Attended”."})


def may_be_repeated(last: SessionFacts) -> bool:
    """Whether the session holds anything that may be the same next time."""
    return any(getattr(last, name) not in EMPTY for name in REPEATED)


def as_last_time(facts: SessionFacts, last: SessionFacts) -> SessionFacts:
    """The facts with what was done `last` time wherever they say nothing themselves; of the same kind."""
    taken = {name: getattr(last, name) for name in REPEATED if getattr(facts, name) in EMPTY}
    return replace(facts, **taken)


def last_time_words(last: SessionFacts) -> str:
    """All that `as_last_time` takes, in words: 45 min; low back, calf; BL40 left; 9 needles, in for 30 min; by hand.

    Blank where there is nothing to take. Minutes are whole minutes, distances metres.
    """
    needles = [
        "" if last.needle_count is None else f"{last.needle_count} needle{'' if last.needle_count == 1 else 's'}",
        "" if last.needle_minutes is None else f"in for {last.needle_minutes} min",
    ]
    parts = (
        last.other_name or "",
        "" if last.minutes is None else f"{last.minutes} min",
        "" if last.distance_m is None else _distance(last.distance_m),
        write_exercises(last.exercises),
        ", ".join(REGIONS[code].lower() for code in last.regions),
        ", ".join(ZONES[code].lower() for code in last.zones),
        show_points(last.points).replace("; ", ", "),
        ", ".join(filter(None, needles)),
        "" if last.stimulation is None else f"stimulation: {STIMULATIONS[last.stimulation].lower()}",
    )
    return "; ".join(filter(None, parts))


def _distance(metres: int) -> str:
    return f"{metres} m" if metres < METRES_PER_KM else f"{metres / METRES_PER_KM:g} km"
