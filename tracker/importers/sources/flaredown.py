"""Flaredown: a CSV file with one row a day and a column for each condition, symptom and treatment of the person's own.

Nothing says which is which, and a name can stand twice, so columns are told apart by what is in them: one that holds
only 0 to 4 is of strengths, any other of treatments.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers import meanings, times, trackers
from tracker.importers.asking import Asking
from tracker.importers.contract import Dose, Here, Item, LeftOut, Place, When
from tracker.importers.opening import Opened, Part

CODE: Final = "flaredown"
ONE_PER_INSTANT: Final = True
FIRST: Final = "date"
END: Final = ("tags", "foods", "weather summary")
TOP: Final = 4
STRENGTHS: Final = frozenset(map(str, range(TOP + 1)))
NOT_TAKEN: Final = frozenset(("", "not taken"))
TAKEN: Final = "taken"


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where what stands: the names by their place, those that are strengths, and the place of the tags."""

    names: Sequence[str]
    strengths: frozenset[int]
    tags: int


def recognise(file: Opened) -> bool:
    """A table that begins with a date, and has tags, foods and weather in a row."""
    return any(_tags(part.header) for part in file.parts)


def read(file: Opened, asking: Asking, _here: Here) -> Iterator[Item]:
    """Conditions and symptoms as daily entries, treatments as doses, or sessions on offer, without a known time."""
    for part in file.parts:
        if not _tags(part.header):
            continue
        columns = _columns(part)
        rows = part.cells()
        next(rows)
        for line, cells in rows:
            place = Place(line, part.name or None)
            day = times.iso_day(cells[0])
            if day is None:
                yield LeftOut(place, Fault("import_no_day"), cells[0], refused=True)
            else:
                yield from _row(place, When(day), cells, columns, asking)


def _tags(header: Sequence[str]) -> int:
    """The place of the column of tags; 0 where the header is not of this app."""
    names = [name.casefold() for name in header]
    if names[:1] != [FIRST]:
        return 0
    return next((place for place in range(len(names) - 1, 0, -1) if tuple(names[place : place + 3]) == END), 0)


def _columns(part: Part) -> _Columns:
    tags = _tags(part.header)
    others: set[int] = set()
    filled: set[int] = set()
    rows = part.cells()
    next(rows)
    for _line, cells in rows:
        for place, cell in enumerate(cells[1:tags], start=1):
            if cell:
                filled.add(place)
                if cell not in STRENGTHS:
                    others.add(place)
    return _Columns(part.header, frozenset(filled - others), tags)


def _row(place: Place, when: When, cells: Sequence[str], columns: _Columns, asking: Asking) -> Iterator[Item]:
    for number, cell in enumerate(cells[1 : columns.tags], start=1):
        name = columns.names[number]
        if number in columns.strengths:
            if cell:
                yield trackers.worded(place, when, name, cell, TOP, asking)
        elif cell.casefold() not in NOT_TAKEN:
            yield trackers.offered(place, when, name, asking) or _dose(place, when, name, cell)
    for tag in filter(None, map(str.strip, "".join(cells[columns.tags : columns.tags + 1]).split(";"))):
        if (offer := trackers.offered(place, when, tag, asking)) is not None:
            yield offer


def _dose(place: Place, when: When, name: str, text: str) -> Item:
    if not name:
        return LeftOut(place, Fault("import_no_medicine"), text)
    found = meanings.amount(text)
    if found is None:
        return Dose(place=place, when=when, name=name, said=() if text.casefold() == TAKEN else (text,))
    return Dose(place=place, when=when, name=name, amount=found[0], unit=found[1])
