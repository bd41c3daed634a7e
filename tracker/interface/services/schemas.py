"""The JSON Schema of fields and of resources, from the one declaration of what is recorded. Source: OpenAPI 3.1."""

from collections.abc import Collection
from typing import Any, Final

from tracker.domain.limits import LINE_LENGTH, NOTE_LENGTH
from tracker.fields.field import Field, Fields, Kind
from tracker.interface.services.resource import Resource
from tracker.wording.language import N_, _

Schema = dict[str, Any]
TEXT: Final = {"type": "string"}
WHOLE: Final = {"type": "integer"}
LONG_TEXT: Final = {"type": "string", "maxLength": NOTE_LENGTH}
KINDS: Final[dict[Kind, Schema]] = {
    Kind.IDENTIFIER: {"type": "string", "format": "uuid"},
    Kind.CODE: TEXT,
    Kind.DAY: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    Kind.CLOCK: {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.DOSE_TIME: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.+)?$"},
    Kind.DECIMAL: {"type": "number"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.NOT_STORED: {"type": "boolean"},
    Kind.LINE: {"type": "string", "maxLength": LINE_LENGTH},
    Kind.NOTE: {"type": "string", "maxLength": NOTE_LENGTH},
    Kind.PLAIN_VALUES: {"type": "array", "items": {"type": "object"}},
    **dict.fromkeys((Kind.SCORE, Kind.MINUTES, Kind.WHOLE, Kind.DAYS_LATER), WHOLE),
    **dict.fromkeys((Kind.POINTS, Kind.EXERCISES, Kind.SIDE_EFFECTS), LONG_TEXT),
}
VERSION: Final = {"type": "string", "description": N_("What it is called by in If-Match")}


def field_schema(field: Field, *, may_be_empty: bool) -> Schema:
    """One field: its kind, its limits, its codes, and what it means."""
    if field.kind is Kind.CODES:
        items = {"type": "string", "enum": list(field.codes)}
        kind = ["array", "null"] if may_be_empty else "array"
        return {"type": kind, "items": items, "uniqueItems": True, "description": _(field.meaning)}
    schema: Schema = dict(KINDS[field.kind])
    if field.kind in (Kind.YES_NO, Kind.NOT_STORED):
        meaning = _(field.meaning).replace("yes:", "true:")
    else:
        meaning = _(field.meaning)
    if field.codes:
        schema["enum"] = [*field.codes, None] if may_be_empty else [*field.codes]
    if not field.computed and field.low is not None and field.high is not None:
        schema |= {"minimum": field.low, "maximum": field.high}
    elif not field.computed and field.high is not None:
        schema |= {"minimum": 0, "maximum": field.high}
    if may_be_empty:
        schema["type"] = [schema["type"], "null"]
    return schema | {"description": meaning}


def object_schema(fields: Fields, *, required: Collection[str], sent: bool = False) -> Schema:
    """An object of these fields and no other; of one that is `sent`, what is not required may be left out or null."""
    properties = {
        field.name: field_schema(field, may_be_empty=_may_be_empty(field, required, sent=sent)) for field in fields
    }
    needed = [name for name in properties if name in required]
    schema: Schema = {"type": "object", "properties": properties, "required": needed}
    return schema | ({"additionalProperties": False} if sent else {})


def _may_be_empty(field: Field, required: Collection[str], *, sent: bool) -> bool:
    """Several codes that are none are told as an empty list, and may be sent as null like all that is not required."""
    if field.kind is Kind.CODES:
        return sent and field.name not in required
    return not (field.required and field.name in required)


def name_of(resource: Resource) -> str:
    """What the schema of one of its rows is called: `life_event` is LifeEvent."""
    return "".join(part.capitalize() for part in resource.one.split("_"))


def row_schema(resource: Resource) -> Schema:
    """One row as it is read: every field is there."""
    schema = object_schema(resource.file.columns, required=resource.file.header)
    schema["properties"]["version"] = VERSION | {"description": _(VERSION["description"])}
    schema["required"].append("version")
    return schema


def body_schema(resource: Resource) -> Schema:
    """What is sent to make or change one: the fields that may be given."""
    fields = tuple(field for field in resource.file.columns if field.name in resource.given)
    return object_schema(fields, required=[field.name for field in fields if field.required], sent=True)


def list_schema(resource: Resource) -> Schema:
    """A page of a list."""
    name = name_of(resource)
    gone = {
        "type": "object",
        "properties": {
            resource.id_field: {"type": "string", "format": "uuid"},
            "deleted_at": {"type": "string", "format": "date-time"},
        },
        "required": [resource.id_field, "deleted_at"],
    }
    maybe = {"type": ["string", "null"]}
    properties = {
        "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
        "deleted": {"type": "array", "items": gone, "description": _("Only with “since”: what was deleted")},
        "cursor": maybe | {"description": _("Where the list goes on; null on its last page")},
        "since": maybe | {"description": _("On the last page: what to ask “since” the next time; else null")},
    }
    return {"type": "object", "properties": properties, "required": list(properties)}
