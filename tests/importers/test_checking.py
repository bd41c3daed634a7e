"""Records of a file under the rules of forms, and what is told of a file that was read."""

import datetime as dt
import itertools
import json
import os
import resource
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.importers.support import HERE, SAMPLES
from tracker.domain.errors import Fault
from tracker.importers import bringing, kept, opening, program
from tracker.importers.asking import Asking
from tracker.importers.assembling import Record
from tracker.importers.bringing import OURS, Brought, Wanted, bring
from tracker.importers.checking import Row, check
from tracker.importers.contract import DayContext, Here, Item, LeftOut, Place, Score, When
from tracker.importers.opening import open_file

DAY, ID = date(2026, 3, 1), UUID(int=5)
NOON = datetime(2026, 3, 1, 12, tzinfo=HERE.zone)
NINE = NOON.time().replace(hour=21)
FILE = SAMPLES / "bearable" / "seven-columns.csv"


def record(what: str, **values: Any) -> Record:
    return Record(what, ID, values, Place(7))


def entry(**values: Any) -> Record:
    return record("entry", **{"kind": "daily", "for_date": DAY, "leg_pain": 4} | values)


def named(source: str) -> str:
    return source.capitalize()


@pytest.mark.parametrize(
    ("made", "column", "value"),
    [
        (entry(written_on=date(2026, 3, 3)), "leg_later", 2),
        (entry(written_on=DAY), "late", False),
        (entry(), "leg_later", 0),
        (entry(from_words=True), "from_words", True),
        (record("session", kind="heat", status="attended", started_at=NOON, time_unknown=True), "time_unknown", True),
        (record("dose", name=" Ibuprofen ", amount=Decimal(400), unit="mg", taken_at=NOON), "name", "Ibuprofen"),
        (record("dose", name="Ibuprofen", amount=Decimal(400), unit="mg", taken_at=NOON), "amount", Decimal("400.000")),
        (record("change", kind="work", for_date=DAY), "kind", "work"),
        (record("context", for_date=DAY, steps=9), "steps", 9),
    ],
)
def test_what_holds_is_a_row(made: Record, column: str, value: Any) -> None:
    row = check(made, HERE)
    assert isinstance(row, Row)
    assert (row.day, row.values[column], row.values["entered_at"]) == (DAY, value, HERE.now)


@pytest.mark.parametrize(
    ("made", "code", "cell"),
    [
        (entry(leg_pain=11), "no_whole", "11"),
        (entry(for_date=date(1969, 1, 1)), "too_early", "1969-01-01"),
        (entry(for_date=date(2999, 1, 1)), "import_to_come", "2999-01-01"),
        (entry(note="\x00"), "hidden_character", "\x00"),
        (record("entry", kind="daily", for_date=DAY), "nothing_scored", None),
        (record("dose", name="A", amount=Decimal(10**9), unit="mg", taken_at=NOON), "no_number", "1000000000"),
        (record("dose", name="A", amount=Decimal("0.0001"), unit="mg", taken_at=NOON), "too_many_places", "0.0001"),
        (record("context", for_date=date(2999, 1, 1), steps=9), "import_to_come", "2999-01-01"),
    ],
)
def test_what_does_not_hold_says_why_and_what_stands_there(made: Record, code: str, cell: str | None) -> None:
    left = check(made, HERE)
    assert isinstance(left, LeftOut)
    assert (left.why.code, left.cell, left.refused, left.place.line) == (code, cell, True, 7)


def test_noon_of_today_is_no_time_to_come_where_it_stands_for_no_time() -> None:
    early = Here(datetime(2026, 3, 1, 5, tzinfo=UTC), HERE.zone)
    known = record("session", kind="heat", status="attended", started_at=NOON)
    unknown = record("session", kind="heat", status="attended", started_at=NOON, time_unknown=True)
    assert isinstance(check(known, early), LeftOut)
    row = check(unknown, early)
    assert isinstance(row, Row)
    assert row.values["entered_at"] == early.now


