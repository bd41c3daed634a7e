"""Who sees the record: the list, what each may see, sharing by a practitioner's code, and the way out of it."""

import logging
from collections.abc import Callable, Sequence
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.sharing.access import Action
from tracker.domain.sharing.terms import Reach, ShareTerms, choices_of, reach_of, usual_choices
from tracker.domain.values.codes import is_guessable
from tracker.practitioners import services as practitioners
from tracker.practitioners.services import Profile
from tracker.sharing.forms.grants import ChangedTermsForm, FindForm, TermsForm
from tracker.sharing.services import grants, invites, links, live_shares
from tracker.sharing.services.grants import GrantLine
from tracker.sharing.views.base import (
    blueprint,
    chosen,
    judged,
    session_recorders,
    terms_page,
    this_course,
    throttled,
)
from tracker.sharing.views.overdue import end_overdue
from tracker.throttling.throttles import LimitedAct, Throttled
from tracker.web import clock, gate, opened, undo_banner
from tracker.web.acting import author
from tracker.web.app_settings import settings
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.wording.language import _
from tracker.wording.shares import CHANGED_MEANWHILE, DONE, ENDED_MEANWHILE, ENDED_SINCE, OWN_CODE, UNKNOWN
from tracker.wording.sharing import (
    already_words,
    changed_words,
    made_words,
    reach_words,
    terms_words,
    yes_words,
)

log = logging.getLogger("tracker")
TOLD_OF = {"made": made_words, "already": already_words, "changed": changed_words}


@blueprint.get("/patients/<uuid:patient_id>/sharing")
@gate.record(Action.SHARE)
def sharing(patient_id: UUID) -> ResponseReturnValue:
    """Who can see the record now, what waits to be taken, and who could see it before."""
    end_overdue(patient_id)
    patient = gate.patient()
    found = grants.list_grants(db_session(), patient_id, patient.today())
    listed = links.list_links(db_session(), patient_id, clock.now())
    asked = [line.asked for line in found.running] + [link.asked for link in listed if link.lives]
    recorders = frozenset() if all(asked) else session_recorders()
    return render_template(
        "sharing/sharing.html",
        patient_id=patient_id,
        zone=patient.zone,
        told=_told(found.running),
        unseen=lambda line: reach_words(line.name, _reach(line)),
        grants=found,
        running_accounts={line.account_id for line in found.running},
        invites=invites.open_invites(db_session(), patient_id, clock.now()),
        links=listed,
        has_records=bool(recorders),
        hidden_since_asked=lambda line: not line.asked and bool(recorders - {line.account_id}),
        in_short=lambda terms: terms_words(terms, today=patient.today()),
    )


@blueprint.route("/patients/<uuid:patient_id>/sharing/grants/<uuid:grant_id>", methods=["GET", "POST"])
@gate.record(Action.SHARE, fresh=True)
def grant(patient_id: UUID, grant_id: UUID) -> ResponseReturnValue:
    """Other terms for somebody who sees the record, or the same as before for somebody who saw it."""
    today = gate.patient().today()
    line = grants.find_grant(db_session(), patient_id, grant_id, today)
    running = None if line.runs else grants.running_with(db_session(), patient_id, line.account_id, today)
    if running is not None:
        return _go_on(patient_id, _done(running), running)
    profile = practitioners.find_profile(db_session(), line.account_id)
    trade = None if profile is None else profile.kind
    kind = ChangedTermsForm if line.runs else TermsForm
    form = kind.showing(choices_of(line.terms, this_course(trade), today))
    terms = chosen(form, trade)
    if terms is None or not form.sure.data or _moved(form, line):
        return terms_page("grant", form, terms, trade, line=line, yes_means=yes_words(line.name, _reach(line)))
    if line.runs:
        grants.change_grant(db_session(), line, terms, author())
        commit()
        return _go_on(patient_id, "changed", line.id)

    def page() -> ResponseReturnValue:
        return terms_page("grant", form, terms, trade, line=line, yes_means=yes_words(line.name, _reach(line)))

    return _share(patient_id, line.account_id, terms, form, page)


def _told(running: Sequence[GrantLine]) -> str | None:
    """What has just been done, as far as it is so: what is said of a share is said of one that runs."""
    told = request.args.get("told", "")
    line = next((one for one in running if str(one.id) == request.args.get("grant")), None)
    if told in TOLD_OF and line is not None:
        return TOLD_OF[told](line.name, line.terms, _reach(line), today=gate.patient().today())
    return DONE.get(told)


def _factor_needed() -> bool:
    return settings().practitioner_factor_required


def _reach(line: GrantLine) -> Reach:
    return reach_of(practises=line.practises, has_factor=line.has_factor, factor_needed=_factor_needed())


