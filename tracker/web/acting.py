"""How a request acts: who writes in whose record and what is done with a form."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from tracker.domain.acting import Actor, Author
from tracker.domain.errors import Problems
from tracker.web import clock, gate, waiting
from tracker.web.forms import BaseForm
from tracker.web.transactions import commit


def author() -> Author:
    """Who acts in this request on the record it is about: its owner, or a practitioner under their grant."""
    return acting(gate.viewer(), gate.patient())


def acting(viewer: gate.Viewer, patient: gate.Patient) -> Author:
    """The same of this viewer and this record."""
    own, waited = patient.is_own, waiting.item()
    return Author(
        patient_id=patient.id,
        now=clock.now(),
        zone=patient.zone,
        account_id=viewer.account_id,
        name=viewer.user_name if own else gate.name_of(viewer),
        actor=Actor.PATIENT if own else Actor.PRACTITIONER,
        share_id=None if patient.share is None else patient.share.grant_id,
        came_back=not viewer.through and "came_back" in request.form,
        through=viewer.through,
        change_id=None if waited is None else waited.id,
        given_at=None if waited is None else waited.made_at,
    )


def writer() -> UUID | None:
    """Whose notes and proposals a page shows: for the owner of the record (None) those of all, else one's own."""
    return None if gate.patient().is_own else gate.viewer().account_id


@dataclass(frozen=True, slots=True)
class Done:
    """What was asked for is done and committed; `change` is None where there was nothing to do."""

    change: UUID | None


def answer(
    form: BaseForm,
    act: Callable[[], UUID | None],
    page: Callable[[], ResponseReturnValue],
    onward: Callable[[UUID | None], ResponseReturnValue],
) -> ResponseReturnValue:
    """The `page` of a form until what it asks is done; then where that leads, told which change was made.

    To a device on which the form waited, no page is shown.
    """
    waited = waiting.item()
    if waited is not None:
        is_there = waiting.was_taken(waited) or act_on(form, act) is not None
        return waiting.taken() if is_there else waiting.not_taken(form)
    done = act_on(form, act) if form.is_submitted() else None
    return page() if done is None else onward(done.change)


def act_on(form: BaseForm, act: Callable[[], UUID | None]) -> Done | None:
    """Do what a form that was sent asks, and commit; None where it was not, or cannot be, with the reasons in it."""
    if not form.validate_on_submit():
        return None
    try:
        change = act()
    except Problems as problems:
        form.blame(problems)
        return None
    commit()
    return Done(change)
