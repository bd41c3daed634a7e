"""Every address has a policy, and no one but the owner gets past it."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tests.support.rules import of_pages
from tracker.web.gate import Policy, policy_of

SAMPLES = {
    "day": "2026-03-03",
    "site": "leg",
    "card": "signs",
    "kind": "heat",
    "name": "entries.csv",
    "version": "v",
    "suffix": "csv",
}


def _rules(app: Flask) -> Iterator[Rule]:
    yield from sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


def _policy(app: Flask, rule: Rule) -> Policy:
    found = policy_of(app.view_functions[rule.endpoint])
    assert found is not None, f"{rule.rule} declares no policy, so the gate refuses it"
    return found


def _url(app: Flask, rule: Rule, patient_id: uuid.UUID) -> str:
    values: dict[str, Any] = {}
    for name in rule.arguments:
        values[name] = patient_id if name == "patient_id" else SAMPLES.get(name, uuid.uuid4())
    with app.test_request_context():
        built = rule.build(values)
    assert built is not None
    return str(built[1])


def _methods(rule: Rule) -> set[str]:
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


def test_every_route_declares_a_policy(app: Flask) -> None:
    for rule in _rules(app):
        _policy(app, rule)


def test_an_undeclared_view_is_refused(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    app.add_url_rule("/forgotten", "forgotten", lambda: "health data")
    assert sign_in(app, make_person(app, "Rosa")).get("/forgotten").status == 404


def test_everything_about_a_record_names_the_record_in_its_address(app: Flask) -> None:
    for rule in _rules(app):
        policy = _policy(app, rule)
        assert (policy.action is not None) == ("patient_id" in rule.arguments), rule.rule


def test_nobody_gets_past_a_sign_in(app: Flask, client: Browser, person: Person) -> None:
    for rule in of_pages(app):
        if not _policy(app, rule).signed_in:
            continue
        url = _url(app, rule, person.patient_id)
        for method in _methods(rule):
            page = client.get(url, follow=False) if method == "GET" else client.post(url, {}, follow=False)
            assert page.status == (302 if method == "GET" else 401), (method, url, page.status)


@pytest.mark.parametrize("whose", ["of another", "of nobody"])
def test_another_patient_finds_nothing(app: Flask, other: Browser, person: Person, whose: str) -> None:
    patient_id = person.patient_id if whose == "of another" else uuid.uuid4()
    bodies = set()
    for rule in of_pages(app):
        if _policy(app, rule).action is None:
            continue
        url = _url(app, rule, patient_id)
        for method in _methods(rule):
            page = other.get(url, follow=False) if method == "GET" else other.post(url, {"score": "3"}, follow=False)
            assert page.status == 404, (method, url, page.status)
            bodies.add(page.body)
    assert len(bodies) == 1, "forbidden and missing must look the same"


def test_a_write_by_get_is_not_there(app: Flask) -> None:
    """Anything that acts takes no GET, so that no link and no picture can act."""
    for rule in _rules(app):
        acts = set(rule.rule.split("/")) & {"delete", "undo", "sign-out", "self-care", "none", "again", "end"}
        if acts and rule.endpoint != "accounts.delete_account":
            assert "GET" not in _methods(rule), rule.rule
