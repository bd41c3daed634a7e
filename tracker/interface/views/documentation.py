"""The document of the interface for programs, and the page about it for the people who write them."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from tracker.interface.services import listing, openapi
from tracker.interface.services.beside import DAY_CONTEXT, TAGS
from tracker.interface.services.courses import COURSES
from tracker.interface.services.entries import ENTRIES
from tracker.interface.services.letters import NOTES, QUESTIONS, REVIEWS
from tracker.interface.services.life_events import LIFE_EVENTS
from tracker.interface.services.medication import MEDICATION
from tracker.interface.services.operation import Operation
from tracker.interface.services.session_records import SESSION_RECORDS
from tracker.interface.services.sessions import SESSIONS
from tracker.interface.views import answers, figures, own, patients, record, shares
from tracker.interface.views.operations import PREFIX, SCHEMAS, blueprint, every
from tracker.web import gate
from tracker.wording.language import _

EXAMPLE: Final = """\
curl -H "Authorization: Bearer $TOKEN" {base}/me
curl -X PUT -H "Authorization: Bearer $TOKEN" \\
     -H "Content-Type: application/json" -d '{{"score": 4}}' \\
     {base}/records/$RECORD/days/today/leg"""
# In the order of docs/interface.md.
RESOURCES: Final = (
    *(ENTRIES, SESSIONS, COURSES, MEDICATION, LIFE_EVENTS, TAGS, DAY_CONTEXT),
    *(REVIEWS, NOTES, QUESTIONS, SESSION_RECORDS),
)
PARTS: Final = (
    *(own.ABOUT, *dict.fromkeys(resource.title for resource in RESOURCES)),
    *(record.ABOUT, figures.FIGURES, shares.SHARES, own.CHANGES, patients.PATIENTS),
)
LIMITS: Final = {"usual": listing.USUAL, "most": listing.MOST}


@blueprint.get(f"{PREFIX}/openapi.json")
@gate.asking_nobody
def document() -> Response:
    """The same for everybody: it tells what can be asked for, and nothing of anybody."""
    return answers.answer(openapi.document(in_order(), SCHEMAS, request.url_root.rstrip("/") + PREFIX))


@blueprint.get("/interface")
@gate.public
def documentation() -> ResponseReturnValue:
    """What can be asked for, what is answered, and what each field means."""
    base = request.url_root.rstrip("/") + PREFIX
    return render_template(
        "interface/interface.html",
        parts=_by_part(),
        schemas={name: made() for name, made in SCHEMAS.items()},
        base=base,
        example=EXAMPLE.format(base=base),
        limits=LIMITS,
        kind_words=kind_words,
        answered=answered,
        bodies={one.body for one in every()},
    )


def in_order() -> list[Operation]:
    """Every operation, those of a part together."""
    return sorted(every(), key=lambda one: PARTS.index(one.part))


def _by_part() -> Mapping[str, list[Operation]]:
    parts: dict[str, list[Operation]] = {}
    for one in in_order():
        parts.setdefault(_(one.part), []).append(one)
    return parts


def answered(one: Operation) -> list[str]:
    """The names of what it answers, each once."""
    return [name for name in dict.fromkeys(answer.schema for answer in one.answers.values()) if name in SCHEMAS]


def kind_words(schema: Mapping[str, Any]) -> str:
    """What a field holds, in a few words that are those of JSON."""
    kinds = [schema["type"]] if isinstance(schema["type"], str) else list(schema["type"])
    said = [str(schema["format"]) if "format" in schema and kind == "string" else kind for kind in kinds]
    if "minimum" in schema:
        said[0] += f" {schema['minimum']}–{schema['maximum']}"
    return ", ".join(said)
