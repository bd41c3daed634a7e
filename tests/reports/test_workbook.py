"""What stands in a workbook: what the files hold, as real numbers, days and times, with a chart."""

import uuid
import zipfile
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.reports.rooms import NOW, add, exported, rows_of
from tests.reports.sheets import opened, sheet_rows, sheet_texts
from tests.reports.test_exports import DAY, add_course, add_entry, add_session
from tests.support.blanks import plain
from tracker.fields.field import Kind, field
from tracker.files.cells import AS_TEXT, AS_VALUES, MINUTES_PER_HOUR, QUOTE
from tracker.files.contract import FILES, PAIN_BY_DAY
from tracker.files.sheet_cells import (
    MOST_UNITS,
    OFFSET,
    TWO_CELLS,
    cut,
    day_cell,
    moment_cell,
    moment_text,
    offset_cell,
)
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.exporting import export_to_folder
from tracker.treatment.models import Dose, PlanChange

BOOK = "all.xlsx"


def test_a_sheet_for_each_file_between_two_that_explain(db_session: Session, rosa: uuid.UUID) -> None:
    book = opened(exported(db_session, rosa, BOOK))
    assert book.sheetnames == ["About", "pain_by_day", *(file.stem for file in FILES), "Columns"]
    for file in (PAIN_BY_DAY, *FILES):
        sheet = book[file.stem]
        names = [n for f in file.columns for n in ((f.name, f.name + OFFSET) if f.kind in TWO_CELLS else (f.name,))]
        assert [cell.value for cell in sheet[1]] == names
        assert all(cell.font.bold for cell in sheet[1])
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        sized = sheet.column_dimensions.values()
        widths = {column: one.width for one in sized for column in range(one.min, one.max + 1)}
        assert all(widths[cell.column] > len(cell.value) for cell in sheet[1])


def test_an_entry_with_real_values(db_session: Session, rosa: uuid.UUID) -> None:
    entry_id = add_entry(
        db_session, rosa, DAY, 0, regions=("buttock", "calf"), late=True, leg_later=12, note='=1+1, "really"\nyes'
    )
    add_entry(db_session, rosa, DAY, 4, kind="moment", for_time=time(9, 30))
    daily, moment = sheet_rows(exported(db_session, rosa, BOOK), "entries")
    assert daily == {
        "entry_id": str(entry_id),
        "kind": "daily",
        "for_date": datetime.fromisoformat("2026-03-01 00:00"),
        "entered_at": datetime.fromisoformat("2026-03-01 21:00"),
        "entered_at_offset": "+01:00",
        "late": "yes",
        "leg_pain": 0,
        "farthest_point": "calf",
        "regions": "buttock; calf",
        "note": '=1+1, "really"\nyes',
        "leg_later": 12,
        "from_words": "no",
    }
    assert (moment["for_time"], moment["time_known"]) == (time(9, 30), "yes")


def test_numbers_are_numbers(db_session: Session, rosa: uuid.UUID) -> None:
    course_id = add_course(db_session, rosa)
    add_session(db_session, rosa, DAY, course_id=course_id, cost=Decimal("65.5"), insurance_covered=False)
    for hour in (9, 10):
        add_entry(db_session, rosa, DAY + timedelta(days=1), hour - 6, kind="moment", for_time=time(hour))
    [session] = sheet_rows(exported(db_session, rosa, BOOK), "sessions")
    assert session["started_at"] == datetime.fromisoformat("2026-03-01 18:30")
    assert [session[name] for name in ("session_number", "leg_next_day", "cost", "insurance_covered")] == [
        1,
        3.5,
        65.5,
        "no",
    ]
    dose = {"patient_id": rosa, "local_day": DAY, "entered_at": NOW}
    taken = {"taken_at": datetime(2026, 3, 1, 8, tzinfo=UTC), "taken_offset": -90, "none_taken": False}
    add(db_session, Dose, **dose, **taken, name="+Plus", amount=Decimal("1.125"), unit="g")
    add(db_session, Dose, **(dose | {"local_day": DAY - timedelta(days=1)}), none_taken=True)
    none, one = sheet_rows(exported(db_session, rosa, BOOK), "medication")
    assert (none["taken_at"], "taken_at_offset" in none) == (datetime.fromisoformat("2026-02-28 00:00"), False)
    assert (one["taken_at"], one["taken_at_offset"]) == (datetime.fromisoformat("2026-03-01 06:30"), "-01:30")
    assert (one["amount"], one["name"]) == (1.125, "+Plus")


