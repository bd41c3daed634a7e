"""What people do with rows that came in, before the import is taken back."""

from datetime import date
from typing import Any

from sqlalchemy import select

from tests.imports.support import BEARABLE, bring, say, upload
from tests.imports.test_pages import WORDS, live, own
from tests.support.pages import Browser
from tracker.diary.models import Entry
from tracker.treatment.models import Dose, TreatmentSession
from tracker.web.extensions import db

DAY = date(2026, 3, 1)
DAILY = BEARABLE.read_bytes().replace(b'"pre"', b'""').replace(b'"am"', b'""')


def ids(browser: Browser, model: Any = Entry) -> list[str]:
    with browser.app.app_context():
        found = db.session.execute(select(model.id).where(model.live(own(browser))).order_by(model.id)).scalars()
        return [str(one) for one in found]


def undo(browser: Browser) -> str:
    page = browser.submit(browser.get(browser.path("imports")), "/undo")
    assert page.status == 200
    return page.text


def test_what_was_edited_stays_what_was_deleted_stays_away_and_all_else_goes(rosa: Browser) -> None:
    bring(rosa, say(rosa, upload(rosa, BEARABLE), WORDS))
    edited, deleted, _other = ids(rosa)
    dose = ids(rosa, Dose)[0]
    page = rosa.get(rosa.path(f"entries/{edited}"))
    assert rosa.submit(page, f"entries/{edited}", follow=False, note="mine by now").status == 303
    rosa.post(rosa.path(f"entries/{deleted}/delete"))
    rosa.post(rosa.path(f"medication/{dose}/delete"))
    said = undo(rosa)
    assert "What you changed since is yours, and stays:" in said
    assert ids(rosa) == [edited]
    assert live(rosa, TreatmentSession, Dose) == [0, 0]
    page = say(rosa, upload(rosa, BEARABLE), WORDS)
    assert "Brought in before and deleted by you: 2. They stay deleted." in page.text
    bring(rosa, page)
    assert deleted not in ids(rosa)
    assert edited in ids(rosa)


def test_what_was_deleted_by_hand_can_be_restored_after_the_import_is_gone(rosa: Browser) -> None:
    bring(rosa, say(rosa, upload(rosa, BEARABLE), WORDS))
    deleted = ids(rosa)[0]
    answer = rosa.post(rosa.path(f"entries/{deleted}/delete"))
    undo(rosa)
    assert ids(rosa) == []
    page = rosa.get(rosa.path("deleted"))
    assert page.status == 200
    rosa.submit(page, "/undo")
    assert ids(rosa) == [deleted]
    assert answer.status == 200


def test_a_day_that_was_taken_and_then_deleted_by_hand_is_as_before_the_import(rosa: Browser) -> None:
    rosa.post(rosa.path(f"days/{DAY}/details"), {"leg_pain": "7", "id": ""})
    (mine,) = ids(rosa)
    page = say(rosa, upload(rosa, DAILY), {"Shall words": "yes"})
    bring(rosa, say(rosa, page, {"Days that are in your diary": "take"}))
    with rosa.app.app_context():
        theirs = db.session.execute(
            select(Entry.id).where(Entry.live(own(rosa)), Entry.for_date == DAY, Entry.kind == "daily")
        ).scalar_one()
    assert str(theirs) != mine
    rosa.post(rosa.path(f"entries/{theirs}/delete"))
    assert "1 day is as it was before." in undo(rosa)
    assert mine in ids(rosa)
    page = rosa.submit(rosa.get(rosa.path("deleted")), "/undo")  # its day has another entry again
    assert page.status in {200, 409, 422}
    assert mine in ids(rosa)
    assert str(theirs) not in ids(rosa)
