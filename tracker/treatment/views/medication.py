"""Medication: the list by day, a dose, the same again by one tap, and "took none"."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.domain.errors import Problems
from tracker.domain.sharing.access import Action
from tracker.patients.services import row_writing
from tracker.treatment import services
from tracker.treatment.forms.dose import DoseForm, NewDoseForm, NoneTakenForm, OneTapForm, initial
from tracker.treatment.models import Dose
from tracker.treatment.services.doses import facts_of
from tracker.treatment.services.reading import MOST_MEDICINES
from tracker.treatment.views.base import asked_day, asked_id, at_now, blueprint, here, now_or_elsewhere
from tracker.web import gate, paging, turned, undo_banner
from tracker.web.acting import act_on, author
from tracker.web.forms import BaseForm
from tracker.web.limits import takes
from tracker.web.refusals import form_page, refusal
from tracker.web.transactions import commit, db_session
from tracker.wording.language import _
from tracker.wording.treatment import DAY_TO_COME, DOSE_NEEDED, this_medicine, took_none

PAGE_SIZE = 50


@blueprint.get("/patients/<uuid:patient_id>/medication")
@gate.record(Action.READ)
def medication(patient_id: UUID) -> ResponseReturnValue:
    return _list_page(patient_id)


def _list_page(patient_id: UUID, form: BaseForm | None = None) -> Response:
    number = paging.page_number()
    lines = services.dose_lines(db_session(), patient_id, PAGE_SIZE + 1, PAGE_SIZE * (number - 1))
    return form_page(
        "treatment/medication.html",
        refusal(form),
        page=paging.cut(lines, number, PAGE_SIZE),
        medicines=services.recent_medicines(db_session(), patient_id)[:MOST_MEDICINES],
        ids=[uuid4() for _ in range(MOST_MEDICINES)],
        none_id=uuid4(),
        today=gate.patient().today(),
    )


@blueprint.route("/patients/<uuid:patient_id>/medication/new", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(NewDoseForm)
def new_dose(patient_id: UUID) -> ResponseReturnValue:
    now = here()
    form = NewDoseForm(data=_first_values(patient_id, now))
    if not form.is_submitted():
        return _form_page(form)
    if (was := turned.page_meant_now(form.day.data, form.clock.data)) is not None:
        return turned.ask(form.name.data or this_medicine(), was, turned.now_or_then(was, at_now(now)))

    def act() -> UUID:
        facts = form.facts(gate.patient().zone)
        return services.add_dose(db_session(), form.id.data, facts, author())

    done = act_on(form, act)
    if done is None:
        return _form_page(form)
    return undo_banner.go_on("treatment.medication", patient_id=patient_id, saved=done.change)


@blueprint.route("/patients/<uuid:patient_id>/medication/<uuid:dose_id>", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(DoseForm)
def dose(patient_id: UUID, dose_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Dose, patient_id, dose_id)
    if row.none_taken:
        abort(404)
    base = facts_of(row)
    form = DoseForm(data=initial(base)).about(Dose.__tablename__, dose_id)
    if not form.is_submitted():
        return _form_page(form, row)

    def act() -> UUID:
        facts = form.facts(gate.patient().zone, base)
        return services.change_dose(db_session(), row, facts, author())

    done = act_on(form, act)
    if done is None:
        return _form_page(form, row)
    return undo_banner.go_on("treatment.medication", patient_id=patient_id, saved=done.change)


@blueprint.post("/patients/<uuid:patient_id>/medication/again")
@gate.record(Action.WRITE)
def dose_again(patient_id: UUID) -> ResponseReturnValue:
    form = OneTapForm()
    if (was := turned.page_was()) is not None:
        then = url_for("treatment.new_dose", patient_id=patient_id, day=was.date(), like=form.dose_id.data)
        return turned.ask(form.said.data or this_medicine(), was, now_or_elsewhere(was, then))

    def act() -> UUID:
        source = form.dose_id.data
        if source is None:
            raise Problems({"dose_id": _(DOSE_NEEDED)})
        return services.take_again(db_session(), form.id.data, source, author(), said=form.said.data)

    done = act_on(form, act)
    if done is None:
        return _list_page(patient_id, form)
    return undo_banner.go_on("treatment.medication", patient_id=patient_id, saved=done.change)


@blueprint.post("/patients/<uuid:patient_id>/medication/none")
@gate.record(Action.WRITE)
def none_taken(patient_id: UUID) -> ResponseReturnValue:
    form, today = NoneTakenForm(), gate.patient().today()
    if (was := turned.page_was()) is not None and form.day.data in {None, was.date()}:
        ways = (
            turned.Way(turned.now_words(), request.path, turned.sent(day=today)),
            turned.Way(turned.then_words(was), request.path, turned.sent(day=was.date())),
        )
        return turned.ask(took_none(), was, ways)

    def act() -> UUID:
        day = form.day.data or today
        if day > today:
            raise Problems({"day": _(DAY_TO_COME)})
        return services.say_none_taken(db_session(), form.id.data, day, author())

    done = act_on(form, act)
    if done is None:
        return _list_page(patient_id, form)
    on = "dashboard.today" if request.form.get("from") == "today" else "treatment.medication"
    return undo_banner.go_on(on, patient_id=patient_id, saved=done.change)


@blueprint.post("/patients/<uuid:patient_id>/medication/<uuid:dose_id>/delete")
@gate.record(Action.WRITE)
def delete_dose(patient_id: UUID, dose_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Dose, patient_id, dose_id)
    saved = services.delete_dose(db_session(), row, author())
    commit()
    return undo_banner.go_on("treatment.medication", patient_id=patient_id, saved=saved)


def _first_values(patient_id: UUID, now: datetime) -> dict[str, Any]:
    """Now; of an earlier day (`?day=`) without a time, and with the medicine of an earlier dose (`?like=`)."""
    day = asked_day()
    values: dict[str, Any] = {"day": now.date(), "clock": now.time(), "shown_at": now}
    if day is not None and day < now.date():
        values = {"day": day}
    return values | _medicine_of(patient_id, asked_id("like"))


def _medicine_of(patient_id: UUID, dose_id: UUID | None) -> dict[str, Any]:
    """What is taken again; nothing where that dose is gone."""
    try:
        source = None if dose_id is None else row_writing.get(db_session(), Dose, patient_id, dose_id)
    except row_writing.NotFound:
        return {}
    return {} if source is None else {"name": source.name, "amount": source.amount, "unit": source.unit}


def _form_page(form: DoseForm, row: Dose | None = None) -> Response:
    medicines = services.recent_medicines(db_session(), gate.patient().id)
    return form_page("treatment/dose.html", form, row=row, medicines=medicines)
