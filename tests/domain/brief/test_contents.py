"""What a brief looks back on, and what is in it."""

from datetime import date, timedelta

import pytest

from tracker.domain.brief.contents import (
    TO_COME,
    Latest,
    Since,
    SinceWhat,
    Stretch,
    begins_unseen,
    latest_of,
    since_of,
    stretch_of,
    week_before,
)
from tracker.domain.errors import Fault
from tracker.domain.values.periods import ONE_DAY

TODAY = date(2026, 3, 3)
SESSION = date(2026, 2, 27)
TWO_WEEKS = date(2026, 2, 18)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


NOT_A_DATE = Fault("no_day")


@pytest.mark.parametrize(
    ("asked", "session", "begins", "shared", "expected"),
    [
        (None, SESSION, None, None, Since(SESSION, SinceWhat.SESSION)),
        ("", SESSION, None, None, Since(SESSION, SinceWhat.SESSION)),
        (None, None, None, None, Since(TWO_WEEKS, SinceWhat.TWO_WEEKS)),
        ("2026-02-20", SESSION, ago(60), None, Since(date(2026, 2, 20), SinceWhat.CHOSEN)),
        ("2026-03-03", SESSION, ago(60), None, Since(TODAY, SinceWhat.CHOSEN)),
        ("2026-03-04", SESSION, ago(60), None, Since(SESSION, SinceWhat.SESSION, TO_COME)),
        ("3 March", SESSION, ago(60), None, Since(SESSION, SinceWhat.SESSION, NOT_A_DATE)),
        ("2026-02-30", None, None, None, Since(TWO_WEEKS, SinceWhat.TWO_WEEKS, Fault("not_in_the_calendar"))),
        # before everything: from the first day recorded, but never later than the usual day
        (
            "2000-01-01",
            SESSION,
            ago(60),
            None,
            Since(ago(60), SinceWhat.CHOSEN, Fault("record_begins", day=ago(60))),
        ),
        (
            "2000-01-01",
            SESSION,
            ago(1),
            None,
            Since(SESSION, SinceWhat.CHOSEN, Fault("record_begins", day=SESSION)),
        ),
        ("2026-02-28", SESSION, ago(1), None, Since(date(2026, 2, 28), SinceWhat.CHOSEN)),
        ("2000-01-01", None, None, None, Since(date(2000, 1, 1), SinceWhat.CHOSEN)),
        # never from before the record is shared
        (None, SESSION, None, ago(1), Since(ago(1), SinceWhat.SESSION)),
        (None, SESSION, None, ago(60), Since(SESSION, SinceWhat.SESSION)),
        ("2026-02-20", SESSION, ago(60), ago(2), Since(ago(2), SinceWhat.CHOSEN)),
    ],
)
def test_the_day_a_brief_looks_back_to(
    asked: str | None, session: date | None, begins: date | None, shared: date | None, expected: Since
) -> None:
    found = since_of(asked, today=TODAY, last_session=session, begins=begins, shared_from=shared)
    assert found == expected


def test_a_stretch_of_days_in_numbers() -> None:
    scores = {ago(5): 9.0, ago(3): 0.0, ago(2): 4.0, ago(1): 4.0, TODAY: 0.0}
    assert stretch_of(scores, ago(3), TODAY) == Stretch(4, 2.0, 0.0, TODAY, 4.0, ago(1))
    assert stretch_of(scores, ago(5), ago(4)) == Stretch(1, 9.0, 9.0, ago(5), 9.0, ago(5))
    assert stretch_of(scores, ago(30), ago(6)) is None
    assert stretch_of({}, ago(3), TODAY) is None


def test_the_week_before_ends_the_day_before() -> None:
    assert week_before(TODAY) == (date(2026, 2, 24), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({}, None),
        ({ago(9): 5}, None),
        ({ago(1): 0}, Latest(0, ago(1), None, None)),
        ({ago(9): 0, ago(2): 3, ago(1): 4}, Latest(4, ago(1), 0, ago(9))),
        ({ago(3): 0, ago(1): 4}, Latest(4, ago(1), 0, ago(3))),
        ({ago(12): 1, ago(9): 2, ago(4): 7}, Latest(7, ago(4), 2, ago(9))),
    ],
)
def test_a_sign_stands_beside_the_one_before(scores: dict[date, int], expected: Latest | None) -> None:
    assert latest_of(scores, ago(4)) == expected


@pytest.mark.parametrize(("shared_from", "unseen"), [(None, False), (TODAY, False), (TODAY + ONE_DAY, True)])
def test_days_that_are_not_shown(shared_from: date | None, unseen: bool) -> None:
    assert begins_unseen(TODAY, shared_from) is unseen
