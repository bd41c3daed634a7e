"""The gate in front of every view: whatever declares no policy is refused, and forbidden looks like missing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Flask, abort, current_app, g, request
from werkzeug.wrappers import Response

from tracker import sqlite
from tracker.domain.access import Action, Record, Subject, may
from tracker.web import clock

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Policy:
    """What a view asks of who comes: nothing, a sign-in, or a right on the record named in its address."""

    signed_in: bool
    action: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who is signed in, as every page needs to know them."""

    account_id: UUID
    user_name: str
    zone: ZoneInfo
    is_practitioner: bool
    session_id: UUID
    confirmed_at: datetime

    @property
    def subject(self) -> Subject:
        return Subject(self.account_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Whose record the address names. Days on every page are days in the patient's own zone."""

    record: Record
    user_name: str
    zone: ZoneInfo
    country: str | None
    set_up: bool

    @property
    def id(self) -> UUID:
        return self.record.patient_id

    def today(self) -> date:
        return clock.today(self.zone)


class Doorkeeper(Protocol):
    """What the gate asks of the features, which it does not know."""

    def find_viewer(self) -> Viewer | None: ...
    def find_patient(self, patient_id: UUID) -> Patient | None: ...
    def find_own_patient_id(self, account_id: UUID) -> UUID | None: ...
    def turn_away(self) -> Response: ...


View = TypeVar("View", bound=Callable[..., Any])


def _declare(policy: Policy) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]
        return view

    return mark


public = _declare(Policy(signed_in=False))
signed_in = _declare(Policy(signed_in=True))


def record(action: Action) -> Callable[[View], View]:
    """The view works on the record of `patient_id` in its address, and does `action` with it."""
    return _declare(Policy(signed_in=True, action=action))


def policy_of(view: Callable[..., Any] | None) -> Policy | None:
    return getattr(view, "policy", None)


def viewer() -> Viewer:
    """Who is signed in; only for views whose policy asks for it."""
    return cast("Viewer", g.viewer)


def patient() -> Patient:
    """Whose record the address names; only for views whose policy names an action."""
    return cast("Patient", g.patient)


def own_patient_id() -> UUID | None:
    """The viewer's own record, for the navigation of pages that are about no record."""
    if g.get("patient") is not None and g.patient.record.owner_account_id == g.viewer.account_id:
        return cast("UUID", g.patient.id)
    if g.get("viewer") is None:
        return None
    if "own_patient_id" not in g:
        g.own_patient_id = _doorkeeper().find_own_patient_id(g.viewer.account_id)
    return cast("UUID | None", g.own_patient_id)


def own_patient() -> Patient | None:
    """The viewer's own record, for pages that are open to all but say more to those who are known."""
    patient_id = own_patient_id()
    return None if patient_id is None else _doorkeeper().find_patient(patient_id)


def _doorkeeper() -> Doorkeeper:
    return cast("Doorkeeper", current_app.extensions["doorkeeper"])


def _check() -> Response | None:
    sqlite.set_reading(on=request.method in SAFE_METHODS)
    g.viewer = None
    g.patient = None
    if request.endpoint is None:
        return None
    policy = policy_of(current_app.view_functions[request.endpoint])
    if policy is None:
        abort(404)
    keeper = _doorkeeper()
    if request.endpoint != "static":
        g.viewer = keeper.find_viewer()
    if not policy.signed_in:
        return None
    if g.viewer is None:
        return keeper.turn_away()
    if policy.action is not None:
        found = keeper.find_patient((request.view_args or {})["patient_id"])
        if found is None or not may(g.viewer.subject, policy.action, found.record):
            abort(404)
        g.patient = found
    return None


def init_app(app: Flask, doorkeeper: Doorkeeper) -> None:
    app.extensions["doorkeeper"] = doorkeeper
    app.before_request(_check)
