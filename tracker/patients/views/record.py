"""Pages about the record itself: set-up, episode, cautions, function, undo and what was deleted."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.domain.safety.warning_signs import needs_help
from tracker.domain.sharing.access import Action
from tracker.patients.forms import (
    SCORED,
    ActivitiesForm,
    CautionsForm,
    EpisodeForm,
    FunctionScoresForm,
    SafetyForm,
    note_of,
)
from tracker.patients.models import Episode
from tracker.patients.services import history, record
from tracker.patients.services.cautions import KnownCautions, read_cautions, save_cautions, take_up_again
from tracker.web import clock, gate
from tracker.web.acting import author
from tracker.web.forms import BaseForm
from tracker.web.limits import takes
from tracker.web.navigation import safe_next
from tracker.web.refusals import UNFIT, form_page
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on
from tracker.wording.patients import noted_words
from tracker.wording.warning_signs import EMERGENCY, URGENT

blueprint = Blueprint("patients", __name__)
STEPS = 3


@blueprint.post("/record/new")
@gate.signed_in
def start_record() -> ResponseReturnValue:
    """A diary for an account that has none, such as a practitioner's."""
    patient_id = record.start_record(db_session(), gate.viewer().account_id, clock.now())
    commit()
    return go_on("patients.set_up", patient_id=patient_id, step=1)


@blueprint.route("/patients/<uuid:patient_id>/set-up/1", methods=["GET", "POST"], defaults={"step": 1})
@blueprint.route("/patients/<uuid:patient_id>/episode", methods=["GET", "POST"], defaults={"step": None})
@gate.record(Action.WRITE)
@takes(EpisodeForm)
def episode(patient_id: UUID, step: int | None) -> ResponseReturnValue:
    known = record.find_episode(db_session(), patient_id)
    form = EpisodeForm(obj=known).about(Episode.__tablename__, None if known is None else known.id)
    if form.validate_on_submit():
        saved = record.save_episode(db_session(), form.values(), author())
        commit()
        if step:
            return go_on("patients.set_up", patient_id=patient_id, step=2)
        return go_on("patients.episode", patient_id=patient_id, saved=saved)
    return _page("patients/episode.html", form, step=step)


