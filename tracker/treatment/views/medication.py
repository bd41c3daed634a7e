"""Medication: the list by day, a dose, the same again by one tap, and "took none"."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.domain.errors import Problems
from tracker.domain.sharing.access import Action
from tracker.domain.values import parsing
from tracker.patients.services import row_writing
from tracker.treatment.forms.dose import DoseForm, NewDoseForm, NoneTakenForm, OneTapForm, initial
from tracker.treatment.forms.when import when
from tracker.treatment.models import Dose
from tracker.treatment.services import doses as services
from tracker.treatment.services.reading import MOST_MEDICINES, dose_lines, months_of_medicine, recent_medicines
from tracker.treatment.views.base import asked_day, at_now, blueprint, now_or_elsewhere
from tracker.web import gate, paging, turned, undo_banner
from tracker.web.acting import answer, author
from tracker.web.days import to_day
from tracker.web.forms import BaseForm
from tracker.web.limits import takes
from tracker.web.refusals import form_page, refusal
from tracker.web.transactions import commit, db_session
from tracker.web.turned import here
from tracker.wording import painkillers
from tracker.wording.language import _
from tracker.wording.treatment import ASKED, DAY_TO_COME, DOSE_NEEDED

PAGE_SIZE = 50
FROM_A_DAY = frozenset({"today", "day"})


@blueprint.get("/patients/<uuid:patient_id>/medication")
@gate.record(Action.READ)
def medication(patient_id: UUID) -> ResponseReturnValue:
    return _list_page(patient_id)


def _list_page(patient_id: UUID, form: BaseForm | None = None) -> Response:
    number = paging.page_number()
    lines = dose_lines(db_session(), patient_id, PAGE_SIZE + 1, PAGE_SIZE * (number - 1))
    return form_page(
        "treatment/medication.html",
        refusal(form),
        page=paging.cut(lines, number, PAGE_SIZE),
        medicines=recent_medicines(db_session(), patient_id)[:MOST_MEDICINES],
        months=months_of_medicine(db_session(), patient_id, gate.patient().today()) if number == 1 else (),
        about=painkillers,
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
    if form.is_submitted() and (was := turned.page_meant_now(form.day.data, form.clock.data)) is not None:
        return turned.ask(form.name.data or ASKED["medicine"], was, turned.now_or_then(was, at_now(now)))

    def act() -> UUID:
        return services.add_dose(db_session(), form.id.data, form.facts(gate.patient().zone), author())

    return answer(form, act, lambda: _form_page(form), partial(_onward, form))


@blueprint.route("/patients/<uuid:patient_id>/medication/<uuid:dose_id>", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(DoseForm)
def dose(patient_id: UUID, dose_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Dose, patient_id, dose_id)
    if row.none_taken:
        abort(404)
    base = services.facts_of(row)
    form = DoseForm(data=initial(base)).about(Dose.__tablename__, dose_id)
    if base.time_unknown:
        form.allow_no_time()

    def act() -> UUID | None:
        return services.change_dose(db_session(), row, form.facts(gate.patient().zone, base), author())

    return answer(form, act, lambda: _form_page(form, row), partial(_onward, form))


@blueprint.post("/patients/<uuid:patient_id>/medication/again")
@gate.record(Action.WRITE)
def dose_again(patient_id: UUID) -> ResponseReturnValue:
    form = OneTapForm()
    if (was := turned.page_was()) is not None:
        then = url_for("treatment.new_dose", patient_id=patient_id, day=was.date(), like=form.dose_id.data)
        return turned.ask(form.said.data or ASKED["medicine"], was, now_or_elsewhere(was, then))

    def act() -> UUID:
        source = form.dose_id.data
        if source is None:
            raise Problems({"dose_id": _(DOSE_NEEDED)})
        return services.take_again(db_session(), form.id.data, source, author(), said=form.said.data)

    return answer(form, act, lambda: _list_page(patient_id, form), _to_list)


@blueprint.post("/patients/<uuid:patient_id>/medication/none")
@gate.record(Action.WRITE)
def none_taken(patient_id: UUID) -> ResponseReturnValue:
    form, today = NoneTakenForm(), turned.today()
    if (was := turned.page_was()) is not None and form.day.data in {None, was.date()}:
        ways = (
            turned.Way(turned.now_words(), request.path, turned.sent(day=today)),
            turned.Way(turned.then_words(was), request.path, turned.sent(day=was.date())),
        )
        return turned.ask(ASKED["took_none"], was, ways)

    def act() -> UUID:
        day = form.day.data or today
        if day > gate.patient().today():
            raise Problems({"day": _(DAY_TO_COME)})
        return services.say_none_taken(db_session(), form.id.data, day, author())

    def onward(saved: UUID | None) -> Response:
        if request.form.get("from") in FROM_A_DAY:
            return to_day(form.day.data or today, saved)
        return _to_list(saved)

    return answer(form, act, lambda: _list_page(patient_id, form), onward)


@blueprint.post("/patients/<uuid:patient_id>/medication/<uuid:dose_id>/delete")
@gate.record(Action.WRITE)
def delete_dose(patient_id: UUID, dose_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Dose, patient_id, dose_id)
    saved = services.delete_dose(db_session(), row, author())
    commit()
    return _to_list(saved)


def _onward(form: DoseForm, saved: UUID | None) -> Response:
    """Back to the day it came from, or to the list."""
    return _to_list(saved) if asked_day() is None else to_day(form.day.data, saved)


def _to_list(saved: UUID | None) -> Response:
    return undo_banner.go_on("treatment.medication", patient_id=gate.patient().id, saved=saved)


def _first_values(patient_id: UUID, now: datetime) -> dict[str, Any]:
    """Now; of an earlier day (`?day=`) without a time, and with the medicine of an earlier dose (`?like=`)."""
    day = asked_day()
    values = {"day": day} if day is not None and day < now.date() else when(now)
    return values | _medicine_of(patient_id, parsing.readable(parsing.identifier, request.args.get("like")))


def _medicine_of(patient_id: UUID, dose_id: UUID | None) -> dict[str, Any]:
    """What is taken again; nothing where that dose is gone."""
    try:
        source = None if dose_id is None else row_writing.get(db_session(), Dose, patient_id, dose_id)
    except row_writing.NotFound:
        return {}
    return {} if source is None else {"name": source.name, "amount": source.amount, "unit": source.unit}


def _form_page(form: DoseForm, row: Dose | None = None) -> Response:
    medicines = recent_medicines(db_session(), gate.patient().id)
    return form_page("treatment/dose.html", form, row=row, medicines=medicines)
