"""The gate in front of every view: whatever declares no policy is refused, and forbidden looks like missing.

What somebody else is shown of a record is set beneath every query of their request, and every look of theirs is in the
log of the record before they see it. Programs come to the interface alone, with a token and nothing else; pages take
no token.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Flask, abort, current_app, g, request
from werkzeug.wrappers import Response

from tracker.domain.accounts.look import Look
from tracker.domain.accounts.programs import Need, Scope, opened
from tracker.domain.sharing import access
from tracker.domain.sharing.access import Action, AskedRecord, LinkPass, Share, Subject, Terms
from tracker.storage import base, sqlite
from tracker.web import clock
from tracker.web.marks import View, marked
from tracker.web.problems import for_program
from tracker.wording import formats, language

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
TAKEN = 200
# Answers that show a page of the record: as asked for, or again, with why the form on it could not be taken.
# A program that is told that a row stands as it knows it has looked at that row.
SHOWN = frozenset({200, 304, 409, 422, 429})


@dataclass(frozen=True, slots=True)
class Policy:
    """What a view asks of who comes: nothing, a sign-in, or a right on the record named in its address.

    `posting` is the right that sending a form to it asks for, where that is another. `fresh`: whoever has not given
    their password lately is asked for it again, before something that lets others see. `factor`: whoever has no second
    factor is asked to add one, as for every record that is shared with them. Without `looks_who` nobody is even asked
    who they are: the answer is the same for all, and the database is left alone. `needs` is what the token of a program
    must let it do (one of these): of the interface, each operation on a record says so. Where a view only `reads`, what
    is sent to it changes nothing either, and the record is looked at as for a page.
    """

    signed_in: bool
    action: Action | None = None
    posting: Action | None = None
    fresh: bool = False
    factor: bool = False
    looks_who: bool = True
    needs: Need | None = None
    reads: bool = False

    def asks(self, method: str) -> Action | None:
        return self.action if method in SAFE_METHODS or self.posting is None else self.posting


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who is signed in, as every page needs to know them; or whose program came, with a token called `through`.

    Of a program, `session_id` is its token and `confirmed_at` when that was made.
    """

    account_id: UUID
    user_name: str
    zone: ZoneInfo
    is_practitioner: bool
    session_id: UUID
    confirmed_at: datetime
    look: Look
    is_demo: bool = False
    has_factor: bool = False
    notice_since: datetime | None = None
    erase_at: datetime | None = None
    scope: Scope | None = None
    through: str = ""

    @property
    def subject(self) -> Subject:
        return Subject(account_id=self.account_id, is_practitioner=self.is_practitioner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Whose record the address names. Days on every page are days in the patient's own zone."""

    record: AskedRecord
    user_name: str
    zone: ZoneInfo
    country: str | None
    made_on: date
    cards_settled: tuple[str, ...] = ()
    terms: Terms | None = None
    share: Share | None = None
    link: LinkPass | None = None

    @property
    def is_own(self) -> bool:
        """Whether the owner looks at it; else `terms` say what is shown, and `share` or `link` by which right."""
        return self.terms is None

    @property
    def id(self) -> UUID:
        return self.record.patient_id

    def today(self) -> date:
        return clock.today(self.zone)


class Stated(NamedTuple):
    """What a practitioner states of themselves: how patients are to know them, and the kind of what they practise."""

    name: str
    trade: str


class GateAnswers(Protocol):
    """What the gate asks of the features, which it does not know."""

    def find_viewer(self) -> Viewer | None: ...
    def find_patient(self, patient_id: UUID, viewer: Viewer | None) -> Patient | None: ...
    def find_link(self) -> LinkPass | None: ...
    def knocks_with_link(self) -> bool: ...
    def look_through(self, patient: Patient) -> None: ...
    def log_look(self, patient: Patient, viewer: Viewer | None, view: str, detail: str | None) -> Response | None: ...
    def find_own_patient_id(self, account_id: UUID) -> UUID | None: ...
    def find_stated(self, account_id: UUID) -> Stated | None: ...
    def turn_away(self) -> Response: ...
    def tell_refused(self, patient_id: UUID, viewer: Viewer, action: Action) -> Response | None: ...
    def ask_again(self, viewer: Viewer) -> Response | None: ...
    def ask_factor(self, viewer: Viewer) -> Response | None: ...
    def find_program(self) -> Viewer | Response: ...
    def refuse_program(self, reason: str) -> Response: ...


asking_nobody = marked("policy", Policy(signed_in=False, looks_who=False))
public = marked("policy", Policy(signed_in=False))
# What is sent to it is read and changes nothing.
public_reading = marked("policy", Policy(signed_in=False, reads=True))
signed_in = marked("policy", Policy(signed_in=True))
signed_in_lately = marked("policy", Policy(signed_in=True, fresh=True))
practising = marked("policy", Policy(signed_in=True, factor=True))


def program(needs: Need | None, action: Action | None = None) -> Callable[[View], View]:
    """The view is for programs; it works on the record of `patient_id` in its address, where it names an action."""
    return marked("policy", Policy(signed_in=True, action=action, needs=needs))


def record(
    action: Action, *, posting: Action | None = None, fresh: bool = False, reads: bool = False
) -> Callable[[View], View]:
    """The view works on the record of `patient_id` in its address, and does `action` with it."""
    return marked("policy", Policy(signed_in=True, action=action, posting=posting, fresh=fresh, reads=reads))


def policy_of(view: Callable[..., Any] | None) -> Policy | None:
    return getattr(view, "policy", None)


def only_reads() -> bool:
    """Whether this request changes nothing of a record: it asks for a page, or its view reads whatever is sent."""
    policy = policy_of(current_app.view_functions.get(request.endpoint or ""))
    return request.method in SAFE_METHODS or (policy is not None and policy.reads)


def viewer() -> Viewer:
    """Who is signed in; only for views whose policy asks for it."""
    return cast("Viewer", g.viewer)


def patient() -> Patient:
    """Whose record the address names; only for views whose policy names an action."""
    return cast("Patient", g.patient)


def own_patient_id() -> UUID | None:
    """The viewer's own record, for the navigation of pages that are about no record."""
    if g.get("viewer") is None:
        return None
    if g.get("patient") is not None and g.patient.is_own:
        return cast("UUID", g.patient.id)
    if "own_patient_id" not in g:
        g.own_patient_id = _doorkeeper().find_own_patient_id(g.viewer.account_id)
    return cast("UUID | None", g.own_patient_id)


def own_patient() -> Patient | None:
    """The viewer's own record, for pages that are open to all but say more to those who are known."""
    patient_id = own_patient_id()
    return None if patient_id is None else _doorkeeper().find_patient(patient_id, g.viewer)


def trade() -> str | None:
    """What a practitioner who looks at somebody else's record practises, as they state it; None for everybody else."""
    found: Patient | None = g.get("patient")
    if found is None or found.share is None or g.get("viewer") is None:
        return None
    stated = _stated(g.viewer)
    return None if stated is None else stated.trade


def name_of(practitioner: Viewer) -> str:
    """How a practitioner is named to patients, in what they write and in the log: as they state, or their user name."""
    stated = _stated(practitioner)
    return practitioner.user_name if stated is None or not stated.name else stated.name


def _stated(practitioner: Viewer) -> Stated | None:
    """What a practitioner states of themselves; looked up once a request."""
    if g.get("stated") is None:
        g.stated = (_doorkeeper().find_stated(practitioner.account_id),)
    return cast("Stated | None", g.stated[0])


def may_now(action: str) -> bool:
    """Whether who looks at this page may also do `action` with its record: what templates ask before they offer it."""
    found: Patient | None = g.get("patient")
    if found is None or g.get("viewer") is None:
        return False
    return access.may(g.viewer.subject, Action(action), found.record)


def _doorkeeper() -> GateAnswers:
    return cast("GateAnswers", current_app.extensions["gate_answers"])


def _check() -> Response | None:
    sqlite.set_reading(on=only_reads())
    base.set_notes_hidden(on=False)
    g.viewer = None
    g.patient = None
    g.stated = None
    return _check_program() if for_program() else _check_page()


def _check_page() -> Response | None:
    """What a page asks of whoever is signed in, by the cookie they send."""
    if request.endpoint is None:
        return None
    policy = policy_of(current_app.view_functions[request.endpoint])
    if policy is None:
        abort(404)
    keeper = _doorkeeper()
    if policy.looks_who:
        g.viewer = keeper.find_viewer()
        if g.viewer is not None:
            formats.write_dates(g.viewer.look.date_format)
    if not policy.signed_in:
        return None
    action = policy.asks(request.method)
    if action is not None:
        g.patient = _admitted(keeper, action, (request.view_args or {})["patient_id"])
    if g.viewer is None and g.patient is None:
        if action is Action.SUMMARY and keeper.knocks_with_link():
            abort(404)
        return keeper.turn_away()
    if action is not None and g.patient is None:
        return _refuse(keeper, action, (request.view_args or {})["patient_id"])
    return _ask_more(keeper, policy)


def _check_program() -> Response | None:
    """A token first, whatever was asked for; then what the view asks of it, and of whose it is."""
    view = None if request.endpoint is None else current_app.view_functions[request.endpoint]
    policy = policy_of(view)
    if policy is not None and not policy.signed_in:
        return None
    keeper = _doorkeeper()
    found = keeper.find_program()
    if not isinstance(found, Viewer):
        return found
    g.viewer = found
    if view is None:
        return None
    if policy is None:
        abort(404)
    if policy.action is None:
        return None if policy.needs is None else _check_practitioners(keeper, found, policy.needs)
    patient_id = (request.view_args or {})["patient_id"]
    g.patient = _admitted(keeper, policy.action, patient_id)
    opens = opened(cast("Scope", found.scope), own=g.patient is not None and g.patient.is_own)
    if g.patient is None or not opens:
        g.patient = None
        abort(404)
    if policy.needs not in opens:
        g.patient = None
        return keeper.refuse_program("scope")
    return keeper.refuse_program("factor") if not g.patient.is_own and keeper.ask_factor(found) else None


def _check_practitioners(keeper: GateAnswers, found: Viewer, needs: Need) -> Response | None:
    """What is of no record but of all that are shared is for practitioners, by a token for what patients share."""
    if not found.is_practitioner:
        abort(404)
    if needs not in opened(cast("Scope", found.scope), own=False):
        return keeper.refuse_program("scope")
    return keeper.refuse_program("factor") if keeper.ask_factor(found) else None


def admit_again(found: Patient) -> Response | None:
    """Whoever changes a record that is not theirs waited for their turn: their right to may have ended meanwhile."""
    policy = policy_of(current_app.view_functions[str(request.endpoint)])
    action = None if policy is None else policy.asks(request.method)
    if found.is_own or action is None:
        return None
    keeper = _doorkeeper()
    g.patient = _admitted(keeper, action, found.id)
    if g.patient is None and for_program():
        abort(404)
    return _refuse(keeper, action, found.id) if g.patient is None else None


def _refuse(keeper: GateAnswers, action: Action, patient_id: UUID) -> Response:
    """Forbidden looks like missing, but for a practitioner with whom this record was shared: they know it is there."""
    told = keeper.tell_refused(patient_id, g.viewer, action)
    if told is None:
        abort(404)
    return keeper.ask_factor(g.viewer) or told


def _ask_more(keeper: GateAnswers, policy: Policy) -> Response | None:
    """A second factor of practitioners, before they see what others share; the password again, before what is grave."""
    if g.viewer is None:
        return None
    by_grant = g.patient is not None and g.patient.share is not None
    asked = keeper.ask_factor(g.viewer) if policy.factor or by_grant else None
    return keeper.ask_again(g.viewer) if asked is None and policy.fresh else asked


def _admitted(keeper: GateAnswers, action: Action, patient_id: UUID) -> Patient | None:
    """The record for whoever may do this with it: the account that is signed in, or else the holder of a link."""
    viewer: Viewer | None = g.viewer
    link = keeper.find_link() if action is Action.SUMMARY and not for_program() else None
    if viewer is None and link is None:
        return None
    found = keeper.find_patient(patient_id, viewer)
    if found is None:
        return None
    subjects = [] if viewer is None else [viewer.subject]
    subjects += [] if link is None else [Subject(link=link)]
    subject = next((one for one in subjects if access.may(one, action, found.record)), None)
    if subject is None:
        return None
    if access.owns(subject, found.record):
        return found
    admitted = replace(
        found,
        terms=access.terms_of(subject, found.record),
        share=access.live_share(subject, found.record),
        link=access.live_link(subject, found.record),
    )
    # Rows that are about to be changed must be read as they are; the pages that answer a form show no notes.
    base.set_notes_hidden(on=only_reads() and not cast("Terms", admitted.terms).notes)
    keeper.look_through(admitted)
    language.read_by_owner(owner=False)
    return admitted


def _log_look(response: Response) -> Response:
    """No page of a record reaches anybody but its owner before the look is in the record's log.

    Nor does one that refuses a form: it shows the record as much as the page on which the form stood.
    """
    found: Patient | None = g.get("patient")
    if found is None or found.is_own or _asks_head_of_page() or response.status_code not in SHOWN:
        return response
    detail = (request.view_args or {}).get("name") if response.status_code == TAKEN else None
    refusal = _doorkeeper().log_look(found, g.viewer, str(request.endpoint), detail)
    return response if refusal is None else refusal


def _asks_head_of_page() -> bool:
    """The head of a page shows nothing; that of an answer to a program holds the version of a row."""
    return request.method == "HEAD" and not for_program()


def init_app(app: Flask, gate_answers: GateAnswers) -> None:
    app.extensions["gate_answers"] = gate_answers
    app.before_request(_check)
    app.after_request(_log_look)
