"""Our own files on their way back: looked at by a dry run, and brought in."""

from collections.abc import Mapping
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from tracker.domain.accounts.names import name_key
from tracker.domain.errors import Fault
from tracker.files.compared import differences, title
from tracker.files.contract import FILE_BY_NAME
from tracker.files.readers.faults import RowError
from tracker.imports.forms import BRING, OwnForm, own_form
from tracker.imports.services import own
from tracker.imports.services.storing import AlreadyBrought, OtherByNow, import_id_of
from tracker.imports.services.waiting import EXISTING, Waiting
from tracker.imports.views.common import again, done, room
from tracker.reports.services.clashes import Clash
from tracker.reports.services.importing import ImportFault, ImportResult
from tracker.web import clock, gate
from tracker.web.acting import author
from tracker.web.extensions import db
from tracker.web.refusals import form_page
from tracker.web.transactions import commit, db_session
from tracker.wording import bringing as words
from tracker.wording.language import _

ASK = EXISTING[2]


def shown(waiting: Waiting) -> Response:
    """What they would bring."""
    result, faults = _looked_at(waiting)
    return _page(waiting, result, faults, own_form(_asked(waiting, result), waiting.choices, None))


def _looked_at(waiting: Waiting) -> tuple[ImportResult | None, tuple[RowError, ...]]:
    """What they would bring, or what is wrong with them."""
    try:
        return own.look(db_session(), author(), own.of_waiting(waiting)), ()
    except ImportFault as fault:
        return None, fault.errors
    finally:
        db.session.rollback()


def _asked(waiting: Waiting, result: ImportResult | None) -> Mapping[str, str]:
    """The rows that are asked about one by one, by their keys: the first of them, for a page can hold so many."""
    if result is None or waiting.choices.existing != ASK:
        return {}
    return {one.key: _title(one) for one in result.clashes}


def _title(one: Clash) -> str:
    return title(FILE_BY_NAME[one.file], one.here, gate.patient().zone)


def _page(
    waiting: Waiting, result: ImportResult | None, faults: tuple[RowError, ...], form: OwnForm, note: str = ""
) -> Response:
    note = note or request.args.get("note", "")
    return form_page(
        "imports/own.html",
        form,
        waiting=waiting,
        result=result,
        faults=faults,
        clashes=[] if result is None else [(one, _title(one), _differences(one)) for one in result.clashes],
        standing=0 if result is None else sum(one.taken + one.kept for one in result.by_file.values()),
        asks=waiting.choices.existing == ASK,
        visits=waiting.choices.visits or any(map(_is_visit, () if result is None else result.notes)),
        whose=None
        if result is None or _is_mine(result.whose)
        else words.others_files(str(result.whose), author().name),
        note=_(words.UNREAD[note]) if note in words.UNREAD else "",
    )


def _differences(one: Clash) -> list[tuple[str, str, str]]:
    return [*differences(FILE_BY_NAME[one.file], one.differing, one.here, one.given, gate.patient().zone)]


def _is_visit(note: RowError) -> bool:
    """Whether it says that a row may be a visit that is here already."""
    return isinstance(note.message, Fault) and note.message.code == "visit_here"


def _is_mine(whose: str | None) -> bool:
    """Whether the files are of this account, as far as they say so."""
    return whose is None or name_key(whose) == name_key(author().name)


def answered(patient_id: UUID, waiting: Waiting) -> Response:
    """The yes, or another choice."""
    result, faults = _looked_at(waiting)
    asked = _asked(waiting, result)
    form = own_form(asked, waiting.choices, request.form)
    if form.mark.text != waiting.mark:
        return again(patient_id, note="another")
    if not form.validate():
        return _page(waiting, result, faults, form)
    before = waiting.choices
    takes = {key: said for key, said in form.days(asked).items() if said != EXISTING[0]}
    days = {key: said for key, said in before.days.items() if key not in asked} | takes
    said = {"existing": form.existing.data or before.existing, "visits": form.visits.data == "others", "days": days}
    waiting = room().say(waiting, clock.now(), **said)
    if request.form.get("act") != BRING:
        return again(patient_id)
    if waiting.choices != before:
        return again(patient_id, note="answers")
    return _brought(patient_id, waiting, result, faults, form)


def _brought(
    patient_id: UUID, waiting: Waiting, result: ImportResult | None, faults: tuple[RowError, ...], form: OwnForm
) -> Response:
    why = None if result is None or result.written else "nothing"
    if result is not None and why is None:
        try:
            own.store(db_session(), author(), own.of_waiting(waiting, form.seen.text), import_id_of(waiting))
            commit()
        except AlreadyBrought:
            db.session.rollback()
        except (ImportFault, OtherByNow):
            db.session.rollback()
            why = "changed"
    if why is not None:
        form.form_errors.append(_(words.UNREAD[why]))
    if why is not None or result is None:
        result, faults = _looked_at(waiting)
        return _page(waiting, result, faults, form)
    waiting.throw_away()
    return done(patient_id, waiting)
