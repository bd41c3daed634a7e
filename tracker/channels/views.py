"""Pages of where an account is reached: its browsers, its e-mail address, and what links in mails lead to."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

import tracker.channels.services.noticing  # noqa: F401 - it listens to what accounts are told
from tracker.accounts.services.accounts import Keeper
from tracker.channels.forms import BrowserForm
from tracker.channels.services import addresses, browsers
from tracker.channels.services.browsers import Whose
from tracker.channels.services.means import Means
from tracker.domain.errors import Invalid, Problems
from tracker.outbound.web_push import Pusher, written
from tracker.throttling.throttles import LimitedAct, Throttled, Who
from tracker.web import clock, gate
from tracker.web.app_settings import held, settings
from tracker.web.callers import caller, stranger
from tracker.web.extensions import csrf, db
from tracker.web.forms import BaseForm
from tracker.web.limits import takes
from tracker.web.refusals import after, form_page, refuse
from tracker.web.transactions import commit, db_session, separate_session
from tracker.web.undo_banner import go_on
from tracker.wording.channels import DONE, NO_ADDRESS, NOT_KEPT, NOT_TAKEN
from tracker.wording.language import _

blueprint = Blueprint("channels", __name__)


@blueprint.get("/settings/channels")
@gate.signed_in
def channels() -> ResponseReturnValue:
    """Where messages reach its owner."""
    return _page(None)


@blueprint.post("/settings/channels/browser")
@gate.signed_in
@takes(BrowserForm)
def add_browser() -> ResponseReturnValue:
    """This browser is told from now on."""
    pusher, form = _pusher(), BrowserForm()
    form.validate()
    try:
        subscription = form.subscription()
        _take_try()
        browsers.add_browser(db_session(), _means().sealer, subscription, _whose(), pusher.key)
    except browsers.NotKept:
        return _refused(Problems({"endpoint": _(NOT_KEPT)}))
    except Invalid as error:
        return _refused(Problems({"endpoint": error.message}))
    except (Problems, Throttled) as error:
        return _refused(error)
    commit()
    return go_on("channels.channels", note="on")


@blueprint.post("/settings/channels/browsers/<uuid:browser_id>/test")
@gate.signed_in
def send_test(browser_id: UUID) -> ResponseReturnValue:
    _pusher()
    try:
        _take_try()
    except Throttled as error:
        return _refused(error)
    return _done(browsers.ask_test(db_session(), browser_id, _whose()), "tested")


@blueprint.post("/settings/channels/browsers/<uuid:browser_id>/end")
@gate.signed_in
def end_browser(browser_id: UUID) -> ResponseReturnValue:
    """Send it nothing more; one that has ended, and another's, is not there."""
    return _done(browsers.end_browser(db_session(), gate.viewer().account_id, browser_id), "ended")


@blueprint.post("/settings/channels/address")
@gate.signed_in
def ask_link() -> ResponseReturnValue:
    """Mail a link to the account's address, by which it is confirmed."""
    if settings().mail is None:
        abort(404)
    try:
        asked = addresses.ask_link(db_session(), held(Keeper, "keeper"), gate.viewer().account_id, caller())
    except Throttled as error:
        return _refused(error)
    if asked is addresses.Link.NOWHERE:
        return _refused(Problems({"address": _(NO_ADDRESS)}))
    commit()
    return go_on("channels.channels", note="asked" if asked is addresses.Link.ASKED else "known", anchor="mail")


@blueprint.post("/settings/channels/address/end")
@gate.signed_in
def forget_address() -> ResponseReturnValue:
    addresses.forget_address(db_session(), gate.viewer().account_id, caller())
    commit()
    return go_on("channels.channels", note="forgotten", anchor="mail")


@blueprint.post("/settings/channels/address/reminders")
@gate.signed_in
def resume_reminders() -> ResponseReturnValue:
    """Reminders are mailed again, after they were stopped from a mail."""
    addresses.resume_reminders(db_session(), gate.viewer().account_id)
    commit()
    return go_on("channels.channels", note="resumed", anchor="mail")


