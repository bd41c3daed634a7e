"""Cautions by two devices: nothing ends that a page did not show, an end is named, undone and found again."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.support.pages import Browser, Page
from tests.support.people import Person, sign_in
from tests.support.sharing import today
from tracker.patients.models import Caution, Episode
from tracker.web.extensions import db
from tracker.wording.cautions import CAUTIONS


@pytest.fixture
def phone(app: Flask, person: Person) -> Browser:
    """The same person on another device."""
    return sign_in(app, person)


def opened(browser: Browser) -> Page:
    return browser.get(browser.path("cautions"))


def save(browser: Browser, page: Page | None = None, **typed: Any) -> Page:
    return browser.submit(page or opened(browser), "/cautions", **typed)


def live(db_session: Session) -> dict[str, str | None]:
    query = select(Caution.kind, Caution.note).where(Caution.ended_on.is_(None), Caution.deleted_at.is_(None))
    return {row.kind: row.note for row in fetched(db_session, query)}


def fetched(db_session: Session, query: Any) -> list[Any]:
    """The rows as they stand now, without keeping others from writing."""
    rows = list(db_session.execute(query))
    db_session.rollback()
    return rows


def signs(db_session: Session) -> set[str]:
    (row,) = fetched(db_session, select(Episode.warning_signs))
    return set(row.warning_signs or ())


def test_a_caution_that_a_page_did_not_show_is_not_ended_by_it(
    patient: Browser, phone: Browser, db_session: Session
) -> None:
    stale = patient.get(patient.path("cautions"))
    save(phone, kinds=["blood_thinner"], note="apixaban")
    patient.submit(stale, "cautions", kinds=["needle_fear"], note="once")
    assert live(db_session) == {"blood_thinner": "apixaban", "needle_fear": "once"}


def test_what_was_ended_elsewhere_stays_ended(patient: Browser, phone: Browser, db_session: Session) -> None:
    save(patient, kinds=["blood_thinner", "pregnancy"])
    stale = opened(patient)
    save(phone, kinds=["pregnancy"])
    save(patient, stale, kinds=["blood_thinner", "pregnancy", "epilepsy"])
    assert set(live(db_session)) == {"pregnancy", "epilepsy"}


def test_each_caution_keeps_its_own_note(patient: Browser, phone: Browser, db_session: Session) -> None:
    save(patient, kinds=["blood_thinner"], note="apixaban")
    save(patient, kinds=["blood_thinner", "numb_area"], note="left foot")
    stale = opened(patient)
    save(phone, note_blood_thinner="apixaban, 5 mg")
    save(patient, stale, note_numb_area="left sole")
    assert live(db_session) == {"blood_thinner": "apixaban, 5 mg", "numb_area": "left sole"}


def test_a_note_of_a_caution_that_was_ended_elsewhere_is_kept_on_the_page(
    patient: Browser, phone: Browser, db_session: Session
) -> None:
    save(patient, kinds=["numb_area"], note="foot")
    stale = opened(patient)
    save(phone, kinds=None)
    asked = save(patient, stale, note_numb_area="left sole")
    assert "nothing. You gave: left sole." in asked.error_of("note_numb_area")
    asked = save(patient, asked)
    assert "not ticked above" in asked.error_of("note_numb_area")
    save(patient, asked, kinds=["numb_area"])
    assert live(db_session) == {"numb_area": "left sole"}


def test_words_about_nothing_that_is_ticked_are_asked_about_and_kept_on_the_page(
    patient: Browser, db_session: Session
) -> None:
    where = "cautions"
    asked = patient.submit(patient.get(patient.path(where)), where, note="apixaban")
    assert "Tick above what this is about, or take these words away." in asked.error_of("note")
    patient.submit(asked, where, kinds=["blood_thinner"])
    asked = patient.submit(patient.get(patient.path(where)), where, note="since May")
    assert "write it beside a caution that you noted before" in asked.error_of("note")
    patient.submit(asked, where, note_blood_thinner="apixaban, since May", note="")
    assert live(db_session) == {"blood_thinner": "apixaban, since May"}


def test_words_about_what_another_device_noted_meanwhile_are_not_dropped(
    patient: Browser, phone: Browser, db_session: Session
) -> None:
    stale = opened(patient)
    save(phone, kinds=["numb_area"], note="foot")
    asked = save(patient, stale, kinds=["numb_area"], note="left sole")
    assert asked.error_of("note")
    assert dict(asked.form("/cautions").fields())["note"].strip() == "left sole"
    assert live(db_session) == {"numb_area": "foot"}


def test_an_end_is_named_and_undone(patient: Browser, db_session: Session) -> None:
    save(patient, kinds=["blood_thinner"], note="apixaban")
    page = save(patient, kinds=None)
    assert "Ended: blood thinner" in page.text
    assert live(db_session) == {}
    page = patient.submit(page, "undo/")
    assert "Undone: Ended: blood thinner" in page.text
    assert live(db_session) == {"blood_thinner": "apixaban"}


def test_several_ends_and_what_was_noted_with_them_are_one_act(patient: Browser, db_session: Session) -> None:
    save(patient, kinds=["blood_thinner", "pregnancy", "epilepsy"], note="ask me")
    before = live(db_session)
    page = save(patient, kinds=["needle_fear", "epilepsy"], note_epilepsy="once in 2019")
    assert "Ended: blood thinner, pregnancy. Also noted: fear of needles" in page.text
    assert live(db_session) == {"needle_fear": None, "epilepsy": "once in 2019"}
    patient.submit(page, "undo/")
    assert live(db_session) == before


def test_all_of_them_ended_at_once_are_named_in_one_line(patient: Browser, db_session: Session) -> None:
    save(patient, kinds=list(CAUTIONS))
    assert set(live(db_session)) == set(CAUTIONS)
    page = save(patient, kinds=None)
    assert "Ended: blood thinner, bleeding disorder" in page.text
    assert "and 7 more" in page.text
    patient.submit(page, "undo/")
    assert set(live(db_session)) == set(CAUTIONS)


def test_what_ended_today_goes_on_as_it_was(patient: Browser, db_session: Session) -> None:
    save(patient, kinds=["blood_thinner"], note="apixaban")
    page = save(patient, kinds=None)
    page = patient.submit(page, "/again")
    assert "Saved: caution: blood thinner" in page.text
    assert live(db_session) == {"blood_thinner": "apixaban"}
    assert len(fetched(db_session, select(Caution.id))) == 1


def test_what_ended_before_begins_anew_with_its_note(app: Flask, patient: Browser, db_session: Session) -> None:
    save(patient, kinds=["pregnancy"], note="due in May")
    save(patient, kinds=None)
    with app.app_context():
        db.session.execute(update(Caution).values(ended_on=today() - timedelta(days=40)))
        db.session.commit()
    page = opened(patient)
    assert "due in May" in page.text
    again = page.form("/again").action
    patient.submit(page, "/again")
    query = select(Caution.note, Caution.noted_on, Caution.ended_on).order_by(Caution.ended_on.is_(None))
    rows = fetched(db_session, query)
    assert [(row.note, row.ended_on is None) for row in rows] == [("due in May", False), ("due in May", True)]
    assert rows[1].noted_on == today()
    assert patient.post(again).status == 200  # a second press changes nothing
    assert set(live(db_session)) == {"pregnancy"}
    assert "/again" not in opened(patient).body


def test_only_an_ended_caution_of_this_record_applies_again(
    patient: Browser, other: Browser, db_session: Session
) -> None:
    save(patient, kinds=["pregnancy"])
    ((caution_id,),) = fetched(db_session, select(Caution.id))
    assert patient.post(patient.path(f"cautions/{caution_id}/again")).status == 404
    save(patient, kinds=None)
    assert other.post(other.path(f"cautions/{caution_id}/again")).status == 404
    assert live(db_session) == {}


def test_saving_no_caution_says_so(patient: Browser) -> None:
    assert "You noted no cautions" in save(patient).text


def test_the_list_confirmed_says_so(patient: Browser) -> None:
    save(patient, kinds=["pregnancy"])
    assert "your cautions, confirmed today" in save(patient).text


def test_signs_ticked_are_shown_and_not_ended_unseen(patient: Browser, phone: Browser, db_session: Session) -> None:
    stale = patient.get(patient.path("signs"))
    phone.submit(phone.get(phone.path("signs")), "signs", warning_signs=["bladder_change"])
    patient.submit(stale, "signs", warning_signs=["leg_weakness"])
    assert signs(db_session) == {"bladder_change", "leg_weakness"}
    patient.submit(patient.get(patient.path("signs")), "signs", warning_signs=["leg_weakness"])
    assert signs(db_session) == {"leg_weakness"}
    patient.submit(patient.get(patient.path("signs")), "signs", warning_signs=None)
    assert signs(db_session) == set()
