"""Sessions of every kind: the list, the form, appointments that have passed, and one-tap self-care."""

from typing import Any
from uuid import UUID, uuid4

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.domain.access import Action
from tracker.domain.cautions import PREGNANCY_POINTS, banners_for
from tracker.domain.session_detail import may_be_repeated
from tracker.domain.treatment import SessionFacts, ice_hint
from tracker.domain.vocabularies import (
    COURSE_KINDS,
    SELF_CARE_KINDS,
    SESSION_KINDS,
)
from tracker.domain.warning_signs import AFTER_NEEDLING, needs_help
from tracker.patients import records
from tracker.treatment import services
from tracker.treatment.forms.session import NewSessionForm, SelfCareForm, SessionForm, initial
from tracker.treatment.models import TreatmentSession
from tracker.treatment.services.last_time import last_time, offered, taken
from tracker.treatment.services.session_records import has_record
from tracker.treatment.services.sessions import facts_of
from tracker.treatment.views.base import act_on, asked_day, at_now, author, blueprint, here, now_or_elsewhere, refusal
from tracker.treatment.views.points import keep_letters, points_remark, suit_points
from tracker.web import clock, formats, gate, paging, saved, turned
from tracker.web.forms import BaseForm
from tracker.web.navigation import course_asked
from tracker.web.transactions import db_session

PAGE_SIZE = 40
SHOWN = ("all", "courses", "others")


@blueprint.get("/patients/<uuid:patient_id>/sessions")
@gate.record(Action.READ)
def sessions(patient_id: UUID) -> ResponseReturnValue:
    return _list_page(patient_id)


def _list_page(patient_id: UUID, form: BaseForm | None = None) -> str:
    number, show = paging.page_number(), request.args.get("show", "all")
    show = show if show in SHOWN else "all"
    lines = services.session_lines(db_session(), patient_id, show, PAGE_SIZE + 1, PAGE_SIZE * (number - 1))
    page = paging.cut(lines, number, PAGE_SIZE)
    coming, overdue = services.appointments(db_session(), patient_id, clock.now())
    return render_template(
        "treatment/sessions.html",
        page=page,
        groups=services.by_course(page.items),
        show=show,
        coming=coming,
        overdue=overdue,
        today=gate.patient().today(),
        ice=request.args.get("hint") == "ice",
        form=refusal(form),
    )


@blueprint.get("/patients/<uuid:patient_id>/sessions/new")
@gate.record(Action.WRITE)
def choose_kind(patient_id: UUID) -> ResponseReturnValue:
    chips = services.self_care(db_session(), patient_id)
    ids = {chip.kind: uuid4() for chip in chips}
    return render_template("treatment/choose_kind.html", chips=chips, ids=ids)


@blueprint.route("/patients/<uuid:patient_id>/sessions/new/<kind>", methods=["GET", "POST"])
@gate.record(Action.WRITE)
def new_session(patient_id: UUID, kind: str) -> ResponseReturnValue:
    if kind not in SESSION_KINDS:
        abort(404)
    form = _new_form(patient_id, kind)
    if not form.is_submitted():
        return _form_page(form, kind)
    if (was := turned.page_meant_now(form.day.data, form.clock.data)) is not None:
        return turned.ask(SESSION_KINDS[kind].lower(), was, turned.now_or_then(was, at_now(here())))

    def act() -> UUID:
        facts = taken(db_session(), patient_id, form.facts(kind, gate.patient().zone), form.same.data)
        keep_letters(form)
        return services.create_session(
            db_session(), patient_id, form.id.data, facts, author(), remark=points_remark(form)
        )

    revision_id = act_on(form, act)
    if revision_id is None:
        return _form_page(form, kind), 422
    return _onward(patient_id, form, kind, revision_id)


