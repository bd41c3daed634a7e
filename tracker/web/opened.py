"""What a form was opened with: written into it as one hidden field, and read again when it is sent.

It is trusted for nothing but telling what its sender changed from what they left as it was. Long texts are written as
their digest, since they are only compared. A form that comes without it counts as opened on nothing: it may fill what
is empty, and is asked about the rest.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from flask import current_app, g

from tracker.wording import formats
from tracker.wording import pages as wording

NAME: Final = "opened"
SETTLE: Final = "settle-"
TOLD: Final = "~"
OFFERED: Final = "+"
MINE, NEWER = "mine", "newer"
WHOLE: Final = ""
LONG: Final = 40
MOST: Final = 20_000
Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer that was changed here and elsewhere meanwhile: both, in words."""

    mine: str
    newer: str
    saved: str

    @property
    def message(self) -> str:
        """Both in short, so that it is seen how they differ; the newer one stands in full beside its field."""
        newer, mine = formats.apart_shortly(self.newer, self.mine)
        return wording.which_counts(self.saved, newer, mine)


def write(shown: Mapping[str, Parts]) -> str:
    """The parts of each field, as the text of the hidden input; fields that held nothing are left out."""
    held = {
        name: short(parts[WHOLE]) if set(parts) == {WHOLE} else {key: short(text) for key, text in parts.items()}
        for name, parts in shown.items()
        if parts
    }
    return json.dumps(held, separators=(",", ":"))


def with_values(**values: object) -> str:
    """The same for a form that is made of buttons, each with one plain value."""
    return write({name: {WHOLE: str(value)} for name, value in values.items() if value is not None})


def told(**values: object) -> dict[str, dict[str, str]]:
    """What a page tells beside its fields, under names that no field has."""
    return {f"{TOLD}{name}": {} if value is None else {WHOLE: str(value)} for name, value in values.items()}


def telling(**values: object) -> str:
    """The same as the text of the hidden input, for buttons in a list."""
    return write(told(**values))


def read(raw: str | None) -> dict[str, dict[str, str]]:
    """The parts of each field again; whatever is not of this shape counts as nothing."""
    if not raw or len(raw) > MOST:
        return {}
    try:
        held = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(held, dict):
        return {}
    return {name: _parts(value) for name, value in held.items()}


def _parts(value: Any) -> dict[str, str]:
    if isinstance(value, str):
        return {WHOLE: value}
    if not isinstance(value, dict):
        return {}
    return {key: text for key, text in value.items() if isinstance(text, str)}


def short(text: str) -> str:
    """The text itself, or what stands for it where it is long."""
    return text if len(text) <= LONG else f"#{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def shortened(parts: Parts) -> dict[str, str]:
    return {key: short(text) for key, text in parts.items()}


def saved_meanwhile(row: tuple[str, UUID] | None) -> str:
    """When this row (its table and id) of the page's record was changed last, and by whom where by somebody else."""
    patient = g.get("patient")
    change = None if row is None or patient is None else current_app.extensions["last_change"](patient.id, *row)
    if change is None:
        return wording.saved_meanwhile()
    name = change.by_name if change.by != g.viewer.account_id else change.through
    return wording.saved_meanwhile(formats.moment(change.at, patient.zone), name or "")
