"""Share links: making and ending one, and the way in for whoever holds its address."""

from uuid import UUID

from flask import abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from tracker.domain.errors import Problems
from tracker.domain.sharing.access import Action
from tracker.sharing.forms import NewLinkForm, PassphraseForm
from tracker.sharing.services import links, live_shares
from tracker.sharing.views.base import VISIT, blueprint, keeper, refused
from tracker.throttling.throttles import Throttled
from tracker.web import browser_cookie, clock, gate, lanes
from tracker.web.acting import author
from tracker.web.callers import caller
from tracker.web.headers import CLEAR_SITE_DATA
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session, separate_session
from tracker.web.undo_banner import go_on
from tracker.wording.language import _
from tracker.wording.sharing import WRONG_PASSPHRASE


@blueprint.route("/patients/<uuid:patient_id>/sharing/links/new", methods=["GET", "POST"])
@gate.record(Action.SHARE, fresh=True)
@lanes.judges_password
def new_link(patient_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 - the gate has judged by it
    form = NewLinkForm()
    if not form.is_submitted() or not form.validate():
        return form_page("sharing/new_link.html", form)
    try:
        links.check_link(form.facts(), gate.patient().today())
        secret = links.make_link(db_session(), form.id.data, form.facts(), author(), keeper().hasher)
    except Problems as problems:
        form.blame(problems)
        return form_page("sharing/new_link.html", form)
    except links.AlreadyMade:
        return render_template("sharing/link_made.html", address=None, form=form)
    commit()
    address = url_for("sharing.open_link", secret=secret, _external=True)
    return render_template("sharing/link_made.html", address=address, form=form)


@blueprint.post("/patients/<uuid:patient_id>/sharing/links/<uuid:link_id>/end")
@gate.record(Action.SHARE)
def end_link(patient_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """End a link; one that has ended stays as it is, and another's is not there."""
    if not links.exists(db_session(), patient_id, link_id):
        abort(404)
    live_shares.end_link(db_session(), link_id, author())
    commit()
    return go_on("sharing.sharing", patient_id=patient_id, told="link_ended", anchor="links")


@blueprint.route("/s/<secret>", methods=["GET", "POST"])
@gate.public
def open_link(secret: str) -> ResponseReturnValue:
    """The one address with a secret in it: a page with a button alone, which swaps the secret for a cookie.

    Mail and chat programs fetch every address to show what lies behind it, so going there opens nothing.
    """
    if request.method == "HEAD":
        abort(405)  # whoever only asks whether an address is there is told nothing, and opens nothing
    before, here = VISIT.sent_secret(), caller()
    try:
        with separate_session() as session:
            if request.method == "GET":
                visit, found = None, links.find_open(session, keeper(), secret, here) is not None
            else:
                visit = links.open_link(session, keeper(), secret, before, here)
                found = visit is not None
    except Throttled as error:
        raise TooManyRequests(retry_after=error.seconds) from error
    if not found:
        abort(404)
    if visit is None:
        return render_template("sharing/open.html", secret=secret)
    response = go_on("sharing.opened")
    VISIT.set(response, visit)
    return response


@blueprint.route("/shared", methods=["GET", "POST"])
@gate.public
@lanes.judges_password
def opened() -> ResponseReturnValue:
    """On to Progress, after the passphrase where the link asks for one."""
    visit = _visit()
    if visit is None:
        abort(404)
    on = go_on("dashboard.progress", patient_id=visit.link.patient_id)
    if visit.is_in:
        return on
    form = PassphraseForm()
    if not form.validate_on_submit():
        return form_page("sharing/opened.html", form)
    try:
        secret = links.let_in(db_session(), keeper(), visit, form.password.data, caller())
    except (Throttled, links.WrongPassphrase) as error:
        return refused("opened", form, error, Problems({"password": _(WRONG_PASSPHRASE)}))
    commit()
    VISIT.set(on, secret)
    browser_cookie.remember(on, keeper().throttle.browsers, str(visit.link.link_id))
    return on


@blueprint.post("/shared/leave")
@gate.public
def leave_link() -> ResponseReturnValue:
    """Nothing of what was seen stays in this browser."""
    secret = VISIT.sent_secret()
    if secret is not None:
        links.leave(db_session(), secret)
        commit()
    response = make_response(render_template("sharing/left.html"))
    VISIT.clear(response)
    response.headers["Clear-Site-Data"] = CLEAR_SITE_DATA
    return response


def _visit() -> links.Visit | None:
    """The visit of this browser to a link that is open."""
    secret, now = VISIT.sent_secret(), clock.now()
    visit = None if secret is None else links.find_visit(db_session(), secret)
    if visit is not None and links.is_overdue(visit.link, now):
        with separate_session() as session:
            links.end_by_itself(session, visit.link, now)
    return visit if visit is not None and visit.lasts(now) else None
