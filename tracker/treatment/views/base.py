"""The blueprint that every page of treatment hangs on, and what its forms begin with."""

from datetime import date, datetime
from uuid import UUID

from flask import Blueprint, request

from tracker.domain.errors import Invalid
from tracker.domain.values import parsing
from tracker.web import turned
from tracker.web.turned import here
from tracker.wording import formats
from tracker.wording.meanwhile import say_when

__all__ = ["asked_day", "asked_id", "at_now", "blueprint", "here", "now_or_elsewhere"]
blueprint = Blueprint("treatment", __name__)


def asked_day() -> date | None:
    """The day named in the address; None where it names none that can be read."""
    try:
        return parsing.day(request.args.get("day"))
    except Invalid:
        return None


def asked_id(name: str) -> UUID | None:
    """The id named in the address; None where it names none that can be read."""
    try:
        return parsing.identifier(request.args.get(name))
    except Invalid:
        return None


def at_now(now: datetime) -> turned.Fields:
    """What the form held, with the day and the time of this minute."""
    return turned.sent(day=now.date(), clock=formats.clock(now), shown_at=now.isoformat())


def now_or_elsewhere(was: datetime, then: str) -> tuple[turned.Way, turned.Way]:
    """The answers to one tap that logs something now: now, or on the day of the page, whose time is asked at `then`."""
    later = say_when(turned.then_words(was))
    return turned.Way(turned.now_words(here()), request.path, turned.sent()), turned.Way(later, then, None)