@blueprint.get("/s/mail/<secret>")
@gate.public
def open_link(secret: str) -> ResponseReturnValue:
    """A page with a button: mail programs fetch every address, and going there confirms nothing.

    It lies below /s/ as share links do: whatever keeps their secrets out of logs keeps this one out as well.
    """
    return _confirmed(secret, press=False)


@blueprint.post("/s/mail/<secret>")
@gate.public
def confirm_address(secret: str) -> ResponseReturnValue:
    """The address is its owner's."""
    return _confirmed(secret, press=True)


@blueprint.get("/s/stop/<token>")
@gate.public
def open_stop(token: str) -> ResponseReturnValue:
    """A page with a button that stops reminders by mail, without signing in."""
    if _stopping(token) is None:
        abort(404)
    return render_template("channels/stop.html", token=token, done=False)


@blueprint.post("/s/stop/<token>")
@gate.public
def stop_reminders(token: str) -> ResponseReturnValue:
    """Stop them; mail programs send this by themselves when asked to. Source: RFC 8058, section 3.1."""
    account_id = _stopping(token)
    if account_id is None:
        abort(404)
    addresses.stop_reminders(db_session(), account_id, clock.now())
    commit()
    return render_template("channels/stop.html", token=token, done=True)


csrf.exempt(
    stop_reminders
)  # a mail program has no form of ours; what its address holds is the right to stop, and no more


def _confirmed(secret: str, *, press: bool) -> ResponseReturnValue:
    keeper, here = held(Keeper, "keeper"), stranger()
    try:
        with separate_session() as session:
            if press:
                found = addresses.confirm(session, keeper, secret, here)
            else:
                found = addresses.find_asked(session, keeper, secret, here) is not None
    except Throttled as error:
        raise TooManyRequests(retry_after=error.seconds) from error
    if not found:
        abort(404)
    return render_template("channels/confirm.html", secret=secret, done=press)


def _stopping(token: str) -> UUID | None:
    return addresses.find_stopping(db_session(), _means().secrets, token)


def _means() -> Means:
    return Means(db.engine, settings())


def _pusher() -> Pusher:
    """404 where the host has switched push messages off."""
    pusher = _means().pusher
    if pusher is None:
        abort(404)
    return pusher


def _whose() -> Whose:
    viewer = gate.viewer()
    return Whose(account_id=viewer.account_id, session_id=viewer.session_id, now=clock.now())


def _take_try() -> None:
    """`Throttled` after too many in an hour."""
    viewer, throttle = gate.viewer(), held(Keeper, "keeper").throttle
    throttle.take(db_session(), LimitedAct.TRY_BROWSER, Who(account=str(viewer.account_id)), clock.now())


def _done(is_theirs: bool, note: str) -> ResponseReturnValue:  # noqa: FBT001
    if not is_theirs:
        abort(404)
    commit()
    return go_on("channels.channels", note=note)


def _refused(error: Problems | Throttled) -> ResponseReturnValue:
    form = BaseForm(formdata=None)
    refuse(error, form)
    return after(error, _page(form))


def _page(form: BaseForm | None) -> Response:
    viewer, means = gate.viewer(), _means()
    pusher = means.pusher
    found = browsers.list_browsers(db_session(), viewer.account_id, clock.now(), means.lasting)
    shown: dict[str, Any] = {
        "push_key": None if pusher is None else written(pusher.key.public),
        "kept": browsers.is_kept(db_session(), viewer.session_id),
        "browsers": found,
        "here": any(one.session_id == viewer.session_id for one in found),
        "note": DONE.get(request.args.get("note", "")),
        "mail": means.settings.mail is not None,
        "address": addresses.find_address(db_session(), viewer.account_id),
    }
    return form_page("channels/channels.html", form, viewer=viewer, not_taken=NOT_TAKEN, **shown)
