"""Every kind of caller tries every operation of the interface: who gets in is written here once more, by hand."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import update

from tests.support import sharing
from tests.support.canaries import ANY, LIMITED_DAYS, NOTE, OLD, OTHERS, OWN, RECORDED, Canaries, plant
from tests.support.people import Person, make_person, sign_in
from tests.support.programs import BASE, Program, new_token
from tests.support.rules import of_programs
from tracker.accounts.models import Account
from tracker.domain.accounts.programs import Need, Scope
from tracker.domain.sharing.access import Action
from tracker.interface.services.operation import Operation
from tracker.interface.views.operations import OPERATIONS
from tracker.tokens.models import ProgramToken
from tracker.web.extensions import db

READS, LOGS, WRITES = {Need.READ}, {Need.LOG}, {Need.READ, Need.LOG, Need.WRITE}
NOTHING: Final[set[Need]] = set()
# What a practitioner may do in a record that is shared with them, and what more with the right to record.
SHARED: Final = {Action.SUMMARY, Action.READ, Action.EXPORT, Action.COMMENT, Action.ANSWER, Action.UNDO}
EVERYTHING: Final = (NOTE, OLD, ANY, OTHERS, OWN, RECORDED)
HIDDEN: Final = (NOTE, OLD, OTHERS, OWN, RECORDED)
SAMPLES: Final = {"day": "today", "site": "leg", "kind": "heat", "name": "pain"}


@dataclass
class Scene:
    """Two records full of canaries, and a practitioner."""

    app: Flask
    rosa: Canaries
    omar: Canaries
    practitioner: Person

    def of(self, person: Person, scope: Scope) -> Program:
        return Program(self.app, new_token(self.app, person, scope)[1])

    def sharing(self, scope: Scope, **terms: Any) -> Program:
        first_day = sharing.today() - timedelta(days=LIMITED_DAYS)
        sharing.share(
            self.app, self.rosa.person, self.practitioner,
            **{"notes": False, "may_record": False, "first_day": first_day, **terms},
        )  # fmt: skip
        return self.of(self.practitioner, scope)

    def ended(self, **values: Any) -> Program:
        program = self.of(self.rosa.person, Scope.WRITE)
        with self.app.app_context():
            db.session.execute(update(ProgramToken).values(**values))
            db.session.commit()
        return program

    def after(self, **values: Any) -> Program:
        program = self.of(self.rosa.person, Scope.WRITE)
        with self.app.app_context():
            db.session.execute(update(Account).values(**values))
            db.session.commit()
        return program


@pytest.fixture
def scene(app: Flask) -> Scene:
    practitioner = sharing.make_practitioner(app)
    rosa, omar = make_person(app, "Rosa"), make_person(app, "Omar")
    return Scene(app, plant(app, rosa, practitioner), plant(app, omar, practitioner), practitioner)


def _yesterday() -> dict[str, Any]:
    return {"last_day": sharing.today() - timedelta(days=2)}


Caller = Callable[[Scene], Program]
# Who comes, what of the record their token opens, whether it is their own, and which words they must never meet.
CALLERS: Final[dict[str, tuple[Caller, set[Need], bool, tuple[str, ...]]]] = {
    "nobody": (lambda scene: Program(scene.app, None), NOTHING, False, EVERYTHING),
    "an unknown token": (lambda scene: Program(scene.app, "stk_" + "B" * 43), NOTHING, False, EVERYTHING),
    "an ended token": (lambda scene: scene.ended(ended_at=sharing.now()), NOTHING, False, EVERYTHING),
    "a token that is over": (lambda scene: scene.ended(**_yesterday()), NOTHING, False, EVERYTHING),
    "a token from before the password was changed": (
        lambda scene: scene.after(security_stamp=99), NOTHING, False, EVERYTHING,
    ),
    "a token of a disabled account": (lambda scene: scene.after(disabled_at=sharing.now()), NOTHING, False, EVERYTHING),
    "its owner's, to read": (lambda scene: scene.of(scene.rosa.person, Scope.READ), READS, True, ()),
    "its owner's, for today": (lambda scene: scene.of(scene.rosa.person, Scope.LOG), LOGS, True, EVERYTHING),
    "its owner's, to write": (lambda scene: scene.of(scene.rosa.person, Scope.WRITE), WRITES, True, ()),
    "its owner's, for patients": (
        lambda scene: scene.of(scene.rosa.person, Scope.PATIENTS_WRITE), NOTHING, False, EVERYTHING,
    ),
    "another patient's": (lambda scene: scene.of(scene.omar.person, Scope.WRITE), NOTHING, False, EVERYTHING),
    "a practitioner's with all": (
        lambda scene: scene.sharing(Scope.PATIENTS, notes=True, first_day=None), READS, False, (OTHERS, OWN, RECORDED),
    ),
    "a practitioner's with a limited grant": (lambda scene: scene.sharing(Scope.PATIENTS), READS, False, HIDDEN),
    "a practitioner's that writes back": (lambda scene: scene.sharing(Scope.PATIENTS_WRITE), WRITES, False, HIDDEN),
    "a practitioner's own, with a grant": (lambda scene: scene.sharing(Scope.WRITE), NOTHING, False, EVERYTHING),
    "a practitioner's whose grant was ended": (
        lambda scene: scene.sharing(Scope.PATIENTS, ended=True), NOTHING, False, EVERYTHING,
    ),
    "a practitioner's whose grant is over": (
        lambda scene: scene.sharing(Scope.PATIENTS, **_yesterday()), NOTHING, False, EVERYTHING,
    ),
    "a practitioner's without a grant": (
        lambda scene: scene.of(scene.practitioner, Scope.PATIENTS), NOTHING, False, EVERYTHING,
    ),
}  # fmt: skip
UNKNOWN: Final = {name for name in CALLERS if name.startswith(("nobody", "an ", "a token"))}


def operations(app: Flask, ids: dict[str, uuid.UUID]) -> Iterator[tuple[Operation, str]]:
    """Every operation on a record with an address of it; what has no id of its own gets a new one."""
    rules = {rule.endpoint: rule for rule in of_programs(app)}
    for one in OPERATIONS.values():
        rule = rules[f"interface.{one.name}"]
        known: dict[str, Any] = {**SAMPLES, **ids}
        values = {name: known[name] if name in known else uuid.UUID(int=7) for name in rule.arguments}
        with app.test_request_context():
            built = rule.build(values)
        assert built is not None, rule.rule
        yield one, str(built[1]).removeprefix(BASE)


def may(one: Operation, opens: set[Need], *, own: bool) -> bool:
    """What is said above of this caller, of one operation."""
    if one.needs not in opens:
        return False
    return own or one.action in SHARED


def test_the_document_tells_every_address_and_no_other(app: Flask) -> None:
    told = {f"interface.{name}" for name in OPERATIONS}
    assert {rule.endpoint for rule in of_programs(app)} == told | {"interface.document"}


@pytest.mark.parametrize("kind", CALLERS)
def test_everybody_at_every_operation(app: Flask, scene: Scene, kind: str) -> None:
    make, opens, own, forbidden = CALLERS[kind]
    program = make(scene)
    ids = {**scene.rosa.ids, "patient_id": scene.rosa.person.patient_id}
    met, tried = set(), 0
    for one, path in operations(app, ids):
        if one.action is None:
            continue
        tried += 1
        answer = program.send(one.method, path, {} if one.body else None)
        told = answer.get_data(as_text=True)
        assert not [word for word in scene.rosa.words(*forbidden) if word in told], (one.name, told)
        assert not [word for word in scene.omar.words(*EVERYTHING) if word in told], one.name
        if kind in UNKNOWN:
            assert answer.status_code in {401, 429}, (one.name, answer.status_code)
        elif may(one, opens, own=own):
            assert answer.status_code not in {401, 403}, (one.name, answer.status_code)
            met.add(answer.status_code)
        else:
            allowed = {403, 404} if opens else {404}
            assert answer.status_code in allowed, (one.name, answer.status_code)
    assert tried == sum(one.action is not None for one in OPERATIONS.values())
    assert bool(met) == bool(opens)


@pytest.mark.parametrize("scope", Scope)
def test_ids_of_another_record_lead_nowhere(app: Flask, scene: Scene, scope: Scope) -> None:
    """In a record that is open to the token, with the ids of another's rows."""
    if scope in (Scope.PATIENTS, Scope.PATIENTS_WRITE):
        program = scene.sharing(scope)
    else:
        program = scene.of(scene.rosa.person, scope)
    for one, path in operations(app, {**scene.omar.ids, "patient_id": scene.rosa.person.patient_id}):
        answer = program.send(one.method, path, {} if one.body else None)
        told = answer.get_data(as_text=True)
        assert not [word for word in scene.omar.words(*EVERYTHING) if word in told], (one.name, told)


def test_a_link_that_was_opened_opens_nothing_more_to_a_token(app: Flask, scene: Scene) -> None:
    link_id = sharing.make_link(app, scene.rosa.person)
    holder = sharing.as_link_holder(app, scene.rosa.person, link_id)
    bearer = {"Authorization": f"Bearer {scene.of(scene.omar.person, Scope.WRITE).secret}"}
    for one, path in operations(app, {**scene.rosa.ids, "patient_id": scene.rosa.person.patient_id}):
        if one.action is not None:
            body: dict[str, Any] = {"json": {}} if one.body else {}
            answer = holder.client.open(BASE + path, method=one.method, headers=bearer, **body)
            assert answer.status_code == 404, one.name


def test_no_cookie_gets_in(app: Flask, scene: Scene) -> None:
    browser = sign_in(app, scene.rosa.person)
    for one, path in operations(app, {**scene.rosa.ids, "patient_id": scene.rosa.person.patient_id}):
        assert browser.client.open(BASE + path, method=one.method).status_code == 401, one.name
