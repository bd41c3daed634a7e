"""The blueprint of what is written to each other, whose rows a page shows, and how its forms are acted on."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint

from tracker.domain.errors import Problems
from tracker.web import gate
from tracker.web.forms import BaseForm
from tracker.web.transactions import commit

blueprint = Blueprint("correspondence", __name__)


def writer() -> UUID | None:
    """Whose notes and proposals a page shows: for the owner of the record (None) those of all, else one's own."""
    return None if gate.patient().is_own else gate.viewer().account_id


def attempt(form: BaseForm, act: Callable[[], UUID | None]) -> tuple[bool, UUID | None]:
    """Do what the form asks and commit: whether it was done, and the change it made if there was anything to do.

    Where it could not be done the reasons stand beside the fields.
    """
    if not form.validate():
        return False, None
    try:
        revision_id = act()
    except Problems as problems:
        form.blame(problems)
    else:
        commit()
        return True, revision_id
    return False, None
