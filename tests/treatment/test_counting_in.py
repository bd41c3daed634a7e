"""Sessions that were logged before a course was planned are offered to it: seen, chosen, counted, undone."""

import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from tests.support.counting import counted_queries
from tests.support.pages import Page
from tests.treatment.conftest import Log
from tracker.treatment.services.counting_in import offer_to

Ago = Callable[..., dict[str, Any]]


def plan(log: Log, **typed: Any) -> tuple[uuid.UUID, Page]:
    """Plan a course by its form; its id, and the page that comes after."""
    page = log.form("courses/new")
    course_id = uuid.UUID(dict(page.form("courses/new").fields())["id"])
    return course_id, log.browser.submit(page, "courses/new", **typed)


def three(log: Log, ago: Ago) -> None:
    for days in (20, 13, 6):
        log.add("acupuncture", practitioner="Li Wen", **ago(days=days))


def test_planning_a_course_shows_what_is_in_none_and_asks(log: Log, ago: Ago) -> None:
    three(log, ago)
    log.add("acupuncture", **ago(days=120))
    log.add("massage", **ago(days=8))
    course_id, page = plan(log)
    assert page.heading == "Count these in?"
    assert "3 acupuncture sessions since" in page.text
    assert "are in no course." in page.text
    assert len(page.all("input[name=sessions]")) == 3
    assert [row.course_id for row in log.sessions()] == [None] * 5, "nothing is counted before somebody says so"
    done = log.browser.submit(page, f"{course_id}/sessions")
    assert done.heading == "Acupuncture course"
    assert "3 sessions counted in your acupuncture course" in done.text
    assert "3 of 10 sessions" in done.text
    assert [bool(row.course_id) for row in log.sessions()] == [False, True, True, False, True]
    assert "See if they belong here" not in done.text
    assert "Session 3" in done.text


def test_undo_takes_all_of_it_back_at_once(log: Log, ago: Ago) -> None:
    three(log, ago)
    course_id, page = plan(log)
    done = log.browser.submit(page, f"{course_id}/sessions")
    log.browser.submit(done, "/undo/")
    assert [row.course_id for row in log.sessions()] == [None] * 3
    assert "0 of 10 sessions" in log.form(f"course?course={course_id}").text


def test_leaving_them_out_is_as_easy_and_the_course_keeps_the_way_to_them(log: Log, ago: Ago) -> None:
    three(log, ago)
    course_id, page = plan(log)
    (leave,) = (link for link in page.all("form a") if "Leave them out" in link.to_text())
    course = log.browser.get(leave.attrs["href"])
    assert [row.course_id for row in log.sessions()] == [None] * 3
    assert "0 of 10 sessions" in course.text
    assert "3 acupuncture sessions since" in course.text
    (back,) = (link for link in course.all("a") if "See if they belong here" in link.to_text())
    assert back.attrs["href"] == log.browser.path(f"courses/{course_id}/sessions")
    assert log.browser.get(back.attrs["href"]).heading == "Count these in?"


def test_only_what_is_ticked_is_counted_and_nothing_ticked_is_asked_about(log: Log, ago: Ago) -> None:
    three(log, ago)
    course_id, page = plan(log)
    ids = [box.attrs["value"] for box in page.all("input[name=sessions]")]
    none = log.browser.submit(page, f"{course_id}/sessions", sessions=[])
    assert none.status == 422
    assert "Please tick at least one session" in none.text
    log.browser.submit(page, f"{course_id}/sessions", sessions=ids[1:2])
    assert [bool(row.course_id) for row in log.sessions()] == [False, True, False]
    assert "2 acupuncture sessions since" in log.form(f"course?course={course_id}").text


def test_a_page_kept_open_counts_nothing_in_that_went_elsewhere_meanwhile(log: Log, ago: Ago) -> None:
    three(log, ago)
    first, page = plan(log)
    second, later = plan(log)
    log.browser.submit(page, f"{first}/sessions")
    log.browser.submit(later, f"{second}/sessions")
    assert {row.course_id for row in log.sessions()} == {first}
    again = log.browser.post(
        log.browser.path(f"courses/{first}/sessions"), {"sessions": str(uuid.uuid4())}, follow=False
    )
    assert again.status == 303


def test_ids_that_are_none_or_not_ones_own_count_nothing_in(log: Log, log_of_other: Log, ago: Ago) -> None:
    three(log, ago)
    three(log_of_other, ago)
    course_id, _ = plan(log)
    address = log.browser.path(f"courses/{course_id}/sessions")
    foreign = str(log_of_other.sessions()[0].id)
    assert log.browser.post(address, [("sessions", "nonsense"), ("sessions", foreign)], follow=False).status == 303
    assert log.browser.post(address, {"sessions": "nonsense"}).status == 422
    assert [row.course_id for row in (*log.sessions(), *log_of_other.sessions())] == [None] * 6
    assert log_of_other.browser.get(log_of_other.browser.path(f"courses/{course_id}/sessions")).status == 404


def test_one_session_and_appointments_are_told_as_they_are(log: Log, ago: Ago) -> None:
    log.add("acupuncture", status="missed", **ago(days=3))
    _, page = plan(log)
    assert "1 acupuncture session of" in page.text
    assert "is in no course." in page.text
    assert "(missed)" in page.text


def test_without_any_the_course_is_shown_at_once(log: Log, ago: Ago) -> None:
    log.add("massage", **ago(days=3))
    _, page = plan(log)
    assert page.heading == "Acupuncture course"


def test_an_ended_course_is_offered_none_and_what_came_before_one_belongs_to_no_other(log: Log, ago: Ago) -> None:
    three(log, ago)
    began, ended = ago(days=30)["day"], ago(days=10)["day"]
    old = log.course(started_on=began, phase="ended", ended_on=ended)
    assert "See if they belong here" not in log.form(f"course?course={old}").text
    _, page = plan(log)
    assert "1 acupuncture session of" in page.text, "the one after that course"
    assert log.browser.get(log.browser.path(f"courses/{old}/sessions")).heading == "Acupuncture course"


def test_sessions_of_a_deleted_course_are_in_none(log: Log, ago: Ago) -> None:
    three(log, ago)
    course_id, page = plan(log)
    log.browser.submit(page, f"{course_id}/sessions")
    log.browser.submit(log.form(f"courses/{course_id}"), "/delete")
    _, page = plan(log)
    assert "3 acupuncture sessions since" in page.text


def test_it_asks_the_database_twice_whatever_there_is(log: Log, ago: Ago, db_session: Session) -> None:
    assert log.browser.patient_id is not None
    course_id = log.course()
    for number in (1, 3):
        for days in range(number):
            log.add("acupuncture", course_id="", **ago(days=days + 1))
        with counted_queries(log.browser.app) as seen:
            offer_to(db_session, log.browser.patient_id, course_id)
        assert len(seen) == 2


def test_a_session_logged_from_a_courses_card_is_filled_in_for_that_course(log: Log) -> None:
    older, newer = log.course(), log.course()
    for course_id in (older, newer):
        fields = dict(log.form(f"sessions/new/acupuncture?course={course_id}").form("sessions/new").fields())
        assert fields["course_id"] == str(course_id)
    strange = log.form(f"sessions/new/acupuncture?course={uuid.uuid4()}")
    assert dict(strange.form("sessions/new").fields())["course_id"] in {str(older), str(newer)}
