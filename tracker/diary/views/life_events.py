"""Pages about life events: the lines that the charts show."""

from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue

from tracker.diary.forms import LifeEventForm, NewLifeEventForm
from tracker.diary.models import LifeEvent
from tracker.diary.services import writing
from tracker.diary.views.base import blueprint
from tracker.diary.views.entries import asked_day
from tracker.domain.sharing.access import Action
from tracker.patients.services import row_writing
from tracker.web import gate
from tracker.web.acting import answer, author
from tracker.web.days import to_day
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session


@blueprint.route("/patients/<uuid:patient_id>/changes/new", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(NewLifeEventForm)
def new_life_event(patient_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 - the gate has judged by it
    form = NewLifeEventForm(data={"for_date": asked_day()})
    return answer(
        form,
        lambda: writing.save_life_event(db_session(), form.id.data, form.facts(), author()),
        lambda: _page(form),
        lambda saved: to_day(form.for_date.data, saved),
    )


@blueprint.route("/patients/<uuid:patient_id>/changes/<uuid:change_id>", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(LifeEventForm)
def life_event(patient_id: UUID, change_id: UUID) -> ResponseReturnValue:
    found = row_writing.get(db_session(), LifeEvent, patient_id, change_id)
    form = LifeEventForm(obj=found).about(LifeEvent.__tablename__, change_id)
    return answer(
        form,
        lambda: writing.change_life_event(db_session(), change_id, form.facts(), author()),
        lambda: _page(form, change_id),
        lambda saved: to_day(form.for_date.data, saved),
    )


@blueprint.post("/patients/<uuid:patient_id>/changes/<uuid:change_id>/delete")
@gate.record(Action.WRITE)
def delete_life_event(patient_id: UUID, change_id: UUID) -> ResponseReturnValue:
    day = row_writing.get(db_session(), LifeEvent, patient_id, change_id).for_date
    saved = writing.delete_life_event(db_session(), change_id, author())
    commit()
    return to_day(day, saved)


def _page(form: LifeEventForm, change_id: UUID | None = None) -> ResponseReturnValue:
    patient_id = gate.patient().id
    action = url_for("diary.new_life_event", patient_id=patient_id)
    if change_id is not None:
        action = url_for("diary.life_event", patient_id=patient_id, change_id=change_id)
    return form_page("diary/life_event.html", form, action=action, change_id=change_id)