def test_a_part_of_today_is_no_time_to_come() -> None:
    early = Here(datetime(2026, 3, 1, 5, tzinfo=UTC), HERE.zone)
    evening = {"kind": "moment", "for_time": NINE}
    assert isinstance(check(entry(**evening, time_unknown=False), early), LeftOut)
    row = check(entry(**evening, time_unknown=True), early)
    assert isinstance(row, Row)
    assert (row.values["for_time"], row.values["time_unknown"]) == (NINE, True)


def test_an_unknown_file_is_not_read_and_ours_is_known(tmp_path: Path) -> None:
    (tmp_path / "a").write_text('{"x": 1}')
    (tmp_path / "b").write_text("entry_id,kind,for_date,leg_pain\n")
    assert bring(open_file(tmp_path / "a"), Wanted(), HERE, named).source is None
    assert bring(open_file(tmp_path / "b"), Wanted(), HERE, named).source == OURS


class Twice:
    """A source that gives the day's own score and the steps of a day twice, and five moments."""

    CODE = "bearable"
    ONE_PER_INSTANT = False

    def recognise(self, file: opening.Opened) -> bool:
        raise NotImplementedError

    def read(self, file: opening.Opened, asking: Asking, here: Here) -> Iterator[Item]:
        assert file
        assert here
        assert not asking.asked
        for line in (1, 2):
            yield Score(place=Place(line), when=When(DAY), leg=3)
            yield DayContext(place=Place(line), when=When(DAY), steps=3)
        for hour in range(5):
            yield Score(place=Place(9), when=When(DAY, dt.time(hour)), leg=3)


def test_a_second_row_of_a_day_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "BY_CODE", {"bearable": Twice()})
    made = bring(open_file(FILE), Wanted(), HERE, named)
    assert made.counts == {"entry": 6, "context": 1}
    assert [(left.why.code, left.place.line) for left in made.left_out] == [("import_second_of_day", 2)] * 2
    kept.write(tmp_path, made, 1)
    told = kept.read_told(tmp_path, 1)
    assert told is not None
    assert {what: len(rows) for what, rows in told.samples.items()} == {"entry": kept.FIRST, "context": 1}


def test_of_many_of_one_reason_the_first_are_shown(tmp_path: Path) -> None:
    left = LeftOut(Place(1), Fault("import_no_field"))
    kept.write(tmp_path, Brought(left_out=[left] * 9), 1)
    told = kept.read_told(tmp_path, 1)
    assert told is not None
    assert [(group.count, len(group.first)) for group in told.left] == [(9, kept.FIRST)]


def test_what_stops_in_the_middle_brings_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: Any) -> Any:
        raise opening.Unreadable(Fault("import_broken_csv"), 4)

    file = open_file(FILE)
    assert file.only is not None
    assert file.only.header
    monkeypatch.setattr(opening.Part, "table", broken)
    made = bring(file, Wanted(), HERE, named)
    assert made.fault is not None
    assert (made.fault.line, made.rows, made.left_out, made.days) == (4, [], [], None)


def asked(folder: Path, **more: Any) -> Path:
    """A folder as the page makes it."""
    said = {"source": None, "answers": {}, "now": HERE.now.isoformat(), "zone": HERE.zone.key, "edition": 3} | more
    kept.put(folder / program.ASKED, said)
    (folder / program.FILE).write_bytes(FILE.read_bytes())
    return folder


def test_the_program_keeps_what_it_read(tmp_path: Path) -> None:
    program.read(asked(tmp_path, answers={"words": "yes"}))
    told = kept.read_told(tmp_path, 3)
    assert told is not None
    assert (told.source, told.rows, told.counts, told.from_words) == ("bearable", 5, {"entry": 3, "dose": 2}, 3)
    assert next(kept.each_piece(tmp_path)).ids[0] == UUID(told.samples["entry"][0]["id"]).hex
    assert (told.first, told.last, told.days, told.refused, told.lacks) == (DAY, date(2026, 3, 3), 3, 0, False)
    assert [one.key for one in told.asked] == ["words", "offer:Acupuncture", "offer:Walk"]
    assert sum(group.count for group in told.left) == len(kept.each_left(tmp_path, 0, 100))
    assert len(kept.each_left(tmp_path, 1, 2)) == 2
    assert kept.read_told(tmp_path, 4) is None
    assert json.loads((tmp_path / program.PROGRESS).read_text())["edition"] == 3


