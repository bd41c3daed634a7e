"""Workbooks: what others wrote is read as it stands there, and what means harm ends in one sentence."""

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests.importers.support import HERE, brought, entries
from tracker.importers import spreadsheetml, workbook
from tracker.importers.asking import Ask, Asking
from tracker.importers.opening import Unreadable, open_file
from tracker.importers.sources import spreadsheet
from tracker.importers.workbook import is_workbook, sheets
from tracker.importers.workbook_cells import shown
from tracker.wording.importers import said

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = '<Relationship Id="{}" Type="' + RELATED + '/{}" Target="{}"/>'
Rows = list[tuple[int, list[str]]]


def relations(*of: tuple[str, str, str]) -> str:
    inner = "".join(RELATION.format(*one) for one in of)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


PARTS = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": relations(("a", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATED}"><sheets><sheet name="S" sheetId="1" r:id="s"/>'
    '<sheet name="T" r:id="missing"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": relations(("s", "worksheet", "/xl/worksheets/sheet1.xml")),
}


def written(path: Path, rows: str, **others: str) -> Path:
    """A workbook with this inside of its sheet, and other parts in place of the usual ones."""
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (PARTS | {"xl/worksheets/sheet1.xml": sheet} | others).items():
            archive.writestr(name, content)
    return path


def read(path: Path, number: int = 0) -> Rows:
    return list(sheets(open_file(path))[number].cells())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "any.name"


def by_xlsxwriter(path: Path, *, from_1904: bool) -> None:
    book = xlsxwriter.Workbook(path, {"date_1904": from_1904})
    book.add_worksheet("Hidden").hide()
    sheet = book.add_worksheet("Diary")
    sheet.activate()
    formats = [book.add_format({"num_format": code}) for code in ("dd.mm.yyyy", 14, 22, "h:mm", '"day" 0', "[h]:mm")]
    sheet.write_row(0, 0, ["Day", "n", "moment", "time", "text", "long"])
    sheet.write_datetime(2, 0, date(2026, 3, 1), formats[0])
    sheet.write_datetime(2, 1, date(2026, 3, 2), formats[1])
    sheet.write_datetime(2, 2, datetime(2026, 3, 3, 18, 30), formats[2])  # noqa: DTZ001 - of no zone
    sheet.write_datetime(2, 3, time(8, 5), formats[3])
    sheet.write_number(2, 4, 46_000, formats[4])
    sheet.write_number(2, 5, 0.1 + 0.2)
    sheet.write_string(3, 0, " 007\u00a0")
    sheet.write_boolean(3, 1, True)
    sheet.write_formula(3, 2, "=1/0", value="#DIV/0!")
    sheet.write_rich_string(3, 3, "a", book.add_format({"bold": True}), "b", "c")
    sheet.write_formula(3, 4, "=2+2", value=4)
    book.close()


def by_openpyxl(path: Path, *, from_1904: bool) -> None:
    book = openpyxl.Workbook()
    if from_1904:
        book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - of no zone
    book.active.title = "Hidden"
    book.active.sheet_state = "hidden"
    sheet: Any = book.create_sheet("Diary")
    sheet.append(["Day", "n", "moment", "time", "text", "long"])
    sheet.append([])
    moment = datetime(2026, 3, 3, 18, 30)  # noqa: DTZ001 - of no zone
    sheet.append([date(2026, 3, 1), date(2026, 3, 2), moment, time(8, 5), 46_000, 0.1 + 0.2])
    sheet["E3"].number_format = '"day" 0'
    sheet.append([" 007\u00a0", True, "#DIV/0!", "abc", 4])
    sheet["C4"].data_type = "e"
    book.save(path)


@pytest.mark.parametrize("write", [by_xlsxwriter, by_openpyxl])
@pytest.mark.parametrize("from_1904", [False, True])
def test_what_others_wrote(path: Path, write: Callable[..., None], from_1904: bool) -> None:
    write(path, from_1904=from_1904)
    assert is_workbook(open_file(path))
    assert [sheet.name for sheet in sheets(open_file(path))] == ["Diary"]
    assert read(path) == [
        (1, ["Day", "n", "moment", "time", "text", "long"]),
        (3, ["2026-03-01", "2026-03-02", "2026-03-03T18:30", "08:05", "46000", "0.3"]),
        (4, ["007", "1", "#DIV/0!", "abc", "4"]),
    ]


