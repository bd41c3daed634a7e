"""wger, a workout manager: a CSV file of weights. Its two column names are translated, so its first row is known by."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers import times
from tracker.importers.asking import Asking
from tracker.importers.contract import Here, Item, LeftOut, Place, When
from tracker.importers.opening import Opened, Part
from tracker.importers.weights import Weighed, changes

CODE: Final = "wger"
ONE_PER_INSTANT: Final = False
ROW: Final = re.compile(
    r"[^\r\n,]+,[^\r\n,]+\r?\n\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)?\+00:00,\d+\.\d{2}\s*(?:\r?\n|\Z)"
)
WEIGHT: Final = re.compile(r"\d{1,4}\.\d{2}")


def recognise(file: Opened) -> bool:
    """A table of two columns whose first row is a time in UTC, as Python writes it, and a weight with two digits."""
    return any(map(_is_table, file.parts))


def read(file: Opened, asking: Asking, here: Here) -> Iterator[Item]:
    """Weights as changes, one for each month."""
    for part in filter(_is_table, file.parts):
        weighed: list[Weighed] = []
        rows = part.cells(",")
        next(rows)
        for line, (written, *others) in rows:
            place, weight = Place(line, part.name or None), "".join(others[:1])
            when = _day(written, here)
            if when is None:
                yield LeftOut(place, Fault("import_no_day"), written, refused=True)
            elif WEIGHT.fullmatch(weight) is None:
                yield LeftOut(place, Fault("import_no_field"), weight)
            else:
                weighed.append((place, when, weight))
        yield from changes(weighed, asking)


def _is_table(part: Part) -> bool:
    return ROW.match(part.head) is not None


def _day(text: str, here: Here) -> When | None:
    try:
        return When(times.from_utc(datetime.fromisoformat(text), here.zone).day)
    except (ValueError, OverflowError):
        return None
