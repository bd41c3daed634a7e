"""One line about a bout: nothing that was not recorded, and nobody spoken to."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.wording.patients import bout_words, lasted_words
from tracker.wording.vocabularies import CAUSES_TOLD, DURATIONS, SIDES

TODAY = date(2026, 11, 29)
NOTHING: dict[str, Any] = {
    "side": None,
    "began_on": None,
    "duration_at_start": None,
    "cause_told": None,
    "ended_on": None,
}


def said(**known: Any) -> str:
    return bout_words(**NOTHING | known, today=TODAY)


@pytest.mark.parametrize(
    ("known", "line"),
    [
        ({}, ""),
        (
            {"side": "left", "began_on": date(2025, 3, 20), "cause_told": "disc_herniation"},
            "Left leg, since Mar 2025 (about 20 months), told by a clinician: slipped (herniated) disc",
        ),
        ({"side": "switching"}, "Leg pain that switches sides"),
        ({"side": "both", "began_on": date(2026, 11, 24)}, "Both legs, since Tue 24 Nov 2026 (5 days)"),
        ({"began_on": TODAY}, "Since Sun 29 Nov 2026 (0 days)"),
        ({"began_on": TODAY + timedelta(days=1)}, "Since Mon 30 Nov 2026 (0 days)"),
        ({"side": "right", "duration_at_start": "weeks_6_to_12"}, "Right leg, 6 to 12 weeks when this record began"),
        ({"duration_at_start": "over_12_weeks"}, "More than 12 weeks when this record began"),
        ({"began_on": date(2024, 1, 2), "duration_at_start": "over_12_weeks"}, "Since Jan 2024 (about 3 years)"),
        ({"cause_told": "pregnancy"}, "Told by a clinician: related to pregnancy"),
        ({"cause_told": "unknown"}, ""),
        ({"side": "left", "cause_told": "unknown"}, "Left leg"),
        (
            {"side": "left", "began_on": date(2025, 1, 5), "ended_on": date(2025, 6, 1)},
            "Left leg, from Jan 2025 to Jun 2025",
        ),
        ({"side": "left", "ended_on": date(2025, 6, 1)}, "Left leg"),
        ({"side": "nowhere", "duration_at_start": "long", "cause_told": "a spell"}, ""),
    ],
)
def test_what_was_recorded_stands_in_one_line(known: dict[str, Any], line: str) -> None:
    assert said(**known) == line


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (13, "13 days"),
        (14, "about 2 weeks"),
        (56, "about 8 weeks"),
        (57, "about 2 months"),
        (715, "about 23 months"),
        (716, "about 2 years"),
        (1095, "about 3 years"),
    ],
)
def test_how_long_it_has_lasted(days: int, words: str) -> None:
    assert lasted_words(days) == words


def test_every_answer_has_words_that_speak_to_nobody() -> None:
    for side, lasted, cause in product(SIDES, DURATIONS, CAUSES_TOLD):
        line = said(side=side, duration_at_start=lasted, cause_told=cause)
        assert line
        assert "you" not in line.lower()


@given(
    st.dates(date(1950, 1, 1), TODAY),
    st.dates(date(1950, 1, 1), TODAY) | st.none(),
    st.sampled_from([None, *SIDES]),
    st.sampled_from([None, *CAUSES_TOLD]),
)
def test_the_day_it_began_is_always_told(began: date, ended: date | None, side: str | None, cause: str | None) -> None:
    line = said(began_on=began, ended_on=ended, side=side, cause_told=cause)
    assert str(began.year) in line
    assert ("told by a clinician" in line.lower()) == (cause not in {None, "unknown"})
