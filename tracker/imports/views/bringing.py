"""A file that waits: read, looked at with its questions, brought in or given up."""

from typing import Any, Final
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from tracker.domain.sharing.access import Action
from tracker.importers.kept import Told, each_left
from tracker.importers.ours import CODE as OURS
from tracker.importers.recognising import BY_CODE
from tracker.imports.forms import BRING, AppForm, BringForm, form_of
from tracker.imports.services import storing, writing
from tracker.imports.services.comparing import Fate, Outcome, compare
from tracker.imports.services.reading import State
from tracker.imports.services.remembering import remember
from tracker.imports.services.waiting import Waiting
from tracker.imports.views import own
from tracker.imports.views.common import again, as_before, away, blueprint, done, read_now, readers, room, waiting_file
from tracker.web import clock, gate
from tracker.web.acting import author
from tracker.web.extensions import db
from tracker.web.lanes import makes_file
from tracker.web.paging import cut, page_number
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.wording import bringing as words
from tracker.wording.language import _

__all__ = ["blueprint"]
LEFT_AT_ONCE: Final = 100
REFRESH_SECONDS: Final = 2


@blueprint.get("/patients/<uuid:patient_id>/imports/file")
@gate.record(Action.WRITE)
@makes_file
def look(patient_id: UUID) -> Response:
    """How the file stands: being read or stored, to be asked about, or to be looked at."""
    waiting = waiting_file()
    if waiting is None:
        return away(patient_id, **{name: request.args[name] for name in ("brought",) if name in request.args})
    percent = writing.percent(waiting)
    if percent is not None:
        why = writing.stopped(waiting)
        if why is None:
            return _working(waiting, percent, storing_it=True)
        if storing.is_brought(db_session(), patient_id, waiting):  # the server ended before it threw the file away
            waiting.throw_away()
        return again(patient_id, note=why) if waiting.folder.exists() else done(patient_id, waiting)
    state = readers().state(waiting)
    if state is State.LATER:
        db.session.rollback()
        read_now(waiting)
        state = readers().state(waiting)
    if state in (State.READING, State.LATER):
        return _working(waiting, waiting.percent or 0, storing_it=False)
    told = waiting.told
    if told is None:
        return form_page("imports/stopped.html", None, waiting=waiting)
    return _shown(waiting, told)


def _working(waiting: Waiting, percent: int, *, storing_it: bool) -> Response:
    return form_page(
        "imports/working.html",
        None,
        waiting=waiting,
        percent=percent,
        storing_it=storing_it,
        seconds=REFRESH_SECONDS,
        brought=storing.import_id_of(waiting) if storing_it else None,
    )


def _shown(waiting: Waiting, told: Told, *, source: AppForm | None = None) -> Response:
    """What was read: why it cannot be, which app it is of, or the preview."""
    if told.source == OURS:
        return own.shown(waiting)
    if told.fault is not None or told.source not in BY_CODE:
        form = source or AppForm(formdata=None).among(_sources(told))
        return form_page("imports/app.html", form, waiting=waiting, told=told)
    outcome = _compared(gate.patient().id, waiting)
    return _preview(waiting, told, outcome, _form(waiting, told, outcome, None), request.args.get("note", ""))


def _compared(patient_id: UUID, waiting: Waiting) -> Outcome:
    """What would become of the file; nothing is held meanwhile, for that may take seconds."""
    db.session.rollback()
    return compare(db.engine, patient_id, waiting.folder, waiting.choices)


def _sources(told: Told) -> list[str]:
    """The apps that may be chosen: those that know the file, where they are several, else all."""
    known = [code for code in told.recognised if code in BY_CODE]
    return known if len(known) > 1 else list(BY_CODE)


def _form(waiting: Waiting, told: Told, outcome: Outcome, sent: Any) -> BringForm:
    choices = waiting.choices
    days = _days(outcome) if choices.existing == "ask" else []
    return form_of(told.asked, days, choices, told.refused, sent)


def _days(outcome: Outcome) -> list[str]:
    """The days that are asked about one by one: the first of them, for a page can hold so many."""
    return list(dict.fromkeys(one.values["for_date"].isoformat() for one in outcome.shown[Fate.KEPT]))


def _preview(waiting: Waiting, told: Told, outcome: Outcome, form: BringForm, note: str) -> Response:
    return form_page(
        "imports/preview.html",
        form,
        waiting=waiting,
        told=told,
        outcome=outcome,
        fates=Fate,
        mark=f"{waiting.mark}-{waiting.choices.edition}",
        apps=AppForm(formdata=None).among(list(BY_CODE)),
        clashes=outcome.of(Fate.KEPT, Fate.TAKES),
        note=_(words.UNREAD[note]) if note in words.UNREAD else "",
    )


