"""Migraine Buddy: a CSV file with a table of health events, of any length, above that of the attacks."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from tracker.domain.errors import Fault
from tracker.importers import lasting, meanings, places, shapes, times
from tracker.importers.asking import NO_YES, SITES, Ask, Asking, Question
from tracker.importers.contract import Change, Dose, Here, Item, LeftOut, Place, Score, When
from tracker.importers.opening import Opened, Part
from tracker.wording import readings

CODE: Final = "migraine_buddy"
ONE_PER_INSTANT: Final = False
ATTACKS: Final = ("#", "started", "lasted")
EVENTS: Final = ("date", "time period", "description", "notes")
ATTACKS_BEGIN: Final = re.compile(r'^"?#"?,"?started"?,"?lasted\b', re.MULTILINE | re.IGNORECASE)
ATTACK: Final = Question(Ask.ATTACK, SITES)
DAY_ORDER: Final = Question(Ask.DAY_ORDER, ("month", "day"), needed=True)
MONTHS: Final = 12
OFFSET_MOST: Final = 18 * 60
HELPED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "helpful medication": "yes",
        "somewhat helpful medication": "somewhat",
        "unhelpful medication": "no",
        "unsure medication": "unsure",
    }
)
ISO_LENGTH: Final = len("2026-03-01")
NO_MEDICINE: Final = "no medication"
# Not kept: where somebody was; and what has a field of its own.
NOT_SAID: Final = frozenset((*ATTACKS, "geohash", "attack location", "pain level", "notes", *HELPED)) | {
    "start utc offset (min)",
    "end utc offset (min)",
}
UNTIL: Final = re.compile(r"\s+[-–]\s+")
COMMA: Final = re.compile(r"\s*,\s*(?![^()]*\))")


@dataclass(frozen=True, slots=True)
class _Row:
    place: Place
    cells: Mapping[str, str]
    is_attack: bool

    @property
    def written(self) -> str:
        return self.cells["started" if self.is_attack else "date"]


def recognise(file: Opened) -> bool:
    """The header of the attacks, or that of the events above them."""
    return any(True for _part in _parts(file))


def read(file: Opened, asking: Asking, here: Here) -> Iterator[Item]:
    """Medicine as doses, events as changes on offer, attacks as moments where the person says what pain they were."""
    for part in _parts(file):
        order = _order(_rows(part), asking)
        for row in _rows(part) if order else ():
            yield from (_attack if row.is_attack else _event)(row, asking, month_first=order == "month")


def _parts(file: Opened) -> Iterator[Part]:
    return (
        part
        for part in file.parts
        if tuple(map(str.casefold, part.header)) == EVENTS or ATTACKS_BEGIN.search(part.head)
    )


def _rows(part: Part) -> Iterator[_Row]:
    """The rows of both tables; what stands above the first header is passed over."""
    names: Sequence[str] = ()
    for line, cells in part.cells(","):
        begin = tuple(cell.casefold() for cell in cells[: len(EVENTS)])
        if begin == EVENTS or begin[: len(ATTACKS)] == ATTACKS:
            names = tuple(map(str.casefold, cells))
        elif names:
            whole = cells + [""] * (len(names) - len(cells))
            yield _Row(Place(line, part.name or None), dict(zip(names, whole, strict=False)), names[0] == ATTACKS[0])


def _order(rows: Iterable[_Row], asking: Asking) -> str:
    """Which of month and day comes first, in all of the file: a number over twelve shows it, else the person does."""
    example, first, second = "", False, False
    for row in rows:
        for one, two, _year in _numbers(row.written):
            example = example or row.written
            first, second = first or one > MONTHS, second or two > MONTHS
    if first != second:
        return "day" if first else "month"
    return asking.answer(DAY_ORDER, example) if example else "day"


def _numbers(text: str) -> list[tuple[int, int, int]]:
    return [numbers for one in UNTIL.split(text) if (numbers := times.numbered_day(one)) is not None]


def _day(text: str, *, month_first: bool) -> date | None:
    numbers = times.numbered_day(text)
    return times.iso_day(text[:ISO_LENGTH]) if numbers is None else times.ordered_day(numbers, month_first=month_first)


def _event(row: _Row, asking: Asking, *, month_first: bool) -> Iterator[Item]:
    begin, *end = UNTIL.split(row.written)
    day, name = _day(begin, month_first=month_first), row.cells["description"]
    if day is None:
        if name:  # a table without events says so in its first cell
            yield LeftOut(row.place, Fault("import_no_day"), row.written, refused=True)
        return
    if not name:
        yield LeftOut(row.place, Fault("import_no_field"), row.cells["notes"])
        return
    last = _day(end[0], month_first=month_first) if end else None
    said = (row.cells["time period"], readings.told("until", str(last) if last and last != day else ""))
    asking.answer(Question(Ask.OFFER, NO_YES, of=name, kind="change"), row.written)
    words = (name, row.cells["notes"])
    yield Change(place=row.place, when=When(day), kind="other", offer=name, words=words, said=said)


def _attack(row: _Row, asking: Asking, *, month_first: bool) -> Iterator[Item]:
    when = _when(row, month_first=month_first)
    if when is None:
        yield LeftOut(row.place, Fault("import_no_day"), row.written, refused=True)
        return
    yield _score(row, when, asking)
    for column, helped in HELPED.items():
        for name in filter(None, COMMA.split(row.cells.get(column, ""))):
            if name.casefold() != NO_MEDICINE:
                yield Dose(place=row.place, when=when, name=name, helped=helped)


def _when(row: _Row, *, month_first: bool) -> When | None:
    """Of the place where the attack began, as far as the file says which that was."""
    day = _day(row.written, month_first=month_first)
    _date, _blank, rest = row.written.replace(",", " ").replace("T", " ").partition(" ")
    clock = times.clock(rest)
    if day is None or (rest and clock is None):
        return None
    offset = shapes.whole(row.cells.get("start utc offset (min)", ""))
    return When(day, clock, offset if clock and offset is not None and abs(offset) <= OFFSET_MOST else None)


def _score(row: _Row, when: When, asking: Asking) -> Item:
    level, notes = row.cells.get("pain level", ""), row.cells.get("notes", "")
    if not level:
        return LeftOut(row.place, Fault("import_no_score"), notes or row.written)
    strength = meanings.rated(level)
    if strength is None:
        return LeftOut(row.place, Fault("import_out_of_range"), level, refused=True)
    example = ": ".join(filter(None, (row.written, row.cells.get("attack types"), level)))
    sites = meanings.chosen_sites(asking.answer(ATTACK, example))
    if not sites:
        return LeftOut(row.place, Fault("import_not_leg_or_back"), example)
    length, *more = row.cells["lasted"].splitlines() or [""]
    said = (
        readings.told("level", level if strength.changed else ""),
        readings.lasted(lasting.minutes(length)) or length,
        *more,
        *(f"{name}: {cell}" for name, cell in row.cells.items() if cell and name not in NOT_SAID),
        *places.one_number(sites),
    )
    return Score(
        place=row.place,
        when=when,
        words=(notes,),
        said=said,
        leg=strength.score if "leg" in sites else None,
        back=strength.score if "back" in sites else None,
    )
