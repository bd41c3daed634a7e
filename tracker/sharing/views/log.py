"""The log of looks, for the owner of the record."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.domain.sharing.access import Action
from tracker.sharing.services.log import read_log
from tracker.sharing.views.base import blueprint
from tracker.sharing.views.overdue import end_overdue
from tracker.web import gate, paging
from tracker.web.transactions import db_session
from tracker.wording.access import log_days

PAGE_SIZE = 100


@blueprint.get("/patients/<uuid:patient_id>/sharing/log")
@gate.record(Action.SHARE)
def log(patient_id: UUID) -> ResponseReturnValue:
    end_overdue(patient_id)
    patient, number = gate.patient(), paging.page_number()
    events = read_log(db_session(), patient_id, patient.zone, PAGE_SIZE + 1, PAGE_SIZE * (number - 1))
    page = paging.cut(events, number, PAGE_SIZE)
    return render_template("sharing/log.html", page=page, days=log_days(page.items), today=patient.today())
