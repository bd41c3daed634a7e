"""Review notes: the writer's page with their own notes, and the owner's with all of them."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.correspondence.forms import AnswerForm, NoteCorrectionForm, NoteForm
from tracker.correspondence.models import ReviewNote
from tracker.correspondence.services import notes as services
from tracker.correspondence.views.base import blueprint
from tracker.domain.sharing.access import Action
from tracker.patients.services import row_writing
from tracker.web import gate, paging, undo_banner
from tracker.web.acting import act_on, author, writer
from tracker.web.forms import BaseForm
from tracker.web.limits import takes
from tracker.web.navigation import order_asked
from tracker.web.refusals import form_page
from tracker.web.transactions import db_session
from tracker.wording.correspondence import NOTE_CORRECTED
from tracker.wording.language import _

PAGE_SIZE = 20


@blueprint.route("/patients/<uuid:patient_id>/notes", methods=["GET", "POST"])
@gate.record(Action.READ, posting=Action.COMMENT)
@takes(NoteForm)
def notes(patient_id: UUID) -> ResponseReturnValue:
    form = NoteForm()
    done = act_on(form, lambda: services.write_note(db_session(), form.id.data, form.text.data, author()))
    if done is None:
        return _list(patient_id, form)
    return undo_banner.go_on("correspondence.notes", patient_id=patient_id, sort=order_asked(), saved=done.change)


@blueprint.route("/patients/<uuid:patient_id>/notes/<uuid:note_id>", methods=["GET", "POST"])
@gate.record(Action.COMMENT)
@takes(NoteCorrectionForm)
def note(patient_id: UUID, note_id: UUID) -> ResponseReturnValue:
    row = _own_note(patient_id, note_id)
    form = NoteCorrectionForm(obj=row).about(ReviewNote.__tablename__, note_id)
    done = act_on(form, lambda: services.correct_note(db_session(), row, form.text.data, author()))
    if done is None:
        return form_page("correspondence/note.html", form, note=row, zone=gate.patient().zone)
    return undo_banner.go_on("correspondence.notes", patient_id=patient_id, sort=order_asked(), saved=done.change)


@blueprint.post("/patients/<uuid:patient_id>/notes/<uuid:note_id>/delete")
@gate.record(Action.COMMENT)
def delete_note(patient_id: UUID, note_id: UUID) -> ResponseReturnValue:
    row = _own_note(patient_id, note_id)
    saved = services.delete_note(db_session(), row, author())
    return undo_banner.commit_and_go_on("correspondence.notes", patient_id=patient_id, sort=order_asked(), saved=saved)


@blueprint.post("/patients/<uuid:patient_id>/notes/<uuid:note_id>/read")
@gate.record(Action.WRITE)
def read(patient_id: UUID, note_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), ReviewNote, patient_id, note_id)
    form = BaseForm()
    if row.read_at is None:
        form.tell(_(NOTE_CORRECTED), text=row.text)
    done = act_on(form, lambda: services.mark_read(db_session(), row, author()))
    if done is None:
        return _list(patient_id, form)
    on = "dashboard.today" if request.form.get("from") == "today" else "correspondence.notes"
    return undo_banner.go_on(on, patient_id=patient_id, saved=done.change)


@blueprint.post("/patients/<uuid:patient_id>/notes/<uuid:note_id>/answer")
@gate.record(Action.WRITE)
@takes(AnswerForm)
def answer(patient_id: UUID, note_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), ReviewNote, patient_id, note_id)
    form = AnswerForm(obj=row).about(ReviewNote.__tablename__, note_id)
    done = act_on(form, lambda: services.answer_note(db_session(), row, form.answer.data, author()))
    if done is None:
        return form_page("correspondence/answer.html", form, note=row, zone=gate.patient().zone)
    return undo_banner.go_on("correspondence.notes", patient_id=patient_id, saved=done.change, anchor=f"note-{note_id}")


def _own_note(patient_id: UUID, note_id: UUID) -> ReviewNote:
    return row_writing.get_own(db_session(), ReviewNote, patient_id, note_id, gate.viewer().account_id)


def _list(patient_id: UUID, form: BaseForm) -> Response:
    number, patient = paging.page_number(), gate.patient()
    lines = services.notes_of(db_session(), patient_id, writer(), PAGE_SIZE + 1, (number - 1) * PAGE_SIZE)
    return form_page(
        "correspondence/notes.html" if patient.is_own else "correspondence/written.html",
        form,
        page=paging.cut(lines, number, PAGE_SIZE),
        zone=patient.zone,
    )
