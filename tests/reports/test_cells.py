"""Single cells: no spreadsheet runs one, and reading gives back what was written."""

import csv
import io
from datetime import UTC, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.values.rounding import two_decimals
from tracker.fields.field import count
from tracker.files import cells
from tracker.files.cells import AS_TEXT, AS_VALUES, DANGEROUS, farthest, guarded, unguarded
from tracker.files.columns import File
from tracker.files.contract import ENTRIES
from tracker.files.csv_writer import DIFFERENT_MOST, LINES_AT_ONCE, file_bytes
from tracker.files.rows import Piece

STARTS = "=+-@\t\r\n\x00＝＋－＠"


@given(st.text(st.sampled_from(STARTS + "'a ") | st.characters(), max_size=8))
def test_the_guard_is_lossless_and_leaves_no_formula(text: str) -> None:
    safe = guarded(text)
    assert unguarded(safe) == text
    assert not safe or safe[0] not in DANGEROUS


@pytest.mark.parametrize("start", STARTS)
def test_every_start_of_a_formula_gets_a_guard(start: str) -> None:
    assert guarded(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("'tis fine", "'tis fine"), ("''tis", "'tis"), ("'", "'"), ("'=1", "=1"), ("", ""), ("plain", "plain")],
)
def test_only_a_guard_is_taken_away(typed: str, read: str) -> None:
    assert unguarded(typed) == read


def test_nothing_recorded_is_an_empty_cell() -> None:
    assert guarded(None) == ""
    assert cells.listed(None) == ""
    assert cells.farthest(None) == ""
    assert cells.amount(None) == ""
    assert cells.day_score(None) == ""
    assert cells.utc_moment(None) == ""
    assert cells.YES_NO[None] == ""


def test_numbers() -> None:
    assert [two_decimals(v) for v in (0, 55, 8.5)] == ["0.00", "55.00", "8.50"]
    assert [cells.amount(v) for v in (0, 400, 0.5, Decimal("0.125"))] == ["0", "400", "0.5", "0.125"]
    assert [cells.day_score(v) for v in (0, 5, 4.5, 1 / 3)] == ["0", "5", "4.50", "0.33"]


@pytest.mark.parametrize(
    ("offset", "written"),
    [
        (0, "2026-03-01T23:30:00+00:00"),
        (60, "2026-03-02T00:30:00+01:00"),
        (-210, "2026-03-01T20:00:00-03:30"),
        (345, "2026-03-02T05:15:00+05:45"),
    ],
)
def test_both_kinds_of_database_write_the_same_moment(offset: int, written: str) -> None:
    value = datetime(2026, 3, 1, 23, 30, 0, 999_999, tzinfo=UTC)
    assert AS_VALUES.moment(value, offset) == written
    assert AS_TEXT.moment("2026-03-01 23:30:00.999999", offset) == written
    assert datetime.fromisoformat(written) == value.replace(microsecond=0)


@given(st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_any_moment_is_written_the_same_by_both(naive: datetime, offset: int) -> None:
    stored = naive.strftime("%Y-%m-%d %H:%M:%S.%f")
    assert AS_TEXT.moment(stored, offset) == AS_VALUES.moment(naive.replace(tzinfo=UTC), offset)


def test_both_kinds_of_database_write_the_same_ids_and_times() -> None:
    assert AS_TEXT.identifier("12345678123456781234567812345678") == "12345678-1234-5678-1234-567812345678"
    assert AS_TEXT.identifier(None) == AS_VALUES.identifier(None) == ""
    assert AS_TEXT.clock("07:05:00.000000") == AS_VALUES.clock(time(7, 5)) == "07:05"
    assert AS_TEXT.clock(None) == AS_VALUES.clock(None) == ""


@given(st.lists(st.none() | st.text(st.characters(exclude_characters="\r\x00")), min_size=22, max_size=22))
def test_the_diarys_quoting_is_that_of_a_writer(notes: list[str | None]) -> None:
    row = dict.fromkeys(ENTRIES.slots) | {
        "id": "1" * 32,
        "kind": "daily",
        "for_date": "2026-03-01",
        "entered_at": "2026-03-01 20:00:00.000000",
        "entered_offset": 60,
        "late": 0,
        "leg_pain": 5,
        "regions": "buttock calf",
        "walking_minutes": 1440,
        "leg_later": 0,
    }
    rows = [list((row | {"note": note}).values()) for note in notes]
    text = b"".join(file_bytes(ENTRIES, [Piece(rows, AS_TEXT, {"farthest_point": farthest})])).decode()
    header, *read = csv.reader(io.StringIO(text, newline=""))
    named = [dict(zip(ENTRIES.header, line, strict=True)) for line in read]
    assert [unguarded(line["note"]) for line in named] == [note or "" for note in notes]
    assert (named[0]["farthest_point"], named[0]["regions"], named[0]["late"]) == ("calf", "buttock; calf", "no")
    assert (named[0]["leg_pain"], named[0]["back_pain"], named[0]["walking_minutes"]) == ("5", "", "1440")
    assert "".join(map(_quoted, [header, *read])) == text


def test_more_different_values_than_are_remembered_are_written_all_the_same() -> None:
    one = File("a.csv", (count("a", "A"),))
    numbers = [*range(DIFFERENT_MOST + 2), 0]
    text = b"".join(file_bytes(one, [Piece([(number,) for number in numbers])])).decode()
    assert text.split() == ['"a"', *(f'"{number}"' for number in numbers)]


def _quoted(line: list[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' if cell else "" for cell in line) + "\r\n"


def test_a_file_comes_in_pieces() -> None:
    one = File("a.csv", (count("a", "A"),))
    pieces = list(file_bytes(one, [Piece([(number,) for number in range(2 * LINES_AT_ONCE)])]))
    assert len(pieces) == 3
    assert b"".join(pieces).startswith(b'"a"\r\n"0"\r\n"1"\r\n')
    assert len(list(file_bytes(one, [Piece([(number,) for number in range(LINES_AT_ONCE)])]))) == 2
    assert b"".join(file_bytes(one, [])) == b'"a"\r\n'
