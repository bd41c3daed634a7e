"""Oura: a CSV file of days, of the ring's account in either of its shapes. A night is of the day of waking."""

from collections.abc import Iterator
from typing import Final

from tracker.importers import meanings
from tracker.importers.asking import Asking
from tracker.importers.contract import Here, Item
from tracker.importers.days import Days
from tracker.importers.opening import Opened

CODE: Final = "oura"
ONE_PER_INSTANT: Final = False
OLDER: Final = ("date", "sleep timing", "total sleep time")
NEWER: Final = ("day", "bedtime_start", "total_sleep_duration")
RESTS: Final = frozenset(("rest", "deleted"))


def recognise(file: Opened) -> bool:
    """A table with the columns of Oura, older or newer."""
    return bool(file.tables_in_any_case(*OLDER) or file.tables(*NEWER))


def read(file: Opened, _asking: Asking, _here: Here) -> Iterator[Item]:
    """Steps and sleep as days: there is no pain and no treatment in it."""
    days = Days()
    for part in file.tables_in_any_case(*OLDER):
        for _line, row in part.table():
            days.stepped(row["date"], row["steps"])
            _asleep(days, row["date"], row["total sleep time"])
    for part in file.tables(*NEWER):
        for _line, row in part.table():
            if row["type"] not in RESTS:
                _asleep(days, row["day"], row["total_sleep_duration"])
    yield from days.readings()


def _asleep(days: Days, day: str, seconds: str) -> None:
    value = meanings.number(seconds)
    if value is not None:
        days.asleep(day, value / 60)
