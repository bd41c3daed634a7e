"""Everybody tries every address with every id: nothing foreign is read or written, and forbidden looks like missing.

What each kind of viewer may do is written here once more, by hand, so that the table of the app has something to agree
with.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.support import sharing
from tests.support.canaries import ANY, LIMITED_DAYS, NOTE, OLD, OTHERS, OWN, RECORDED, Canaries, plant
from tests.support.downloads import ONE_FILE, told
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD, Person, make_person, sign_in
from tests.support.rules import of_pages
from tracker.accounts.services.accounts import NewAccount, add_account
from tracker.domain.sharing.access import Action
from tracker.gate_answers import LOGGED_AS
from tracker.sharing.models import AccessEvent
from tracker.storage.base import Base
from tracker.web.extensions import db
from tracker.web.gate import SAFE_METHODS, policy_of

SAMPLES = {"day": "2026-03-03", "site": "leg", "card": "signs", "kind": "heat", "name": "entries.csv"}
EVERY_FILE = ("entries.csv", "sessions.csv", "courses.csv", "medication.csv", "weekly.csv")
OWNER = frozenset(
    {Action.SUMMARY, Action.READ, Action.EXPORT, Action.WRITE, Action.SHARE, Action.ANSWER, Action.UNDO},
)
SEES = frozenset({Action.SUMMARY, Action.READ, Action.EXPORT, Action.COMMENT, Action.ANSWER, Action.UNDO})
EVERYTHING = (NOTE, OLD, ANY, OTHERS, OWN, RECORDED)
HIDDEN = (NOTE, OLD, OTHERS, OWN, RECORDED)
# Each of these ends what the others need, so they come last.
LAST = ("sharing.leave", "sharing.stop", "accounts.delete_account")


@dataclass
class Scene:
    """Two records full of canaries, and a practitioner who wrote in both."""

    app: Flask
    rosa: Canaries
    omar: Canaries
    practitioner: Person

    def limited(self, **changes: Any) -> Browser:
        terms = {
            "notes": False,
            "may_record": False,
            "first_day": sharing.today() - timedelta(days=LIMITED_DAYS),
            **changes,
        }
        sharing.share(self.app, self.rosa.person, self.practitioner, **terms)
        return sharing.as_practitioner(self.app, self.practitioner, self.rosa.person)

    def host(self) -> Browser:
        """Whoever runs the server: on the web an account like any other, here one that keeps no diary."""
        with self.app.app_context():
            new = NewAccount(user_name="The host", password=PASSWORD, time_zone="UTC")
            account_id = add_account(db.session(), new, sharing.now())
            db.session.commit()
        return sign_in(self.app, Person(account_id, uuid.uuid4(), "The host"))

    def by_link(self, whose: Canaries, *, others: bool = False) -> Browser:
        first_day = sharing.today() - timedelta(days=LIMITED_DAYS)
        link_id = sharing.make_link(self.app, whose.person, first_day=first_day, others=others)
        return sharing.as_link_holder(self.app, whose.person, link_id)


@pytest.fixture
def scene(app: Flask) -> Scene:
    practitioner = sharing.make_practitioner(app)
    rosa, omar = make_person(app, "Rosa"), make_person(app, "Omar")
    return Scene(app, plant(app, rosa, practitioner), plant(app, omar, practitioner), practitioner)


def _yesterday() -> dict[str, Any]:
    return {"last_day": sharing.today() - timedelta(days=2)}


# Who comes, what of the record's they may do, and which words they must never meet.
Viewer = Callable[[Scene], Browser]
VIEWERS: dict[str, tuple[Viewer, frozenset[Action], Sequence[str]]] = {
    "owner": (lambda scene: sign_in(scene.app, scene.rosa.person), OWNER, ()),
    "practitioner": (
        lambda scene: scene.limited(notes=True, may_record=True, first_day=None),
        SEES | {Action.RECORD},
        (OTHERS, OWN, RECORDED),
    ),
    "practitioner shown others' records": (
        lambda scene: scene.limited(others=True), SEES, (NOTE, OLD, OTHERS, OWN),
    ),
    "holder of a link with records": (
        lambda scene: scene.by_link(scene.rosa, others=True), frozenset({Action.SUMMARY}), (NOTE, OLD, OTHERS, OWN),
    ),
    "practitioner with a limited grant": (lambda scene: scene.limited(), SEES, HIDDEN),
    "link holder": (lambda scene: scene.by_link(scene.rosa), frozenset({Action.SUMMARY}), HIDDEN),
    "practitioner whose grant was ended": (
        lambda scene: scene.limited(ended=True), frozenset(), EVERYTHING,
    ),
    "practitioner whose grant is over": (
        lambda scene: scene.limited(**_yesterday()), frozenset(), EVERYTHING,
    ),
    "practitioner without a grant": (
        lambda scene: sharing.as_practitioner(
            scene.app, sharing.make_practitioner(scene.app, "Amy"), scene.rosa.person
        ),
        frozenset(),
        EVERYTHING,
    ),
    "another patient": (lambda scene: sign_in(scene.app, scene.omar.person), frozenset(), EVERYTHING),
    "host": (lambda scene: scene.host(), frozenset(), EVERYTHING),
    "holder of another's link": (lambda scene: scene.by_link(scene.omar), frozenset(), EVERYTHING),
    "nobody": (lambda scene: Browser(scene.app), frozenset(), EVERYTHING),
}  # fmt: skip
WITHOUT_SIGN_IN = {"nobody"}
LIMITED = {"practitioner with a limited grant", "practitioner shown others' records"}
# They saw the record once, so they are told that the share has ended, and nothing else.
SEE_RECORDED = {"owner", "practitioner shown others' records", "holder of a link with records"}
FORMER = {"practitioner whose grant was ended", "practitioner whose grant is over"}
HAS_ENDED = 410


def _rules(app: Flask) -> list[Rule]:
    rules = [rule for rule in of_pages(app) if "patient_id" in rule.arguments]
    return sorted(rules, key=lambda rule: (rule.endpoint in LAST, rule.rule))


def _addresses(app: Flask, rule: Rule, patient_id: uuid.UUID, ids: dict[str, uuid.UUID]) -> Iterator[str]:
    files = {"reports.file": EVERY_FILE, **ONE_FILE}.get(rule.endpoint, ("entries.csv",))
    for name in files:
        values: dict[str, Any] = {"patient_id": patient_id}
        for argument in rule.arguments - {"patient_id"}:
            sample = SAMPLES | {"name": name}
            values[argument] = ids[argument] if argument in ids else sample[argument]
        with app.test_request_context():
            built = rule.build(values)
        assert built is not None
        yield str(built[1])


def _tries(
    app: Flask, patient_id: uuid.UUID, ids: dict[str, uuid.UUID], methods: Sequence[str] = ("GET", "POST")
) -> Iterator[tuple[str, str, Action, Rule]]:
    """Every address of a record with these ids, first to look and then to act, and what it asks for."""
    for method in methods:
        for rule in _rules(app):
            policy = policy_of(app.view_functions[rule.endpoint])
            assert policy is not None, rule.rule
            assert policy.action is not None, rule.rule
            if method not in (rule.methods or ()):
                continue
            for url in dict.fromkeys(_addresses(app, rule, patient_id, ids)):
                yield method, url, policy.asks(method) or policy.action, rule


def _send(browser: Browser, method: str, url: str, data: dict[str, str] | None = None) -> Page:
    if method in SAFE_METHODS:
        return browser.get(url, follow=False, query_string=data or {})
    return browser.post(url, data or {}, follow=False)


def _told(page: Page) -> str:
    """Everything an answer tells, also inside an archive."""
    in_file = told(page.response.mimetype, page.response.get_data())
    return page.body + page.location if in_file is None else in_file


def _rows(app: Flask, person: Person, *, but: Sequence[str] = ()) -> dict[str, list[Any]]:
    """Every row of a record, to see whether anything was written."""
    with app.app_context():
        return {
            table.name: sorted(
                map(repr, db.session.execute(select(table).where(table.c.patient_id == person.patient_id)))
            )
            for table in Base.metadata.sorted_tables
            if "patient_id" in table.c and table.name not in but
        }


def _sees_but_may_not_record(kind: str, method: str, action: Action) -> bool:
    """They know the record, so what they typed comes back on a page that says what they may not."""
    return kind in LIMITED and method == "POST" and action is Action.RECORD


@pytest.mark.parametrize("kind", VIEWERS)
def test_everybody_at_every_address(app: Flask, scene: Scene, kind: str) -> None:
    make, allowed, forbidden = VIEWERS[kind]
    browser = make(scene)
    before = _rows(app, scene.rosa.person)
    refusals: dict[int, set[str]] = {}
    recorded = 0
    former = kind in FORMER
    for method, url, action, rule in _tries(app, scene.rosa.person.patient_id, scene.rosa.ids):
        page = _send(browser, method, url)
        told = _told(page)
        assert page.status < 500, (method, url, page.status)
        recorded += scene.rosa.words(RECORDED)[0] in told
        assert not [word for word in scene.rosa.words(*forbidden) if word in told], (method, url)
        assert not [word for word in scene.omar.words(*EVERYTHING) if word in told], (method, url)
        if action not in allowed:
            gone = {302, 401, 404} if kind in WITHOUT_SIGN_IN or "link" in kind else {HAS_ENDED if former else 404}
            assert page.status in gone, (method, url, page.status)
            if page.status in {404, HAS_ENDED} and not _sees_but_may_not_record(kind, method, action):
                refusals.setdefault(page.status, set()).add(page.body)
        elif method == "GET" and kind in {"owner", "practitioner"}:
            assert page.status != 404, (url, rule.endpoint)
        former |= rule.endpoint == "sharing.leave" and page.status == 303
    assert bool(recorded) == (kind in SEE_RECORDED)
    assert all(len(bodies) == 1 for bodies in refusals.values()), "forbidden and missing must look the same"
    if not allowed:
        written = ["access_event", "share_grant", "archive"] if "over" in kind else []
        after = _rows(app, scene.rosa.person, but=written)
        assert [name for name in after if after[name] != before[name]] == []


@pytest.mark.parametrize("kind", ["practitioner with a limited grant", "link holder"])
def test_ids_from_before_the_shared_days_lead_nowhere(app: Flask, scene: Scene, kind: str) -> None:
    """The record is shared, its ended course and that course's session are not: with their ids they look missing."""
    browser, ids = VIEWERS[kind][0](scene), scene.rosa.ids
    old = {"course_id": ids["old_course_id"], "session_id": ids["old_session_id"]}
    asked = {"course": str(old["course_id"]), "with": str(old["course_id"]), "saved": str(ids["old_revision_id"])}
    gone = {302, 401, 404} if "link" in kind else {404}
    before, tried = _rows(app, scene.rosa.person), 0
    for method, url, _action, rule in _tries(app, scene.rosa.person.patient_id, ids | old):
        names_old = bool(set(rule.arguments) & set(old))
        if method == "GET" or names_old:
            page = _send(browser, method, url, asked)
            assert page.status in gone if names_old else page.status < 500, (method, url, page.status)
            assert not [word for word in scene.rosa.words(*HIDDEN) if word in _told(page)], (
                method,
                url,
            )
            tried += names_old
    assert tried > 10
    after = _rows(app, scene.rosa.person, but=["access_event"])
    assert [name for name in after if after[name] != before[name]] == []


