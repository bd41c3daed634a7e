"""What a practitioner states about themselves: the form, the card that patients see, and becoming one by saving it."""

import logging
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.support.pages import Browser, Page
from tests.support.people import Person
from tracker.accounts.models import Account
from tracker.accounts.services import accounts
from tracker.practitioners.models import PractitionerProfile
from tracker.practitioners.services import find_profile

URL = "/settings/practitioner"
STATED = {
    "name": "Dr. Li Wen",
    "kind": "acupuncturist",
    "licence_body": "Ärztekammer Berlin",
    "licence_number": "AC-1234",
    "certification": "NCCAOM",
    "years": "12",
    "clinic": "Praxis am Park, Berlin",
    "working_hours": "Mon to Fri, 9 to 17\nSat, 9 to 12",
}
CHECK_IT = "Stated by the practitioner. Check it with the licensing body."


def save(browser: Browser, **changes: Any) -> Page:
    return browser.submit(browser.get(URL), URL, **{**STATED, **changes})


def practises(db_session: Session, person: Person) -> bool:
    found = accounts.practises(db_session, person.account_id)
    db_session.rollback()
    return found


def card(page: Page) -> str:
    return " ".join(page.one("div.practitioner").to_text().split())


def test_the_page_before_anything_is_stated(practitioner: Browser) -> None:
    page = practitioner.get(URL)
    assert page.heading == "Your practitioner profile"
    assert not page.all("div.practitioner")
    assert not page.all("form[action='/settings/practitioner/code']"), "a code of nobody finds nobody"
    assert "as well" not in page.text
    assert [place.attrs["href"] for place in page.all("nav.places a")] == ["/patients", "/settings"]


def test_what_is_stated_is_kept_and_shown_as_patients_see_it(
    practitioner: Browser, li_wen: Person, db_session: Session
) -> None:
    page = save(practitioner)
    assert "Your profile is saved" in page.text
    shown = card(page)
    for words in (
        "Dr. Li Wen Acupuncturist",
        "Licence Ärztekammer Berlin, AC-1234",
        "Certification NCCAOM",
        "In practice 12 years",
        "Clinic Praxis am Park, Berlin",
        "Working hours Mon to Fri, 9 to 17 Sat, 9 to 12",
        CHECK_IT,
    ):
        assert words in shown
    profile = find_profile(db_session, li_wen.account_id)
    assert profile is not None
    assert {name: str(getattr(profile, name)) for name in STATED} == STATED
    assert profile.code is None


def test_it_can_be_corrected_and_cleared(practitioner: Browser, db_session: Session) -> None:
    save(practitioner)
    page = practitioner.get(URL)
    typed = dict(page.form(URL).fields())
    assert {name: typed[name] for name in STATED} == STATED
    page = practitioner.submit(page, URL, name="Li Wen", licence_body="", clinic="", working_hours="", years="")
    shown = card(page)
    assert "Licence AC-1234" in shown
    assert not {"Clinic", "Working hours", "In practice"} & {node.to_text() for node in page.all("dt")}
    rows = db_session.query(PractitionerProfile).all()
    assert [(row.name, row.years, row.clinic) for row in rows] == [("Li Wen", None, None)]


@pytest.mark.parametrize(("years", "words"), [("0", "0 years"), ("1", "1 year "), ("70", "70 years")])
def test_a_beginner_has_years_too(practitioner: Browser, years: str, words: str) -> None:
    page = save(practitioner, years=years)
    assert f"In practice {words}" in card(page)
    assert dict(page.form(URL).fields())["years"] == years


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "give your name"),
        ("name", "   ", "give your name"),
        ("name", "x" * 121, "120 characters"),
        ("name", "Li\x00Wen", "hidden character"),
        ("kind", None, "choose what you are"),
        ("kind", "healer", "answers given"),
        ("licence_body", "x" * 121, "120 characters"),
        ("licence_number", "x" * 121, "120 characters"),
        ("certification", "x" * 121, "120 characters"),
        ("clinic", "x" * 121, "120 characters"),
        ("years", "-1", "whole number from 0 to 70"),
        ("years", "71", "whole number from 0 to 70"),
        ("years", "twelve", "whole number from 0 to 70"),
        ("working_hours", "x" * 501, "500 characters"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    practitioner: Browser, db_session: Session, field: str, value: str | None, message: str
) -> None:
    page = save(practitioner, **{field: value})
    assert page.status == 422
    assert message in page.error_of(field)
    kept = dict(page.form(URL).fields())
    for name, typed in STATED.items():
        if name != field:
            assert kept[name] == typed
    if value is not None and field != "kind":
        assert kept[field] == value.replace("\x00", "")
    assert db_session.query(PractitionerProfile).all() == []


