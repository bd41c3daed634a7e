"""Pocket Symptom Tracker: a CSV file with a row for each thing, or JSON, which alone has the names of medicine."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tracker.domain.errors import Fault
from tracker.domain.limits import SCORE_HIGH
from tracker.importers import meanings, places, shapes, times
from tracker.importers.asking import Asking
from tracker.importers.contract import Dose, Here, Item, LeftOut, Place, Score, When
from tracker.importers.meanings import Meaning
from tracker.importers.opening import Opened, Part
from tracker.wording import readings

CODE: Final = "pocket_symptom_tracker"
ONE_PER_INSTANT: Final = True
COLUMNS: Final = ("type", "timestamp", "name", "details")
KEYS: Final = ('"symptomInstances"', '"medicationEvents"')
SEVERITY: Final = re.compile(r"severity: ([^,]*)")
LOCATION: Final = re.compile(r"severity: [^,]*, location: ([^,]*)")
NOTES: Final = ", notes: "
SYMPTOM: Final = "symptom"
MAPPED: Final = "body-map-location"
MEDICATION: Final = "medication"
SKIPPED: Final = "skipped"


def recognise(file: Opened) -> bool:
    """A table with its columns, or JSON with its lists."""
    return bool(file.tables(*COLUMNS)) or any(_is_json(part) for part in file.parts)


def read(file: Opened, asking: Asking, here: Here) -> Iterator[Item]:
    """Symptoms and marks on the body as moments, those of one instant as one; doses from JSON."""
    for part in file.tables(*COLUMNS):
        for line, row in part.table():
            yield _of_row(Place(line, part.name or None), row, asking, here)
    for part in file.parts:
        if _is_json(part):
            yield from _of_lists(part, shapes.mapping(part.json()), asking, here)


def _is_json(part: Part) -> bool:
    return part.looks_like_json and any(key in part.head for key in KEYS)


def _of_row(place: Place, row: Mapping[str, str], asking: Asking, here: Here) -> Item:
    kind, details = row["type"], row["details"]
    if kind == MEDICATION:
        why = "import_not_taken" if details == SKIPPED else "import_only_in_json"
        return LeftOut(place, Fault(why), details)
    if kind not in (SYMPTOM, MAPPED):
        return LeftOut(place, Fault("import_no_field"), f"{kind}: {row['name']}")
    when = times.iso_moment(row["timestamp"], here.zone)
    if when is None:
        return LeftOut(place, Fault("import_no_day"), row["timestamp"], refused=True)
    severity, location = SEVERITY.match(details), LOCATION.match(details)
    where = location[1] if location else ""
    name, where = (row["name"], where) if kind == SYMPTOM else ("", row["name"].partition(" - ")[0])
    notes = details.partition(NOTES)[2]
    return _score(place, when, (name, where, severity[1] if severity else "", notes), SCORE_HIGH, asking)


def _of_lists(part: Part, whole: Mapping[str, Any], asking: Asking, here: Here) -> Iterator[Item]:
    named = {shapes.text(row.get("id")): row for row in shapes.mappings(whole.get("medications"))}
    for number, row in enumerate(shapes.mappings(whole.get("medicationEvents")), start=1):
        place = Place(number, part.name or None, "medicationEvents")
        yield _dose(place, row, named.get(shapes.text(row.get("medicationId")), {}), here)
    for number, row in enumerate(shapes.mappings(whole.get("symptomInstances")), start=1):
        place = Place(number, part.name or None, "symptomInstances")
        told = (*(shapes.text(row.get(key)) for key in ("name", "location", "severity", "notes")),)
        top = shapes.whole(shapes.mapping(row.get("severityScale")).get("max"))
        yield _timed(place, row.get("timestamp"), told, top, asking, here)
    for number, row in enumerate(shapes.mappings(whole.get("bodyMapLocations")), start=1):
        place = Place(number, part.name or None, "bodyMapLocations")
        told = ("", *(shapes.text(row.get(key)) for key in ("bodyRegionId", "severity", "notes")))
        yield _timed(place, row.get("createdAt"), told, SCORE_HIGH, asking, here)


def _moment(value: Any, here: Here) -> When | None:
    """Of a text in ISO 8601, or of milliseconds since 1970."""
    milliseconds = shapes.whole(value)
    if milliseconds is not None:
        return times.from_epoch(milliseconds, here.zone)
    return times.iso_moment(shapes.text(value), here.zone)


def _timed(place: Place, moment: Any, told: tuple[str, ...], top: int | None, asking: Asking, here: Here) -> Item:
    when = _moment(moment, here)
    if when is None:
        return LeftOut(place, Fault("import_no_day"), shapes.text(moment) or " ".join(told).strip(), refused=True)
    return _score(place, when, told, top if top and top > 0 else SCORE_HIGH, asking)


def _score(place: Place, when: When, told: tuple[str, ...], top: int, asking: Asking) -> Item:
    """`told` are its name, its place, its severity and its notes."""
    name, where, severity, notes = told
    example = f"{name or where}: {severity}" if severity else name or where
    if not severity:
        return LeftOut(place, Fault("import_no_score"), notes or example)
    strength = meanings.rated(severity, top)
    if strength is None:
        return LeftOut(place, Fault("import_out_of_range"), severity, refused=True)
    said = (readings.out_of(example, top) if strength.changed else example,)
    if name and meanings.meaning(name) is Meaning.NUMB:
        return Score(place=place, when=when, words=(notes,), said=said, numbness=strength.score)
    sites = _sites(name, where, asking, example)
    if not sites:
        return LeftOut(place, Fault("import_not_leg_or_back"), example)
    region = places.region(where)
    return Score(
        place=place,
        when=when,
        words=(notes,),
        said=(*said, *places.one_number(sites)),
        leg=strength.score if "leg" in sites else None,
        back=strength.score if "back" in sites else None,
        side=places.side((name, where)) if "leg" in sites else None,
        regions=(region,) if region else (),
    )


def _sites(name: str, where: str, asking: Asking, example: str) -> tuple[str, ...]:
    """A mark on the body counts by its place; a symptom by its name, or by its place where the name is of any pain."""
    if not name:
        return places.located((where,), asking, example).sites
    if meanings.meaning(name) is Meaning.OTHER_PAIN and where:
        found = places.located((where,), Asking()).sites
        if found:
            return found
    return meanings.symptom_sites(name, asking, example)


def _dose(place: Place, row: Mapping[str, Any], medicine: Mapping[str, Any], here: Here) -> Item:
    name, dosage = shapes.text(medicine.get("name")), shapes.text(row.get("dosage"))
    if row.get("taken") is not True:
        return LeftOut(place, Fault("import_not_taken"), name or dosage)
    when = _moment(row.get("timestamp"), here)
    if when is None:
        return LeftOut(place, Fault("import_no_day"), shapes.text(row.get("timestamp")), refused=True)
    if not name:
        return LeftOut(place, Fault("import_no_medicine"), dosage)
    found = meanings.amount(dosage)
    notes = shapes.text(row.get("notes"))
    if found is None:
        return Dose(place=place, when=when, name=name, words=(notes,), said=(dosage,))
    said = () if f"{found[0]} {found[1]}" == dosage else (dosage,)
    return Dose(place=place, when=when, name=name, amount=found[0], unit=found[1], words=(notes,), said=said)
