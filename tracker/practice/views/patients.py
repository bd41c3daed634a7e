"""The Patients page: everybody who shares with a practitioner, those most in need of attention first."""

from datetime import datetime
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.practice.forms import SHOWN, SORTED, FindForm
from tracker.practice.services.patients import MADE_AT_ONCE, Asked, Everybody, page_of, read_everybody
from tracker.practice.services.standing import make_standings
from tracker.practice.views.base import blueprint, practitioner
from tracker.web import clock, gate, paging
from tracker.web.transactions import aside, db_session


@blueprint.get("/patients")
@gate.signed_in
def patients() -> ResponseReturnValue:
    viewer, now = practitioner(), clock.now()
    form = FindForm(request.args)
    form.validate()
    asked = Asked(form.q.data, form.show.data or "all", form.sort.data or "attention", paging.page_number())
    everybody = _everybody(viewer.account_id, now)
    return render_template(
        "practice/patients.html",
        form=form,
        asked=asked,
        everybody=everybody,
        page=page_of(db_session(), everybody, asked, now),
        shown=SHOWN,
        sorted_by=SORTED,
    )


def _everybody(account_id: UUID, now: datetime) -> Everybody:
    """Everybody who shares; how a record stands is worked out first where it is not known, for some of them."""
    everybody = read_everybody(db_session(), account_id, now)
    if not everybody.outdated:
        return everybody
    with aside() as session:
        make_standings(session, everybody.outdated[:MADE_AT_ONCE], now)
    return read_everybody(db_session(), account_id, now)
