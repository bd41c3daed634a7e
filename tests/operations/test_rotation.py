"""Which timed backups go, and which never do."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tracker.operations import rotation

pytestmark = [pytest.mark.long, pytest.mark.counted]

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def made(folder: Path, *days_ago: int) -> list[Path]:
    paths = [folder / rotation.name_at(NOW - timedelta(days=days), sqlite=True) for days in days_ago]
    for path in paths:
        path.write_text("a backup")
    return paths


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_they_are_named_by_the_minute_in_utc() -> None:
    assert rotation.name_at(NOW, sqlite=True) == "tracker-2026-11-22T0300Z.sqlite3"
    assert rotation.name_at(NOW, sqlite=False) == "tracker-2026-11-22T0300Z.dump"


def test_the_old_go_and_the_others_stay(tmp_path: Path) -> None:
    paths = made(tmp_path, 0, 1, 13, 14, 200)
    assert rotation.remove_old(tmp_path, NOW, 14, keep=paths[0]) == [paths[4], paths[3]]
    assert left(tmp_path) == {path.name for path in paths[:3]}


def test_files_that_the_clock_did_not_make_stay(tmp_path: Path) -> None:
    others = (
        "mine.sqlite3",
        "tracker-2020-01-01.sqlite3",
        "tracker-2020-13-01T0000Z.sqlite3",
        "tracker-old.dump",
        "tracker-2020-01-01T0000Z.sqlite3.gz",
        "xtracker-2020-01-01T0000Z.sqlite3",
        "before-restore.dump",
    )
    for name in others:
        (tmp_path / name).write_text("mine")
    (tmp_path / "tracker-2020-01-01T0000Z.dump").mkdir()
    (keep,) = made(tmp_path, 0)
    assert rotation.remove_old(tmp_path, NOW, 1, keep=keep) == []
    assert left(tmp_path) == {*others, keep.name, "tracker-2020-01-01T0000Z.dump"}


def test_the_one_just_made_stays_whatever_the_clock_says(tmp_path: Path) -> None:
    """The clock was a year ahead, and has been set back."""
    ahead, today = made(tmp_path, -365, 0)
    assert rotation.remove_old(tmp_path, NOW, 1, keep=today) == []
    assert rotation.remove_old(tmp_path, NOW + timedelta(days=400), 1, keep=today) == [ahead]


def test_what_a_cut_off_backup_left_goes_after_a_day(tmp_path: Path) -> None:
    (keep,) = made(tmp_path, 0)
    forgotten, running = (tmp_path / f"{keep.name}.{letter * 8}.part" for letter in "ab")
    mine = tmp_path / "mine.part"
    for path in (forgotten, running, mine):
        path.write_text("half")
    for path in (forgotten, mine):
        os.utime(path, (1, 1))
    rotation.remove_old(tmp_path, NOW, 14, keep=keep)
    assert left(tmp_path) == {keep.name, running.name, mine.name}


def test_the_newest_is_found_by_its_name(tmp_path: Path) -> None:
    assert rotation.newest(tmp_path) is None
    assert rotation.newest(tmp_path / "nowhere") is None
    paths = made(tmp_path, 3, 1, 2)
    os.utime(paths[1], (1, 1))
    assert rotation.newest(tmp_path) == paths[1]


def test_what_restores_put_aside_goes_after_five_weeks(tmp_path: Path) -> None:
    old, new = ("2026-10-17T040000Z", "2026-10-19T040000Z")
    goes = [f"tracker.sqlite3.before-restore-{old}{suffix}" for suffix in ("", "-wal", "-journal")]
    goes += [f"before-restore-{old}.dump"]
    goes += [f"before-upgrade-{old}-from-0003{suffix}" for suffix in (".sqlite3", ".dump")]
    stays = ["tracker.sqlite3", f"tracker.sqlite3.before-restore-{new}", f"before-restore-{new}.dump"]
    stays += [rotation.name_before_upgrade(NOW, "0004", sqlite=True), f"before-upgrade-{old}-from-0003.sqlite3.gz"]
    stays += ["before-restore-2020-13-01T000000Z.dump", f"before-restore-{old}.mine"]
    for name in goes + stays:
        (tmp_path / name).touch()
    removed = rotation.remove_put_aside([tmp_path, tmp_path / "nowhere"], NOW)
    assert {path.name for path in removed} == set(goes)
    assert left(tmp_path) == set(stays)
