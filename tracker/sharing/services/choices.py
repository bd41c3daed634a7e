"""What a patient can choose when they share, and which terms that stands for."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.errors import Fault, Message, Problems
from tracker.domain.limits import PLAN_AHEAD_DAYS
from tracker.domain.sharing.terms import MONTHS_USUAL, RunningCourse, ShareTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The terms as a patient chooses them: `since` is a code of SINCE, `until` of UNTIL, each with a day for "own"."""

    notes: bool
    others: bool
    since: str
    first_day: date | None
    may_record: bool
    until: str
    last_day: date | None


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months on; the last day of that month where it is shorter (31 Jan: 28 Feb)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def first_day_of(since: str, own: date | None, course: RunningCourse | None, today: date) -> date | None:
    """The first shared day that a choice of SINCE stands for; None is everything.

    `own` is the day given for "own"; `course` is what "course" means, see `shared_course`. Raises `Problems` where the
    day is missing or has not come yet, or where there is no such course.
    """
    if since == "today":
        return today
    if since == "course":
        if course is None:
            raise Problems({"since": Fault("no_course_begun")})
        return course.starting_week
    if since != "own":
        return None
    if own is None:
        raise Problems({"first_day": Fault("day_or_another_answer")})
    if own > today:
        raise Problems({"first_day": Fault("first_day_to_come")})
    return own


def last_day_of(until: str, own: date | None, today: date) -> date | None:
    """The last shared day, included, that a choice of UNTIL stands for; None is open.

    Raises `Problems` where the day is missing, has passed, or is more than two years away.
    """
    if until == "months":
        return months_later(today, MONTHS_USUAL)
    if until != "own":
        return None
    if own is None:
        raise Problems({"last_day": Fault("day_or_another_answer")})
    if own < today:
        raise Problems({"last_day": Fault("last_day_passed")})
    if own > today + timedelta(days=PLAN_AHEAD_DAYS):
        raise Problems({"last_day": Fault("too_far_ahead")})
    return own


def chosen_terms(choices: Choices, course: RunningCourse | None, today: date) -> ShareTerms:
    """The terms that choices stand for on this day; `Problems` by field, see `first_day_of` and `last_day_of`."""
    problems: dict[str, Message] = {}
    first_day = last_day = None
    try:
        first_day = first_day_of(choices.since, choices.first_day, course, today)
    except Problems as found:
        problems |= found.by_field
    try:
        last_day = last_day_of(choices.until, choices.last_day, today)
    except Problems as found:
        problems |= found.by_field
    if problems:
        raise Problems(problems)
    return ShareTerms(
        notes=choices.notes,
        others=choices.others,
        first_day=first_day,
        may_record=choices.may_record,
        last_day=last_day,
    )


def usual_choices(course: RunningCourse | None) -> Choices:
    """What a new form shows: the least that is of use. `course` is what "this course" means, see `shared_course`."""
    since = "everything" if course is None else "course"
    return Choices(
        notes=False, others=False, since=since, first_day=None, may_record=False, until="open", last_day=None
    )


def choices_of(terms: ShareTerms, course: RunningCourse | None, today: date) -> Choices:
    """What a form shows for terms that hold or held; where their last day has passed, the usual months are offered."""
    since = "everything" if terms.first_day is None else "own"
    if course is not None and terms.first_day == course.starting_week:
        since = "course"
    over = terms.last_day is not None and terms.last_day < today
    until = "open" if terms.last_day is None else "months" if over else "own"
    return Choices(
        notes=terms.notes,
        others=terms.others,
        since=since,
        first_day=terms.first_day if since == "own" else None,
        may_record=terms.may_record,
        until=until,
        last_day=terms.last_day if until == "own" else None,
    )
