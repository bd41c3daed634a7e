"""The page of a session: what happened in it, for its owner and for whom it is shared with, and the way around it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.support.pages import Browser
from tests.treatment.conftest import Log
from tests.treatment.recording import Room
from tests.treatment.test_session_pages import answers
from tracker.web import clock
from tracker.wording.vocabularies import SESSION_KINDS

Ago = Callable[..., dict[str, Any]]


def _words(page: Any) -> str:
    return " ".join(page.one("main").to_text().split())


def _links(page: Any) -> list[str]:
    return [link.attrs["href"] for link in page.all("main a")]


@pytest.mark.parametrize("kind", SESSION_KINDS)
def test_what_was_saved_is_shown_with_the_way_to_change_it(log: Log, kind: str) -> None:
    page = log.add(kind, **answers(kind))
    row = log.session()
    read = log.form(f"sessions/{row.id}")
    name = "Other treatment" if kind == "other" else SESSION_KINDS[kind]
    assert (page.heading, read.heading) == (name, name)
    assert "Saved: " in page.text
    text = _words(read)
    for said in ("45 min", "Somewhat", "Leg or back pain worse , mild, the same day", "Slept well"):
        assert said in text, said
    assert [cell.to_text().strip() for cell in read.all(".scores-around td")[1:]] == [
        *("6", "0", "·", "·"),
        *("10", "3", "·", "·"),
    ]
    assert log.browser.path(f"sessions/{row.id}/edit") in _links(read)
    assert not read.all("main form[method=get], main input:not([type=hidden])"), "it is read, not filled in"
    if kind == "acupuncture":
        assert "BL40 left" in text
        assert "65.5" in text


def test_a_session_stands_between_its_neighbours_of_its_kind(log: Log, ago: Ago) -> None:
    for days in (9, 6, 3):
        log.add("massage", **ago(days=days))
    log.add("heat", **ago(days=5))
    log.plan("massage", clock.now() + timedelta(days=2))
    first, middle, heat, last, coming = log.sessions()
    paths = {row.id: log.browser.path(f"sessions/{row.id}") for row in log.sessions()}

    def beside(row: Any) -> list[str]:
        return [link.attrs["href"] for link in log.form(f"sessions/{row.id}").all(".neighbours a")]

    assert beside(first) == [paths[middle.id]]
    assert beside(middle) == [paths[first.id], paths[last.id]]
    assert beside(last) == [paths[middle.id]]
    assert beside(coming) == [paths[last.id]]
    assert beside(heat) == []


def test_the_day_and_the_next_stand_beside_before_and_after(log: Log, ago: Ago) -> None:
    log.add("acupuncture", leg_before="6", leg_after="3", side_effects=["none"], **ago(days=2))
    row = log.session()
    for later, leg in ((0, 5), (1, 4)):
        day = row.local_day + timedelta(days=later)
        page = log.form(f"days/{day}")
        log.browser.submit(page, "/leg", score=str(leg))
    page = log.form(f"sessions/{row.id}")
    assert [cell.to_text().strip() for cell in page.all(".scores-around td")[1:]] == ["6", "3", "5", "4"]
    assert "Side effects you noticed None noticed" in _words(page)
    assert row.side_effects == "none"


def test_none_and_some_cannot_both_be_so(log: Log) -> None:
    page = log.add("acupuncture", side_effects=["none", "bruise"])
    assert page.status == 422
    assert "either “None noticed” or what you noticed" in page.error_of("side_effects")


def test_an_appointment_that_is_over_leads_its_owner_straight_to_how_it_went(log: Log, room: Room) -> None:
    log.plan("acupuncture", clock.now() - timedelta(hours=2))
    row = log.session()
    answer = log.browser.get(log.browser.path(f"sessions/{row.id}"), follow=False)
    assert answer.location == log.browser.path(f"sessions/{row.id}/edit?happened=1")
    theirs = room.browser()
    assert theirs.get(theirs.path(f"sessions/{row.id}"), follow=False).status == 200


def test_others_read_the_same_page_and_change_nothing(log: Log, room: Room) -> None:
    log.add("acupuncture", **answers("acupuncture"))
    row, li = log.session(), room.browser()
    page = li.get(li.path(f"sessions/{row.id}"))
    text = _words(page)
    assert "BL40 left" in text
    assert "65.5" not in text, "what it cost is the patient's own"
    assert not page.all("form[action$='/delete']")
    assert li.path(f"sessions/{row.id}/edit") not in _links(page)
    assert li.get(li.path(f"sessions/{row.id}/edit")).status == 404


def test_the_address_from_before_leads_here(log: Log, patient: Browser) -> None:
    log.add("heat")
    row = log.session()
    answer = patient.get(patient.path(f"sessions/{row.id}/record"), follow=False)
    assert answer.location == patient.path(f"sessions/{row.id}")


@pytest.mark.parametrize("kind", ["heat", "walking"])
def test_what_one_does_alone_is_not_asked_whether_it_was_missed(log: Log, kind: str) -> None:
    form = log.form(f"sessions/new/{kind}")
    assert form.one("input[name=status]").attrs["type"] == "hidden"
    assert not form.all("input[name=side_effects][value=stuck_needle]")
    assert not form.all("input[name=side_effects][value=bruise]")
    log.add(kind)
    assert "Side effects" not in _words(log.form(f"sessions/{log.session().id}"))


def test_what_a_file_said_of_a_kind_that_is_not_asked_stays_in_sight(log: Log) -> None:
    assert log.add("heat", side_effects=["nausea"]).status == 200
    row = log.session()
    form = log.form(f"sessions/{row.id}/edit")
    assert "checked" in form.one("input[name=side_effects][value=nausea]").attrs
    log.edit(row.id, note="Warm")
    assert log.session().side_effects == "nausea"
