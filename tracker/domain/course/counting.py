"""A course of sessions against its plan: numbers, the track, the pace and the reviews."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol, TypeVar
from uuid import UUID

from tracker.domain.values.periods import DAYS_IN_WEEK

ATTENDED: Final = "attended"
MISSED: Final = "missed"
REVIEW_WINDOW: Final = (4, 6)
SESSIONS_OF_REVIEW_WINDOW: Final = 10
PACE_SLACK: Final = 1
DECISION_AFTER_DAYS: Final = 90
FOLLOW_UP_WEEKS: Final = (4, 12, 26, 52)
ENDED: Final = "ended"
ACTIVE_DAYS: Final = 42
# What a practitioner of each kind gives in a course; the others are at home in none more than in another.
TRADES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "acupuncturist": ("acupuncture",),
        "physiotherapist": ("physiotherapy",),
        "chiropractor": ("chiropractic",),
        "massage_therapist": ("massage",),
    }
)


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
    return _scaled(low, planned_sessions), min(_scaled(high, planned_sessions), planned_sessions - 1)


def _scaled(session: int, planned_sessions: int) -> int:
    return -(-session * planned_sessions // SESSIONS_OF_REVIEW_WINDOW)


class StepState(StrEnum):
    """Where one dot of the course track stands."""

    DONE = "done"
    NEXT = "next"
    TO_COME = "to_come"


class Step(NamedTuple):
    """One dot of the course track: its session number, its state, whether it lies in the review window."""

    number: int
    state: StepState
    in_review_window: bool


@dataclass(frozen=True, slots=True)
class Track:
    """The course in numbers of sessions.

    `done` attended, `missed` missed, `planned` in the plan, `next` the number of the next one (None once the plan is
    done), `review` the window of the first review, `steps` one for each session planned or done beyond the plan.
    """

    done: int
    missed: int
    planned: int
    next: int | None
    review: tuple[int, int] | None
    steps: tuple[Step, ...]


def course_track(sessions: Iterable[SessionMark], planned_sessions: int) -> Track:
    """The track of a course of `planned_sessions` with the given sessions of any status.

    Source: course of 6 to 12 sessions as in Tu 2024, doi 10.1001/jamainternmed.2024.5463.
    """
    statuses = [session.status for session in sessions]
    done, missed = statuses.count(ATTENDED), statuses.count(MISSED)
    upcoming = done + 1 if done < planned_sessions else None
    review = review_window(planned_sessions)
    steps = tuple(_step(n, done, upcoming, review) for n in range(1, max(planned_sessions, done) + 1))
    return Track(done, missed, planned_sessions, upcoming, review, steps)


def _step(number: int, done: int, upcoming: int | None, review: tuple[int, int] | None) -> Step:
    in_window = review is not None and review[0] <= number <= review[1]
    if number <= done:
        return Step(number, StepState.DONE, in_window)
    return Step(number, StepState.NEXT if number == upcoming else StepState.TO_COME, in_window)


def planned_day(started_on: date, number: int, per_week: int) -> date:
    """The day on which session `number` (from 1) falls when `per_week` sessions a week are spread evenly."""
    return started_on + timedelta(days=DAYS_IN_WEEK * (number - 1) // per_week)


def planned_end(started_on: date, planned_sessions: int, per_week: int) -> date:
    """The day of the last planned session: ten at two a week from 1 March end on 1 April, in the fifth week."""
    return planned_day(started_on, planned_sessions, per_week)


def expected_by(day: date, started_on: date, planned_sessions: int, per_week: int) -> int:
    """How many sessions the plan has done by the end of `day`, from 0 before it starts to all of them."""
    gone = (day - started_on).days
    if gone < 0:
        return 0
    return min(planned_sessions, (per_week * (gone + 1) - 1) // DAYS_IN_WEEK + 1)


class PaceWord(StrEnum):
    """How the sessions done compare with the plan, without blame; one session either way is on plan."""

    AHEAD = "ahead"
    ON_PLAN = "on_plan"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Pace:
    """Sessions `done` beside those `expected` by the plan, and the word for it."""

    done: int
    expected: int
    word: PaceWord


def pace(done: int, expected: int) -> Pace:
    """The pace of a course: `expected` comes from `expected_by`. One session more or less counts as on plan."""
    if abs(done - expected) <= PACE_SLACK:
        return Pace(done, expected, PaceWord.ON_PLAN)
    return Pace(done, expected, PaceWord.AHEAD if done > expected else PaceWord.BEHIND)


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
    was held since; it is left out unless `first_day` and `today` are both given. Else the first review is due from the
    start of the review window (session 4 to 6) until one was held. `reviewed_after` holds the number of sessions done
    at each review held so far, `reviewed_on` their local days. Whether the course still runs in its initial phase is
    for the caller to know. Raises nothing.

    Source: CMS NCD 30.3.3 ties further sessions to a look at the response, and looks at 90 days.
    """
    latest_review = max(reviewed_after, default=0)
    if done >= planned_sessions:
        return Review.END if latest_review < planned_sessions else None
    if first_day is not None and today is not None and _decision_due(first_day, today, reviewed_on):
        return Review.DAY_90
    window = review_window(planned_sessions)
    if window is None or done < window[0] or latest_review >= window[0]:
        return None
    return Review.FIRST


