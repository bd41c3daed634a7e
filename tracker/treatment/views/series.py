"""Several appointments at once: a series of them, and what is done with one and those after it."""

from collections.abc import Collection
from functools import partial
from typing import Any
from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.domain.errors import Problems
from tracker.domain.limits import PLANNED_SESSIONS_DEFAULT
from tracker.domain.sharing.access import Action
from tracker.domain.treatment.series import WEEKDAYS, SeriesDays
from tracker.domain.values.periods import local
from tracker.domain.vocabularies import SESSION_KINDS
from tracker.patients.services import row_writing
from tracker.treatment.forms.series import DeleteLaterOnesForm, LaterOnesForm, SeriesForm
from tracker.treatment.models import TreatmentSession
from tracker.treatment.services import reading
from tracker.treatment.services import series as services
from tracker.treatment.services.last_time import last_time
from tracker.treatment.views.base import blueprint
from tracker.web import gate
from tracker.web.acting import answer, author
from tracker.web.refusals import form_page
from tracker.web.transactions import db_session
from tracker.web.turned import here
from tracker.web.undo_banner import go_on
from tracker.wording.treatment import course_choice


@blueprint.route("/patients/<uuid:patient_id>/sessions/new/<kind>/series", methods=["GET", "POST"])
@gate.record(Action.WRITE)
def series(patient_id: UUID, kind: str) -> ResponseReturnValue:
    if kind not in SESSION_KINDS:
        abort(404)
    form = _series_form(patient_id, kind)
    if form.is_submitted() and "look" in request.form:
        return _series_page(form, kind, _looked(form, kind))
    return answer(
        form,
        lambda: services.make_series(db_session(), form.id.data, form.facts(kind), author()),
        lambda: _series_page(form, kind),
        partial(_to_list, patient_id),
    )


@blueprint.route("/patients/<uuid:patient_id>/sessions/<uuid:session_id>/later", methods=["GET", "POST"])
@gate.record(Action.WRITE)
def later_ones(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    """This appointment and those after it: other days, another time."""
    row = row_writing.get(db_session(), TreatmentSession, patient_id, session_id)
    if row.status != "planned":
        return _to_session(row)
    rows = services.later_ones(db_session(), row)
    begun = local(row.started_at, row.started_offset)
    form = LaterOnesForm(formdata=request.form if request.method == "POST" else None)
    if not form.is_submitted():
        form.days.process_data(0)
        form.clock.process_data(begun.time())

    def act() -> UUID | None:
        days, clock = form.days.data or 0, form.clock.data
        if services.is_moved(db_session(), row, form.shown_at.data, days, clock, author()):
            return None
        chosen = services.those_seen(rows, form.seen.data)
        return services.move_later_ones(db_session(), chosen, days, clock, author())

    return answer(form, act, lambda: _later_page(form, row, rows), partial(_to_list, patient_id))


@blueprint.post("/patients/<uuid:patient_id>/sessions/<uuid:session_id>/later/delete")
@gate.record(Action.WRITE)
def delete_later_ones(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), TreatmentSession, patient_id, session_id)
    if row.status != "planned":
        return _to_session(row)
    rows = services.later_ones(db_session(), row)
    form = DeleteLaterOnesForm()
    return answer(
        form,
        lambda: services.delete_later_ones(db_session(), services.those_seen(rows, form.seen.data), author()),
        lambda: _later_page(LaterOnesForm(formdata=None), row, rows, form),
        partial(_to_list, patient_id),
    )


def _to_session(row: TreatmentSession) -> Response:
    """What was answered meanwhile is no appointment any more."""
    return go_on("treatment.session", patient_id=row.patient_id, session_id=row.id, saved=None)


def _series_form(patient_id: UUID, kind: str) -> SeriesForm:
    """The form with the courses of its kind, and at first who treated last time and what is left of the course."""
    courses = [one for one in reading.courses(db_session(), patient_id) if one.kind == kind and one.phase != "ended"]
    form = SeriesForm()
    if not form.is_submitted():
        last = last_time(db_session(), patient_id, kind, form.id.data)
        known = None if last is None else last.facts
        left = courses[0].planned_sessions - courses[0].done if courses else PLANNED_SESSIONS_DEFAULT
        values: dict[str, Any] = {"first": here().date(), "count": left if left > 0 else None}
        if known is not None:
            values |= {"practitioner": known.practitioner, "minutes": known.minutes, "clock": known.started_at.time()}
            values["weekdays"] = (WEEKDAYS[known.started_at.weekday()],)
        form = SeriesForm(data=values | {"course_id": courses[0].id if courses else None})
    form.course_id.words = {
        str(one.id): course_choice(one.started_on, one.done, one.planned_sessions) for one in courses
    }
    form.suit(kind)
    return form


def _looked(form: SeriesForm, kind: str) -> SeriesDays | None:
    """What would be made; None where it cannot be, with the reasons in the form."""
    if not form.validate():
        return None
    try:
        return services.look_ahead(db_session(), form.facts(kind), author())
    except Problems as problems:
        form.blame(problems)
        return None


def _series_page(form: SeriesForm, kind: str, found: SeriesDays | None = None) -> Response:
    return form_page("treatment/series.html", form, kind=kind, found=found)


def _later_page(
    form: LaterOnesForm,
    row: TreatmentSession,
    rows: Collection[TreatmentSession],
    refused: DeleteLaterOnesForm | None = None,
) -> Response:
    begun = local(row.started_at, row.started_offset)
    shown = [(one.id, local(one.started_at, one.started_offset)) for one in rows]
    told = form if refused is None else refused
    return form_page("treatment/later.html", told, row=row, begun=begun, shown=shown, moving=form)


def _to_list(patient_id: UUID, saved: UUID | None) -> Response:
    return go_on("treatment.sessions", patient_id=patient_id, saved=saved)
