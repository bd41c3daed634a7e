"""Writing several appointments as one act: a series of them, and the rest of what is planned."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.errors import Fault, Problems
from tracker.domain.treatment.series import MOST_AT_ONCE, WEEKDAYS, Series, SeriesDays, check_series, moved, series_days
from tracker.domain.treatment.sessions import SessionFacts, check_session
from tracker.domain.values.deeds import Deed, deed
from tracker.domain.values.periods import local, offset_of
from tracker.patients.services import row_writing, turns
from tracker.storage.rows import row_of, rows_of
from tracker.treatment.models import TreatmentSession
from tracker.treatment.queries import courses as course_queries
from tracker.treatment.queries import treatment
from tracker.treatment.services.sessions import columns_of
from tracker.wording.treatment import courses_of_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFacts:
    """A series, and what each of its appointments holds besides its time."""

    kind: str
    series: Series
    minutes: int | None = None
    course_id: UUID | None = None
    practitioner: str | None = None
    other_name: str | None = None


def look_ahead(db_session: Session, facts: SeriesFacts, author: Author) -> SeriesDays:
    """Which appointments the series would make, in one query; `Problems` where it cannot be made, or makes none."""
    series = check_series(facts.series, now=author.now, zone=author.zone)
    rows = rows_of(db_session, *treatment.visits_between(author.patient_id, facts.kind, series.first, date.max))
    taken = {row.local_day for row in rows}
    found = series_days(series, taken, now=author.now, zone=author.zone)
    if not found.moments:
        raise Problems({"weekdays": Fault("no_such_days")})
    return found


def make_series(db_session: Session, first_id: UUID, facts: SeriesFacts, author: Author) -> UUID:
    """Save every appointment of the series as one act, which one Undo takes back; `Problems` where it cannot stand.

    `first_id` is the id of the first one, from the form; it says whether the form was sent before.
    """
    turns.take_turn(db_session, author.patient_id)
    known = db_session.get(TreatmentSession, (author.patient_id, first_id))
    if known is not None:
        same = _is_first_of(known, facts) and _are_all_of(db_session, known, facts, author)
        return row_writing.sent_again(db_session, known, author, same=same)
    _check_course(db_session, facts, author)
    moments = look_ahead(db_session, facts, author).moments
    rows = [_row(_id_of(first_id, number), facts, moment, author) for number, moment in enumerate(moments)]
    named = {"kind": facts.kind, "other_name": facts.other_name}
    made = deed("appointments", **named, count=len(rows)) if len(rows) > 1 else _planned(rows[0])
    saved = row_writing.write_together(db_session, [(row, None) for row in rows], author, made, _planned)
    assert saved is not None, "a series that makes none was refused"  # noqa: S101
    return saved


def later_ones(db_session: Session, row: TreatmentSession) -> tuple[TreatmentSession, ...]:
    """This appointment and those of the same treatment that are planned after it, in order, in one query."""
    return tuple(db_session.execute(*treatment.planned_from(row.patient_id, row.kind, row.started_at)).scalars())


def is_moved(
    db_session: Session, row: TreatmentSession, shown_at: datetime | None, days: int, clock: time, author: Author
) -> bool:
    """Whether the appointment stands already where these answers move it from `shown_at`: the form was sent twice.

    `Problems` where it stands at neither: moved by so many days once more it would be on a day that nobody meant.
    """
    turns.take_turn(db_session, row.patient_id)
    stands = row.started_at.replace(microsecond=0)  # as forms tell of a moment
    if shown_at is None or stands == shown_at:
        return False
    if stands != moved(shown_at, days, clock, author.zone):
        raise Problems({"days": Fault("moved_meanwhile")})
    return True


def move_later_ones(
    db_session: Session, rows: Sequence[TreatmentSession], days: int, clock: time, author: Author
) -> UUID | None:
    """Give each another day, so many days later, and one time of day, as one act; `Problems` where one cannot stand.

    None where each is at that time already.
    """
    when = [(row, moved(_local(row), days, clock, author.zone)) for row in _still_planned(rows)]
    for row, moment in when:
        if moment <= author.now:
            raise Problems({"days": Fault("in_the_past")})
        try:
            check_session(SessionFacts(kind=row.kind, status="planned", started_at=moment), now=author.now)
        except Problems as problems:
            raise Problems({"days": next(iter(problems.by_field.values()))}) from None
    first = None
    told = deed("appointments_moved", kind=rows[0].kind, other_name=rows[0].other_name, count=len(when))
    for row, moment in when:
        values = {"started_at": moment, "started_offset": offset_of(moment), "local_day": moment.date()}
        step = told if first is None else _at(row, moment)
        made = row_writing.change(db_session, row, values, author, deed=step, brought_by=first)
        first = first or made
    return first


def delete_later_ones(db_session: Session, rows: Sequence[TreatmentSession], author: Author) -> UUID:
    """Take them out of sight as one act; `Problems` where none is still planned."""
    first = None
    found = _still_planned(rows)
    told = deed("appointments_of", kind=found[0].kind, other_name=found[0].other_name, count=len(found))
    for row in found:
        one = deed("session_of", kind=row.kind, other_name=row.other_name, day=row.local_day)
        step = told if first is None else one
        made = row_writing.remove(db_session, row, author, deed=step, brought_by=first)
        first = first or made
    assert first is not None, "none was refused before"  # noqa: S101
    return first


def those_seen(rows: Sequence[TreatmentSession], seen: Collection[UUID]) -> tuple[TreatmentSession, ...]:
    """Of the appointments that are planned by now those which the page showed."""
    return tuple(row for row in rows if row.id in seen)


def _still_planned(rows: Sequence[TreatmentSession]) -> Sequence[TreatmentSession]:
    if not rows:
        raise Problems({"days": Fault("no_later_ones")})
    return rows


def _row(session_id: UUID, facts: SeriesFacts, moment: datetime, author: Author) -> TreatmentSession:
    one = SessionFacts(
        kind=facts.kind,
        status="planned",
        started_at=moment,
        minutes=facts.minutes,
        course_id=facts.course_id,
        practitioner=facts.practitioner,
        other_name=facts.other_name,
    )
    values = columns_of(check_session(one, now=author.now))
    return TreatmentSession(patient_id=author.patient_id, id=session_id, entered_at=author.now, **values)


def _id_of(first_id: UUID, number: int) -> UUID:
    """The id of one appointment of a series, from that of its first."""
    return uuid5(first_id, str(number)) if number else first_id


def _is_first_of(row: TreatmentSession, facts: SeriesFacts) -> bool:
    """Whether the row is what these answers made."""
    begun = _local(row)
    held = (row.minutes, row.course_id, row.practitioner, row.other_name, begun.time())
    given = (facts.minutes, facts.course_id, facts.practitioner, facts.other_name, facts.series.clock)
    return held == given and WEEKDAYS[begun.weekday()] in facts.series.weekdays


def _are_all_of(db_session: Session, first: TreatmentSession, facts: SeriesFacts, author: Author) -> bool:
    """Whether what the form made then is all that these answers would make, had it made nothing; in one query."""
    own = {_id_of(first.id, number) for number in range(MOST_AT_ONCE)}
    rows = rows_of(db_session, *treatment.visits_between(author.patient_id, facts.kind, facts.series.first, date.max))
    taken = {row.local_day for row in rows if row.id not in own}
    asked = series_days(facts.series, taken, now=author.now, zone=author.zone).moments
    return sorted(row.started_at for row in rows if row.id in own) == list(asked)


def _check_course(db_session: Session, facts: SeriesFacts, author: Author) -> None:
    if facts.course_id is None:
        return
    course = row_of(db_session, *course_queries.one_course(author.patient_id, facts.course_id))
    if course is None or course.kind != facts.kind:
        raise Problems({"course_id": courses_of_kind(facts.kind)})


def _local(row: TreatmentSession) -> datetime:
    return local(row.started_at, row.started_offset)


def _planned(row: TreatmentSession) -> Deed:
    return _at(row, _local(row))


def _at(row: TreatmentSession, moment: datetime) -> Deed:
    return deed("session_planned", kind=row.kind, other_name=row.other_name, at=moment.replace(tzinfo=None))
