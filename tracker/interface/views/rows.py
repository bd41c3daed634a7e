"""The operations of every resource: a list, one row, making or changing it, deleting it."""

import re
from typing import Final
from uuid import UUID

from flask import Response, abort, request

from tracker.domain.accounts.programs import Need, Scope
from tracker.domain.acting import Author
from tracker.domain.errors import Fault, Problems
from tracker.domain.sharing.access import Action
from tracker.interface.services import bodies, cursors, listing, schemas, writing
from tracker.interface.services.cursors import Place
from tracker.interface.services.listing import Reader, Stands
from tracker.interface.services.operation import DAY_TEXT, IF_MATCH, IF_NONE_MATCH, UNLESS, Answer, Operation, Parameter
from tracker.interface.services.resource import Resource, Values
from tracker.interface.views import answers
from tracker.interface.views.operations import SCHEMAS, Refused, operation
from tracker.patients.services import history
from tracker.patients.services.since import UNDER_WAY
from tracker.web import clock, gate
from tracker.web.acting import author
from tracker.web.transactions import commit, db_session
from tracker.wording.language import N_

RECORD: Final = "/records/<uuid:patient_id>"
LIMIT: Final = Parameter(
    "limit", N_("How many rows at most, 100 if not said"), {"type": "integer", "minimum": 1, "maximum": listing.MOST}
)
CURSOR: Final = Parameter("cursor", N_("Where the list goes on, as its last page said"), {"type": "string"})
SINCE: Final = Parameter(
    "since", N_("Only what changed since then, as the last page of a list said; deleted rows too"), {"type": "string"}
)
DAYS: Final = (
    Parameter("first_day", N_("Only from this day on"), DAY_TEXT),
    Parameter("last_day", N_("Only up to this day"), DAY_TEXT),
)
DONE: Final = Answer(N_("Made or changed; a token that sees nothing is told no more"), headers=("ETag", "Change-Id"))


def add(resource: Resource) -> None:
    """Register the operations that a resource has."""
    name = schemas.name_of(resource)
    SCHEMAS[name] = lambda: schemas.row_schema(resource)
    SCHEMAS[f"{name}List"] = lambda: schemas.list_schema(resource)
    _add_list(resource, name)
    _add_one(resource, name)
    if resource.put is not None:
        SCHEMAS[f"{name}Body"] = lambda: schemas.body_schema(resource)
        _add_put(resource, name)
    if resource.remove is not None:
        _add_delete(resource)


def reader() -> Reader:
    """Reads the record of the request."""
    patient = gate.patient()
    reader_id = None if patient.terms is None else gate.viewer().account_id
    return Reader(db_session(), patient.id, clock.now().astimezone(patient.zone), reader_id)


def _add_list(resource: Resource, name: str) -> None:
    @operation(
        Operation(
            name=f"list_{resource.name}",
            method="GET",
            path=f"{RECORD}/{resource.name.replace('_', '-')}",
            part=resource.title,
            summary=N_("A list, by day, the oldest first"),
            needs=Need.READ,
            action=Action.READ,
            parameters=(LIMIT, CURSOR, SINCE, *(DAYS if resource.is_day else ())),
            answers={200: Answer(N_("A page of the list"), f"{name}List")},
        )
    )
    def rows(patient_id: UUID) -> Response:  # noqa: ARG001 - the gate has judged by it
        page = reader().page(resource, _place(), _limit())
        items, deleted = writing.joined(page.items), writing.joined(page.deleted)
        return answers.as_json(
            f'{{"items":{items},"deleted":{deleted},"cursor":{_quoted(page.cursor)},"since":{_quoted(page.since)}}}'
        )


def _quoted(text: str | None) -> str:
    return "null" if text is None else f'"{text}"'


def _limit() -> int:
    asked = request.args.get("limit", str(listing.USUAL))
    if re.fullmatch("[1-9][0-9]{0,2}", asked) and int(asked) <= listing.MOST:
        return int(asked)
    raise Problems({"limit": Fault("no_whole", low=1, high=listing.MOST, other_digits=False)})


