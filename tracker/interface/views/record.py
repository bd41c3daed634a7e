"""What is said of a record once: the episode, cautions, and activities with their scores."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from flask import Response, request

from tracker.domain.accounts.programs import Need, Scope
from tracker.domain.errors import Fault, Problems
from tracker.domain.limits import ACTIVITIES_MOST
from tracker.domain.safety.warning_signs import NO_SIGN
from tracker.domain.sharing.access import Action
from tracker.fields.field import SCORES, Fields, code, identifier, line, note, whole
from tracker.files import contract
from tracker.interface.services import bodies, schemas
from tracker.interface.services.operation import Answer, Operation
from tracker.interface.services.shapes import DAY, ID, TEXT, WHOLE, listed, maybe, reference, some, told
from tracker.interface.views import answers
from tracker.interface.views.operations import SCHEMAS, operation
from tracker.interface.views.rows import RECORD
from tracker.patients.models import Episode
from tracker.patients.services import record
from tracker.patients.services.cautions import read_cautions, say_cautions
from tracker.web import gate
from tracker.web.acting import author
from tracker.web.transactions import commit, db_session
from tracker.wording.cautions import CAUTIONS
from tracker.wording.language import N_
from tracker.wording.warning_signs import SIGN_AND_NONE

ABOUT: Final = N_("The record")
SAVED: Final = N_("As it stands now")
EPISODE: Final[Fields] = tuple(
    field for field in contract.EPISODE.columns if field.name not in {"episode_id", "ended_on", "created_at"}
)
CAUTION: Final[Fields] = (
    code("kind", N_("Which caution"), CAUTIONS, required=True),
    note("note", N_("What a practitioner should know about it")),
)
NAMED: Final[Fields] = (line("activity", N_("The activity, in the person's words"), required=True),)
SCORED: Final[Fields] = (
    identifier("activity_id", N_("The activity's id"), required=True),
    whole("score", N_("0 (cannot do it) to 10 (as well as before)"), within=SCORES, required=True),
)
SCHEMAS["Episode"] = lambda: schemas.object_schema(EPISODE, required=[field.name for field in EPISODE])
SCHEMAS["EpisodeBody"] = lambda: schemas.object_schema(EPISODE, required=[], sent=True)
SCHEMAS["Caution"] = lambda: told(caution_id=ID, kind=TEXT, noted_on=DAY, confirmed_on=DAY, note=maybe(TEXT))
SCHEMAS["CautionList"] = lambda: listed("Caution")
SCHEMAS["CautionBody"] = lambda: schemas.object_schema(CAUTION, required=["kind"], sent=True)
SCHEMAS["CautionsBody"] = lambda: _items("CautionBody", len(CAUTIONS))
SCHEMAS["Activity"] = lambda: told(
    activity_id=ID, activity=TEXT, position=WHOLE, score=maybe(WHOLE), scored_on=maybe(DAY)
)
SCHEMAS["ActivityList"] = lambda: listed("Activity")
SCHEMAS["ActivityBody"] = lambda: schemas.object_schema(NAMED, required=["activity"], sent=True)
SCHEMAS["ActivitiesBody"] = lambda: _items("ActivityBody", ACTIVITIES_MOST)
SCHEMAS["ScoredBody"] = lambda: schemas.object_schema(SCORED, required=["activity_id", "score"], sent=True)
SCHEMAS["ScoresBody"] = lambda: _items("ScoredBody", ACTIVITIES_MOST)


def _items(name: str, most: int) -> dict[str, Any]:
    """A body of some objects, so many at most."""
    items = some(reference(name)) | {"maxItems": most}
    return {"type": "object", "properties": {"items": items}, "required": ["items"], "additionalProperties": False}


def _sent(fields: Fields, most: int) -> list[dict[str, Any]]:
    """What such a body holds; `Problems` by field."""
    body = bodies.parsed(request.get_data())
    unknown = {bodies.shown_name(name): Fault("no_such_field") for name in body if name != "items"}
    items = body.get("items")
    if unknown or not isinstance(items, list) or len(items) > most or not all(isinstance(one, dict) for one in items):
        raise Problems(unknown or {"items": Fault("no_objects", most=most)})
    return [bodies.one_of_its_own(fields, one) for one in items]


def _each_once(name: str, values: list[Any]) -> None:
    if len(set(values)) < len(values):
        raise Problems({name: Fault("given_twice")})


@operation(
    Operation(
        name="read_episode",
        method="GET",
        path=f"{RECORD}/episode",
        part=ABOUT,
        summary=N_("What was said about this bout of sciatica"),
        needs=Need.READ,
        action=Action.READ,
        answers={200: Answer(SAVED, "Episode")},
    )
)
def episode(patient_id: UUID) -> Response:
    return answers.answer(_episode(record.find_episode(db_session(), patient_id)))


def _episode(row: Episode | None) -> dict[str, Any]:
    known = {field.name: getattr(row, field.name, None) for field in EPISODE}
    began = known["began_on"]
    return known | {
        "began_on": None if began is None else began.isoformat(),
        "warning_signs": list(known["warning_signs"] or ()),
    }


@operation(
    Operation(
        name="put_episode",
        method="PUT",
        path=f"{RECORD}/episode",
        part=ABOUT,
        summary=N_("Say what this bout is; what is left out is not recorded"),
        needs=Need.WRITE,
        action=Action.WRITE,
        body="EpisodeBody",
        answers={200: Answer(SAVED, "Episode", ("Change-Id",))},
    )
)
def put_episode(patient_id: UUID) -> Response:
    values = bodies.one_of_its_own(EPISODE, bodies.parsed(request.get_data()))
    signs = values["warning_signs"]
    if NO_SIGN in signs and len(signs) > 1:
        raise Problems({"warning_signs": SIGN_AND_NONE})
    change = record.save_episode(db_session(), values | {"warning_signs": signs or None}, author())
    return _saved(change, lambda: _episode(record.find_episode(db_session(), patient_id)))


def _saved(change: UUID | None, tell: Callable[[], dict[str, Any]]) -> Response:
    """Commit, and tell how it stands now; a token that sees nothing is told no more than that."""
    commit()
    blind = gate.viewer().scope is Scope.LOG
    response = answers.nothing() if blind else answers.answer(tell())
    if change is not None:
        response.headers[answers.CHANGE] = str(change)
    return response


@operation(
    Operation(
        name="list_cautions",
        method="GET",
        path=f"{RECORD}/cautions",
        part=ABOUT,
        summary=N_("What applies now that a practitioner should know before needles go in"),
        needs=Need.READ,
        action=Action.READ,
        answers={200: Answer(SAVED, "CautionList")},
    )
)
def cautions(patient_id: UUID) -> Response:
    return answers.answer(_cautions(patient_id))


def _cautions(patient_id: UUID) -> dict[str, Any]:
    rows = read_cautions(db_session(), patient_id).live
    return {
        "items": [
            {
                "caution_id": str(row.id),
                "kind": row.kind,
                "noted_on": row.noted_on.isoformat(),
                "confirmed_on": row.confirmed_on.isoformat(),
                "note": row.note,
            }
            for row in rows
        ]
    }


@operation(
    Operation(
        name="put_cautions",
        method="PUT",
        path=f"{RECORD}/cautions",
        part=ABOUT,
        summary=N_("Say what applies now: one that is left out ends today, those that stay are confirmed"),
        needs=Need.WRITE,
        action=Action.WRITE,
        body="CautionsBody",
        answers={200: Answer(SAVED, "CautionList", ("Change-Id",))},
    )
)
def put_cautions(patient_id: UUID) -> Response:
    given = _sent(CAUTION, len(CAUTIONS))
    _each_once("kind", [one["kind"] for one in given])
    notes = {one["kind"]: one["note"] for one in given}
    return _saved(say_cautions(db_session(), notes, author()), lambda: _cautions(patient_id))


@operation(
    Operation(
        name="list_activities",
        method="GET",
        path=f"{RECORD}/activities",
        part=ABOUT,
        summary=N_("The activities that are scored, each with its latest score"),
        needs=Need.READ,
        action=Action.READ,
        answers={200: Answer(SAVED, "ActivityList")},
    )
)
def activities(patient_id: UUID) -> Response:
    return answers.answer(_activities(patient_id))


def _activities(patient_id: UUID) -> dict[str, Any]:
    return {
        "items": [
            {
                "activity_id": str(one.id),
                "activity": one.name,
                "position": position,
                "score": one.score,
                "scored_on": None if one.scored_on is None else one.scored_on.isoformat(),
            }
            for position, one in enumerate(record.activities(db_session(), patient_id))
        ]
    }


@operation(
    Operation(
        name="put_activities",
        method="PUT",
        path=f"{RECORD}/activities",
        part=ABOUT,
        summary=N_("Name the activities, in order; one that is left out keeps its scores and is asked no more"),
        needs=Need.WRITE,
        action=Action.WRITE,
        body="ActivitiesBody",
        answers={200: Answer(SAVED, "ActivityList", ("Change-Id",))},
    )
)
def put_activities(patient_id: UUID) -> Response:
    names = [one["activity"] for one in _sent(NAMED, ACTIVITIES_MOST)]
    _each_once("activity", names)
    return _saved(record.save_activities(db_session(), names, author()), lambda: _activities(patient_id))


@operation(
    Operation(
        name="put_activity_scores",
        method="PUT",
        path=f"{RECORD}/activities/scores",
        part=ABOUT,
        summary=N_("Score activities as they are today; a second score of a day takes the place of the first"),
        needs=Need.LOG,
        action=Action.WRITE,
        body="ScoresBody",
        answers={
            200: Answer(SAVED, "ActivityList", ("Change-Id",)),
            204: Answer(N_("Saved; a token that sees nothing is told no more"), headers=("Change-Id",)),
        },
    )
)
def put_activity_scores(patient_id: UUID) -> Response:
    given = _sent(SCORED, ACTIVITIES_MOST)
    _each_once("activity_id", [one["activity_id"] for one in given])
    known = {one.id for one in record.activities(db_session(), patient_id)}
    if {one["activity_id"] for one in given} - known:
        raise Problems({"activity_id": Fault("no_activity")})
    scores = {one["activity_id"]: one["score"] for one in given}
    change = record.save_function_scores(db_session(), scores, author())
    return _saved(change, lambda: _activities(patient_id))
