"""SecUSo Pain Diary for Android: a backup in JSON with one entry a day, alone or in an archive beside other apps."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from types import MappingProxyType
from typing import Any, Final

from tracker.domain import vocabularies
from tracker.domain.errors import Fault
from tracker.importers import meanings, places, shapes, times
from tracker.importers.asking import Asking
from tracker.importers.contract import Dose, Here, Item, LeftOut, Place, Score, When
from tracker.importers.opening import Opened, Part, Unreadable, read_json
from tracker.wording import readings

CODE: Final = "secuso_pain_diary"
ONE_PER_INSTANT: Final = False
PACKAGE: Final = "org.secuso.privacyfriendlypaindiary"
ENCRYPTED: Final = re.compile(r"\s*-----BEGIN PGP\b")
TABLE: Final = re.compile(r'\\?"paindescriptions\\?"')
BACK: Final = (22, 23)
# Even numbers are on the left, odd ones on the right; of knees and feet the diary does not say which region of ours.
LEG: Final[Mapping[int, str | None]] = MappingProxyType(
    {
        number + side: region
        for number, region in {
            4: "thigh_front",
            6: None,
            8: "shin",
            10: "foot_top",
            24: "buttock",
            26: "thigh_back",
            28: "knee_back",
            30: "calf",
            32: None,
        }.items()
        for side in (0, 1)
    }
)
SIDES: Final = ("left", "right")
TIMES: Final[Mapping[str, time]] = MappingProxyType(
    {"morning": time(8), "noon": time(12), "evening": time(18), "night": time(22)}
)


@dataclass(frozen=True)
class _Diary:
    """The tables of one backup; rows without an id of their own are found by none."""

    entries: Sequence[Mapping[str, Any]]
    descriptions: Mapping[Any, Mapping[str, Any]]
    drugs: Mapping[Any, Mapping[str, Any]]
    intakes: Mapping[Any, Sequence[Mapping[str, Any]]]


def recognise(file: Opened) -> bool:
    """A backup that names its package, or the table of pains."""
    return any(True for _part in _parts(file))


def read(file: Opened, asking: Asking, here: Here) -> Iterator[Item]:
    """Entries as days, with the medicine taken in each part of the day."""
    for part in _parts(file):
        if (diary := _diary(part)) is not None:
            for number, entry in enumerate(diary.entries, start=1):
                yield from _entry(Place(number, part.name or None), entry, diary, asking)


def _parts(file: Opened) -> Iterator[Part]:
    return (part for part in file.parts if part.looks_like_json and (PACKAGE in part.head or TABLE.search(part.head)))


def _diary(part: Part) -> _Diary | None:
    """What the backup holds; None where it is that of another app."""
    outer = shapes.mapping(part.json())
    if outer.get("packageName", PACKAGE) != PACKAGE:
        return None
    data = outer.get("data", outer)
    if outer.get("encrypted") is True or (isinstance(data, str) and ENCRYPTED.match(data) is not None):
        raise Unreadable(Fault("import_encrypted_backup"), member=part.name or None)
    inner = shapes.mapping(read_json(data, part.name or None) if isinstance(data, str) else data)
    tables = {
        shapes.text(table.get("tableName")): shapes.mappings(table.get("values"))
        for table in shapes.mappings(shapes.mapping(inner.get("database")).get("content"))
    }
    intakes: dict[int | None, list[Mapping[str, Any]]] = {}
    for intake in tables.get("drugintakes", ()):
        intakes.setdefault(shapes.whole(intake.get("diaryEntry_id")), []).append(intake)
    return _Diary(tables.get("diaryentries", ()), _by_id(tables, "paindescriptions"), _by_id(tables, "drugs"), intakes)


def _by_id(tables: Mapping[str, Sequence[Mapping[str, Any]]], name: str) -> Mapping[Any, Mapping[str, Any]]:
    return {shapes.whole(row.get("_id")): row for row in tables.get(name, ())}


def _entry(place: Place, entry: Mapping[str, Any], diary: _Diary, asking: Asking) -> Iterator[Item]:
    written = shapes.text(entry.get("date"))
    day = times.iso_day(written)
    if day is None:
        yield LeftOut(place, Fault("import_no_day"), written, refused=True)
        return
    description = diary.descriptions.get(shapes.whole(entry.get("painDescription_id")), {})
    yield _score(place, When(day), entry, description, asking)
    for intake in diary.intakes.get(shapes.whole(entry.get("_id")), ()):
        drug = diary.drugs.get(shapes.whole(intake.get("drug_id")), {})
        for name, clock in TIMES.items():
            count = shapes.whole(intake.get(name))
            if count is not None and count > 0:
                yield _dose(place, When(day, clock, about=True), drug, readings.part_of_day(name), count)


def _score(place: Place, when: When, entry: Mapping[str, Any], description: Mapping[str, Any], asking: Asking) -> Item:
    notes, level = shapes.text(entry.get("notes")), shapes.text(description.get("painLevel"))
    if not level:
        return LeftOut(place, Fault("import_no_score"), notes)
    strength = meanings.rated(level)
    if strength is None:
        return LeftOut(place, Fault("import_out_of_range"), level, refused=True)
    numbers = tuple(
        number for text in shapes.texts(description.get("bodyRegions")) if (number := shapes.whole(text)) is not None
    )
    example = ": ".join(filter(None, (str(when.day), level, notes)))
    found = _where(numbers, strength.score, asking, example)
    if isinstance(found, Fault):
        return LeftOut(place, found, example)
    qualities, others = meanings.qualities(shapes.texts(description.get("painQualities")))
    times_of_pain = shapes.texts(description.get("timesOfPain"))
    said = (
        readings.told("level", level if strength.changed else ""),
        readings.told("times", ", ".join(times_of_pain)),
        _condition(shapes.whole(entry.get("condition"))),
        readings.told("quality", ", ".join(others)),
        *places.one_number(found, of_zero=not numbers and not strength.score),
    )
    sides = {number % 2 for number in numbers if number in LEG}
    return Score(
        place=place,
        when=when,
        words=(notes,),
        said=said,
        leg=strength.score if "leg" in found else None,
        back=strength.score if "back" in found else None,
        side=None if not sides else "both" if len(sides) > 1 else SIDES[sides.pop()],
        regions=_regions(numbers),
        qualities=(*qualities, "other") if others else qualities,
    )


def _where(numbers: Sequence[int], score: int, asking: Asking, example: str) -> tuple[str, ...] | Fault:
    """What one number with these places counts for, or why it counts for nothing."""
    leg, back = any(number in LEG for number in numbers), any(number in BACK for number in numbers)
    if not numbers and not score:
        return places.of_zero(asking, example) or Fault("import_zero")
    if not numbers:
        return places.nowhere(asking, example) or Fault("import_no_place")
    if leg and back:
        return places.of_both(asking, example) or Fault("import_both")
    return ("leg",) if leg else ("back",) if back else Fault("import_not_leg_or_back")


def _condition(code: int | None) -> str:
    return readings.condition(code) if code is not None and 0 <= code < len(readings.CONDITIONS) else ""


def _regions(numbers: Sequence[int]) -> tuple[str, ...]:
    found = {LEG.get(number) for number in numbers} | {"low_back" for number in numbers if number in BACK}
    return tuple(region for region in vocabularies.REGIONS if region in found)


def _dose(place: Place, when: When, drug: Mapping[str, Any], part_of_day: str, count: int) -> Item:
    name, dose = shapes.text(drug.get("name")), shapes.text(drug.get("dose"))
    if not name:
        return LeftOut(place, Fault("import_no_medicine"), part_of_day)
    found = meanings.amount(dose)
    counted = f"{count} x {dose}" if dose else str(count)
    if found is None:
        return Dose(place=place, when=when, name=name, said=(readings.taken(part_of_day, counted),))
    value, unit = found
    said = readings.taken(part_of_day, counted) if count > 1 else part_of_day
    return Dose(place=place, when=when, name=name, amount=value * count, unit=unit, said=(said,))