def test_every_cell_says_what_the_files_say(db_session: Session, rosa: uuid.UUID) -> None:
    course_id = add_course(db_session, rosa, goal="-walk", visits_allowed=20, visits_rule="cms")
    add_session(db_session, rosa, DAY, course_id=course_id, points="BL40 left", practitioner="@home")
    add_session(db_session, rosa, DAY + timedelta(days=2), cost=Decimal(3))
    for offset in range(-7, 17):
        add_entry(db_session, rosa, DAY + timedelta(days=offset), 6 if offset < 0 else 3, back_pain=2)
    plan = {"course_id": course_id, "at": NOW, "by_name": "Rosa", "changed": {"b": 1, "a": [10, 12]}}
    add(db_session, PlanChange, patient_id=rosa, **plan)
    data = exported(db_session, rosa, BOOK)
    for file in FILES:
        written = rows_of(exported(db_session, rosa, file.name))
        rows = sheet_rows(data, file.stem)
        assert len(rows) == len(written)
        for row, texts in zip(rows, written, strict=True):
            for column in file.columns:
                _same(column.kind, row, column.name, texts[column.name])


def _same(kind: Kind, row: dict[str, Any], name: str, text: str) -> None:
    value = row.get(name)
    if value is None:
        assert text == "", name
    elif kind in TWO_CELLS:
        assert value.isoformat() + row[name + OFFSET] == text
    elif kind is Kind.DAY:
        assert value.date().isoformat() == text
    elif isinstance(value, (int, float)):
        assert float(value) == float(text)
    else:
        assert value == text.removeprefix(QUOTE), name


def test_the_chart_has_a_day_for_every_day_and_gaps(db_session: Session, rosa: uuid.UUID) -> None:
    add_entry(db_session, rosa, DAY, 3, back_pain=1)
    add_entry(db_session, rosa, DAY + timedelta(days=2), 5, leg_later=2)
    add_entry(db_session, rosa, DAY + timedelta(days=3), None, back_pain=4, back_later=1)
    data = exported(db_session, rosa, BOOK)
    assert [[*row.values()][1:] for row in sheet_rows(data, "pain_by_day")] == [[3, 1], [], [5, 5], [4, 4]]
    [chart] = opened(data)["pain_by_day"]._charts
    assert [series.val.numRef.f for series in chart.series] == [f"pain_by_day!${c}$2:${c}$5" for c in "BCDE"]
    assert chart.display_blanks == "gap"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert "gaps where nothing was recorded" in archive.read("xl/drawings/drawing1.xml").decode()
        kept = archive.read("xl/charts/chart1.xml").decode()
    assert kept.count('<c:ptCount val="4"/>') == 8
    assert "<c:v>46084</c:v>" in kept


def test_without_scores_there_is_no_chart(db_session: Session, rosa: uuid.UUID) -> None:
    assert not opened(exported(db_session, rosa, BOOK))["pain_by_day"]._charts


def test_a_range_holds_for_sheets_and_chart(db_session: Session, rosa: uuid.UUID) -> None:
    for offset in range(4):
        add_entry(db_session, rosa, DAY + timedelta(days=offset), 5)
    data = exported(db_session, rosa, BOOK, first=DAY + timedelta(days=1), last=DAY + timedelta(days=2))
    for sheet, name in (("entries", "for_date"), ("pain_by_day", "day")):
        assert [row[name].day for row in sheet_rows(data, sheet)] == [2, 3]


