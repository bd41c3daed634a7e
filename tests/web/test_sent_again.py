"""A form that made its record before is sent again: twice at once is once; else whether another is meant is asked."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from tests.support import sharing
from tests.support.pages import Browser, Page, without_twice
from tests.support.people import Person, sign_in
from tests.treatment.recording import Room
from tracker.accounts.forms import SignUpForm
from tracker.calendars.forms import NewFeedForm
from tracker.correspondence.forms import FlagAnswerForm, NoteForm, ProposalForm, QuestionForm, SuggestForm
from tracker.correspondence.models import PlanProposal, Question, ReviewNote
from tracker.demo import factory
from tracker.diary.forms import NewLifeEventForm, NewMomentForm
from tracker.diary.models import Entry, LifeEvent
from tracker.experiments.forms import ExperimentForm
from tracker.review.forms import ReviewForm
from tracker.review.models import CourseReview
from tracker.sharing.forms import NewHealthLinkForm, NewLinkForm, TermsForm
from tracker.tokens.forms import NewTokenForm
from tracker.treatment.forms.course import NewCourseForm
from tracker.treatment.forms.dose import NewDoseForm, NoneTakenForm, OneTapForm
from tracker.treatment.forms.series import SeriesForm
from tracker.treatment.forms.session import NewSessionForm, SelfCareForm
from tracker.treatment.forms.session_record import HeldSessionForm, NewSessionRecordForm
from tracker.treatment.models import Course, Dose, SessionRecord, TreatmentSession
from tracker.web.extensions import db
from tracker.web.forms import CreatingForm
from tracker.webhooks.forms import NewWebhookForm

CHEAP: dict[str, Any] = {"text": "How long may I sit?"}


@dataclass(frozen=True)
class Case:
    """Where a form stands, what is typed into it, and what it makes; `asked_more`: another one meets a question."""

    form: type[CreatingForm]
    page: str
    makes: Any
    action: str = ""
    typed: dict[str, Any] = field(default_factory=dict)
    practitioner: bool = False
    asked_more: bool = False


CASES = (
    Case(NewSessionForm, "sessions/new/massage", TreatmentSession, typed={"minutes": "20"}, asked_more=True),
    Case(NewSessionForm, "sessions/new/heat", TreatmentSession, typed={"minutes": "20", "note": "Warm\nand good"}),
    Case(SeriesForm, "sessions/new/massage/series", TreatmentSession, "/series",
         {"weekdays": "monday", "clock": "17:00", "count": "1", "minutes": "40"}),
    Case(SelfCareForm, "today", TreatmentSession, "self-care/heat"),
    Case(SelfCareForm, "sessions/new", TreatmentSession, "self-care/walking"),
    Case(NewDoseForm, "medication/new", Dose, typed={"name": "Naproxen", "amount": "250", "unit": "mg"}),
    Case(OneTapForm, "medication", Dose, "medication/again"),
    Case(NewCourseForm, "courses/new", Course, typed={"goal": "Sit through a film"}),
    Case(NewMomentForm, "moments/new", Entry, typed={"leg_pain": "4", "note": "On the stairs"}),
    Case(NewLifeEventForm, "changes/new", LifeEvent, typed={"kind": "work", "note": "A new chair"}),
    Case(QuestionForm, "questions", Question, typed=CHEAP),
    Case(ReviewForm, "courses/{course}/review", CourseReview, "/review", {"decision": "continue_as_planned"}),
    Case(NoteForm, "notes", ReviewNote, "/notes", CHEAP, practitioner=True),
    Case(ProposalForm, "courses/{course}/propose", PlanProposal, "/propose",
         {"planned_sessions": "12", "reason": "Still easing"}, practitioner=True),
    Case(NewSessionRecordForm, "sessions/{session}/record/edit", SessionRecord, "/edit", {"needle_count": "9"},
         practitioner=True, asked_more=True),
    Case(HeldSessionForm, "sessions/record", TreatmentSession, "/record", {"kind": "massage"},
         practitioner=True, asked_more=True),
)  # fmt: skip
# Forms that make nothing that could be made twice unseen, each with its own answer to the second time.
OTHERWISE = {
    SignUpForm: "an account is made once; the second time leads to its sign-in",
    TermsForm: "one grant or invitation runs at a time; the second time says so, or asks where it ended",
    NewLinkForm: "the second time says that the link was made, and shows no address",
    NewFeedForm: "the second time says that the calendar was made, and shows no address",
    NewTokenForm: "the second time says that the token was made, and does not show it",
    NewWebhookForm: "the second time says that the webhook was made, and does not show its key",
    NewHealthLinkForm: "the second time says that the link was made, and does not show it",
    FlagAnswerForm: "a sign has one answer; the second time it is the same, or the page says that it has one by now",
    ExperimentForm: "one experiment goes on at a time; the second time says so, or leads to it",
    SuggestForm: "one suggestion of a review waits at a time, whoever made it",
    NoneTakenForm: "that none was taken is said once of a day, whatever form says it",
}


def _subclasses(form: type[CreatingForm]) -> Iterator[type[CreatingForm]]:
    for one in form.__subclasses__():
        yield one
        yield from _subclasses(one)


def test_every_form_that_makes_a_record_is_known_here() -> None:
    ours = {form for form in _subclasses(CreatingForm) if form.creates and form.__module__.startswith("tracker.")}
    assert ours == {case.form for case in CASES} | set(OTHERWISE)


@dataclass
class Desk:
    """Somebody at a page with the form of one case."""

    app: Flask
    case: Case
    browser: Browser
    path: str

    def open(self) -> Page:
        return self.browser.get(self.browser.path(self.path))

    def send(self, page: Page, *, follow: bool = False, **more: Any) -> Page:
        form = page.form(self.case.action or self.path)
        pairs = [(name, value) for name, value in form.fields() if name not in self.case.typed | more]
        pairs += [(name, str(value)) for name, value in (self.case.typed | more).items()]
        return self.browser.post(form.action or self.browser.path(self.path), pairs, follow=follow)

    def made(self) -> int:
        with self.app.app_context():
            live = select(func.count()).select_from(self.case.makes).where(self.case.makes.deleted_at.is_(None))
            return int(db.session.execute(live).scalar_one())

    def undo(self, answer: Page) -> None:
        page = self.browser.get(answer.location.split("#")[0])
        self.browser.submit(page, "/undo/")


@pytest.fixture
def traveller() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(sharing.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(app: Flask, person: Person, patient: Browser) -> Callable[[Case], Desk]:
    practitioner = sharing.make_practitioner(app)
    sharing.share(app, person, practitioner)
    with app.app_context():
        engine = db.engine
    room = Room(app, engine, person, practitioner)
    ids = {"course": room.course(), "session": room.hold(days_ago=5)}
    patient.submit(
        patient.get(patient.path("medication/new")), "/medication/new", name="Ibuprofen", amount="4", unit="g"
    )

    def sit(case: Case) -> Desk:
        browser = room.browser() if case.practitioner else sign_in(app, person)
        return Desk(app, case, browser, case.page.format_map(ids))

    return sit


def _name(case: Case) -> str:
    return f"{case.form.__name__} {case.page}"


@pytest.mark.wide
@pytest.mark.no_cover
@pytest.mark.parametrize("case", CASES, ids=_name)
def test_sent_twice_at_once_it_is_one_record_and_says_so(desk: Callable[[Case], Desk], case: Case) -> None:
    here = desk(case)
    page, before = here.open(), here.made()
    first, again = here.send(page), here.send(page)
    assert (first.status, again.status) == (303, 303)
    assert without_twice(again.location) == first.location != again.location
    assert here.made() == before + 1
    told = here.browser.get(again.location.split("#")[0]).one(".notice-saved").to_text()
    assert "The same form came twice. It is saved once" in told


@pytest.mark.wide
@pytest.mark.no_cover
@pytest.mark.parametrize("case", CASES, ids=_name)
@pytest.mark.parametrize("how", ["from a page that came back", "later"])
def test_meant_or_not_is_asked_and_another_one_is_a_tap_away(
    traveller: time_machine.Traveller, desk: Callable[[Case], Desk], case: Case, how: str
) -> None:
    here = desk(case)
    page, before = here.open(), here.made()
    here.send(page)
    if how == "later":
        traveller.shift(timedelta(minutes=3))
    asked = here.send(page) if how == "later" else here.send(page, came_back="yes")
    assert asked.status == 422
    assert asked.heading == "Save another one?"
    assert "This form was saved before, on " in asked.text
    assert here.made() == before + 1
    kept = dict(asked.form(here.path if not case.action else case.action).fields())
    assert case.typed.items() <= kept.items(), "nothing typed is lost"
    answer = here.browser.submit(asked, case.action or here.path, follow=False)
    if case.asked_more:
        assert answer.status == 422
        return
    assert answer.status == 303
    assert here.made() == before + 2


@pytest.mark.wide
@pytest.mark.no_cover
@pytest.mark.parametrize("case", CASES, ids=_name)
def test_what_was_taken_back_is_not_said_to_be_saved(desk: Callable[[Case], Desk], case: Case) -> None:
    here = desk(case)
    page, before = here.open(), here.made()
    here.undo(here.send(page))
    assert here.made() == before
    asked = here.send(page)
    assert (asked.status, asked.heading) == (422, "Save it again?")
    assert "That was taken back since. Nothing was saved just now." in asked.text
    assert here.browser.submit(asked, case.action or here.path, follow=False).status == 303
    assert here.made() == before + 1


def test_a_record_from_a_file_with_the_id_of_a_form_is_not_doubled_unasked(
    app: Flask, person: Person, patient: Browser
) -> None:
    session_id, now = uuid.uuid4(), sharing.now()
    with app.app_context():
        given = {"id": session_id, "kind": "heat", "started_at": now, "minutes": 15, "patient_id": person.patient_id}
        db.session.add(TreatmentSession(**factory.session(now.date(), now, **given)))
        db.session.commit()
    asked = patient.post(patient.path("self-care/heat"), {"id": str(session_id), "minutes": "15"})
    assert asked.status == 422
    assert "This form was saved before. Nothing was saved just now." in asked.text
