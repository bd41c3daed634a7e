"""The pages of experiments on oneself: all of them, a new one, and one as it stands."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from tracker.charts.two_groups import TwoGroups, two_groups
from tracker.diary.services.reading import recent_warning_signs
from tracker.domain.learning.experiment import BLOCK_DAYS_DEFAULT, PAIRS_DEFAULT, Arm, scored_days
from tracker.domain.learning.experiment_result import mean_in
from tracker.domain.sharing.access import Action
from tracker.experiments.forms import ExperimentForm
from tracker.experiments.models import Experiment
from tracker.experiments.services import writing
from tracker.experiments.services.reading import Told, read_experiments, read_one
from tracker.patients.services import row_writing
from tracker.storage.rows import rows_of
from tracker.web import gate, undo_banner
from tracker.web.acting import act_on, author
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import db_session
from tracker.wording import experiments as wording

blueprint = Blueprint("experiments", __name__)


@blueprint.get("/patients/<uuid:patient_id>/experiments")
@gate.record(Action.READ)
def experiments(patient_id: UUID) -> ResponseReturnValue:
    found = read_experiments(partial(rows_of, db_session()), patient_id, gate.patient().today())
    return render_template("experiments/experiments.html", found=found, said=wording)


@blueprint.route("/patients/<uuid:patient_id>/experiments/new", methods=["GET", "POST"])
@gate.record(Action.WRITE)
@takes(ExperimentForm)
def new_experiment(patient_id: UUID) -> ResponseReturnValue:
    form = ExperimentForm().suggest(
        outcome="leg_pain",
        block_days=BLOCK_DAYS_DEFAULT,
        pairs_planned=PAIRS_DEFAULT,
        started_on=gate.patient().today() + timedelta(days=1),
    )
    done = act_on(form, lambda: writing.plan_experiment(db_session(), form.id.data, form.facts(), author()))
    if done is None:
        around = writing.surroundings(db_session(), author())
        return form_page("experiments/new.html", form, around=around, said=wording)
    return undo_banner.go_on(
        "experiments.experiment", patient_id=patient_id, experiment_id=form.id.data, saved=done.change
    )


@blueprint.get("/patients/<uuid:patient_id>/experiments/<uuid:experiment_id>")
@gate.record(Action.READ)
def experiment(patient_id: UUID, experiment_id: UUID) -> ResponseReturnValue:
    one = read_one(partial(rows_of, db_session()), patient_id, experiment_id, gate.patient().today())
    if one is None:
        abort(404)
    signs = recent_warning_signs(db_session(), patient_id, gate.patient().today()) if one.unfinished else ()
    return render_template(
        "experiments/experiment.html",
        one=one,
        said=wording,
        picture=_picture(one),
        scored=lambda block: len(scored_days(block, one.scores, one.standing.ended_on)),
        mean=mean_in,
        signs=signs,
    )


@blueprint.post("/patients/<uuid:patient_id>/experiments/<uuid:experiment_id>/stop")
@gate.record(Action.WRITE)
def stop(patient_id: UUID, experiment_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Experiment, patient_id, experiment_id)
    saved = writing.stop_experiment(db_session(), row, author())
    return undo_banner.commit_and_go_on(
        "experiments.experiment", patient_id=patient_id, experiment_id=experiment_id, saved=saved
    )


@blueprint.post("/patients/<uuid:patient_id>/experiments/<uuid:experiment_id>/delete")
@gate.record(Action.WRITE)
def delete(patient_id: UUID, experiment_id: UUID) -> ResponseReturnValue:
    row = row_writing.get(db_session(), Experiment, patient_id, experiment_id)
    saved = writing.delete_experiment(db_session(), row, author())
    return undo_banner.commit_and_go_on("experiments.experiments", patient_id=patient_id, saved=saved)


def _picture(one: Told) -> TwoGroups | None:
    """The counted days of both arms over their days, once it has ended."""
    if one.result is None or not one.blocks:
        return None
    first = one.schedule.first
    dots = {
        arm: [
            ((day - first).days, one.scores[day])
            for block in one.blocks
            if block.arm is arm
            for day in scored_days(block, one.scores, one.standing.ended_on)
        ]
        for arm in Arm
    }
    return two_groups((one.schedule.last - first).days + 1, dots[Arm.A], dots[Arm.B])
