"""What happened in a session: both sides of it, what lay around it, and the way to its neighbours."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.dashboard.services.session_page import read_session
from tracker.dashboard.views.base import blueprint
from tracker.domain.sharing.access import Action
from tracker.domain.treatment.kinds import ASKED
from tracker.domain.treatment.session_record import needs_care
from tracker.domain.treatment.sessions import noticed, write_exercises
from tracker.patients.services import row_writing
from tracker.patients.services.about import read_about
from tracker.treatment.models import TreatmentSession
from tracker.treatment.services.session_records import may_be_recorded
from tracker.web import clock, gate
from tracker.web.transactions import db_session
from tracker.wording.cautions_met import cautions_met
from tracker.wording.language import _
from tracker.wording.session_records import DE_QI, event_lines, record_lines


@blueprint.get("/patients/<uuid:patient_id>/sessions/<uuid:session_id>")
@gate.record(Action.READ)
def session(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), TreatmentSession, patient_id, session_id)
    if row.status == "planned" and row.started_at <= clock.now() and gate.may_now(Action.WRITE):
        return redirect(url_for("treatment.session", patient_id=patient_id, session_id=session_id, happened=1))
    page = read_session(db_session(), row)
    patient, sides = gate.patient(), page.sides
    about = read_about(db_session(), patient_id, patient.today(), None if sides.place is None else sides.place.began_on)
    return render_template(
        "dashboard/session.html",
        page=page,
        sides=sides,
        asked=ASKED[row.kind],
        about=about,
        met=cautions_met(about.kinds, sides.given),
        of_course=sides.course_lines(),
        noticed=noticed(sides.session.side_effects),
        exercises=write_exercises(sides.session.exercises),
        row=row,
        may_be_recorded=may_be_recorded(row),
        record_lines=record_lines,
        event_lines=event_lines,
        needs_care=needs_care,
        de_qi=_(DE_QI),
        ice=request.args.get("hint") == "ice",
        today=patient.today(),
    )
