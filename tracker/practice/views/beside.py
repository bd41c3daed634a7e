"""What stands on a record's pages for the practitioner alone: who is before and after it, and their label for it."""

from uuid import UUID

from flask import g, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.sharing.access import Action
from tracker.practice.forms import SORTED, LabelForm
from tracker.practice.services.beside import Beside, read_beside
from tracker.practice.services.patients import DAY
from tracker.practice.views.base import blueprint
from tracker.sharing.services import labels
from tracker.web import clock, gate
from tracker.web.navigation import order_asked
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session


def sort_asked() -> str | None:
    """The order of the day sheet that a page of one of its patients was opened from; none for its usual one."""
    asked = order_asked()
    return asked if asked in SORTED and asked != DAY else None


def patients_beside() -> tuple[Beside, LabelForm, str | None] | None:
    """Where the patient of this page stands on the sheet of who looks, the form of their label, and the sheet's order.

    None for everybody but their practitioner.
    """
    found: gate.Patient | None = g.get("patient")
    if found is None or found.share is None:
        return None
    sort = sort_asked()
    beside = read_beside(db_session(), gate.viewer().account_id, found.id, clock.now(), sort or DAY)
    return None if beside is None else (beside, LabelForm(formdata=None, data={"label": beside.own.own_label}), sort)


@blueprint.route("/patients/<uuid:patient_id>/label", methods=["GET", "POST"])
@gate.record(Action.COMMENT)
def label(patient_id: UUID) -> ResponseReturnValue:
    """The practitioner's own label; the patient never sees it."""
    share = gate.patient().share
    assert share is not None, "who may comment looks by a grant"  # noqa: S101
    form = LabelForm(data={"label": labels.find(db_session(), patient_id, share.grant_id)})
    if not form.validate_on_submit():
        return form_page("practice/label.html", form, next_url=form.next.data)
    labels.save(db_session(), patient_id, share.grant_id, form.label.data)
    commit()
    return redirect(form.next.data or url_for("practice.brief", patient_id=patient_id), code=303)
