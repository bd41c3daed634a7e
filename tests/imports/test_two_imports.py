"""Two imports over the same days, taken back in either order: what stood before both stands again in the end."""

from datetime import date, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from tests.imports.support import BEARABLE, bring, say, upload
from tests.imports.test_pages import own
from tests.support.pages import Browser
from tracker.diary.models import Entry
from tracker.imports.models import ImportRun
from tracker.web import clock
from tracker.web.extensions import db

DAY = date(2026, 3, 1)
FIRST = BEARABLE.read_bytes().replace(b'"pre"', b'""').replace(b'"am"', b'""')
SECOND = b"day,leg pain\r\n2026-03-01,2\r\n2026-03-07,3\r\n"
MINE, OF_FIRST, OF_SECOND = 7, 8, 2


@pytest.fixture(autouse=True)
def a_second_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moments are whole seconds, and what people do one after the other is not done in the same one."""
    began, passed = clock.now(), count()
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(seconds=next(passed)))


@pytest.fixture
def both(rosa: Browser) -> Browser:
    """Rosa's own day, taken over by a file of one app, and that one's by a file of another."""
    rosa.post(rosa.path(f"days/{DAY}/details"), {"leg_pain": str(MINE), "id": ""})
    page = say(rosa, upload(rosa, FIRST), {"Shall words": "yes"})
    bring(rosa, say(rosa, page, {"Days that are in your diary": "take"}))
    assert scores(rosa) == [OF_FIRST]
    bring(rosa, say(rosa, upload(rosa, SECOND), {"Days that are in your diary": "take"}))
    assert scores(rosa) == [OF_SECOND]
    return rosa


def scores(browser: Browser, day: date = DAY) -> list[int | None]:
    with browser.app.app_context():
        found = db.session.execute(
            select(Entry.leg_pain).where(Entry.live(own(browser)), Entry.for_date == day, Entry.kind == "daily")
        ).scalars()
        return list(found)


def runs(browser: Browser) -> dict[str, str]:
    """The imports by what they are of."""
    with browser.app.app_context():
        found = db.session.execute(select(ImportRun).order_by(ImportRun.at)).scalars()
        return {run.source: str(run.id) for run in found}


def undo(browser: Browser, source: str) -> str:
    page = browser.post(browser.path(f"imports/{runs(browser)[source]}/undo"))
    assert page.status == 200
    return page.text


def test_the_later_one_first(both: Browser) -> None:
    assert "1 day is as it was before." in undo(both, "spreadsheet")
    assert scores(both) == [OF_FIRST]
    assert "1 day is as it was before." in undo(both, "bearable")
    assert scores(both) == [MINE]


def test_the_first_one_first_leaves_the_days_of_the_later_one(both: Browser) -> None:
    undo(both, "bearable")
    assert scores(both) == [OF_SECOND]
    assert "1 day is as it was before." in undo(both, "spreadsheet")
    assert scores(both) == [MINE]
    assert scores(both, date(2026, 3, 7)) == []


def test_a_day_that_was_changed_by_hand_is_nobodys_to_take(rosa: Browser) -> None:
    bring(rosa, say(rosa, upload(rosa, FIRST), {"Shall words": "yes"}))
    with rosa.app.app_context():
        found = db.session.execute(select(Entry.id).where(Entry.for_date == DAY, Entry.kind == "daily")).scalar_one()
    page = rosa.get(rosa.path(f"entries/{found}"))
    assert rosa.submit(page, f"entries/{found}", follow=False, leg_pain="4").status == 303
    bring(rosa, say(rosa, upload(rosa, SECOND), {"Days that are in your diary": "take"}))
    assert scores(rosa) == [OF_SECOND]
    undo(rosa, "bearable")
    undo(rosa, "spreadsheet")
    assert scores(rosa) == [4]


def test_the_first_one_brought_again_stands_when_the_later_one_goes(both: Browser) -> None:
    undo(both, "bearable")
    first = runs(both)["bearable"]
    page = say(both, upload(both, FIRST), {"Shall words": "yes"})
    bring(both, say(both, page, {"Days that are in your diary": "take"}))
    assert scores(both) == [OF_FIRST]
    assert runs(both)["bearable"] != first
    undo(both, "spreadsheet")
    assert scores(both) == [OF_FIRST]
    undo(both, "bearable")
    assert scores(both) == [MINE]
