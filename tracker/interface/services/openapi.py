"""The OpenAPI document of the interface, made of the same table that makes the routes. Source: OpenAPI 3.1.1."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from tracker.interface.services.operation import Answer, Operation, Parameter
from tracker.wording.interface import problem_words
from tracker.wording.language import N_, _

TITLE: Final = N_("Sciatica Tracker, the interface for programs")
VERSION: Final = "1"
# What any operation may answer in place of what was asked for.
ALWAYS: Final = (400, 401, 403, 404, 429)
WITH_A_BODY: Final = (409, 413, 415, 422)
HEADERS: Final[Mapping[str, str]] = {
    "ETag": N_("The version, in double quotes"),
    "Change-Id": N_("The change that was made, to undo it; not there where all stood so before"),
}
PROBLEM: Final[Mapping[str, Any]] = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string"},
                    "detail": {"type": "string"},
                    "pointer": {"type": "string"},
                },
                "required": ["detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail"],
}


def document(
    operations: Iterable[Operation], schemas: Mapping[str, Callable[[], Mapping[str, Any]]], server: str
) -> dict[str, Any]:
    """The document; `server` is where the interface begins."""
    paths: dict[str, dict[str, Any]] = {}
    parts: dict[str, None] = {}
    for one in operations:
        parts[_(one.part)] = None
        paths.setdefault(one.written_path, {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {"title": _(TITLE), "version": VERSION},
        "servers": [{"url": server}],
        "security": [{"token": []}],
        "tags": [{"name": part} for part in parts],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {**{name: made() for name, made in schemas.items()}, "Problem": PROBLEM},
        },
    }


def _operation(one: Operation) -> dict[str, Any]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": dict(schema)}
        for name, schema in one.path_parameters.items()
    ]
    told: dict[str, Any] = {
        "operationId": one.name,
        "tags": [_(one.part)],
        "summary": _(one.summary),
        "parameters": [*in_path, *map(_parameter, one.parameters)],
        "responses": _answers(one),
    }
    if one.body:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": _reference(one.body)}}}
    return told


def _parameter(one: Parameter) -> dict[str, Any]:
    return {"name": one.name, "in": one.place, "description": _(one.meaning), "schema": dict(one.schema)}


def _answers(one: Operation) -> dict[str, Any]:
    refused = [*ALWAYS, *(WITH_A_BODY if one.body else ()), *refusals_of(one)]
    told: dict[str, Any] = {str(status): _answer(answer) for status, answer in one.answers.items()}
    for status in sorted(refused):
        content = {"application/problem+json": {"schema": _reference("Problem")}}
        told[str(status)] = {"description": problem_words(status)[0], "content": content}
    return told


def refusals_of(one: Operation) -> list[int]:
    """What else it may answer, by what it asks."""
    names = {parameter.name for parameter in one.parameters}
    also = {
        409: one.method == "POST" and not one.body,
        410: "since" in names,
        412: "If-Match" in names,
        413: one.method != "GET" and not one.body,
        415: one.method != "GET" and not one.body,
    }
    return [status for status, may_be in also.items() if may_be]


def _answer(answer: Answer) -> dict[str, Any]:
    told: dict[str, Any] = {"description": _(answer.meaning)}
    if answer.schema:
        told["content"] = {"application/json": {"schema": _reference(answer.schema)}}
    if answer.headers:
        told["headers"] = {
            name: {"description": _(HEADERS[name]), "schema": {"type": "string"}} for name in answer.headers
        }
    return told


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
