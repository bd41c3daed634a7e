"""experiments.csv and experiment_blocks.csv: what came out, what is not told ahead, and reading it back."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.reports.rooms import NOW, add_patient, export_folder, exported, fresh_session, read_back, rows_of
from tests.reports.test_exports import add_entry
from tracker.demo import factory
from tracker.experiments.models import Experiment
from tracker.reports.services.importing import ImportFault

HEAD = (
    "experiment_id,started_on,ended_on,status,arm_a,arm_b,outcome,block_days,pairs_planned,pairs_usable,"
    "days_not_as_planned,difference,low,high,coin_share"
)
BLOCKS = "experiment_id,pair,arm,from_date,to_date,counted_days,mean"
TODAY = NOW.date()


def add(db_session: Session, patient_id: uuid.UUID, ago: int, coins: str = "abba", **values: object) -> uuid.UUID:
    row = factory.experiment(TODAY - timedelta(days=ago), NOW - timedelta(days=ago + 1), coins, **values)
    db_session.execute(insert(Experiment), [row | {"patient_id": patient_id}])
    arms = [arm for coin in coins for arm in (coin, "ab".replace(coin, ""))]
    for day in range(min(6 * len(coins), ago)):
        add_entry(db_session, patient_id, TODAY - timedelta(days=ago - day), 3 if arms[day // 3] == "a" else 6)
    made: uuid.UUID = row["id"]
    return made


def test_the_columns_of_the_contract_come_first(db_session: Session, rosa: uuid.UUID) -> None:
    for name, head in (("experiments.csv", HEAD), ("experiment_blocks.csv", BLOCKS)):
        line = exported(db_session, rosa, name).decode().splitlines()[0].replace('"', "")
        assert line.startswith(head)


def test_one_that_is_over_has_its_numbers(db_session: Session, rosa: uuid.UUID) -> None:
    experiment_id = add(db_session, rosa, 30)
    [row] = rows_of(exported(db_session, rosa, "experiments.csv"))
    assert {name: row[name] for name in HEAD.split(",")[2:]} == {
        "ended_on": str(TODAY - timedelta(days=7)),
        "status": "finished",
        "arm_a": "Heat (20 min)",
        "arm_b": "Ice (10 min)",
        "outcome": "leg_pain",
        "block_days": "3",
        "pairs_planned": "4",
        "pairs_usable": "4",
        "days_not_as_planned": "0",
        "difference": "-3.00",
        "low": "-3.00",
        "high": "-3.00",
        "coin_share": "0.125",
    }
    blocks = rows_of(exported(db_session, rosa, "experiment_blocks.csv"))
    assert [
        (one["experiment_id"], one["pair"], one["arm"], one["counted_days"], one["mean"]) for one in blocks[:3]
    ] == [
        (str(experiment_id), "1", "a", "2", "3.00"),
        (str(experiment_id), "1", "b", "2", "6.00"),
        (str(experiment_id), "2", "b", "2", "6.00"),
    ]


def test_one_that_goes_on_tells_nothing_ahead(db_session: Session, rosa: uuid.UUID) -> None:
    add(db_session, rosa, 7, "babba")
    [row] = rows_of(exported(db_session, rosa, "experiments.csv"))
    assert (row["status"], row["coins"], row["ended_on"]) == ("running", "ba", "")
    assert not any(row[name] for name in ("pairs_usable", "difference", "low", "high", "coin_share"))
    blocks = rows_of(exported(db_session, rosa, "experiment_blocks.csv"))
    assert [(one["arm"], one["mean"]) for one in blocks] == [("b", ""), ("a", ""), ("a", "")]


def test_it_is_read_back_as_it_was(tmp_path: Path) -> None:
    with fresh_session() as here, fresh_session() as there:
        rosa, ines = add_patient(here), add_patient(there, "Ines")
        add(here, rosa, 90, "abba", arm_b_kind="own", arm_b_words="Lie flat, “still”")
        add(here, rosa, 50, "bab", stopped_on=TODAY - timedelta(days=41))
        add(here, rosa, 7, "babba")
        here.commit()
        first = export_folder(here, rosa, tmp_path / "first")
        read_back(there, ines, tmp_path / "first", dry_run=False)
        second = export_folder(there, ines, tmp_path / "second")
        for name in ("experiments.csv", "experiment_blocks.csv"):
            assert first[name] == second[name]
        again = read_back(there, ines, tmp_path / "first", dry_run=False).by_file["experiments.csv"]
        assert (again.new, again.same) == (0, 3)
        coins = there.execute(select(Experiment.coins).order_by(Experiment.started_on)).scalars().all()
        assert [len(one) for one in coins] == [4, 3, 5]
        assert coins[2].startswith("ba")


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("coins", "abc", "Please give the letters a and b"),
        ("coins", "ababab", "at most 4"),
        ("started_on", "2027-01-01", "the next 14 days"),
        ("arm_a_kind", "acupuncture", "choose one of the answers"),
        ("block_days", "9", "2 to 7"),
        ("stopped_on", "2027-01-01", "still to come"),
    ],
)
def test_what_is_no_experiment_is_refused(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, column: str, cell: str, said: str
) -> None:
    add(db_session, rosa, 30)
    db_session.commit()
    export_folder(db_session, rosa, tmp_path)
    path = tmp_path / "experiments.csv"
    head, row = (line.split(",") for line in path.read_text(encoding="utf-8").replace('"', "").splitlines())
    row[head.index(column)] = cell
    path.write_text(f"{','.join(head)}\n{','.join(row)}\n", encoding="utf-8")
    with fresh_session() as there, pytest.raises(ImportFault) as refused:
        read_back(there, add_patient(there, "Ines"), tmp_path)
    assert said in str(refused.value)