def test_days_that_span_rows(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (
        ["Date", "Time", "Leg"],
        [date(2026, 3, 1), "8:00", 5],
        [None, "20:00", 7],
        [date(2026, 3, 2), "9:00", 1],
    ):
        sheet.append(row)
    sheet.append([None, "10:00", 2])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B6:C6")
    book.save(path)
    made, _asking = brought(path)
    assert entries(made, "for_date", "leg_pain") == [
        (date(2026, 3, 1), 5),
        (date(2026, 3, 1), 7),
        (date(2026, 3, 2), 1),
    ]
    assert [(left.place.line, left.refused) for left in made.left_out] == [(5, True)]


def test_which_sheet_is_asked_where_several_have_a_table(path: Path) -> None:
    book = openpyxl.Workbook()
    for name, leg in (("Empty", None), ("Before", 1), ("Now", 2)):
        sheet: Any = book.create_sheet(name)
        if leg is not None:
            sheet.append(["My diary"])
            sheet.append(["Date", "Leg"])
            sheet.append([date(2026, 3, 1), leg])
    book.save(path)
    made, asking = brought(path)
    (asked,) = (one for one in asking.asked if one.question.ask is Ask.SHEET)
    assert (asked.question.choices, asked.answer) == (("Before", "Now"), "Before")
    assert entries(made, "leg_pain") == [(1,)]
    assert {record.place.member for record in made.records} == {"Before"}
    assert entries(brought(path, {"sheet": "Now"})[0], "leg_pain") == [(2,)]


def test_oddities_of_other_writers(path: Path) -> None:
    """Cells and rows without their place, text in them, prefixes, how a name is spoken, types that are not known."""
    rows = (
        '<row><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>spoken</t></rPh></is></c>'
        "<c><v>1e3</v></c></row>"
        '<row r="4"><c r="C4" t="d"><v>2026-03-01T00:00:00</v></c><c t="s"><v>0</v></c><c t="s"><v>9</v></c></row>'
        '<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:c s="1"><x:v>-1</x:v></x:c>'
        '<x:c s="1"><x:v>word</x:v></x:c><x:c><x:v>nan</x:v></x:c><x:c t="s"><x:v>x</x:v></x:c></x:row>'
        '<row r="9"><c r="?9"><v>1</v></c><c r="ZZZ9"><v>1</v></c><c r="A9" s="1"><v>1</v></c>'
        '<c r="B9" s="1"><v>36.5</v></c><c r="C9" s="7"><v>60</v></c><c r="D9" s="3"><v>5</v></c></row>'
    )
    strings = f"<sst {MAIN}><si><t>one</t><rPh><t>wan</t></rPh></si></sst>"
    styles = (
        f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="170" formatCode="[Red]0.0;yyyy"/><numFmt numFmtId="171" '
        'formatCode="[hh]:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="171"/><xf/><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    related = (("s", "worksheet", "worksheets/sheet1.xml"), ("t", "sharedStrings", "t.xml"), ("u", "styles", "u.xml"))
    parts = {"xl/_rels/workbook.xml.rels": relations(*related), "xl/t.xml": strings, "xl/u.xml": styles}
    assert read(written(path, rows, **parts)) == [
        (1, ["ab", "1000"]),
        (4, ["", "", "2026-03-01", "one", ""]),
        (5, ["-1", "word", "", ""]),
        (9, ["1900-01-01", "1900-02-05T12:00", "60", "5"]),
    ]


def test_spans_that_are_none(path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="A1:A1"/><mergeCell ref="ZZ1:ZZ9"/><mergeCell ref="A2:B4"/></mergeCells>'
    cells = ((1, "A"), (2, "A"), (3, "B"), (5, "B"))
    rows = "".join(f'<row r="{row}"><c r="{column}"><v>{row}</v></c></row>' for row, column in cells)
    sheet = f"<worksheet {MAIN}><sheetData>{rows}<row r='6'/></sheetData>{merged}</worksheet>"
    found = read(written(path, "", **{"xl/worksheets/sheet1.xml": sheet}))
    assert found == [(1, ["1"]), (2, ["2"]), (3, ["2", "3"]), (5, ["", "5"])]


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 1000}">' for n in range(9))
BAD = {
    "bomb of entities": f'<!DOCTYPE x [{ENTITIES}]><worksheet><row><c t="str"><v>&e8;</v></c></row></worksheet>',
    "outside": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>',
    "cut": f"<worksheet {MAIN}><sheetData><row><c><v>1</v></c></row>",
    "far row": '<worksheet><row r="900000000000"><c><v>1</v></c></row></worksheet>',
    "no row": '<worksheet><row r="one"><c><v>1</v></c></row></worksheet>',
    "row beyond": '<worksheet><row r="9999999"><c><v>1</v></c></row></worksheet>',
    "deep": "<a>" * 100 + "</a>" * 100,
    "no end of a tag": "<worksheet a='" + "x" * 5_000_000,
    "cell without end": f'<worksheet><row><c t="str"><v>{"x" * 200_000}</v></c></row></worksheet>',
    "no xml": "PK\x03\x04",
}


@pytest.mark.parametrize("name", BAD)
def test_sheets_that_mean_harm(path: Path, name: str) -> None:
    tracemalloc.start()
    written(path, "", **{"xl/worksheets/sheet1.xml": BAD[name]})
    tracemalloc.reset_peak()
    with pytest.raises(Unreadable) as caught:
        read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said(caught.value.fault) == "This workbook is damaged. Please save it again, as XLSX or CSV."
    assert peak < 30_000_000


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_damaged_workbook(path: Path, part: str) -> None:
    written(path, "", **{part: "<workbook"})
    with pytest.raises(Unreadable):
        list(spreadsheet.read(open_file(path), Asking(), HERE))


def test_what_is_no_workbook(path: Path) -> None:
    for others in (
        {"[Content_Types].xml": "", "_rels/.rels": "<broken"},
        {"_rels/.rels": relations(("a", "officeDocument", "word/document.xml"))},
        {"_rels/.rels": relations(("a", "officeDocument", "xl/workbook.bin"))},
    ):
        assert not is_workbook(open_file(written(path, "", **others)))
        assert sheets(open_file(path)) == []
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "b")
    assert not is_workbook(open_file(path))


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"ods"])
def test_workbooks_of_other_kinds(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    if content == b"ods":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(Unreadable) as caught:
        open_file(path)
    assert "XLSX" in said(caught.value.fault)


def test_limits(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>1</v></c></row>' for row in range(1, 4))
    related = relations(("s", "worksheet", "worksheets/sheet1.xml"), ("t", "sharedStrings", "t.xml"))
    merged = '<mergeCell ref="A1:A2"/><mergeCell ref="A3:A4"/>'
    strings = f"<sst {MAIN}>{'<si/>' * 10}</sst>"
    written(path, rows + merged, **{"xl/_rels/workbook.xml.rels": related, "xl/t.xml": strings})
    assert read(path) == []
    for module, limits in (
        (workbook, {"STRINGS_MOST": 5}),
        (workbook, {"BESIDE_MOST": 5}),
        (workbook, {"SHEET_MOST": 5}),
        (spreadsheetml, {"START": 50, "TOKEN_MOST": 10}),
    ):
        (sheet,) = sheets(open_file(path))
        with monkeypatch.context() as patch:
            for name, limit in limits.items():
                patch.setattr(module, name, limit)
            with pytest.raises(Unreadable):
                list(sheet.cells())
    monkeypatch.setattr(workbook, "MERGED_MOST", 0)
    assert read(path) == []


def test_many_rows_in_little_memory(path: Path) -> None:
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    for row in range(3_000):
        sheet.write_row(row, 0, [f"text {row}", row, row / 7])
    book.close()
    file = open_file(path)
    tracemalloc.start()
    count = sum(1 for _row in sheets(file)[0].cells())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (count, peak < 3_000_000) == (3_000, True)


def test_a_workbook_and_its_csv_bring_the_same(path: Path) -> None:
    sample = Path(__file__).parent / "samples/spreadsheet/utf-8.csv"
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in csv.reader(io.StringIO(sample.read_text("utf-8-sig")), delimiter=";"):
        sheet.append([cell or None for cell in row])
    book.save(path)
    ours, theirs = brought(path)[0], brought("spreadsheet/utf-8.csv")[0]
    assert [record.values for record in ours.records] == [record.values for record in theirs.records]
    assert [record.id for record in ours.records] == [record.id for record in theirs.records]


def test_days_of_both_epochs_at_their_ends() -> None:
    def day(value: str, *, from_1904: bool = False) -> str:
        return shown("n", value, (), True, from_1904=from_1904)

    assert [day(value) for value in ("1", "59", "61", "0.5", "0.99999999", "2958464", "2958465", "-1")] == [
        "1900-01-01",
        "1900-02-28",
        "1900-03-01",
        "12:00",
        "1900-01-01",
        "9999-12-30",
        "2958465",
        "-1",
    ]
    assert day("2957002.99999999", from_1904=True) == (date(1904, 1, 1) + timedelta(2957003)).isoformat()
    assert day("2957003", from_1904=True) == "2957003"
