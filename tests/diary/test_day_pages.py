"""One tap a score, the details behind the fold, Undo, and an earlier day."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.diary.reads import read
from tests.support.pages import Browser, Page
from tracker.diary.models import Entry
from tracker.patients.models import Revision

TODAY = "2026-03-03"
BAD_SCORES = ("11", "-1", "6.5", "six", "", "٦", "6\x00", "<b>6</b>", "9" * 400, "1e1", " ")

BAD_DETAILS = (
    ("worst_leg_pain", "11"),
    ("numbness_tingling", "x"),
    ("weakness", "-1"),
    ("sleep_disturbed", "3.5"),
    ("sitting_minutes", "1441"),
    ("walking_minutes", "-1"),
    ("side", "middle"),
    ("regions", "elbow"),
    ("qualities", "red"),
    ("aggravated_by", "<b>"),
    ("eased_by", "wine"),
    ("warning_signs", "headache"),
    ("note", "x" * 4001),
    ("note", "a\x00b"),
)


def tap(patient: Browser, site: str, score: int, *, page: Page | None = None, follow: bool = True) -> Page:
    page = page or patient.get(patient.path("today"))
    return patient.submit(page, f"/{site}", score=score, follow=follow)


def entries(db_session: Session, **where: Any) -> list[Entry]:
    query = select(Entry).where(Entry.deleted_at.is_(None)).filter_by(**where)
    return read(db_session, query.order_by(Entry.for_date, Entry.kind))


def pressed(page: Page, site: str) -> list[str]:
    return [node.to_text().strip() for node in page.all(f"#{site}-scale button[aria-pressed=true]")]


def test_a_day_is_done_in_two_taps(patient: Browser, db_session: Session) -> None:
    page = patient.get(patient.path("today"))
    assert page.heading == "Tuesday 3 March"
    assert "Good evening, Rosa" in page.text
    assert pressed(page, "leg") == pressed(page, "back") == []
    page = tap(patient, "leg", 6, page=page)
    assert "Saved: leg 6, average of the last 24 hours" in page.text
    assert pressed(page, "leg") == ["6"]
    page = tap(patient, "back", 0, page=page)
    assert "Saved: back 0, average of the last 24 hours" in page.text
    (entry,) = entries(db_session)
    assert (entry.leg_pain, entry.back_pain, entry.kind, entry.for_date.isoformat()) == (6, 0, "daily", TODAY)
    assert (entry.late, entry.entered_offset, entry.for_time) == (False, 60, None)
    assert pressed(page, "back") == ["0"]


def test_each_tap_moves_on_to_the_next_step(patient: Browser) -> None:
    answer = tap(patient, "leg", 6, follow=False)
    assert answer.status == 303
    assert answer.location.endswith("#back")
    assert tap(patient, "back", 2, follow=False).location.endswith("#more")


def test_nothing_else_is_stored_by_a_tap(patient: Browser, db_session: Session) -> None:
    patient.post(patient.path("days/2026-03-02/leg"), {"score": "4"})
    page = patient.get(patient.path("days/2026-03-02"))
    patient.submit(page, "/details", side="left", regions=["buttock", "calf"])
    page = patient.get(patient.path("today"))
    assert "Filled in as last time" in page.text
    assert page.form("/details").fields().count(("regions", "calf")) == 1
    tap(patient, "leg", 5, page=page)
    (entry,) = entries(db_session, for_date=datetime(2026, 3, 3, tzinfo=UTC).date())
    assert (entry.side, entry.regions or ()) == (None, ())


def test_places_of_long_ago_are_not_filled_in(patient: Browser) -> None:
    patient.post(patient.path("days/2025-11-30/leg"), {"score": "4"})
    patient.post(patient.path("days/2025-11-30/details"), {"side": "left", "regions": "calf"})
    assert "Filled in as last time" not in patient.get(patient.path("today")).text


def test_own_details_are_shown_and_not_those_of_last_time(patient: Browser) -> None:
    patient.post(patient.path("days/2026-03-02/leg"), {"score": "4"})
    patient.post(patient.path("days/2026-03-02/details"), {"side": "left", "regions": "calf"})
    tap(patient, "leg", 5)
    patient.submit(patient.get(patient.path("today")), "/details", side="", regions=[], note="None in the leg")
    page = patient.get(patient.path("today"))
    assert "Filled in as last time" not in page.text
    assert not [pair for pair in page.form("/details").fields() if pair[0] == "regions"]
    assert ("note", "None in the leg") in page.form("/details").fields()


def test_yesterdays_number_stands_beside_the_scale(patient: Browser) -> None:
    patient.post(patient.path("days/2026-03-02/leg"), {"score": "0"})
    page = patient.get(patient.path("today"))
    assert page.one("#leg-aside").to_text().strip() == "yesterday 0"
    assert not page.all("#back-aside")


def test_another_number_changes_the_same_entry(patient: Browser, db_session: Session) -> None:
    tap(patient, "leg", 6)
    page = tap(patient, "leg", 0)
    assert pressed(page, "leg") == ["0"]
    assert [entry.leg_pain for entry in entries(db_session)] == [0]


def test_undo_goes_back_step_by_step(patient: Browser, db_session: Session) -> None:
    page = tap(patient, "back", 3, page=tap(patient, "leg", 6))
    page = patient.submit(page, "/undo/")
    assert "Undone: back 3" in page.text
    assert (pressed(page, "leg"), pressed(page, "back")) == (["6"], [])
    page = patient.submit(tap(patient, "leg", 7), "/undo/")
    assert pressed(page, "leg") == ["6"]


def test_undo_of_the_first_tap_leaves_no_entry(patient: Browser, db_session: Session) -> None:
    page = patient.submit(tap(patient, "leg", 6), "/undo/")
    assert entries(db_session) == []
    assert pressed(page, "leg") == []
    page = tap(patient, "leg", 4)
    assert [entry.leg_pain for entry in entries(db_session)] == [4]


def test_the_same_tap_sent_twice_is_one_change(patient: Browser, db_session: Session) -> None:
    first = tap(patient, "leg", 6, follow=False)
    again = tap(patient, "leg", 6, follow=False)
    assert first.location == again.location
    patient.submit(patient.get(again.location.split("#")[0]), "/undo/")
    assert entries(db_session) == []


@pytest.mark.parametrize("site", ["leg", "back"])
def test_a_number_off_the_scale_is_refused_in_words(patient: Browser, db_session: Session, site: str) -> None:
    for score in BAD_SCORES:
        page = patient.post(patient.path(f"days/{TODAY}/{site}"), {"score": score})
        assert page.status == 422, score
        assert "from 0 to 10" in page.error_of(f"{site}_pain"), score
    assert patient.post(patient.path(f"days/{TODAY}/{site}")).status == 422
    assert entries(db_session) == []


def test_a_day_that_is_none_is_not_found(patient: Browser) -> None:
    for day in ("2026-02-30", "1969-12-31", "03-03-2026", "2026-3-3", "today", "%00", "٢٠٢٦-٠٣-٠٣"):
        assert patient.get(patient.path(f"days/{day}")).status == 404, day
        assert patient.post(patient.path(f"days/{day}/leg"), {"score": "3"}).status == 404, day
    assert patient.post(patient.path(f"days/{TODAY}/arm"), {"score": "3"}).status == 404


def test_a_day_to_come_is_refused(patient: Browser, db_session: Session) -> None:
    assert patient.get(patient.path("days/2026-03-04")).status == 404
    page = patient.post(patient.path("days/2026-03-04/leg"), {"score": "3"})
    assert page.status == 422
    assert "still to come" in page.text
    assert entries(db_session) == []


def test_details_are_kept_and_shown_again(patient: Browser, db_session: Session) -> None:
    page = tap(patient, "back", 2, page=tap(patient, "leg", 4))
    page = patient.submit(
        page,
        "/details",
        worst_leg_pain="8",
        side="left",
        regions=["calf", "buttock"],
        qualities=["shooting"],
        numbness_tingling="0",
        weakness="1",
        sleep_disturbed="3",
        sitting_minutes="20",
        walking_minutes="0",
        aggravated_by=["sitting"],
        eased_by=["walking", "heat"],
        note="Long drive <script>alert(1)</script>",
    )
    assert "Saved: more about today" in page.text
    (entry,) = entries(db_session)
    assert (entry.leg_pain, entry.back_pain, entry.worst_leg_pain, entry.walking_minutes) == (4, 2, 8, 0)
    assert (entry.regions, entry.numbness_tingling) == (("buttock", "calf"), 0)
    held = dict(patient.get(patient.path("today")).form("/details").fields())
    assert held["note"] == "Long drive <script>alert(1)</script>"
    assert (held["walking_minutes"], held["weakness"], held["numbness_tingling"]) == ("0", "1", "0")


def test_details_before_any_score_keep_what_was_typed(patient: Browser, db_session: Session) -> None:
    page = patient.submit(patient.get(patient.path("today")), "/details", note="A bad night", sleep_disturbed="7")
    assert page.status == 422
    assert "leg or a back score" in page.error_of("leg_pain")
    held = dict(page.form("/details").fields())
    assert (held["note"], held["sleep_disturbed"]) == ("A bad night", "7")
    page = patient.submit(page, "/details", leg_pain="3")
    (entry,) = entries(db_session)
    assert (entry.leg_pain, entry.back_pain, entry.sleep_disturbed, entry.note) == (3, None, 7, "A bad night")


def test_bad_details_are_named_beside_the_field_and_nothing_is_saved(patient: Browser, db_session: Session) -> None:
    tap(patient, "leg", 4)
    for name, value in BAD_DETAILS:
        page = patient.post(patient.path(f"days/{TODAY}/details"), {"note": "kept", name: value})
        assert page.status == 422, name
        assert page.error_of(name), name
        if name != "note":
            assert ("note", "kept") in page.form("/details").fields()
    (entry,) = entries(db_session)
    assert (entry.note, entry.leg_pain) == (None, 4)


def test_a_worst_below_the_average_is_asked_about(patient: Browser, db_session: Session) -> None:
    tap(patient, "leg", 6)
    page = patient.post(patient.path(f"days/{TODAY}/details"), {"worst_leg_pain": "5"})
    assert "cannot be below the average, which is 6" in page.error_of("worst_leg_pain")
    patient.post(patient.path(f"days/{TODAY}/details"), {"worst_leg_pain": "6"})
    page = tap(patient, "leg", 8)
    assert page.status == 422
    assert "which is 8" in page.error_of("worst_leg_pain")
    assert dict(page.form("/details").fields())["leg_pain"] == "8"
    patient.submit(page, "/details", worst_leg_pain="9")
    assert [(entry.leg_pain, entry.worst_leg_pain) for entry in entries(db_session)] == [(8, 9)]


def test_a_warning_sign_is_saved_and_opens_get_help_now(patient: Browser, db_session: Session) -> None:
    tap(patient, "leg", 4)
    page = patient.submit(
        patient.get(patient.path("today")), "/details", warning_signs=["bladder_change"], follow=False
    )
    assert page.status == 303
    assert page.location.startswith("/help-now?from=entry")
    assert "leg 4" not in patient.get(page.location).text
    assert [entry.warning_signs for entry in entries(db_session)] == [("bladder_change",)]


def test_an_earlier_day_is_marked_as_added_later(patient: Browser, db_session: Session) -> None:
    page = patient.get(patient.path("days/2026-03-01"))
    assert page.heading == "Sunday 1 March"
    assert "it will be marked as added later" in page.text
    page = tap(patient, "leg", 5, page=page)
    assert "Saved: leg 5 for Sun 1 Mar" in page.text
    assert page.heading == "Sunday 1 March"
    assert "marked as added later" not in page.text  # said once: it is marked by now
    assert [entry.late for entry in entries(db_session)] == [True]
    assert "Scores from memory are less exact" in patient.get(patient.path("days/2026-02-28")).text


def test_todays_own_page_is_today(patient: Browser) -> None:
    assert patient.get(patient.path(f"days/{TODAY}"), follow=False).location == patient.path("today")


@pytest.mark.parametrize(
    ("zone", "heading", "offset"),
    [
        ("Pacific/Kiritimati", "Wednesday 4 March", 840),
        ("Asia/Kathmandu", "Wednesday 4 March", 345),
        ("America/Los_Angeles", "Tuesday 3 March", -480),
        ("Pacific/Pago_Pago", "Tuesday 3 March", -660),
    ],
)
def test_the_persons_own_zone_says_what_today_is(
    living_in: Callable[[str], Browser], db_session: Session, zone: str, heading: str, offset: int
) -> None:
    somebody = living_in(zone)
    page = somebody.get(somebody.path("today"))
    assert page.heading == heading
    tap(somebody, "leg", 3, page=page)
    assert [(entry.entered_offset, entry.late) for entry in entries(db_session)] == [(offset, False)]


def test_the_offset_is_that_of_the_moment(
    living_in: Callable[[str], Browser], evening: time_machine.Traveller, db_session: Session
) -> None:
    """In the night of 29 March 2026 clocks in Berlin go from 02:00 to 03:00."""
    evening.move_to(datetime(2026, 3, 29, 0, 59, tzinfo=UTC))
    somebody = living_in("Europe/Berlin")
    tap(somebody, "leg", 3)
    evening.move_to(datetime(2026, 3, 29, 1, 0, tzinfo=UTC))
    somebody.post(somebody.path("days/2026-03-28/leg"), {"score": "2"})
    assert [(e.for_date.day, e.entered_offset, e.late) for e in entries(db_session)] == [
        (28, 120, True),
        (29, 60, False),
    ]


def test_a_picked_day_opens_and_a_wrong_one_is_named(patient: Browser) -> None:
    page = patient.submit(patient.get(patient.path("diary")), "/days", day="2026-02-14")
    assert page.heading == "Saturday 14 February"
    page = patient.get(patient.path("days?day=2026-03-04"))
    assert page.heading == "Diary"
    assert "still to come" in page.error_of("day")
    assert "year-month-day" in patient.get(patient.path("days?day=soon")).error_of("day")


def test_nobody_else_can_score_or_see_a_day(patient: Browser, other: Browser, client: Browser) -> None:
    tap(patient, "leg", 6)
    for rest in ("today", "days/2026-03-02", "diary", "diary?view=list", "more", "moments/new", "changes/new"):
        assert other.get(patient.path(rest)).status == 404
        assert client.get(patient.path(rest), follow=False).status in {302, 303}
    assert other.post(patient.path(f"days/{TODAY}/leg"), {"score": "1"}).status == 404
    assert other.post(patient.path(f"days/{TODAY}/details"), {"note": "x"}).status == 404
    assert pressed(patient.get(patient.path("today")), "leg") == ["6"]


@pytest.mark.parametrize("sent", [{"score": ""}, {"score": " "}, {}])
def test_no_score_is_no_tap_where_one_stands(patient: Browser, db_session: Session, sent: dict[str, str]) -> None:
    tap(patient, "leg", 6)
    number = len(read(db_session, select(Revision)))
    page = patient.post(patient.path(f"days/{TODAY}/leg"), sent)
    assert "Please choose a number from 0 to 10." in page.text
    assert [entry.leg_pain for entry in entries(db_session)] == [6]
    assert len(read(db_session, select(Revision))) == number


def test_a_score_that_stands_so_leaves_no_trace(patient: Browser, db_session: Session) -> None:
    tap(patient, "leg", 6)
    tap(patient, "back", 2)
    number = len(read(db_session, select(Revision)))
    page = tap(patient, "leg", 6)
    assert pressed(page, "leg") == ["6"]
    assert not page.all('form[action*="undo"]')
    assert len(read(db_session, select(Revision))) == number
