"""Answers of the interface, and the conditions that a request may make on what stands."""

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Response, request

from tracker.domain.accounts.programs import Scope
from tracker.interface.services.listing import Stands
from tracker.interface.views.operations import Refused
from tracker.web import gate

JSON: Final = "application/json"
CHANGE: Final = "Change-Id"
MADE, NOT_CHANGED, NOTHING_TOLD = 201, 304, 204


def answer(told: Mapping[str, Any], status: int = 200) -> Response:
    """An object."""
    return as_json(json.dumps(told, ensure_ascii=False), status)


def as_json(text: str, status: int = 200) -> Response:
    """What is JSON already."""
    return Response(text, status, mimetype=JSON)


def nothing(status: int = NOTHING_TOLD) -> Response:
    """No body, and so nothing that says what kind of body it is."""
    response = Response(status=status)
    del response.headers["Content-Type"]
    return response


def row(stands: Stands, *, change: UUID | None = None, made: bool = False) -> Response:
    """One row with its version, and the change that was made. A token that sees nothing is told its version alone."""
    response = nothing() if gate.viewer().scope is Scope.LOG else as_json(stands.written, MADE if made else 200)
    response.headers["ETag"] = f'"{stands.version}"'
    if change is not None:
        response.headers[CHANGE] = str(change)
    return response


def unless_known(stands: Stands) -> Response:
    """The row as it is read, or that it is the version which the program has."""
    if request.if_none_match.contains(stands.version):
        response = nothing(NOT_CHANGED)
        response.set_etag(stands.version)
        return response
    return row(stands)


def has_conditions() -> bool:
    """Whether the request makes any condition on what stands."""
    return "If-Match" in request.headers or "If-None-Match" in request.headers


def check_version(stands: Stands | None) -> None:
    """`Refused` where the request names a version that it is not, or wants it made and it is there.

    Without such a condition the last one to write counts, as between two pages whose writers both mean it: shortcuts
    and home automations keep no versions. Source: RFC 9110, 13.1.1 and 13.1.2.
    """
    wanted = request.if_match
    if "If-Match" in request.headers and (stands is None or not wanted.contains(stands.version)):
        raise Refused(412)
    if stands is not None and request.if_none_match.contains(stands.version):
        raise Refused(412, "there_already")
