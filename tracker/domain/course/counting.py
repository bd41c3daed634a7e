"""A course of sessions against its plan: numbers, the track, what is expected by now, and the reviews."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import Final, Protocol, TypeVar
from uuid import UUID

from tracker.domain.values.periods import DAYS_IN_WEEK

ATTENDED: Final = "attended"
MISSED: Final = "missed"
REVIEW_WINDOW: Final = (4, 6)
SESSIONS_OF_REVIEW_WINDOW: Final = 10
DECISION_AFTER_DAYS: Final = 90
FOLLOW_UP_WEEKS: Final = (4, 12, 26, 52)
ENDED: Final = "ended"
ACTIVE_DAYS: Final = 42
# What a practitioner of each kind gives in a course; the others are at home in none more than in another.
TRADES: Final[Mapping[str, str]] = {
    "acupuncturist": "acupuncture",
    "physiotherapist": "physiotherapy",
    "chiropractor": "chiropractic",
    "massage_therapist": "massage",
}


@dataclass(frozen=True, slots=True)
class SessionMark:
    """One session of a course as far as counting goes; `status` is planned, attended or missed."""

    id: UUID
    started_at: datetime
    status: str


def session_numbers(sessions: Iterable[SessionMark]) -> dict[UUID, int]:
    """The number, from 1, of each attended session: its place in the course by time, then by id.

    Planned and missed sessions have none, so a session put in or taken out later moves the numbers after it.
    """
    attended = sorted((s.started_at, s.id) for s in sessions if s.status == ATTENDED)
    return {session_id: number for number, (_, session_id) in enumerate(attended, start=1)}


def review_window(planned_sessions: int) -> tuple[int, int] | None:
    """The first and last session after which the first review belongs; None for a plan of one session.

    4 to 6 for plans of seven sessions or more; a shorter plan has it in the same place in proportion to ten sessions,
    before its last session, where the review at the end comes. Source: in Tu 2024
    (doi 10.1001/jamainternmed.2024.5463) the groups of a ten-session course drew apart by week 2.
    """
    low, high = REVIEW_WINDOW
    if planned_sessions > high:
        return low, high
    if planned_sessions <= 1:
        return None
    first, last = (ceil(session * planned_sessions / SESSIONS_OF_REVIEW_WINDOW) for session in (low, high))
    return first, min(last, planned_sessions - 1)


@dataclass(frozen=True, slots=True)
class Track:
    """Sessions `done`, `missed` and `planned` in all, and the window of the first `review`, None for a plan of one."""

    done: int
    missed: int
    planned: int
    review: tuple[int, int] | None


def course_track(sessions: Iterable[SessionMark], planned_sessions: int) -> Track:
    """A course against its plan, of 6 to 12 sessions as in Tu 2024, doi 10.1001/jamainternmed.2024.5463."""
    statuses = [session.status for session in sessions]
    return Track(statuses.count(ATTENDED), statuses.count(MISSED), planned_sessions, review_window(planned_sessions))


def planned_end(started_on: date, planned_sessions: int, per_week: int) -> date:
    """The day of the last planned session, evenly spread: ten at two a week from 1 March end on 1 April."""
    return started_on + timedelta(days=DAYS_IN_WEEK * (planned_sessions - 1) // per_week)


def expected_by(day: date, started_on: date, planned_sessions: int, per_week: int) -> int:
    """How many sessions the plan has done by the end of `day`, from 0 before it starts to all of them."""
    gone = (day - started_on).days
    return 0 if gone < 0 else min(planned_sessions, (per_week * (gone + 1) - 1) // DAYS_IN_WEEK + 1)


class Review(StrEnum):
    """Which review of a course is due."""

    FIRST = "first"
    DAY_90 = "day_90"
    END = "end"


def review_due(
    done: int,
    planned_sessions: int,
    reviewed_after: Iterable[int] = (),
    *,
    first_day: date | None = None,
    today: date | None = None,
    reviewed_on: Iterable[date] = (),
) -> Review | None:
    """The review that is due after `done` attended sessions, or None.

    The one at the end is due from the last planned session on, until one was held that late. Before the plan is done,
    the decision review is due from 90 days after `first_day`, the local day of the first attended session, until one
    was held since; it needs `first_day` and `today`. Else the first review is due from the start of the review window
    (session 4 to 6) until one was held. `reviewed_after` holds the number of sessions done at each review held so far,
    `reviewed_on` their local days. Whether the course still runs in its initial phase is for the caller to know.

    Source: CMS NCD 30.3.3 ties further sessions to a look at the response, and looks at 90 days.
    """
    latest_review = max(reviewed_after, default=0)
    if done >= planned_sessions:
        return Review.END if latest_review < planned_sessions else None
    if first_day is not None and today is not None and _decision_due(first_day, today, reviewed_on):
        return Review.DAY_90
    window = review_window(planned_sessions)
    return Review.FIRST if window is not None and latest_review < window[0] <= done else None


def _decision_due(first_day: date, today: date, reviewed_on: Iterable[date]) -> bool:
    due_from = first_day + timedelta(days=DECISION_AFTER_DAYS)
    return today >= due_from and not any(day >= due_from for day in reviewed_on)


def follow_up_due(first_day: date, ended_on: date | None, today: date) -> int | None:
    """The follow-up that is due, as its week after the first day (4, 12, 26 or 52), or None.

    Each is due for seven days from its day on, and only once the course has ended: while it runs, its reviews do the
    looking. `first_day` is the local day of the first attended session. Source: Tu 2024 (doi
    10.1001/jamainternmed.2024.5463) looked again at weeks 4, 26 and 52 among others.
    """
    if ended_on is None or ended_on > today:
        return None
    gone = (today - first_day).days
    return next((week for week in FOLLOW_UP_WEEKS if 0 <= gone - DAYS_IN_WEEK * week < DAYS_IN_WEEK), None)


class Chosen(Protocol):
    """A course as far as choosing between several goes: `done` sessions attended, the last of them on `last_on`."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def phase(self) -> str: ...
    @property
    def started_on(self) -> date: ...
    @property
    def done(self) -> int: ...
    @property
    def last_on(self) -> date | None: ...


