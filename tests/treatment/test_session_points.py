"""All sessions' points side by side: both sides' notes, the newest first, of one course or all, as far as shared."""

from datetime import timedelta
from typing import Any

from flask import Flask

from tests.support import sharing
from tests.support.pages import Browser, Page
from tests.treatment.recording import Room
from tracker.domain.points.points import parse_points


def _rows(page: Page) -> dict[str, list[str]]:
    """The cells of each row, by its title."""
    found = {}
    for row in page.all(".point-table tbody tr:not(.point-place)"):
        title, *cells = (" ".join(node.to_text().split()) for node in row.query("th, td"))
        found[title] = cells
    return found


def test_rows_are_points_and_columns_sessions_the_newest_first(room: Room, patient: Browser) -> None:
    course = room.course()
    for days, (points, before) in enumerate([("BL40 left; GB30 both", 3), ("BL40 right; GV4", 5)], 1):
        facts: dict[str, Any] = {
            "points": parse_points(points),
            "leg_before": before,
            "leg_after": before - 1,
            "needle_count": 8,
        }
        room.hold(days_ago=days * 2, course_id=course, **facts)
    room.hold(days_ago=1, course_id=course, note="no points")
    entries = patient.path(f"days/{sharing.today() - timedelta(days=1)}")
    patient.submit(patient.get(entries), "/leg", score="2")
    page = patient.get(patient.path("sessions/points"))
    heads = [" ".join(node.to_text().split()) for node in page.all(".point-table thead th")]
    assert [head.split(" ")[0] for head in heads] == ["Session", "2", "1"], "the one without points has no column"
    assert _rows(page) == {
        "Leg before": ["3", "5"],
        "Leg after": ["2", "4"],
        "Leg next day": ["2", "·"],
        "Needles": ["8", "8"],
        "GV4 Mingmen": ["", "• side not recorded"],
        "GB30 Huantiao": ["L R both sides", ""],
        "BL40 Weizhong": ["L left", "R right"],
    }
    assert [node.to_text().split()[0] for node in page.all(".point-place th")] == ["Low", "Buttock", "Knee"]


def test_a_course_can_be_chosen_and_pages_turned(room: Room, patient: Browser) -> None:
    old, new = room.course(days_ago=60), room.course(days_ago=20)
    for number in range(9):
        room.hold(days_ago=number + 0.5, course_id=new, points=parse_points("BL40"))
    room.hold(days_ago=50, course_id=old, points=parse_points("GB30"))
    every, second = (patient.get(patient.path(f"sessions/points{rest}")) for rest in ("", "?page=2"))
    assert len(every.all(".point-table thead th")) == 1 + 8
    assert list(_rows(second)) == ["GB30 Huantiao", "BL40 Weizhong"]
    of_old = patient.get(patient.path(f"sessions/points?course={old}"))
    assert list(_rows(of_old)) == ["GB30 Huantiao"]
    lit = [link.attrs.get("aria-current") for link in of_old.all("nav.chips a.chip")]
    assert lit == [None, None, "true"], "all, the new course, the old one"
    assert patient.path("sessions/points?page=2") in every.body
    assert list(_rows(patient.get(patient.path("sessions/points?course=nonsense")))) == ["BL40 Weizhong"]


def test_what_a_practitioner_recorded_stands_with_what_the_patient_noted(room: Room, patient: Browser) -> None:
    assert "No points noted yet" in patient.get(patient.path("sessions/points")).text
    session_id = room.hold(points=parse_points("BL40 left"), needle_count=3)
    recorded: dict[str, Any] = {"points-more": "BL40 right; ashi", "needle_count": "9"}
    room.write(session_id, **recorded)
    rows = _rows(patient.get(patient.path("sessions/points")))
    assert (rows["BL40 Weizhong"], rows["ashi"], rows["Needles"]) == (
        ["L R both sides"],
        ["• side not recorded"],
        ["9"],
    )


def test_only_what_is_shared_is_shown(room: Room, app: Flask) -> None:
    recorded: dict[str, Any] = {"points-more": "LI4"}
    for days, points in ((9, "GB30"), (2, "BL40")):
        session_id = room.hold(days_ago=days, points=parse_points(points))
        room.write(session_id, **recorded)
    ana = sharing.make_practitioner(app, "Ana")
    sharing.share(app, room.person, ana, first_day=sharing.today() - timedelta(days=5), others=False)
    page = room.browser(ana).get(room.browser(ana).path("sessions/points"))
    assert list(_rows(page)) == ["BL40 Weizhong"]
    assert {"GB30 Huantiao", "LI4 Hegu"} < set(_rows(room.browser().get(room.browser().path("sessions/points"))))