@blueprint.post("/patients/<uuid:patient_id>/imports/file")
@gate.record(Action.WRITE)
@makes_file
def answer(patient_id: UUID) -> Response:
    """What is said of the file is kept, and shown anew where it changes what is read; or the file is brought in."""
    waiting = waiting_file()
    if waiting is None or writing.percent(waiting) is not None:
        return again(patient_id)
    told = waiting.told
    if told is not None and told.source == OURS:
        return own.answered(patient_id, waiting)
    if told is None or told.fault is not None or told.source not in BY_CODE or "source" in request.form:
        return _choose(patient_id, waiting, told)
    return _answered(patient_id, waiting, told)


def _answered(patient_id: UUID, waiting: Waiting, told: Told) -> Response:
    outcome = _compared(patient_id, waiting)
    form = _form(waiting, told, outcome, request.form)
    if not form.mark.text.startswith(f"{waiting.mark}-"):
        return again(patient_id, note="another")
    if not form.validate():
        return _preview(waiting, told, outcome, form, "")
    before = waiting.choices
    waiting = room().say(waiting, clock.now(), **_said(waiting, told, outcome, form))
    if waiting.choices.edition != before.edition:
        db.session.rollback()  # nothing is held while it is read
        return again(patient_id, note="answers" if read_now(waiting) else "later")
    if request.form.get("act") != BRING:
        return again(patient_id)
    if waiting.choices != before:
        outcome = _compared(patient_id, waiting)
        if form.seen.text != outcome.mark:
            return again(patient_id, note="answers")
    return _bring(patient_id, waiting, told, outcome)


def _said(waiting: Waiting, told: Told, outcome: Outcome, form: BringForm) -> dict[str, Any]:
    choices = waiting.choices
    days = dict(choices.days) | (form.days(_days(outcome)) if choices.existing == "ask" else {})
    answers = dict(choices.answers)
    # What holds and was not changed is no answer: another file of the same app may be read otherwise by then.
    answers |= {
        one.key: form.question(one).data
        for one in told.asked
        if form.question(one).data and (one.answered or form.question(one).data != one.answer or one.needed)
    }
    return {
        "answers": answers,
        "existing": form.existing.data or choices.existing,
        "days": days,
        "visits": form.visits.data == "others",
    }


def _bring(patient_id: UUID, waiting: Waiting, told: Told, outcome: Outcome) -> Response:
    """The yes: what the page told is stored, and nothing else."""
    form = _form(waiting, told, outcome, request.form)
    form.validate()
    if why := _why_not(told, outcome, form):
        form.form_errors.append(_(words.UNREAD[why]))
    elif told.refused and not form.leave.data:
        form.blame({"leave": _(words.UNREAD["leave"])})
    if form.any_errors:
        return _preview(waiting, told, outcome, form, "")
    work = storing.Work(waiting, str(told.source), told.rows, outcome.mark)
    remember(db_session(), gate.viewer().account_id, told, clock.now())
    if told.rows > writing.BESIDE_FROM:
        commit()
        writing.begin(db.engine, author(), work)
        return again(patient_id)
    try:
        storing.store(db_session(), author(), work)
        commit()
    except storing.AlreadyBrought:
        db.session.rollback()
    waiting.throw_away()
    return done(patient_id, waiting)


def _why_not(told: Told, outcome: Outcome, form: BringForm) -> str | None:
    """Why the yes cannot be taken."""
    if told.lacks:
        return "lacks"
    if form.seen.text != outcome.mark:
        return "changed"
    return None if outcome.written else "nothing"


def _choose(patient_id: UUID, waiting: Waiting, told: Told | None) -> Response:
    """Another app is chosen, or reading is tried again."""
    if told is not None:
        form = AppForm().among(_sources(told))
        if not form.validate():
            return _shown(waiting, told, source=form)
        waiting = room().say(waiting, clock.now(), source=form.source.data)
    db.session.rollback()
    return again(patient_id, **(as_before(waiting) if read_now(waiting) else {"note": "later"}))


@blueprint.post("/patients/<uuid:patient_id>/imports/file/cancel")
@gate.record(Action.WRITE)
@makes_file
def give_up(patient_id: UUID) -> Response:
    """The file is thrown away; nothing of it was kept."""
    waiting = waiting_file()
    if waiting is not None and writing.percent(waiting) is None:
        readers().stop(waiting)
        waiting.throw_away()
    return away(patient_id)


@blueprint.get("/patients/<uuid:patient_id>/imports/file/left-out")
@gate.record(Action.WRITE)
@makes_file
def left_out(patient_id: UUID) -> Response:
    """Every row that is left out, with why."""
    waiting = waiting_file()
    told = None if waiting is None else waiting.told
    if waiting is None or told is None:
        return away(patient_id)
    number = page_number()
    page = cut(each_left(waiting.folder, (number - 1) * LEFT_AT_ONCE, LEFT_AT_ONCE + 1), number, LEFT_AT_ONCE)
    return form_page("imports/left_out.html", None, waiting=waiting, page=page)