@pytest.mark.parametrize("who", ["patient", "practitioner"])
def test_ids_of_another_record_lead_nowhere(app: Flask, scene: Scene, who: str) -> None:
    """In a record that is one's own or shared, with the ids of another's rows in paths, queries and bodies."""
    own = scene.omar
    if who == "practitioner":
        sharing.share(app, own.person, scene.practitioner)
        browser = sharing.as_practitioner(app, scene.practitioner, own.person)
    else:
        browser = sign_in(app, own.person)
    before = _rows(app, scene.rosa.person)
    foreign = {name: str(row_id) for name, row_id in scene.rosa.ids.items()}
    foreign |= {"course": foreign["course_id"], "with": foreign["course_id"], "saved": foreign["revision_id"]}
    foreign |= {"id": str(scene.rosa.person.patient_id), "patient_id": str(scene.rosa.person.patient_id)}
    has_left = False
    for method, url, _action, rule in _tries(app, own.person.patient_id, scene.rosa.ids):
        page = _send(browser, method, url, foreign)
        assert page.status < 500, (method, url)
        words = [word for word in scene.rosa.words(*EVERYTHING) if word in _told(page)]
        assert not words, (method, url, words)
        if set(rule.arguments) & set(scene.rosa.ids):
            assert page.status in {404, 422, HAS_ENDED if has_left else 404}, (method, url, page.status)
        has_left |= rule.endpoint == "sharing.leave" and page.status == 303
    assert _rows(app, scene.rosa.person) == before


def test_a_look_by_somebody_else_is_one_event(app: Flask, scene: Scene) -> None:
    """Every page, once each: as many events as pages shown, each naming its page, none with a word of the record."""
    browser = scene.limited(notes=True, may_record=True, first_day=None)
    shown = []
    for method, url, _action, rule in _tries(app, scene.rosa.person.patient_id, scene.rosa.ids, ["GET"]):
        if _send(browser, method, url).status == 200:
            shown.append(LOGGED_AS.get(rule.endpoint, rule.endpoint))
    events = sharing.events_of(app, scene.rosa.person)
    assert [event.page for event in events] == shown
    assert len(shown) > 10
    _hold_no_health_data(events)


def test_the_owners_own_looks_are_not_logged(app: Flask, scene: Scene) -> None:
    browser = sign_in(app, scene.rosa.person)
    for method, url, _action, _rule in _tries(app, scene.rosa.person.patient_id, scene.rosa.ids, ["GET"]):
        _send(browser, method, url)
    assert not sharing.events_of(app, scene.rosa.person)


def _hold_no_health_data(events: Sequence[AccessEvent]) -> None:
    for event in events:
        told = f"{event.name} {event.page} {event.detail} {event.act} {event.actor}"
        assert "canary" not in told
