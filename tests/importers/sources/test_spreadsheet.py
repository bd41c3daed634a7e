"""A table of somebody's own: proposed by names and cells, read as the person says."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importers.support import HERE, brought, brought_bytes, entries, left_out, others
from tracker.importers import recognising
from tracker.importers.asking import Ask, Asking
from tracker.importers.assembling import Assembled
from tracker.importers.columns import Column
from tracker.importers.opening import Unreadable, open_file
from tracker.importers.sources import spreadsheet
from tracker.wording.importers import COLUMNS

DAY, NEXT = date(2026, 3, 1), date(2026, 3, 2)
Make = Callable[..., Path]


def answers(asking: Asking, ask: Ask = Ask.COLUMN) -> dict[str, str]:
    return {asked.question.of: asked.answer for asked in asking.asked if asked.question.ask is ask}


def as_columns(**columns: str) -> dict[str, str]:
    return {f"column:{name}": column for name, column in columns.items()}


@pytest.mark.parametrize("sample", ["trennzeichen-getrennt.csv", "utf-8.csv"])
def test_what_german_excel_writes(sample: str) -> None:
    made, asking = brought(f"spreadsheet/{sample}")
    assert answers(asking) == {
        "Datum": "day",
        "Uhrzeit": "time",
        "Bein": "leg",
        "Rücken": "back",
        "Behandlung": "treatment",
        "Gewicht": "nothing",
        "Notiz": "note",
    }
    assert entries(made, "kind", "for_date", "for_time", "leg_pain", "back_pain", "note") == [
        ("moment", DAY, time(18, 30), 6, 3, 'Lange Fahrt; "wieder"'),
        ("daily", NEXT, None, 7, None, "Müde, aber gut"),
        ("moment", date(2026, 3, 3), time(8, 5), 4, 2, "spreadsheet: Bein: 4,5"),
    ]
    assert others(made, "session", "kind", "time_unknown") == [("acupuncture", True)]
    assert [record.offer for record in made.records if record.what == "session"] == ["Akupunktur"]
    assert left_out(made, "import_no_score") == [5]
    assert left_out(made, "import_to_come") == [6]


def test_the_person_says_otherwise_and_headers_are_known_again() -> None:
    made, asking = brought("spreadsheet/utf-8.csv", as_columns(Bein="back", Rücken="nothing", Gewicht="note"))
    assert entries(made, "leg_pain", "back_pain") == [(None, 6), (None, 7), (None, 4)]
    assert entries(made, "note")[0] == ('82,4\nLange Fahrt; "wieder"',)
    file = open_file(Path(__file__).parent.parent / "samples/spreadsheet/utf-8.csv")
    other = open_file(Path(__file__).parent.parent / "samples/spreadsheet/trennzeichen-getrennt.csv")
    assert spreadsheet.header(file, asking) == spreadsheet.header(other, asking)


def test_all_columns_have_words() -> None:
    assert set(COLUMNS) == set(Column)


def test_a_table_without_a_day() -> None:
    made, asking = brought_bytes("Name,Leg\na,5\nb,6\n")
    assert answers(asking) == {"Name": "nothing", "Leg": "leg"}
    (left,) = made.left_out
    assert (left.why.code, left.place.line, left.cell, left.refused) == ("import_no_day_column", 1, "Name, Leg", True)


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("3/1/26", "3/13/26"), "month"),
        (("3/1/26", "13/1/26"), "day"),
        (("3.1.26", "4.1.26"), "day"),
        (("2026-01-03", "2026-01-04"), "day"),
    ],
)
def test_which_comes_first_is_decided_by_the_whole_column(days: tuple[str, str], first: str) -> None:
    made, asking = brought_bytes("Date,Leg\n" + "".join(f"{day},5\n" for day in days))
    assert answers(asking, Ask.DAY_ORDER) == {}
    assert entries(made, "for_date")[0] == (date(2026, 3, 1) if first == "month" else date(2026, 1, 3),)


def test_which_comes_first_is_asked_where_nothing_shows_it() -> None:
    text = "Date,Leg\n3/1/26,5\n4/1/26,6\n4/1/26,\n5/2/26,1\n6/2/26,1\n"
    made, asking = brought_bytes(text)
    (asked,) = (one for one in asking.asked if one.question.ask is Ask.DAY_ORDER)
    assert (made.records, asking.lacks, asked.examples, asked.rows) == ([], True, ["3/1/26", "4/1/26", "5/2/26"], 5)
    made, asking = brought_bytes(text, {"day_order:Date": "month"})
    assert entries(made, "for_date")[0] == (date(2026, 3, 1),)
    assert not asking.lacks


def test_the_scale_is_asked_where_numbers_are_higher_or_all_are_low() -> None:
    text = "Date,Leg\n2026-03-01,55\n2026-03-02,7\n"
    made, asking = brought_bytes(text)
    assert answers(asking, Ask.SCALE) == {"Leg": "10"}
    assert [(left.place.column, left.cell, left.refused) for left in made.left_out] == [("Leg", "55", True)]
    made, _asking = brought_bytes(text, {"scale:Leg": "100"})
    assert entries(made, "leg_pain", "note") == [(6, "spreadsheet: Leg: 55"), (1, "spreadsheet: Leg: 7")]
    low = "Date,Leg\n" + "".join(f"2026-03-{day:02},{day % 5}\n" for day in range(1, 13))
    made, asking = brought_bytes(low)
    (asked,) = (one for one in asking.asked if one.question.ask is Ask.SCALE)
    assert (asked.question.choices, asked.answer) == (("10", "5", "4"), "10")
    assert entries(made, "leg_pain")[1] == (2,)
    made, _asking = brought_bytes(low, {"scale:Leg": "5"})
    assert entries(made, "leg_pain")[1] == (4,)


def test_words_become_numbers_only_where_that_is_said() -> None:
    text = "Date;Bein;Rücken\n2026-03-01;stark;6\n2026-03-02;keine;\n2026-03-03;so lala;3\n2026-03-04;leicht;\n"
    made, _asking = brought_bytes(text)
    assert entries(made, "for_date", "leg_pain", "back_pain") == [(DAY, None, 6), (date(2026, 3, 3), None, 3)]
    assert left_out(made, "import_words") == [2, 3, 5]
    assert [(left.cell, left.refused) for left in made.left_out if left.why.code == "import_no_strength"] == [
        ("so lala", True)
    ]
    made, _asking = brought_bytes(text, {"words": "yes"})
    assert entries(made, "leg_pain", "from_words", "note") == [
        (8, True, "spreadsheet: Bein: stark"),
        (0, True, "spreadsheet: Bein: keine"),
        (None, False, None),
        (2, True, "spreadsheet: Bein: leicht"),
    ]


def test_scores_of_both_legs_and_of_their_scale() -> None:
    text = "Date,Left leg,Right leg,Worst leg pain\n2026-03-01,6/10,2,9\n2026-03-02,0,3 of 5,7\n2026-03-03,0,,\n"
    made, _asking = brought_bytes(text)
    assert entries(made, "leg_pain", "side", "worst_leg_pain", "note") == [
        (6, "both", 9, "spreadsheet: Left leg: 6/10\nspreadsheet: Right leg: 2"),
        (6, "right", 7, "spreadsheet: Left leg: 0\nspreadsheet: Right leg: 3 of 5"),
        (0, None, None, "spreadsheet: Left leg: 0"),
    ]


def test_one_number_for_both_is_so_only_where_it_is_said() -> None:
    text = "Date,Pain\n2026-03-01,6\n"
    made, asking = brought_bytes(text)
    assert (answers(asking)["Pain"], made.records) == ("nothing", [])
    made, _asking = brought_bytes(text, as_columns(Pain="both"))
    assert entries(made, "leg_pain", "back_pain") == [(6, 6)]


def test_clocks_parts_of_the_day_and_other_words() -> None:
    text = "Datum;Zeit;Bein\n01.03.2026;18h30;1\n01.03.2026;abends;2\n01.03.2026;nach dem Essen;3\n02.03.2026;;4\n"
    made, _asking = brought_bytes(text, as_columns(Zeit="time"))
    assert entries(made, "kind", "for_time", "leg_pain", "note") == [
        ("moment", time(18, 30), 1, None),
        ("moment", time(20), 2, "spreadsheet: Zeit: abends"),
        ("daily", None, 3, "spreadsheet: Zeit: nach dem Essen"),
        ("daily", None, 4, None),
    ]
    made, asking = brought_bytes("Timestamp,Leg\n3/14/2026 6:30 PM,5\n2026-03-01T08:00:00Z,6\n")
    assert answers(asking)["Timestamp"] == "day_time"
    assert entries(made, "for_date", "for_time") == [(date(2026, 3, 14), time(18, 30)), (DAY, time(9))]


def test_of_two_rows_of_one_day_the_first_is_the_entry() -> None:
    made, _asking = brought_bytes("Date,Leg,Treatment\n2026-03-01,5,Massage\n2026-03-01,6,Ice\n2026-03-01,,Heat\n")
    assert entries(made, "leg_pain") == [(5,)]
    assert left_out(made, "import_day_twice") == [3]
    assert others(made, "session", "kind") == [("massage",), ("ice",), ("heat",)]


def test_treatments_tags_and_minutes() -> None:
    text = (
        "Date,Leg,Treatment,Duration,Tags,Sitting,Walking\n"
        "2026-03-01,5,Massage,45,Reiki;rain,1:30,a while\n"
        "2026-03-02,5,Massage + Swim,45,,90 min,2 h\n"
        "2026-03-03,5,,20,,3 days,\n"
    )
    made, asking = brought_bytes(text)
    assert answers(asking) == dict(
        zip(
            ("Date", "Leg", "Treatment", "Duration", "Tags", "Sitting", "Walking"),
            ("day", "leg", "treatment", "minutes", "tag", "sitting_minutes", "walking_minutes"),
            strict=True,
        )
    )
    assert others(made, "session", "kind", "minutes") == [("massage", 45), ("massage", None), ("swimming", None)]
    assert entries(made, "sitting_minutes", "walking_minutes", "note") == [
        (90, None, "spreadsheet: Walking: a while\nspreadsheet: Tags: Reiki, rain"),
        (90, 120, "spreadsheet: Duration: 45"),
        (None, None, "spreadsheet: Sitting: 3 days\nspreadsheet: Duration: 20"),
    ]
    made, _asking = brought_bytes(f"Date,Treatment\n2026-03-01,{'massage ' * 20}\n")
    assert made.records == []


def test_medicine() -> None:
    text = (
        "Date,Time,Medicine,Dose,Naproxen\n"
        '2026-03-01,7:05,"Ibuprofen 400 mg",,x\n'
        "2026-03-01,7:05,Pregabalin,75 mg,2\n"
        "2026-03-01,,Ibuprofen; Magnesium,400 mg,no\n"
        "2026-03-01,,400 mg,1 tablet,0\n"
        "2026-03-01,,Paracetamol,some,-\n"
    )
    made, _asking = brought_bytes(text, as_columns(Naproxen="medicine"))
    found = others(made, "dose", "name", "amount", "unit", "time_unknown", "note")
    assert found == [
        ("Ibuprofen", Decimal(400), "mg", False, "spreadsheet: Ibuprofen 400 mg"),
        ("Naproxen", None, None, False, None),
        ("Pregabalin", Decimal(75), "mg", False, None),
        ("Naproxen", None, None, False, "spreadsheet: Naproxen: 2"),
        ("Ibuprofen", None, None, True, "spreadsheet: 400 mg"),
        ("Magnesium", None, None, True, "spreadsheet: 400 mg"),
        ("400 mg", Decimal(400), "mg", True, "spreadsheet: 400 mg\nspreadsheet: 1 tablet"),
        ("Paracetamol", None, None, True, "spreadsheet: some"),
    ]


def test_days_that_cannot_be_read_are_refused_with_their_cell() -> None:
    made, _asking = brought_bytes("Date,Leg\n2026-03-01,5\n2026-03-02,4\n2026-02-30,5\nTotal,14\n,3\n")
    assert [(left.place.line, left.place.column, left.cell) for left in made.left_out if left.refused] == [
        (4, "Date", "2026-02-30"),
        (5, "Date", "Total"),
        (6, "Date", "3"),
    ]


def test_many_columns() -> None:
    names = ["Date", "Leg", *(f"x{number}" for number in range(50))]
    made, asking = brought_bytes(",".join(names) + "\n2026-03-01,5\n")
    assert len(asking.asked) == spreadsheet.COLUMNS_ASKED
    assert [left.cell for left in made.left_out] == names[spreadsheet.COLUMNS_ASKED :]
    assert entries(made, "leg_pain") == [(5,)]


def test_no_table_at_all() -> None:
    for text in ('{"a": [1]}', "<a><b/></a>", "[1,2]", "words\nof one\ncolumn", "a\x01\x02,b\nc,d", "x" * 1_100_000):
        with pytest.raises(ValueError, match="not enough"):
            brought_bytes(text)
    file = open_file(Path(__file__))
    asking = Asking()
    assert list(spreadsheet.read(file, asking, HERE)) == [] or asking.asked
    assert spreadsheet in recognising.BY_CODE.values()


def test_a_file_of_another_kind_that_is_said_to_be_a_table(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b'{"a": 1}')
    assert list(spreadsheet.read(open_file(path), Asking(), HERE)) == []
    assert spreadsheet.header(open_file(path), Asking()) is None


def test_tables_in_an_archive_and_without_a_header(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "Title\n\n;Leg;leg\n2026-03-01;5;4\n")
        archive.writestr("b.txt", "words")
        archive.writestr("c.csv", "2026-03-01,5\n2026-03-02,6,7\n")
        archive.writestr("d.csv", "a,b\n" + "x" * 140_000)
    made, asking = brought(path)
    assert entries(made, "leg_pain", "note") == [(5, "spreadsheet: Leg: 5\nspreadsheet: leg (2): 4")]
    assert asking.asked[0].question.choices == ("a.csv", "c.csv", "d.csv")
    made, _asking = brought(path, {"sheet": "c.csv", "column:#2": "leg"})
    assert [(record.place.line, record.place.member) for record in made.records] == [(1, "c.csv"), (2, "c.csv")]
    path.write_text('"' + "x" * 140_000 + '",b\n1,2')
    with pytest.raises(ValueError, match="not enough"):
        brought(path)


def test_the_same_file_and_a_longer_one_bring_the_same_ids() -> None:
    text = "Date,Time,Leg\n2026-03-01,8:00,5\n2026-03-01,8:00,6\n2026-03-02,,4\n"
    ids = [record.id for record in brought_bytes(text)[0].records]
    assert [record.id for record in brought_bytes(text + "2026-03-03,,9\n")[0].records][:3] == ids


CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
    st.sampled_from(("2026-03-01", "1.3.26", "3/14/26 8:30 pm", "18:30", "5", "4,5", "6/10", "severe", "1e999", "")),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8), st.sampled_from(",;\t"), st.data())
def test_any_table_ends_in_records_or_rows_that_are_left_out(
    rows: list[list[str]], separator: str, data: st.DataObject
) -> None:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    content = "\n".join(separator.join(map(cell, row)) for row in rows).encode()
    if data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(content)))
        content = content[:place] + data.draw(st.binary(max_size=3)) + content[place + 1 :]
    chosen = {f"column:{name}": data.draw(st.sampled_from(Column)) for name in rows[0]} | {"words": "yes"}
    for said in ({}, chosen, dict.fromkeys(("day_order:#1", f"day_order:{rows[0][0]}"), "month")):
        try:
            made, _asking = brought_bytes(content, said)
        except (Unreadable, ValueError) as ended:
            assert isinstance(ended, Unreadable) or "unpack" in str(ended)  # noqa: PT017 - either may be
        else:
            _holds(made)


def _holds(made: Assembled) -> None:
    for record in made.records:
        for name in ("leg_pain", "back_pain", "worst_leg_pain", "numbness_tingling", "weakness", "sleep_disturbed"):
            value: Any = record.values.get(name)
            assert value is None or 0 <= value <= 10
        assert record.values.get("for_date", DAY) <= HERE.now.date()


@given(
    st.lists(
        st.tuples(
            st.dates(date(2020, 1, 1), date(2026, 11, 1)),
            st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
            st.integers(0, 10),
            st.none() | st.integers(0, 10),
            st.text(st.characters(categories=("L", "N", "P")), max_size=20),
        ),
        min_size=1,
        max_size=20,
    )
)
@settings(max_examples=40, deadline=None)
def test_what_a_workbook_holds_comes_back(rows: list[tuple[date, time, int, int | None, str]]) -> None:
    import openpyxl  # noqa: PLC0415 - slow to import

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Date", "Time", "Leg", "Back", "Note"])
    for day, clock, leg, back, note in rows:
        sheet.append([datetime.combine(day, time()), clock, leg, back, None])
        sheet.cell(sheet.max_row, 5).value = note
        sheet.cell(sheet.max_row, 5).data_type = "s"
    content = io.BytesIO()
    book.save(content)
    chosen = as_columns(Date="day", Time="time", Leg="leg", Back="back", Note="note") | {"scale:Leg": "10"}
    made, _asking = brought_bytes(content.getvalue(), chosen)
    assert entries(made, "for_date", "for_time", "leg_pain", "back_pain", "note") == [
        (day, clock, leg, back, note or None) for day, clock, leg, back, note in rows
    ]