def _place() -> Place:
    """Where the list that was asked for begins, or goes on."""
    cursor, since = request.args.get("cursor"), request.args.get("since")
    first, last = (bodies.day_asked(name, request.args.get(name)) for name in ("first_day", "last_day"))
    if cursor is not None:
        if since is not None or (first or last):
            raise Problems({"cursor": Fault("one_of_two")})
        return cursors.read(cursor)
    moment = None if since is None else cursors.read_since(since)
    if moment is not None and (first or last):
        raise Problems({"since": Fault("one_of_two")})
    return Place(as_of=clock.now() - UNDER_WAY, since=moment, first=first, last=last)


def _add_one(resource: Resource, name: str) -> None:
    @operation(
        Operation(
            name=f"read_{resource.one}",
            method="GET",
            path=_path(resource),
            part=resource.title,
            summary=N_("One of them"),
            needs=Need.READ,
            action=Action.READ,
            parameters=(UNLESS,),
            answers={200: Answer(N_("As it stands"), name, ("ETag",)), 304: Answer(N_("It still is that version"))},
        )
    )
    def one(patient_id: UUID, **row: UUID) -> Response:  # noqa: ARG001 - the gate has judged by it
        stands = reader().one(resource, row[resource.id_name])
        return abort(404) if stands is None else answers.unless_known(stands)


def _path(resource: Resource) -> str:
    return f"{RECORD}/{resource.name.replace('_', '-')}/<uuid:{resource.id_name}>"


def _add_put(resource: Resource, name: str) -> None:
    put = resource.put
    assert put is not None  # noqa: S101

    @operation(
        Operation(
            name=f"put_{resource.one}",
            method="PUT",
            path=_path(resource),
            part=resource.title,
            summary=N_("Make one under an id of your own, or change it; what is left out is not recorded"),
            needs=Need.WRITE if resource.day_of is None else Need.LOG,
            action=resource.writes,
            parameters=(IF_MATCH, IF_NONE_MATCH),
            body=f"{name}Body",
            answers={
                200: Answer(N_("Changed, or as it stood"), name, ("ETag", "Change-Id")),
                201: Answer(N_("Made"), name, ("ETag", "Change-Id")),
                204: DONE,
            },
        )
    )
    def put_row(patient_id: UUID, **row: UUID) -> Response:  # noqa: ARG001 - the gate has judged by it
        row_id = row[resource.id_name]
        body = bodies.parsed(request.get_data())
        values = bodies.read(resource.file.columns, resource.given, body, id_=(resource.id_field, str(row_id)))
        by, only_today = author(), gate.viewer().scope is Scope.LOG
        if only_today or answers.has_conditions():
            stood = reader().one(resource, row_id)
            if only_today:
                _check_today(resource, values, stood, by)
            answers.check_version(stood)
        return saved(resource, row_id, put(db_session(), row_id, values, by))


def _check_today(resource: Resource, values: Values, stood: Stands | None, by: Author) -> None:
    """A token for today changes nothing that is, or was, of another day."""
    assert resource.day_of is not None, "only such have operations that need no more"  # noqa: S101
    if resource.day_of(values, by) != by.today or (stood is not None and not _is_of(stood, by)):
        raise Refused(403, "today")


def _is_of(stood: Stands, by: Author) -> bool:
    return stood.place[:10] == by.today.isoformat()


def saved(resource: Resource, row_id: UUID, change: UUID | None) -> Response:
    """Commit what was done to a row, and tell it as it stands then."""
    made, stands = history.is_new(db_session(), row_id), reader().one(resource, row_id)
    commit()
    return abort(404) if stands is None else answers.row(stands, change=change, made=made)


def _add_delete(resource: Resource) -> None:
    remove = resource.remove
    assert remove is not None  # noqa: S101

    @operation(
        Operation(
            name=f"delete_{resource.one}",
            method="DELETE",
            path=_path(resource),
            part=resource.title,
            summary=N_("Delete it; that can be undone for 30 days"),
            needs=Need.WRITE,
            action=resource.writes,
            parameters=(IF_MATCH,),
            answers={204: Answer(N_("Deleted; Change-Id says by which change, to undo it"), headers=("Change-Id",))},
        )
    )
    def delete_row(patient_id: UUID, **row: UUID) -> Response:  # noqa: ARG001 - the gate has judged by it
        row_id = row[resource.id_name]
        stood = reader().one(resource, row_id)
        if stood is None:
            abort(404)
        answers.check_version(stood)
        change = remove(db_session(), row_id, author())
        commit()
        response = answers.nothing()
        response.headers[answers.CHANGE] = str(change)
        return response
