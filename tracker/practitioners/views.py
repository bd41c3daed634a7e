"""Pages of a practitioner's own profile, and of the code by which patients find them."""

import logging

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.accounts.services import judging
from tracker.domain.values.codes import write_code
from tracker.practitioners import services
from tracker.practitioners.forms import ProfileForm
from tracker.web import clock, gate
from tracker.web.limits import takes
from tracker.web.navigation import safe_next
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.wording.accounts import CODE_DONE, PROFILE_DONE

log = logging.getLogger("tracker")
blueprint = Blueprint("practitioners", __name__)


@blueprint.route("/settings/practitioner", methods=["GET", "POST"])
@gate.signed_in
@takes(ProfileForm)
def profile() -> ResponseReturnValue:
    """What a practitioner states; whoever saves it for the first time becomes one."""
    account_id = gate.viewer().account_id
    if request.method == "POST":
        judging.wait_for(db_session(), account_id)
    known = services.find_profile(db_session(), account_id)
    form = ProfileForm(obj=known, next=safe_next(request.args.get("next")))
    if not form.validate_on_submit():
        return _page(form, known)
    services.save_profile(db_session(), account_id, form.statement(), clock.now())
    commit()
    log.info("practitioner.profile_saved account=%s", account_id)
    return redirect(form.next.data or url_for("practitioners.profile", note="saved"), code=303)


def _page(form: ProfileForm, known: services.Profile | None) -> Response:
    code = None if known is None or known.code is None else write_code(known.code)
    note = request.args.get("note", "")
    return form_page(
        "practitioners/profile.html",
        form,
        profile=known,
        code=code,
        note=PROFILE_DONE.get(note),
        note_on_code=CODE_DONE.get(note),
    )


@blueprint.post("/settings/practitioner/code")
@gate.signed_in
def code() -> ResponseReturnValue:
    """A new code; the one before finds nobody at once."""
    account_id = gate.viewer().account_id
    made = services.change_code(db_session(), account_id)
    commit()
    if made is not None:
        log.info("practitioner.code_made account=%s", account_id)
    return _back("code" if made is not None else "first")


@blueprint.post("/settings/practitioner/code/end")
@gate.signed_in
def no_code() -> ResponseReturnValue:
    account_id = gate.viewer().account_id
    ended = services.end_code(db_session(), account_id)
    commit()
    if ended:
        log.info("practitioner.code_ended account=%s", account_id)
    return _back("no-code" if ended else "first")


def _back(note: str) -> ResponseReturnValue:
    return redirect(url_for("practitioners.profile", note=note, _anchor="code"), code=303)
