"""Sessions of every kind: the list, the form, appointments that have passed, and one-tap self-care."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from tracker.domain.limits import CLOCK_SLACK
from tracker.domain.safety.warning_signs import needs_help
from tracker.domain.sharing.access import Action
from tracker.domain.treatment.kinds import ASKED
from tracker.domain.treatment.one_visit import Visit
from tracker.domain.treatment.session_detail import may_be_repeated
from tracker.domain.treatment.sessions import SessionFacts, ice_hint
from tracker.domain.vocabularies import COURSE_KINDS, SELF_CARE_KINDS
from tracker.patients.services import row_writing
from tracker.treatment.forms.near import AskingForm
from tracker.treatment.forms.session import NewSessionForm, SelfCareForm, SessionForm, initial
from tracker.treatment.forms.when import when
from tracker.treatment.models import TreatmentSession
from tracker.treatment.services import reading
from tracker.treatment.services import sessions as services
from tracker.treatment.services.last_time import last_time, offered, taken
from tracker.treatment.services.one_visit import near_ones, visit_of
from tracker.treatment.services.sessions import Told, facts_of
from tracker.treatment.views.base import asked_day, at_now, blueprint, now_or_elsewhere
from tracker.treatment.views.points import keep_letters, points_read, suit_points
from tracker.web import clock, gate, opened, paging, turned, undo_banner
from tracker.web.acting import answer, author
from tracker.web.days import to_day
from tracker.web.forms import BaseForm
from tracker.web.limits import takes
from tracker.web.navigation import course_asked
from tracker.web.refusals import form_page, refusal
from tracker.web.transactions import commit, db_session
from tracker.web.turned import here
from tracker.wording.cautions import banners_for, pregnancy_points
from tracker.wording.treatment import course_choice, course_chosen
from tracker.wording.vocabularies import SESSION_KINDS
from tracker.wording.warning_signs import AFTER_NEEDLING

PAGE_SIZE = 40
SHOWN = ("all", "courses", "others")


@blueprint.get("/patients/<uuid:patient_id>/sessions")
@gate.record(Action.READ)
def sessions(patient_id: UUID) -> ResponseReturnValue:
    return _list_page(patient_id)


def _list_page(patient_id: UUID, form: BaseForm | None = None) -> Response:
    number, show = paging.page_number(), request.args.get("show", "all")
    show = show if show in SHOWN else "all"
    lines = reading.session_lines(db_session(), patient_id, show, PAGE_SIZE + 1, PAGE_SIZE * (number - 1))
    page = paging.cut(lines, number, PAGE_SIZE)
    coming, overdue = reading.appointments(db_session(), patient_id, clock.now())
    return form_page(
        "treatment/sessions.html",
        refusal(form),
        page=page,
        groups=reading.by_course(page.items),
        show=show,
        coming=coming,
        overdue=overdue,
        today=gate.patient().today(),
    )


@blueprint.get("/patients/<uuid:patient_id>/sessions/new")
@gate.record(Action.WRITE)
def choose_kind(patient_id: UUID) -> ResponseReturnValue:
    chips, asked = reading.self_care(db_session(), patient_id), asked_day()
    ids = {chip.kind: uuid4() for chip in chips}
    earlier = asked if asked is not None and asked < gate.patient().today() else None
    return render_template("treatment/choose_kind.html", chips=chips, ids=ids, asked=asked, earlier=earlier)


@blueprint.route("/patients/<uuid:patient_id>/sessions/new/<kind>", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(NewSessionForm)
def new_session(patient_id: UUID, kind: str) -> ResponseReturnValue:
    if kind not in SESSION_KINDS:
        abort(404)
    form = _new_form(patient_id, kind)
    if form.is_submitted() and form.this_one.data is not None:
        return _more_about(patient_id, kind, form.this_one.data)
    if form.is_submitted() and (was := turned.page_meant_now(form.day.data, form.clock.data)) is not None:
        return turned.ask(SESSION_KINDS.within[kind], was, turned.now_or_then(was, at_now(here())))

    def act() -> UUID:
        facts = taken(db_session(), patient_id, form.facts(kind, gate.patient().zone), form.same.data)
        keep_letters(form)
        told = Told(facts, points_read(form), form.looked_at.data)
        return services.create_session(db_session(), form.id.data, told, author())

    return answer(form, act, lambda: _form_page(form, kind), partial(_onward, form, kind, form.id.data))


# Where the form stood before sessions were read there: pages left open since then still send it to that address.
@blueprint.post("/patients/<uuid:patient_id>/sessions/<uuid:session_id>", endpoint="session_as_before")
@blueprint.route("/patients/<uuid:patient_id>/sessions/<uuid:session_id>/edit", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(SessionForm)
def session(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), TreatmentSession, patient_id, session_id)
    form = _change_form(row)
    if not form.is_submitted():
        if "happened" in request.args and row.status == "planned":
            form.suggest(status="attended", **(when(here()) if _is_to_come(row) else {}))
        return _form_page(form, row.kind, row)
    if form.this_one.data is not None:
        return _more_about(patient_id, row.kind, form.this_one.data, instead_of=session_id)
    return _save_change(row, form)


def _more_about(patient_id: UUID, kind: str, session_id: UUID, instead_of: UUID | None = None) -> ResponseReturnValue:
    """What was sent for another session is more about this one; where both say something, both are shown."""
    row = row_writing.get(db_session(), TreatmentSession, patient_id, session_id)
    if row.kind != kind:
        abort(404)
    sent = request.form.copy()
    sent.poplist(opened.NAME)  # what the form was opened with was another session
    form = _change_form(row, sent)
    form.about_this_one(to_come=_is_to_come(row))
    form.instead_of.data = instead_of
    return _save_change(row, form, looked_at=None)


def _save_change(
    row: TreatmentSession, form: SessionForm, looked_at: Collection[UUID] | None = ()
) -> ResponseReturnValue:
    def act() -> UUID | None:
        given = form.facts(row.kind, gate.patient().zone, facts_of(row))
        facts = taken(db_session(), row.patient_id, given, form.same.data)
        keep_letters(form)
        read = points_read(form)
        if form.instead_of.data is not None:
            other = row_writing.get(db_session(), TreatmentSession, row.patient_id, form.instead_of.data)
            return services.join_sessions(db_session(), row, other, Told(facts, read), author())
        others = looked_at if looked_at is None else form.looked_at.data
        return services.change_session(db_session(), row, Told(facts, read, others), author())

    return answer(form, act, lambda: _form_page(form, row.kind, row), partial(_onward, form, row.kind, row.id))


@blueprint.post("/patients/<uuid:patient_id>/sessions/<uuid:session_id>/happened")
@gate.record(Action.WRITE)
def happened(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), TreatmentSession, patient_id, session_id)
    status, form = request.form.get("status", ""), AskingForm()
    if status not in {"attended", "missed"}:
        abort(400)
    if row.status == status:  # pressed twice, or on another device first
        return _after_answer(row, status)
    kept = row
    if status == "attended" and form.this_one.data is not None:
        kept = row_writing.get(db_session(), TreatmentSession, patient_id, form.this_one.data)

    def act() -> UUID | None:
        if kept is not row:
            return services.same_visit(db_session(), kept, row, author())
        return services.mark_session(db_session(), row, status, author(), looked_at=form.looked_at.data)

    def page() -> Response:
        if form.near:
            return form_page("treatment/is_it.html", form, row=row, today=gate.patient().today())
        return _list_page(patient_id, form)

    return answer(form, act, page, partial(_after_answer, kept, status))


def _after_answer(row: TreatmentSession, status: str, saved: UUID | None = None) -> Response:
    """To its form, to say how it went; one that was missed needs nothing more."""
    if status == "attended":
        return undo_banner.go_on("treatment.session", patient_id=row.patient_id, session_id=row.id, saved=saved)
    return undo_banner.go_on("treatment.sessions", patient_id=row.patient_id, saved=saved)


@blueprint.post("/patients/<uuid:patient_id>/sessions/<uuid:session_id>/delete")
@gate.record(Action.WRITE)
def delete_session(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), TreatmentSession, patient_id, session_id)
    saved = services.delete_session(db_session(), row, author())
    commit()
    return undo_banner.go_on("treatment.sessions", patient_id=patient_id, saved=saved)


@blueprint.post("/patients/<uuid:patient_id>/self-care/<kind>")
@gate.record(Action.WRITE)
def self_care(patient_id: UUID, kind: str) -> ResponseReturnValue:
    if kind not in SELF_CARE_KINDS:
        abort(404)
    form = SelfCareForm()
    if form.day.data is None and (was := turned.page_was()) is not None:
        then = url_for("treatment.new_session", patient_id=patient_id, kind=kind, day=was.date())
        return turned.ask(SESSION_KINDS.within[kind], was, now_or_elsewhere(was, then))
    return answer(
        form,
        lambda: services.log_self_care(
            db_session(), form.id.data, kind, form.minutes.data, author(), for_day=form.day.data
        ),
        lambda: abort(400),
        lambda saved: to_day(form.day.data or gate.patient().today(), saved),
    )


def _new_form(patient_id: UUID, kind: str) -> NewSessionForm:
    """A form with who treated last time; an appointment (`?status=planned`) has no day, an earlier `?day=` its own."""
    form = NewSessionForm()
    if not form.is_submitted():
        last = last_time(db_session(), patient_id, kind, form.id.data)
        known = None if last is None else last.facts
        form = NewSessionForm(data=_first_values(services.as_begun(known, kind, here()), known))
    _fitted(form, patient_id, kind)
    return form


def _change_form(row: TreatmentSession, sent: MultiDict[str, str] | None = None) -> SessionForm:
    """The form of a session as it is stored, with what this request sent or, where given, what is `sent`."""
    values = initial(facts_of(row))
    bound = SessionForm(data=values) if sent is None else SessionForm(formdata=sent, data=values)
    if row.time_unknown:
        bound.allow_no_time()
    form = _fitted(bound, row.patient_id, row.kind)
    form.about(TreatmentSession.__tablename__, row.id)
    return form


def _is_to_come(row: TreatmentSession) -> bool:
    return row.started_at > clock.now() + CLOCK_SLACK


def _first_values(facts: SessionFacts, last: SessionFacts | None) -> dict[str, Any]:
    values = initial(facts)
    usual = values["clock"] if last is None or last.time_unknown else last.started_at.time()
    if request.args.get("status") == "planned":
        return {**values, "status": "planned", "day": None, "clock": None if last is None else usual}
    day = asked_day()
    if day is not None and day < facts.started_at.date():
        return {**values, "day": day, "clock": usual}
    return values


def _fitted(form: SessionForm, patient_id: UUID, kind: str) -> SessionForm:
    """The form with the fields of its kind and the courses it may belong to."""
    courses = reading.courses(db_session(), patient_id) if kind in COURSE_KINDS else ()
    fitting = [course for course in courses if course.kind == kind]
    form.suit(kind, {str(c.id): course_choice(c.started_on, c.done, c.planned_sessions) for c in fitting})
    if "course_id" in form:
        form.course_id.within = {str(c.id): course_chosen(c.started_on, c.done, c.planned_sessions) for c in fitting}
    suit_points(form)
    if "other_name" in form:
        form.other_name.offered = reading.other_names(db_session(), patient_id)
    running = [course.id for course in fitting if course.phase != "ended"]
    if isinstance(form, NewSessionForm) and not form.is_submitted() and running:
        asked = course_asked()
        form.course_id.data = asked if asked in running else running[0]
    return form


def _form_page(form: SessionForm, kind: str, row: TreatmentSession | None = None) -> Response:
    patient_id = gate.patient().id
    codes = reading.current_cautions(db_session(), patient_id)
    if row is None:
        last = offered(db_session(), patient_id, kind, form.id.data or uuid4())
    else:
        last = None if may_be_repeated(facts_of(row)) else offered(db_session(), patient_id, kind, row.id)
    return form_page(
        "treatment/session_form.html",
        form,
        kind=kind,
        asked=ASKED[kind],
        row=row,
        cautions=banners_for(kind, codes),
        signs=AFTER_NEEDLING,
        last=last,
        near=_near(form, kind) if row is None and not form.is_submitted() else (),
        avoided=pregnancy_points() if "pregnancy" in codes else "",
        today=gate.patient().today(),
    )


def _near(form: SessionForm, kind: str) -> Sequence[Visit]:
    """The sessions that the one of a fresh form may be, before anything is typed."""
    if form.status.data != "attended":
        return ()
    facts = SessionFacts(kind=kind, status="attended", started_at=form.moment(gate.patient().zone))
    return near_ones(db_session(), gate.patient().id, visit_of(form.id.data, facts))


def _onward(form: SessionForm, kind: str, session_id: UUID, saved: UUID | None) -> Response:
    """On to help where a side effect needs it; else to the day it came from or what was saved, told of long ice."""
    page: str = "treatment.sessions"
    of_page: dict[str, Any] = {}
    if form.status.data != "planned":
        page, of_page = "dashboard.session", {"session_id": session_id}
    if needs_help(effect.item for effect in form.side_effects.data):
        came_from: dict[str, Any] = {"from": "session"}
        then = url_for(page, patient_id=gate.patient().id, saved=saved, **of_page)
        return undo_banner.go_on("guide.help_now", then=then, **came_from)
    if asked_day() is not None:
        return to_day(form.day.data, saved)
    hint = "ice" if ice_hint(kind, form.minutes.data) else None
    return undo_banner.go_on(page, patient_id=gate.patient().id, saved=saved, hint=hint, **of_page)
