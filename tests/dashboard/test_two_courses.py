"""Two courses that go on at once: each is seen on Today, and can be changed to wherever one is shown."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from tests.dashboard.conftest import Filler
from tests.support.counting import counted_queries
from tests.support.evening import TODAY
from tests.support.pages import Browser, Page
from tests.support.people import Person
from tests.support.sharing import as_link_holder, as_practitioner, make_link, make_practitioner, share
from tracker.dashboard.services.today import by_course
from tracker.domain.treatment.one_visit import Visit
from tracker.practitioners.models import PractitionerProfile
from tracker.treatment.queries.courses import CourseRow
from tracker.web.extensions import db

BEGAN = TODAY - timedelta(days=20)
SWITCHED = ("progress", "course", "brief")


@dataclass
class Two:
    """Acupuncture goes on with six sessions and a clear change; physiotherapy was planned yesterday."""

    acupuncture: UUID
    physiotherapy: UUID


@pytest.fixture
def two(fill: Filler) -> Two:
    acupuncture = fill.course(started_on=BEGAN)
    days = [BEGAN + timedelta(days=number) for number in range(-7, 21)]
    fill.entries(*({"for_date": day, "leg_pain": 6 if day < BEGAN else 3} for day in days))
    fill.sessions(
        *(
            {"local_day": day, "started_at": datetime.combine(day, time(9), UTC), "course_id": acupuncture}
            for day in days[7:25:3]
        ),
        planned("acupuncture", 2, acupuncture),
    )
    physiotherapy = fill.course(kind="physiotherapy", started_on=TODAY - timedelta(days=1), planned_sessions=6)
    fill.sessions(planned("physiotherapy", 1, physiotherapy), planned("massage", 4))
    return Two(acupuncture, physiotherapy)


def planned(kind: str, ahead: int, course_id: UUID | None = None) -> dict[str, object]:
    day = TODAY + timedelta(days=ahead)
    at = datetime.combine(day, time(16), UTC)
    return {"kind": kind, "status": "planned", "local_day": day, "started_at": at, "course_id": course_id}


def chosen(page: Page) -> tuple[str, list[str]]:
    """The course that the switch shows as chosen, and all of them."""
    links = page.one("nav[aria-label=Courses]").query("a")
    (now,) = (link for link in links if link.attrs.get("aria-current") == "true")
    return now.to_text().strip(), [link.to_text().strip() for link in links]


def practitioner_of(app: Flask, person: Person, kind: str) -> Browser:
    practitioner = make_practitioner(app, f"Practises {kind}")
    with app.app_context():
        db.session.get_one(PractitionerProfile, practitioner.account_id).kind = kind
        db.session.commit()
    share(app, person, practitioner)
    return as_practitioner(app, practitioner, person)


def test_today_shows_each_course_with_its_verdict_and_its_next_appointment(owner: Browser, two: Two) -> None:
    page = owner.get(owner.path("today"))
    heads = [head.to_text().strip() for head in page.all(".card h2")]
    assert "Acupuncture: is it working?" in heads
    assert [head for head in heads if head.endswith("course")] == ["Acupuncture course", "Physiotherapy course"]
    assert "6 of 10 sessions" in page.text
    assert "0 of 6 sessions" in page.text
    lines = [" ".join(line.to_text().split()) for line in page.all(".next-one")]
    assert [line.split(".")[0].replace(" :", ":").strip() for line in lines] == [
        "Next: Thu 5 Mar, 17:00",
        "Next: Wed 4 Mar, 17:00",
        "Massage: Sat 7 Mar, 17:00",
    ]
    assert "Acupuncture: Time for a first look at this course" in page.text
    assert f"course={two.acupuncture}" in page.body


def test_a_plan_without_sessions_hides_no_verdict(owner: Browser, two: Two) -> None:
    for place in ("progress", "course", "brief"):
        page = owner.get(owner.path(place))
        assert "Leg pain is down 3.0 points (50 %)" in page.text, place
        assert "Not enough data" not in page.text
        assert chosen(page) == ("Acupuncture, 6 of 10", ["Acupuncture, 6 of 10", "Physiotherapy, 0 of 6"])


@pytest.mark.parametrize("place", SWITCHED)
def test_the_switch_leads_to_the_other_course_and_it_stays_chosen(owner: Browser, two: Two, place: str) -> None:
    page = owner.get(owner.path(place))
    (address,) = (
        link.attrs["href"]
        for link in page.one("nav[aria-label=Courses]").query("a")
        if link.attrs.get("aria-current") is None
    )
    other = owner.get(address)
    assert chosen(other)[0] == "Physiotherapy, 0 of 6"
    for link in other.all("nav.places a"):
        if link.attrs["href"].split("?")[0].endswith(SWITCHED):
            assert link.attrs["href"].endswith(f"?course={two.physiotherapy}")
            assert chosen(owner.get(link.attrs["href"]))[0] == "Physiotherapy, 0 of 6"


def test_other_choices_of_the_address_go_along(owner: Browser, two: Two) -> None:
    page = owner.get(owner.path("progress?range=1y&unit=minutes"))
    links = [link.attrs["href"] for link in page.one("nav[aria-label=Courses]").query("a")]
    assert all("range=1y" in link and "unit=minutes" in link for link in links)
    brief = owner.get(owner.path(f"brief?since=2026-02-20&course={two.physiotherapy}"))
    assert all("since=2026-02-20" in link.attrs["href"] for link in brief.one("nav[aria-label=Courses]").query("a"))
    assert brief.one("input[name=course]").attrs["value"] == str(two.physiotherapy)


@pytest.mark.parametrize("place", SWITCHED)
@pytest.mark.parametrize(
    ("kind", "opens"),
    [
        ("acupuncturist", "Acupuncture, 6 of 10"),
        ("physiotherapist", "Physiotherapy, 0 of 6"),
        ("doctor", "Acupuncture, 6 of 10"),
    ],
)
def test_a_practitioner_begins_with_the_course_of_their_own_trade(
    app: Flask, somebody: Person, two: Two, place: str, kind: str, opens: str
) -> None:
    browser = practitioner_of(app, somebody, kind)
    assert chosen(browser.get(browser.path(place)))[0] == opens


@pytest.mark.parametrize("place", ["progress", "brief"])
def test_the_holder_of_a_link_sees_what_goes_on_and_can_change(
    app: Flask, somebody: Person, two: Two, place: str
) -> None:
    holder = as_link_holder(app, somebody, make_link(app, somebody))
    holder.patient_id = somebody.patient_id
    page = holder.get(holder.path(place))
    assert chosen(page)[0] == "Acupuncture, 6 of 10"
    assert chosen(holder.get(holder.path(f"{place}?course={two.physiotherapy}")))[0] == "Physiotherapy, 0 of 6"


@pytest.mark.parametrize("place", ["progress", "brief"])
def test_a_course_that_a_share_hides_is_in_no_switch_and_behind_no_address(
    app: Flask, somebody: Person, two: Two, place: str
) -> None:
    link = make_link(app, somebody, first_day=TODAY - timedelta(days=10))
    holder = as_link_holder(app, somebody, link)
    holder.patient_id = somebody.patient_id
    assert not holder.get(holder.path(place)).all("nav[aria-label=Courses]")
    assert holder.get(holder.path(f"{place}?course={two.acupuncture}")).status == 404
    assert holder.get(holder.path(f"{place}?course={uuid4()}")).status == 404


def test_one_course_needs_no_switch_and_an_ended_one_leads_back(owner: Browser, fill: Filler) -> None:
    now = fill.course()
    ended = fill.course(phase="ended", started_on=TODAY - timedelta(days=90), ended_on=TODAY - timedelta(days=50))
    for place in SWITCHED:
        assert not owner.get(owner.path(place)).all("nav[aria-label=Courses]")
        page = owner.get(owner.path(f"{place}?course={ended}"))
        assert f"course={now}" in page.one("nav[aria-label=Courses]").to_html()
    assert "Wed 3 Dec 2025" in owner.get(owner.path(f"course?course={ended}")).text


def test_two_of_one_kind_are_told_apart_by_their_day(owner: Browser, fill: Filler) -> None:
    fill.course(started_on=TODAY - timedelta(days=3))
    fill.course(started_on=TODAY - timedelta(days=2))
    assert chosen(owner.get(owner.path("course")))[1] == [
        "Acupuncture from Sun 1 Mar 2026, 0 of 10",
        "Acupuncture from Sat 28 Feb 2026, 0 of 10",
    ]


def test_that_two_at_once_cannot_be_told_apart_is_said(owner: Browser, fill: Filler, two: Two) -> None:
    said = "the pain scores cannot tell one from the other"
    assert said not in owner.get(owner.path("progress")).text
    fill.sessions(
        {
            "kind": "physiotherapy",
            "local_day": TODAY,
            "started_at": datetime.combine(TODAY, time(9), UTC),
            "course_id": two.physiotherapy,
        }
    )
    for place in SWITCHED:
        assert said in owner.get(owner.path(place)).text


def test_today_asks_the_database_as_often_for_five_courses(app: Flask, owner: Browser, fill: Filler) -> None:
    counts = []
    for number in (1, 4):
        for _ in range(number):
            course_id = fill.course(phase="maintenance")
            fill.sessions(
                {"local_day": BEGAN, "started_at": datetime.combine(BEGAN, time(9), UTC), "course_id": course_id}
            )
        owner.get(owner.path("today"))
        with counted_queries(app) as seen:
            owner.get(owner.path("today"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_high_pain_two_days_running_is_told_once(owner: Browser, fill: Filler) -> None:
    for kind in ("acupuncture", "physiotherapy"):
        course_id = fill.course(kind=kind, started_on=BEGAN)
        at = datetime.combine(BEGAN, time(9), UTC)
        fill.sessions({"kind": kind, "local_day": BEGAN, "started_at": at, "course_id": course_id})
    scores = dict.fromkeys(range(2, 29), 3) | {0: 8, 1: 8}
    fill.entries(*({"for_date": TODAY - timedelta(days=ago), "leg_pain": leg} for ago, leg in scores.items()))
    assert owner.get(owner.path("today")).text.count("Your leg pain has been high two days running") == 1


def row(kind: str) -> CourseRow:
    return CourseRow(uuid4(), kind, "initial", TODAY, None, 10, 2, None, None, None)


def test_each_appointment_is_that_of_one_course_or_of_none() -> None:
    first, second = row("acupuncture"), row("acupuncture")
    at = datetime.combine(TODAY, time(9), UTC)
    loose, own, ended, apart, later = (
        Visit(uuid4(), kind, "planned", at, None, None, course_id)
        for kind, course_id in (
            ("acupuncture", None),
            ("acupuncture", second.id),
            ("acupuncture", uuid4()),
            ("massage", None),
            ("massage", None),
        )
    )
    assert by_course([loose, own, ended, apart, later], [first, second]) == (
        {first.id: loose, second.id: own},
        (apart,),
    )
    assert by_course([ended], [first, second]) == ({first.id: ended}, ())
    assert by_course([], []) == ({}, ())
