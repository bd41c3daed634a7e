"""What a course calls for today: a review, a look at a flare, maintenance to think about, pain that came back.

Progress, Today and the Course page all show these, so they are decided here once, from facts already read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from tracker.domain.course.counting import Review, follow_up_due, review_due
from tracker.domain.course.flare import Flare, flare_of
from tracker.domain.course.maintenance import RelapseState, RelapseWatch, maintenance_proposed, relapse_watch
from tracker.domain.scores.weekly import WeekMean
from tracker.domain.values.periods import local_day
from tracker.review.models import CourseReview
from tracker.review.services.measuring import MeasuredCourse
from tracker.wording.notices import NoticeWords, flare_words, maintenance_words, relapse_words
from tracker.wording.review import due_words, follow_up_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """Each is None while it has nothing to say; `follow_up` is the week after the first session that is due."""

    flare: Flare | None = None
    review: Review | None = None
    maintenance: tuple[WeekMean, WeekMean] | None = None
    relapse: RelapseWatch | None = None
    follow_up: int | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """One notice in words: `code` says where its button leads."""

    code: str
    title: str
    text: str


# The notices in words, the one that cannot wait first.
WORDS: Final[Mapping[str, Callable[[Any], NoticeWords]]] = MappingProxyType(
    {
        "flare": flare_words,
        "relapse": relapse_words,
        "review": due_words,
        "maintenance": maintenance_words,
        "follow_up": follow_up_words,
    }
)


def spoken(notices: Notices) -> tuple[Spoken, ...]:
    """What there is to say, in the order of `WORDS`."""
    found = ((code, words, getattr(notices, code)) for code, words in WORDS.items())
    said = ((code, words(notice)) for code, words, notice in found if notice is not None)
    return tuple(Spoken(code, one.title, one.text) for code, one in said)


def notices_of(
    measured: MeasuredCourse, reviews: Sequence[CourseReview], maintenance_since: date | None, today: date
) -> Notices:
    """The notices of one course, of which `reviews` were held.

    A flare is looked for while a course runs, reviews are due in its initial phase alone, and a rise of pain is watched
    for from the day on which maintenance began.
    """
    row, found = measured.row, measured.measure
    if row.ended_on is not None and row.ended_on <= today:
        due = None if found.first_day is None else follow_up_due(found.first_day, row.ended_on, today)
        return Notices(follow_up=due)
    baseline = None if found.baseline is None else found.baseline.mean
    relapse = None
    if row.phase == "maintenance" and maintenance_since is not None:
        relapse = relapse_watch(found.leg_weeks, maintenance_since)
    return Notices(
        flare=flare_of(measured.leg, baseline, today),
        review=_review(measured, reviews, today) if row.phase == "initial" else None,
        maintenance=_maintenance(measured, reviews),
        relapse=None if relapse is None or relapse.state is RelapseState.QUIET else relapse,
    )


def _maintenance(measured: MeasuredCourse, reviews: Sequence[CourseReview]) -> tuple[WeekMean, WeekMean] | None:
    """The proposal, until a review has been held that could see it."""
    weeks = maintenance_proposed(measured.row.phase, measured.measure.leg_weeks)
    if weeks is None or any(one.held_on >= weeks[1].from_date for one in reviews):
        return None
    return weeks


def _review(measured: MeasuredCourse, reviews: Sequence[CourseReview], today: date) -> Review | None:
    return review_due(
        measured.track.done,
        measured.track.planned,
        [one.sessions_done for one in reviews],
        first_day=measured.measure.first_day,
        today=today,
        reviewed_on=[one.held_on for one in reviews],
    )


def maintenance_since(changes: Iterable[Any], started_on: date, zone: ZoneInfo) -> date:
    """The local day on which maintenance last began by the changes of the plan; else the course began with it."""
    days = [local_day(change.at, zone) for change in changes if _to_maintenance(change.changed)]
    return max(days, default=started_on)


def _to_maintenance(changed: Any) -> bool:
    phase = changed.get("phase")
    return phase is not None and phase[1] == "maintenance"
