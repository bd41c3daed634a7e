"""Samsung Health: a CSV file for each table, whose first line names it. Only that of exercise has a place here."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from types import MappingProxyType
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers import meanings, times
from tracker.importers.asking import Asking
from tracker.importers.contract import NOTHING_TAKEN, Here, Item, LeftOut, Place, Session, When
from tracker.importers.measures import metres, minutes
from tracker.importers.opening import Opened, Part

CODE: Final = "samsung_health"
ONE_PER_INSTANT: Final = False
TABLE: Final = re.compile(r"com\.samsung\.s?health\.[\w.]+")
EXERCISE: Final = re.compile(r"com\.samsung\.s?health\.exercise")
OFFSET: Final = re.compile(r"UTC([+-])(\d{2})(\d{2})")
KINDS: Final[Mapping[str, str]] = MappingProxyType({"1001": "walking", "14001": "swimming"})


def recognise(file: Opened) -> bool:
    """A file whose first line names a table of Samsung's."""
    return bool(_tables(file))


def read(file: Opened, _asking: Asking, here: Here) -> Iterator[Item]:
    """Walks and swims as sessions; of every other table that there is nothing to take."""
    for part in _tables(file):
        if EXERCISE.fullmatch(part.header[0]):
            yield from _exercises(part, here)
        else:
            yield LeftOut(Place(1, part.name or None), NOTHING_TAKEN, part.header[0])


def _tables(file: Opened) -> list[Part]:
    return [part for part in file.parts if part.header and TABLE.fullmatch(part.header[0])]


def _exercises(part: Part, here: Here) -> Iterator[Item]:
    rows = part.cells()
    next(rows)
    _line, names = next(rows, (0, []))
    short = [name.rpartition(".")[2] for name in names]
    for line, cells in rows:
        yield _exercise(Place(line, part.name or None), dict(zip(short, cells, strict=False)), here)


def _exercise(place: Place, row: Mapping[str, str], here: Here) -> Item:
    exercise, start = row.get("exercise_type", ""), row.get("start_time", "")
    kind, when = KINDS.get(exercise), _when(start, row.get("time_offset", ""), here.zone)
    if kind is None:
        return LeftOut(place, Fault("import_no_field"), exercise)
    if when is None:
        return LeftOut(place, Fault("import_no_day"), start, refused=True)
    comment = row.get("comment")
    return Session(
        place=place,
        when=when,
        kind=kind,
        minutes=minutes(meanings.number(row.get("duration", "")), "ms"),
        distance_m=metres(meanings.number(row.get("distance", "")), "m"),
        words=(comment,) if comment else (),
    )


def _when(text: str, offset: str, zone: tzinfo) -> When | None:
    """A time in UTC, at the clock of the place where the file says how far that was from it."""
    try:
        moment = datetime.fromisoformat(text)
        found = OFFSET.fullmatch(offset)
        if found is not None:
            away = timedelta(hours=int(found[2]), minutes=int(found[3]))
            zone = timezone(away if found[1] == "+" else -away)
        return times.from_utc(moment.replace(tzinfo=UTC), zone)
    except (ValueError, OverflowError):
        return None
