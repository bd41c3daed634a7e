"""Who a token is for, a score with one tap, and taking a change back."""

from datetime import date
from typing import Final
from uuid import UUID

from flask import Response, abort, request

from tracker.diary.services import reading, writing
from tracker.domain.accounts.programs import Need, Scope
from tracker.domain.errors import Invalid
from tracker.domain.sharing.access import Action
from tracker.fields.field import SCORES, Fields, whole
from tracker.interface.services import bodies, schemas
from tracker.interface.services.entries import ENTRIES
from tracker.interface.services.operation import Answer, Operation
from tracker.interface.views import answers
from tracker.interface.views.operations import SCHEMAS, Refused, operation
from tracker.interface.views.rows import DONE, RECORD, saved
from tracker.patients.services import history
from tracker.web import gate
from tracker.web.acting import author
from tracker.web.transactions import commit, db_session
from tracker.wording.language import N_

TODAY: Final = "today"
ABOUT: Final = N_("The token")
CHANGES: Final = N_("Changes")
TAP: Final[Fields] = (whole("score", N_("0 (no pain) to 10 (worst pain imaginable)"), within=SCORES, required=True),)
SCHEMAS["Score"] = lambda: schemas.object_schema(TAP, required=["score"], sent=True)
SCHEMAS["Me"] = lambda: {
    "type": "object",
    "properties": {
        "account_id": {"type": "string", "format": "uuid"},
        "user_name": {"type": "string"},
        "time_zone": {"type": "string"},
        "is_practitioner": {"type": "boolean"},
        "token": {"type": "string"},
        "scope": {"type": "string", "enum": [scope.value for scope in Scope]},
        "record_id": {"type": ["string", "null"], "format": "uuid"},
    },
    "required": ["account_id", "user_name", "time_zone", "is_practitioner", "token", "scope", "record_id"],
}
SCHEMAS["Undone"] = lambda: {
    "type": "object",
    "properties": {"change_id": {"type": "string", "format": "uuid"}, "undone": {"type": "boolean"}},
    "required": ["change_id", "undone"],
}


@operation(
    Operation(
        name="me",
        method="GET",
        path="/me",
        part=ABOUT,
        summary=N_("Whose token it is, what it may do, and the id of their own record"),
        needs=None,
        answers={200: Answer(N_("Whose it is"), "Me")},
    )
)
def me() -> Response:
    viewer = gate.viewer()
    record_id = gate.own_patient_id()
    return answers.answer(
        {
            "account_id": str(viewer.account_id),
            "user_name": viewer.user_name,
            "time_zone": viewer.zone.key,
            "is_practitioner": viewer.is_practitioner,
            "token": viewer.through,
            "scope": None if viewer.scope is None else viewer.scope.value,
            "record_id": None if record_id is None else str(record_id),
        }
    )


@operation(
    Operation(
        name="put_score",
        method="PUT",
        path=f"{RECORD}/days/<day>/<any(leg, back):site>",
        part=ENTRIES.title,
        summary=N_("One score of a day, with all else of that day left as it is; the day may be “today”"),
        needs=Need.LOG,
        action=Action.WRITE,
        body="Score",
        answers={
            200: Answer(N_("The day's entry"), "Entry", ("ETag", "Change-Id")),
            201: Answer(N_("The day's entry, made by it"), "Entry", ("ETag", "Change-Id")),
            204: Answer(DONE.meaning, headers=("Change-Id",)),
        },
    )
)
def put_score(patient_id: UUID, day: str, site: str) -> Response:
    by = author()
    for_date = by.today if day == TODAY else _day(day)
    score = bodies.one_of_its_own(TAP, bodies.parsed(request.get_data()))["score"]
    if gate.viewer().scope is Scope.LOG and for_date != by.today:
        raise Refused(403, TODAY)
    change = writing.set_score(db_session(), for_date, site, score, by)
    found = reading.find_daily(db_session(), patient_id, for_date)
    assert found is not None, "it was saved"  # noqa: S101
    response = saved(ENTRIES, found.id, change)
    if gate.viewer().scope is Scope.LOG:
        del response.headers["ETag"]  # made of all of the day, it would let what was not sent be guessed
    return response


def _day(text: str) -> date:
    """The day of an address, written as everywhere; what is none is no address."""
    try:
        return bodies.day(text)
    except Invalid:
        return abort(404)


@operation(
    Operation(
        name="undo_change",
        method="POST",
        path=f"{RECORD}/changes/<uuid:change_id>/undo",
        part=CHANGES,
        summary=N_("Take back one change, such as a deletion, by the Change-Id that it was answered with"),
        needs=Need.WRITE,
        action=Action.UNDO,
        answers={200: Answer(N_("It is undone"), "Undone")},
    )
)
def undo_change(patient_id: UUID, change_id: UUID) -> Response:  # noqa: ARG001 - the gate has judged by it
    try:
        history.undo(db_session(), change_id, author(), may_do=gate.may_now)
    except (history.MayNotUndo, history.NothingToUndo):
        raise Refused(409, "nothing_to_undo") from None
    commit()
    return answers.answer({"change_id": str(change_id), "undone": True})
