"""The diary: a month as a calendar, everything by day as a list, and what both cost."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask

from tests.dashboard.conftest import Filler
from tests.support.counting import counted_queries
from tests.support.evening import EVENING, TODAY
from tests.support.pages import Browser, Page

MOST_QUERIES = 10
MONDAY = date(2026, 3, 2)


def cell(page: Page, words: str) -> str:
    """The words of the calendar's place for a day."""
    found = [node for node in page.all(".calendar td .visually-hidden") if node.to_text().startswith(words)]
    assert len(found) == 1
    return " ".join(str(found[0].to_text()).split())


def test_the_calendar_shows_this_month_and_says_each_day_in_words(owner: Browser, fill: Filler) -> None:
    fill.entries(
        {"for_date": MONDAY, "leg_pain": 0, "back_pain": 3, "late": True, "leg_later": 1, "back_later": 1},
        {"for_date": date(2026, 3, 1), "back_pain": 2},
    )
    noon = {"started_at": datetime(2026, 3, 2, 11, tzinfo=UTC), "local_day": MONDAY}
    fill.sessions(noon, noon | {"kind": "heat"}, noon | {"kind": "ice", "status": "missed"})
    fill.sessions({"status": "planned", "local_day": date(2026, 3, 5), "started_at": EVENING + timedelta(days=2)})
    fill.doses({"local_day": MONDAY, "none_taken": False, "taken_at": EVENING, "taken_offset": 60, "name": "Ibuprofen"})
    fill.doses({"local_day": date(2026, 3, 1), "none_taken": True})
    fill.changes({"for_date": date(2026, 3, 1), "kind": "work"})
    page = owner.get(owner.path("diary"))
    assert "March 2026" in page.text
    assert cell(page, "Mon 2 Mar") == "Mon 2 Mar: leg 0, back 3, added later, acupuncture, heat, medicine"
    assert cell(page, "Sun 1 Mar") == "Sun 1 Mar: back 2, something changed"
    assert cell(page, "Thu 5 Mar") == "Thu 5 Mar: acupuncture planned"
    assert cell(page, "Tue 3 Mar") == "Tue 3 Mar: nothing recorded"
    assert len(page.all(".tint-0")) == 2, "the day and the legend"


def test_only_days_that_have_come_can_be_opened(owner: Browser) -> None:
    page = owner.get(owner.path("diary"))
    opened = {str(node.attrs["href"]).rsplit("/", 1)[1] for node in page.all(".calendar a")}
    assert opened == {"2026-03-01", "2026-03-02", "2026-03-03"}
    assert page.one(".calendar [aria-current=date]").to_text().strip().startswith("Tue 3 Mar")


def test_moments_make_a_days_score_from_two_on(owner: Browser, fill: Filler) -> None:
    moment = {"kind": "moment", "for_time": time(12)}
    fill.entries(
        moment | {"for_date": MONDAY, "leg_pain": 4},
        moment | {"for_date": MONDAY, "leg_pain": 5},
        moment | {"for_date": TODAY, "leg_pain": 5},
    )
    page = owner.get(owner.path("diary"))
    assert cell(page, "Mon 2 Mar") == "Mon 2 Mar: leg 4.5"
    assert cell(page, "Tue 3 Mar") == "Tue 3 Mar: moments noted"


def test_other_months_are_one_step_away(owner: Browser, fill: Filler) -> None:
    fill.entries({"for_date": date(2025, 12, 31), "leg_pain": 9})
    page = owner.get(owner.path("diary?month=2026-01"))
    assert "January 2026" in page.text
    assert "Nothing is recorded in this month" in page.text
    back, on = (node.attrs["href"] for node in page.all(".month-head a"))
    assert (str(back)[-7:], str(on)[-7:]) == ("2025-12", "2026-02")
    assert "Wed 31 Dec: leg 9" in owner.get(str(back)).text


@pytest.mark.parametrize("month", ["2026-13", "soon", "", "1969-12", "0000-01", "2026-03-01", "\x00", "9999999-01"])
def test_a_month_that_is_none_is_this_month(owner: Browser, month: str) -> None:
    page = owner.get(owner.path("diary"), query_string={"month": month})
    assert page.status == 200
    assert "March 2026" in page.text


@pytest.mark.parametrize("month", ["1970-01", "9999-12"])
def test_the_ends_of_the_calendar_do_not_fail(owner: Browser, month: str) -> None:
    page = owner.get(owner.path(f"diary?month={month}"))
    assert page.status == 200
    for link in page.all(".month-head a"):
        assert owner.get(str(link.attrs["href"])).status == 200


