"""What the list of days makes of them: months, and the days between of which nothing was noted."""

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.dashboard.services.day_list import DayRow, in_months
from tracker.dashboard.services.lines import TimelineDay

TODAY = date(2026, 3, 3)
YESTERDAY = TODAY - timedelta(days=1)


def told(days: Sequence[date], newest: date | None = YESTERDAY) -> list[tuple[str, list[str]]]:
    """The months of a list: each with its days, and its gaps in words."""
    months = in_months([TimelineDay(day, "") for day in days], newest=newest)
    return [
        (
            str(month.first),
            [str(row.date) if isinstance(row, DayRow) else f"{row.when}: {row.title}" for row in month.rows],
        )
        for month in months
    ]


def test_days_between_are_told_in_one_line_and_in_the_month_in_which_they_end() -> None:
    days = [date(2026, 3, 2), date(2026, 2, 28), date(2026, 2, 24), date(2026, 1, 20)]
    assert told(days) == [
        ("2026-03-01", ["2026-03-02", "Sun 1: Nothing noted"]),
        (
            "2026-02-01",
            [
                "2026-02-28",
                "25 Feb to 27 Feb: 3 days with nothing noted",
                "2026-02-24",
                "21 Jan to 23 Feb: 34 days with nothing noted",
            ],
        ),
        ("2026-01-01", ["2026-01-20"]),
    ]


def test_today_and_what_is_to_come_are_never_missing() -> None:
    assert told([date(2026, 3, 9), YESTERDAY]) == [("2026-03-01", ["2026-03-09", "2026-03-02"])]
    assert told([TODAY, YESTERDAY]) == [("2026-03-01", ["2026-03-03", "2026-03-02"])]
    assert told([date(2026, 3, 9), date(2026, 3, 1)]) == [
        ("2026-03-01", ["2026-03-09", "Mon 2: Nothing noted", "2026-03-01"])
    ]


def test_a_list_of_days_that_were_looked_for_tells_of_no_gaps() -> None:
    assert told([date(2026, 3, 9), date(2026, 3, 1)], None) == [("2026-03-01", ["2026-03-09", "2026-03-01"])]
    assert told([]) == []
