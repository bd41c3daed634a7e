"""Migraine Buddy: events above attacks, days in the order of the country, attacks that are no leg pain unless said."""

import csv
import io
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.importers.support import brought, brought_bytes, entries, left_out, others

US, AUSTRALIA = "migraine-buddy/us.csv", "migraine-buddy/australia-old.csv"
LEG = {"attack": "leg"}
NAME = "migraine_buddy"
EVENTS = ("Date", "Time Period", "Description", "Notes")
ATTACKS = ("#", "Started", "Lasted", "Pain Level", "Helpful Medication", "Notes")
NO_EVENT = ("No ongoing events recorded during this period.", "", "", "")


def written(attacks: list[tuple[Any, ...]], events: tuple[tuple[Any, ...], ...] = (NO_EVENT,), **form: Any) -> str:
    """A file of the app with these rows."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([EVENTS, *events])
    made.write("\n")
    writer.writerows([form.get("head", ATTACKS), *attacks])
    return made.getvalue()


def test_attacks_are_no_entries_unless_the_person_says_what_they_were() -> None:
    made, asking = brought(US)
    assert entries(made) == []
    assert (left_out(made, "import_not_leg_or_back"), left_out(made, "import_no_score")) == ([5, 7], [8])
    assert [(asked.question.key, asked.answer, asked.rows) for asked in asking.asked] == [("attack", "neither", 2)]
    assert asking.asked[0].examples == ["11/16/25 17:40: Tension: 6", "11/21/25 22:05: 0"]


def test_an_answer_makes_moments_of_them() -> None:
    made, _asking = brought(US, LEG)
    assert entries(made, "for_date", "for_time", "leg_pain", "back_pain") == [
        (date(2025, 11, 16), time(17, 40), 6, None),
        (date(2025, 11, 21), time(22, 5), 0, None),
    ]
    first, second = (note for (note,) in entries(made, "note"))
    assert first.startswith(
        f"After the screen,\nslow to go\n{NAME}: lasted 2 h 30 min\n{NAME}: attack types: Tension\n"
    )
    assert first.endswith(f"{NAME}: pain positions: Right Eye, Neck")
    assert second == f"{NAME}: lasted 1 day 3 h 5 min"


def test_medicine_is_taken_over_with_its_effect() -> None:
    made, _asking = brought(US)
    found = others(made, "dose", "name", "helped", "taken_at")
    assert [(name, helped, at.isoformat()) for name, helped, at in found] == [
        ("Sumatriptan", "yes", "2025-11-16T17:40:00+01:00"),
        ("Ibuprofen", "no", "2025-11-16T17:40:00+01:00"),
        ("Paracetamol", "no", "2025-11-16T17:40:00+01:00"),
    ]


def test_days_first_and_years_of_two_or_four_digits() -> None:
    made, asking = brought(AUSTRALIA, LEG)
    assert entries(made, "for_date", "for_time", "leg_pain") == [
        (date(2022, 3, 5), time(6, 15), 5),
        (date(2022, 5, 28), time(7, 5), 3),
    ]
    assert [(name, helped) for name, helped in others(made, "dose", "name", "helped")] == [
        ("Diclofenac 50mg", "yes"),
        ("Diclofenac 50mg", "somewhat"),
    ]
    assert others(made, "change", "kind", "for_date", "note") == [
        ("other", date(2022, 4, 11), f"New pillow\n{NAME}: All day\n{NAME}: until 2022-04-12"),
        ("other", date(2022, 5, 19), f"Physio visit\nShoulder, not back\n{NAME}: Morning"),
    ]
    assert [record.offer for record in made.records if record.what == "change"] == ["New pillow", "Physio visit"]
    assert {(asked.question.kind, asked.answer) for asked in asking.asked if asked.question.ask == "offer"} == {
        ("change", "no")
    }


def test_where_somebody_was_is_not_kept() -> None:
    made, asking = brought_bytes(
        written(
            [("1", "11/16/25 17:40", "1h", "5", "u33dbf", "At home", "60")],
            head=("#", "Started", "Lasted", "Pain Level", "Geohash", "Attack Location", "Start UTC Offset (min)"),
        ),
        LEG,
    )
    assert len(made.records) == 1
    assert not any(private in repr((made, asking.asked)) for private in ("u33dbf", "At home"))


@pytest.mark.parametrize(("answer", "days"), [("month", [date(2025, 3, 4)]), ("day", [date(2025, 4, 3)]), ("", [])])
def test_the_order_of_days_is_asked_where_no_number_shows_it(answer: str, days: list[date]) -> None:
    made, asking = brought_bytes(written([("1", "3/4/25 10:00", "", "5", "", "")]), LEG | {"day_order": answer})
    assert [day for (day,) in entries(made, "for_date")] == days
    assert asking.lacks is (not answer)
    assert asking.asked[0].examples == ["3/4/25 10:00"]


def test_an_event_may_show_the_order_and_numbers_that_contradict_are_asked_about() -> None:
    attack = ("1", "3/4/25 10:00", "", "5", "", "")
    made, _asking = brought_bytes(written([attack], (("2/3/25 - 14/3/25", "", "Moved", ""),)), LEG)
    assert entries(made, "for_date") == [(date(2025, 4, 3),)]
    both, asking = brought_bytes(written([attack, ("2", "1/20/25", "", "5", "", "")], (("20/1/25", "", "x", ""),)), LEG)
    assert both.records == []
    assert asking.lacks


@pytest.mark.parametrize(
    ("cells", "code", "refused"),
    [
        (("31/02/2025 10:00", "", "5"), "import_no_day", True),
        (("13/02/2025 25:00", "", "5"), "import_no_day", True),
        (("", "", "5"), "import_no_day", True),
        (("13/02/2025 10:00", "", "11"), "import_out_of_range", True),
        (("13/02/2025 10:00", "Ongoing", ""), "import_no_score", False),
    ],
)
def test_an_attack_that_does_not_count_says_why(cells: tuple[str, ...], code: str, refused: bool) -> None:
    made, _asking = brought_bytes(written([("1", *cells, "", "")]), LEG)
    assert not made.records
    assert [(left.why.code, left.refused, left.place.line) for left in made.left_out] == [(code, refused, 5)]


def test_days_by_name_of_the_year_have_their_order_and_one_without_a_clock_its_day() -> None:
    made, asking = brought_bytes(
        written([("1", "2025-03-04T10:00", "Ongoing\nmore", "2.5", "A (1, 2), B", ""), ("2", "2025-03-05", "", "5")]),
        {"attack": "both"},
    )
    assert entries(made, "kind", "for_date", "leg_pain", "back_pain", "note") == [
        (
            "moment",
            date(2025, 3, 4),
            2,
            2,
            f"{NAME}: level: 2.5\n{NAME}: Ongoing\n{NAME}: more\n{NAME}: one number for leg and back",
        ),
        ("daily", date(2025, 3, 5), 5, 5, f"{NAME}: one number for leg and back"),
    ]
    assert others(made, "dose", "name") == [("A (1, 2)",), ("B",)]
    assert [asked.question.key for asked in asking.asked] == ["attack"]


def test_an_offset_beyond_the_earth_is_that_of_the_persons_zone() -> None:
    head = ("#", "Started", "Lasted", "Helpful Medication", "Start UTC Offset (min)")
    rows = [("1", "13/2/25 10:00", "", "A", "-300"), ("2", "13/2/25 10:00", "", "A", "99999")]
    made, _asking = brought_bytes(written(rows, head=head))
    assert [at.isoformat() for (at,) in others(made, "dose", "taken_at")] == [
        "2025-02-13T10:00:00-05:00",
        "2025-02-13T10:00:00+01:00",
    ]


def test_events_that_are_wrong_are_told_and_what_stands_above_the_tables_is_passed_over() -> None:
    events = (("some day", "", "Moved", ""), ("13/2/25", "", "", "only a note"))
    made, _asking = brought_bytes(written([], events))
    assert (left_out(made, "import_no_day"), left_out(made, "import_no_field")) == ([2], [3])
    above, _asking = brought_bytes("Report,of\n" + written([("1", "13/2/25 10:00", "", "5", "", "")]), LEG)
    assert len(above.records) == 1


FIRST = datetime(2015, 1, 1)  # noqa: DTZ001 - clocks as typed, without a zone
ROWS = some.lists(some.tuples(some.integers(0, 6_000_000), some.integers(0, 10)))


@given(ROWS, some.sampled_from([("month", "%m/%d/%y %H:%M"), ("day", "%d/%m/%Y %H:%M")]))
def test_what_the_app_would_write_is_read(rows: list[tuple[int, int]], form: tuple[str, str]) -> None:
    order, shape = form
    moments = [FIRST + timedelta(minutes=minutes) for minutes, _level in rows]
    attacks: list[tuple[Any, ...]] = [
        (number, f"{at:{shape}}", "", level, "", "")
        for number, (at, (_minutes, level)) in enumerate(zip(moments, rows, strict=True))
    ]
    made, _asking = brought_bytes(written(attacks), LEG | {"day_order": order})
    assert entries(made, "for_date", "for_time", "leg_pain") == [
        (at.date(), at.time(), level) for at, (_minutes, level) in zip(moments, rows, strict=True)
    ]
