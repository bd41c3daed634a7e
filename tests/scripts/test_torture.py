"""The torture: its count sees what is lost and doubled, and a few of its faults are done to the real server."""

import shutil
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from scripts.torture.__main__ import main, torture
from scripts.torture.faults import ALL
from scripts.torture.lines import Line, print_total
from scripts.torture.world import World
from tests.support.people import make_person
from tracker.diary.models import Entry
from tracker.patients.models import Revision
from tracker.web.extensions import db

NOW = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)
BUSY_MACHINE = 20.0


@pytest.fixture
def world(tmp_path: Path, upgraded_file: Path) -> World:
    made = World(tmp_path / "instance")
    shutil.copyfile(upgraded_file, made.file)
    return made


@pytest.fixture
def patient_id(world: World) -> Iterator[uuid.UUID]:
    app = world.app()
    yield make_person(app, "Rosa", now=NOW).patient_id
    with app.app_context():
        db.engine.dispose()


def _entry(patient_id: uuid.UUID, one: uuid.UUID, note: str) -> dict[str, object]:
    values = {"kind": "moment", "for_date": date(2026, 3, 3), "leg_pain": 3, "note": note}
    return {"patient_id": patient_id, "id": one, "entered_at": NOW, "entered_offset": 60, "late": False, **values}


def _revision(patient_id: uuid.UUID, one: uuid.UUID) -> dict[str, object]:
    values = {
        "table_name": "entry",
        "row_id": one,
        "number": 1,
        "at": NOW,
        "code": "said",
        "facts": {"words": "moment"},
        "deletes": False,
    }
    return {"patient_id": patient_id, "id": uuid.uuid4(), **values}


def test_the_count_sees_what_is_lost_doubled_and_strange(world: World, patient_id: uuid.UUID) -> None:
    kept, lost, doubled, strange = (uuid.uuid4() for _ in range(4))
    rows = [
        _entry(patient_id, kept, str(kept)),
        _entry(patient_id, doubled, str(doubled)),
        _entry(patient_id, strange, str(doubled)),
    ]
    with world.engine().begin() as connection:
        connection.execute(insert(Entry), rows)
        connection.execute(insert(Revision), [_revision(patient_id, one) for one in (kept, doubled, strange)])
    tally = world.tally([kept, lost, doubled], [kept, lost, doubled])
    assert (tally.rows, tally.lost, tally.doubled, tally.strange) == (3, 1, 1, 1)


def test_a_row_without_its_history_is_strange(world: World, patient_id: uuid.UUID) -> None:
    one = uuid.uuid4()
    with world.engine().begin() as connection:
        connection.execute(insert(Entry), [_entry(patient_id, one, str(one))])
    assert world.tally([one], [one]).strange == 1


def test_what_is_lost_is_a_fault_of_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    line = Line("kill", saved=10, lost=1)
    line.nothing_lost()
    line.print()
    assert not print_total([line], 0)
    said = capsys.readouterr().out
    assert "FAULT kill" in said
    assert "1 acknowledged and lost" in said


def test_too_slow_and_too_few_are_faults(capsys: pytest.CaptureFixture[str]) -> None:
    line = Line("kill", saved=10)
    for seconds in (5.5, 6.0, 1.0):
        line.recovered(seconds, within=5.0)
    assert line.back == 6.0
    assert line.wrong == ["after 6.0 s, 2 times over 5: went on too late"]
    assert not print_total([Line("fine", saved=10)], 11)
    assert print_total([Line("fine", saved=10), Line("away", skipped="no strace")], 10)
    assert "1 of 1 faults came to what they must, 1 skipped" in capsys.readouterr().out


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["no-such-fault"])
    assert "no such fault: no-such-fault" in capsys.readouterr().err
    assert len(ALL) > 25


# These count no rows: a control, and one that times how long texts take.
COUNTS_NO_ROWS = ("kill-control", "long-text")


@pytest.mark.long
@pytest.mark.parametrize(
    "name",
    [
        "kill-sqlite",
        *(
            pytest.param(name, marks=pytest.mark.siege)
            for name in ("kill-control", "twice-sqlite", "pairs-sqlite", "migration-sqlite", "long-text")
        ),
    ],
)
def test_a_fault_comes_to_what_it_must(name: str) -> None:
    rounds = 40 if name.startswith(("twice", "pairs")) else 2
    (line,) = torture([name], quick=True, rounds=rounds, slack=BUSY_MACHINE)
    assert line.skipped is None
    assert line.wrong == []
    assert line.saved > 0 or name in COUNTS_NO_ROWS
