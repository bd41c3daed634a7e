"""What of a file is left out is told, once, and in one sentence for one thing."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.importers.sources.test_crisiscore import HEAD
from tests.importers.sources.test_fitbit import WALK
from tests.importers.sources.test_secuso_pain_diary import NAME, one_day
from tests.importers.support import HERE, brought_bytes, entries
from tests.importers.support_zip import packed
from tracker.domain.errors import Fault
from tracker.importers.assembling import Record, assemble
from tracker.importers.bringing import Wanted, bring
from tracker.importers.checking import TO_COME, Row, check, within
from tracker.importers.contract import LeftOut, Place, Score, When
from tracker.importers.opening import open_file
from tracker.wording import errors, imports
from tracker.wording.importers import said

DAY = date(2026, 3, 1)
NOON = datetime(2026, 3, 1, 12, tzinfo=HERE.zone)


def walk(**values: Any) -> Record:
    values = {"kind": "walking", "status": "attended", "started_at": NOON, "time_unknown": False} | values
    return Record("session", UUID(int=1), values, Place(7))


class TestLongerThanASession:
    @pytest.mark.parametrize(
        ("values", "cells"),
        [
            ({"minutes": 720, "distance_m": 200_000}, []),
            ({"minutes": 721}, [("import_session_too_long", "721 min")]),
            ({"distance_m": 200_001}, [("import_way_too_long", "200001 m")]),
            (
                {"minutes": 900, "distance_m": 300_000},
                [("import_session_too_long", "900 min"), ("import_way_too_long", "300000 m")],
            ),
        ],
    )
    def test_is_told_and_the_session_stays(self, values: dict[str, int], cells: list[tuple[str, str]]) -> None:
        record = walk(**values)
        told = list(within(record))
        assert [(one.why.code, one.cell) for one in told] == cells
        assert not any(one.refused for one in told)
        assert isinstance(check(record, HERE), Row)

    def test_in_a_file(self, tmp_path: Any) -> None:
        path = tmp_path / "file"
        path.write_bytes(packed({"exercise-0.json": [WALK | {"activeDuration": 13 * 3_600_000}]}))
        made = bring(open_file(path), Wanted(), HERE, str)
        (row,) = made.rows
        assert "minutes" not in row.values
        (left,) = made.left_out
        assert left.cell == "780 min"
        assert "lasts 12 hours at most" in said(left.why)

    def test_a_way_says_how_far_is_the_most(self) -> None:
        (left,) = within(walk(distance_m=201_000))
        assert "A way is 200 km at most here" in said(left.why)


@pytest.mark.parametrize("code", sorted(TO_COME))
def test_whatever_is_to_come_has_one_sentence(code: str) -> None:
    assert code in errors.SENTENCES.keys() | imports.SENTENCES.keys()
    assert said(Fault("import_to_come")) == "This is still to come."


def test_a_moment_later_today_is_told_as_a_later_day_is() -> None:
    later = HERE.now + timedelta(hours=2)
    ahead = check(Record("dose", UUID(int=1), {"name": "A", "taken_at": later, "time_unknown": False}, Place(1)), HERE)
    assert isinstance(ahead, LeftOut)
    assert ahead.why == Fault("import_to_come")


class TestOneLineForOneScore:
    def test_of_a_table(self) -> None:
        made, _asking = brought_bytes("Date,Leg,Note\n2026-03-01,12x,sat long\n2026-03-02,,only words\n2026-03-03,4,\n")
        assert [(left.place.line, left.why.code) for left in made.left_out] == [
            (2, "import_no_strength"),
            (3, "import_no_score"),
        ]

    def test_another_row_of_the_file_is_told_by_itself(self) -> None:
        bad = LeftOut(Place(1, "a"), Fault("import_out_of_range"), "12", refused=True)
        scores = [Score(place=Place(1, member), when=When(DAY), numbness=3) for member in ("a", "b")]
        made = assemble([bad, *scores], code="x", name="X", one_per_instant=False, here=HERE)
        assert [(left.place.member, left.why.code) for left in made.left_out] == [
            ("a", "import_out_of_range"),
            ("b", "import_no_score"),
        ]


ZERO = "a 0 without a place, which you said means no pain"


def test_a_zero_without_a_place_is_called_what_it_is() -> None:
    made, _asking = brought_bytes(one_day(0), {"zero": "no_pain"})
    assert entries(made, "leg_pain", "back_pain", "note") == [(0, 0, f"{NAME}: {ZERO}")]
    made, _asking = brought_bytes(one_day(4), {"site": "both"})
    assert entries(made, "leg_pain", "note") == [(4, f"{NAME}: one number for leg and back")]


def test_so_it_is_in_the_other_app_that_has_a_slider() -> None:
    made, _asking = brought_bytes(f"{HEAD}\n" + '2026-02-01,12:00,0,"","","",,,,""\n', {"zero": "no_pain"})
    ((note,),) = entries(made, "note")
    assert ZERO in note
