"""Turns that processes of one machine take with each other."""

import fcntl
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tracker.server import across
from tracker.server.across import Across, account_file
from tracker.server.turns import Claim

ROSA, OMAR, TOM = (Claim(("name", name), "192.0.2.1") for name in ("rosa", "omar", "tom"))


DIES = """
import os
from pathlib import Path
from tracker.server.across import Across
from tracker.server.turns import Claim
held = Across(Path({folder!r})).turn(Claim("rosa", "192.0.2.1"))
held.__enter__()
os.kill(os.getpid(), 9)
"""


def _is_taken(path: Path) -> bool:
    """Whether another process would have to wait: a lock belongs to the file as it was opened, so one of ours does."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _taken(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if _is_taken(path)}


def test_a_turn_holds_the_account_and_one_of_two_places(tmp_path: Path) -> None:
    mine, others = Across(tmp_path / "turns"), Across(tmp_path / "turns")
    with mine.turn(ROSA):
        assert _taken(tmp_path / "turns") == {account_file(ROSA), "judging-0"}
        with others.turn(OMAR):
            assert _taken(tmp_path / "turns") == {account_file(ROSA), account_file(OMAR), *across.JUDGING}
    assert _taken(tmp_path / "turns") == set()


@pytest.mark.parametrize("held", [(ROSA,), (OMAR, TOM)])
def test_whoever_must_wait_waits_until_it_is_free_and_not_for_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: tuple[Claim, ...]
) -> None:
    """The account is another process's; or both places are. Asked again and again, until its patience is over."""
    asked: list[float] = []
    monkeypatch.setattr("time.sleep", asked.append)
    monkeypatch.setattr(across, "PATIENCE_SECONDS", 0.05)
    mine, others = Across(tmp_path), Across(tmp_path)
    with ExitStack() as stack:
        for claim in held:
            stack.enter_context(others.turn(claim))
        with mine.turn(ROSA):
            assert asked
    before = len(asked)
    with mine.turn(ROSA):
        assert len(asked) == before


def test_a_process_that_dies_frees_what_it_held(tmp_path: Path) -> None:
    words = DIES.format(folder=str(tmp_path))
    died = subprocess.run([sys.executable, "-c", words], check=False)  # noqa: S603 - our own words
    assert died.returncode == -9
    assert any(path.name in across.JUDGING for path in tmp_path.iterdir())
    assert _taken(tmp_path) == set()


def test_where_nothing_can_be_locked_nothing_waits(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for nowhere in (None, tmp_path / "file" / "turns"):
        with Across(nowhere).turn(ROSA), Across(nowhere).turn(ROSA):
            assert list(tmp_path.iterdir()) == [tmp_path / "file"]
