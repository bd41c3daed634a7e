"""Who sees the record: the list, what each may see, sharing by a practitioner's code, the way out, and the log."""

import logging
from collections.abc import Sequence
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.domain.sharing.access import Action
from tracker.domain.sharing.terms import Reach, ShareTerms
from tracker.domain.values.codes import is_guessable
from tracker.practitioners import services as practitioners
from tracker.practitioners.models import PractitionerProfile
from tracker.sharing.forms import ChangedTermsForm, FindForm, TermsForm
from tracker.sharing.queries.grants import GrantRow
from tracker.sharing.services import grants, health_links, invites, links, live_shares
from tracker.sharing.services.choices import choices_of, usual_choices
from tracker.sharing.services.events import read_log
from tracker.sharing.services.grants import terms_of
from tracker.sharing.views.base import (
    blueprint,
    chosen,
    judged,
    refused,
    session_recorders,
    terms_page,
    this_course,
)
from tracker.throttling.throttles import LimitedAct, Throttled
from tracker.web import clock, gate, opened, paging
from tracker.web.acting import author
from tracker.web.app_settings import settings
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session, separate_session
from tracker.web.undo_banner import go_on
from tracker.wording.access import log_days
from tracker.wording.health_links import HELD
from tracker.wording.language import _
from tracker.wording.sharing import (
    CHANGED_MEANWHILE,
    DONE,
    ENDED_MEANWHILE,
    ENDED_SINCE,
    OWN_CODE,
    UNKNOWN,
    already_words,
    changed_words,
    made_words,
    reach_words,
    terms_words,
    yes_words,
)

server_log = logging.getLogger("tracker")
PAGE_SIZE = 100
TOLD_OF = {"made": made_words, "already": already_words, "changed": changed_words}


@blueprint.get("/patients/<uuid:patient_id>/sharing")
@gate.record(Action.SHARE)
def sharing(patient_id: UUID) -> ResponseReturnValue:
    """Who can see the record now, what waits to be taken, and who could see it before."""
    end_overdue(patient_id)
    patient = gate.patient()
    found = grants.list_grants(db_session(), patient_id, patient.today())
    listed = links.list_links(db_session(), patient_id, clock.now())
    asked = [*(one.others_records for one in found.running), *(one.link.others_records for one in listed if one.lives)]
    recorders = session_recorders() if None in asked else frozenset()
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
        held_of=HELD,
        health_links=health_links.list_links(db_session(), patient_id, clock.now()),
        has_records=bool(recorders),
        hidden_since_asked=lambda line: line.others_records is None and bool(recorders - {line.account_id}),
        in_short=lambda row: terms_words(terms_of(row), today=patient.today()),
    )


@blueprint.route("/patients/<uuid:patient_id>/sharing/grants/<uuid:grant_id>", methods=["GET", "POST"])
@gate.record(Action.SHARE, fresh=True)
def grant(patient_id: UUID, grant_id: UUID) -> ResponseReturnValue:
    """Other terms for somebody who sees the record, or the same as before for somebody who saw it."""
    today = gate.patient().today()
    line = grants.find_grant(db_session(), patient_id, grant_id)
    runs = grants.runs(line, today)
    running = None if runs else grants.running_with(db_session(), patient_id, line.account_id, today)
    if running is not None:
        return _go_on(patient_id, _done(running), running)
    profile = practitioners.find_profile(db_session(), line.account_id)
    trade = None if profile is None else profile.kind
    kind = ChangedTermsForm if runs else TermsForm
    form = kind.showing(choices_of(terms_of(line), this_course(trade), today))
    terms = chosen(form, trade)
    if terms is not None and form.sure.data and not _moved(form, line):
        if runs:
            grants.change_grant(db_session(), line, terms, author())
            commit()
            return _go_on(patient_id, "changed", line.id)
        shared = _share(patient_id, line.account_id, terms, form)
        if shared is not None:
            return shared
    means = yes_words(line.name, _reach(line))
    return terms_page("grant", form, terms, trade, line=line, runs=runs, yes_means=means)


def _told(running: Sequence[GrantRow]) -> str | None:
    """What has just been done, as far as it is so: what is said of a share is said of one that runs."""
    told = request.args.get("told", "")
    line = next((one for one in running if str(one.id) == request.args.get("grant")), None)
    if told in TOLD_OF and line is not None:
        return TOLD_OF[told](line.name, terms_of(line), _reach(line), today=gate.patient().today())
    return DONE.get(told)


