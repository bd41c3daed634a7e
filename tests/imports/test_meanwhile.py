"""What happens to a file while a page of it is under way: in another tab, with the account, on a full disk."""

import errno
from datetime import UTC, date, datetime
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.imports.support import BEARABLE, bring, field_of, look, say, upload
from tests.imports.test_long import folder_of, waiting_of, worked_on
from tests.imports.test_pages import WORDS, live, own
from tests.support.pages import Browser
from tests.support.people import session_of
from tracker.diary.models import Entry
from tracker.importers import kept
from tracker.imports.models import ImportRun
from tracker.imports.services import storing, writing
from tracker.imports.services.waiting import WRITING, Room
from tracker.treatment.models import Dose
from tracker.web.extensions import db

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
DAY = date(2026, 3, 1)
DAILY = BEARABLE.read_bytes().replace(b'"pre"', b'""').replace(b'"am"', b'""')


def test_a_file_that_another_tab_brought_in_meanwhile_is_brought_in(
    rosa: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = upload(rosa, BEARABLE)
    say_of, waiting = Room.say, waiting_of(rosa)

    def meanwhile(*given: Any, **said: Any) -> Any:
        db.session.rollback()
        with session_of(rosa.app) as session:
            common = {"patient_id": own(rosa), "at": NOW, "by_account_id": None, "by_name": "", "file_name": ""}
            counts = {"dose": 2}
            session.add(ImportRun(**common, id=storing.import_id_of(waiting), source="bearable", counts=counts))
            session.commit()
        waiting.throw_away()
        return say_of(*given, **said)

    monkeypatch.setattr(Room, "say", meanwhile)
    answered = bring(rosa, page)
    assert "Brought in from Bearable" in answered.text
    assert live(rosa, ImportRun, Dose) == [1, 0]


def test_a_file_that_goes_while_it_is_looked_at_is_waited_for_no_longer(
    rosa: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = upload(rosa, BEARABLE)
    waiting = waiting_of(rosa)
    find = Room.find

    def gone(room: Room, account: Any) -> Any:
        found = find(room, account)
        waiting.throw_away()
        return found

    monkeypatch.setattr(Room, "find", gone)
    assert look(rosa).heading == "Bring your diary along"
    assert bring(rosa, page).heading == "Bring your diary along"


def test_a_disk_that_is_full_by_the_answer_is_said(rosa: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    page = upload(rosa, BEARABLE)

    def full(*_given: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(kept, "put", full)
        page = say(rosa, page, WORDS)
    assert "There is no room left on this server, so your answers were not kept." in page.text
    assert live(rosa) == [0, 0, 0]


def test_another_fault_of_the_disk_is_a_fault(rosa: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    page = upload(rosa, BEARABLE)

    def broken(*_given: Any) -> None:
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patched:
        patched.setattr(kept, "put", broken)
        with pytest.raises(OSError, match="broken"):
            say(rosa, page, WORDS)


def test_no_other_file_is_taken_while_one_is_brought_in(rosa: Browser) -> None:
    upload(rosa, BEARABLE)
    kept.put(folder_of(rosa) / WRITING, {"percent": 62})
    before = folder_of(rosa)
    with worked_on(rosa):
        page = rosa.get(rosa.path("imports"))
        assert "It is being brought in just now." in page.text
        assert "Nothing of it is in your diary yet" not in page.text
        refused = upload(rosa, BEARABLE)
    assert refused.status == 422
    assert "is being brought in just now" in refused.error_of("file")
    assert folder_of(rosa) == before


def test_an_account_that_goes_while_its_file_is_stored_leaves_nothing(
    rosa: Browser, beside: list[Thread], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = upload(rosa, BEARABLE)
    waiting, failed = waiting_of(rosa), list[Any]()
    monkeypatch.setattr("threading.excepthook", failed.append)

    def going(*_given: Any, **_said: Any) -> None:
        waiting.throw_away()
        raise OSError(errno.EIO, "disk")

    monkeypatch.setattr(storing, "write", going)
    bring(rosa, page, follow=False)
    for thread in beside:
        thread.join()
    assert not failed
    assert not waiting.folder.exists()


def test_a_server_that_ended_right_after_saving_says_that_it_was_saved(
    rosa: Browser, beside: list[Thread], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = upload(rosa, BEARABLE)
    waiting = waiting_of(rosa)
    with monkeypatch.context() as patched:
        patched.setattr(type(waiting), "throw_away", lambda _waiting: None)
        bring(rosa, page, follow=False)
        for thread in beside:
            thread.join()
    assert writing.percent(waiting) is not None
    assert "Brought in from Bearable" in look(rosa).text
    assert not waiting.folder.exists()


def _score(browser: Browser, score: str) -> None:
    browser.post(browser.path(f"days/{DAY}/details"), {"leg_pain": score, "id": ""})


def test_a_choice_that_was_not_shown_is_shown_and_called_a_choice(rosa: Browser) -> None:
    _score(rosa, "7")
    page = say(rosa, upload(rosa, DAILY), {"Shall words": "yes"})
    page = say(rosa, page, {"Days that are in your diary": "take"}, "bring")
    assert "This is what your new answers make of the file." in page.text
    assert "Your diary changed" not in page.text
    assert "Brought in" in bring(rosa, page).text


def test_a_day_that_was_edited_since_the_page_is_shown_again_before_its_place_is_taken(rosa: Browser) -> None:
    _score(rosa, "7")
    page = say(rosa, upload(rosa, DAILY), {"Shall words": "yes"})
    page = say(rosa, page, {"Days that are in your diary": "take"})
    with rosa.app.app_context():
        db.session.execute(update(Entry).where(Entry.live(own(rosa))).values(leg_pain=3))
        db.session.commit()
    page = bring(rosa, page)
    assert "Your diary changed since this page was shown." in page.text
    with rosa.app.app_context():
        assert list(db.session.execute(select(Entry.leg_pain).where(Entry.live(own(rosa)))).scalars()) == [3]


def test_the_days_that_are_taken_are_those_that_were_asked_about(rosa: Browser) -> None:
    _score(rosa, "7")
    page = say(rosa, upload(rosa, DAILY), {"Shall words": "yes"})
    page = say(rosa, page, {"Days that are in your diary": "ask"})
    page = say(rosa, page, {"1 Mar 2026": "take"}, "bring")
    assert "This is what your new answers make of the file." in page.text
    assert field_of(page, "1 Mar 2026")
    assert "Brought in" in bring(rosa, page).text
