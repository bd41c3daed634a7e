"""Our own files on their way back: looked at by a dry run, and brought in."""

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from tracker.files.readers.faults import RowError
from tracker.imports.forms import BRING, OwnForm
from tracker.imports.services import own
from tracker.imports.services.storing import AlreadyBrought
from tracker.imports.services.waiting import Waiting
from tracker.imports.views.common import again, done, room
from tracker.reports.services.importing import ImportFault
from tracker.web import clock
from tracker.web.acting import author
from tracker.web.extensions import db
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session


def shown(waiting: Waiting) -> Response:
    """What they would bring."""
    return _page(waiting, OwnForm(formdata=None).suggest(visits=waiting.choices.visits))


def _page(waiting: Waiting, form: OwnForm) -> Response:
    """Our own files: what they would bring, or what is wrong with them."""
    result, faults = None, tuple[RowError, ...]()
    try:
        result = own.look(db_session(), author(), waiting)
    except ImportFault as fault:
        faults = fault.errors
    db.session.rollback()
    return form_page(
        "imports/own.html",
        form,
        waiting=waiting,
        result=result,
        faults=faults,
        fresh=0 if result is None else sum(counts.new for counts in result.by_file.values()),
        visits=waiting.choices.visits or any(own.is_visit(error) for error in faults),
    )


def answered(patient_id: UUID, waiting: Waiting) -> Response:
    """The yes, or another choice."""
    form = OwnForm()
    if form.mark.text != waiting.mark:
        return again(patient_id, note="another")
    changed = form.visits.data != waiting.choices.visits
    waiting = room().say(waiting, clock.now(), visits=form.visits.data)
    if changed or request.form.get("act") != BRING:
        return again(patient_id)
    try:
        own.store(db_session(), author(), waiting)
        commit()
    except AlreadyBrought:
        db.session.rollback()
    except ImportFault:
        db.session.rollback()
        return _page(waiting, form)
    waiting.throw_away()
    return done(patient_id, waiting)
