"""The blueprint that every page of treatment hangs on, and what its forms begin with."""

from datetime import date, datetime
from urllib.parse import urlencode

from flask import Blueprint, request

from tracker.domain.values import parsing
from tracker.web import turned
from tracker.web.turned import here
from tracker.wording import formats
from tracker.wording.pages import say_when

blueprint = Blueprint("treatment", __name__)


@blueprint.app_template_global()
def asked_day() -> date | None:
    """The day named in the address; None where it names none that can be read."""
    return parsing.readable(parsing.day, request.args.get("day"))


@blueprint.app_template_global()
def here_from_day() -> str:
    """Where the form of this page goes: it keeps the day whose page led to it, so that saving leads back there."""
    day = asked_day()
    return request.path if day is None else f"{request.path}?{urlencode({'day': day})}"


def at_now(now: datetime) -> turned.Fields:
    """What the form held, with the day and the time of this minute."""
    return turned.sent(day=now.date(), clock=formats.clock(now), shown_at=now.isoformat())


def now_or_elsewhere(was: datetime, then: str) -> tuple[turned.Way, turned.Way]:
    """The answers to one tap that logs something now: now, or on the day of the page, whose time is asked at `then`."""
    later = say_when(turned.then_words(was))
    return turned.Way(turned.now_words(here()), request.path, turned.sent()), turned.Way(later, then, None)
