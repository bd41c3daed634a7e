"""What a patient can choose when they share, and which days that stands for."""

from datetime import date
from uuid import UUID

import pytest

from tracker.domain.errors import Problems
from tracker.domain.sharing.terms import RunningCourse, ShareTerms
from tracker.sharing.services.choices import Choices, choices_of, chosen_terms, months_later, usual_choices
from tracker.wording import errors

TODAY = date(2026, 3, 3)
COURSE = RunningCourse(kind="acupuncture", began_on=date(2026, 2, 17), id=UUID(int=1))
STARTING_WEEK = date(2026, 2, 10)


def choices(**changes: object) -> Choices:
    usual = {
        "notes": False,
        "others": False,
        "since": "everything",
        "first_day": None,
        "may_record": False,
        "until": "open",
    }
    return Choices(**(usual | {"last_day": None} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "first_day", "last_day"),
    [
        ({}, None, None),
        ({"since": "everything", "first_day": TODAY, "until": "open", "last_day": TODAY}, None, None),
        ({"since": "today", "until": "months"}, TODAY, date(2026, 6, 3)),
        ({"since": "course"}, STARTING_WEEK, None),
        ({"since": "own", "first_day": date(2025, 1, 1)}, date(2025, 1, 1), None),
        ({"since": "own", "first_day": TODAY, "until": "own", "last_day": TODAY}, TODAY, TODAY),
        ({"until": "own", "last_day": date(2028, 3, 2)}, None, date(2028, 3, 2)),
    ],
)
def test_choices_stand_for_days(changes: dict[str, object], first_day: date | None, last_day: date | None) -> None:
    terms = chosen_terms(choices(**changes), COURSE, TODAY)
    assert (terms.first_day, terms.last_day) == (first_day, last_day)


@pytest.mark.parametrize("chosen", [(True, False, False), (False, True, False), (False, False, True)])
def test_what_is_asked_with_yes_or_no_is_as_chosen(chosen: tuple[bool, bool, bool]) -> None:
    notes, others, may_record = chosen
    terms = chosen_terms(choices(notes=notes, others=others, may_record=may_record), COURSE, TODAY)
    assert (terms.notes, terms.others, terms.may_record) == chosen


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"since": "own"}, {"first_day": "give the day"}),
        ({"since": "own", "first_day": date(2026, 3, 4)}, {"first_day": "not come yet"}),
        ({"until": "own"}, {"last_day": "give the day"}),
        ({"until": "own", "last_day": date(2026, 3, 2)}, {"last_day": "has passed"}),
        ({"until": "own", "last_day": date(2028, 3, 3)}, {"last_day": "two years"}),
        ({"since": "own", "until": "own"}, {"first_day": "give the day", "last_day": "give the day"}),
    ],
)
def test_days_that_cannot_be_are_refused_beside_their_field(changes: dict[str, object], words: dict[str, str]) -> None:
    with pytest.raises(Problems) as refused:
        chosen_terms(choices(**changes), COURSE, TODAY)
    assert set(refused.value.by_field) == set(words)
    assert all(part in errors.said_by_field(refused.value)[field] for field, part in words.items())


def test_without_a_course_there_is_no_starting_week() -> None:
    with pytest.raises(Problems) as refused:
        chosen_terms(choices(since="course"), None, TODAY)
    assert set(refused.value.by_field) == {"since"}


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 3), 3, date(2026, 6, 3)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_months_end_on_a_day_that_is_there(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_a_new_form_shows_the_least_that_is_of_use() -> None:
    assert usual_choices(COURSE) == choices(since="course")
    assert usual_choices(None) == choices(since="everything")


@pytest.mark.parametrize(
    ("first_day", "last_day", "shown"),
    [
        (None, None, {}),
        (STARTING_WEEK, None, {"since": "course"}),
        (TODAY, None, {"since": "own", "first_day": TODAY}),
        (None, TODAY, {"until": "own", "last_day": TODAY}),
        (None, date(2026, 3, 2), {"until": "months"}),
    ],
)
def test_a_form_shows_what_holds(first_day: date | None, last_day: date | None, shown: dict[str, object]) -> None:
    terms = ShareTerms(notes=True, others=True, first_day=first_day, may_record=True, last_day=last_day)
    expected = choices(notes=True, others=True, may_record=True, **shown)
    assert choices_of(terms, COURSE, TODAY) == expected
    if last_day != date(2026, 3, 2):
        assert chosen_terms(expected, COURSE, TODAY) == terms
