"""The blueprint that every page of treatment hangs on, and how its forms are acted on."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from flask import Blueprint, request

from tracker.domain.errors import Invalid, Problems
from tracker.domain.treatment.one_visit import IsItThisOne
from tracker.domain.values import parsing
from tracker.patients.views.authors import author
from tracker.treatment.forms.near import AskingForm
from tracker.web import turned
from tracker.web.forms import BaseForm
from tracker.web.transactions import commit
from tracker.web.turned import here
from tracker.wording import formats
from tracker.wording.meanwhile import say_when

__all__ = ["act_on", "asked_day", "asked_id", "at_now", "author", "blueprint", "here", "now_or_elsewhere", "refusal"]
blueprint = Blueprint("treatment", __name__)


def act_on(form: BaseForm, act: Callable[[], UUID]) -> UUID | None:
    """Do what the form asks and commit; the change it made, or None with the reasons beside the fields."""
    if not form.validate():
        return None
    try:
        revision_id = act()
    except Problems as problems:
        form.blame(problems)
        if isinstance(problems, IsItThisOne) and isinstance(form, AskingForm):
            form.near = problems.found
    else:
        commit()
        return revision_id
    return None


def refusal(form: BaseForm | None) -> BaseForm:
    """Why a button did nothing, for the top of the page it stands on: its fields are not on that page."""
    shown = BaseForm(formdata=None)
    if form is not None:
        messages = [message for field in form for message in field.errors]
        shown.form_errors.extend([*form.form_errors, *messages])
    return shown


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
