"""What the pages about one day need to know of the diary, read in a fixed number of queries."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from tracker.diary import queries
from tracker.diary.models import Entry
from tracker.domain.safety.warning_signs import recent_from
from tracker.domain.scores.daily import DAILY, DayScore, EntryScore, day_scores
from tracker.domain.scores.entry import EntryFacts
from tracker.domain.values.facts import names_of, read_facts
from tracker.domain.vocabularies import checked_codes
from tracker.storage.rows import row_of, rows_of, value_of
from tracker.wording import formats
from tracker.wording.warning_signs import WARNING_SIGNS

# Places older than a season say little about today.
PLACES_DAYS = 92
ONE_DAY = timedelta(days=1)
NO_DETAILS = frozenset({"kind", "for_date", "for_time", "time_unknown", "leg_pain", "back_pain"})
DETAILS = tuple(name for name in names_of(EntryFacts) if name not in NO_DETAILS)


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One entry as it stands in the diary."""

    id: uuid.UUID
    facts: EntryFacts
    late: bool
    leg_later: int | None
    back_later: int | None
    entered_at: datetime
    entered_offset: int
    imported_from: str | None = None
    from_words: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the diary: its entry, its moments, and what stands beside them on the page.

    `before` is the score of the day before, `places` what gave a leg or places last, to start
    the next answer from, where this day has no detail of its own yet.
    """

    date: date
    entry: StoredEntry | None
    moments: tuple[StoredEntry, ...]
    before: DayScore | None
    places: EntryFacts | None

    @property
    def leg(self) -> int | None:
        return None if self.entry is None else self.entry.facts.leg_pain

    @property
    def back(self) -> int | None:
        return None if self.entry is None else self.entry.facts.back_pain

    @property
    def before_leg(self) -> str:
        return score_words(None if self.before is None else self.before.leg)

    @property
    def before_back(self) -> str:
        return score_words(None if self.before is None else self.before.back)

    @property
    def has_details(self) -> bool:
        return self.entry is not None and has_details(self.entry.facts)


def score_words(score: float | None) -> str:
    """6, or 6.3 where several moments were averaged; nothing where nothing was recorded."""
    return "" if score is None else formats.score(score)


def has_details(facts: EntryFacts) -> bool:
    """Whether anything but the two scores was given."""
    return any(getattr(facts, name) not in (None, ()) for name in DETAILS)


def stored(row: Entry) -> StoredEntry:
    """A row of `queries.entries_between`."""
    return read_facts(StoredEntry, row, facts=read_facts(EntryFacts, row))


def read_day(db_session: Session, patient_id: uuid.UUID, day: date) -> Day:
    """The day with the score of the day before and the last places, in one query."""
    yesterday, season = day - ONE_DAY, day - timedelta(days=PLACES_DAYS)
    query = queries.around_day(patient_id, day, yesterday=yesterday, places_from=season)
    every = [stored(row) for row in rows_of(db_session, *query)]
    entries = [entry for entry in every if entry.facts.for_date == day]
    entry = next((e for e in entries if e.facts.kind == DAILY), None)
    return Day(
        date=day,
        entry=entry,
        moments=tuple(e for e in entries if e.facts.kind != DAILY),
        before=_score_of(yesterday, [e for e in every if e.facts.for_date == yesterday]),
        places=None if entry is not None and has_details(entry.facts) else _places(every, day),
    )


def recent_warning_signs(
    db_session: Session, patient_id: uuid.UUID, today: date
) -> tuple[tuple[date, tuple[str, ...]], ...]:
    """The days of the last 14, newest first, whose entry or moments hold warning signs, each sign once a day."""
    rows = rows_of(db_session, *queries.warning_signs_since(patient_id, recent_from(today), today))
    by_day: dict[date, tuple[str, ...]] = {}
    for row in rows:
        by_day[row.for_date] = (*by_day.get(row.for_date, ()), *(row.warning_signs or ()))
    known = ((day, checked_codes(codes, WARNING_SIGNS)) for day, codes in by_day.items())
    return tuple((day, codes) for day, codes in known if codes)


def find_entry(db_session: Session, patient_id: uuid.UUID, entry_id: uuid.UUID) -> StoredEntry | None:
    row = row_of(db_session, *queries.one_entry(patient_id, entry_id))
    return None if row is None else stored(row)


def last_saved(db_session: Session, patient_id: uuid.UUID, entry: StoredEntry) -> datetime:
    """When the entry was last saved: changed here, or else entered, as one from a file was."""
    query = queries.last_saved_at(patient_id, Entry.__tablename__, entry.id)
    found = value_of(db_session, *query)
    return entry.entered_at if found is None else found


def find_daily(db_session: Session, patient_id: uuid.UUID, day: date) -> StoredEntry | None:
    """The day's own entry."""
    rows = rows_of(db_session, *queries.entries_between(patient_id, day, day))
    return next((stored(row) for row in rows if row.kind == DAILY), None)


def _places(entries: Sequence[StoredEntry], before: date) -> EntryFacts | None:
    for entry in sorted(entries, key=lambda e: e.facts.for_date, reverse=True):
        facts = entry.facts
        if facts.for_date < before and (facts.side is not None or facts.regions):
            return facts
    return None


def _score_of(day: date, entries: Sequence[StoredEntry]) -> DayScore | None:
    return day_scores(map(score_of, entries)).get(day)


def score_of(entry: StoredEntry) -> EntryScore:
    """The scores of an entry, and how they were given."""
    facts, how = entry.facts, (entry.leg_later, entry.back_later, entry.imported_from, entry.from_words)
    return EntryScore(facts.kind, facts.for_date, facts.leg_pain, facts.back_pain, *how)
