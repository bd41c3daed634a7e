"""Pages of a practitioner's own profile, and of the code by which patients find them."""

import logging

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.accounts.services import judging
from tracker.domain.values.codes import write_code
from tracker.practitioners import services
from tracker.practitioners.forms import ProfileForm
from tracker.practitioners.models import PractitionerProfile
from tracker.web import clock, gate
from tracker.web.limits import takes
from tracker.web.navigation import safe_next
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on
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
    services.save_profile(db_session(), account_id, form.data, clock.now())
    commit()
    log.info("practitioner.profile_saved account=%s", account_id)
    return redirect(form.next.data or url_for("practitioners.profile", note="saved"), code=303)


def _page(form: ProfileForm, known: PractitionerProfile | None) -> Response:
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
    made = services.change_code(db_session(), gate.viewer().account_id)
    return _changed("code_made", "code" if made is not None else None)


@blueprint.post("/settings/practitioner/code/end")
@gate.signed_in
def no_code() -> ResponseReturnValue:
    ended = services.end_code(db_session(), gate.viewer().account_id)
    return _changed("code_ended", "no-code" if ended else None)


def _changed(act: str, note: str | None) -> ResponseReturnValue:
    """Back to the profile with a note of what was done; None where there is no profile yet."""
    commit()
    if note is not None:
        log.info("practitioner.%s account=%s", act, gate.viewer().account_id)
    return go_on("practitioners.profile", note=note or "first", anchor="code")
