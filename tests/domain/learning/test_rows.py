"""Which facts make a row, and what of them is not recorded."""

from datetime import date, timedelta

import pytest

from tracker.domain.learning.rows import DAYS_MOST, About, ComparedRow, Page, Recorded, Subject, compare_days
from tracker.domain.learning.with_without import Outcome
from tracker.domain.vocabularies import SESSION_KINDS

FIRST = date(2026, 3, 1)
LAST = FIRST + timedelta(days=39)


def days(*numbers: int) -> set[date]:
    return {FIRST + timedelta(days=number) for number in numbers}


ALL = days(*range(40))


def recorded(**more: object) -> Recorded:
    values: dict[str, object] = {"legs": dict.fromkeys(ALL, 5.0), "entered": ALL}
    return Recorded(**(values | more))  # type: ignore[arg-type]


def only(page: Page) -> ComparedRow:
    (row,) = page.rows
    return row


def test_rows_stand_in_the_order_of_the_lists_whatever_they_come_to() -> None:
    page = compare_days(
        recorded(
            sessions={kind: days(3) for kind in reversed(SESSION_KINDS)},
            medicines={"ibuprofen": days(3), "Aspirin": days(4)},
            worse={"cold": days(3), "sitting": days(4)},
            better={"heat": days(3), "lying": days(4)},
            sleep={FIRST: 9},
            sitting=dict(zip(sorted(ALL), range(40), strict=True)),
            walking=dict(zip(sorted(ALL), range(40), strict=True)),
        ),
        FIRST,
        LAST,
    )
    assert [row.subject.key for row in page.rows] == [
        *(f"session:{kind}" for kind in SESSION_KINDS),
        *("medicine:Aspirin", "medicine:ibuprofen", "worse:sitting", "worse:cold", "better:lying", "better:heat"),
        *("slept_badly", "sat_long", "walked_long"),
    ]


def test_what_holds_on_no_day_makes_no_row() -> None:
    page = compare_days(recorded(worse={"cold": set()}, sleep={FIRST: 3}, sitting={FIRST: 60}), FIRST, LAST)
    assert page.rows == ()


@pytest.mark.parametrize(
    ("kind", "judged"),
    [("acupuncture", False), ("physiotherapy", False), ("massage", False), ("chiropractic", False), ("other", False)]
    + [(kind, True) for kind in ("heat", "ice", "stretching", "walking", "swimming")],
)
def test_what_practitioners_do_is_not_judged(kind: str, judged: bool) -> None:
    assert only(compare_days(recorded(sessions={kind: days(3)}), FIRST, LAST)).judged is judged


def test_a_day_without_an_entry_is_not_recorded() -> None:
    row = only(compare_days(recorded(entered=days(1, 2, 3), sessions={"heat": days(3, 9)}), FIRST, LAST))
    assert (row.compared.with_days, row.compared.without_days) == ((3, 9), (1, 2))


def test_sleep_is_compared_with_the_same_day_from_four_on() -> None:
    sleep = {FIRST + timedelta(days=day): score for day, score in enumerate((0, 3, 4, 10))}
    row = only(compare_days(recorded(sleep=sleep), FIRST, LAST))
    assert (row.outcome, row.subject.limit, row.compared.with_days) == (Outcome.SAME_DAY, 4, (2, 3))
    assert row.compared.without_days == (0, 1)


def test_longer_than_usual_is_above_the_own_median() -> None:
    minutes = {FIRST + timedelta(days=day): value for day, value in enumerate((10, 30, 30, 60))}
    row = only(compare_days(recorded(walking=minutes), FIRST, LAST))
    assert (row.subject, row.compared.with_days) == (Subject(About.WALKED_LONG, limit=30), (3,))


def test_the_scores_of_a_row_are_those_it_is_compared_by() -> None:
    legs = {FIRST + timedelta(days=1): 2.0, FIRST + timedelta(days=2): 7.0}
    page = compare_days(
        recorded(legs=legs, sessions={"heat": days(1, 2)}, sleep=dict.fromkeys(days(1, 2), 9)), FIRST, LAST
    )
    heat, sleep = page.rows
    assert [*page.scores_of(heat, (1, 2))] == [(1, 7.0)]
    assert [*page.scores_of(sleep, (1, 2))] == [(1, 2.0), (2, 7.0)]


def test_the_last_three_years_are_looked_at() -> None:
    page = compare_days(recorded(), LAST - timedelta(days=5000), LAST)
    assert (page.first, len(page.legs)) == (LAST - timedelta(days=DAYS_MOST - 1), DAYS_MOST)
