"""What is said on the way of a file into the diary."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tracker.importers import meanings
from tracker.importers.asking import Ask
from tracker.wording import bringing as words

DAY = "2026-03-01"


@pytest.mark.parametrize("ask", list(Ask))
def test_every_question_has_its_sentence(ask: Ask) -> None:
    assert words.question(ask, "knee", "heat").endswith("?")


def test_questions_name_what_they_are_about() -> None:
    assert words.question("site", "Knee %s", "") == "Where was the pain called “Knee %s”?"
    assert "no place" in words.question("site", "", "")
    assert words.question("offer", "Walk", "walking") == "Take over “Walk” as a session: Walking?"
    assert words.question("offer", "Fall", "fall_or_strain") == "Take over “Fall” as a dated change: Fall or strain?"
    assert words.question("offer", "Pillow", "change") == "Take over “Pillow” as a dated change?"
    assert words.question("offer", "x", "unheard") == "Take over “x” as unheard?"


@pytest.mark.parametrize(
    ("ask", "choice", "said"),
    [
        ("words", "no", "No, leave those out"),
        ("words", "yes", "Yes, as in the table below"),
        ("site", "neither", "Something else: leave it out"),
        ("scale", "100", "0 to 100"),
        ("column", "worst_leg", "Worst leg pain of the day"),
        ("sheet", "My  sheet", "My sheet"),
        ("other", "not_known", "not known"),
    ],
)
def test_every_answer_has_its_words(ask: str, choice: str, said: str) -> None:
    assert words.answer(ask, choice) == said


@pytest.mark.parametrize(
    ("ask", "found", "said"),
    [
        ("site", ["a", "b"], "2 rows, such as “a”, “b”"),
        ("site", [], "2 rows"),
        ("sheet", ["a"], "“a”"),
    ],
)
def test_examples_stand_beside_a_question(ask: str, found: list[str], said: str) -> None:
    assert words.examples(ask, found, 2) == said


@pytest.mark.parametrize(
    ("what", "values", "said"),
    [
        ("entry", {"for_date": DAY, "leg_pain": 4, "back_pain": 0}, "Sun 1 Mar 2026, leg 4, back 0"),
        (
            "entry",
            {"for_date": DAY, "for_time": "09:05:00", "leg_pain": 4, "from_words": True},
            "Sun 1 Mar 2026, 09:05, leg 4, from words",
        ),
        (
            "entry",
            {"for_date": DAY, "for_time": "21:00:00", "leg_pain": 4, "time_unknown": True},
            "Sun 1 Mar 2026, time not known, leg 4",
        ),
        ("entry", {"for_date": date(2026, 3, 1), "leg_pain": 4}, "Sun 1 Mar 2026, leg 4"),
        (
            "session",
            {"started_at": f"{DAY}T11:00:00+00:00", "started_offset": 60, "kind": "walking", "minutes": 20},
            "Sun 1 Mar 2026, 12:00, Walking, 20 min",
        ),
        (
            "session",
            {"started_at": datetime(2026, 3, 1, 11, tzinfo=UTC), "kind": "heat", "time_unknown": True},
            "Sun 1 Mar 2026, time not known, Heat",
        ),
        (
            "dose",
            {"taken_at": f"{DAY}T11:00:00+00:00", "taken_offset": 0, "name": "A", "amount": "400.000", "unit": "mg"},
            "Sun 1 Mar 2026, 11:00, A 400 mg",
        ),
        ("dose", {"taken_at": f"{DAY}T11:00:00+00:00", "name": "A"}, "Sun 1 Mar 2026, 11:00, A"),
        (
            "dose",
            {"taken_at": f"{DAY}T11:00:00+00:00", "name": "A", "amount": Decimal(2)},
            "Sun 1 Mar 2026, 11:00, A 2",
        ),
        ("change", {"for_date": DAY, "kind": "work"}, "Sun 1 Mar 2026, Work"),
        ("context", {"for_date": DAY, "steps": 1, "sleep_minutes": 60}, "Sun 1 Mar 2026, 1 step, slept 1 h"),
        ("context", {"for_date": DAY, "sleep_minutes": 60}, "Sun 1 Mar 2026, slept 1 h"),
        ("context", {"for_date": DAY, "steps": 2}, "Sun 1 Mar 2026, 2 steps"),
    ],
)
def test_a_row_is_said_in_one_line(what: str, values: dict[str, Any], said: str) -> None:
    assert words.row(what, values) == said


def test_counts_and_places() -> None:
    assert words.row_of_a_day("entry", {"for_date": DAY, "leg_pain": 4}) == "leg 4"
    assert words.in_a_line({}) == "nothing"
    assert words.in_a_line({"entries.csv": 2, "sessions.csv": 1}) == "3 rows of your own files"
    assert words.in_a_line({"entry": 1, "context": 2}) == "1 day or moment and 2 days with steps or sleep"
    assert words.span(date(2026, 3, 1), date(2026, 3, 1)) == "Sun 1 Mar 2026"
    assert words.span(date(2026, 3, 1), date(2026, 3, 2)) == "Sun 1 Mar 2026 to Mon 2 Mar 2026"
    assert words.place(3, "a/b.csv", "Pain") == "a/b.csv, line 3, column “Pain”"
    assert words.place(None, None, None) == ""
    assert words.own_file("entries.csv").startswith("Pain scores")
    assert words.taken_back("bearable", 1, 0) == "1 row was taken out again."
    assert words.taken_back("bearable", 2, 1) == "2 rows were taken out again. 1 day is as it was before."
    assert words.taken_back("ours", 0, 2) == "2 rows are as they were before."
    assert words.own_kind("tags.csv") == "Own words of a day"
    assert words.own_counts(new=3, back=1, same=2, taken=4, kept=5) == (
        "2 new, 2 here already, 1 deleted here before, brought back, 4 taken from the file in place of yours, "
        "5 left out, because yours is kept"
    )
    assert words.own_counts(new=0, back=0, same=2, taken=0, kept=0) == "0 new, 2 here already"
    assert "called “Omar”, and yours “Rosa”" in words.others_files("Omar", "Rosa")
    assert "200 MB" in words.too_large(200)
    assert words.leave_label(1) == "Leave this row out"
    assert words.leave_label(3) == "Leave these 3 rows out"
    assert words.day_label(DAY) == "Sun 1 Mar 2026"


def test_apps_stand_by_name_and_a_table_last() -> None:
    assert list(words.sources(["spreadsheet", "bearable", "apple_health"])) == [
        "apple_health",
        "bearable",
        "spreadsheet",
    ]
    assert words.source_title("spreadsheet") == "A spreadsheet"
    assert words.source_name("ours") == "Sciatica Tracker"
    assert words.brought("bearable", {"dose": 1}) == "Brought in from Bearable: 1 dose of medicine."
    assert words.scale()[1] == ("mild", 2)


def test_steps_of_an_app_stand_with_their_words_and_become_what_is_read_of_them() -> None:
    assert words.scale("visible")[3] == ("3, severe", 8)
    assert words.scale("flaredown")[4] == ("4, extremely active", 10)
    assert tuple(score for _step, score in words.scale("visible")) == meanings.OF_THREE
    assert tuple(score for _step, score in words.scale("flaredown")) == meanings.OF_FOUR
    assert words.scale("bearable") == words.scale()