def _moved(form: TermsForm, line: GrantLine) -> bool:
    """Whether a yes was said to something else than would be shared now; then it is asked for once more."""
    if isinstance(form, ChangedTermsForm):
        if form.moved:
            form.form_errors.append(_(CHANGED_MEANWHILE))
        return form.moved
    ended = opened.NAME in request.form  # the page changed what somebody sees, who sees nothing by now
    if ended:
        form.form_errors.append(_(ENDED_MEANWHILE, name=line.name))
    return ended


@blueprint.route("/patients/<uuid:patient_id>/sharing/find", methods=["GET", "POST"])
@gate.record(Action.SHARE, fresh=True)
def find(patient_id: UUID) -> ResponseReturnValue:
    """Share with the practitioner whose code was typed: who they are, the terms, what they will see, yes."""
    code_form = FindForm()
    try:
        profile = _found(code_form)
    except Throttled as error:
        return throttled("find", code_form, error)
    if profile is None:
        return form_page("sharing/find.html", code_form)
    running = grants.running_with(db_session(), patient_id, profile.account_id, gate.patient().today())
    if running is not None:
        return _go_on(patient_id, _done(running), running)
    form = TermsForm.showing(usual_choices(this_course(profile.kind)), sent="id" in request.form)
    terms = chosen(form, profile.kind)
    if terms is None or not form.sure.data:
        return _found_page(form, terms, profile, code_form)

    def page() -> ResponseReturnValue:
        return _found_page(form, terms, profile, code_form)

    return _share(patient_id, profile.account_id, terms, form, page)


def _found_page(form: TermsForm, terms: ShareTerms | None, profile: Profile, code: FindForm) -> ResponseReturnValue:
    reach = grants.reach_of_account(db_session(), profile.account_id, factor_needed=_factor_needed())
    means = yes_words(profile.name, reach)
    return terms_page("found", form, terms, profile.kind, profile=profile, code=code.code.data, yes_means=means)


def _found(form: FindForm) -> Profile | None:
    """The practitioner with the typed code; None with the reason beside the field. `Throttled`."""
    if not form.validate_on_submit():
        return None
    code = form.code.data
    profile = judged(
        LimitedAct.FIND_PRACTITIONER,
        lambda session: practitioners.find_by_code(session, code),
        guessable=is_guessable(code),
    )
    if profile is not None and profile.account_id != gate.viewer().account_id:
        return profile
    form.blame({"code": _(UNKNOWN) if profile is None else _(OWN_CODE)})
    return None


def _share(
    patient_id: UUID,
    practitioner_account_id: UUID,
    terms: ShareTerms,
    form: TermsForm,
    again: Callable[[], ResponseReturnValue],
) -> ResponseReturnValue:
    """Share, and go to the list; `again` shows the page where the form shared before and that ended since."""
    try:
        grant_id = grants.make_grant(db_session(), form.id.data, practitioner_account_id, terms, author())
    except grants.EndedSince:
        form.renew()
        form.form_errors.append(_(ENDED_SINCE))
        return again()
    commit()
    log.info("share.made grant=%s", grant_id)
    return _go_on(patient_id, "made", grant_id)


def _done(running: UUID) -> str:
    """What a form has led to that finds its practitioner shared with: that one, where it came twice, or another."""
    return "made" if request.form.get("id") == str(running) else "already"


def _go_on(patient_id: UUID, told: str, grant_id: UUID) -> ResponseReturnValue:
    return undo_banner.go_on("sharing.sharing", patient_id=patient_id, told=told, grant=grant_id)


@blueprint.post("/patients/<uuid:patient_id>/sharing/grants/<uuid:grant_id>/end")
@gate.record(Action.SHARE)
def stop(patient_id: UUID, grant_id: UUID) -> ResponseReturnValue:
    grants.find_grant(db_session(), patient_id, grant_id, gate.patient().today())
    live_shares.end_grant(db_session(), grant_id, author())
    commit()
    log.info("share.ended grant=%s", grant_id)
    return undo_banner.go_on("sharing.sharing", patient_id=patient_id, told="stopped")


@blueprint.post("/patients/<uuid:patient_id>/leave")
@gate.record(Action.COMMENT)
def leave(patient_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 - the gate has judged by it
    """The practitioner does not want to see the record any more."""
    share = gate.patient().share
    assert share is not None, "the gate let in a practitioner with a live grant"  # noqa: S101
    live_shares.end_grant(db_session(), share.grant_id, author())
    commit()
    log.info("share.left grant=%s", share.grant_id)
    return redirect(url_for("practice.patients"), code=303)