@blueprint.route("/patients/<uuid:patient_id>/set-up/2", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(SafetyForm)
def safety(patient_id: UUID) -> ResponseReturnValue:
    """The second step of set-up."""
    known = record.find_episode(db_session(), patient_id)
    signs = () if known is None or known.ended_on is not None else known.warning_signs or ()
    notes = _notes(read_cautions(db_session(), patient_id))
    form = SafetyForm.of(notes, country=gate.patient().country, warning_signs=signs)
    if form.validate_on_submit():
        saved = save_cautions(db_session(), form.notes(), author())
        record.set_country(db_session(), patient_id, form.country.data)
        if form.warning_signs.data != signs:
            signs_given = form.warning_signs.data
            noted = record.note_warning_signs(db_session(), signs_given, author(), brought_by=saved)
            saved = saved or noted
        commit()
        if needs_help(form.warning_signs.data):
            came_from: dict[str, Any] = {"from": "set-up"}
            then = url_for("patients.course_step", patient_id=patient_id, saved=saved)
            return redirect(url_for("guide.help_now", then=then, **came_from), 303)
        return go_on("patients.course_step", patient_id=patient_id, saved=saved)
    return _page("patients/safety.html", form, step=2, emergency=EMERGENCY, urgent=URGENT)


@blueprint.route("/patients/<uuid:patient_id>/set-up/3", methods=["GET", "POST"])
@gate.record(Action.WRITE)
def course_step(patient_id: UUID) -> ResponseReturnValue:
    """The third step of set-up: plan a course now, or go and log the first day."""
    if request.method == "POST":
        record.finish_set_up(db_session(), patient_id, clock.now())
        commit()
        plan = request.form.get("then") == "course"
        return go_on("treatment.new_course" if plan else "dashboard.today", patient_id=patient_id)
    return render_template("patients/course_step.html", step=STEPS, steps=STEPS)


@blueprint.get("/patients/<uuid:patient_id>/set-up/start/<int:step>")
@gate.record(Action.WRITE)
def set_up(patient_id: UUID, step: int) -> ResponseReturnValue:
    """One address for any step, so that others need not know which page it is."""
    endpoint = {1: "patients.episode", 2: "patients.safety", STEPS: "patients.course_step"}.get(step)
    if endpoint is None:
        abort(404)
    return redirect(url_for(endpoint, patient_id=patient_id, step=1 if step == 1 else None))


@blueprint.route("/patients/<uuid:patient_id>/cautions", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(CautionsForm)
def cautions(patient_id: UUID) -> ResponseReturnValue:
    known = read_cautions(db_session(), patient_id)
    form = CautionsForm.of(_notes(known))
    for row in known.live:
        form[note_of(row.kind)].description = noted_words(row.noted_on, row.confirmed_on)
    if form.validate_on_submit():
        saved = save_cautions(db_session(), form.notes(), author())
        commit()
        return go_on("patients.cautions", patient_id=patient_id, saved=saved, done=None if saved else 1)
    return _page("patients/cautions.html", form, known=known, done=request.args.get("done") == "1")


@blueprint.post("/patients/<uuid:patient_id>/cautions/<uuid:caution_id>/again")
@gate.record(Action.WRITE)
def caution_again(patient_id: UUID, caution_id: UUID) -> ResponseReturnValue:
    """An ended caution applies again."""
    saved = take_up_again(db_session(), caution_id, author())
    commit()
    return go_on("patients.cautions", patient_id=patient_id, saved=saved)


def _notes(known: KnownCautions) -> dict[str, str | None]:
    return {row.kind: row.note for row in known.live}


@blueprint.route("/patients/<uuid:patient_id>/function", methods=["GET", "POST"])
@gate.record(Action.WRITE)
def function(patient_id: UUID) -> ResponseReturnValue:
    """Score the named activities; naming them comes first."""
    named = record.activities(db_session(), patient_id)
    if not named:
        return redirect(url_for("patients.activities", patient_id=patient_id))
    today = gate.patient().today()
    fields = {f"{SCORED}{activity.id.hex}": activity for activity in named}
    form = FunctionScoresForm.for_activities(
        {field: activity.name for field, activity in fields.items()},
        {field: activity.score if activity.scored_on == today else None for field, activity in fields.items()},
    )
    form.blame_gone(request.form)
    if form.validate_on_submit():
        scores = {fields[name].id: score for name, score in form.given().items()}
        saved = record.save_function_scores(db_session(), scores, author())
        commit()
        return go_on("patients.function", patient_id=patient_id, saved=saved, done=None if saved else len(scores))
    past = record.function_history(db_session(), patient_id)
    return _page("patients/function.html", form, fields=fields, past=past, done=request.args.get("done", "0") != "0")


@blueprint.route("/patients/<uuid:patient_id>/function/activities", methods=["GET", "POST"])
@gate.record(Action.WRITE)
def activities(patient_id: UUID) -> ResponseReturnValue:
    named = record.activities(db_session(), patient_id)
    form = ActivitiesForm(data={f"activity_{number}": row.name for number, row in enumerate(named, start=1)})
    if form.validate_on_submit():
        saved = record.save_activities(db_session(), form.names(), author())
        commit()
        return go_on("patients.function" if form.names() else "dashboard.more", patient_id=patient_id, saved=saved)
    return _page("patients/activities.html", form)


@blueprint.post("/patients/<uuid:patient_id>/undo/<uuid:revision_id>")
@gate.record(Action.UNDO)
def undo(patient_id: UUID, revision_id: UUID) -> ResponseReturnValue:
    """Take one change back, and go on where the button was. It follows the right to write, as it stands now."""
    try:
        history.undo(db_session(), revision_id, author(), may_do=gate.may_now)
    except history.MayNotUndo:
        abort(404)
    except history.NothingToUndo:
        return render_template("patients/nothing_to_undo.html"), UNFIT
    commit()
    target = safe_next(request.form.get("next")) or url_for(
        f"dashboard.{'today' if gate.patient().is_own else 'progress'}", patient_id=patient_id
    )
    path = target.split("?")[0]
    return redirect(f"{path}?saved={revision_id}", 303)


@blueprint.get("/patients/<uuid:patient_id>/deleted")
@gate.record(Action.WRITE)
def bin(patient_id: UUID) -> ResponseReturnValue:  # noqa: A001, ARG001 - the gate has judged by it
    rows = history.deleted(db_session(), author())
    return render_template("patients/bin.html", rows=rows, zone=gate.patient().zone, today=gate.patient().today())


def _page(template: str, form: BaseForm, **values: object) -> Response:
    return form_page(template, form, steps=STEPS, **values)