def test_the_longest_that_is_taken(practitioner: Browser) -> None:
    lines = dict.fromkeys(("name", "licence_body", "licence_number", "certification", "clinic"), "x" * 120)
    assert save(practitioner, **lines, working_hours="x" * 500).status == 200


def test_hostile_words_stay_words(practitioner: Browser) -> None:
    hostile = "<script>alert(1)</script>{{ 7 * 7 }}"
    page = save(practitioner, name=hostile, clinic=hostile, working_hours=hostile)
    assert card(page).count(hostile) == 3
    assert not [node for node in page.all("script") if "alert" in node.to_text()]


def test_a_patient_becomes_a_practitioner_as_well_by_saving(
    patient: Browser, person: Person, db_session: Session
) -> None:
    settings = patient.get("/settings")
    link = next(node for node in settings.all("a") if node.attrs["href"] == URL)
    assert link.to_text() == "I am also a practitioner"
    page = patient.get(URL)
    assert "Use this account as a practitioner as well" in page.text
    assert "Your own diary stays as it is" in page.text
    assert not practises(db_session, person), "looking changes nothing"
    assert patient.get("/patients").status == 404

    assert save(patient, name="", kind="other").status == 422
    assert not practises(db_session, person), "what was refused changes nothing"

    page = save(patient)
    assert practises(db_session, person)
    assert "as well" not in page.text
    assert patient.get("/patients").status == 200
    assert patient.get(patient.path("today")).status == 200
    assert patient.get("/", follow=False).location == patient.path("today")


def test_a_profile_says_nothing_of_another(practitioner: Browser, patient: Browser) -> None:
    save(practitioner)
    assert "Dr. Li Wen" not in patient.get(URL).text


@pytest.mark.parametrize(
    ("asked", "gone_to"),
    [
        ("/take/K7F29QXM3RTW", "/take/K7F29QXM3RTW"),
        ("//evil.example", f"{URL}?note=saved"),
        ("https://evil.example/take", f"{URL}?note=saved"),
        ("", f"{URL}?note=saved"),
    ],
)
def test_after_saving_it_goes_on_where_one_came_from(practitioner: Browser, asked: str, gone_to: str) -> None:
    page = practitioner.get(URL, query_string={"next": asked})
    assert practitioner.submit(page, URL, follow=False, **STATED).location == gone_to


def test_a_refused_form_still_knows_where_to_go_on(practitioner: Browser) -> None:
    page = practitioner.get(f"{URL}?next=/take/K7F29QXM3RTW")
    page = practitioner.submit(page, URL, name="")
    assert page.status == 422
    assert practitioner.submit(page, URL, follow=False, **STATED).location == "/take/K7F29QXM3RTW"


def test_each_act_is_logged_once_by_id_alone(
    practitioner: Browser, li_wen: Person, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "tracker"):
        practitioner.post(f"{URL}/code")
        save(practitioner, name="")
        save(practitioner)
        practitioner.post(f"{URL}/code")
        practitioner.post(f"{URL}/code/end")
    account = li_wen.account_id
    assert caplog.messages == [
        f"practitioner.profile_saved account={account}",
        f"practitioner.code_made account={account}",
        f"practitioner.code_ended account={account}",
    ]


def test_the_profile_goes_with_the_account(
    app: Flask, practitioner: Browser, li_wen: Person, db_session: Session
) -> None:
    save(practitioner)
    db_session.delete(db_session.get_one(Account, li_wen.account_id))
    db_session.commit()
    assert find_profile(db_session, li_wen.account_id) is None
