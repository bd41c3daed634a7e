"""The blueprint that every page of treatment hangs on, and how its forms are acted on."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import Blueprint

from tracker.domain.errors import Problems
from tracker.patients.authors import author
from tracker.web import clock, gate
from tracker.web.forms import BaseForm
from tracker.web.transactions import commit

__all__ = ["act_on", "author", "blueprint", "here", "refusal"]
blueprint = Blueprint("treatment", __name__)


def here() -> datetime:
    """Now, as the patient's clock shows it."""
    return clock.now().astimezone(gate.patient().zone)


def act_on(form: BaseForm, act: Callable[[], UUID]) -> UUID | None:
    """Do what the form asks and commit; the change it made, or None with the reasons beside the fields."""
    if not form.validate():
        return None
    try:
        revision_id = act()
    except Problems as problems:
        form.blame(problems)
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
