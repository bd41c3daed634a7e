"""Visits counted against what the insurer allows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.course.visits import VisitCount, count_visits

FIRST = date(2026, 1, 5)


def day(after: int) -> date:
    return FIRST + timedelta(days=after)


def cms(*after: int, today: int, improving: bool = False) -> VisitCount:
    """The count by the "cms" rule, with visits and today given in days after the first of January's second week."""
    found = count_visits([day(n) for n in after], rule="cms", allowed=None, today=day(today), improving=improving)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("visits", "allowed", "left"),
    [(0, 10, 10), (9, 12, 3), (12, 12, 0), (13, 12, 0), (0, 0, 0), (1, 0, 0), (3, 500, 497)],
)
def test_own_number(visits: int, allowed: int, left: int) -> None:
    days = [day(n) for n in range(visits)]

    for improving in (False, True):
        count = count_visits(days, rule=None, allowed=allowed, today=day(400), improving=improving)
        assert count == VisitCount(visits, allowed, left, None, None, None, 0)


def test_neither_rule_nor_number() -> None:
    assert count_visits([FIRST], rule=None, allowed=None, today=FIRST, improving=True) is None


def test_a_rule_that_is_not_known() -> None:
    with pytest.raises(ValueError, match="'medicaid'"):
        count_visits([], rule="medicaid", allowed=12, today=FIRST, improving=False)


def test_days_to_come_do_not_count_and_two_on_one_day_count_twice() -> None:
    days = [day(8), day(0), day(0), day(9)]

    own = count_visits(days, rule=None, allowed=5, today=day(8), improving=False)
    assert own == VisitCount(3, 5, 2, None, None, None, 0)
    assert cms(8, 0, 0, 9, today=8).used == 3


def test_the_rule_does_not_ask_the_own_number() -> None:
    one, other = (count_visits([FIRST], rule="cms", allowed=n, today=FIRST, improving=False) for n in (None, 3))
    assert one == other


def test_before_the_first_visit() -> None:
    assert cms(today=0) == VisitCount(0, 12, 12, None, 0, 20, 8)
    assert cms(today=0, improving=True) == VisitCount(0, 20, 20, None, 0, 20, 0)


@pytest.mark.parametrize(
    ("today", "improving", "count"),
    [
        (24, False, VisitCount(9, 12, 3, day(89), 9, 11, 8)),
        (24, True, VisitCount(9, 20, 11, day(89), 9, 11, 0)),
        # Day 90 is the last of the window; from day 91 on what is left of the 12 has lapsed.
        (89, False, VisitCount(9, 12, 3, day(89), 9, 11, 8)),
        (90, False, VisitCount(9, 12, 0, None, 9, 11, 8)),
        (90, True, VisitCount(9, 20, 8, None, 9, 11, 0)),
        # The last visit was on day 24: 90 days later the next visit starts anew, within what the year leaves.
        (113, False, VisitCount(9, 12, 0, None, 9, 11, 8)),
        (114, False, VisitCount(0, 12, 11, None, 9, 11, 0)),
        (114, True, VisitCount(0, 20, 11, None, 9, 11, 0)),
        # A year after the first visit, visits fall out of the year one by one.
        (364, False, VisitCount(0, 12, 11, None, 9, 11, 0)),
        (365, False, VisitCount(0, 12, 12, None, 8, 12, 0)),
        (388, False, VisitCount(0, 12, 12, None, 1, 19, 7)),
        (389, False, VisitCount(0, 12, 12, None, 0, 20, 8)),
    ],
)
def test_nine_visits_as_time_passes(today: int, improving: bool, count: VisitCount) -> None:
    assert cms(*range(0, 27, 3), today=today, improving=improving) == count


@pytest.mark.parametrize(
    ("visits", "improving", "left", "more"),
    [
        (11, False, 1, 8),
        (12, False, 0, 8),
        (13, False, 0, 7),
        (12, True, 8, 0),
        (19, True, 1, 0),
        (20, True, 0, 0),
        (20, False, 0, 0),
        (23, True, 0, 0),
    ],
)
def test_twelve_then_eight(visits: int, improving: bool, left: int, more: int) -> None:
    count = cms(*range(visits), today=40, improving=improving)

    assert (count.used, count.allowed, count.left, count.more_if_improving) == (
        visits,
        20 if improving else 12,
        left,
        more,
    )
    assert (count.until, count.left_in_year) == (day(89), max(0, 20 - visits))


