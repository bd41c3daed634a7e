"""Two or more requests change one record at once: it comes to what some order of them, one by one, comes to.

Rows, history and answers are compared. The requests are the app's own; they stop before every statement and go on in
an order that is drawn (`tests/support/interleaving.py`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations_with_replacement, permutations, product
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.support.acts import ACTS, FIRST, LATER, OWNER, PRACTITIONER, Desk, set_desk
from tests.support.interleaving import MOST_STEPS, Choose, Conductor, drawn, stopped_once
from tests.support.orders import Answer, differences
from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import today
from tracker.accounts.services import accounts
from tracker.patients.services import turns
from tracker.storage.base import Base
from tracker.web import clock

Acts = tuple[str, ...]
PAIRS = list(combinations_with_replacement(FIRST, 2))
OTHERS = (
    *(("tap", "tap-back"), ("happened", "missed"), ("happened", "delete-session"), ("session", "delete-session")),
    *(("accept", "withdraw"), ("accept", "decline"), ("accept", "plan"), ("review", "plan"), ("propose", "accept")),
    *(("stop", "answer"), ("stop", "record"), ("stop", "propose"), ("answer", "answer"), ("stop", "stop")),
    *(("function", "function"), ("cautions", "cautions"), ("dose-again", "dose-again"), ("dose", "none-taken")),
    *(("self-care", "self-care"), ("episode", "episode"), ("moment", "undo")),
)
SAVED, MISSING, FAULT = 303, 404, 500


@dataclass
class Ring:
    """Where requests race: each race begins with the record as it was before."""

    desk: Desk
    conductor: Conductor
    orders: dict[tuple[Acts, tuple[int, ...]], Any] = field(default_factory=dict)
    races: int = 0
    contradictions: list[str] = field(default_factory=list)

    def race(self, names: Acts, choose: Choose, how: object) -> None:
        """One race of these, which must come to what some order of them comes to."""
        sending = [self.desk.sending(name, device) for device, name in enumerate(names)]
        answers, steps = self.conductor.run(sending, choose)
        outcome = self.desk.come_to(answers)
        self.races += 1
        # Those that are known first, then that in which they ended: hardly any other needs to be tried.
        ended = sorted(range(len(names)), key=lambda number: steps.rindex("abcd"[number]))
        orders = sorted(permutations(ended), key=lambda order: (names, order) not in self.orders)
        if all(self._in_order(names, order) != outcome for order in orders):
            nearest = min((differences(outcome, self._in_order(names, order)) for order in orders), key=len)
            self.contradictions.append("\n".join([f"{names} {how} {steps}", *nearest]))

    def _in_order(self, names: Acts, order: tuple[int, ...]) -> Any:
        """What they come to one by one in this order."""
        if (names, order) not in self.orders:
            acts = [(name, device) for device, name in enumerate(names)]
            self.orders[names, order] = self.desk.one_by_one(acts, order)
        return self.orders[names, order]

    def all_of(self, races: Iterable[Acts], times: int) -> None:
        for names in races:
            for number in range(times):
                seed = f"{names} {number}"
                self.race(names, drawn(seed), seed)

    def each_stop_of(self, names: Acts) -> None:
        """The first of them is stopped once, after any number of its steps, while the others go as far as they come."""
        for steps in range(MOST_STEPS):
            self.race(names, stopped_once(steps), steps)

    def row(self) -> dict[str, Any]:
        """Today's entry as it stands."""
        return next(row for (_, key), row in self.desk.record.read()["entry"].items() if key == self.desk.ids["entry"])


@pytest.fixture
def ring(either_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ring]:
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    desk = set_desk(either_app)
    with Conductor(desk.record.engine).listening() as conductor:
        yield Ring(desk, conductor)


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_locks", lambda _session: False)


@pytest.mark.long
@pytest.mark.counted
def test_each_pair_comes_to_some_order(ring: Ring) -> None:
    ring.desk.open_all(FIRST)
    ring.all_of(PAIRS, 1)
    assert not ring.contradictions, "\n\n".join(ring.contradictions)


@pytest.mark.long
@pytest.mark.counted
def test_each_pair_about_the_rest_of_a_record_comes_to_some_order(ring: Ring) -> None:
    ring.desk.open_all({name for pair in OTHERS for name in pair})
    ring.all_of(OTHERS, 1)
    assert not ring.contradictions, "\n\n".join(ring.contradictions)


@pytest.mark.long
@pytest.mark.heavy
@pytest.mark.parametrize(("often", "else_"), [(8, 1), pytest.param(24, 3, marks=pytest.mark.siege)])
def test_every_pair_comes_to_some_order(ring: Ring, often: int, else_: int) -> None:
    ring.desk.open_all(ACTS.keys() - LATER)
    every = list(combinations_with_replacement(sorted(ACTS.keys() - LATER), 2))
    ring.all_of(PAIRS, often)
    ring.all_of((pair for pair in every if not set(pair) <= set(FIRST)), else_)
    assert not ring.contradictions, "\n\n".join(ring.contradictions)
    assert ring.races > 80 * often


@pytest.mark.postgres
@pytest.mark.parametrize("either_app", ["postgres"], indirect=True)
def test_without_the_locks_it_would_be_seen(ring: Ring, without_locks: None) -> None:
    ring.all_of([("tap", "tap"), ("edit", "tap"), ("tap", "undo"), ("delete", "delete"), ("delete", "edit")], 2)
    assert len(ring.contradictions) >= 5


