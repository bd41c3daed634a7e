"""The shapes that resources share: entries of the bundle, observations, who entered what when, and listed fields."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import Any, Final

from tracker.domain.values.rounding import two_decimals
from tracker.fields.field import Field, Kind
from tracker.files.cells import Converters
from tracker.files.columns import File
from tracker.files.fhir.codes import PAIN_SCORE, SURVEY, concept, extension, of_hl7, score
from tracker.files.fhir.ids import derived, identifier, reference, url_of
from tracker.files.fhir.json_parts import ABSENT, TRUTH, Json, fixed, many, obj, text, whole
from tracker.files.rows import Piece
from tracker.wording import fhir as words
from tracker.wording.language import _

FINAL: Final = fixed("final")
AMOUNT_PLACES: Final = 3
# The list that the codes of a field are from.
LIST_OF: Final[Mapping[str, str]] = {
    "farthest_point": "pain-felt",
    "regions": "pain-felt",
    "qualities": "quality",
    "warning_signs": "warning-sign",
    "doubts": "doubt",
    "response": "sensation",
    "adjuncts": "adjunct",
}


@dataclass(slots=True)
class Record:
    """Whose record a bundle is made of, and what of it other resources refer to.

    `patient_id` is the id as text; `episodes` are the days and the id of each episode written so far.
    """

    patient_id: str
    zone: tzinfo
    episodes: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def patient(self) -> Json:
        return reference(self.patient_id)

    def condition(self, day: str) -> Json:
        """The episode that a day falls into, where it is plain which: by its days, or as there is no other."""
        found = [which for begun, ended, which in self.episodes if begun <= day <= ended]
        found = found or [which for _begun, _ended, which in self.episodes]
        return reference(found[0]) if len(found) == 1 else ABSENT


def rows_of(file: File, piece: Piece) -> Iterator[dict[str, Any]]:
    """The rows of a piece by the names of their slots."""
    names = file.slots
    for held in piece.rows:
        yield dict(zip(names, held, strict=False))


def resource(kind: str, resource_id: str, **members: Json) -> Json:
    """One entry of the bundle."""
    held = obj(resourceType=f'"{kind}"', id=f'"{resource_id}"', **members)
    return f'{{"fullUrl":"{url_of(resource_id)}","resource":{held}}}'


def known_as(resource_id: str) -> Json:
    """The list of identifiers, where FHIR asks for a list."""
    return f"[{identifier(resource_id)}]"


def observation(record: Record, resource_id: str, code: Json, when: Json, **members: Json) -> Json:
    """Something that was observed on a day or at a moment (`when`), as it is recorded in a survey."""
    return resource(
        "Observation",
        resource_id,
        identifier=known_as(resource_id),
        status=FINAL,
        category=members.pop("category", SURVEY),
        code=code,
        subject=record.patient,
        effectiveDateTime=when,
        **members,
    )


def measured(name: str) -> Json:
    """What was measured, by our own code."""
    return concept("measured", name, words.MEASURED[name])


def pain(site: str) -> Json:
    """The code of a pain score; which pain it is says our own code, and the site of the body beside it."""
    return concept("measured", f"{site}-pain", words.MEASURED[f"{site}-pain"], PAIN_SCORE)


def site(name: str, side: str | None = None) -> Json:
    """A site of the body, with the side where it is recorded."""
    found = concept("site", name, words.SITES[name])
    return found if side is None else with_side(found, listed("side", side))


def with_side(found: Json, side: Json) -> Json:
    """A site with the extension that says its side."""
    return f'{{"extension":[{extension("side", valueCodeableConcept=side)}],{found[1:]}'


def method(name: str) -> Json:
    return concept("method", name, words.METHODS[name])


def listed(name: str, code: str | None) -> Json:
    """A code of one of our lists; what the list does not know is said as it stands."""
    if code is None:
        return ABSENT
    known = words.LISTS[name]
    return concept(name, code, known.get(code, code))


def codes_of(value: str | Iterable[str] | None) -> Sequence[str]:
    """Codes as they are stored, or as a driver hands them over: joined by blanks."""
    return value.split(" ") if isinstance(value, str) and value else tuple(value or ())


def note(value: str | None) -> Json:
    """A person's note, where FHIR takes notes."""
    said = text(value)
    return f'[{{"text":{said}}}]' if said else ABSENT


def provenance(
    record: Record,
    row_id: str,
    targets: Iterable[str],
    recorded: Json,
    activity: str = "entered",
    by: str | None = None,
    source: str | None = None,
    **members: Json,
) -> Json:
    """When something was entered, by whom, and whether it was later than on its day; `by` is who else it was.

    `source` is the app that it was imported from, which then stands in place of how it was entered.
    """
    activity = activity if source is None else "imported"
    who = record.patient if by is None else obj(display=text(by))
    return resource(
        "Provenance",
        derived(row_id, "provenance"),
        target=many(map(reference, targets)),
        recorded=recorded,
        activity=concept("provenance", activity, words.ACTIVITIES[activity]),
        agent=many([obj(type=of_hl7("provenance-participant-type", "enterer", words.SAID["enterer"]), who=who)]),
        entity=_from_app(source),
        **members,
    )


def _from_app(source: str | None) -> Json:
    if source is None:
        return ABSENT
    app = words.LISTS["import-source"].get(source, source)
    return f'[{{"role":"source","what":{obj(display=text(app))}}}]'


def values(column: Field, write: Converters, found: Sequence[Any]) -> Iterator[dict[str, Json]]:
    """What a field holds as members `value...`: none, one, or one for each code of a list."""
    first = found[0]
    if first is None:
        return
    kind = column.kind
    if kind in {Kind.CODE, Kind.CODES}:
        for code in codes_of(first):
            name = LIST_OF.get(column.name, column.name.replace("_", "-"))
            yield {"valueCodeableConcept": listed(name, code)}
    elif kind in {Kind.WHOLE, Kind.MINUTES, Kind.SCORE}:
        yield {"valueInteger": whole(first)}
    elif kind is Kind.DECIMAL:
        yield {"valueQuantity": obj(value=decimal(column, first))}
    elif kind is Kind.YES_NO:
        yield {"valueBoolean": TRUTH[first]}
    elif kind is Kind.DAY:
        yield {"valueDateTime": fixed(write.day(first))}
    elif text(first):
        yield {"valueString": text(first)}


def decimal(column: Field, value: Any) -> Json:
    """A decimal number with its digits: two, or as many as say something."""
    return plain(value) if column.places == AMOUNT_PLACES else two_decimals(value)


def plain(value: Any) -> Json:
    """Up to three decimals, without zeros that say nothing."""
    if value is None:
        return ABSENT
    digits = f"{value:.3f}".rstrip("0")
    return digits.removesuffix(".")


def components(columns: Iterable[Field], write: Converters, row: Mapping[str, Any], **worked_out: Any) -> Json:
    """Fields as the components of an observation, each with its meaning; some values are `worked_out`."""
    return many(
        obj(code=concept("field", column.name.replace("_", "-"), _(column.meaning)), **value)
        for column in columns
        for value in values(
            column,
            write,
            [worked_out[column.name]] if column.name in worked_out else [row[name] for name in column.stored],
        )
    )


def score_of(value: Any) -> Json:
    return score(whole(value))


def last_day(day: str | None) -> str:
    """The end of something, or the end of days where it goes on."""
    return day or date.max.isoformat()
