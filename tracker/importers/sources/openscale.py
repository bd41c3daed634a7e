"""openScale 3 and 2 for Android: a CSV file with one row for each weighing. It does not say its unit."""

from collections.abc import Iterator
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers import meanings, times
from tracker.importers.asking import Asking
from tracker.importers.contract import Here, Item, LeftOut, Place, When
from tracker.importers.opening import Opened, Part
from tracker.importers.weights import Weighed, changes

CODE: Final = "openscale"
ONE_PER_INSTANT: Final = False
FIRST: Final = ("DATE", "TIME")
WEIGHT: Final = "WEIGHT"
OLDER: Final = frozenset(("dateTime", "weight"))


def recognise(file: Opened) -> bool:
    """A table with the columns of openScale 3, in capitals and in the order of the alphabet, or of openScale 2."""
    return any(map(_is_table, file.parts))


def read(file: Opened, asking: Asking, _here: Here) -> Iterator[Item]:
    """Weights as changes, one for each month."""
    for part in filter(_is_table, file.parts):
        weighed: list[Weighed] = []
        for line, row in part.table():
            place = Place(line, part.name or None)
            written = row["DATE"] or row["dateTime"]
            day, weight = times.iso_day(written[: len("2026-03-01")]), row["WEIGHT"] or row["weight"]
            if day is None:
                yield LeftOut(place, Fault("import_no_day"), written, refused=True)
            elif meanings.number(weight) is None:
                yield LeftOut(place, Fault("import_no_field"), weight)
            else:
                weighed.append((place, When(day), weight))
        yield from changes(weighed, asking)


def _is_table(part: Part) -> bool:
    header = part.header
    if set(header) >= OLDER:
        return True
    return header[:2] == FIRST and WEIGHT in header and list(header[2:]) == sorted(map(str.upper, header[2:]))
