"""Review notes: the writer's page with their own notes, and the owner's with all of them."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.correspondence.forms import AnswerForm, NoteCorrectionForm, NoteForm
from tracker.correspondence.models import ReviewNote
from tracker.correspondence.services import notes as services
from tracker.correspondence.views.base import attempt, blueprint, writer
from tracker.domain.sharing.access import Action
from tracker.patients.services import row_writing
from tracker.sharing.views.acting import by_practitioner
from tracker.treatment.views.base import author
from tracker.web import gate, paging, undo_banner
from tracker.web.forms import BaseForm
from tracker.web.limits import takes
from tracker.web.transactions import db_session
from tracker.wording.correspondence import NOTE_CORRECTED
from tracker.wording.language import _

PAGE_SIZE = 20


@blueprint.route("/patients/<uuid:patient_id>/notes", methods=["GET", "POST"])
@gate.record(Action.READ, posting=Action.COMMENT)
@takes(NoteForm)
def notes(patient_id: UUID) -> ResponseReturnValue:
    form = NoteForm()
    if not form.is_submitted():
        return _list(patient_id, form)

    def act() -> UUID:
        name = by_practitioner().name
        return services.write_note(db_session(), patient_id, form.id.data, form.text.data, author(), by_name=name)

    done, revision_id = attempt(form, act)
    if not done:
        return _list(patient_id, form), 422
    return undo_banner.go_on("correspondence.notes", patient_id=patient_id, saved=revision_id)


@blueprint.route("/patients/<uuid:patient_id>/notes/<uuid:note_id>", methods=["GET", "POST"])
@gate.record(Action.COMMENT)
@takes(NoteCorrectionForm)
def note(patient_id: UUID, note_id: UUID) -> ResponseReturnValue:
    row = _own_note(patient_id, note_id)
    form = NoteCorrectionForm(obj=row).about(ReviewNote.__tablename__, note_id)
    if not form.is_submitted():
        return _correction(form, row)
    done, revision_id = attempt(form, lambda: services.correct_note(db_session(), row, form.text.data, author()))
    if not done:
        return _correction(form, row), 422
    return undo_banner.go_on("correspondence.notes", patient_id=patient_id, saved=revision_id)


@blueprint.post("/patients/<uuid:patient_id>/notes/<uuid:note_id>/delete")
@gate.record(Action.COMMENT)
def delete_note(patient_id: UUID, note_id: UUID) -> ResponseReturnValue:
    row = _own_note(patient_id, note_id)
    _done, revision_id = attempt(BaseForm(), lambda: services.delete_note(db_session(), row, author()))
    return undo_banner.go_on("correspondence.notes", patient_id=patient_id, saved=revision_id)


@blueprint.post("/patients/<uuid:patient_id>/notes/<uuid:note_id>/read")
@gate.record(Action.WRITE)
def read(patient_id: UUID, note_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), ReviewNote, patient_id, note_id)
    form = BaseForm()
    if row.read_at is None:
        form.tell(_(NOTE_CORRECTED), text=row.text)
    done, revision_id = attempt(form, lambda: services.mark_read(db_session(), row, author()))
    if not done:
        return _list(patient_id, form), 422
    on = "dashboard.today" if request.form.get("from") == "today" else "correspondence.notes"
    return undo_banner.go_on(on, patient_id=patient_id, saved=revision_id)


@blueprint.post("/patients/<uuid:patient_id>/notes/<uuid:note_id>/answer")
@gate.record(Action.WRITE)
@takes(AnswerForm)
def answer(patient_id: UUID, note_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), ReviewNote, patient_id, note_id)
    form = AnswerForm(obj=row).about(ReviewNote.__tablename__, note_id)
    done, revision_id = attempt(form, lambda: services.answer_note(db_session(), row, form.answer.data, author()))
    if not done:
        return render_template("correspondence/answer.html", form=form, note=row, zone=gate.patient().zone), 422
    return undo_banner.go_on("correspondence.notes", patient_id=patient_id, saved=revision_id, anchor=f"note-{note_id}")


def _own_note(patient_id: UUID, note_id: UUID) -> ReviewNote:
    return services.own_note(db_session(), patient_id, note_id, gate.viewer().account_id)


def _list(patient_id: UUID, form: BaseForm) -> str:
    number, patient = paging.page_number(), gate.patient()
    lines = services.notes_of(db_session(), patient_id, writer(), PAGE_SIZE + 1, (number - 1) * PAGE_SIZE)
    return render_template(
        "correspondence/notes.html" if patient.is_own else "correspondence/written.html",
        form=form,
        page=paging.cut(lines, number, PAGE_SIZE),
        zone=patient.zone,
    )


def _correction(form: NoteCorrectionForm, row: ReviewNote) -> str:
    return render_template("correspondence/note.html", form=form, note=row, zone=gate.patient().zone)
