"""Invitations: the patient makes or withdraws one, a practitioner takes it."""

import logging
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from tracker.domain.limits import INVITE_DAYS
from tracker.domain.sharing.access import Action
from tracker.domain.values.codes import write_code
from tracker.sharing.forms import TakeForm, TermsForm
from tracker.sharing.queries.grants import InviteRow
from tracker.sharing.services import invites
from tracker.sharing.services.choices import usual_choices
from tracker.sharing.services.grants import terms_of
from tracker.sharing.views.base import blueprint, chosen, judged, refused, terms_page, this_course
from tracker.throttling.throttles import LimitedAct, Throttled
from tracker.web import clock, gate
from tracker.web.acting import author
from tracker.web.qr import picture_of
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on
from tracker.wording.language import _
from tracker.wording.sharing import NOT_OPEN, OWN_INVITE, what_is_offered

log = logging.getLogger("tracker")


@blueprint.route("/patients/<uuid:patient_id>/sharing/invite", methods=["GET", "POST"])
@gate.record(Action.SHARE, fresh=True)
def invite(patient_id: UUID) -> ResponseReturnValue:
    """Choose what will be seen, look at it, say yes, and be shown the code this once."""
    form = TermsForm.showing(usual_choices(this_course()))
    terms = chosen(form)
    if terms is None or not form.sure.data:
        return terms_page("invite", form, terms)
    code = invites.make_invite(db_session(), form.id.data, terms, author())
    if code is None:
        known = invites.open_invites(db_session(), patient_id, clock.now())
        is_open = form.id.data in {line.id for line in known}
        return render_template("sharing/invited_before.html", invite_id=form.id.data, is_open=is_open)
    commit()
    log.info("invite.made invite=%s", form.id.data)
    address = url_for("sharing.take", code=write_code(code), _external=True)
    return render_template(
        "sharing/invited.html",
        invite_id=form.id.data,
        code=write_code(code),
        address=address,
        picture=picture_of(address),
        days=INVITE_DAYS,
    )


@blueprint.post("/patients/<uuid:patient_id>/sharing/invites/<uuid:invite_id>/end")
@gate.record(Action.SHARE)
def withdraw_invite(patient_id: UUID, invite_id: UUID) -> ResponseReturnValue:
    withdrawn = invites.withdraw(db_session(), invite_id, author())
    commit()
    told = "withdrawn" if withdrawn else None
    return go_on("sharing.sharing", patient_id=patient_id, told=told)


@blueprint.route("/take", methods=["GET", "POST"], defaults={"code": None})
@blueprint.route("/take/<code>", methods=["GET", "POST"])
@gate.practising
def take(code: str | None) -> ResponseReturnValue:
    """A practitioner types a code or comes by its address, sees whose record it opens and what of it, and takes it."""
    viewer = gate.viewer()
    if not viewer.is_practitioner:
        return render_template("sharing/take_first.html", next=request.path)
    form = TakeForm(formdata=MultiDict({"code": code})) if request.method == "GET" and code else TakeForm()
    try:
        invitation = _invitation(form) if code or form.is_submitted() else None
        if invitation is not None and form.sure.data:
            invites.take(db_session(), invitation, viewer.account_id, viewer.user_name, clock.now())
            commit()
            log.info("invite.taken invite=%s", invitation.id)
            return go_on("practice.brief", patient_id=invitation.patient_id)
    except Throttled as error:
        return refused("take", form, error)
    except invites.NotOpen:
        form.blame({"code": _(NOT_OPEN)})
        invitation = None
    return _take_page(form, invitation)


def _invitation(form: TakeForm) -> InviteRow | None:
    """The invitation with the code of the form; None with the reason beside the field. `Throttled`."""
    if not form.validate():
        return None
    account_id, now = gate.viewer().account_id, clock.now()
    found = judged(
        LimitedAct.TAKE_CODE, lambda session: invites.find_invitation(session, form.code.data, account_id, now)
    )
    if found is not None and found.owner_account_id != account_id:
        return found
    form.blame({"code": _(NOT_OPEN) if found is None else _(OWN_INVITE)})
    return None


def _take_page(form: TakeForm, invitation: InviteRow | None) -> ResponseReturnValue:
    if invitation is None:
        return form_page("sharing/take.html", form)
    seen = what_is_offered(terms_of(invitation), today=clock.today(ZoneInfo(invitation.time_zone)))
    return render_template("sharing/taking.html", form=form, invitation=invitation, seen=seen)