AnyCourse = TypeVar("AnyCourse", bound=Chosen)


def by_lead(courses: Iterable[AnyCourse], today: date, trade: str | None = None) -> tuple[AnyCourse, ...]:
    """The courses of one record in the order in which they lead: the first one where only one can be named.

    Those that have not ended come first, and of these the ones that a reader of this `trade` gives (a code of
    PRACTITIONER_KINDS, None for everybody else). Then those with a session within 42 days of the latest there is, the
    one with the most sessions first: a plan without sessions never stands before a course that goes on. Last comes what
    has gone by longest or is still to begin. Ended ones follow in the same way by the day they began. The order in
    which `courses` come changes nothing, and neither does a day that goes by without a course beginning on it.
    """
    every = list(courses)
    latest = max((_active_on(one) for one in every if one.phase != ENDED and _has_begun(one, today)), default=None)
    return tuple(sorted(every, key=lambda one: _lead(one, latest, today, TRADES.get(trade or "")), reverse=True))


def _has_begun(course: Chosen, today: date) -> bool:
    return course.last_on is not None or course.started_on <= today


def _active_on(course: Chosen) -> date:
    return course.started_on if course.last_on is None else max(course.started_on, course.last_on)


def _lead(course: Chosen, latest: date | None, today: date, kind: str | None) -> tuple[object, ...]:
    given, last = course.kind == kind, course.last_on
    if course.phase == ENDED:
        return (False, given, False, 0, True, course.started_on, course.id)
    goes_on = last is not None and latest is not None and latest - last <= timedelta(days=ACTIVE_DAYS)
    done = course.done if goes_on else 0
    return (True, given, goes_on, done, _has_begun(course, today), _active_on(course), course.id)


def run_up_from(days: Iterable[date], started_on: date, after: date | None = None) -> date | None:
    """The day of the earliest session that belongs to a course planned to start on `started_on`; None without one.

    `days` are those of the sessions of its kind that are in no course. Going back from the start, each lies at most six
    weeks before the next one: what was longer ago is another time. None lies on or before `after`, the last day of the
    course of that kind before it. Source: our own rule; a monthly rhythm is the slowest in use.
    """
    found, until = None, started_on
    for day in sorted(days, reverse=True):
        if (after is not None and day <= after) or until - day > timedelta(days=ACTIVE_DAYS):
            break
        found, until = day, min(day, until)
    return found
