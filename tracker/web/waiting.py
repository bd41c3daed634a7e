"""What waited on a device without network, and is sent now: by the forms' own addresses, told apart by two headers.

`Waiting-Id` is the id that the device gave it, `Waiting-Made-At` the moment at which it was made. Everything else is
the form: it is read, limited, merged and judged as one that a page sends. It counts at the moment it was made, its
change takes the id, so that sent again it is known, and the answer is JSON, which a worker can read.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from flask import Response, abort, current_app, g, request

from tracker.domain.values import parsing
from tracker.web import clock, opened
from tracker.web.forms import BaseForm, ParsedField

ID, MADE_AT = "Waiting-Id", "Waiting-Made-At"
JSON: Final = "application/json"
TAKEN, ASKED, UNFIT = 200, 409, 422


@dataclass(frozen=True, slots=True)
class Item:
    """One that waited: its id, and when it was made, which is never later than now."""

    id: UUID
    made_at: datetime


def item() -> Item | None:
    """What this request sends of what waited; None for a form that a page sends. Nobody's but of one's own record."""
    raw, patient = request.headers.get(ID), g.get("patient")
    if raw is None or patient is None:
        return None
    made_at = parsing.readable(parsing.moment, request.headers.get(MADE_AT, ""))
    item_id = parsing.readable(parsing.identifier, raw)
    if made_at is None or item_id is None or not patient.is_own:
        abort(400)
    return Item(item_id, min(made_at.replace(microsecond=0), clock.now()))


def made_or_now() -> datetime:
    """When what is sent was made; now, for what did not wait."""
    sent = item()
    return clock.now() if sent is None else sent.made_at


def was_taken(sent: Item) -> bool:
    """Whether it came before, and its answer did not arrive."""
    known: bool = current_app.extensions["change_known"](g.patient.id, sent.id)
    return known


def taken() -> Response:
    """It is in the record: the device may let go of it."""
    return _answer({"taken": True}, TAKEN)


def not_taken(form: BaseForm) -> Response:
    """Why it cannot stand; or, where all is well but for what changed meanwhile, which answer counts.

    `opened` is what the form is to say it was opened with, if what it holds counts.
    """
    asked = [field for field in form.to_ask if field.name in form and field.asked is not None]
    problems = [_wrong(field, said) for field in form for said in _said(field)]
    problems += [{"name": "", "label": "", "said": said} for said in form.form_errors]
    near = [str(one.id) for one in getattr(form, "near", ())]
    told: dict[str, Any] = {"problems": problems, "near": near}
    if problems or not asked:
        return _answer(told, ASKED if near else UNFIT)
    base = opened.read(request.form.get(opened.NAME))
    for field in asked:
        base[field.name] = opened.shortened(field.parts_of(field.object_data))
    both = [{"name": one.name, "label": one.label.text, "said": one.asked.message} for one in asked if one.asked]
    return _answer({"both": both, "opened": opened.write(base)}, ASKED)


def which_day(ways: Iterable[Any]) -> Response:
    """Two days may be meant: each way says its words, and the form and its address if that one is."""
    told = [{"words": way.words, "action": way.action, "fields": way.fields} for way in ways]
    return _answer({"ways": told}, ASKED)


def _said(field: Any) -> list[str]:
    """What is wrong with a field, apart from the question which answer counts."""
    asked = field.asked.message if isinstance(field, ParsedField) and field.asked is not None else None
    return [str(message) for message in field.errors if message != asked]


def _wrong(field: Any, said: str) -> dict[str, str]:
    return {"name": field.name, "label": field.label.text, "said": said}


def _answer(told: dict[str, Any], status: int) -> Response:
    return Response(json.dumps(told, ensure_ascii=False), status, mimetype=JSON)
