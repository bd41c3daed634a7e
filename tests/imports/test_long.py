"""Long files, servers that end in the middle, disks that are full, and what is left behind by nobody."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.imports.support import BEARABLE, bring, look, say, upload
from tests.imports.test_pages import WORDS, live
from tests.support.pages import Browser
from tests.support.people import make_person, session_of, sign_in
from tracker.accounts.services.accounts import delete_account
from tracker.importers import kept
from tracker.importers.program import PROGRESS, read
from tracker.imports.models import ImportRun
from tracker.imports.services import reading, storing
from tracker.imports.services.reading import MOST_WAITING, PROGRAM, Readers, State
from tracker.imports.services.waiting import FOLDER, KEPT_FOR, WRITING, Room, Waiting
from tracker.operations.jobs import JOBS
from tracker.treatment.models import Dose
from tracker.web.extensions import db


def folder_of(browser: Browser) -> Path:
    (found,) = (Path(browser.app.instance_path) / FOLDER).glob("*-????????????????")
    return found


@contextmanager
def worked_on(browser: Browser) -> Iterator[None]:
    """Another process has the file in hand."""
    found = waiting_of(browser)
    with found.held() as free:
        assert free
        yield


def waiting_of(browser: Browser) -> Waiting:
    room = Room(Path(browser.app.instance_path))
    folder = folder_of(browser)
    found = room.find(UUID(folder.name.partition("-")[0]))
    assert found is not None
    assert found.folder.parent == room.folder
    return found


def test_what_is_being_read_says_how_far_it_is(rosa: Browser) -> None:
    upload(rosa, BEARABLE)
    (folder_of(rosa) / kept.TOLD).unlink()
    kept.put(folder_of(rosa) / "progress.json", {"percent": 41, "edition": 1})
    with worked_on(rosa):
        page = look(rosa)
        assert page.heading == "Reading your file"
        assert "41 % done" in page.text
        assert page.one("meta[http-equiv=refresh]").attrs["content"].startswith("2; url=")
    page = look(rosa)
    assert page.heading == "Reading stopped"
    assert rosa.submit(page, "imports/file").heading == "What this file would bring"


def test_what_nobody_has_begun_to_read_is_read_when_it_is_looked_at(rosa: Browser) -> None:
    upload(rosa, BEARABLE)
    (folder_of(rosa) / kept.TOLD).unlink()
    (folder_of(rosa) / "progress.json").unlink()
    assert look(rosa).heading == "What this file would bring"


def test_what_cannot_say_how_far_it_is_is_read_all_the_same(rosa: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(rosa, BEARABLE)
    (folder_of(rosa) / kept.TOLD).unlink()
    put = kept.put

    def without_progress(path: Path, value: Any) -> None:
        if path.name == PROGRESS:
            full(path)
        put(path, value)

    monkeypatch.setattr(kept, "put", without_progress)
    read(folder_of(rosa))
    assert look(rosa).heading == "What this file would bring"


def test_a_reader_that_fails_is_tried_once_and_then_it_is_said(rosa: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(rosa, BEARABLE)
    for name in (kept.TOLD, PROGRESS):
        (folder_of(rosa) / name).unlink()
    tried: list[Waiting] = []
    start = Readers.start

    def starting(self: Readers, waiting: Waiting) -> bool:
        tried.append(waiting)
        return start(self, waiting)

    monkeypatch.setattr(Readers, "start", starting)
    with monkeypatch.context() as broken:
        broken.setattr(reading, "PROGRAM", "tracker.importers.nothing")
        for _look in range(3):
            page = look(rosa)
            assert page.heading == "Reading stopped"
            assert "or has no room left" in page.text
    assert len(tried) == 1
    assert rosa.submit(page, "imports/file").heading == "What this file would bring"


def test_too_many_at_once_wait(rosa: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.imports.services.reading.MOST_WAITING", 0)
    page = upload(rosa, BEARABLE)
    assert page.heading == "Reading your file"
    monkeypatch.setattr("tracker.imports.services.reading.MOST_WAITING", MOST_WAITING)
    assert look(rosa).heading == "What this file would bring"


def test_a_reader_that_is_under_way_is_ended_by_another_answer(rosa: Browser, tmp_path: Path) -> None:
    upload(rosa, BEARABLE)
    found, readers = waiting_of(rosa), Readers()
    (found.folder / kept.TOLD).unlink()
    assert PROGRAM == "tracker.importers.program"
    assert readers.start(found)
    assert readers.start(found)
    assert readers.state(found) in (State.READING, State.READ)
    readers.wait(found, 0)
    readers.stop(found)
    readers.stop(found)
    assert readers.state(found) in (State.LATER, State.STOPPED, State.READ)


def test_a_long_file_is_stored_beside_the_pages(rosa: Browser, beside: list[Thread]) -> None:
    page = bring(rosa, say(rosa, upload(rosa, BEARABLE), WORDS), follow=False)
    assert page.location.endswith("/imports/file")
    for thread in beside:
        thread.join()
    run = list(map(str, _runs(rosa)))
    page = rosa.get(rosa.path("imports/file"), query_string={"brought": run[0]})
    assert "Brought in from Bearable: 3 days or moments, 1 session and 2 doses of medicine." in page.text
    assert live(rosa) == [3, 1, 2]


def _runs(browser: Browser) -> list[Any]:
    with session_of(browser.app) as session:
        return list(session.execute(select(ImportRun.id)).scalars())


def test_while_it_is_stored_the_page_says_how_far_it_is(rosa: Browser) -> None:
    upload(rosa, BEARABLE)
    kept.put(folder_of(rosa) / WRITING, {"percent": 62})
    with worked_on(rosa):
        page = look(rosa)
        assert page.heading == "Bringing it in"
        assert "62 % done" in page.text
        assert rosa.post(rosa.path("imports/file"), {"act": "bring"}).heading == "Bringing it in"
        rosa.post(rosa.path("imports/file/cancel"))
        assert look(rosa).heading == "Bringing it in"
    page = look(rosa)
    assert "nothing of it was saved" in page.text
    assert live(rosa) == [0, 0, 0]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (storing.OtherByNow(), "Your diary changed since"),
        (OSError(errno.EIO, "disk"), "nothing of it was saved"),
    ],
)
def test_storing_that_fails_saves_nothing_and_says_so(
    rosa: Browser, beside: list[Thread], monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    def failing(*_given: Any, **_said: Any) -> None:
        raise fault

    page = upload(rosa, BEARABLE)
    monkeypatch.setattr(storing, "write", failing)
    bring(rosa, page, follow=False)
    for thread in beside:
        thread.join()
    page = look(rosa)
    assert said in page.text
    assert live(rosa) == [0, 0, 0]


def test_a_yes_that_another_process_has_in_hand_begins_nothing(rosa: Browser, beside: list[Thread]) -> None:
    page = upload(rosa, BEARABLE)
    with worked_on(rosa):
        bring(rosa, page, follow=False)
    assert not beside


def test_a_file_that_was_stored_already_goes(rosa: Browser, beside: list[Thread]) -> None:
    page = upload(rosa, BEARABLE)
    fields = {**dict(page.form("imports/file").fields()), "act": "bring"}
    name = folder_of(rosa).name
    rosa.post(rosa.path("imports/file"), fields, follow=False)
    for thread in beside:
        thread.join()
    upload(rosa, BEARABLE)
    folder_of(rosa).rename(folder_of(rosa).with_name(name))
    page = look(rosa)
    with session_of(rosa.app) as session:
        assert live(rosa, Dose) == [2]
        assert session.execute(select(func.count()).select_from(ImportRun)).scalar_one() == 1


def full(_self: Any, *_given: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("where", ["part", "take"])
def test_a_full_disk_is_said(rosa: Browser, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    monkeypatch.setattr(Room, where, full)
    page = upload(rosa, BEARABLE)
    assert page.status == 422
    assert "There is no room left on this server" in page.error_of("file")
    folder = Path(rosa.app.instance_path) / FOLDER
    assert not [*folder.glob("*-????????????????"), *folder.glob("coming-*")]


def test_another_fault_of_the_disk_is_said_too(rosa: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: Any) -> Path:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(Room, "part", broken)
    assert "The file could not be kept." in upload(rosa, BEARABLE).error_of("file")


def test_a_file_that_is_too_long_is_said_on_the_page(make_app: Callable[..., Flask]) -> None:
    app = make_app(import_mb=1)
    browser = sign_in(app, make_person(app, "Noor"))
    page = upload(browser, b"x" * 1_100_000)
    assert page.status == 413
    assert "This file has more than 1 MB" in page.error_of("file")
    a_little = upload(browser, b"x" * 1_000_001)
    assert a_little.status == 422
    assert "This file has more than 1 MB" in a_little.error_of("file")
    assert browser.post(browser.path("imports/file"), {"x": "x" * 70_000}).status == 413


def test_too_many_files_in_an_hour_are_refused(rosa: Browser) -> None:
    for _number in range(30):
        page = upload(rosa, b"x", follow=False)
    assert page.status == 303
    page = upload(rosa, b"x")
    assert page.status == 429
    assert int(page.headers["Retry-After"]) > 0


def test_a_file_that_is_refused_leaves_nothing(rosa: Browser) -> None:
    with BEARABLE.open("rb") as file:
        data = {"csrf_token": "wrong", "file": (file, "a")}
        assert rosa.client.post(rosa.path("imports"), data=data).status_code == 400
    assert not [path for path in (Path(rosa.app.instance_path) / FOLDER).glob("*") if path.name.startswith("coming-")]


def test_what_waited_for_a_day_goes_and_nothing_else(rosa: Browser) -> None:
    upload(rosa, BEARABLE)
    room, now = Room(Path(rosa.app.instance_path)), datetime.now(UTC)
    part = room.part()
    assert not room.sweep(now)
    long_ago = (now - KEPT_FOR - timedelta(minutes=1)).timestamp()
    os.utime(folder_of(rosa) / "file", (long_ago, long_ago))
    os.utime(part, (long_ago, long_ago))
    clear = next(job for job in JOBS if job.name == "clear")
    with session_of(rosa.app) as session:
        engine = session.get_bind()
    clear.work(engine, rosa.app.extensions["settings"], now)  # type: ignore[arg-type]
    assert not list(room.folder.glob("*-*/file"))
    assert not part.exists()
    assert look(rosa).heading == "Bring your diary along"


def test_a_file_goes_with_its_account(rosa: Browser) -> None:
    upload(rosa, BEARABLE)
    asked = folder_of(rosa)
    with rosa.app.app_context():
        delete_account(db.session(), UUID(asked.name.partition("-")[0]), datetime.now(UTC))
        db.session.rollback()
    assert not asked.exists()
