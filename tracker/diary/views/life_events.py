"""Pages about life events: the lines that the charts show."""

from uuid import UUID

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from tracker.diary.forms import LifeEventForm, NewLifeEventForm
from tracker.diary.models import LifeEvent
from tracker.diary.services import reading, writing
from tracker.diary.views.base import blueprint
from tracker.diary.views.entries import asked_day
from tracker.domain.sharing.access import Action
from tracker.web import gate
from tracker.web.acting import act_on, author
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on


@blueprint.route("/patients/<uuid:patient_id>/changes/new", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(NewLifeEventForm)
def new_life_event(patient_id: UUID) -> ResponseReturnValue:
    form = NewLifeEventForm(data={"for_date": asked_day()})
    if not form.is_submitted():
        return _page(form)
    done = act_on(form, lambda: writing.save_life_event(db_session(), form.id.data, form.facts(), author()))
    if done is None:
        return _page(form)
    return go_on("dashboard.diary", patient_id=patient_id, saved=done.change)


@blueprint.route("/patients/<uuid:patient_id>/changes/<uuid:change_id>", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(LifeEventForm)
def life_event(patient_id: UUID, change_id: UUID) -> ResponseReturnValue:
    found = reading.find_life_event(db_session(), patient_id, change_id)
    if found is None:
        abort(404)
    form = LifeEventForm(obj=found).about(LifeEvent.__tablename__, change_id)
    if not form.is_submitted():
        return _page(form, change_id)
    done = act_on(form, lambda: writing.change_life_event(db_session(), change_id, form.facts(), author()))
    if done is None:
        return _page(form, change_id)
    return go_on("dashboard.diary", patient_id=patient_id, saved=done.change)


@blueprint.post("/patients/<uuid:patient_id>/changes/<uuid:change_id>/delete")
@gate.record(Action.WRITE)
def delete_life_event(patient_id: UUID, change_id: UUID) -> ResponseReturnValue:
    saved = writing.delete_life_event(db_session(), change_id, author())
    commit()
    return go_on("dashboard.diary", patient_id=patient_id, saved=saved)


def _page(form: LifeEventForm, change_id: UUID | None = None) -> ResponseReturnValue:
    patient_id = gate.patient().id
    action = url_for("diary.new_life_event", patient_id=patient_id)
    if change_id is not None:
        action = url_for("diary.life_event", patient_id=patient_id, change_id=change_id)
    return form_page("diary/life_event.html", form, action=action, change_id=change_id)
