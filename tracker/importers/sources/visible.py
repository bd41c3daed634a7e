"""Visible, a pacing app: a CSV file with a row for each reading of a day."""

from collections.abc import Iterator
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers import times, trackers
from tracker.importers.asking import Asking
from tracker.importers.contract import Here, Item, LeftOut, Place, When
from tracker.importers.opening import Opened

CODE: Final = "visible"
ONE_PER_INSTANT: Final = True
COLUMNS: Final = ("observation_date", "tracker_name", "tracker_category", "observation_value")
TOP: Final = 3


def recognise(file: Opened) -> bool:
    """A table with the columns of Visible."""
    return bool(file.tables(*COLUMNS))


def read(file: Opened, asking: Asking, _here: Here) -> Iterator[Item]:
    """Symptoms, none to severe, as daily entries."""
    for part in file.tables(*COLUMNS):
        for line, row in part.table():
            place = Place(line, part.name or None)
            day = times.iso_day(row["observation_date"])
            if day is None:
                yield LeftOut(place, Fault("import_no_day"), row["observation_date"], refused=True)
            else:
                yield trackers.worded(place, When(day), row["tracker_name"], row["observation_value"], TOP, asking)
