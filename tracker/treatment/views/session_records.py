"""Practitioners' records of sessions: which session, writing one, correcting it, deleting it."""

from functools import partial
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.domain.errors import Problems
from tracker.domain.points.points import PREGNANCY_USUAL_POINTS
from tracker.domain.sharing.access import Action
from tracker.domain.treatment.one_visit import names_another
from tracker.domain.treatment.session_record import SessionRecordFacts
from tracker.domain.values import parsing
from tracker.domain.values.facts import values_of
from tracker.patients.services import row_writing
from tracker.patients.services.about import About, read_about
from tracker.treatment.forms.session_record import (
    AttendForm,
    HeldSessionForm,
    NewSessionRecordForm,
    SessionRecordForm,
)
from tracker.treatment.forms.when import when
from tracker.treatment.models import SessionRecord, TreatmentSession
from tracker.treatment.services import session_records as services
from tracker.treatment.services.given import given_by
from tracker.treatment.views.base import at_now, blueprint
from tracker.treatment.views.points import keep_letters, points_read, suit_points
from tracker.web import gate, turned, undo_banner
from tracker.web.acting import answer, author
from tracker.web.limits import takes
from tracker.web.refusals import UNFIT, form_page
from tracker.web.transactions import commit, db_session
from tracker.web.turned import here
from tracker.wording.cautions import caution_lines, confirmed_words
from tracker.wording.cautions_met import cautions_met
from tracker.wording.language import _
from tracker.wording.treatment import ASKED, CANNOT_STAND, avoided_in_pregnancy, not_named


