"""Every answer of a day is asked for, kept, listed and briefed; what a page leaves out on purpose is named here."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Flask
from sqlalchemy import delete, select

from tests.fields.rows import rows_of, value_of
from tests.fields.tables import TABLES
from tests.practice.brief_records import Writer
from tests.support.evening import TODAY
from tests.support.pages import Browser
from tests.support.people import Person
from tracker.dashboard.services.lines import EntryLine
from tracker.diary.models import Entry
from tracker.diary.services.reading import find_daily, stored
from tracker.fields.entries import ENTRY
from tracker.fields.field import Field, Kind
from tracker.web.extensions import db

PLAIN: Final = rows_of(TABLES[0])["leg_pain"] | {"for_date": TODAY}
ROWS: Final[Mapping[str, dict[str, Any]]] = {
    name: row | {"for_date": TODAY}
    for name, row in rows_of(TABLES[0]).items()
    if (row | {"for_date": TODAY}).get(name) != PLAIN.get(name)
}
# Which score was given how late stands beside charts, and in files.
NOT_LISTED: Final = {"leg_later", "back_later"}
# A brief is one sheet: pain, signs, warnings, notes and how far the pain reached.
NOT_IN_THE_BRIEF: Final = {
    *("late", "for_time", "side", "worst_leg_pain", "qualities"),
    *("sitting_minutes", "walking_minutes", "aggravated_by", "eased_by"),
}
NOT_ASKED: Final = {
    *("entry_id", "kind", "for_date", "for_time", "entered_at", "late", "leg_later", "back_later"),
    *("imported_from", "from_words", "time_known"),
}


def _unseen(app: Flask, write: Writer, look: Callable[[], str]) -> set[str]:
    """The fields that change nothing of what is seen."""

    def seen(row: dict[str, Any]) -> str:
        with app.app_context():
            db.session.execute(delete(Entry))
            db.session.commit()
        write.entries(row)
        return look()

    return {name for name, row in ROWS.items() if seen(row) == seen(row | {name: PLAIN.get(name)})}


def test_the_list_shows_every_field(app: Flask, write: Writer, owner: Browser) -> None:
    def look() -> str:
        with app.app_context():
            row = db.session.execute(select(Entry)).scalar_one()
            told = EntryLine(stored(row)).details
            db.session.rollback()
        return owner.get(owner.path("diary?view=list")).text + " ".join(told)

    assert _unseen(app, write, look) == NOT_LISTED


def test_the_brief_shows_every_field_that_it_does_not_leave_out(app: Flask, write: Writer, owner: Browser) -> None:
    assert _unseen(app, write, lambda: owner.get(owner.path("brief")).text) == NOT_IN_THE_BRIEF


def test_every_field_is_asked_for_and_kept(app: Flask, somebody: Person, owner: Browser) -> None:
    asked = {field.name: field for field in ENTRY if not field.computed and field.name not in NOT_ASKED}
    for site in ("leg", "back"):
        owner.post(owner.path(f"days/{TODAY}/{site}"), {"score": "2"})
    details = {name: field for name, field in asked.items() if name not in {"leg_pain", "back_pain"}}
    typed: dict[str, Any] = {name: _typed(field) for name, field in details.items()}
    owner.submit(owner.get(owner.path("today")), "/details", **typed)
    with app.app_context():
        entry = find_daily(db.session(), somebody.patient_id, TODAY)
    assert entry is not None
    assert {name for name in details if getattr(entry.facts, name) in (None, ())} == set()
    assert (entry.facts.leg_pain, entry.facts.back_pain) == (2, 2)


def _typed(field: Field) -> str | list[str]:
    value = value_of(field)
    if field.kind is Kind.CODES:
        return list(value)
    return str(value)
