"""`tracker import` of another app's file."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.imports.support import BEARABLE
from tests.imports.test_pages import live, own
from tests.support.commands import Run, running_commands
from tests.support.pages import Browser
from tracker.diary.models import Entry
from tracker.web.extensions import db


@pytest.fixture
def run(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    settings = app.extensions["settings"]
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(settings.instance_path))
    monkeypatch.setenv("TRACKER_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("TRACKER_SECRET_KEY", settings.secret_key)
    with running_commands() as run_one:
        yield run_one


def test_a_dry_run_says_all_and_changes_nothing(run: Run, rosa: Browser) -> None:
    said = run("import", "--patient", "Rosa", "--dry-run", BEARABLE).output
    assert "Bearable: 2 doses of medicine" in said
    assert "words=no: Shall words of strength become numbers?" in said
    assert "Nothing was changed" in said
    assert live(rosa) == [0, 0, 0]


def test_a_file_is_brought_in_and_taken_back(run: Run, rosa: Browser) -> None:
    answers = ("--answer", "words=yes", "--answer", "offer:Walk=yes")
    said = run("import", "--patient", "Rosa", *answers, BEARABLE).output
    assert live(rosa) == [3, 1, 2]
    again = run("import", "--patient", "Rosa", *answers, BEARABLE).output
    assert "already here: 6" in again
    found = re.search(r"--undo ([0-9a-f-]{36})", said)
    assert found is not None
    assert "Taken back." in run("import", "--patient", "Rosa", "--undo", found[1]).output
    assert live(rosa) == [0, 0, 0]


def test_rows_that_are_wrong_need_to_be_said(run: Run, rosa: Browser, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(BEARABLE.read_bytes().replace(b"1st Mar 2026", b"41st Mar 2026"))
    assert "--leave-wrong" in run("import", "--patient", "Rosa", wrong, exits=1).output
    assert live(rosa) == [0, 0, 0]
    run("import", "--patient", "Rosa", "--leave-wrong", wrong)
    assert live(rosa) == [0, 0, 1]


@pytest.mark.parametrize(
    ("words", "said", "exits"),
    [
        (("{file}",), "say so with --from", 1),
        (("{empty}",), "This file is empty.", 1),
        (("--answer", "words", "{file}"), "key=value", 2),
        (("--undo", "7d444840-9dc0-11d1-b245-5ffdce74fad2"), "there is no such import", 1),
        ((), "give a file", 1),
    ],
)
def test_what_cannot_be_done_is_said(
    run: Run, rosa: Browser, tmp_path: Path, words: tuple[str, ...], said: str, exits: int
) -> None:
    assert rosa.patient_id is not None
    (tmp_path / "file").write_text('{"x": 1}')
    (tmp_path / "empty").write_text(" ")
    given = [word.format(file=tmp_path / "file", empty=tmp_path / "empty") for word in words]
    assert said in run("import", "--patient", "Rosa", *given, exits=exits).output


def test_our_own_files_say_which_holds(run: Run, rosa: Browser, tmp_path: Path) -> None:
    head, row = "entry_id,kind,for_date,leg_pain\r\n", "11111111-1111-4111-8111-111111111111,daily,2026-03-01,{}\r\n"
    for name, leg in (("mine.csv", 5), ("theirs.csv", 2)):
        (tmp_path / name).write_text(head + row.format(leg))
    first = run("import", "--patient", "Rosa", tmp_path / "mine.csv").output
    assert "1 new, 0 already here" in first
    theirs = ("import", "--patient", "Rosa", tmp_path / "theirs.csv")
    refused = run(*theirs, exits=1).output
    assert "A record with this id is here already, with other content. It says “2”." in refused
    assert "--existing keep or take says which holds" in refused
    assert "0 new, 0 already here, 1 left out for what is here" in run(*theirs, "--existing", "keep").output
    assert legs(rosa) == [5]
    assert "1 taken in place of what was here" in run(*theirs, "--existing", "take", "--dry-run").output
    assert legs(rosa) == [5]
    taken = run(*theirs, "--existing", "take").output
    assert legs(rosa) == [2]
    found = re.search(r"--undo ([0-9a-f-]{36})", taken)
    assert found is not None
    assert "Taken back." in run("import", "--patient", "Rosa", "--undo", found[1]).output
    assert legs(rosa) == [5]


def test_files_of_another_account_are_told(run: Run, rosa: Browser, tmp_path: Path) -> None:
    (tmp_path / "account.csv").write_text("user_name\r\nOmar\r\n")
    (tmp_path / "entries.csv").write_text("entry_id,kind,for_date,leg_pain\r\n")
    assert "is called “Omar”, and yours “Rosa”" in run("import", "--patient", "Rosa", tmp_path).output
    assert live(rosa) == [0, 0, 0]


def legs(browser: Browser) -> list[int | None]:
    with browser.app.app_context():
        return list(db.session.execute(select(Entry.leg_pain).where(Entry.live(own(browser)))).scalars())
