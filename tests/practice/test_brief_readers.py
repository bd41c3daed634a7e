"""The brief for each reader: what is shared with them and where it leads them; and the day they choose."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.practice.brief_pages import NOTE, block, cells, noted, said_on, usual
from tests.practice.brief_records import Writer
from tests.support.evening import TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tests.support.sharing import as_link_holder, as_practitioner, events_of, make_link, make_practitioner, share
from tracker.domain.sharing.access_log import Act
from tracker.wording.formats import day

Look = Callable[[Flask, Person], Browser]


def practises(**terms: Any) -> Look:
    def look(app: Flask, person: Person) -> Browser:
        practitioner = make_practitioner(app)
        share(app, person, practitioner, **terms)
        return as_practitioner(app, practitioner, person)

    return look


def holds_link(**terms: Any) -> Look:
    return lambda app, person: as_link_holder(app, person, make_link(app, person, **terms))


@pytest.mark.parametrize("look", [practises(notes=False), holds_link(notes=False)], ids=["practitioner", "link"])
def test_notes_that_are_not_shared_are_not_there(app: Flask, somebody: Person, write: Writer, look: Look) -> None:
    noted(write)
    page = look(app, somebody).get(f"/patients/{somebody.patient_id}/brief")
    assert page.status == 200
    assert NOTE not in page.body
    assert block(page, "notes") == "Notes Notes are not shared."
    assert "Sun 1 Mar: Work" in block(page, "changes")


@pytest.mark.parametrize("look", [practises(notes=True), holds_link(notes=True)], ids=["practitioner", "link"])
def test_notes_that_are_shared_are_there(app: Flask, somebody: Person, write: Writer, look: Look) -> None:
    noted(write)
    page = look(app, somebody).get(f"/patients/{somebody.patient_id}/brief")
    assert page.body.count(NOTE) == 4
    assert "your starting week" not in page.text


@pytest.mark.parametrize(
    "look", [practises(first_day=TODAY - timedelta(days=6)), holds_link(first_day=TODAY - timedelta(days=6))]
)
def test_what_is_older_than_the_shared_day_is_not_part_of_it(
    app: Flask, somebody: Person, write: Writer, look: Look
) -> None:
    usual(write)
    write.entries({"for_date": write.ago(9), "kind": "moment", "leg_pain": 3, "warning_signs": ("bladder_change",)})
    page = look(app, somebody).get(f"/patients/{somebody.patient_id}/brief?since=2026-01-01")
    assert "Since Wed 25 Feb 2026: 7 of 7 days logged." in said_on(page)
    assert "Shared from Wed 25 Feb 2026 on." in page.text
    assert "No course is shown: one that began before the record was shared is not part of it." in page.text
    assert "Trouble starting" not in page.text
    assert cells(page, "pain")[0] == ["Leg", "4.0 7 days", "– days before Wed 25 Feb are not shared"]


def test_of_a_week_that_is_partly_shared(app: Flask, somebody: Person, write: Writer) -> None:
    write.entries(*({"for_date": write.ago(days), "leg_pain": 4} for days in (0, 1, 8, 9, 12)))
    browser = practises(first_day=write.ago(8))(app, somebody)
    page = browser.get(f"/patients/{somebody.patient_id}/brief?since={write.ago(2)}")
    hidden = f"days before {day(write.ago(8))} are not shared"
    assert cells(page, "pain")[0] == ["Leg", "4.0 2 days", f"4.0 1 day; {hidden}"]
    page = browser.get(f"/patients/{somebody.patient_id}/brief?since={write.ago(1)}")
    assert cells(page, "pain")[0] == ["Leg", "4.0 2 days", "4.0 1 day"], "the week begins on the shared day"


def test_a_sign_that_may_have_been_scored_before(app: Flask, somebody: Person, write: Writer) -> None:
    write.entries({"for_date": write.ago(0), "leg_pain": 4, "weakness": 2})
    practitioner = make_practitioner(app)
    share(app, somebody, practitioner, first_day=write.ago(8))
    page = as_practitioner(app, practitioner, somebody).get(f"/patients/{somebody.patient_id}/brief")
    assert f"days before {day(write.ago(8))} are not shared" in block(page, "signs")
    assert "not scored" not in block(page, "signs")


def ways_on(page: Page) -> list[str]:
    return [" ".join(link.to_text().split()) for link in page.all("section[aria-label='This brief'] a")]


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (
            practises(may_record=True),
            ["Record a session", "Write a note", "Propose a change of plan", "Progress", "Letter", "PDF"],
        ),
        (practises(may_record=False), ["Write a note", "Propose a change of plan", "Progress", "Letter", "PDF"]),
        (holds_link(), []),
    ],
    ids=["records", "practitioner", "link"],
)
def test_a_look_is_logged_and_each_reader_has_their_own_ways_on(
    app: Flask, somebody: Person, write: Writer, look: Look, expected: list[str]
) -> None:
    usual(write)
    page = look(app, somebody).get(f"/patients/{somebody.patient_id}/brief")
    assert ways_on(page) == expected
    assert [(event.act, event.page) for event in events_of(app, somebody)] == [(Act.LOOKED, "practice.brief")]


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (None, "If it is still there or getting worse, get help now."),
        (practises(), "If it is still there or getting worse, they need help now."),
    ],
    ids=["owner", "practitioner"],
)
def test_a_warning_sign_leads_to_help_whoever_reads(
    app: Flask, somebody: Person, owner: Browser, write: Writer, look: Look | None, said: str
) -> None:
    write.entries({"for_date": write.ago(1), "leg_pain": 3, "warning_signs": ("bladder_change",)})
    browser = owner if look is None else look(app, somebody)
    assert said in browser.get(f"/patients/{somebody.patient_id}/brief").text.replace(" .", ".")


def test_the_owner_looks_without_a_line_in_the_log(app: Flask, somebody: Person, owner: Browser) -> None:
    assert ways_on(owner.get(owner.path("brief"))) == ["Add a question", "Progress", "Letter", "PDF"]
    assert events_of(app, somebody) == []


def test_nobody_else_sees_it(app: Flask, somebody: Person, client: Browser) -> None:
    stranger = make_practitioner(app, "Stranger")
    assert as_practitioner(app, stranger, somebody).get(f"/patients/{somebody.patient_id}/brief").status == 404
    assert client.get(f"/patients/{somebody.patient_id}/brief", follow=False).status == 302


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("2026-03-04", "That day is still to come. This page goes back to Fri 27 Feb 2026."),
        (
            "yesterday",
            "Please give the date as year-month-day, such as 2026-03-01. This page goes back to Fri 27 Feb 2026.",
        ),
        ("2026-02-30", "This day is not in the calendar. This page goes back to Fri 27 Feb 2026."),
        ("1999-01-01", "The record begins on Wed 4 Feb 2026. This page goes back to Wed 4 Feb 2026."),
    ],
)
def test_a_day_that_cannot_be_used_is_said(owner: Browser, write: Writer, asked: str, said: str) -> None:
    usual(write)
    page = owner.get(owner.path(f"brief?since={asked}"))
    assert page.status == 200
    assert said in page.text


def test_another_day_is_chosen_by_a_form_that_needs_no_script(owner: Browser, write: Writer) -> None:
    usual(write)
    page = owner.get(owner.path("brief"))
    chosen = owner.submit(page, since="2026-03-02")
    assert "Since Mon 2 Mar 2026: 2 of 2 days logged." in said_on(chosen)
    assert "This page goes back" not in chosen.text
    assert ways_on(chosen)[-1] == "Since the last session"
    assert "hidden" in page.one("button[data-print]").attrs
