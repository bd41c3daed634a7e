"""Pages about one entry: a new moment, correcting, deleting."""

from datetime import date, time
from uuid import UUID

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from tracker.diary.forms import DatedEntryForm, MomentForm, NewMomentForm, answered, from_set_up
from tracker.diary.services import reading, writing
from tracker.diary.services.reading import StoredEntry
from tracker.diary.views.base import blueprint
from tracker.diary.views.days import about_entry, onward, side_in_set_up
from tracker.domain.scores.daily import DAILY
from tracker.domain.scores.entry import EntryFacts
from tracker.domain.sharing.access import Action
from tracker.domain.values import parsing
from tracker.domain.values.facts import values_of
from tracker.web import clock, gate, turned
from tracker.web.acting import answer, author
from tracker.web.days import to_day
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.wording import formats
from tracker.wording.diary import ASKED


@blueprint.route("/patients/<uuid:patient_id>/moments/new", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(NewMomentForm)
def new_moment(patient_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 - the gate has judged by it
    """How it is right now, or was at another time."""
    form = NewMomentForm(data=_now_or_day())
    if not form.is_submitted():
        from_set_up(form, side_in_set_up)
    if form.is_submitted() and (was := turned.page_meant_now(form.for_date.data, form.for_time.data)) is not None:
        now = turned.here()
        fields = turned.sent(for_date=now.date(), for_time=formats.clock(now))
        return turned.ask(ASKED["moment"], was, turned.now_or_then(was, fields), signs=form.warning_signs.data)

    def act() -> UUID:
        facts = answered(form, EntryFacts(kind="moment", for_date=form.for_date.data))
        return writing.save_moment(db_session(), form.id.data, facts, author())

    return answer(form, act, lambda: _moment_page(form), lambda saved: onward(form, form.for_date.data, saved))


@blueprint.route("/patients/<uuid:patient_id>/entries/<uuid:entry_id>", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(DatedEntryForm, MomentForm)
def entry(patient_id: UUID, entry_id: UUID) -> ResponseReturnValue:
    """Correct a day's entry or a moment."""
    found = _get(patient_id, entry_id)
    form = about_entry(_form_of(found.facts), found)
    return answer(
        form,
        lambda: writing.change_entry(db_session(), entry_id, answered(form, found.facts), author()),
        lambda: _entry_page(found, form),
        lambda saved: onward(form, form.for_date.data, saved),
    )


@blueprint.post("/patients/<uuid:patient_id>/entries/<uuid:entry_id>/delete")
@gate.record(Action.WRITE)
def delete_entry(patient_id: UUID, entry_id: UUID) -> ResponseReturnValue:
    found = _get(patient_id, entry_id)
    saved = writing.delete_entry(db_session(), entry_id, author())
    commit()
    return to_day(found.facts.for_date, saved)


def _get(patient_id: UUID, entry_id: UUID) -> StoredEntry:
    found = reading.find_entry(db_session(), patient_id, entry_id)
    return abort(404) if found is None else found


def _form_of(facts: EntryFacts) -> DatedEntryForm | MomentForm:
    values = values_of(facts)
    if facts.kind == DAILY:
        return DatedEntryForm(data=values)
    if not facts.time_unknown:
        return MomentForm(data=values)
    form = MomentForm(data=values | {"for_time": None})
    form.for_time.allow_unknown()
    return form


def asked_day() -> date:
    """The day named in the address, or else today."""
    today = gate.patient().today()
    return min(parsing.readable(parsing.day, request.args.get("day")) or today, today)


def _now_or_day() -> dict[str, date | time | None]:
    local, asked = clock.now().astimezone(gate.patient().zone), asked_day()
    now = local.time() if asked == local.date() else None
    return {"for_date": asked, "for_time": now}


def _moment_page(form: MomentForm) -> ResponseReturnValue:
    action = url_for("diary.new_moment", patient_id=gate.patient().id)
    return form_page("diary/moment.html", form, action=action, entry=None)


def _entry_page(found: StoredEntry, form: DatedEntryForm | MomentForm) -> ResponseReturnValue:
    template = "diary/entry.html" if found.facts.kind == DAILY else "diary/moment.html"
    action = url_for("diary.entry", patient_id=gate.patient().id, entry_id=found.id)
    return form_page(template, form, day=found.facts.for_date, action=action, entry=found)