def test_text_stays_text(db_session: Session, rosa: uuid.UUID) -> None:
    notes = ["=cmd|'/c calc'!A1", "+1", "-2", "@x", "\tx", "https://example.org", "007", "_x0041_", "1", "a\x0bb", "'q"]
    for offset, note in enumerate(notes):
        add_entry(db_session, rosa, DAY + timedelta(days=offset), 1, note=note)
    data = exported(db_session, rosa, BOOK)
    sheet = opened(data)["entries"]
    column = next(cell.column for cell in sheet[1] if cell.value == "note")
    cells = [sheet.cell(row, column) for row in range(2, len(notes) + 2)]
    assert {cell.data_type for cell in cells} == {"inlineStr"} or {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if cell.value in notes] == [n for n in notes if n not in {"_x0041_", "a\x0bb"}]
    assert [cell.quotePrefix for cell in cells[:6]] == [True] * 5 + [False]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            assert "<f>" not in text, name
            assert "hyperlink" not in text, name


def test_the_same_record_gives_the_same_bytes(db_session: Session, rosa: uuid.UUID) -> None:
    add_entry(db_session, rosa, DAY, 5)
    assert exported(db_session, rosa, BOOK) == exported(db_session, rosa, BOOK)


def test_every_column_is_explained(db_session: Session, rosa: uuid.UUID) -> None:
    data = exported(db_session, rosa, BOOK)
    explained = [(row["Sheet"], row["Column"]) for row in sheet_rows(data, "Columns") if row.get("Column")]
    book = opened(data)
    heads = [(name, cell.value) for name in book.sheetnames[1:-1] for cell in book[name][1]]
    assert explained == heads
    assert all(row["Meaning"] for row in sheet_rows(data, "Columns"))
    texts = sheet_texts(data)
    assert texts["About"].startswith("Sciatica Tracker: your record\nThis is a diary, not a diagnosis")
    assert "Labels: worse is a rise of 2 points and 30 % or more" in plain(texts["Columns"])


def test_nothing_is_left_of_what_it_was_written_to(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    add_entry(db_session, rosa, DAY, 5)
    assert exported(db_session, rosa, BOOK)
    assert not [*tmp_path.iterdir()]

    def broken(*_args: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("tracker.files.xlsx_writer.draw_pain", broken)
    with pytest.raises(BrokenPipeError):
        exported(db_session, rosa, BOOK)
    assert not [*tmp_path.iterdir()]


def test_into_a_folder(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    [path] = export_to_folder(db_session, Wanted(rosa), tmp_path, NOW, "xlsx")
    assert path == tmp_path / BOOK
    assert path.read_bytes() == exported(db_session, rosa, BOOK)


class TestCells:
    def test_days_that_no_workbook_counts_stay_text(self) -> None:
        assert day_cell("1900-02-28") == "1900-02-28"
        assert day_cell("1900-03-01") == 61
        assert day_cell("") is None
        assert moment_cell("1899-12-31T10:00:00+01:00") == "1899-12-31T10:00:00"

    def test_moments_are_written_alike_from_text_and_values(self) -> None:
        moment, value = field(Kind.MOMENT, "at", "At"), datetime(2026, 3, 1, 23, 30, 15, tzinfo=UTC)
        for write, given_ in ((AS_TEXT, "2026-03-01 23:30:15"), (AS_VALUES, value)):
            text = moment_text(moment, write)
            assert text(given_, 90) == "2026-03-02T01:00:15+01:30"
            assert text(given_) == "2026-03-01T23:30:15+00:00"
            assert text(None, 60) == ""
        assert moment_cell("2026-03-02T01:00:15+01:30") == 46083 + (MINUTES_PER_HOUR * 60 + 15) / 86400
        assert (moment_cell(""), offset_cell("")) == (None, None)

    def test_plain_letters_fill_a_cell_to_its_end(self) -> None:
        assert cut("x" * MOST_UNITS, "…") == "x" * MOST_UNITS
        assert cut("x" * (MOST_UNITS + 1), "…") == "x" * (MOST_UNITS - 1) + "…"

    @given(st.text(max_size=60), st.integers(0, 3))
    def test_what_is_cut_says_so_and_fits(self, text: str, over: int) -> None:
        sign = " … (cut)"
        long = "\U0001f33f" * ((MOST_UNITS - over) // 2) + text
        kept = cut(long, sign)
        assert len(kept.encode("utf-16-le")) <= 2 * MOST_UNITS
        assert kept == long or (kept.endswith(sign) and long.startswith(kept.removesuffix(sign)))
        assert cut(text, sign) == text
