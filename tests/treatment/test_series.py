"""Several appointments at once: shown first, saved and taken back as one, moved or deleted from one of them on."""

from datetime import date
from typing import Any

import pytest
import time_machine

from tests.support.pages import Page
from tests.treatment.conftest import Log

TUESDAYS: dict[str, Any] = {
    "weekdays": ["tuesday", "friday"],
    "clock": "17:00",
    "first": "2026-11-17",
    "until": "",
    "count": "4",
}


def send(log: Log, *, follow: bool = True, **typed: Any) -> Page:
    page = log.form("sessions/new/acupuncture/series")
    return log.browser.submit(page, "/series", follow=follow, **{**TUESDAYS, **typed})


def days(log: Log) -> list[date]:
    return [row.local_day for row in log.sessions() if row.status == "planned"]


NOVEMBER = [date(2026, 11, 17), date(2026, 11, 20), date(2026, 11, 24), date(2026, 11, 27)]


def test_a_series_is_shown_saved_and_taken_back_as_one(noon: time_machine.Traveller, log: Log) -> None:
    course = log.course(planned_sessions="8")
    form = log.form("sessions/new/acupuncture/series").form("/series")
    assert (dict(form.fields())["count"], dict(form.fields())["course_id"]) == ("8", str(course))
    page = send(log, look="1")
    assert days(log) == []
    assert "This makes 4 appointments" in page.text
    assert "Tue 17 Nov 2026, 17:00" in page.text
    answer = send(log, follow=False, practitioner="Li Wen", minutes="45")
    assert days(log) == NOVEMBER
    assert {(row.course_id, row.practitioner, row.minutes) for row in log.sessions()} == {(course, "Li Wen", 45)}
    page = log.browser.get(answer.location)
    assert "Saved: acupuncture, 4 appointments planned" in page.text
    assert "All appointments" in page.text
    log.undo(answer)
    assert days(log) == []


def test_days_that_have_one_are_left_out_and_nothing_is_made_twice(noon: time_machine.Traveller, log: Log) -> None:
    send(log, count="1")
    page = send(log, look="1", count="", until="2026-11-24")
    assert "Left out, as there is one already: Tue 17 Nov" in page.text
    send(log, count="", until="2026-11-24")
    assert days(log) == NOVEMBER[:3]
    page = send(log, count="", until="2026-11-24")
    assert (page.status, "No day fits" in page.text) == (422, True)
    assert days(log) == NOVEMBER[:3]


@pytest.mark.parametrize("more", [{"count": "5"}, {"weekdays": ["tuesday"]}, {"first": "2026-11-18"}])
def test_a_series_sent_again_with_other_days_is_not_said_to_be_saved(
    noon: time_machine.Traveller, log: Log, more: dict[str, Any]
) -> None:
    """Back to the form, without scripts, for one more appointment: it was answered as if it had been sent twice."""
    page = log.form("sessions/new/acupuncture/series")
    log.browser.submit(page, "/series", **TUESDAYS)
    again = log.browser.submit(page, "/series", follow=False, **TUESDAYS)
    assert (again.status, "twice=1" in again.location) == (303, True)
    other = log.browser.submit(page, "/series", follow=False, **{**TUESDAYS, **more})
    assert (other.status, days(log)) == (422, NOVEMBER)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"weekdays": []}, "at least one day of the week"),
        ({"count": ""}, "how many appointments, or until which day"),
        ({"until": "2026-11-16"}, "not before the first one"),
        ({"first": "2026-11-16"}, "today or a later day"),
        ({"clock": ""}, "give the time"),
        ({"course_id": "5f0c2f6e-8d9e-4d55-a1f7-5d2f7b1f0a11"}, "course"),
    ],
)
def test_what_cannot_be_made_is_said_beside_its_field(
    noon: time_machine.Traveller, log: Log, typed: dict[str, Any], words: str
) -> None:
    log.course()
    page = send(log, **typed)
    assert page.status == 422
    assert words in page.text
    assert days(log) == []
    assert "Practitioner" not in log.form("sessions/new/swimming/series").text
    assert log.form("sessions/new/knitting/series").status == 404


def test_one_and_all_later_ones_are_moved_and_deleted_as_one(noon: time_machine.Traveller, log: Log) -> None:
    send(log)
    second = log.sessions()[1]
    page = log.form(f"sessions/{second.id}/later")
    assert "Fri 20 Nov 2026, 17:00" in page.text
    assert "Tue 17 Nov 2026" not in page.text
    assert "Acupuncture: 3 appointments" in page.text
    assert "Acupuncture: 1 appointment " in log.form(f"sessions/{log.sessions()[-1].id}/later").text
    answer = log.browser.submit(page, "/later", follow=False, days="1", clock="18:30")
    assert days(log) == [NOVEMBER[0], date(2026, 11, 21), date(2026, 11, 25), date(2026, 11, 28)]
    assert "acupuncture, 3 appointments moved" in log.browser.get(answer.location).text
    log.undo(answer)
    assert days(log) == NOVEMBER
    refused = log.browser.submit(page, "/later", days="-30", clock="18:30")
    assert (refused.status, "in the past" in refused.text) == (422, True)
    answer = log.browser.submit(page, "/later/delete", follow=False)
    assert days(log) == NOVEMBER[:1]
    assert "Deleted: acupuncture, 3 appointments" in log.browser.get(answer.location).text
    assert log.browser.submit(page, "/later/delete").status in {404, 422}
    log.undo(answer)
    assert days(log) == NOVEMBER


def test_later_ones_are_moved_once_by_a_form_that_is_sent_twice(noon: time_machine.Traveller, log: Log) -> None:
    """So many days later is no place: the second time they went on by as many days again."""
    send(log)
    page = log.form(f"sessions/{log.sessions()[0].id}/later")
    for _ in range(2):
        assert log.browser.submit(page, "/later", follow=False, days="1", clock="18:30").status == 303
    moved = [date(2026, 11, 18), date(2026, 11, 21), date(2026, 11, 25), date(2026, 11, 28)]
    assert days(log) == moved
    refused = log.browser.submit(page, "/later", days="2", clock="18:30")
    assert (refused.status, "moved meanwhile" in refused.text, days(log)) == (422, True, moved)
    log.browser.submit(refused, "/later", days="-1", clock="17:00")
    assert days(log) == NOVEMBER
    far = log.browser.submit(page, "/later", days="60", clock="23:59", shown_at="9998-12-31T23:59:00-12:00")
    assert (far.status, days(log)) == (422, NOVEMBER)
    left_open = [(name, value) for name, value in page.form("/later").fields() if name != "shown_at"]
    log.browser.post(page.form("/later").action, {**dict(left_open), "days": "1"})
    assert days(log) == moved


def test_an_appointment_the_page_did_not_show_stays(noon: time_machine.Traveller, log: Log) -> None:
    send(log, count="2")
    page = log.form(f"sessions/{log.sessions()[0].id}/later")
    send(log, count="", first="2026-11-24", until="2026-11-24")
    log.browser.submit(page, "/later/delete")
    assert days(log) == [date(2026, 11, 24)]
    assert log.form(f"sessions/{log.sessions()[0].id}/later").status == 200
