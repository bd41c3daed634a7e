"""Pages about the record itself: episode, warning signs, cautions, function, undo and what was deleted."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.safety.warning_signs import needs_help
from tracker.domain.sharing.access import Action
from tracker.patients.forms import (
    SCORED,
    ActivitiesForm,
    CautionsForm,
    EpisodeForm,
    FunctionScoresForm,
    SignsForm,
    note_of,
)
from tracker.patients.models import Episode
from tracker.patients.services import history, record
from tracker.patients.services.cautions import KnownCautions, read_cautions, save_cautions, take_up_again
from tracker.web import clock, gate
from tracker.web.acting import answer, author
from tracker.web.limits import takes
from tracker.web.navigation import safe_next
from tracker.web.refusals import UNFIT, form_page
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import commit_and_go_on, go_on
from tracker.wording.patients import noted_words

blueprint = Blueprint("patients", __name__)


@blueprint.post("/record/new")
@gate.signed_in
def start_record() -> ResponseReturnValue:
    """A diary for an account that has none, such as a practitioner's."""
    patient_id = record.start_record(db_session(), gate.viewer().account_id, clock.now())
    return commit_and_go_on("dashboard.today", patient_id=patient_id)


@blueprint.route("/patients/<uuid:patient_id>/episode", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(EpisodeForm)
def episode(patient_id: UUID) -> ResponseReturnValue:
    known = record.find_episode(db_session(), patient_id)
    form = EpisodeForm(obj=known).about(Episode.__tablename__, None if known is None else known.id)

    def act() -> UUID | None:
        saved = record.save_episode(db_session(), form.values(), author())
        if saved is None:
            record.settle_card(db_session(), patient_id, "episode")
        return saved

    return answer(
        form,
        act,
        lambda: form_page("patients/episode.html", form),
        lambda saved: go_on("patients.episode", patient_id=patient_id, saved=saved),
    )


@blueprint.route("/patients/<uuid:patient_id>/signs", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(SignsForm)
def signs(patient_id: UUID) -> ResponseReturnValue:
    """What cannot wait, asked in the first days and open to change after."""
    known = record.find_episode(db_session(), patient_id)
    before = () if known is None or known.ended_on is not None else known.warning_signs or ()
    form = SignsForm(data={"warning_signs": before, "country": gate.patient().country})
    if form.validate_on_submit():
        record.set_country(db_session(), patient_id, form.country.data)
        saved = None
        if form.warning_signs.data != before:
            saved = record.note_warning_signs(db_session(), form.warning_signs.data, author())
        commit()
        if needs_help(form.warning_signs.data):
            came_from: dict[str, Any] = {"from": "signs"}
            then = url_for("dashboard.today", patient_id=patient_id, saved=saved)
            return redirect(url_for("guide.help_now", then=then, **came_from), 303)
        return go_on("dashboard.today", patient_id=patient_id, saved=saved)
    return form_page("patients/signs.html", form)


@blueprint.post("/patients/<uuid:patient_id>/cards/<any(signs, episode, cautions, activities, sharing):card>/put-away")
@gate.record(Action.WRITE)
def put_away(patient_id: UUID, card: str) -> ResponseReturnValue:
    """A card of the first weeks comes no more. What it asks for stays where it is under More."""
    record.settle_card(db_session(), patient_id, card)
    return commit_and_go_on("dashboard.today", patient_id=patient_id)


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
        if saved is None:
            record.settle_card(db_session(), patient_id, "cautions")
        return commit_and_go_on("patients.cautions", patient_id=patient_id, saved=saved, done=None if saved else 1)
    return form_page("patients/cautions.html", form, known=known, done=request.args.get("done") == "1")


@blueprint.post("/patients/<uuid:patient_id>/cautions/<uuid:caution_id>/again")
@gate.record(Action.WRITE)
def caution_again(patient_id: UUID, caution_id: UUID) -> ResponseReturnValue:
    """An ended caution applies again."""
    saved = take_up_again(db_session(), caution_id, author())
    return commit_and_go_on("patients.cautions", patient_id=patient_id, saved=saved)


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
        return commit_and_go_on(
            "patients.function", patient_id=patient_id, saved=saved, done=None if saved else len(scores)
        )
    past = record.function_history(db_session(), patient_id)
    return form_page(
        "patients/function.html", form, fields=fields, past=past, done=request.args.get("done", "0") != "0"
    )


@blueprint.route("/patients/<uuid:patient_id>/function/activities", methods=["GET", "POST"])
@gate.record(Action.WRITE)
def activities(patient_id: UUID) -> ResponseReturnValue:
    named = record.activities(db_session(), patient_id)
    form = ActivitiesForm(data={f"activity_{number}": row.name for number, row in enumerate(named, start=1)})
    if form.validate_on_submit():
        saved = record.save_activities(db_session(), form.names(), author())
        return commit_and_go_on(
            "patients.function" if form.names() else "dashboard.more", patient_id=patient_id, saved=saved
        )
    return form_page("patients/activities.html", form)


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
