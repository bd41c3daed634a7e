"""Pages of the webhooks of one's own record."""

from functools import wraps
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, render_template
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.accounts.services.accounts import Keeper
from tracker.domain.errors import Problems
from tracker.factors.services.sealing import Sealer
from tracker.throttling.throttles import Throttled
from tracker.web import gate
from tracker.web.app_settings import held, settings
from tracker.web.callers import caller
from tracker.web.forms import BaseForm
from tracker.web.limits import takes
from tracker.web.marks import View
from tracker.web.refusals import after, form_page, refuse
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on
from tracker.webhooks.forms import NewWebhookForm
from tracker.webhooks.services import webhooks
from tracker.webhooks.services.webhooks import Whose
from tracker.wording.webhooks import EVENT_TYPES, STOPPED, message_words

blueprint = Blueprint("webhooks", __name__)


@blueprint.record_once
def _prepare(state: BlueprintSetupState) -> None:
    known = state.app.extensions["settings"]
    state.app.extensions["webhook_sealer"] = Sealer((known.secret_key, *known.secret_key_fallbacks))


def where_switched_on(view: View) -> View:
    """There is no such page where the host has not switched webhooks on."""

    @wraps(view)
    def answer(*args: Any, **values: Any) -> ResponseReturnValue:
        if not settings().webhooks:
            abort(404)
        answered: ResponseReturnValue = view(*args, **values)
        return answered

    return answer  # type: ignore[return-value]


@blueprint.get("/settings/webhooks")
@gate.signed_in
@where_switched_on
def list_all() -> ResponseReturnValue:
    return _list_page(None)


@blueprint.route("/settings/webhooks/new", methods=["GET", "POST"])
@gate.signed_in_lately
@takes(NewWebhookForm)
@where_switched_on
def new() -> ResponseReturnValue:
    whose = _whose()
    form = NewWebhookForm()
    if not form.is_submitted() or not form.validate():
        return _new_page(form)
    try:
        facts = form.facts(ports=settings().webhook_ports, private=settings().webhook_networks)
        webhooks.take_try(db_session(), held(Keeper, "keeper"), whose)
        key = webhooks.make_webhook(db_session(), held(Sealer, "webhook_sealer"), facts, whose)
    except webhooks.AlreadyMade:
        return render_template("webhooks/made.html", key=None)
    except (Problems, Throttled) as error:
        refuse(error, form)
        return after(error, _new_page(form))
    commit()
    return render_template("webhooks/made.html", key=key)


@blueprint.post("/settings/webhooks/<uuid:webhook_id>/test")
@gate.signed_in
@where_switched_on
def send_test(webhook_id: UUID) -> ResponseReturnValue:
    try:
        webhooks.take_try(db_session(), held(Keeper, "keeper"), _whose())
    except Throttled as error:
        form = BaseForm(formdata=None)
        refuse(error, form)
        return after(error, _list_page(form))
    return _done(webhooks.send_test(db_session(), webhook_id, _whose()), "tested")


@blueprint.post("/settings/webhooks/<uuid:webhook_id>/pause")
@gate.signed_in
@where_switched_on
def pause(webhook_id: UUID) -> ResponseReturnValue:
    return _done(webhooks.pause(db_session(), webhook_id, _whose()), "paused")


@blueprint.post("/settings/webhooks/<uuid:webhook_id>/resume")
@gate.signed_in
@where_switched_on
def resume(webhook_id: UUID) -> ResponseReturnValue:
    return _done(webhooks.go_on(db_session(), webhook_id, _whose()), "resumed")


@blueprint.post("/settings/webhooks/<uuid:webhook_id>/end")
@gate.signed_in
@where_switched_on
def end(webhook_id: UUID) -> ResponseReturnValue:
    """End a webhook; one that has ended, and another's, is not there."""
    return _done(webhooks.end_webhook(db_session(), webhook_id, _whose()), "ended")


def _done(is_theirs: bool, note: str) -> ResponseReturnValue:  # noqa: FBT001
    if not is_theirs:
        abort(404)
    commit()
    return go_on("webhooks.list_all", note=note)


def _whose() -> Whose:
    """Of the viewer's own record; 404 for whoever has none."""
    patient_id = gate.own_patient_id()
    if patient_id is None:
        abort(404)
    return Whose(patient_id=patient_id, account_id=gate.viewer().account_id, caller=caller())


def _new_page(form: NewWebhookForm) -> Response:
    return form_page("webhooks/new.html", form)


def _list_page(form: BaseForm | None) -> Response:
    patient_id = gate.own_patient_id()
    made = [] if patient_id is None else webhooks.list_webhooks(db_session(), patient_id)
    return form_page(
        "webhooks/list.html",
        form,
        has_record=patient_id is not None,
        made=made,
        most=webhooks.WEBHOOKS_MOST,
        zone=gate.viewer().zone,
        event_types=EVENT_TYPES,
        stopped=STOPPED,
        message_words=message_words,
    )