def test_what_cannot_be_opened_is_kept_too(tmp_path: Path) -> None:
    asked(tmp_path)
    (tmp_path / program.FILE).write_bytes(b" ")
    program.read(tmp_path)
    told = kept.read_told(tmp_path, 3)
    assert told is not None
    assert told.fault is not None
    assert told.fault.fault == Fault("import_empty")


def test_a_file_that_takes_all_memory_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_args: Any) -> Brought:
        raise MemoryError

    monkeypatch.setattr(program, "bring", greedy)
    program.read(asked(tmp_path))
    told = kept.read_told(tmp_path, 3)
    assert told is not None
    assert told.fault is not None
    assert told.fault.fault.code == "import_too_much"


def test_without_anything_asked_nothing_is_read(tmp_path: Path) -> None:
    program.read(tmp_path)
    assert kept.read_told(tmp_path, 3) is None


def test_progress_never_goes_back_and_is_noted_now_and_then(tmp_path: Path) -> None:
    times = itertools.count(0.0, 0.6)
    progress = program.Progress(tmp_path / "progress", open_file(FILE), 1, clock=lambda: next(times))
    left = LeftOut(Place(1), Fault("import_no_field"))
    assert len(list(progress.noting([left] * (2 * program.NOTE_EVERY + 1)))) == 2 * program.NOTE_EVERY + 1
    assert kept.load(tmp_path / "progress") == {"percent": 0, "edition": 1}
    part = open_file(FILE).parts[0]
    progress.begin()
    with part.open() as stream:
        stream.read(500)
        list(progress.noting([left]))
        assert progress.percent == program.READ * 500 // part.size
    list(progress.noting([left]))
    assert progress.percent == program.READ
    list(progress.noting([left] * 400, 400))
    assert progress.percent == program.READ + (program.ALMOST - program.READ) // 2
    opening.WATCHED.set(None)


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, tuple[int, int]]]:
    """What would be limited: the tests themselves go on."""
    found: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, most: found.append((what, most)))
    monkeypatch.setattr(os, "nice", lambda _more: 0)
    return found


def test_the_program_takes_no_more_than_it_may(
    limits: list[tuple[int, tuple[int, int]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (-1, resource.RLIM_INFINITY))
    program.limit()
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (-1, 5))
    program.limit()
    assert [most for _what, (most, _hard) in limits] == [program.MEMORY_MOST, program.SECONDS_MOST, 5, 5]


def test_two_read_at_a_time_and_one_folder_is_read_once(
    tmp_path: Path, limits: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[int] = []
    held = [program.take_a_place(tmp_path, lambda: None) for _number in range(program.AT_ONCE)]

    def again() -> None:
        waited.append(1)
        os.close(held.pop())

    program.take_a_place(tmp_path, again)
    assert waited == [1]
    folder = tmp_path / "f"
    folder.mkdir()
    done: list[Path] = []
    monkeypatch.setattr(program, "read", done.append)
    monkeypatch.setattr(program, "take_a_place", lambda _folder, wait: wait() or 1)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    program.main(folder)
    program.main(folder)
    assert done == [folder]


@pytest.mark.parametrize("cell", ["x" * 500, "a\x00b\n"])
def test_a_cell_is_kept_short_and_plain(cell: str, tmp_path: Path) -> None:
    made = Brought(left_out=[LeftOut(Place(1, "m", "c"), Fault("import_no_field", most=3, why=date(2026, 1, 1)), cell)])
    kept.write(tmp_path, made, 1)
    told = kept.read_told(tmp_path, 1)
    assert told is not None
    shown = told.left[0].first[0]
    assert shown.cell is not None
    assert len(shown.cell) <= kept.CELL_SHOWN + 1
    assert shown.cell.isprintable()
    assert shown.fault.values == {"most": 3, "why": "2026-01-01"}