def test_visits_after_the_ninety_days_are_of_the_eight() -> None:
    weekly = [*range(0, 35, 7), *range(91, 112, 7)]  # five in the window, three after it

    assert cms(*weekly, today=110) == VisitCount(8, 12, 0, None, 8, 12, 5)
    assert cms(*weekly, today=110, improving=True) == VisitCount(8, 20, 5, None, 8, 12, 0)


def test_a_visit_on_the_last_of_the_ninety_days_is_one_of_the_twelve() -> None:
    assert cms(0, 60, 89, today=100).more_if_improving == 8
    assert cms(0, 60, 90, today=100).more_if_improving == 7


def test_a_pause_of_ninety_days_starts_a_new_count() -> None:
    first = range(0, 36, 3)  # twelve, the last on day 33

    assert cms(*first, 122, today=122).used == 13
    fresh = cms(*first, 123, today=123)
    assert fresh == VisitCount(1, 12, 7, day(123 + 89), 13, 7, 0)


def test_a_second_course_in_the_year_is_cut_to_twenty() -> None:
    visits = [*range(0, 36, 3), *range(200, 221, 3)]  # twelve, then seven

    assert cms(*visits, today=220) == VisitCount(7, 12, 1, day(289), 19, 1, 0)
    assert cms(*visits, today=220, improving=True) == VisitCount(7, 20, 1, day(289), 19, 1, 0)
    # The first of the twelve leaves the last 365 days.
    assert cms(*visits, today=365).left_in_year == 2


def test_a_year_without_a_pause_starts_a_new_count() -> None:
    monthly = range(0, 361, 30)  # thirteen

    assert cms(*monthly, today=364).used == 13
    assert cms(*monthly, today=365) == VisitCount(0, 12, 8, None, 12, 8, 0)
    assert cms(*monthly, 366, today=366) == VisitCount(1, 12, 7, day(366 + 89), 13, 7, 0)


def test_the_year_is_365_days_that_end_today() -> None:
    assert cms(0, today=364).used_in_year == 1
    assert cms(0, today=365).used_in_year == 0


visit_days = st.lists(st.integers(-400, 800), max_size=60)


@given(visit_days, st.integers(-400, 900), st.booleans())
def test_the_rule_never_gives_more_than_it_has(visits: list[int], today: int, improving: bool) -> None:
    count = cms(*visits, today=today, improving=improving)
    given_days = sum(n <= today for n in visits)

    assert count.used_in_year is not None
    assert count.left_in_year == max(0, 20 - count.used_in_year)
    assert 0 <= count.used <= count.used_in_year <= given_days
    assert 0 <= count.left <= min(max(0, count.allowed - count.used), count.left_in_year)
    assert 0 <= count.more_if_improving <= 8
    assert count.left + count.more_if_improving <= count.left_in_year
    assert count.until is None or day(today) <= count.until <= day(today + 89)
    if count.until is not None and count.left_in_year >= count.allowed - count.used:
        assert count.left == max(0, count.allowed - count.used)


@given(visit_days, st.integers(-400, 900))
def test_improving_adds_what_was_said_to_be_possible(visits: list[int], today: int) -> None:
    without, improved = (cms(*visits, today=today, improving=improving) for improving in (False, True))

    assert improved.left == without.left + without.more_if_improving
    assert (improved.used, improved.until, improved.more_if_improving) == (without.used, without.until, 0)


@given(visit_days, st.integers(-400, 900), st.randoms(use_true_random=False))
def test_the_order_of_the_visits_does_not_matter(visits: list[int], today: int, random: object) -> None:
    shuffled = sorted(visits, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert cms(*shuffled, today=today) == cms(*visits, today=today)


@given(visit_days, st.integers(-400, 900), st.integers(0, 500))
def test_left_of_the_own_number(visits: list[int], today: int, allowed: int) -> None:
    count = count_visits([day(n) for n in visits], rule=None, allowed=allowed, today=day(today), improving=False)

    assert count is not None
    assert count.used <= len(visits)
    assert count.left == max(0, allowed - count.used)