def _factor_needed() -> bool:
    return settings().practitioner_factor_required


def _reach(line: GrantRow) -> Reach:
    return grants.reach(line, factor_needed=_factor_needed())


def _moved(form: TermsForm, line: GrantRow) -> bool:
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
        return refused("find", code_form, error)
    if profile is None:
        return form_page("sharing/find.html", code_form)
    running = grants.running_with(db_session(), patient_id, profile.account_id, gate.patient().today())
    if running is not None:
        return _go_on(patient_id, _done(running), running)
    form = TermsForm.showing(usual_choices(this_course(profile.kind)), sent="id" in request.form)
    terms = chosen(form, profile.kind)
    shared = None
    if terms is not None and form.sure.data:
        shared = _share(patient_id, profile.account_id, terms, form)
    if shared is not None:
        return shared
    reach = grants.reach_of_account(db_session(), profile.account_id, factor_needed=_factor_needed())
    means = yes_words(profile.name, reach)
    return terms_page("found", form, terms, profile.kind, profile=profile, code=code_form.code.data, yes_means=means)


def _found(form: FindForm) -> PractitionerProfile | None:
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


def _share(patient_id: UUID, account_id: UUID, terms: ShareTerms, form: TermsForm) -> Response | None:
    """Share, and go to the list; None where the form, which now says so, shared before and that ended since."""
    try:
        grant_id = grants.make_grant(db_session(), form.id.data, account_id, terms, author())
    except grants.EndedSince:
        form.renew()
        form.form_errors.append(_(ENDED_SINCE))
        return None
    commit()
    server_log.info("share.made grant=%s", grant_id)
    return _go_on(patient_id, "made", grant_id)


def _done(running: UUID) -> str:
    """What a form has led to that finds its practitioner shared with: that one, where it came twice, or another."""
    return "made" if request.form.get("id") == str(running) else "already"


def _go_on(patient_id: UUID, told: str, grant_id: UUID) -> Response:
    return go_on("sharing.sharing", patient_id=patient_id, told=told, grant=grant_id)


@blueprint.post("/patients/<uuid:patient_id>/sharing/grants/<uuid:grant_id>/end")
@gate.record(Action.SHARE)
def stop(patient_id: UUID, grant_id: UUID) -> ResponseReturnValue:
    grants.find_grant(db_session(), patient_id, grant_id)
    live_shares.end_grant(db_session(), grant_id, author())
    commit()
    server_log.info("share.ended grant=%s", grant_id)
    return go_on("sharing.sharing", patient_id=patient_id, told="stopped")


@blueprint.post("/patients/<uuid:patient_id>/leave")
@gate.record(Action.COMMENT)
def leave(patient_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 - the gate has judged by it
    """The practitioner does not want to see the record any more."""
    share = gate.patient().share
    assert share is not None, "the gate let in a practitioner with a live grant"  # noqa: S101
    live_shares.end_grant(db_session(), share.grant_id, author())
    commit()
    server_log.info("share.left grant=%s", share.grant_id)
    return go_on("practice.patients")


@blueprint.get("/patients/<uuid:patient_id>/sharing/log")
@gate.record(Action.SHARE)
def log(patient_id: UUID) -> ResponseReturnValue:
    """Who looked at the record, for its owner."""
    end_overdue(patient_id)
    patient, number = gate.patient(), paging.page_number()
    events = read_log(db_session(), patient_id, patient.zone, PAGE_SIZE + 1, PAGE_SIZE * (number - 1))
    page = paging.cut(events, number, PAGE_SIZE)
    return render_template("sharing/log.html", page=page, days=log_days(page.items), today=patient.today())


def end_overdue(patient_id: UUID) -> None:
    """Write as ended what the calendar has ended, before the owner reads of it: it never comes back after that.

    The links whose time is over, and the grants whose last day has passed.
    """
    now = clock.now()
    over, health_over = (some.overdue(db_session(), patient_id, now) for some in (links, health_links))
    former = grants.list_grants(db_session(), patient_id, gate.patient().today()).former
    unwritten = [line for line in former if line.ended_at is None]
    if not over and not health_over and not unwritten:
        return
    with separate_session() as session:
        for link in over:
            links.end_by_itself(session, link, now)
        for link in health_over:
            health_links.end_by_itself(session, link, now)
        for line in unwritten:
            live_shares.end_grant(session, line.id, live_shares.by_the_calendar(patient_id, line.id, line.name, now))
