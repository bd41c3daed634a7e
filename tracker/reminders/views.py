"""Pages of reminders: what calls, when and how, what was called lately, and "not today"."""

from datetime import time
from typing import Final

from flask import Blueprint, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.accounts.services import judging
from tracker.channels.services.means import Means
from tracker.domain.errors import Problems
from tracker.domain.reminders.wishes import Wishes, check_wishes
from tracker.reminders.forms import RemindersForm
from tracker.reminders.services import wanting
from tracker.reminders.services.wanting import Kept
from tracker.reminders.services.ways import ways_to
from tracker.web import clock, gate
from tracker.web.app_settings import settings
from tracker.web.extensions import db
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.web.undo_banner import go_on
from tracker.wording.catalogues import spoken_tag
from tracker.wording.reminders import KINDS, state_words

blueprint = Blueprint("reminders", __name__)
# What the page offers to begin with; nothing of it calls before something is wanted.
OFFERED: Final = Wishes(
    log_at=time(20),
    next_day_at=time(12),
    medicine_at=time(8),
    later_at=time(18),
    quiet_from=time(22),
    quiet_until=time(7),
)


@blueprint.route("/settings/reminders", methods=["GET", "POST"])
@gate.signed_in
@takes(RemindersForm)
def reminders() -> ResponseReturnValue:
    account_id = gate.viewer().account_id
    if gate.own_patient_id() is None:
        return _page(None, None)
    judging.wait_for(db_session(), account_id)
    kept = wanting.find(db_session(), account_id)
    form = RemindersForm.of(OFFERED if kept is None else kept.wishes)
    if not form.is_submitted() or not form.validate():
        return _page(form, kept)
    try:
        check_wishes(form.wishes)
    except Problems as problems:
        form.blame(problems)
        return _page(form, kept)
    wanting.keep(db_session(), account_id, form.wishes, language=spoken_tag(), now=clock.now())
    commit()
    return go_on("reminders.reminders", note="saved")


@blueprint.route("/reminders/not-today", methods=["GET", "POST"])
@gate.signed_in
def not_today() -> ResponseReturnValue:
    """Nothing more about the diary today: where the button of a notification and the link of a mail lead."""
    viewer = gate.viewer()
    if gate.own_patient_id() is None:
        abort(404)
    if request.method == "POST":
        wanting.silence(db_session(), viewer.account_id, clock.today(viewer.zone), clock.now())
        commit()
        return go_on("reminders.reminders", note="silenced")
    return make_response(render_template("reminders/not_today.html"))


def _page(form: RemindersForm | None, kept: Kept | None) -> Response:
    viewer = gate.viewer()
    ways = ways_to(db_session(), Means(db.engine, settings()), viewer.account_id, clock.now())
    return form_page(
        "reminders/reminders.html",
        form,
        kept=kept,
        is_in_vain=kept is not None and bool(kept.wishes.kinds) and not kept.wishes.channels & ways,
        is_silenced=kept is not None and kept.silenced_on == clock.today(viewer.zone),
        calls=wanting.list_calls(db_session(), viewer.account_id),
        zone=viewer.zone,
        kinds=KINDS,
        state_words=state_words,
    )
