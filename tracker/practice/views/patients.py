"""The Patients page: who comes today, who needs a look, and everybody else who shares with a practitioner."""

from uuid import uuid4

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.practice.forms import SHOWN, SORTED, FindForm, LabelForm
from tracker.practice.services.day_sheet import read_bookings
from tracker.practice.services.listing import everybody_now, log_listed
from tracker.practice.services.patients import DAY, Asked, page_of
from tracker.practice.views.base import blueprint, practitioner
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
    everybody = everybody_now(db_session(), separate_session, viewer.account_id, now)
    bookings = read_bookings(db_session(), viewer.account_id, everybody.shared, now)
    page = page_of(db_session(), everybody, bookings, asked)
    by, listed = (viewer.account_id, viewer.user_name), [line.shared for line in page.lines]
    log_listed(db_session(), separate_session, by, listed, now)
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
