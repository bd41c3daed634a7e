"""MediKeep, a record of one's health: JSON with occurrences of symptoms. Its CSV has none, and is refused."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tracker.domain.errors import Fault
from tracker.importers import meanings, places, shapes, times
from tracker.importers.asking import Asking
from tracker.importers.contract import Here, Item, LeftOut, Place, Score, When
from tracker.importers.meanings import Meaning
from tracker.importers.opening import Opened, Part, Unreadable
from tracker.wording import readings

CODE: Final = "medikeep"
ONE_PER_INSTANT: Final = True
KEYS: Final = ('"export_metadata"', '"scope"')
COMMENT: Final = "# "
COUNTED: Final = "occurrence(s) recorded"
TOLD: Final[Mapping[str, str]] = {
    "time_of_day": "",
    "location": "",
    "duration": "duration",
    "impact_level": "impact",
    "triggers": "triggers",
    "relief_methods": "relief",
    "associated_symptoms": "also",
    "resolution_notes": "resolved",
}


def recognise(file: Opened) -> bool:
    """JSON with its metadata, or its table with occurrences counted."""
    return any(_is_json(part) or _is_table(part) for part in file.parts)


def read(file: Opened, asking: Asking, here: Here) -> Iterator[Item]:
    """Occurrences as daily entries, those of one day as one."""
    for part in file.parts:
        if _is_json(part):
            yield from _symptoms(part, asking)
        elif _is_table(part):
            raise Unreadable(Fault("import_no_occurrences"), member=part.name or None)


def _is_json(part: Part) -> bool:
    return part.looks_like_json and all(key in part.head for key in KEYS)


def _is_table(part: Part) -> bool:
    return part.head.startswith(COMMENT) and COUNTED in part.head


def _symptoms(part: Part, asking: Asking) -> Iterator[Item]:
    number = 0
    for symptom in shapes.mappings(shapes.mapping(part.json()).get("symptoms")):
        name = shapes.text(symptom.get("symptom_name"))
        for occurrence in shapes.mappings(symptom.get("occurrences")):
            number += 1
            place = Place(number, part.name or None)
            written = shapes.text(occurrence.get("occurrence_date"))
            day = times.iso_day(written)
            if day is None:
                yield LeftOut(place, Fault("import_no_day"), written or name, refused=True)
            else:
                yield _occurrence(place, When(day), name, occurrence, asking)


def _occurrence(place: Place, when: When, name: str, row: Mapping[str, Any], asking: Asking) -> Item:
    level, severity = shapes.text(row.get("pain_scale")), shapes.text(row.get("severity"))
    example = ": ".join(filter(None, (name, level or severity)))
    strength = meanings.rated(level) if level else None
    if level and strength is None:
        return LeftOut(place, Fault("import_out_of_range"), level, refused=True)
    location = shapes.text(row.get("location"))
    sites = _sites(name, location, asking, of_pain=strength is not None, example=example)
    numb = meanings.meaning(name) is Meaning.NUMB
    if not sites and not numb:
        return LeftOut(place, Fault("import_not_leg_or_back"), example)
    score = meanings.word_strength(severity, asking) if strength is None else strength.score
    if score is None:
        known = severity.casefold() in meanings.STRENGTH_WORDS
        return LeftOut(place, Fault("import_words" if known else "import_no_strength"), example, refused=not known)
    told = ", ".join(filter(None, (level, severity)))
    region = places.region(location)
    return Score(
        place=place,
        when=when,
        words=(shapes.text(row.get("notes")),),
        said=(f"{name}: {told}", *_told(row), *places.one_number(sites)),
        leg=score if "leg" in sites else None,
        back=score if "back" in sites else None,
        numbness=score if numb else None,
        side=places.side((name, location)) if "leg" in sites else None,
        regions=(region,) if region and sites else (),
        from_words=strength is None,
    )


def _sites(name: str, location: str, asking: Asking, *, of_pain: bool, example: str) -> tuple[str, ...]:
    """Of "leg" and "back" what the symptom names, else where it was; only a pain, or what has a score of pain."""
    found = meanings.meaning(name, of_pain=of_pain)
    if found in (Meaning.LEG, Meaning.BACK):
        return (str(found),)
    if found is Meaning.OTHER_PAIN and location:
        where = meanings.meaning(location, of_pain=True)
        if where in (Meaning.LEG, Meaning.BACK):
            return (str(where),)
    return () if found is Meaning.NUMB else meanings.symptom_sites(name, asking, example)


def _told(row: Mapping[str, Any]) -> tuple[str, ...]:
    found = ((what, ", ".join(shapes.texts(row.get(key))) or shapes.text(row.get(key))) for key, what in TOLD.items())
    return tuple(readings.told(what, text) if what else text for what, text in found if text)
