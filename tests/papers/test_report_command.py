"""`tracker report` and `tracker export` where nothing can be written: they end with 1 and one sentence."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import Run, running_commands
from tests.support.people import PASSWORD
from tracker.papers.services import typeset

NAMED, GONE, NOBODY = "Nora", "no-such-program.py", "Nobody"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(tmp_path / "instance"))
    for name in ("DATABASE_URL", "HTTPS", "TRUSTED_HOSTS", "SECRET_KEY"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    password = tmp_path / "password"
    password.write_text(f"{PASSWORD}\n", encoding="utf-8")
    with running_commands() as run_one:
        run_one("user", "add", NAMED, "--password-file", password)
        yield run_one


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "papers" / "report.pdf"


def refused(run: Run, out: Path, *more: object, name: str = NAMED) -> str:
    """The one sentence that it ends with."""
    output = str(run("report", "--patient", name, "--out", out, *more, exits=1).output)
    (line,) = output.splitlines()
    assert line.startswith("tracker: ")
    assert not out.exists()
    return line


def test_the_typesetter_is_not_there(run: Run, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "TYPESETTER", typeset.TYPESETTER.with_name(GONE))
    said = refused(run, out)
    assert "could not be made, and nothing was written" in said
    assert GONE in said
    assert not out.parent.exists()


def test_the_typesetter_is_ended_without_a_word(run: Run, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_given: object, **_more: object) -> Any:
        return subprocess.CompletedProcess([], -9, b"", b"")

    monkeypatch.setattr(subprocess, "run", ended)
    assert "the typesetter ended with -9" in refused(run, out)


def test_nobody_of_that_name(run: Run, out: Path) -> None:
    assert "there is no patient Nobody" in refused(run, out, name=NOBODY)


def test_days_that_have_not_come_or_stand_the_wrong_way_round(run: Run, out: Path) -> None:
    assert "This day has not come yet." in refused(run, out, "--from", "9999-12-31")
    turned = ("--from", "2026-02-02", "--to", "2026-02-01")
    assert "The last day is before the first day." in refused(run, out, *turned)


def test_a_day_that_there_never_was(run: Run, out: Path) -> None:
    said = run("report", "--patient", NAMED, "--out", out, "--from", "2026-02-30", exits=2).output
    assert "--from" in said
    assert not out.exists()


def test_no_room_to_write_it_to(run: Run, out: Path) -> None:
    out.parent.write_text("a file where a folder is wanted", encoding="utf-8")
    assert "the report cannot be written" in refused(run, out)


@pytest.mark.parametrize("form", ["csv", "xlsx", "fhir"])
def test_no_room_to_write_files_to(run: Run, out: Path, form: str) -> None:
    out.parent.write_text("a file where a folder is wanted", encoding="utf-8")
    output = str(run("export", "--patient", NAMED, "--out", out, "--format", form, exits=1).output)
    (line,) = output.splitlines()
    assert line.startswith("tracker: the files cannot be written: ")
