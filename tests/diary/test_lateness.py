"""A score is late when it was first given or changed on a later day; Undo, details and corrections keep that true."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.diary.reads import read
from tests.support.pages import Page
from tests.support.people import make_person, sign_in
from tracker.diary.models import Entry

LATE_EVENING = datetime(2026, 3, 3, 22, 50, tzinfo=UTC)  # 23:50 in Berlin
AFTER_MIDNIGHT = datetime(2026, 3, 3, 23, 5, tzinfo=UTC)
DAYS_ON = datetime(2026, 3, 9, 18, 30, tzinfo=UTC)
DAY = "2026-03-03"


Kept = tuple[int | None, int | None, int | None, int | None, bool]


class Diarist:
    """One person, who signs in again whenever a day or more has gone by."""

    def __init__(self, app: Flask, db_session: Session, evening: time_machine.Traveller) -> None:
        self.app, self.db_session, self.clock = app, db_session, evening
        evening.move_to(LATE_EVENING)
        self.person = make_person(app, "Rosa", zone="Europe/Berlin")
        self.browser = sign_in(app, self.person)

    def at(self, moment: datetime) -> None:
        self.clock.move_to(moment)
        self.browser = sign_in(self.app, self.person)

    def tap(self, site: str, score: int, day: str = DAY) -> Page:
        return self.browser.submit(self.get(f"days/{day}"), f"/{site}", score=str(score))

    def edit(self, **fields: str) -> Page:
        (entry,) = read(self.db_session, select(Entry))
        page = self.browser.get(self.browser.path(f"entries/{entry.id}"))
        return self.browser.submit(page, f"/entries/{entry.id}", follow=True, **fields)

    def get(self, path: str) -> Page:
        return self.browser.get(self.browser.path(path))

    def undo(self, page: Page) -> None:
        self.browser.submit(page, "/undo/")

    @property
    def kept(self) -> list[Kept]:
        """Leg, back, how many days later each was given, and whether the entry is marked late."""
        rows = read(self.db_session, select(Entry).where(Entry.deleted_at.is_(None)).order_by(Entry.for_date))
        return [(e.leg_pain, e.back_pain, e.leg_later, e.back_later, e.late) for e in rows]


@pytest.fixture
def rosa(app: Flask, db_session: Session, evening: time_machine.Traveller) -> Diarist:
    return Diarist(app, db_session, evening)


def test_a_correction_of_the_same_day_is_not_late(rosa: Diarist) -> None:
    rosa.tap("leg", 6)
    rosa.tap("leg", 5)
    rosa.edit(leg_pain="4")
    assert rosa.kept == [(4, None, 0, None, False)]


def test_a_score_changed_after_midnight_is_late_by_a_day(rosa: Diarist) -> None:
    rosa.tap("leg", 6)
    rosa.tap("back", 2)
    rosa.at(AFTER_MIDNIGHT)
    rosa.edit(leg_pain="5")
    assert rosa.kept == [(5, 2, 1, 0, True)]


def test_the_other_site_stays_as_it_was_given(rosa: Diarist) -> None:
    rosa.tap("leg", 6)
    rosa.at(DAYS_ON)
    rosa.tap("back", 2)
    assert rosa.kept == [(6, 2, 0, 6, True)]


@pytest.mark.parametrize("field", [{"note": "Long drive"}, {"worst_leg_pain": "8"}, {"side": "left"}])
def test_what_is_no_score_makes_nothing_late(rosa: Diarist, field: dict[str, str]) -> None:
    rosa.tap("leg", 6)
    rosa.at(DAYS_ON)
    rosa.edit(**field)
    assert rosa.kept == [(6, None, 0, None, False)]


def test_the_same_score_again_later_changes_nothing(rosa: Diarist) -> None:
    rosa.tap("leg", 6)
    rosa.at(DAYS_ON)
    rosa.tap("leg", 6)
    assert rosa.kept == [(6, None, 0, None, False)]


def test_undo_gives_the_former_lateness_back(rosa: Diarist) -> None:
    rosa.tap("leg", 6)
    rosa.at(DAYS_ON)
    page = rosa.tap("leg", 3)
    assert rosa.kept == [(3, None, 6, None, True)]
    rosa.undo(page)
    assert rosa.kept == [(6, None, 0, None, False)]


def test_a_deleted_entry_comes_back_as_late_as_it_was(rosa: Diarist) -> None:
    rosa.tap("leg", 6, "2026-03-01")
    (entry,) = read(rosa.db_session, select(Entry))
    rosa.at(DAYS_ON)
    rosa.undo(rosa.browser.submit(rosa.get(f"entries/{entry.id}"), "/delete"))
    assert rosa.kept == [(6, None, 2, None, True)]


def test_a_score_taken_away_and_given_again_was_given_then(rosa: Diarist) -> None:
    rosa.tap("leg", 6)
    rosa.tap("back", 2)
    rosa.edit(leg_pain="")
    assert rosa.kept == [(None, 2, None, 0, False)]
    rosa.at(AFTER_MIDNIGHT)
    rosa.edit(leg_pain="6")
    assert rosa.kept == [(6, 2, 1, 0, True)]


def test_an_entry_moved_to_another_day_was_given_for_that_day_now(rosa: Diarist) -> None:
    rosa.tap("leg", 6)
    rosa.at(DAYS_ON)
    rosa.edit(for_date="2026-03-05")
    assert rosa.kept == [(6, None, 4, None, True)]


def test_a_moment_that_is_rescored_later_is_late(rosa: Diarist) -> None:
    rosa.browser.submit(rosa.get("moments/new"), "/moments/new", leg_pain="5")
    rosa.at(DAYS_ON)
    rosa.edit(for_time="09:00")
    assert rosa.kept == [(5, None, 0, None, False)]
    rosa.edit(leg_pain="7")
    assert rosa.kept == [(7, None, 6, None, True)]


def test_the_page_of_an_earlier_day_says_what_a_change_does(rosa: Diarist) -> None:
    rosa.tap("leg", 6)
    rosa.at(AFTER_MIDNIGHT)
    assert "a score that you change now will be marked as added later" in rosa.get(f"days/{DAY}").text
    rosa.at(DAYS_ON)
    assert "Scores from memory are less exact. A score that you change now" in rosa.get(f"days/{DAY}").text
    rosa.tap("leg", 7)
    assert "marked as added later" not in rosa.get(f"days/{DAY}").text
