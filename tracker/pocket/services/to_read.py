"""What somebody wants to read on a device without network: the last days, the verdict, the next appointment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from tracker.dashboard.services.calendar import read_days
from tracker.dashboard.services.day import read_own_page
from tracker.dashboard.services.today import AskedDay
from tracker.domain.values.periods import days_between
from tracker.wording import formats, waiting
from tracker.wording.treatment import name_of

FORTNIGHT: Final = timedelta(days=13)


@dataclass(frozen=True, slots=True)
class ToRead:
    """In words: of when it is, each of the last fourteen days that was scored, the verdict and the next appointment."""

    as_of: str
    days: Sequence[str]
    verdict: str
    next: str


def read(db_session: Session, asked: AskedDay) -> ToRead:
    """As it stands on the day of `asked`, which is today; what there is nothing of is empty."""
    page = read_own_page(db_session, asked)
    days = read_days(db_session, asked.patient_id, asked.today - FORTNIGHT, asked.today)
    shown = [days.place(one) for one in reversed(list(days_between(asked.today - FORTNIGHT, asked.today)))]
    visit = None if page.called_for is None else page.called_for.next_visit
    return ToRead(
        as_of=formats.moment(asked.now, asked.zone),
        days=[f"{formats.day(one.date)}: {one.words}" for one in shown if one.leg or one.back],
        verdict="" if page.recent is None else page.recent.verdict,
        next="" if visit is None else waiting.next_visit(name_of(visit), visit.started_at),
    )
