"""One day of a record as its page shows it, today or any day before: what it holds, and the days beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from tracker.dashboard.services.calendar import CalendarDay, Days, days_with, read_days, read_entries, read_held
from tracker.dashboard.services.lines import TimelineDay, day_lines
from tracker.dashboard.services.recent import SIX_WEEKS, Recent, recent_of
from tracker.dashboard.services.today import AskedDay, CalledFor, courses_of_today, read_called_for
from tracker.diary.services.reading import Day, last_saved, read_day, score_words
from tracker.domain.limits import EARLIEST_YEAR
from tracker.domain.scores.daily import day_scores
from tracker.domain.values.periods import DAYS_IN_WEEK, ONE_DAY, days_between
from tracker.treatment.services.reading import SelfCareChip, self_care
from tracker.wording import formats
from tracker.wording.diary import state_words

EARLIEST: Final = date(EARLIEST_YEAR, 1, 1)
# A day stands in the middle of its strip, as far as days have come.
AFTER: Final = timedelta(days=3)
STRIP: Final = timedelta(days=DAYS_IN_WEEK - 1)


@dataclass(frozen=True, slots=True)
class Care:
    """One tap of self-care, and how often the day has it already."""

    chip: SelfCareChip
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPage:
    """Everything the page of one day shows.

    `strip` are seven days around it. `state` says in a few words how the day stands; empty where nothing was scored.
    `care` is for the owner alone, `called_for` and `recent` for their today. `previous` and `next` are None where the
    record or what is shared of it begins, and where days are still to come.
    """

    day: Day
    today: date
    lines: TimelineDay
    strip: Sequence[CalendarDay]
    state: str
    previous: date | None
    next: date | None
    care: Sequence[Care] = ()
    called_for: CalledFor | None = None
    recent: Recent | None = None

    @property
    def is_today(self) -> bool:
        return self.day.date == self.today


def read_page(db_session: Session, asked: AskedDay, shown_from: date | None = None) -> DayPage:
    """A day as somebody else sees it, in six queries; nothing before `shown_from` is shared with them."""
    days = read_days(db_session, asked.patient_id, *strip_of(asked.day, asked.today))
    return _page(db_session, asked, days, shown_from or EARLIEST)


def read_own_page(db_session: Session, asked: AskedDay) -> DayPage:
    """A day as its owner sees it, today with what it calls for; the number of queries does not grow with the record."""
    if asked.day == asked.today:
        return _today(db_session, asked)
    days = read_days(db_session, asked.patient_id, *strip_of(asked.day, asked.today))
    return _with_care(db_session, asked, _page(db_session, asked, days, EARLIEST))


def _today(db_session: Session, asked: AskedDay) -> DayPage:
    """The scores are read once, for the page, for the chart beside it and for the courses that they measure."""
    patient_id, today = asked.patient_id, asked.today
    courses = courses_of_today(db_session, asked)
    shown = min(strip_of(today, today)[0], today - SIX_WEEKS)
    entries = read_entries(db_session, patient_id, min(shown, courses.first or shown), today)
    days = days_with(
        [entry for entry in entries if entry.for_date >= shown], read_held(db_session, patient_id, shown, today)
    )
    page = _with_care(db_session, asked, _page(db_session, asked, days, EARLIEST))
    called_for = read_called_for(db_session, asked, courses, day_scores(entries))
    return replace(page, called_for=called_for, recent=recent_of(days, today, called_for.lead))


def _with_care(db_session: Session, asked: AskedDay, page: DayPage) -> DayPage:
    chips = self_care(db_session, asked.patient_id)
    return replace(page, care=[Care(chip, page.lines.times(chip.kind)) for chip in chips])


def strip_of(day: date, today: date) -> tuple[date, date]:
    """The first and the last of the seven days that stand beside a day: around it, today at the latest."""
    last = min(day + AFTER, max(day, today))
    return max(last - STRIP, EARLIEST), last


def _page(db_session: Session, asked: AskedDay, days: Days, shown_from: date) -> DayPage:
    day, today = asked.day, asked.today
    found = read_day(db_session, asked.patient_id, day)
    entries = [*found.moments, *([] if found.entry is None else [found.entry])]
    return DayPage(
        day=found,
        today=today,
        lines=day_lines(day, today, entries, days.held),
        strip=[days.place(one) for one in days_between(*strip_of(day, today))],
        state=_state(found, days, _saved(db_session, asked, found)),
        previous=day - ONE_DAY if day > shown_from else None,
        next=day + ONE_DAY if day < today else None,
    )


def _saved(db_session: Session, asked: AskedDay, found: Day) -> str:
    """When the day's entry was last saved: the time on the day itself, else which day that was."""
    if found.entry is None:
        return ""
    at = last_saved(db_session, asked.patient_id, found.entry).astimezone(asked.zone)
    return formats.clock(at) if at.date() == found.date else formats.day_near(at.date(), found.date)


def _state(found: Day, days: Days, saved: str) -> str:
    score = days.scores.get(found.date)
    if score is None:
        return ""
    return state_words(score_words(score.leg), score_words(score.back), from_moments=score.from_moments, saved=saved)