@blueprint.route("/patients/<uuid:patient_id>/sessions/<uuid:session_id>", methods=["GET", "POST"])
@gate.record(Action.WRITE)
def session(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    row = records.get(db_session(), TreatmentSession, patient_id, session_id)
    base = facts_of(row)
    form = _fitted(SessionForm(data=initial(base)), patient_id, row.kind)
    form.about(TreatmentSession.__tablename__, session_id)
    if not form.is_submitted():
        return _form_page(form, row.kind, row)

    def act() -> UUID:
        facts = taken(db_session(), patient_id, form.facts(row.kind, gate.patient().zone, base), form.same.data)
        keep_letters(form)
        return services.change_session(db_session(), row, facts, author(), remark=points_remark(form))

    revision_id = act_on(form, act)
    if revision_id is None:
        return _form_page(form, row.kind, row), 422
    return _onward(patient_id, form, row.kind, revision_id)


@blueprint.post("/patients/<uuid:patient_id>/sessions/<uuid:session_id>/happened")
@gate.record(Action.WRITE)
def happened(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    row = records.get(db_session(), TreatmentSession, patient_id, session_id)
    status = request.form.get("status", "")
    if status not in {"attended", "missed"}:
        abort(400)
    onward = "treatment.session" if status == "attended" else "treatment.sessions"
    where: dict[str, Any] = {"session_id": session_id} if status == "attended" else {}
    if row.status == status:  # pressed twice, or on another device first
        return saved.go_on(onward, patient_id=patient_id, **where)
    form = BaseForm()
    revision_id = act_on(form, lambda: services.mark_session(db_session(), row, status, author()))
    if revision_id is None:
        return _list_page(patient_id, form), 422
    return saved.go_on(onward, patient_id=patient_id, saved=revision_id, **where)


@blueprint.post("/patients/<uuid:patient_id>/sessions/<uuid:session_id>/delete")
@gate.record(Action.WRITE)
def delete_session(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    row = records.get(db_session(), TreatmentSession, patient_id, session_id)
    revision_id = act_on(BaseForm(), lambda: services.delete_session(db_session(), row, author()))
    return saved.go_on("treatment.sessions", patient_id=patient_id, saved=revision_id)


@blueprint.post("/patients/<uuid:patient_id>/self-care/<kind>")
@gate.record(Action.WRITE)
def self_care(patient_id: UUID, kind: str) -> ResponseReturnValue:
    if kind not in SELF_CARE_KINDS:
        abort(404)
    form = SelfCareForm()
    if (was := turned.page_was()) is not None:
        then = url_for("treatment.new_session", patient_id=patient_id, kind=kind, day=was.date())
        return turned.ask(SESSION_KINDS[kind].lower(), was, now_or_elsewhere(was, then))

    def act() -> UUID:
        minutes = form.minutes.data
        return services.log_self_care(db_session(), patient_id, form.id.data, kind, minutes, author(), here=here())

    revision_id = act_on(form, act)
    if revision_id is None:
        abort(400)
    return saved.go_on("dashboard.today", patient_id=patient_id, saved=revision_id)


def _new_form(patient_id: UUID, kind: str) -> NewSessionForm:
    """A form with who treated last time; an appointment (`?status=planned`) has no day, an earlier `?day=` its own."""
    form = NewSessionForm()
    if not form.is_submitted():
        last = last_time(db_session(), patient_id, kind, form.id.data)
        known = None if last is None else last.facts
        form = NewSessionForm(data=_first_values(services.as_begun(known, kind, here()), known))
    _fitted(form, patient_id, kind)
    return form


def _first_values(facts: SessionFacts, last: SessionFacts | None) -> dict[str, Any]:
    values = initial(facts)
    usual = values["clock"] if last is None else last.started_at.time()
    if request.args.get("status") == "planned":
        return {**values, "status": "planned", "day": None, "clock": None if last is None else usual}
    day = asked_day()
    if day is not None and day < facts.started_at.date():
        return {**values, "day": day, "clock": usual}
    return values


def _fitted(form: SessionForm, patient_id: UUID, kind: str) -> SessionForm:
    """The form with the fields of its kind and the courses it may belong to."""
    courses = services.courses(db_session(), patient_id) if kind in COURSE_KINDS else ()
    fitting = [course for course in courses if course.kind == kind]
    form.suit(kind, {str(c.id): _course_words(c) for c in fitting})
    suit_points(form)
    if "other_name" in form:
        form.other_name.offered = services.other_names(db_session(), patient_id)
    running = [course.id for course in fitting if course.phase != "ended"]
    if isinstance(form, NewSessionForm) and not form.is_submitted() and running:
        asked = course_asked()
        form.course_id.data = asked if asked in running else running[0]
    return form


def _course_words(course: services.CourseCard) -> str:
    return f"From {formats.day_year(course.started_on)}: {course.done} of {course.planned} sessions done"


def _form_page(form: SessionForm, kind: str, row: TreatmentSession | None = None) -> str:
    patient_id = gate.patient().id
    codes = services.current_cautions(db_session(), patient_id)
    if row is None:
        last = offered(last_time(db_session(), patient_id, kind, form.id.data or uuid4()))
    else:
        last = None if may_be_repeated(facts_of(row)) else offered(last_time(db_session(), patient_id, kind, row.id))
    return render_template(
        "treatment/session.html",
        form=form,
        kind=kind,
        row=row,
        cautions=banners_for(kind, codes),
        signs=AFTER_NEEDLING,
        last=last,
        avoided=PREGNANCY_POINTS if "pregnancy" in codes else "",
        recorded=row is not None and has_record(db_session(), row),
        today=gate.patient().today(),
    )


def _onward(patient_id: UUID, form: SessionForm, kind: str, revision_id: UUID) -> Response:
    """On to help where a side effect needs it; else to the list, with the hint for long ice."""
    if needs_help(effect.item for effect in form.side_effects.data):
        came_from: dict[str, Any] = {"from": "session"}
        then = url_for("treatment.sessions", patient_id=patient_id, saved=revision_id)
        return saved.go_on("guide.help_now", then=then, **came_from)
    hint = "ice" if ice_hint(kind, form.minutes.data) else None
    return saved.go_on("treatment.sessions", patient_id=patient_id, saved=revision_id, hint=hint)