def _decision_due(first_day: date, today: date, reviewed_on: Iterable[date]) -> bool:
    due_from = first_day + timedelta(days=DECISION_AFTER_DAYS)
    return today >= due_from and not any(day >= due_from for day in reviewed_on)


def follow_up_due(first_day: date, ended_on: date | None, today: date) -> int | None:
    """The follow-up that is due, as its week after the first day (4, 12, 26 or 52), or None.

    Each is due for seven days from its day on, and only once the course has ended: while it runs, its reviews do the
    looking. `first_day` is the local day of the first attended session. Raises nothing. Source: Tu 2024
    (doi 10.1001/jamainternmed.2024.5463) looked again at weeks 4, 26 and 52 among others.
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
    one with the most sessions first: a plan without sessions never stands before a course that goes on. Last comes
    what has gone by longest or is still to begin. Ended ones follow in the same way by the day they began. The order
    in which `courses` come changes nothing, and neither does a day that goes by without a course beginning on it.
    Raises nothing. Source: our own rule.
    """
    every = list(courses)
    latest = max((_active_on(one) for one in every if one.phase != ENDED and _has_begun(one, today)), default=None)
    return tuple(sorted(every, key=lambda one: _lead(one, latest, today, TRADES.get(trade or "", ())), reverse=True))


def _has_begun(course: Chosen, today: date) -> bool:
    return course.last_on is not None or course.started_on <= today


def _active_on(course: Chosen) -> date:
    return course.started_on if course.last_on is None else max(course.started_on, course.last_on)


def _lead(course: Chosen, latest: date | None, today: date, kinds: tuple[str, ...]) -> tuple[object, ...]:
    if course.phase == ENDED:
        return (False, course.kind in kinds, False, 0, True, course.started_on, course.id)
    goes_on = (
        course.last_on is not None and latest is not None and latest - course.last_on <= timedelta(days=ACTIVE_DAYS)
    )
    return (
        True,
        course.kind in kinds,
        goes_on,
        course.done if goes_on else 0,
        _has_begun(course, today),
        _active_on(course),
        course.id,
    )


def run_up_from(days: Iterable[date], started_on: date, after: date | None = None) -> date | None:
    """The day of the earliest session that belongs to a course planned to start on `started_on`; None without one.

    `days` are those of the sessions of its kind that are in no course. Going back from the start, each lies at most
    six weeks before the next one: what was longer ago is another time. None lies on or before `after`, the last day of
    the course of that kind before it. Raises nothing. Source: our own rule; a monthly rhythm is the slowest in use.
    """
    found, until = None, started_on
    for day in sorted(days, reverse=True):
        if (after is not None and day <= after) or until - day > timedelta(days=ACTIVE_DAYS):
            break
        found, until = day, min(day, until)
    return found