@pytest.mark.long
@pytest.mark.counted
@pytest.mark.parametrize("sent", ["answer", "propose", "record"])
def test_what_waited_while_a_share_ended_is_not_saved(ring: Ring, sent: str) -> None:
    ring.desk.open_all([sent, "stop"])
    ring.each_stop_of((sent, "stop"))
    assert not ring.contradictions, "\n\n".join(ring.contradictions)


@pytest.mark.long
@pytest.mark.counted
def test_three_at_once_come_to_some_order(ring: Ring) -> None:
    draw = Random("three")  # noqa: S311
    ring.desk.open_all(FIRST)
    ring.all_of([("undo", "undo", "tap"), *(tuple(draw.choices(FIRST, k=3)) for _ in range(6))], 1)
    assert not ring.contradictions, "\n\n".join(ring.contradictions)


def test_four_deletes_are_one(ring: Ring) -> None:
    acts = [("delete", device) for device in range(4)]
    answers, _order = ring.conductor.run([ring.desk.sending(*act) for act in acts], drawn("four"))
    assert [one.status for one in answers].count(SAVED) == 1
    numbers = [row["number"] for row in revisions(ring, ring.desk.ids["entry"])]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [row["deletes"] for row in revisions(ring, ring.desk.ids["entry"])].count(True) == 1


def revisions(ring: Ring, row_id: object) -> Sequence[dict[str, Any]]:
    rows = [row for row in ring.desk.record.read()["revision"].values() if row["row_id"] == row_id]
    return sorted(rows, key=lambda row: row["number"])


def test_undo_of_the_leg_leaves_a_back_score_that_was_acknowledged(ring: Ring) -> None:
    ring.desk.do("tap", "scored")
    ring.desk.open_all(["undo-leg", "tap-back"])
    lost = 0
    for steps in range(MOST_STEPS):
        acts = [("undo-leg", 0), ("tap-back", 1)]
        (undone, tapped), _order = ring.conductor.run([ring.desk.sending(*act) for act in acts], stopped_once(steps))
        row = ring.row()
        lost += tapped.status == SAVED and (row["back_pain"] != 6 or row["deleted_at"] is not None)
        lost += undone.status == SAVED and row["leg_pain"] != 4
        ring.desk.come_to([undone, tapped])
    assert lost == 0


@pytest.mark.long
@pytest.mark.counted
def test_restore_brings_back_an_edit_that_was_acknowledged(ring: Ring) -> None:
    lost, laptop = 0, ring.desk.devices[OWNER][0]
    ring.desk.open_all(["delete", "edit"])
    for steps in range(MOST_STEPS):
        acts = [("delete", 0), ("edit", 1)]
        (deleted, edited), _order = ring.conductor.run([ring.desk.sending(*act) for act in acts], stopped_once(steps))
        assert deleted.status == SAVED
        gone = deleted.location.split("saved=")[1][:36]
        page = laptop.get(laptop.path("deleted"))
        offered = any(gone in form.attrs["action"] for form in page.all("form[action]"))
        restored = offered and laptop.submit(page, gone, follow=False).status == SAVED
        lost += not restored or (edited.status == SAVED and ring.row()["leg_pain"] != 1)
        ring.desk.come_to([])
    assert lost == 0


@pytest.mark.long
@pytest.mark.counted
def test_what_was_deleted_is_restored_beside_other_changes(ring: Ring) -> None:
    ring.desk.open_all(FIRST)
    ring.desk.do("delete", "gone")
    ring.desk.open_all(["bring-back"])
    ring.all_of((("bring-back", other) for other in (*FIRST, "bring-back")), 1)
    assert not ring.contradictions, "\n\n".join(ring.contradictions)


@pytest.mark.postgres
@pytest.mark.parametrize("either_app", ["postgres"], indirect=True)
def test_an_end_by_the_calendar_and_one_by_the_owner_do_not_wait_for_each_other(ring: Ring) -> None:
    ring.desk.open("stop", 0)
    grants = Base.metadata.tables["share_grant"]
    with ring.desk.record.engine.begin() as connection:
        connection.execute(grants.update().values(last_day=today() - timedelta(days=1)))
    ring.desk.record.mark()
    doctor = ring.desk.devices[PRACTITIONER][0]

    def look() -> Answer:
        return Answer.of(Page(doctor.client.get(doctor.path("progress"))))

    for steps, first in product(range(MOST_STEPS), range(2)):
        answers, order = ring.conductor.run([look, ring.desk.sending("stop", 0)], stopped_once(steps, first=first))
        assert max(one.status for one in answers) < FAULT, order
        ring.desk.come_to(answers)


@pytest.mark.postgres
@pytest.mark.parametrize("either_app", ["postgres"], indirect=True)
def test_a_record_that_is_erased_while_somebody_waits_is_missing_then(either_app: Flask, ring: Ring) -> None:
    seen = set()
    for steps in range(MOST_STEPS):
        person = make_person(either_app, f"Erased {steps}")
        browser = sign_in(either_app, person)
        page = browser.get(browser.path("today"))

        def tap(browser: Browser = browser, page: Page = page) -> int:
            return browser.submit(page, "/leg", follow=False, score=7).status

        def erase(person: Person = person) -> int:
            with Session(ring.desk.record.engine) as session:
                accounts.delete_account(session, person.account_id, clock.now())
                session.commit()
            return 0

        both: list[Callable[[], int]] = [tap, erase]
        (status, _), order = ring.conductor.run(both, stopped_once(steps))
        assert status < FAULT, order
        seen.add(status)
    assert {SAVED, MISSING} <= seen
