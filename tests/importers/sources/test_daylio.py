"""Daylio: the shapes of three years, and the phone's language."""

import csv
import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import brought, brought_bytes, entries, left_out, others

HEADER = "full_date,date,weekday,time,mood,activities,scales,note_title,note\n"


def row(scales: str, activities: str = "", note: str = "", day: str = "2026-05-17", clock: str = "21:03") -> str:
    return f'{day},May 17,Sunday,{clock},bad,"{activities}","{scales}","","{note}"\n'


def test_a_scale_of_pain_becomes_a_moment_and_the_note_is_the_persons() -> None:
    made, _asking = brought("daylio/scales.csv")
    assert entries(made, "for_date", "for_time", "leg_pain", "back_pain", "note", "from_words") == [
        (date(2026, 5, 17), time(21, 3), 6, None, "Sat too long.\n\nBetter & warmer after heat.", False),
        (date(2026, 5, 17), time(8, 10), 8, None, "Stiff start", False),
        (date(2026, 5, 15), time(20, 31), None, 4, "daylio: Back pain: 2/5 points", False),
    ]
    assert left_out(made, "import_no_score") == [4]
    assert left_out(made, "import_present") == [6]
    assert [left.cell for left in made.left_out] == ['Said "much looser", and it was', "leg pain"]


@pytest.mark.parametrize(
    ("sample", "offers"),
    [
        ("scales", [("acupuncture", "05-17 21:03"), ("walking", "05-17 21:03"), ("physiotherapy", "05-16 20:30")]),
        ("twelve-hour", [("massage", "09-18 22:12"), ("ice", "09-16 13:35")]),
        ("german", [("acupuncture", "08-14 20:30"), ("walking", "08-13 21:05")]),
    ],
)
def test_activities_are_offered_with_their_clock(sample: str, offers: list[tuple[str, str]]) -> None:
    made, asking = brought(f"daylio/{sample}.csv")
    found = others(made, "session", "kind", "started_at", "time_unknown")
    assert [(kind, f"{at:%m-%d %H:%M}") for kind, at, _unknown in found] == offers
    assert all(record.offer for record in made.records if record.what == "session")
    assert {asked.answer for asked in asking.asked} == {"no"}


def test_a_number_inside_a_note_is_not_read() -> None:
    made, _asking = brought("daylio/twelve-hour.csv")
    assert entries(made, "leg_pain") == []
    assert left_out(made, "import_no_score") == [3, 4]


def test_words_of_other_languages_are_known() -> None:
    made, _asking = brought("daylio/german.csv")
    assert entries(made, "for_date", "for_time", "leg_pain", "note") == [
        (date(2026, 8, 14), time(20, 30), 7, "Langes Sitzen.\nAbends besser.")
    ]


def test_several_scales_of_one_row_are_one_moment() -> None:
    made, _asking = brought_bytes(
        HEADER + row("Leg pain: 6/10 | Calf pain: 7/10 | Back pain: 2/10 | Numb foot: 3/10 | Sleep Time: 7:30")
    )
    assert entries(made, "leg_pain", "back_pain", "numbness_tingling", "note") == [
        (7, 2, 3, "daylio: Leg pain: 6/10\ndaylio: Calf pain: 7/10\ndaylio: Back pain: 2/10\ndaylio: Numb foot: 3/10")
    ]


def test_two_rows_of_one_clock_are_two_moments() -> None:
    made, _asking = brought_bytes(HEADER + row("Leg pain: 6/10") + row("Leg pain: 4/10"))
    assert entries(made, "leg_pain") == [(6,), (4,)]


def test_what_a_scale_cannot_mean_is_refused_and_another_pain_is_asked_about() -> None:
    made, asking = brought_bytes(
        HEADER
        + row("Leg pain: 11/10")
        + row("Leg pain: 1/0")
        + row("Leg pain: much")
        + row("Knee pain: 4/10", note="cold")
        + row("Headache: 4/10")
        + row("Leg pain: 6/10", day="17 May")
        + row("")
    )
    assert left_out(made, "import_out_of_range") == [2, 3]
    assert left_out(made, "import_no_strength") == [4]
    assert left_out(made, "import_not_leg_or_back") == [5, 6]
    assert left_out(made, "import_no_day") == [7]
    assert left_out(made, "import_no_score") == [5, 8]
    assert [asked.question.key for asked in asking.asked] == ["site:Knee pain"]


ROWS = some.lists(
    some.tuples(
        some.integers(0, 5_000_000).map(lambda minutes: datetime(2015, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
        some.integers(0, 10),
        some.text("abc äé,;\"'|\n", max_size=20).map(str.strip),
    )
)


@given(ROWS)
def test_what_is_written_is_read(rows: list[tuple[datetime, int, str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for at, score, note in rows:
        writer.writerow((f"{at:%Y-%m-%d}", "", "", f"{at:%H:%M}", "", "", f"Leg pain: {score}/10 points", "", note))
    made, _asking = brought_bytes("\ufeff" + HEADER + text.getvalue())
    assert entries(made, "for_date", "for_time", "leg_pain", "note") == [
        (at.date(), at.time(), score, note or None) for at, score, note in rows
    ]
