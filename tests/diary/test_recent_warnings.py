"""Warning signs of the last two weeks: which days count, and what the banner says of them."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask, render_template_string
from sqlalchemy.orm import Session

from tests.support.pages import Browser
from tests.support.people import Person
from tracker.demo import factory
from tracker.diary.models import Entry
from tracker.diary.services.reading import recent_warning_signs
from tracker.wording.warning_signs import WARNING_SIGNS

TODAY = date(2026, 3, 3)
BANNER = """{% from "components/warning.html" import recent_warning %}{{ recent_warning(signs, "/help-now") }}"""


def _entry(person: Person, days_ago: int, *signs: str, moment: bool = False, deleted: bool = False) -> Entry:
    at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    kind: dict[str, Any] = {"kind": "moment", "for_time": time(9)} if moment else {}
    said = {"leg_pain": 0, "warning_signs": signs, "deleted_at": at if deleted else None}
    return Entry(patient_id=person.patient_id, **factory.entry(TODAY - timedelta(days=days_ago), at, **kind, **said))


@pytest.mark.parametrize(("days_ago", "counts"), [(0, True), (13, True), (14, False), (-1, False)])
def test_fourteen_days_count_with_today(db_session: Session, person: Person, days_ago: int, counts: bool) -> None:
    db_session.add(_entry(person, days_ago, "both_legs"))
    db_session.commit()
    assert bool(recent_warning_signs(db_session, person.patient_id, TODAY)) is counts


def test_days_come_newest_first_with_each_sign_once(db_session: Session, person: Person, other: Browser) -> None:
    assert other.patient_id is not None
    stranger = Person(uuid.uuid4(), other.patient_id, "Omar")
    db_session.add_all(
        [
            _entry(person, 2, "fever_chills", "both_legs"),
            _entry(person, 2, "both_legs", "bowel_change", moment=True),
            _entry(person, 1),
            _entry(person, 0, "leg_weakness"),
            _entry(person, 3, "bowel_change", deleted=True),
            _entry(stranger, 0, "bowel_change"),
        ]
    )
    db_session.commit()
    assert recent_warning_signs(db_session, person.patient_id, TODAY) == (
        (TODAY, ("leg_weakness",)),
        (TODAY - timedelta(days=2), ("bowel_change", "both_legs", "fever_chills")),
    )


def test_no_sign_no_banner_and_no_word_that_reassures(app: Flask) -> None:
    with app.test_request_context():
        assert render_template_string(BANNER, signs=()).strip() == ""


def test_the_banner_names_day_and_sign_and_leads_to_help(app: Flask) -> None:
    with app.test_request_context():
        text = " ".join(render_template_string(BANNER, signs=((TODAY, ("both_legs",)),)).split())
    assert f"You noted a warning sign on Tue 3 Mar: <b>{WARNING_SIGNS['both_legs']}</b>." in text
    assert 'If it is still there or getting worse, <a href="/help-now">get help now</a>.' in text
    assert "notice-warning" in text


def test_the_banner_lists_several(app: Flask) -> None:
    signs = ((TODAY, ("leg_weakness", "both_legs")), (TODAY - timedelta(days=2), ("fever_chills",)))
    with app.test_request_context():
        text = " ".join(render_template_string(BANNER, signs=signs).split())
    assert text.count("<li>") == 3
    assert "Sun 1 Mar: <b>Fever or chills</b>" in text
    assert "If one of them is still there or getting worse" in text


@pytest.mark.parametrize("rest", ["days/{day}/details", "moments/new"])
def test_a_form_that_is_refused_with_a_sign_ticked_puts_help_first(patient: Browser, rest: str) -> None:
    page = patient.post(patient.path(rest.format(day=TODAY)), {"warning_signs": "both_legs"})
    assert page.status == 422
    notice = page.one(".notice-warning")
    assert "You ticked a warning sign. Do not wait for this form" in " ".join(notice.to_text().split())
    assert [link.attrs["href"] for link in notice.query("a")] == ["/help-now"]
    assert page.body.index("notice-warning") < page.body.index("notice-error")


@pytest.mark.parametrize("rest", ["days/{day}/details", "moments/new"])
def test_a_form_refused_without_a_sign_says_nothing_about_signs(patient: Browser, rest: str) -> None:
    page = patient.post(patient.path(rest.format(day=TODAY)), {})
    assert page.status == 422
    assert not page.all(".notice-warning")
