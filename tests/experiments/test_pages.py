"""An experiment as it goes on, and what its page says at the end; for its owner, and for who shares it."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from tests.experiments.conftest import Lab
from tests.support import sharing
from tests.support.counting import counted_queries
from tests.support.evening import TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person

OVER = 30  # days ago: four pairs of three days are over


def shown(owner: Browser, experiment_id: UUID) -> Page:
    return owner.get(owner.path(f"experiments/{experiment_id}"))


def test_today_says_what_it_is_for_and_one_tap_notes_it(owner: Browser, lab: Lab) -> None:
    lab.experiment(4, "aba")
    page = owner.get(owner.path("today"))
    card = page.one("#day-experiment")
    assert "Today: ice (10 min)" in " ".join(card.to_text().split())
    assert "block 2 of 6" in card.to_text()
    page = owner.submit(page, "/self-care/ice")
    assert "noted 1 time on this day" in page.one("#day-experiment").to_text()


@pytest.mark.parametrize("kind", ["nothing", "own"])
def test_what_the_diary_has_no_tap_for_is_said_alone(owner: Browser, lab: Lab, kind: str) -> None:
    lab.experiment(4, "aba", arm_b_kind=kind, arm_b_minutes=None, arm_b_words="Lie flat" if kind == "own" else None)
    card = owner.get(owner.path("today")).one("#day-experiment")
    assert ("Today: “Lie flat”" if kind == "own" else "Today: nothing") in " ".join(card.to_text().split())
    assert not owner.get(owner.path("today")).all("#day-experiment form")


def test_today_without_one_has_no_card(owner: Browser, lab: Lab) -> None:
    lab.experiment(200)
    assert not owner.get(owner.path("today")).all("#day-experiment")


def test_nothing_comes_out_before_the_end(owner: Browser, lab: Lab) -> None:
    experiment_id = lab.experiment(20)
    lab.diary(20, "abba", 3, 6)
    page = shown(owner, experiment_id)
    assert "What comes out is shown at the end alone" in page.text
    assert "lower on average" not in page.text
    assert [node.to_text() for node in page.all("thead th")] == ["Pair", "What, and when", "Counted days with a score"]


def test_a_difference_at_the_end(owner: Browser, lab: Lab) -> None:
    experiment_id = lab.experiment(OVER)
    lab.diary(OVER, "abba", 3, 6)
    page = shown(owner, experiment_id)
    assert page.all("h2")[0].to_text() == "A difference for you, in these weeks"
    assert (
        "With heat (20 min) leg pain was 3.0 lower on average than with ice (10 min) (range 3.0 to 3.0 lower; 4 pairs)."
    ) in page.text
    assert "2 of the 16 ways in which the coins could have fallen give a difference this large." in page.text
    assert "The other of the two was noted on none of the days." in page.text
    assert "Expecting something changes scores" in page.text
    assert page.one("svg.two-groups").attrs["role"] == "img"


def test_too_close_to_tell(owner: Browser, lab: Lab) -> None:
    experiment_id = lab.experiment(OVER)
    lab.diary(OVER, "abba", 5, 5)
    page = shown(owner, experiment_id)
    assert page.all("h2")[0].to_text() == "Too close to tell"
    assert "16 of the 16 ways" in page.text
    assert "The coin alone does this in more than 1 of 8 cases" in page.text
    line = owner.get(owner.path("experiments"))
    assert "Too close to tell. With heat (20 min) leg pain was 0.0 higher" in line.text


def test_days_not_as_planned_count_and_are_named(owner: Browser, lab: Lab) -> None:
    experiment_id = lab.experiment(OVER)
    lab.diary(OVER, "abba", 3, 6)
    lab.did("ice", OVER - 1, OVER - 4)  # on a day of heat, and on one of ice
    page = shown(owner, experiment_id)
    assert "1 day not as planned: the other of the two was noted on it." in page.text
    assert "Not as planned: Mon 2 Feb." in page.text
    assert "3.0 lower on average" in page.text


def test_where_the_diary_does_not_tell_the_arms_apart(owner: Browser, lab: Lab) -> None:
    same = {"arm_a_kind": "walking", "arm_b_kind": "walking", "arm_a_words": "Morning", "arm_b_words": "Evening"}
    experiment_id = lab.experiment(OVER, **same)
    lab.did("walking", OVER)
    page = shown(owner, experiment_id)
    assert "the diary does not tell the two apart" in page.text
    assert [node.to_text() for node in page.all("h1 [translate=no]")] == ["Morning (20 min)", "“Evening” (10 min)"]


def test_too_few_pairs(owner: Browser, lab: Lab) -> None:
    experiment_id = lab.experiment(OVER)
    assert "0 of the pairs have enough days with a score; 3 are needed." in shown(owner, experiment_id).text
    assert "too few days" in shown(owner, experiment_id).text


def test_another_score_may_be_compared(owner: Browser, lab: Lab) -> None:
    experiment_id = lab.experiment(OVER, outcome="sleep_disturbed")
    lab.scores({OVER - day: 5 for day in range(24)}, sleep_disturbed=4)
    page = shown(owner, experiment_id)
    assert "disturbed sleep was 0.0 higher" in page.text
    assert "4.0" in page.one("tbody").to_text()


def test_stopping_can_be_taken_back(owner: Browser, lab: Lab) -> None:
    experiment_id = lab.experiment(20)
    lab.diary(20, "abba", 3, 6)
    page = owner.submit(shown(owner, experiment_id), "/stop")
    assert "Saved: the experiment from Wed 11 Feb on, stopped" in page.text
    assert page.all("h2")[0].to_text() == "Unfinished"
    assert "stopped, unfinished, Tue 3 Mar 2026" in page.text
    assert not page.all("form[action$='/stop']")
    assert owner.post(owner.path(f"experiments/{experiment_id}/stop")).status == 200
    assert "has stopped: see what was gathered" in owner.get(owner.path("today")).text
    owner.submit(page, "/undo")
    assert "Stop this experiment" in shown(owner, experiment_id).text


def test_deleting_can_be_taken_back(owner: Browser, lab: Lab) -> None:
    experiment_id = lab.experiment(OVER)
    page = owner.submit(shown(owner, experiment_id), "/delete")
    assert "Deleted: the experiment from Sun 1 Feb 2026 on" in page.text.replace("Sun 1 Feb on", "Sun 1 Feb 2026 on")
    assert shown(owner, experiment_id).status == 404
    owner.submit(page, "/undo")
    assert shown(owner, experiment_id).status == 200


def test_a_warning_sign_ends_it_at_once(owner: Browser, lab: Lab) -> None:
    experiment_id = lab.experiment(10)
    lab.scores({1: 8}, warning_signs=("saddle_numbness",))
    page = shown(owner, experiment_id)
    assert "stopped by a warning sign, unfinished, Mon 2 Mar 2026" in page.text
    assert page.all(".notice-warning")
    assert "Today: heat" not in owner.get(owner.path("today")).text


def test_stopping_is_offered_after_two_days_above_the_block_before(owner: Browser, lab: Lab) -> None:
    experiment_id = lab.experiment(4)
    lab.scores({3: 3, 2: 3, 1: 6, 0: 6})
    assert "You may want to stop" in shown(owner, experiment_id).text
    assert "You may want to stop" in owner.get(owner.path("today")).text


def test_several_over_the_years_are_listed_the_latest_first(app: Flask, owner: Browser, lab: Lab) -> None:
    lab.experiment(30)
    with counted_queries(app) as few:
        owner.get(owner.path("experiments"))
    for ago in (400, 800, 1100):
        lab.experiment(ago, arm_b_kind="nothing")
    with counted_queries(app) as many:
        page = owner.get(owner.path("experiments"))
    assert len(page.all(".experiment-list li")) == 4
    assert "from Sun 1 Feb 2026" in page.all(".experiment-list li")[0].to_text()
    assert len(many) == len(few)


def test_an_empty_record(owner: Browser) -> None:
    page = owner.get(owner.path("experiments"))
    assert "No experiment yet" in page.text
    assert "no less trouble from pain" in page.text
    assert owner.get(owner.path("experiments/00000000-0000-4000-8000-000000000000")).status == 404


@pytest.mark.parametrize("notes", [True, False])
def test_a_practitioner_reads_it_in_the_third_person(app: Flask, lab: Lab, somebody: Person, *, notes: bool) -> None:
    experiment_id = lab.experiment(OVER, arm_b_kind="own", arm_b_words="Lie flat")
    lab.diary(OVER, "abba", 3, 6)
    li = sharing.make_practitioner(app)
    sharing.share(app, somebody, li, notes=notes)
    browser = sharing.as_practitioner(app, li, somebody)
    page = shown(browser, experiment_id)
    assert "A difference for this person, in these weeks" in page.text
    assert ("Lie flat" in page.body) is notes
    assert "beside something else done alone" in page.text or notes
    assert not page.all("form[action*=experiments]")
    assert browser.get(browser.path("experiments")).status == 200
    assert browser.get(browser.path("experiments/new")).status == 404
    assert browser.post(browser.path(f"experiments/{experiment_id}/stop")).status == 404


def test_what_began_before_the_shared_days_is_not_there(app: Flask, lab: Lab, somebody: Person) -> None:
    experiment_id = lab.experiment(OVER)
    li = sharing.make_practitioner(app)
    sharing.share(app, somebody, li, first_day=TODAY - timedelta(days=OVER - 1))
    browser = sharing.as_practitioner(app, li, somebody)
    assert "None began in the days that are shared." in browser.get(browser.path("experiments")).text
    assert shown(browser, experiment_id).status == 404
