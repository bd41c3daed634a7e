"""CrisisCore Pain Tracker: CSV whose rows end in a backslash and an n, the same with fewer columns, and JSON."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from tracker.domain.errors import Fault
from tracker.importers import meanings, places, shapes, times
from tracker.importers.asking import NO_YES, Ask, Asking, Question
from tracker.importers.contract import Here, Item, LeftOut, Place, Score, Session, When
from tracker.importers.opening import Opened, Part, trimmed
from tracker.wording import readings

CODE: Final = "crisiscore"
ONE_PER_INSTANT: Final = False
ROW: Final = re.compile(r"(?:\\n|\r?\n)(?=\d{4}-\d{2}-\d{2},\d{1,2}:\d{2},-?\d*(?:\.\d+)?,)")
END: Final = re.compile(r"\\n|\r?\n")
NEEDED: Final = frozenset(("date", "time", "pain level"))
TOLD_APART_BY: Final = frozenset(("locations", "medication log"))
CLOCK: Final = Question(Ask.CLOCK, ("utc", "local"))
UTC_SINCE: Final = date(2025, 9, 1)  # a file with rows from then on was written by a version that writes UTC


@dataclass(frozen=True)
class _Pain:
    """One row of the table or one item of the list."""

    place: Place
    level: str
    places: tuple[str, ...]
    symptoms: tuple[str, ...]
    notes: str
    said: tuple[str, ...] = ()


def recognise(file: Opened) -> bool:
    """A table with its columns, or a list of objects with its keys."""
    return any(_is_table(part) or _is_list(part) for part in file.parts)


def read(file: Opened, asking: Asking, here: Here) -> Iterator[Item]:
    """Every row or item as a moment; recent treatments as sessions on offer."""
    for part in file.parts:
        if _is_table(part):
            yield from _table(part, asking, here)
        elif _is_list(part):
            yield from _list(part, asking, here)


def _is_table(part: Part) -> bool:
    names = _names(ROW.split(part.head, maxsplit=1)[0])
    return names.keys() >= NEEDED and not names.keys().isdisjoint(TOLD_APART_BY)


def _is_list(part: Part) -> bool:
    return part.head.lstrip().startswith("[") and (
        '"baselineData"' in part.head or ('"painLevel"' in part.head and '"timestamp"' in part.head)
    )


def _names(line: str) -> Mapping[str, int]:
    cells = END.split(line, maxsplit=1)[0].split(",")
    return {trimmed(name).strip('"').casefold(): place for place, name in enumerate(cells)}


def _table(part: Part, asking: Asking, here: Here) -> Iterator[Item]:
    first, *rows = ROW.split(part.text().removeprefix("\ufeff"))
    head, *unread = END.split(first, maxsplit=1)
    names = _names(head)
    local = _is_local(rows, asking)
    for number, text in enumerate((*filter(str.strip, unread), *rows), start=1):
        place = Place(number, part.name or None)
        cells = _cells(text.removesuffix("\\n"))
        if not 0 < len(cells) <= len(names):
            yield LeftOut(place, Fault("import_broken_row"), text, refused=True)
            continue
        row = {name: trimmed(cells[at]) if at < len(cells) else "" for name, at in names.items()}
        when = _when(row["date"], row["time"], here, local=local)
        if when is None:
            yield LeftOut(place, Fault("import_no_day"), f"{row['date']} {row['time']}", refused=True)
        else:
            yield _score(_of_row(place, row), when, asking)


def _cells(text: str) -> list[str]:
    try:
        return next(csv.reader((text,)), [])
    except csv.Error:
        return []


def _is_local(rows: Iterable[str], asking: Asking) -> bool:
    """Whether the clock is that of the place: older files have that, and only a newer row shows that it is not one."""
    latest = max((row[: len("2025-09-01")] for row in rows), default="")
    if not latest or latest >= str(UTC_SINCE):
        return False
    return asking.answer(CLOCK) == "local"


def _when(day: str, clock: str, here: Here, *, local: bool) -> When | None:
    found, at = times.iso_day(day), times.clock(clock)
    if found is None or at is None:
        return None
    try:
        return When(found, at) if local else times.from_utc(datetime.combine(found, at), here.zone)
    except OverflowError:
        return None


def _of_row(place: Place, row: Mapping[str, str]) -> _Pain:
    limited, medicine = _listed(row.get("limited activities", "")), row.get("medication log", "")
    said = (readings.told("limited", ", ".join(limited)), readings.told("medication_log", medicine))
    return _Pain(
        place,
        row["pain level"],
        _listed(row.get("locations", "")),
        _listed(row.get("symptoms", "")),
        row.get("notes", ""),
        said,
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(trimmed, text.split(";"))))


def _list(part: Part, asking: Asking, here: Here) -> Iterator[Item]:
    seen: set[tuple[str, ...]] = set()
    for number, item in enumerate(shapes.mappings(part.json()), start=1):
        place = Place(number, part.name or None)
        when = times.iso_moment(shapes.text(item.get("timestamp")), here.zone)
        if when is None:
            yield LeftOut(place, Fault("import_no_day"), shapes.text(item.get("timestamp")), refused=True)
        else:
            yield _score(_of_item(place, item), when, asking)
        for treatment in shapes.mappings(shapes.mapping(item.get("treatments")).get("recent")):
            told = tuple(shapes.text(treatment.get(key)) for key in ("date", "type", "provider"))
            if any(told) and told not in seen:  # each item tells the recent ones again
                seen.add(told)
                yield _session(place, told, shapes.text(treatment.get("effectiveness")), asking)


def _of_item(place: Place, item: Mapping[str, Any]) -> _Pain:
    base = shapes.mapping(item.get("baselineData")) or item
    limited = shapes.texts(shapes.mapping(item.get("functionalImpact")).get("limitedActivities"))
    return _Pain(
        place,
        shapes.text(base.get("pain", item.get("painLevel"))),
        shapes.texts(base.get("locations")),
        (*shapes.texts(base.get("symptoms")), *shapes.texts(item.get("quality"))),
        shapes.text(item.get("notes")),
        (readings.told("limited", ", ".join(limited)),),
    )


def _score(pain: _Pain, when: When, asking: Asking) -> Item:
    if not pain.level:
        return LeftOut(pain.place, Fault("import_no_score"), pain.notes)
    strength = meanings.rated(pain.level)
    if strength is None:
        return LeftOut(pain.place, Fault("import_out_of_range"), pain.level, refused=True)
    example = f"{pain.level}: {', '.join(pain.places)}" if pain.places else pain.level
    found = _where(pain, strength.score, asking, example)
    if isinstance(found, Fault):
        return LeftOut(pain.place, found, example)
    qualities, others = meanings.qualities(pain.symptoms)
    return Score(
        place=pain.place,
        when=when,
        words=(pain.notes,),
        said=(
            readings.told("level", pain.level if strength.changed else ""),
            readings.told("symptoms", ", ".join(others)),
            *pain.said,
            *places.one_number(found.sites, of_zero=not pain.places and not strength.score),
        ),
        leg=strength.score if "leg" in found.sites else None,
        back=strength.score if "back" in found.sites else None,
        side=found.side,
        regions=found.regions,
        qualities=qualities,
    )


def _where(pain: _Pain, score: int, asking: Asking, example: str) -> places.Located | Fault:
    """Where the one number counts, or why it counts nowhere."""
    if not pain.places:
        sites = places.nowhere(asking, example) if score else places.of_zero(asking, example)
        return places.Located(sites) if sites else Fault("import_no_place" if score else "import_zero")
    found = places.located(pain.places, asking, example)
    if found.sites:
        return found
    return Fault("import_both" if found.undecided else "import_not_leg_or_back")


def _session(place: Place, told: tuple[str, ...], helped: str, asking: Asking) -> Item:
    written, name, provider = told
    day, kind = times.iso_day(written[: len("2026-02-28")]), meanings.treatment(name)
    if day is None or kind is None:
        return LeftOut(place, Fault("import_no_day" if day is None else "import_no_field"), name or written)
    asking.answer(Question(Ask.OFFER, NO_YES, of=name, kind=kind), written)
    return Session(
        place=place,
        when=When(day),
        kind=kind,
        practitioner=provider or None,
        helped=meanings.helped(helped),
        offer=name,
        said=(name, helped),
    )
