"""Looking for something in the record: typed words, one sort of thing, a range of days; what is found stands by day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.dashboard.queries import finding as queries
from tracker.dashboard.services.day_list import MonthOfDays, ScoredDay, by_month
from tracker.diary.services.tags import tags_of_days
from tracker.domain.points.points import parse_points
from tracker.domain.scores.daily import DAILY, DayScore, day_scores
from tracker.domain.values.finding import Piece, excerpt, folded, holds_all, words_of
from tracker.domain.values.periods import local
from tracker.storage.rows import rows_of
from tracker.wording import diary as diary_words
from tracker.wording import finding as sorts
from tracker.wording import formats
from tracker.wording.day_list import BETWEEN
from tracker.wording.imported import clock_or_unknown
from tracker.wording.points import show_points
from tracker.wording.treatment import amount_words, medicine_words, session_name
from tracker.wording.vocabularies import CHANGE_KINDS, SESSION_KINDS

DAYS_ON_PAGE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: words as they were typed, one sort of thing (a code of SORTS, or all), days, their tag."""

    typed: str = ""
    sort: str = ""
    tag: str = ""
    first: date | None = None
    last: date | None = None

    def __bool__(self) -> bool:
        return bool(words_of(self.typed) or self.sort or self.tag or self.first or self.last)

    @property
    def args(self) -> dict[str, str]:
        """The same as it stands in an address."""
        said = {
            "q": self.typed,
            "kind": self.sort,
            "tag": self.tag,
            "from": "" if self.first is None else self.first.isoformat(),
            "to": "" if self.last is None else self.last.isoformat(),
        }
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Thing:
    """Something in the record: what its line is called, and what else of it is words."""

    day: date
    title: str
    more: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class FoundDay(ScoredDay):
    """A day on which something was found: its scores, and each thing with the words that were looked for marked."""

    is_found: ClassVar = True
    date: date
    day_score: DayScore | None
    found: tuple[tuple[Piece, ...], ...]

    @property
    def score(self) -> DayScore | None:
        return self.day_score


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, newest first, and on how many days there is any in all."""

    total: int
    months: tuple[MonthOfDays[FoundDay], ...]
    older_than: date | None

    @property
    def title(self) -> str:
        return sorts.days_found(self.total)


def find(db_session: Session, patient_id: UUID, wanted: Wanted, before: date | None = None) -> Found:
    """The days that hold what is wanted, the latest 60 before `before`, in seven queries at the most."""
    words = words_of(wanted.typed)
    by_day: defaultdict[date, list[Thing]] = defaultdict(list)
    tagged = _tagged(db_session, patient_id, wanted)
    for thing in _things(db_session, patient_id, wanted):
        if (not wanted.tag or thing.day in tagged) and holds_all((thing.title, *thing.more), words):
            by_day[thing.day].append(thing)
    every = sorted(by_day, reverse=True)
    left = [day for day in every if before is None or day < before]
    shown = left[:DAYS_ON_PAGE]
    scores = day_scores(rows_of(db_session, queries.scores_of(patient_id, shown))) if shown else {}
    days = [FoundDay(day, scores.get(day), _lines(by_day[day], words)) for day in shown]
    return Found(len(every), by_month(days), shown[-1] if len(left) > len(shown) else None)


def _lines(things: Sequence[Thing], words: Sequence[str]) -> tuple[tuple[Piece, ...], ...]:
    return tuple(line for thing in things if (line := _pieces(thing, words)))


def _pieces(thing: Thing, words: Sequence[str]) -> tuple[Piece, ...]:
    """A thing in one line: what it is called, and those of its texts that hold a word; or, without words, the first."""
    texts = [text for text in thing.more if text]
    if words:
        texts = [text for text in texts if any(word in folded(text) for word in words)]
    said = [excerpt(text, words) for text in ([thing.title] if thing.title else []) + (texts if words else texts[:1])]
    between: Piece = (BETWEEN, False)
    return tuple(piece for number, line in enumerate(said) for piece in ([between] if number else []) + list(line))


def _tagged(db_session: Session, patient_id: UUID, wanted: Wanted) -> frozenset[date]:
    """The days that have the wanted tag; none where no tag is wanted."""
    if not wanted.tag:
        return frozenset()
    name = folded(wanted.tag)
    found = tags_of_days(db_session, patient_id, wanted.first, wanted.last)
    return frozenset(day for day, tags in found.items() if name in map(folded, tags))


def _things(db_session: Session, patient_id: UUID, wanted: Wanted) -> Iterator[Thing]:
    """Everything of the wanted sort on the wanted days."""
    asked = patient_id, wanted.first, wanted.last
    sort = wanted.sort
    if sort in {"", sorts.TAGS}:
        yield from (Thing(day, formats.commas(tags), ()) for day, tags in tags_of_days(db_session, *asked).items())
    if sort in {"", sorts.ENTRIES, sorts.MOMENTS}:
        entries = rows_of(db_session, *queries.entries(*asked))
        yield from (_entry(one) for one in entries if not sort or (one.kind == DAILY) == (sort == sorts.ENTRIES))
    if sort in {"", sorts.SESSIONS, *SESSION_KINDS}:
        sessions = rows_of(db_session, *queries.sessions(*asked))
        yield from (_session(one) for one in sessions if sort in {"", sorts.SESSIONS, one.kind})
    if sort in {"", sorts.MEDICINE}:
        yield from _doses(rows_of(db_session, *queries.doses(*asked)))
    if sort in {"", sorts.CHANGES}:
        changes = rows_of(db_session, *queries.changes(*asked))
        yield from (Thing(one.for_date, CHANGE_KINDS[one.kind], (one.note,)) for one in changes)


def _doses(rows: Sequence[queries.DoseFound]) -> Iterator[Thing]:
    """The doses, and the days on which none was taken that no dose contradicts."""
    taken = {row.local_day for row in rows if not row.none_taken}
    yield from (_dose(row) for row in rows if not (row.none_taken and row.local_day in taken))


def _entry(row: queries.EntryFound) -> Thing:
    if row.for_time is None:
        return Thing(row.for_date, "", (row.note,))
    scores = diary_words.pain_title(row.leg_pain, row.back_pain)
    return Thing(row.for_date, formats.commas([clock_or_unknown(row.for_time, row.time_unknown), scores]), (row.note,))


def _session(row: queries.SessionFound) -> Thing:
    name = session_name(row.kind, row.other_name)
    title = diary_words.session_title(name, row.status, row.minutes, row.leg_before, row.leg_after)
    points = show_points(parse_points(row.points)) if row.points else None
    return Thing(row.local_day, title, (row.practitioner, row.note, points, row.exercises))


def _dose(row: queries.DoseFound) -> Thing:
    if row.none_taken:
        return Thing(row.local_day, diary_words.none_taken(), (row.note,))
    title = medicine_words(row.name, amount_words(row.amount, row.unit))
    when = [] if row.taken_at is None else [clock_or_unknown(local(row.taken_at, row.taken_offset), row.time_unknown)]
    return Thing(row.local_day, formats.commas([title, *when]), (row.note,))
