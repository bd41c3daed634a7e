"""Health Connect of Android: an archive with one database. It is known, and never opened: it holds no pain."""

from collections.abc import Iterator
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers.asking import Asking
from tracker.importers.contract import Here, Item, LeftOut, Place
from tracker.importers.opening import Opened, Part

CODE: Final = "health_connect"
ONE_PER_INSTANT: Final = False
DATABASE: Final = b"SQLite format 3\x00"
NAME: Final = "health_connect_export.db"


def recognise(file: Opened) -> bool:
    """An archive with a database of that name: what is in it is not looked at."""
    return bool(_databases(file))


def read(file: Opened, _asking: Asking, _here: Here) -> Iterator[Item]:
    """Nothing but that there is nothing to take."""
    for part in _databases(file):
        yield LeftOut(Place(member=part.name), Fault("import_database"))


def _databases(file: Opened) -> list[Part]:
    return [part for part in file.parts if part.name.rpartition("/")[2] == NAME and part.start.startswith(DATABASE)]