@blueprint.get("/patients/<uuid:patient_id>/sessions/<uuid:session_id>/record")
@gate.record(Action.READ)
def record(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    """The address of the page of a session as it was: bookmarks and printed links go on to it."""
    row = row_writing.get(db_session(), TreatmentSession, patient_id, session_id)
    return redirect(url_for("dashboard.session", patient_id=patient_id, session_id=row.id))


@blueprint.route("/patients/<uuid:patient_id>/sessions/<uuid:session_id>/record/edit", methods=["GET", "POST"])
@gate.record(Action.RECORD)
@takes(NewSessionRecordForm)
def write_record(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    session = row_writing.get(db_session(), TreatmentSession, patient_id, session_id)
    own = services.own_record(db_session(), session, gate.viewer().account_id)
    if own is None and not services.may_be_recorded(session):
        abort(404)
    form = _record_form(session, own)

    def act() -> UUID | None:
        keep_letters(form)
        if isinstance(form, NewSessionRecordForm):
            by = author()
            if names_another(session.practitioner, by.name) and not form.held.data:
                raise Problems({"held": not_named(session.practitioner or "")})
            read = points_read(form)
            return services.add_record(db_session(), session, form.id.data, form.facts(), by, points_read=read)
        if own is None:
            raise row_writing.NotFound
        read = points_read(form)
        return services.correct_record(db_session(), session, own, form.facts(), author(), points_read=read)

    return answer(form, act, lambda: _form_page(form, session, own), partial(_to_page, session_id))


@blueprint.post("/patients/<uuid:patient_id>/sessions/<uuid:session_id>/record/delete")
@gate.record(Action.RECORD)
def delete_record(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    session = row_writing.get(db_session(), TreatmentSession, patient_id, session_id)
    own = services.own_record(db_session(), session, gate.viewer().account_id)
    if own is None:
        abort(404)
    saved = services.delete_record(db_session(), session, own, author())
    commit()
    return _to_page(session_id, saved)


@blueprint.route("/patients/<uuid:patient_id>/sessions/record", methods=["GET", "POST"])
@gate.record(Action.RECORD)
@takes(HeldSessionForm)
def record_new(patient_id: UUID) -> ResponseReturnValue:
    if request.method == "POST" and "appointment" in request.form:
        return _attend(patient_id, row_writing.get(db_session(), TreatmentSession, patient_id, _named()))
    form = HeldSessionForm() if request.method == "POST" else _held_form(patient_id)
    if form.is_submitted() and form.this_one.data is not None:
        return _record_known(patient_id, form.this_one.data)
    if form.is_submitted() and (was := turned.page_meant_now(form.day.data, form.clock.data)) is not None:
        return turned.ask(ASKED["session"], was, turned.now_or_then(was, at_now(here())))

    def act() -> UUID:
        by, terms = author(), gate.patient().terms
        facts = form.facts(by.zone, by.name)
        services.check_is_shown(facts.started_at.date(), None if terms is None else terms.first_day)
        return services.add_session(db_session(), form.id.data, facts, by, looked_at=form.looked_at.data)

    return answer(
        form, act, lambda: _choice_page(patient_id, form), lambda saved: _to("write_record", form.id.data, saved)
    )


def _to(page: str, session_id: UUID, saved: UUID | None = None) -> Response:
    """On to a page about the session."""
    return undo_banner.go_on(f"treatment.{page}", patient_id=gate.patient().id, session_id=session_id, saved=saved)


def _to_page(session_id: UUID, saved: UUID | None = None) -> Response:
    """Back to what is known of the session from both sides."""
    return undo_banner.go_on("dashboard.session", patient_id=gate.patient().id, session_id=session_id, saved=saved)


def _record_known(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    """The session is one that is here: an appointment is asked about like any other, an attended one has its record."""
    row = row_writing.get(db_session(), TreatmentSession, patient_id, session_id)
    if row.status == "planned":
        return _attend(patient_id, row, chosen=True)
    return _to("write_record", row.id)


def _attend(patient_id: UUID, row: TreatmentSession, *, chosen: bool = False) -> ResponseReturnValue:
    """The appointment took place: on to its record. One that was marked before needs no second mark.

    Who it names is asked, where that is somebody else; and which visit it is, where that may be here already, unless
    this one was `chosen` among those.
    """
    if not services.is_due(row, gate.patient().today()):
        abort(404)
    if row.status == "attended":
        return _to("write_record", row.id)
    form = AttendForm()
    if form.this_one.data is not None and not chosen:
        return _record_known(patient_id, form.this_one.data)
    by = author()
    if names_another(row.practitioner, by.name) and not form.held.data:
        return _ask(form, row), UNFIT
    looked_at = None if chosen else form.looked_at.data

    def page() -> ResponseReturnValue:
        if form.near:
            return _ask(form, row), UNFIT
        held = _held_form(patient_id)
        held.form_errors.append(_(CANNOT_STAND))
        return _choice_page(patient_id, held)

    act = partial(services.attend, db_session(), row, by, looked_at=looked_at)
    return answer(form, act, page, partial(_to, "write_record", row.id))


def _ask(form: AttendForm, row: TreatmentSession) -> str:
    return render_template(
        "treatment/attend.html", form=form, row=row, held=form.held.data, today=gate.patient().today()
    )


def _named() -> UUID:
    """The appointment that was chosen."""
    return parsing.readable(parsing.identifier, request.form["appointment"]) or abort(404)


def _held_form(patient_id: UUID) -> HeldSessionForm:
    """A session of the usual kind, now."""
    kind, now = services.usual_kind(db_session(), patient_id, gate.patient().today(), gate.trade()), here()
    return HeldSessionForm(formdata=None, data={"kind": kind} | when(now))


def _record_form(session: TreatmentSession, own: SessionRecord | None) -> SessionRecordForm:
    """A form with an id makes a record, filled in as last time; one without corrects the record that is there."""
    if request.method == "POST" and ("id" in request.form or own is None):
        form = NewSessionRecordForm() if "id" in request.form else SessionRecordForm()
        suit_points(form)
        return form
    if own is not None:
        form = SessionRecordForm(data=values_of(services.record_facts(own))).about(SessionRecord.__tablename__, own.id)
        if form.is_submitted():
            suit_points(form)
        return form
    return NewSessionRecordForm(data=values_of(services.as_last_time(db_session(), session, gate.viewer().account_id)))


def _about(place: services.Place | None) -> About:
    """What stands beside the name, on a page about a session that stands there in its course."""
    patient = gate.patient()
    began_on = None if place is None else place.began_on
    return read_about(db_session(), patient.id, patient.today(), began_on)


def _form_page(form: SessionRecordForm, session: TreatmentSession, own: SessionRecord | None) -> Response:
    place = services.place_of(db_session(), session)
    about = _about(place)
    codes = about.kinds
    return form_page(
        "treatment/record_form.html",
        form,
        session=session,
        place_in_course=place,
        about=about,
        met=cautions_met(codes, given_by(session.kind, form.as_shown())),
        another=own is None and names_another(session.practitioner, author().name),
        carried=isinstance(form, NewSessionRecordForm)
        and not form.is_submitted()
        and form.facts() != SessionRecordFacts(),
        cautions=[
            (caution_lines([one.kind])[0], one.note, confirmed_words(one, about.began_on)) for one in about.carried
        ],
        avoided=avoided_in_pregnancy(PREGNANCY_USUAL_POINTS) if "pregnancy" in codes else "",
        device=caution_lines(["implanted_device"])[0] if "implanted_device" in codes else "",
        today=gate.patient().today(),
    )


def _choice_page(patient_id: UUID, form: HeldSessionForm) -> Response:
    today = gate.patient().today()
    found = services.recordable(db_session(), patient_id, gate.viewer().account_id, today)
    return form_page("treatment/record_new.html", form, found=found, today=today)
