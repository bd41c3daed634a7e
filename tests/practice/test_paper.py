"""Progress, Course and the day sheet on paper: few sheets, none of them half empty."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from tests.practice.brief_records import Writer
from tests.support.live import Live, Tab, of_demo
from tests.support.paper import filled, sheets_of
from tests.support.people import Person
from tracker.accounts.models import Account
from tracker.demo import factory
from tracker.review.models import CourseReview
from tracker.web.extensions import db

pytestmark = [pytest.mark.browser, pytest.mark.long]

HEIGHTS = {"A4": 842, "Letter": 792}
MARGIN = 40  # in points: the number of a sheet stands there
# Half of what each took before there was a style sheet for paper: six, and four to six.
MOST = {"progress": 3, "course": 2}
DEMO = ("rosa", "tom", "mina", "karl", "vera")
WITHOUT_FOOT = "document.querySelector('.paper-foot').style.visibility = 'hidden'"
KINDS = ("heat", "ice", "massage", "stretching", "walking", "physiotherapy")


def full(write: Writer) -> None:
    """Eight weeks in which everything that a chart shows was noted, a course of twenty sessions with two reviews."""
    course_id = write.course(planned_sessions=20, per_week=3, started_on=write.ago(49), goal="Sit through a long film")
    write.entries(
        *(
            {
                "for_date": write.ago(days),
                "leg_pain": 2 + days // 10,
                "back_pain": 1 + days % 3,
                "worst_leg_pain": 3 + days // 10,
                "numbness_tingling": days % 4,
                "weakness": days % 2,
                "sleep_disturbed": days // 9,
                "regions": ("low_back", "outer_leg") if days % 3 else ("back_thigh",),
            }
            for days in range(56, -1, -1)
        )
    )
    effects = "bruise mild; soreness mild"
    write.sessions(
        *(
            {
                "local_day": write.ago(49 - 2 * number),
                "course_id": course_id,
                "leg_before": 7 - number // 4,
                "leg_after": 6 - number // 4,
                "points": "BL23 both; GB30 left",
                "side_effects": effects if number % 3 == 0 else None,
            }
            for number in range(20)
        ),
        *({"local_day": write.ago(days), "kind": KINDS[days % 6], "minutes": 20} for days in range(40)),
    )
    write.doses(*({"local_day": write.ago(days), "name": "Ibuprofen"} for days in range(0, 50, 3)))
    for number in range(3):
        write.activity(f"Activity {number}", {write.ago(day): 9 - day // 7 for day in range(49, 0, -7)}, number)
    write.caution("blood_thinner", "Warfarin")
    write.caution("pregnancy", "Due in May")
    said = {"reason": "It helps a little.", "by_name": "Ada"}
    held = ((30, 9), (11, 18))
    now = datetime.now(UTC)
    write.add(
        CourseReview,
        [factory.review(course_id, write.ago(day), now, sessions_done=done, **said) for day, done in held],
    )


def li_wen(live: Live) -> Person:
    """The demo's practitioner, who has no record."""
    with live.app.app_context():
        account_id = db.session.execute(select(Account.id).where(Account.user_name == "Li Wen")).scalar_one()
    return Person(account_id, uuid.uuid4(), "Li Wen")


def check(page: Page, most: int, *, one: bool = False) -> None:
    """At most so many sheets of either paper, each filled by more than half."""
    page.evaluate(WITHOUT_FOOT)
    for paper, height in HEIGHTS.items():
        pdf = page.pdf(format=paper)
        down = filled(pdf, height, MARGIN)
        assert len(down) == sheets_of(pdf) <= most, (paper, down)
        assert one or min(down) >= 0.5, (paper, down)


@pytest.mark.parametrize("place", MOST)
@pytest.mark.parametrize("name", DEMO)
def test_half_the_sheets_and_none_half_empty(
    open_tab: Callable[..., Tab], live: Live, rosa: Person, place: str, name: str
) -> None:
    assert rosa.user_name in DEMO
    check(open_tab(of_demo(live, name)).mine(place), MOST[place])


@pytest.mark.parametrize("place", MOST)
def test_a_practitioner_prints_no_more(open_tab: Callable[..., Tab], live: Live, rosa: Person, place: str) -> None:
    page = open_tab(li_wen(live)).go(f"/patients/{rosa.patient_id}/{place}")
    foot = page.locator(".paper-foot").text_content() or ""
    assert foot.startswith("rosa, for Li Wen")
    assert foot.endswith("Confidential.")
    check(page, MOST[place])


@pytest.mark.parametrize("place", MOST)
def test_a_full_record_takes_no_more(open_tab: Callable[..., Tab], live: Live, place: str) -> None:
    person = live.person(f"Full {uuid.uuid4().hex[:8]}")
    full(Writer(live.app, person.patient_id, datetime.now(UTC).date()))
    check(open_tab(person).mine(place), MOST[place])


def test_an_empty_record_is_one_sheet(open_tab: Callable[..., Tab], live: Live) -> None:
    check(open_tab(live.person(f"Empty {uuid.uuid4().hex[:8]}")).mine("progress"), 1, one=True)


def test_no_chart_reaches_over_the_edge(open_tab: Callable[..., Tab], rosa: Person) -> None:
    """A browser prints everything smaller where one does."""
    page = open_tab(rosa).mine("progress")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})
    assert page.evaluate("document.documentElement.scrollWidth") <= 718


def test_the_day_sheet_holds_eight_people(open_tab: Callable[..., Tab], live: Live, rosa: Person) -> None:
    assert rosa.user_name == "rosa"
    page = open_tab(li_wen(live)).go("/patients")
    table = page.locator("table.patients")
    assert table.locator(".sheet-who").count() == 8
    box = table.bounding_box()
    assert box is not None
    assert box["height"] <= 700
    for paper in HEIGHTS:
        assert sheets_of(page.pdf(format=paper)) == 1, paper
    page.evaluate(
        """() => {
          const rows = [...document.querySelectorAll("tr:has(.sheet-who)")].slice(0, 4);
          rows.forEach((row) => row.after(row.cloneNode(true)));
        }"""
    )
    assert table.locator(".sheet-who").count() == 12
    for paper in HEIGHTS:
        assert sheets_of(page.pdf(format=paper)) == 1, paper
    page.set_viewport_size({"width": 768, "height": 900})
    assert table.locator("tr:has(.sheet-who)").first.evaluate("(row) => getComputedStyle(row).display") == "table-row"
    assert page.evaluate("document.documentElement.scrollWidth") <= 768
