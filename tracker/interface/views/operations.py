"""Registers operations: the route, what is judged before the view runs, and how what goes wrong is answered."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, Final

from flask import Blueprint, request
from werkzeug.wrappers import Response

from tracker.domain.errors import Fault, Message, Problems
from tracker.interface.services.bodies import shown_name
from tracker.interface.services.listing import SinceTooLong
from tracker.interface.services.operation import Operation, Schema
from tracker.interface.services.resource import InTheWay
from tracker.patients.services.row_writing import AlreadySaved
from tracker.web import gate
from tracker.web.extensions import db
from tracker.web.gate import SAFE_METHODS
from tracker.web.limits import takes_body, takes_nothing
from tracker.web.problems import problem
from tracker.wording.errors import said_by_field
from tracker.wording.interface import problem_words

View = Callable[..., Response]
PREFIX: Final = "/api/v1"
CONDITIONS: Final = ("If-Match", "If-None-Match")
blueprint = Blueprint("interface", __name__)
OPERATIONS: Final[dict[str, Operation]] = {}
SCHEMAS: Final[dict[str, Callable[[], Schema]]] = {}


class Refused(Exception):
    """It cannot be done, for a reason that `wording.interface` says."""

    def __init__(self, status: int, reason: str = "") -> None:
        super().__init__()
        self.status, self.reason = status, reason or str(status)


def operation(one: Operation) -> Callable[[View], View]:
    """The view answers this operation."""
    assert one.name not in OPERATIONS, one.name  # noqa: S101
    OPERATIONS[one.name] = one

    def register(view: View) -> View:
        answering = gate.program(one.needs, one.action)(_answering(one, view))
        answering = takes_body(answering) if one.body else takes_nothing(answering)
        blueprint.add_url_rule(
            PREFIX + one.path,
            endpoint=one.name,
            view_func=answering,
            methods=[one.method],
            provide_automatic_options=False,
        )
        return view

    return register


def _answering(one: Operation, view: View) -> View:
    @wraps(view)
    def answering(**values: Any) -> Response:
        wrong = _wrong_parameters(one)
        if wrong:
            return refusal(400, wrong)
        try:
            return view(**values)
        except (Problems, InTheWay, AlreadySaved, SinceTooLong, Refused) as error:
            return _refused(one, error)

    return answering


def _wrong_parameters(one: Operation) -> dict[str, Message]:
    """What stands in the query unasked for, twice or empty, and conditions that would not be kept."""
    wrong: dict[str, Message] = {}
    for name, values in request.args.lists() if request.query_string else ():
        if name not in one.asked:
            wrong[shown_name(name)] = Fault("no_such_parameter")
        elif len(values) > 1:
            wrong[shown_name(name)] = Fault("given_twice")
        elif not values[0]:
            wrong[shown_name(name)] = Fault("needed")
    if one.method not in SAFE_METHODS:
        kept = {parameter.name for parameter in one.parameters}
        wrong |= {
            name: Fault("no_such_parameter") for name in CONDITIONS if name in request.headers and name not in kept
        }
    return wrong


def _refused(one: Operation, error: Exception) -> Response:
    if isinstance(error, Problems):
        return refusal(400 if error.by_field.keys() & one.asked else 422, error.by_field)
    if isinstance(error, InTheWay):
        return refusal(409, error.by_field, **error.more)
    if isinstance(error, Refused):
        return refusal(error.status, reason=error.reason)
    return refusal(409, reason="gone") if isinstance(error, AlreadySaved) else refusal(410)


NOTHING: Final[Mapping[str, Message]] = {}


def refusal(status: int, by_field: Mapping[str, Message] = NOTHING, *, reason: str = "", **more: Any) -> Response:
    """The problem of a status or a reason of our own; nothing of the request is kept."""
    db.session.rollback()
    return problem(status, *problem_words(reason or status), errors=said_by_field(by_field), **more)


def every() -> Iterable[Operation]:
    """All of them, in the order in which they were registered."""
    return OPERATIONS.values()
