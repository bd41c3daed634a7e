"""Gathers what the page of one session shows: both sides of it, the scores around it, its neighbours of its kind."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from tracker.domain.scores.daily import DayScore
from tracker.review.queries.reviews import SessionRow
from tracker.review.services.measuring import NEXT_DAY, days_between
from tracker.review.services.surroundings import surrounded
from tracker.storage.rows import row_of
from tracker.treatment.models import TreatmentSession
from tracker.treatment.queries import treatment
from tracker.treatment.queries.treatment import SessionShort
from tracker.treatment.services.session_records import Sides, sides_of

SITES: Final = ("leg", "back")


@dataclass(frozen=True, slots=True)
class SiteAround:
    """The scores of one site, leg or back, around the session, 0 to 10; None where not recorded."""

    site: str
    before: int | None
    after: int | None
    that_day: float | None
    next_day: float | None

    @property
    def scores(self) -> tuple[float | None, ...]:
        return (self.before, self.after, self.that_day, self.next_day)


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session as it is read. `also` is what else its two days held, in words.

    `earlier` and `later` are the sessions of its kind just before and after it that were attended or missed.
    """

    sides: Sides
    around: tuple[SiteAround, ...]
    also: str
    earlier: SessionShort | None
    later: SessionShort | None


def read_session(db_session: Session, row: TreatmentSession) -> SessionPage:
    """The page of this session, in a fixed number of queries."""
    patient_id, day, after = row.patient_id, row.local_day, row.local_day + NEXT_DAY
    days = days_between(db_session, patient_id, day, after)
    leg = {one.day: one.leg for one in days.values() if one.leg is not None}
    short = SessionRow(**{name: getattr(row, name) for name in SessionRow._fields})
    held = surrounded(db_session, patient_id, [short], leg)
    sites = (_site(row, site, days.get(day), days.get(after)) for site in SITES)
    given = (patient_id, row.kind, row.other_name, row.started_at, row.id)
    return SessionPage(
        sides=sides_of(db_session, row),
        around=tuple(one for one in sites if any(score is not None for score in one.scores)),
        also="".join(one.in_words for one in held),
        earlier=row_of(db_session, *treatment.one_before(*given)),
        later=row_of(db_session, *treatment.one_after(*given)),
    )


def _site(row: TreatmentSession, site: str, that_day: DayScore | None, next_day: DayScore | None) -> SiteAround:
    attended = row.status == "attended"
    scores = (None if day is None or not attended else getattr(day, site) for day in (that_day, next_day))
    return SiteAround(site, getattr(row, f"{site}_before"), getattr(row, f"{site}_after"), *scores)
