"""The Patients page: everybody who shares with a practitioner, those most in need of attention first."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.practice.forms import SHOWN, SORTED, FindForm
from tracker.practice.services.patient_summary import make_summaries
from tracker.practice.services.patients import MADE_AT_ONCE, Asked, Everybody, page_of, read_everybody
from tracker.practice.views.base import blueprint, practitioner
from tracker.sharing.services import listings
from tracker.web import clock, gate, paging
from tracker.web.transactions import db_session, separate_session


@blueprint.get("/patients")
@gate.practising
def patients() -> ResponseReturnValue:
    viewer, now = practitioner(), clock.now()
    form = FindForm(request.args)
    form.validate()
    asked = Asked(form.q.data, form.show.data or "all", form.sort.data or "attention", paging.page_number())
    everybody = _everybody(viewer.account_id, now)
    page = page_of(db_session(), viewer.account_id, everybody, asked, now)
    _log_listed(viewer, everybody, [line.patient_id for line in page.lines], now)
    return render_template(
        "practice/patients.html",
        form=form,
        asked=asked,
        everybody=everybody,
        page=page,
        shown=SHOWN,
        sorted_by=SORTED,
        fresh_id=uuid4,
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
