"""Writes a record as one collection bundle of FHIR R4, piece by piece: only the piece at hand is in memory.

Source: FHIR R4 (4.0.1), bundle.html; invariants bdl-1 to bdl-12.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import chain, islice
from typing import Final

from tracker.files import contract
from tracker.files.cells import utc_moment
from tracker.files.fhir import courses, entries, records, sessions
from tracker.files.fhir.ids import derived, identifier
from tracker.files.fhir.json_parts import Json, fixed, many, obj, text
from tracker.files.fhir.licensed import with_licensed
from tracker.files.fhir.resources import Record, known_as, resource
from tracker.files.rows import Piece

Maker = Callable[[Record, Piece], Iterator[Json]]
CHUNK: Final = 200
TAIL: Final = b"\n]}\n"
# Which resources are made of the rows of which file, in the order of the bundle: what is referred to comes first.
MADE_OF: Final[Mapping[str, Maker]] = {
    contract.EPISODE.name: records.episodes,
    contract.CAUTION_ROWS.name: records.cautions,
    contract.COURSES.name: courses.courses,
    contract.WEEKLY.name: courses.weeks,
    contract.STARTING_WEEKS.name: courses.starting_weeks,
    contract.PLAN_CHANGES.name: courses.plan_changes,
    contract.REVIEWS.name: courses.reviews,
    contract.SESSIONS.name: sessions.sessions,
    contract.SESSION_RECORDS.name: sessions.session_records,
    contract.ENTRIES.name: entries.entries,
    contract.MEDICATION.name: records.doses,
    contract.CHANGES.name: records.life_events,
    contract.TAGS.name: records.tags,
    contract.DAY_CONTEXT.name: records.day_context,
    contract.DETAILS.name: courses.details,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose record a bundle is of: their id, the name they are known by here; and what the bundle says of itself.

    `snomed_licensed` is whether it may hold codes of SNOMED CT outside of its free set.
    """

    patient_id: str
    name: str
    zone: tzinfo
    said: tuple[str, ...]
    made: datetime
    snomed_licensed: bool = False


def bundle_bytes(whose: Whose, rows: Callable[[str], Iterable[Piece]]) -> Iterator[bytes]:
    """The bundle in chunks; `rows` gives the pieces of a file by its name."""
    yield head(whose).encode()
    made, comma = chain(opening(whose), content(whose, rows)), ""
    while some := list(islice(made, CHUNK)):
        yield (comma + "\n" + ",\n".join(some)).encode()
        comma = ","
    yield TAIL


def head(whose: Whose, part: str = "bundle") -> str:
    """A bundle up to its first entry; `part` tells the bundles of one record apart."""
    bundle_id = derived(whose.patient_id, part)
    named = {"resourceType": "Bundle", "id": bundle_id}
    kind = {"type": "collection", "timestamp": utc_moment(whose.made)}
    return f'{fixed(named)[:-1]},"identifier":{identifier(bundle_id)},{fixed(kind)[1:-1]},"entry":['


def opening(whose: Whose) -> Iterator[Json]:
    """The entries that every bundle begins with: whose record it is, and what it says of itself."""
    yield person(whose)
    notice = obj(severity=fixed("information"), code=fixed("informational"), diagnostics=text("\n".join(whose.said)))
    yield resource("OperationOutcome", derived(whose.patient_id, "notice"), issue=many([notice]))


def person(whose: Whose) -> Json:
    """The entry of the person themselves."""
    return resource(
        "Patient",
        whose.patient_id,
        identifier=known_as(whose.patient_id),
        name=many([obj(text=text(whose.name))]),
    )


def content(whose: Whose, rows: Callable[[str], Iterable[Piece]]) -> Iterator[Json]:
    """The entries of what was recorded."""
    made = _recorded(whose, rows)
    yield from map(with_licensed, made) if whose.snomed_licensed else made


def _recorded(whose: Whose, rows: Callable[[str], Iterable[Piece]]) -> Iterator[Json]:
    record = Record(whose.patient_id, whose.zone)
    for name, make in MADE_OF.items():
        yield from chain.from_iterable(make(record, piece) for piece in rows(name))
    activities = records.Activities(record)
    for piece in rows(contract.FUNCTION.name):
        activities.add(piece)
    yield from activities.resources()
