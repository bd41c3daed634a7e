"""Planning an experiment: the three steps, the coin, and what is refused beside its field."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from tests.experiments.conftest import Lab
from tests.support.evening import EVENING, TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person, sign_in
from tracker.demo import factory
from tracker.patients.models import Caution
from tracker.treatment.models import Dose

TOMORROW = TODAY + timedelta(days=1)
HEAT_OR_ICE: dict[str, Any] = {"arm_a_kind": "heat", "arm_a_minutes": "20", "arm_b_kind": "ice", "arm_b_minutes": "10"}


def plan(owner: Browser, **typed: Any) -> Page:
    page = owner.get(owner.path("experiments/new"))
    return owner.submit(page, "", **(HEAT_OR_ICE | typed))


def test_three_steps_and_the_coin(owner: Browser, lab: Lab) -> None:
    page = owner.get(owner.path("experiments/new"))
    assert [node.to_text() for node in page.all(".experiment-plan h2")] == [
        "1. What do you compare?",
        "2. How is it measured?",
        "3. For how long?",
        "Then the coin",
    ]
    page = plan(owner)
    assert "Saved: an experiment from Wed 4 Mar on" in page.text
    assert page.heading == "Heat (20 min) beside ice (10 min)"
    assert "What comes first stands here on Wed 4 Mar." in page.text
    [row] = lab.stored()
    assert (row.started_on, row.block_days, row.pairs_planned, row.outcome) == (TOMORROW, 3, 4, "leg_pain")
    assert set(row.coins) <= {"a", "b"}
    assert len(row.coins) == 4


def test_the_coin_is_that_of_the_operating_system(owner: Browser, lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    falls = iter([1, 0, 0, 1, 0])
    monkeypatch.setattr("secrets.randbits", lambda _bits: next(falls))
    plan(owner, pairs_planned="5")
    assert lab.stored()[0].coins == "abbab"


def test_no_page_tells_what_comes(
    app: Flask, owner: Browser, lab: Lab, somebody: Person, evening: time_machine.Traveller
) -> None:
    plan(owner, block_days="2", pairs_planned="3")
    [row] = lab.stored()
    names = {"a": "heat", "b": "ice"}
    arms = [arm for coin in row.coins for arm in (coin, "ab".replace(coin, ""))]
    for day in range(12):
        evening.move_to(EVENING + timedelta(days=1 + day))
        owner = sign_in(app, somebody)  # a sign-in does not last that long
        page = owner.get(owner.path(f"experiments/{row.id}"))
        assert len(page.all("tbody tr")) == day // 2 + 1
        assert f"Today: {names[arms[day // 2]]}" in owner.get(owner.path("today")).text
    evening.move_to(EVENING + timedelta(days=13))
    owner = sign_in(app, somebody)
    assert "Your experiment is over" in owner.get(owner.path("today")).text


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"arm_b_kind": "acupuncture"}, "arm_b_kind", "What practitioners do is said to last for days"),
        ({"arm_a_kind": "massage"}, "arm_a_kind", "What practitioners do"),
        ({"arm_a_kind": "medicine"}, "arm_a_kind", "Medicine cannot be tried like this."),
        ({"arm_a_kind": "own", "arm_a_words": "Ibuprofen"}, "arm_a_words", "Medicine cannot be tried"),
        ({"arm_a_kind": "own", "arm_a_words": "Acupuncture"}, "arm_a_words", "What practitioners do"),
        ({"arm_a_kind": "own"}, "arm_a_words", "Please say in your own words"),
        ({"arm_a_kind": ""}, "arm_a_kind", "Please choose one thing."),
        ({"block_days": "1"}, "block_days", "Please give a whole number from 2 to 7."),
        ({"pairs_planned": "9"}, "pairs_planned", "Please give a whole number from 3 to 8."),
        ({"started_on": "2026-03-02"}, "started_on", "This day has passed."),
        ({"started_on": "2026-04-02"}, "started_on", "the next 14 days"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    owner: Browser, lab: Lab, typed: dict[str, str], field: str, said: str
) -> None:
    page = plan(owner, arm_b_words="Kept <as typed>", **typed)
    assert page.status == 422
    assert said in page.error_of(field)
    assert page.one("#arm_b_words").attrs["value"] == "Kept <as typed>"
    assert not lab.stored()


def test_both_may_not_be_the_same(owner: Browser) -> None:
    assert "Both are the same." in plan(owner, arm_b_kind="heat", arm_b_minutes="20").error_of("arm_b_kind")


def test_a_medicine_of_the_diary_is_known_by_its_name(owner: Browser, lab: Lab) -> None:
    lab.add(Dose, factory.dose(TODAY, EVENING, "Solura"))
    page = plan(owner, arm_a_kind="own", arm_a_words="Solura drops")
    assert "Medicine cannot be tried" in page.error_of("arm_a_words")


def test_a_caution_forbids_an_arm(owner: Browser, lab: Lab) -> None:
    lab.add(Caution, factory.caution("numb_area", TODAY))
    page = plan(owner, arm_b_kind="walking")
    assert "which heat may harm" in page.error_of("arm_a_kind")
    assert plan(owner, arm_a_kind="stretching", arm_b_kind="walking").status == 200


def test_none_while_a_warning_sign_of_two_weeks_stands(owner: Browser, lab: Lab) -> None:
    page = owner.get(owner.path("experiments/new"))
    lab.scores({13: 5}, warning_signs=("saddle_numbness",))
    answer = owner.submit(page, "", **HEAT_OR_ICE)
    assert answer.status == 422
    assert "A warning sign of the last two weeks stands in the diary." in answer.one("#errors").to_text()
    shown = owner.get(owner.path("experiments/new"))
    assert not shown.all(".experiment-plan")
    assert owner.path("experiments/new") in shown.body or "/help-now" in shown.body
    assert not lab.stored()


def test_an_older_sign_does_not_stand(owner: Browser, lab: Lab) -> None:
    lab.scores({14: 5}, warning_signs=("saddle_numbness",))
    assert plan(owner).status == 200


def test_one_at_a_time(owner: Browser, lab: Lab) -> None:
    page = owner.get(owner.path("experiments/new"))
    lab.experiment(2)
    answer = owner.submit(page, "", **HEAT_OR_ICE)
    assert "An experiment goes on already." in answer.one("#errors").to_text()
    assert not owner.get(owner.path("experiments/new")).all(".experiment-plan")
    assert not [node for node in owner.get(owner.path("experiments")).all("a") if node.attrs["href"].endswith("/new")]


def test_after_the_last_one_there_may_be_another(owner: Browser, lab: Lab) -> None:
    lab.experiment(24)
    assert plan(owner).status == 200
    assert len(lab.stored()) == 2


def test_sent_twice_it_is_one(owner: Browser, lab: Lab) -> None:
    page = owner.get(owner.path("experiments/new"))
    for _ in range(2):
        assert owner.submit(page, "", **HEAT_OR_ICE).heading == "Heat (20 min) beside ice (10 min)"
    assert len(lab.stored()) == 1
