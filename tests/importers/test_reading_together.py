"""Rows of one instant that are joined, days to come, and archives of many members."""

import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path

from tests.importers.support import HERE
from tracker.importers import opening
from tracker.importers.assembling import assemble
from tracker.importers.contract import Here, Place, Score, When
from tracker.importers.opening import open_file

WHEN = When(date(2026, 3, 1), time(8))


def notes(*scores: Score) -> list[str | None]:
    made = assemble(scores, code="some", name="Some", one_per_instant=True, here=HERE)
    return [record.values.get("note") for record in made.records]


def score(leg: int | None, back: int | None, named: str, *said: str) -> Score:
    return Score(place=Place(1), when=WHEN, leg=leg, back=back, named=named, said=said)


def test_names_are_said_only_where_several_of_one_place_are_joined() -> None:
    assert notes(score(6, None, "Calf: 6"), score(None, 3, "Lumbago: 3")) == [None]
    assert notes(score(6, None, "Calf: 6", "sitting"), score(7, None, "Thigh: 7"), score(None, 3, "")) == [
        "Some: Calf: 6\nSome: Thigh: 7\nSome: sitting"
    ]


def test_a_day_that_has_begun_nowhere_is_refused() -> None:
    here = Here(datetime(2026, 2, 28, 11, tzinfo=UTC), HERE.zone)
    earlier = Here(datetime(2026, 2, 28, 9, tzinfo=UTC), HERE.zone)
    assert assemble([score(1, 1, "")], code="x", name="x", one_per_instant=True, here=here).left_out == []
    (left,) = assemble([score(1, 1, "")], code="x", name="x", one_per_instant=True, here=earlier).left_out
    assert (left.why.code, left.cell, left.refused) == ("import_to_come", "2026-03-01", True)


def test_of_very_many_members_only_a_short_start_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "some.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(1000):
            archive.writestr(f"{number}.csv", "a,b\n" + "1,2\n" * 5000)
    file = open_file(path)
    assert len(file.tables("a", "b")) == 1000
    assert sum(len(part.start) for part in file.parts) <= opening.STARTS_MOST
    assert sum(1 for _row in file.parts[-1].table()) == 5000
