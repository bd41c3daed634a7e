"""A table of somebody's own, CSV or XLSX: the person says what each column is; what it may be is proposed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from tracker.domain.errors import Fault
from tracker.importers import columns, meanings, tables, written_days
from tracker.importers.asking import NO_YES, UNANSWERED, Ask, Asking, Question
from tracker.importers.cells import listed, minutes_of
from tracker.importers.columns import ALL_SCORES, Column
from tracker.importers.contract import Dose, Here, Item, LeftOut, Place, Score, Session, When
from tracker.importers.opening import Opened
from tracker.importers.tables import Table

CODE: Final = "spreadsheet"
ONE_PER_INSTANT: Final = False
COLUMNS_ASKED: Final = 40
ORDERS: Final = ("day", "month")
TEN, HUNDRED = "10", "100"
SHORTER: Final = ("5", "4", "3")
FEW: Final = 10
NAME_LONG: Final = 80
TAKEN: Final = frozenset(("x", "✓", "✔", "ja", "yes", "oui", "sí", "si", "sì", "tak", "true", "wahr", "vrai", "1"))
NOT_TAKEN: Final = frozenset(("-", "0", "nein", "no", "non", "nee", "nie", "false", "falsch", "faux"))
NUMBERS: Final[Mapping[Column, str]] = {column: column.value for column in ALL_SCORES - {Column.BOTH}}


def recognise(file: Opened) -> bool:
    """Anything in rows and columns. It is asked last, where no app knows the file."""
    return tables.looks_like_tables(file)


def header(file: Opened, asking: Asking) -> str | None:
    """By which the columns of the table that is read are known again; None where there is no table."""
    table = tables.chosen(file, asking)
    return None if table is None else columns.fingerprint(table.names)


def read(file: Opened, asking: Asking, here: Here) -> Iterator[Item]:
    """Every row as an entry with its sessions and doses. Of several of one day without a clock the first counts."""
    table = tables.chosen(file, asking)
    if table is None:
        return
    plan = _Plan(table, _asked(table, asking))
    at = Place(table.header_line or None, table.member)
    if plan.of_day is None:
        yield LeftOut(at, Fault("import_no_day_column"), ", ".join(filter(None, table.names))[:NAME_LONG], refused=True)
        return
    for name in table.names[COLUMNS_ASKED:]:
        yield LeftOut(Place(at.line, at.member, name), Fault("import_column_not_asked", most=COLUMNS_ASKED), name)
    month_first = _month_first(table, plan.of_day, asking)
    if month_first is None:
        return
    plan.month_first = month_first
    _ask_scales(plan, asking)
    days: set[date] = set()
    for line, row in table.under_header():
        yield from _row(plan, Place(line, table.member), row, asking, here, days)


@dataclass(slots=True)
class _Plan:
    """What each column is, by what it is: their places from the left."""

    table: Table
    chosen: Sequence[Column]
    month_first: bool = False
    tops: dict[int, int] = field(default_factory=dict)

    def of(self, *wanted: Column) -> list[int]:
        return [place for place, column in enumerate(self.chosen) if column in wanted]

    @property
    def of_day(self) -> int | None:
        return next(iter(self.of(Column.DAY, Column.DAY_TIME)), None)

    def said(self, place: int, cell: str) -> str:
        return f"{self.table.names[place]}: {cell}"


def _asked(table: Table, asking: Asking) -> list[Column]:
    names = table.names[:COLUMNS_ASKED]
    seen = table.sample()[:COLUMNS_ASKED]
    choices = tuple(Column)
    answers = []
    for name, cells, proposed in zip(names, seen, columns.proposals(names, seen), strict=True):
        question = Question(Ask.COLUMN, choices, of=name, proposed=proposed)
        answers.append(Column(asking.answer(question, rows=sum(map(bool, cells)))))
        for cell in dict.fromkeys(filter(None, cells)):
            asking.answer(question, cell[:NAME_LONG], rows=0)
    return answers


def _month_first(table: Table, place: int, asking: Asking) -> bool | None:
    """As the whole column says, or the person; None until they have."""
    found = written_days.month_comes_first(row[place] for _line, row in table.under_header())
    if found is not None:
        return found
    question = Question(Ask.DAY_ORDER, ORDERS, of=table.names[place], needed=True)
    answer = UNANSWERED
    for _line, row in table.under_header():
        answer = asking.answer(question, row[place])
    return None if answer == UNANSWERED else answer == "month"


def _ask_scales(plan: _Plan, asking: Asking) -> None:
    """How far a scale goes: 10, unless a number is higher, or all of many are 5 at most."""
    scores = plan.of(*ALL_SCORES)
    highest: dict[int, Decimal] = {}
    counts: dict[int, int] = defaultdict(int)
    for _line, row in plan.table.under_header() if scores else ():
        for place in scores:
            value = meanings.number(row[place])
            if value is not None:
                highest[place] = max(value, highest.get(place, value))
                counts[place] += 1
    for place, value in highest.items():
        choices: tuple[str, ...] = ()
        if value > int(TEN):
            choices = (TEN, HUNDRED)
        elif value <= int(SHORTER[0]) and counts[place] >= FEW:
            choices = (TEN, *(top for top in SHORTER if value <= int(top)))
        if choices:
            question = Question(Ask.SCALE, choices, of=plan.table.names[place])
            plan.tops[place] = int(asking.answer(question, f"{value:g}"[:NAME_LONG], rows=counts[place]))


def _row(plan: _Plan, at: Place, row: Sequence[str], asking: Asking, here: Here, days: set[date]) -> Iterator[Item]:
    found = _when(plan, row, here)
    if found is None:
        place = plan.of_day or 0
        cell = row[place] or next(filter(None, row), None)
        yield LeftOut(Place(at.line, at.member, plan.table.names[place]), Fault("import_no_day"), cell, refused=True)
        return
    when, part_of_day = found
    said = [part_of_day] if part_of_day else []
    values: dict[str, Any] = {}
    yield from _numbers(plan, at, row, asking, values, said)
    _minutes(plan, row, values, said)
    yield from _sessions(plan, at, when, row, asking, said)
    yield from _doses(plan, at, when, row)
    words = tuple(row[place] for place in plan.of(Column.NOTE) if row[place])
    if not values and not words and not said:
        return
    scored = values.get("leg") is not None or values.get("back") is not None
    if scored and when.clock is None:
        if when.day in days:
            yield LeftOut(at, Fault("import_day_twice"), row[plan.of_day or 0])
            return
        days.add(when.day)
    yield Score(place=at, when=when, words=words, said=tuple(said), **values)


def _when(plan: _Plan, row: Sequence[str], here: Here) -> tuple[When, str] | None:
    """The day with its clock, and what stands there instead of a clock."""
    day = row[plan.of_day or 0]
    when = written_days.when(day, here.zone, month_first=plan.month_first)
    if when is None:
        return None
    for place in plan.of(Column.TIME):
        cell = row[place]
        if not cell:
            continue
        if (clock := written_days.clock(cell)) is not None:
            return When(when.day, clock), ""
        if (middle := written_days.part_of_day(cell)) is not None:
            return When(when.day, middle, about=True), plan.said(place, cell)
        return When(when.day), plan.said(place, cell)
    return when, ""


def _numbers(
    plan: _Plan, at: Place, row: Sequence[str], asking: Asking, values: dict[str, Any], said: list[str]
) -> Iterator[LeftOut]:
    """The scores of a row into `values`; what they were before into `said`."""
    sides = set()
    for place in plan.of(*ALL_SCORES):
        cell, column = row[place], plan.chosen[place]
        if not cell:
            continue
        score, changed, why = _score(cell, plan.tops.get(place, int(TEN)), asking)
        if score is None:
            refused = why in ("import_no_strength", "import_out_of_range")
            yield LeftOut(Place(at.line, at.member, plan.table.names[place]), Fault(why), cell, refused=refused)
            continue
        values["from_words"] = values.get("from_words", False) or why == "words"
        for name in ("leg", "back") if column is Column.BOTH else (NUMBERS[column],):
            values[name] = max(score, values.get(name, 0))
        if column is Column.LEG and score and (side := columns.side(plan.table.names[place])):
            sides.add(side)
        if changed or len(plan.of(column)) > 1:
            said.append(plan.said(place, cell))
    if sides:
        values["side"] = sides.pop() if len(sides) == 1 else "both"


def _minutes(plan: _Plan, row: Sequence[str], values: dict[str, Any], said: list[str]) -> None:
    for place in plan.of(Column.SITTING, Column.WALKING):
        if row[place] and (minutes := minutes_of(row[place])) is not None:
            values[plan.chosen[place].value] = minutes
        elif row[place]:
            said.append(plan.said(place, row[place]))


def _score(cell: str, top: int, asking: Asking) -> tuple[int | None, bool, str]:
    """The score of a cell, whether its spelling is to be kept, and why it has none, or that it was made of a word."""
    value, of = meanings.out_of(cell, top)
    if value is not None:
        strength = meanings.strength(value, of)
        return (None, False, "import_out_of_range") if strength is None else (strength.score, strength.changed, "")
    if cell.casefold() not in meanings.STRENGTH_WORDS:
        return None, False, "import_no_strength"
    word = meanings.word_strength(cell, asking)
    return (None, False, "import_words") if word is None else (word, True, "words")


def _sessions(
    plan: _Plan, at: Place, when: When, row: Sequence[str], asking: Asking, said: list[str]
) -> Iterator[Session]:
    """Treatments by their names, on offer; other words of these columns into `said`."""
    minutes = next(filter(None, (minutes_of(row[place]) for place in plan.of(Column.MINUTES))), None)
    found: dict[str, str] = {}
    for place in plan.of(Column.TREATMENT, Column.TAG):
        others = []
        for name in listed(row[place]):
            kind = meanings.treatment(name) if len(name) <= NAME_LONG else None
            if kind is None:
                others.append(name)
            else:
                found[name] = kind
        if others:
            said.append(plan.said(place, ", ".join(others)))
    for name, kind in found.items():
        asking.answer(Question(Ask.OFFER, NO_YES, of=name, kind=kind), name)
        length = minutes if len(found) == 1 else None
        yield Session(place=at, when=when, kind=kind, minutes=length, offer=name, said=(name,))
    if minutes is not None and len(found) != 1:
        said.extend(plan.said(place, row[place]) for place in plan.of(Column.MINUTES) if row[place])


def _doses(plan: _Plan, at: Place, when: When, row: Sequence[str]) -> Iterator[Dose]:
    """Medicine by its name with its amount; of a column named after one, with a number or a tick."""
    amounts = [row[place] for place in plan.of(Column.AMOUNT) if row[place]]
    for place in plan.of(Column.MEDICINE):
        cell, name = row[place], plan.table.names[place]
        if not cell or cell.casefold() in NOT_TAKEN:
            continue
        if cell.casefold() in TAKEN or meanings.number(cell) is not None:
            said = () if cell.casefold() in TAKEN else (plan.said(place, cell),)
            yield Dose(place=at, when=when, name=name[:NAME_LONG], said=said)
            continue
        names = listed(cell)
        for one in names:
            yield _dose(at, when, one, amounts, alone=len(names) == 1)


def _dose(at: Place, when: When, written: str, amounts: Sequence[str], *, alone: bool) -> Dose:
    """The amount that stands beside the name, or in the column of amounts, where that is of one medicine alone."""
    named = meanings.amount(written)
    beside = next(filter(None, map(meanings.amount, amounts)), None) if alone else None
    value, unit = named or beside or (None, None)
    name = (meanings.without_amount(written) if named else "") or written
    said = (*((written,) if named else ()), *(amounts if named or not beside else ()))
    return Dose(place=at, when=when, name=name[:NAME_LONG], amount=value, unit=unit, said=said)
