"""Writing the diary: one-tap scores, the day's details, moments, and life events. One change each, in plain words."""

import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.diary import queries
from tracker.diary.models import Entry, LifeEvent
from tracker.domain.acting import Author
from tracker.domain.errors import Fault, Problems
from tracker.domain.scores.daily import DAILY
from tracker.domain.scores.entry import DAY_TO_COME, EntryFacts, check_entry
from tracker.domain.scores.lateness import LATER_OF, days_later, is_from_memory, score_days_later
from tracker.domain.values.deeds import Deed, deed
from tracker.domain.values.facts import read_facts, values_of
from tracker.domain.values.periods import offset_of
from tracker.patients.services import row_writing
from tracker.storage.rows import row_of
from tracker.wording import diary as words
from tracker.wording.language import _


class DayTaken(Exception):
    """The day has an entry of its own already, `entry_id`; `message` says so beside its field."""

    def __init__(self, entry_id: uuid.UUID) -> None:
        super().__init__()
        self.entry_id, self.message = entry_id, _(words.DAY_IS_TAKEN)


SITES = {"leg": "leg_pain", "back": "back_pain"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEventFacts:
    """One life event as a person gives it; `for_date` is their own local day."""

    kind: str
    for_date: date
    note: str | None = None


def late_hint(day: date, today: date, *, scored: bool = False) -> str:
    """What to know before scoring an earlier day, or changing its scores; nothing for the day itself."""
    later = days_later(day, today)
    if not later:
        return ""
    return words.late_hint(from_memory=is_from_memory(later), scored=scored)


def set_score(db_session: Session, day: date, site: str, score: int, author: Author) -> uuid.UUID | None:
    """Save one tapped score of a day: the day's entry is made, or keeps all else it holds.

    None where the score stood so before.
    Raises `Problems` where the day's entry cannot stand with it.
    """
    row = row_of(db_session, *queries.daily_entry(author.patient_id, day))
    known = EntryFacts(kind=DAILY, for_date=day) if row is None else read_facts(EntryFacts, row)
    scored: dict[str, Any] = {SITES[site]: score}
    facts = check_entry(replace(known, **scored), now=author.now, zone=author.zone)
    tapped = deed("score", site=site, score=score, day=day)
    return _write(db_session, row, facts, author, what=tapped)


def save_daily(db_session: Session, facts: EntryFacts, author: Author) -> uuid.UUID | None:
    """Save everything about one day; None where it stood so before, `Problems` where it cannot stand."""
    check_entry(facts, now=author.now, zone=author.zone)
    row = row_of(db_session, *queries.daily_entry(author.patient_id, facts.for_date))
    return _write(db_session, row, facts, author, what=deed("day", day=facts.for_date))


def save_moment(db_session: Session, entry_id: uuid.UUID, facts: EntryFacts, author: Author) -> uuid.UUID:
    """Save a moment once, however often its form is sent; or a day's entry under an id of its own."""
    check_entry(facts, now=author.now, zone=author.zone)
    row = _new_row(entry_id, facts, author)
    return row_writing.create(db_session, row, author, deed=_deed(facts), given=values_of(facts))


def change_entry(db_session: Session, entry_id: uuid.UUID, facts: EntryFacts, author: Author) -> uuid.UUID | None:
    """Correct an entry; None where it stood so before.

    It keeps when it was entered; a score that is changed or moved was given for its day today.
    """
    row = row_writing.get(db_session, Entry, author.patient_id, entry_id)
    check_entry(facts, now=author.now, zone=author.zone, stands=read_facts(EntryFacts, row))
    values = values_of(facts) | lateness_of(facts, author.given_on, row) | _words_left(facts, row)
    if facts.for_date != row.for_date:
        taken = row_of(db_session, *queries.daily_entry(author.patient_id, facts.for_date))
        if facts.kind == DAILY and taken is not None:
            raise Problems({"for_date": _(words.DAY_IS_TAKEN)})
    return row_writing.change(db_session, row, values, author, deed=_deed(facts, changed=True))


def put_entry(db_session: Session, entry_id: uuid.UUID, facts: EntryFacts, author: Author) -> uuid.UUID | None:
    """Make an entry under an id that was chosen for it, or change it to these facts; None where it stood so before.

    `Problems` where it cannot stand; `DayTaken`; `AlreadySaved` where it was deleted. A time that is not known stays
    so as long as it is not given anew.
    """
    row = row_of(db_session, *queries.any_entry(author.patient_id, entry_id))
    if row is None or row.deleted_at is not None:
        _check_free(db_session, check_entry(facts, now=author.now, zone=author.zone), author)
        return save_moment(db_session, entry_id, facts, author)
    if facts.kind != row.kind:
        raise Problems({"kind": Fault("kind_stays")})
    if facts.for_date != row.for_date:
        _check_free(db_session, facts, author)
    facts = replace(facts, time_unknown=row.time_unknown and facts.for_time == row.for_time)
    check_entry(facts, now=author.now, zone=author.zone, stands=read_facts(EntryFacts, row))
    values = values_of(facts) | lateness_of(facts, author.given_on, row) | _words_left(facts, row)
    return row_writing.change_read(db_session, Entry, row, values, author, deed=_deed(facts, changed=True))


def _check_free(db_session: Session, facts: EntryFacts, author: Author) -> None:
    taken = row_of(db_session, *queries.daily_entry(author.patient_id, facts.for_date))
    if facts.kind == DAILY and taken is not None:
        raise DayTaken(taken.id)


def delete_entry(db_session: Session, entry_id: uuid.UUID, author: Author) -> uuid.UUID:
    row = row_writing.get(db_session, Entry, author.patient_id, entry_id)
    return row_writing.remove(db_session, row, author, deed=_deed(read_facts(EntryFacts, row)))


def save_life_event(db_session: Session, event_id: uuid.UUID, facts: LifeEventFacts, author: Author) -> uuid.UUID:
    """Save a life event once, however often its form is sent."""
    values = _checked_life_event(facts, author)
    row = LifeEvent(patient_id=author.patient_id, id=event_id, entered_at=author.now, **values)
    return row_writing.create(db_session, row, author, deed=_event(facts), given=values)


def change_life_event(
    db_session: Session, event_id: uuid.UUID, facts: LifeEventFacts, author: Author
) -> uuid.UUID | None:
    """Correct a life event; None where it stood so before."""
    row = row_writing.get(db_session, LifeEvent, author.patient_id, event_id)
    values = _checked_life_event(facts, author)
    return row_writing.change(db_session, row, values, author, deed=_event(facts))


def delete_life_event(db_session: Session, event_id: uuid.UUID, author: Author) -> uuid.UUID:
    row = row_writing.get(db_session, LifeEvent, author.patient_id, event_id)
    return row_writing.remove(db_session, row, author, deed=_event(row))


def _write(
    db_session: Session, row: Entry | None, facts: EntryFacts, author: Author, *, what: Deed
) -> uuid.UUID | None:
    """Make the day's entry or change it. The same act sent twice is the first one again, so that Undo undoes it."""
    if row is None:
        new = _new_row(uuid.uuid4(), facts, author)
        return row_writing.create(db_session, new, author, deed=what, given={})
    if read_facts(EntryFacts, row) == facts:
        last = row_of(db_session, *queries.last_revision(author.patient_id, Entry.__tablename__, row.id))
        if last is not None and what == Deed(last.code, last.facts):
            return uuid.UUID(str(last.id))
    values = values_of(facts) | lateness_of(facts, author.given_on, row) | _words_left(facts, row)
    return row_writing.change_read(db_session, Entry, row, values, author, deed=what)


def lateness_of(facts: EntryFacts, given_on: date, row: Entry | None = None) -> dict[str, Any]:
    """How late each score is: given on that day, or as the `row` says where it stood there for the same day."""
    stood = row if row is not None and row.for_date == facts.for_date else None
    values: dict[str, Any] = {
        later: score_days_later(
            getattr(facts, site),
            facts.for_date,
            given_on,
            before=getattr(stood, site, None),
            known=getattr(stood, later, None),
        )
        for site, later in LATER_OF.items()
    }
    return {**values, "late": any(values.values())}


def _words_left(facts: EntryFacts, row: Entry) -> dict[str, Any]:
    """Whether a score of the entry is still the one that was made from a word: one the person gives is no more."""
    kept = (getattr(row, site) for site in SITES.values() if getattr(facts, site) == getattr(row, site))
    return {"from_words": row.from_words and any(score is not None for score in kept)}


def _new_row(entry_id: uuid.UUID, facts: EntryFacts, author: Author) -> Entry:
    return Entry(
        patient_id=author.patient_id,
        id=entry_id,
        entered_at=author.now,
        entered_offset=offset_of(author.here),
        **lateness_of(facts, author.given_on),
        **values_of(facts),
    )


def _checked_life_event(facts: LifeEventFacts, author: Author) -> dict[str, Any]:
    if facts.for_date > author.today:
        raise Problems({"for_date": DAY_TO_COME})
    return values_of(facts)


def _event(facts: LifeEventFacts | LifeEvent) -> Deed:
    return deed("life_event", kind=facts.kind, day=facts.for_date)


def _deed(facts: EntryFacts, *, changed: bool | None = None) -> Deed:
    if facts.kind == DAILY or facts.for_time is None:
        return deed("entry", day=facts.for_date, changed=changed)
    unknown = {"time_unknown": True} if facts.time_unknown else {}
    return deed("moment", day=facts.for_date, at=facts.for_time, changed=changed, **unknown)
