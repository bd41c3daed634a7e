"""Holds JSON against the schemas of the interface: every keyword that they use, and no other."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

KINDS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
SAID_ALONE: Final = frozenset({"description", "format"})
KNOWN: Final = SAID_ALONE | {
    *("type", "enum", "pattern", "minimum", "maximum", "maxLength", "items", "uniqueItems"),
    *("properties", "required", "additionalProperties", "$ref"),
}
REFERENCE: Final = "#/components/schemas/"


def faults(value: Any, schema: Mapping[str, Any], schemas: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """What of a value is not as its schema says."""
    if "$ref" in schema:
        yield from faults(value, schemas[schema["$ref"].removeprefix(REFERENCE)], schemas, at)
        return
    yield from (f"{at}: unknown keyword {word}" for word in schema.keys() - KNOWN)
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if not any(_is(value, kind) for kind in kinds):
        yield f"{at}: {value!r} is not of {kinds}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not of the codes"
    yield from _of_kind(value, schema, schemas, at)


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _of_kind(value: Any, schema: Mapping[str, Any], schemas: Mapping[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{at}: {value!r} is not written as {schema['pattern']}"
        if len(value) > schema.get("maxLength", len(value)):
            yield f"{at}: too long"
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            yield f"{at}: {value} is out of its limits"
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from faults(one, schema["items"], schemas, f"{at}[{number}]")
        if schema.get("uniqueItems") and len({*map(repr, value)}) < len(value):
            yield f"{at}: stands twice"
    elif isinstance(value, dict):
        yield from _of_object(value, schema, schemas, at)


def _of_object(value: Any, schema: Mapping[str, Any], schemas: Mapping[str, Any], at: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    yield from (f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, one in value.items():
        if name in properties:
            yield from faults(one, properties[name], schemas, f"{at}.{name}")
        elif schema.get("additionalProperties", True) is False:
            yield f"{at}: {name} is not known"
