"""SMART Health Links for their owner: making one, which shows it once, and ending one."""

from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import Problems
from tracker.domain.sharing.access import Action
from tracker.domain.sharing.shlink import URL_MOST, shlink
from tracker.sharing.forms import NewHealthLinkForm
from tracker.sharing.services import health_links, live_shares
from tracker.sharing.services.links import AlreadyMade
from tracker.sharing.views.base import blueprint
from tracker.web import gate
from tracker.web.acting import author
from tracker.web.qr import picture_of
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on
from tracker.wording.health_links import HELD, TOO_LONG, label_words
from tracker.wording.language import _

PAGE = "sharing/new_health_link.html"
SECRET_LENGTH = 43


@blueprint.route("/patients/<uuid:patient_id>/sharing/health-links/new", methods=["GET", "POST"])
@gate.record(Action.SHARE, fresh=True)
def new_health_link(patient_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 - the gate has judged by it
    form = NewHealthLinkForm()
    if len(_address("x" * SECRET_LENGTH)) > URL_MOST:
        form.form_errors.append(_(TOO_LONG))
        return _form(form)
    if not form.is_submitted() or not form.validate():
        return _form(form)
    facts = form.facts()
    try:
        health_links.check_link(facts, gate.patient().today())
        made = health_links.make_link(db_session(), form.id.data, facts, author())
    except Problems as problems:
        form.blame(problems)
        return _form(form)
    except AlreadyMade:
        return render_template("sharing/health_link_made.html", link=None, form=form)
    commit()
    label = label_words(gate.patient().user_name)
    link = shlink(_address(made.secret), made.key, made.ends_at, label, has_passcode=made.has_passcode)
    return render_template(
        "sharing/health_link_made.html",
        link=link,
        picture=picture_of(link),
        form=form,
        held=HELD[facts.holds],
        is_secure=request.is_secure,
    )


def _form(form: NewHealthLinkForm) -> ResponseReturnValue:
    return form_page(PAGE, form, is_secure=request.is_secure)


def _address(secret: str) -> str:
    return url_for("manifests.manifest", secret=secret, _external=True)


@blueprint.post("/patients/<uuid:patient_id>/sharing/health-links/<uuid:health_link_id>/end")
@gate.record(Action.SHARE)
def end_health_link(patient_id: UUID, health_link_id: UUID) -> ResponseReturnValue:
    """End a link; one that has ended stays as it is, and another's is not there."""
    if not health_links.exists(db_session(), patient_id, health_link_id):
        abort(404)
    live_shares.end_health_link(db_session(), health_link_id, author())
    commit()
    return go_on("sharing.sharing", patient_id=patient_id, told="health_link_ended", anchor="health-links")
