"""Pages of one's calendars, the address from which a calendar fetches, and one appointment as a file."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from tracker.accounts.services.accounts import Keeper
from tracker.calendars.forms import OWN, PATIENTS, NewFeedForm
from tracker.calendars.models import CalendarFeed
from tracker.calendars.services import events, feeds
from tracker.domain.course.alarms import Alarm
from tracker.domain.errors import Problems
from tracker.domain.sharing.access import Action
from tracker.throttling.throttles import Throttled
from tracker.web import clock, gate
from tracker.web.app_settings import held, settings
from tracker.web.callers import stranger
from tracker.web.limits import takes
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session, separate_session
from tracker.web.undo_banner import go_on
from tracker.wording.calendars import ALARMS, program_name

blueprint = Blueprint("calendars", __name__)
TYPE = "text/calendar; charset=utf-8"


@blueprint.get("/settings/calendars")
@gate.signed_in
def calendars() -> ResponseReturnValue:
    made = feeds.list_feeds(db_session(), gate.viewer().account_id)
    return render_template("calendars/calendars.html", feeds=made, zone=gate.viewer().zone, alarms=ALARMS.within)


@blueprint.route("/settings/calendars/new", methods=["GET", "POST"])
@gate.signed_in_lately
@takes(NewFeedForm)
def new_calendar() -> ResponseReturnValue:
    viewer = gate.viewer()
    whose = _whose()
    form = NewFeedForm(data={"whose": whose[0] if whose else OWN, "alarm": Alarm.NONE.value, "reviews": True})
    if not whose or not form.is_submitted() or not form.validate():
        return form_page("calendars/new_calendar.html", form, whose=whose)
    try:
        secret = feeds.make_feed(db_session(), form.id.data, form.facts(whose), viewer.account_id, clock.now())
    except Problems as problems:
        form.blame(problems)
        return form_page("calendars/new_calendar.html", form, whose=whose)
    except feeds.AlreadyMade:
        return render_template("calendars/calendar_made.html", address=None, subscribe=None)
    commit()
    address = url_for("calendars.feed", secret=secret, _external=True)
    subscribe = "webcal:" + address.partition(":")[2]
    return render_template("calendars/calendar_made.html", address=address, subscribe=subscribe)


@blueprint.post("/settings/calendars/<uuid:feed_id>/end")
@gate.signed_in
def end_calendar(feed_id: UUID) -> ResponseReturnValue:
    """End a calendar; one that has ended stays so, and another's is not there."""
    if not feeds.end_feed(db_session(), gate.viewer().account_id, feed_id, clock.now()):
        abort(404)
    commit()
    return go_on("calendars.calendars", ended=1)


@blueprint.get("/s/<secret>.ics")
@gate.public
def feed(secret: str) -> ResponseReturnValue:
    """What a calendar fetches again and again. What is not there, has ended and was mistyped look alike.

    It lies below /s/ as share links do: whatever keeps their secrets out of logs keeps this one out as well.
    """
    here = stranger()
    try:
        with separate_session() as session:
            found = feeds.find_feed(
                session, held(Keeper, "keeper"), secret, here, program_name(request.user_agent.string)
            )
            written = None if found is None else _written(session, found, here.now)
    except Throttled as error:
        raise TooManyRequests(retry_after=error.seconds) from error
    if written is None:
        abort(404)
    return _calendar(written, "appointments.ics").make_conditional(request)


@blueprint.get("/patients/<uuid:patient_id>/sessions/<uuid:session_id>/appointment.ics")
@gate.record(Action.READ)
def appointment(patient_id: UUID, session_id: UUID) -> ResponseReturnValue:
    """One appointment, for a calendar that is filled by hand."""
    shown = events.Shown(words=True, alarm=Alarm.NONE, zone=gate.patient().zone, address=_address)
    written = events.one_file(db_session(), patient_id, session_id, shown)
    if written is None:
        abort(404)
    return _calendar(written, "appointment.ics", as_file=True)


def _written(session: Session, found: CalendarFeed, now: datetime) -> bytes | None:
    asks = settings().practitioner_factor_required
    return events.feed_bytes(session, found, now, _address, asks_factor=asks)


def _whose() -> list[str]:
    """Whose appointments there are to choose from: one's own, and those of patients as far as one may see any."""
    viewer = gate.viewer()
    sees = viewer.has_factor or not settings().practitioner_factor_required
    return [*([OWN] if gate.own_patient_id() else []), *([PATIENTS] if viewer.is_practitioner and sees else [])]


def _address(view: str, **values: object) -> str:
    return url_for(view, _external=True, **values)  # type: ignore[arg-type]


def _calendar(written: bytes, name: str, *, as_file: bool = False) -> Response:
    response = make_response(written)
    response.headers["Content-Type"] = TYPE
    response.headers["Content-Disposition"] = f'{"attachment" if as_file else "inline"}; filename="{name}"'
    response.set_etag(sha256(written).hexdigest()[:32])
    return response
