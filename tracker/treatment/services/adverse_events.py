"""Adverse events as a record keeps them: plain values, and back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tracker.domain.errors import Fault, Invalid
from tracker.domain.treatment.session_record import AdverseEvent
from tracker.domain.values.facts import names_of


def write_events(events: Iterable[AdverseEvent] | None) -> list[dict[str, Any]] | None:
    """The events as plain values, without what was not recorded; None stays None ("nothing was said")."""
    if events is None:
        return None
    return [{name: value for name, value in asdict(event).items() if value is not None} for event in events]


def read_events(values: Sequence[Mapping[str, Any]] | None) -> tuple[AdverseEvent, ...] | None:
    """The inverse of `write_events`; `Invalid` for what it did not write."""
    if values is None:
        return None
    if any("item" not in value or not set(value) <= set(names_of(AdverseEvent)) for value in values):
        raise Invalid(Fault("no_effects"))
    return tuple(AdverseEvent(**value) for value in values)
