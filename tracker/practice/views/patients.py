"""The Patients page: who comes today, who needs a look, and everybody else who shares with a practitioner."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.practice.forms import SHOWN, SORTED, FindForm, LabelForm
from tracker.practice.services.day_sheet import read_bookings
from tracker.practice.services.everybody import Everybody, read_everybody
from tracker.practice.services.patient_summary import make_summaries
from tracker.practice.services.patients import DAY, MADE_AT_ONCE, Asked, page_of
from tracker.practice.views.base import blueprint, practitioner
from tracker.sharing.services import listings
from tracker.web import clock, gate, paging
from tracker.web.compressing import may_be_compressed
from tracker.web.transactions import db_session, separate_session


@blueprint.get("/patients")
@gate.practising
@may_be_compressed
def patients() -> ResponseReturnValue:
    viewer, now = practitioner(), clock.now()
    form = FindForm(request.args)
    form.validate()
    asked = Asked(form.q.data, form.show.data or "all", form.sort.data or DAY, paging.page_number())
    everybody = _everybody(viewer.account_id, now)
    bookings = read_bookings(db_session(), viewer.account_id, everybody.shared, now)
    page = page_of(db_session(), everybody, bookings, asked)
    _log_listed(viewer, everybody, [line.shared.patient_id for line in page.lines], now)
    return render_template(
        "practice/patients.html",
        form=form,
        asked=asked,
        everybody=everybody,
        page=page,
        shown=SHOWN,
        sorted_by=SORTED,
        today=clock.today(viewer.zone),
        printed=now.astimezone(viewer.zone),
        coming_today=sum(bool(booked.today) for booked in bookings.values()),
        fresh_id=uuid4,
        labelling="labels" in request.args,
        form_for=lambda one: LabelForm(formdata=None, data={"label": one.own_label}),
    )


def _log_listed(viewer: gate.Viewer, everybody: Everybody, patient_ids: Sequence[UUID], now: datetime) -> None:
    """Before the list is shown, each of these patients can read that it was; once a day is enough."""
    listed = set(patient_ids)
    zones = {one.patient_id: one.zone for one in everybody.shared if one.patient_id in listed}
    new = listings.not_yet_today(db_session(), viewer.account_id, zones, now)
    if new:
        with separate_session() as session:
            listings.log_listed(session, viewer.account_id, viewer.user_name, new, now)


def _everybody(account_id: UUID, now: datetime) -> Everybody:
    """Everybody who shares; how a record stands is worked out first where it is not known, for some of them."""
    everybody = read_everybody(db_session(), account_id, now)
    if not everybody.outdated:
        return everybody
    with separate_session() as session:
        make_summaries(session, everybody.outdated[:MADE_AT_ONCE], now)
    return read_everybody(db_session(), account_id, now)