def test_the_list_holds_everything_by_day_newest_first(owner: Browser, fill: Filler) -> None:
    fill.entries(
        {
            "for_date": MONDAY,
            "leg_pain": 6,
            "back_pain": 0,
            "worst_leg_pain": 8,
            "regions": ("buttock", "calf"),
            "walking_minutes": 0,
            "note": "A <b>long</b> drive",
            "warning_signs": ("fever_chills",),
        },
        {"kind": "moment", "for_date": MONDAY, "for_time": time(7, 20), "back_pain": 8, "late": True},
    )
    noon = {"started_at": datetime(2026, 3, 1, 11, tzinfo=UTC), "local_day": date(2026, 3, 1)}
    later = {"started_at": datetime(2026, 3, 1, 12, tzinfo=UTC)}
    fill.sessions(noon | {"leg_before": 6, "leg_after": 0}, noon | {"kind": "massage", "status": "missed"} | later)
    dose = {"local_day": TODAY, "none_taken": False, "taken_at": EVENING, "taken_offset": 60}
    fill.doses(dose | {"name": "Ibuprofen", "amount": 400, "unit": "mg"})
    fill.doses({"local_day": date(2026, 2, 28), "none_taken": True})
    fill.changes({"for_date": date(2025, 12, 31), "kind": "work", "note": "Half days"})
    page = owner.get(owner.path("diary?view=list"))
    assert [node.to_text() for node in page.all(".month-days h2")] == ["March 2026", "February 2026", "December 2025"]
    rows = [" ".join(node.to_text().split()) for node in page.all(".day-rows > li")]
    more = "Back 8, 07:20, added later · Worst 8, felt as far as: calf, walked 0 min · A <b>long</b> drive"
    assert rows == [
        "Tue 3 Ibuprofen 400 mg",
        f"Mon 2 Leg 6, back 0 6 0 Warning sign noted {more}",
        "Sun 1 Acupuncture · Massage, missed",
        "Sat 28 No medicine taken",
        "1 Jan to 27 Feb 58 days with nothing noted",
        "Wed 31 Work · Half days",
    ]


def test_the_list_goes_on_page_by_page_without_losing_a_day(owner: Browser, fill: Filler) -> None:
    days = [TODAY - timedelta(days=2 * number) for number in range(65)]
    fill.entries(*({"for_date": day, "leg_pain": 3} for day in days))
    seen: list[str] = []
    url: str | None = owner.path("diary?view=list")
    sizes = []
    while url is not None:
        page = owner.get(url)
        links = [str(node.attrs["href"]).rsplit("/", 1)[1] for node in page.all("a.day-row")]
        sizes.append(len(links))
        seen += links
        older = page.all("a[rel=next]")
        url = str(older[0].attrs["href"]) if older else None
    assert sizes == [60, 5]
    assert seen == [day.isoformat() for day in days]


def test_a_month_is_gone_to_by_its_name_and_a_missing_day_leads_to_its_page(owner: Browser, fill: Filler) -> None:
    fill.entries(*({"for_date": day, "leg_pain": 3} for day in (MONDAY, date(2026, 1, 31), date(2026, 1, 29))))
    page = owner.get(owner.path("diary?view=list"))
    assert [node.attrs["value"] for node in page.all("#jump option")] == ["2026-03", "2026-02", "2026-01"]
    page = owner.get(owner.path("diary?view=list&month=2026-01"))
    assert [node.to_text() for node in page.all(".month-days h2")] == ["January 2026"]
    assert page.one("#jump option[selected]").attrs["value"] == "2026-01"
    missing = page.one(".gap-row a")
    assert missing.to_text() == "Nothing noted"
    assert owner.get(str(missing.attrs["href"])).status == 200
    assert owner.get(owner.path("diary?view=list&month=9999-12")).status == 200


def test_an_empty_list_says_what_will_be_here(owner: Browser) -> None:
    assert "Nothing recorded yet" in owner.get(owner.path("diary?view=list")).text
    assert "Nothing earlier" in owner.get(owner.path("diary?view=list&before=2020-01-01")).text
    assert owner.get(owner.path("diary?view=list&before=soon")).status == 200


def test_deleted_rows_are_in_neither(owner: Browser, fill: Filler) -> None:
    fill.entries({"for_date": MONDAY, "leg_pain": 6, "deleted_at": EVENING})
    assert "leg 6" not in owner.get(owner.path("diary")).text
    assert "Leg 6" not in owner.get(owner.path("diary?view=list")).text


@pytest.mark.parametrize("rest", ["diary", "diary?view=list", "diary?view=list&before=2026-02-25"])
def test_the_diary_costs_the_same_for_ten_days_and_ten_years(
    app: Flask, long_record: Callable[[int], Browser], rest: str
) -> None:
    counts = []
    for days in (10, 3650):
        somebody = long_record(days)
        with counted_queries(app) as seen:
            page = somebody.get(somebody.path(rest))
        counts.append(len(seen))
        assert len(page.body) < 60_000
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_more_leads_everywhere_and_signs_out(owner: Browser) -> None:
    page = owner.get(owner.path("more"))
    assert page.heading == "More"
    for link in page.all("main a"):
        assert owner.get(str(link.attrs["href"])).status == 200, link.attrs["href"]
    assert page.form("/sign-out").method == "post"


@pytest.mark.parametrize(("a_day", "shown"), [(10, [10, 10, 5]), (40, [2] * 12 + [1]), (130, [1] * 25)])
def test_a_page_of_full_days_holds_fewer_of_them_and_each_of_them_whole(
    owner: Browser, fill: Filler, a_day: int, shown: list[int]
) -> None:
    days = [MONDAY - timedelta(days=back) for back in range(25)]
    fill.entries(
        *(
            {"kind": "moment", "for_date": day, "for_time": time(8 + number % 12), "leg_pain": 4}
            for day in days
            for number in range(a_day)
        )
    )
    url: str | None = owner.path("diary?view=list")
    found, listed = [], []
    while url is not None:
        page = owner.get(url)
        rows = page.all("a.day-row")
        found.append(len(rows))
        listed += [(str(node.attrs["href"]).rsplit("/", 1)[1], node.to_text().count("Leg 4,")) for node in rows]
        older = page.all("a[rel=next]")
        url = str(older[0].attrs["href"]) if older else None
    assert found == shown
    assert listed == [(day.isoformat(), a_day) for day in days]
