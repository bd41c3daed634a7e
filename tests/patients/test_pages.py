"""Set-up, episode, cautions, function, undo and the bin, as a patient sees them."""

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.counting import counted_queries
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tracker.patients.forms import SCORED
from tracker.patients.models import Caution, Episode, FunctionActivity, FunctionScore, Patient


def test_the_questions_of_the_first_weeks_are_kept(patient: Browser, db_session: Session) -> None:
    patient.submit(patient.get(patient.path("episode")), side="left", cause_told="disc_herniation")
    page = patient.submit(patient.get(patient.path("signs")), warning_signs=["none"], country="DE")
    assert page.response.request.path.endswith("/today")
    patient.submit(patient.get(patient.path("cautions")), kinds=["blood_thinner"])
    episode = db_session.execute(select(Episode)).scalar_one()
    assert (episode.side, episode.cause_told, episode.warning_signs) == ("left", "disc_herniation", ("none",))
    assert db_session.execute(select(Caution.kind)).scalar_one() == "blood_thinner"
    assert db_session.execute(select(Patient.country)).scalar_one() == "DE"


def test_a_question_answered_with_nothing_keeps_nothing(patient: Browser, db_session: Session) -> None:
    for where in ("episode", "signs", "cautions"):
        patient.submit(patient.get(patient.path(where)), where)
    assert db_session.execute(select(Episode.id)).all() == []
    assert db_session.execute(select(Caution.id)).all() == []
    assert db_session.execute(select(Patient.cards_settled)).scalar_one() == ("episode", "cautions")


def test_a_warning_sign_leads_to_help_and_is_kept(patient: Browser, db_session: Session) -> None:
    page = patient.get(patient.path("signs"))
    page = patient.submit(page, warning_signs=["bladder_change"], country="GB")
    assert page.response.request.path == "/help-now"
    assert "999" in page.text
    assert "What you wrote is saved" in page.text
    assert db_session.execute(select(Episode.warning_signs)).scalar_one() == ("bladder_change",)


def test_a_sign_and_none_of_them_is_asked_about(patient: Browser, db_session: Session) -> None:
    page = patient.submit(patient.get(patient.path("signs")), warning_signs=["bladder_change", "none"])
    assert page.response.status_code == 422
    assert "both are ticked" in page.error_of("warning_signs")
    assert "bladder_change" in [value for name, value in page.form("signs").fields() if name == "warning_signs"]
    assert db_session.execute(select(Episode.id)).all() == []


def test_a_bout_has_begun(patient: Browser, db_session: Session) -> None:
    page = patient.submit(patient.get(patient.path("episode")), side="left", began_on="9999-12-31")
    assert page.response.status_code == 422
    assert "still to come" in page.text
    assert db_session.execute(select(Episode)).scalar_one_or_none() is None


def test_the_episode_is_one_row_however_often_it_is_saved(patient: Browser, db_session: Session) -> None:
    for side in ("left", "right"):
        page = patient.submit(patient.get(patient.path("episode")), side=side)
    assert "Saved: your episode" in page.text
    assert db_session.execute(select(Episode.side)).scalars().all() == ["right"]
    db_session.rollback()
    page = patient.submit(page, "undo")
    assert "Undone: your episode" in page.text
    assert db_session.execute(select(Episode.side)).scalars().all() == ["left"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("began_on", "2026-02-30", "not in the calendar"),
        ("began_on", "soon", "year-month-day"),
        ("note", "x" * 4001, "4,000 characters"),
        ("note", "a\x00b", "NUL"),
        ("side", "up", "one of the answers"),
    ],
)
def test_a_bad_answer_is_named_beside_its_field_and_kept(
    patient: Browser, db_session: Session, field: str, value: str, says: str
) -> None:
    answers = {"cause_told": "stenosis", "note": "keep me"} | {field: value}
    page = patient.post(patient.path("episode"), answers)
    assert page.response.status_code == 422
    assert says in page.text
    if field != "note":
        assert "keep me" in page.one("textarea").to_text()
    assert [node.attrs["value"] for node in page.all("input[name=cause_told]") if "checked" in node.attrs] == [
        "stenosis"
    ]
    assert db_session.execute(select(Episode.id)).all() == []


def test_cautions_left_out_end_and_those_kept_are_confirmed(patient: Browser, db_session: Session) -> None:
    page = patient.submit(patient.get(patient.path("cautions")), kinds=["pregnancy", "blood_thinner"], note="low dose")
    assert "Saved: caution: blood thinner, pregnancy" in page.text
    patient.submit(page, "cautions", kinds=["blood_thinner"])
    rows = {row.kind: row for row in db_session.execute(select(Caution)).scalars()}
    assert rows["pregnancy"].ended_on is not None
    assert rows["blood_thinner"].ended_on is None
    assert rows["blood_thinner"].note == "low dose"


