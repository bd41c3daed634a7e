"""Grants: sharing by a practitioner's code, changing, stopping, leaving and sharing again."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.sharing.doings import CHOICES, acts_of, code_of, grants_of, look, only_grant
from tests.support.pages import Browser, Page
from tests.support.people import Person, author_of, make_person, sign_in
from tests.support.sharing import events_of, make_practitioner, now, share, today
from tracker.domain.sharing.terms import ShareTerms
from tracker.patients.services.row_writing import NotFound
from tracker.practitioners.models import PractitionerProfile
from tracker.sharing.models import Grant
from tracker.sharing.services import grants
from tracker.throttling.limits import RULES, LimitedAct, Scope
from tracker.treatment.models import Course
from tracker.web.extensions import db


def found(browser: Browser, code: str) -> Page:
    return browser.submit(browser.get(browser.path("sharing/find")), "sharing/find", code=code)


def sees(browser: Browser) -> bool:
    statuses = {browser.get(browser.path(page), follow=False).status for page in ("progress", "exports/entries.csv")}
    assert len(statuses) == 1, statuses
    return statuses == {200}


def test_nobody_sees_a_new_record_and_the_page_offers_what_to_do(patient: Browser) -> None:
    page = patient.get(patient.path("sharing"))
    assert "Nobody but you sees your record" in page.text
    links = {node.attrs["href"] for node in page.all("a[href]")}
    assert {patient.path("sharing/invite"), patient.path("sharing/find"), patient.path("sharing/log")} <= links


def test_more_and_settings_lead_to_sharing(patient: Browser) -> None:
    for url in (patient.path("more"), "/settings"):
        assert patient.path("sharing") in {node.attrs["href"] for node in patient.get(url).all("a[href]")}


def test_sharing_with_a_practitioner_by_their_code(
    app: Flask, patient: Browser, person: Person, practitioner: Person, watching: Browser
) -> None:
    code = code_of(app, practitioner)
    assert not sees(watching)
    page = found(patient, f"{code[:4].lower()} {code[4:]}")
    assert page.heading == "Share with Li Wen"
    assert "Stated by the practitioner" in page.text
    asked = patient.submit(page, "sharing/find", **CHOICES | {"notes": "yes", "until": "months"})
    assert asked.status == 200
    assert "Your notes: the free text" in asked.text
    assert "then it ends by itself" in asked.text
    assert grants_of(app, person) == [], "looking shares nothing"
    answer = patient.submit(asked, "sharing/find", follow=False)
    assert (answer.status, answer.location.partition("&grant=")[0]) == (303, patient.path("sharing?told=made"))
    row = only_grant(app, person)
    assert (row.practitioner_account_id, row.notes, row.may_record, row.first_day, row.ended_at) == (
        practitioner.account_id,
        True,
        False,
        None,
        None,
    )
    assert row.last_day is not None
    assert sees(watching)
    page = patient.get(answer.location)
    assert "Li Wen" in page.text
    assert "with your notes" in page.text
    assert "Looked last" in page.text
    assert acts_of(app, person) == [("share_made", "patient", row.id)]


def test_the_yes_sent_twice_is_one_grant(app: Flask, patient: Browser, person: Person, practitioner: Person) -> None:
    page = found(patient, code_of(app, practitioner))
    asked = patient.submit(page, "sharing/find", **CHOICES)
    for _ in range(2):
        assert patient.submit(asked, "sharing/find", follow=False).status == 303
    assert len(grants_of(app, person)) == 1
    assert [act for act, *_ in acts_of(app, person)] == ["share_made"]


def test_the_same_grant_made_twice_is_one(app: Flask, person: Person, practitioner: Person) -> None:
    """Two at once come here past the form, which asks whether it is there."""
    terms = ShareTerms(notes=False, others=False, first_day=None, may_record=False, last_day=None)
    same = uuid.uuid4()
    with app.app_context():
        for _ in range(2):
            by = author_of(person, now())
            made = grants.make_grant(db.session(), same, practitioner.account_id, terms, by)
            assert made == same
        db.session.commit()
    assert [act for act, *_ in acts_of(app, person)] == ["share_made"]


def test_the_terms_of_an_ended_share_cannot_change(app: Flask, person: Person, practitioner: Person) -> None:
    grant_id = share(app, person, practitioner)
    with app.app_context():
        line = grants.find_grant(db.session(), person.patient_id, grant_id)
        db.session.execute(update(Grant).values(ended_at=now(), ended_by="patient"))
        other = replace(grants.terms_of(line), notes=not line.notes)
        with pytest.raises(NotFound):
            grants.change_grant(db.session(), line, other, author_of(person, now()))


def test_what_was_shown_is_what_is_granted(app: Flask, patient: Browser, person: Person, practitioner: Person) -> None:
    page = found(patient, code_of(app, practitioner))
    asked = patient.submit(page, "sharing/find", **CHOICES | {"since": "today", "until": "months", "may_record": "yes"})
    given = dict(asked.form("sharing/find").fields())
    assert (given["since"], given["until"], given["sure"]) == ("own", "own", "yes")
    patient.submit(asked, "sharing/find")
    row = only_grant(app, person)
    assert (str(row.first_day), str(row.last_day)) == (given["first_day"], given["last_day"])
    assert (row.notes, row.may_record) == (False, True)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "Please type the code."),
        ("K7F2-9QX", "16 letters and digits"),
        ("K7F2-9QXÜ", "16 letters and digits"),
        ("0000-0000", "No practitioner has this code"),
    ],
)
def test_a_code_that_finds_nobody_is_said_beside_its_field(patient: Browser, code: str, words: str) -> None:
    page = found(patient, code)
    assert page.status == 422
    assert words in page.error_of("code")


def test_a_code_that_was_switched_off_finds_nobody(app: Flask, patient: Browser, practitioner: Person) -> None:
    code = code_of(app, practitioner)
    with app.app_context():
        db.session.execute(update(PractitionerProfile).values(code=None))
        db.session.commit()
    assert "No practitioner has this code" in found(patient, code).error_of("code")


def test_ones_own_code_is_refused(app: Flask, practitioner: Person) -> None:
    browser = sign_in(app, practitioner)
    page = found(browser, code_of(app, practitioner))
    assert "your own code" in page.error_of("code")
    assert grants_of(app, practitioner) == []


def test_guessing_codes_is_slowed_down_but_right_ones_do_not_count(
    app: Flask, patient: Browser, practitioner: Person
) -> None:
    (limit, _) = RULES[LimitedAct.FIND_PRACTITIONER].lane[Scope.ACCOUNT]
    code = code_of(app, practitioner)
    for _ in range(limit.count + 1):
        assert found(patient, code).status == 200
    for _ in range(limit.count):
        assert found(patient, "0000-0000").status == 422
    for typed in ("0000-0000", "0000-0000-0000-0000"):
        page = found(patient, typed)
        assert (page.status, int(page.headers["Retry-After"]) > 0) == (429, True)
        assert "too many tries" in page.text
    assert found(patient, code).status == 200, "nobody guesses one that is right"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"notes": None}, "notes", "yes or no"),
        ({"may_record": None}, "may_record", "yes or no"),
        ({"since": None}, "since", "from which day"),
        ({"until": None}, "until", "until when"),
        ({"since": "own"}, "first_day", "give the day"),
        ({"since": "own", "first_day": "2999-01-01"}, "first_day", "not come yet"),
        ({"until": "own", "last_day": "2020-01-01"}, "last_day", "has passed"),
        ({"until": "own", "last_day": "soon"}, "last_day", "year-month-day"),
        ({"since": "course"}, "since", "no course"),
    ],
)
def test_choices_that_cannot_be_are_refused_beside_their_field(
    app: Flask, patient: Browser, person: Person, practitioner: Person, typed: dict[str, Any], field: str, words: str
) -> None:
    page = found(patient, code_of(app, practitioner))
    if typed.get("since") == "course":
        data = dict(page.form("sharing/find").fields()) | CHOICES | typed
        page = patient.post(patient.path("sharing/find"), data)
    else:
        page = patient.submit(page, "sharing/find", **CHOICES | typed)
    assert page.status == 422
    assert words in page.error_of(field)
    assert grants_of(app, person) == []


def test_a_course_that_would_not_be_shown_is_named(app: Flask, patient: Browser, person: Person) -> None:
    with app.app_context():
        course = Course(
            patient_id=person.patient_id,
            id=uuid.uuid4(),
            kind="acupuncture",
            phase="initial",
            started_on=today() - timedelta(days=20),
            planned_sessions=10,
            created_at=now(),
        )
        db.session.add(course)
        db.session.commit()
    form = patient.get(patient.path("sharing/invite"))
    assert "From the starting week of your acupuncture course" in form.text
    assert ("since", "course") in form.form("sharing/invite").fields()
    assert "wrong numbers" not in look(patient, "sharing/invite", since="course").text
    page = look(patient, "sharing/invite", since="today")
    assert "Not your acupuncture course" in page.text
    assert "part of it would give wrong numbers" in page.text


def test_other_terms_hold_from_the_next_request(
    app: Flask, patient: Browser, person: Person, practitioner: Person, watching: Browser
) -> None:
    patient.submit(patient.get(patient.path("moments/new")), "/moments/new", leg_pain="4", note="only for my own eyes")
    grant_id = share(app, person, practitioner, notes=True)
    assert "only for my own eyes" in watching.get(watching.path("exports/entries.csv")).body
    asked = look(patient, f"sharing/grants/{grant_id}", notes="no")
    assert "Not your notes" in asked.text
    assert "only for my own eyes" in watching.get(watching.path("exports/entries.csv")).body, "nothing changed yet"
    patient.submit(asked, f"sharing/grants/{grant_id}")
    export = watching.get(watching.path("exports/entries.csv"))
    assert export.status == 200
    assert "only for my own eyes" not in export.body
    row = only_grant(app, person)
    assert (row.id, row.notes, row.changed_at is not None) == (grant_id, False, True)
    assert acts_of(app, person) == [("share_changed", "patient", grant_id)]


def test_the_same_terms_are_no_change(app: Flask, patient: Browser, person: Person, practitioner: Person) -> None:
    grant_id = share(app, person, practitioner, notes=False, may_record=False)
    patient.submit(look(patient, f"sharing/grants/{grant_id}"), f"sharing/grants/{grant_id}")
    assert only_grant(app, person).changed_at is None
    assert acts_of(app, person) == []


def test_stopping_holds_on_the_very_next_request(
    app: Flask, patient: Browser, person: Person, practitioner: Person, watching: Browser
) -> None:
    grant_id = share(app, person, practitioner)
    pages = ["progress", "brief", "notes", "diary", "course", "exports", "exports/entries.csv", "exports/all.zip"]
    assert {page: watching.get(watching.path(page)).status for page in pages} == dict.fromkeys(pages, 200)
    form = patient.get(patient.path("sharing"))
    assert "sees nothing of your record from then on" in form.text
    answer = patient.submit(form, f"{grant_id}/end", follow=False)
    assert answer.location == patient.path("sharing?told=stopped")
    assert {page: watching.get(watching.path(page)).status for page in pages} == dict.fromkeys(pages, 410)
    assert watching.post(watching.path("leave")).status == 410
    row = only_grant(app, person)
    assert (row.ended_by, row.ended_at is not None) == ("patient", True)
    assert acts_of(app, person) == [("share_ended", "patient", grant_id)]
    page = patient.get(answer.location)
    assert "Nobody but you sees your record" in page.text
    assert "You ended it" in page.text


def test_stopping_twice_is_one_end(app: Flask, patient: Browser, person: Person, practitioner: Person) -> None:
    grant_id = share(app, person, practitioner)
    form = patient.get(patient.path("sharing"))
    for _ in range(2):
        assert patient.submit(form, f"{grant_id}/end", follow=False).status == 303
    assert len(acts_of(app, person)) == 1


def test_a_practitioner_can_leave(
    app: Flask, patient: Browser, person: Person, practitioner: Person, watching: Browser
) -> None:
    grant_id = share(app, person, practitioner)
    assert watching.post(watching.path("leave"), follow=False).status == 303
    assert not sees(watching)
    assert only_grant(app, person).ended_by == "practitioner"
    assert acts_of(app, person) == [("share_ended", "practitioner", grant_id)]
    assert "Li Wen ended it" in patient.get(patient.path("sharing")).text


def test_the_owner_cannot_leave_their_own_record(patient: Browser) -> None:
    assert patient.post(patient.path("leave")).status == 404


def test_sharing_again_begins_with_the_choices_of_last_time(
    app: Flask, patient: Browser, person: Person, practitioner: Person, watching: Browser
) -> None:
    first_day = today() - timedelta(days=40)
    last_day = today() - timedelta(days=1)
    old = share(app, person, practitioner, first_day=first_day, last_day=last_day, ended=True)
    page = patient.get(patient.path(f"sharing/grants/{old}"))
    assert page.heading == "Share with Li Wen again"
    given = dict(page.form("grants/").fields())
    assert (given["since"], given["first_day"], given["notes"], given["may_record"], given["until"]) == (
        "own",
        first_day.isoformat(),
        "yes",
        "yes",
        "months",
    )
    asked = patient.submit(page, f"grants/{old}")
    for _ in range(2):
        assert patient.submit(asked, f"grants/{old}", follow=False).status == 303
    ended, running = grants_of(app, person)
    assert (ended.id, ended.ended_by) == (old, "patient")
    assert (running.ended_at, running.first_day, running.notes) == (None, first_day, True)
    assert sees(watching)
    assert acts_of(app, person) == [("share_made", "patient", running.id)]
    page = patient.get(patient.path("sharing"))
    assert "Share again" not in page.text, "they see it already"


def test_what_the_calendar_has_ended_is_shown_as_ended_and_can_be_shared_again(
    app: Flask, patient: Browser, person: Person, practitioner: Person
) -> None:
    yesterday = today() - timedelta(days=2)
    old = share(app, person, practitioner, last_day=yesterday)
    page = patient.get(patient.path("sharing"))
    assert "Ended by itself after" in page.text
    assert "Nobody but you sees your record" in page.text
    patient.submit(patient.submit(patient.get(patient.path(f"sharing/grants/{old}")), f"grants/{old}"), f"grants/{old}")
    ended, running = grants_of(app, person)
    assert (ended.id, ended.ended_by, running.ended_at) == (old, "nobody", None)
    assert acts_of(app, person) == [("share_ended", "nobody", old), ("share_made", "patient", running.id)]


def test_sharing_anew_with_somebody_who_sees_it_already_changes_nothing(
    app: Flask, patient: Browser, person: Person, practitioner: Person
) -> None:
    grant_id = share(app, person, practitioner)
    answer = found(patient, code_of(app, practitioner))
    assert answer.heading == "Sharing"
    assert only_grant(app, person).id == grant_id


def test_a_grant_of_another_record_is_not_there(app: Flask, patient: Browser, practitioner: Person) -> None:
    omar = make_person(app, "Omar")
    grant_id = share(app, omar, practitioner)
    for rest in (f"sharing/grants/{grant_id}", f"sharing/grants/{uuid.uuid4()}"):
        assert patient.get(patient.path(rest)).status == 404
        assert patient.post(patient.path(rest), CHOICES | {"sure": "yes", "id": uuid.uuid4()}).status == 404
        assert patient.post(patient.path(f"{rest}/end")).status == 404
    assert only_grant(app, omar).ended_at is None
    assert events_of(app, omar) == []


def test_a_practitioner_can_neither_share_nor_stop(
    app: Flask, person: Person, practitioner: Person, watching: Browser
) -> None:
    grant_id = share(app, person, practitioner)
    for rest in ("sharing", "sharing/find", "sharing/invite", f"sharing/grants/{grant_id}"):
        assert watching.get(watching.path(rest)).status == 404
    assert watching.post(watching.path(f"sharing/grants/{grant_id}/end")).status == 404
    assert only_grant(app, person).ended_at is None


def test_no_two_grants_between_two_people_run_at_once(app: Flask, person: Person, practitioner: Person) -> None:
    share(app, person, practitioner)
    with pytest.raises(Exception, match=r"UNIQUE|uq_share_grant_live"):
        share(app, person, practitioner)
    with app.app_context():
        assert len(db.session.execute(select(Grant)).all()) == 1


def test_many_former_shares_keep_the_page_short(
    app: Flask, patient: Browser, person: Person, practitioner: Person
) -> None:
    for _ in range(60):
        share(app, person, practitioner, ended=True)
    page = patient.get(patient.path("sharing"))
    assert len(page.all("li.person")) == 50


def test_a_grant_past_its_last_day_is_written_as_ended_when_its_owner_looks(app: Flask, person: Person) -> None:
    """Nobody else has looked; and no clock set back brings it to life again."""
    yesterday = today() - timedelta(days=2)
    share(app, person, make_practitioner(app), last_day=yesterday)
    owner = sign_in(app, person)
    for _ in range(2):
        assert "Ended by itself" in owner.get(owner.path("sharing")).text
    assert [(event.act, event.actor) for event in events_of(app, person)] == [("share_ended", "nobody")]
