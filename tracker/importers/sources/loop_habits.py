"""Loop Habit Tracker for Android: an archive with a list of habits, and a folder with a table of days for each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers import meanings, times, trackers
from tracker.importers.asking import Asking
from tracker.importers.contract import Here, Item, LeftOut, Place, When
from tracker.importers.meanings import Meaning
from tracker.importers.opening import Opened, Part

CODE: Final = "loop_habits"
ONE_PER_INSTANT: Final = True
HABITS: Final = ("Position", "Name", "Type")
DAYS: Final = ("Date", "Value")
FOLDER: Final = re.compile(r"(?:.*/)?(\d{1,6})[^/]*/[^/]*", re.DOTALL)
NUMERICAL: Final = "NUMERICAL"
DONE: Final = "YES_MANUAL"
NOT_DONE: Final = frozenset(("", "NO", "SKIP", "UNKNOWN", "YES_AUTO"))
NO: Final = "NO"  # also how a number 0 is written
THOUSANDTHS: Final = 1000


@dataclass(frozen=True, slots=True)
class _Habit:
    name: str
    is_number: bool
    place: Place


def recognise(file: Opened) -> bool:
    """An archive with the table of habits."""
    return file.is_archive and bool(file.tables(*HABITS))


def read(file: Opened, asking: Asking, _here: Here) -> Iterator[Item]:
    """Habits that count a pain as daily entries, those of a treatment as sessions on offer, without a known time."""
    habits = _habits(file)
    for part in file.tables(*DAYS):
        folder = FOLDER.fullmatch(part.name)
        habit = habits.get(int(folder[1])) if folder else None
        if habit is not None:
            yield from _of_habit(part, habit, asking)


def _habits(file: Opened) -> dict[int, _Habit]:
    habits: dict[int, _Habit] = {}
    for part in file.tables(*HABITS):
        for line, row in part.table():
            position = row["Position"]
            if position.isdecimal() and len(position) <= len("999999"):
                place = Place(line, part.name or None)
                habits.setdefault(int(position), _Habit(row["Name"], row["Type"] == NUMERICAL, place))
    return habits


def _of_habit(part: Part, habit: _Habit, asking: Asking) -> Iterator[Item]:
    about = meanings.meaning(habit.name)
    if about is Meaning.NOTHING and meanings.treatment(habit.name) is None:
        yield LeftOut(habit.place, Fault("import_no_field"), habit.name)
        return
    for line, row in part.table():
        place = Place(line, part.name)
        value = row["Value"].upper()
        counted = habit.is_number and value == NO
        if value in NOT_DONE and not counted:
            continue
        day = times.iso_day(row["Date"])
        if day is None:
            yield LeftOut(place, Fault("import_no_day"), row["Date"], refused=True)
        else:
            yield _of_day(place, When(day), habit, value, row["Notes"], asking)


def _of_day(place: Place, when: When, habit: _Habit, value: str, notes: str, asking: Asking) -> Item:
    number = Decimal(0) if value == NO else meanings.number(value) if habit.is_number else None
    if number is None and (habit.is_number or value != DONE):
        return LeftOut(place, Fault("import_no_strength"), value, refused=True)
    if meanings.meaning(habit.name) is Meaning.NOTHING:
        offer = trackers.offered(place, when, habit.name, asking, words=(notes,)) if number != 0 else None
        return offer or LeftOut(place, Fault("import_nothing_in_it"), value)
    if number is None:
        return LeftOut(place, Fault("import_present"), habit.name)
    cell = trackers.plain(number / THOUSANDTHS)
    return trackers.scored(place, when, habit.name, cell, asking, words=(notes,))