def scores(page: Page, *values: str) -> dict[str, Any]:
    """The scores of the page's activities, in their order."""
    names = [name for name, _value in page.form("/function").fields() if name.startswith(SCORED)]
    scales = dict.fromkeys(names or [node.attrs["name"] for node in page.all("input[type=radio]")])
    return dict(zip(scales, values, strict=False))


def test_function_is_named_then_scored_weekly(patient: Browser, db_session: Session) -> None:
    page = patient.get(patient.path("function"))
    assert "What matters to you" in page.heading
    page = patient.submit(
        page, activity_1="Put on my socks", activity_2=" Drive  an hour ", activity_3="Put on my socks"
    )
    assert "What you can do" in page.heading
    page = patient.submit(page, "/function", **scores(page, "0", "7"))
    assert "Saved: what you can do, 2 activities scored" in page.text
    assert "3.5" in page.text
    page = patient.submit(page, "/function", **scores(page, "1"))
    given = db_session.execute(select(FunctionScore.score)).scalars().all()
    assert sorted(given) == [1, 7], "a second answer on the same day replaces the first"
    assert "Last time: 1, today" in page.text


def test_an_activity_taken_off_the_list_keeps_its_scores(patient: Browser, db_session: Session) -> None:
    page = patient.submit(patient.get(patient.path("function/activities")), activity_1="Sit", activity_2="Stand")
    page = patient.submit(page, "/function", **scores(page, "4", "5"))
    page = patient.submit(patient.get(patient.path("function/activities")), activity_1="Stand", activity_2="")
    assert "Sit" in page.text, "its past score is still shown"
    assert [row.name for row in db_session.execute(select(FunctionActivity)).scalars() if row.retired_on] == ["Sit"]
    assert page.all("fieldset legend")[0].to_text().strip() == "Stand"


@pytest.mark.parametrize("score", ["-1", "11", "x", "1.5"])
def test_function_scores_out_of_range_are_refused(patient: Browser, db_session: Session, score: str) -> None:
    patient.submit(patient.get(patient.path("function/activities")), activity_1="Sit")
    (field,) = scores(patient.get(patient.path("function")), score)
    page = patient.post(patient.path("function"), {field: score})
    assert page.response.status_code == 422
    assert "whole number from 0 to 10" in page.error_of(field)
    assert db_session.execute(select(FunctionScore.id)).all() == []


def test_undo_of_an_unknown_change_says_so(patient: Browser) -> None:
    page = patient.post(patient.path(f"undo/{uuid.uuid4()}"), {})
    assert page.response.status_code == 422
    assert "cannot be undone any more" in page.text


@pytest.mark.parametrize("target", ["https://e.invalid/", "//e.invalid", "/\\e.invalid", "javascript:1", ""])
def test_undo_never_leads_to_another_site(patient: Browser, target: str) -> None:
    page = patient.submit(patient.get(patient.path("episode")), side="left")
    action = page.form("undo").action
    page = patient.post(action, {"next": target}, follow=False)
    assert page.location.startswith(f"/patients/{patient.patient_id}/today?saved=")


def test_the_bin_restores(patient: Browser) -> None:
    assert "Nothing here" in patient.get(patient.path("deleted")).text
    page = patient.submit(patient.get(patient.path("today")), "/leg", score="6")
    entry = patient.submit(page, "undo")
    assert "Undone" in entry.text
    page = patient.get(patient.path("deleted"))
    assert "leg 6" in page.text
    page = patient.submit(page, "undo")
    assert "Nothing here" in page.text
    pressed = [node.attrs["value"] for node in patient.get(patient.path("today")).all("button[aria-pressed=true]")]
    assert pressed == ["6"]


def test_a_made_up_change_in_the_address_shows_no_banner(patient: Browser) -> None:
    for made_up in (uuid.uuid4(), "1", "<b>"):
        page = patient.get(patient.path("cautions"), query_string={"saved": str(made_up)})
        assert not page.all(".notice-saved")


def test_pages_of_the_record_ask_the_database_a_fixed_number_of_times(
    app: Flask, patient: Browser, person: Person
) -> None:
    assert person.patient_id == patient.patient_id
    for path, most in {"cautions": 4, "function/activities": 4, "deleted": 4, "episode": 4}.items():
        with counted_queries(app) as seen:
            patient.get(patient.path(path))
        assert len(seen) <= most, (path, seen)
