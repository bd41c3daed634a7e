"""What somebody answers who considers acupuncture: read, prefilled from the record, saved as the row of a day."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from tracker.diary.services.reading import recent_warning_signs
from tracker.domain.acting import Author
from tracker.domain.learning import fit
from tracker.domain.learning.fit import Asked, FitFacts
from tracker.domain.values.deeds import deed
from tracker.domain.values.facts import read_facts, values_of
from tracker.domain.values.periods import local_day
from tracker.patients.services import row_writing, turns
from tracker.patients.services.about import read_carried
from tracker.review.models import FitAnswers
from tracker.review.queries import fit as queries
from tracker.review.queries.with_without import taken
from tracker.storage.rows import row_of, rows_of

MEDICINE_DAYS: Final = timedelta(days=27)  # four weeks, today included
EARLIER_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the record says to the questions, and the names of the medicines of the last four weeks."""

    facts: FitFacts
    medicines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """The answers of one day."""

    for_date: date
    facts: FitFacts
    in_brief: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """All that the page is made of; `kept` are the answers, the latest first."""

    kept: tuple[Kept, ...]
    recorded: Recorded
    signs: tuple[tuple[date, tuple[str, ...]], ...]

    @property
    def latest(self) -> Kept | None:
        return self.kept[0] if self.kept else None

    @property
    def asked(self) -> Asked:
        """The latest answers, beside what the diary holds of warning signs."""
        facts = FitFacts() if self.latest is None else self.latest.facts
        return Asked(facts, tuple(code for _day, codes in self.signs for code in codes))

    @property
    def begins_with(self) -> FitFacts:
        """What the questions begin with."""
        return fit.prefilled(self.recorded.facts, None if self.latest is None else self.latest.facts)


def read_fit(db_session: Session, patient_id: uuid.UUID, today: date, zone: Any) -> Fit:
    """The answers and what the record says by now, in seven queries."""
    return Fit(
        kept=read_kept(db_session, patient_id),
        recorded=_recorded(db_session, patient_id, today, zone),
        signs=recent_warning_signs(db_session, patient_id, today),
    )


def read_kept(db_session: Session, patient_id: uuid.UUID, most: int = EARLIER_SHOWN + 1) -> tuple[Kept, ...]:
    """The answers, the latest first, in one query."""
    rows = rows_of(db_session, *queries.answered(patient_id, most))
    return tuple(Kept(row.for_date, read_facts(FitFacts, row), row.in_brief) for row in rows)


def read_shown(db_session: Session, patient_id: uuid.UUID) -> Kept | None:
    """The latest answers, where they are to stand on the brief, in one query."""
    found = read_kept(db_session, patient_id, most=1)
    return found[0] if found and found[0].in_brief else None


def find_row(db_session: Session, patient_id: uuid.UUID, day: date) -> FitAnswers | None:
    """The live row of a day."""
    return db_session.execute(*queries.day_of(patient_id, day)).scalar_one_or_none()


def save_fit(db_session: Session, facts: FitFacts, author: Author, *, in_brief: bool) -> uuid.UUID | None:
    """Keep the answers as those of today; None where they stand so already. `Problems` where they cannot be kept.

    Where all of them are taken away, so is the row of today.
    """
    turns.take_turn(db_session, author.patient_id)
    row = find_row(db_session, author.patient_id, author.today)
    if row is not None and facts.is_empty:
        return row_writing.remove(db_session, row, author, deed=deed("fit", day=author.today))
    values: dict[str, Any] = values_of(fit.check_fit(facts)) | {"in_brief": in_brief}
    if row is not None:
        return row_writing.change(db_session, row, values, author, deed=deed("fit", day=author.today))
    new = FitAnswers(
        patient_id=author.patient_id, id=uuid.uuid4(), for_date=author.today, entered_at=author.now, **values
    )
    return row_writing.create(db_session, new, author, deed=deed("fit", day=author.today), given={})


def delete_fit(db_session: Session, day: date, author: Author) -> uuid.UUID:
    """Take the answers of a day out of sight; `NotFound` where there are none."""
    turns.take_turn(db_session, author.patient_id)
    row = find_row(db_session, author.patient_id, day)
    if row is None:
        raise row_writing.NotFound
    return row_writing.remove(db_session, row, author, deed=deed("fit", day=day))


def _recorded(db_session: Session, patient_id: uuid.UUID, today: date, zone: Any) -> Recorded:
    bout = row_of(db_session, *queries.running_bout(patient_id))
    cost = row_of(db_session, *queries.latest_cost(patient_id))
    doses = rows_of(db_session, *taken(patient_id, today - MEDICINE_DAYS, today))
    names = tuple({dose.name.casefold(): dose.name for dose in doses if dose.name}.values())
    kinds = [row.kind for row in rows_of(db_session, *queries.kinds_done(patient_id))]
    facts = FitFacts(
        duration=None if bout is None else _lasted(bout, today, zone),
        side=None if bout is None else bout.side,
        cause_told=None if bout is None else bout.cause_told,
        tried=fit.tried_codes(kinds, medicine=bool(names)),
        cautions=tuple(one.kind for one in read_carried(db_session, patient_id)),
        medicine=fit.medicine_codes(names),
        session_cost=None if cost is None else cost.cost,
    )
    return Recorded(facts, names)


def _lasted(bout: queries.BoutAsked, today: date, zone: Any) -> str | None:
    return fit.lasted(bout.began_on, bout.duration_at_start, local_day(bout.created_at, zone), today)
