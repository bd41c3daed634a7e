"""The lines of one day, on its own page and in the diary's list: what stands on it, in the words a page shows.

`what` names the kind of a line, `clock` is its time of the day, None for what is of the whole day. It is for the order:
`when` says it, where it is known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import ClassVar
from uuid import UUID

from tracker.dashboard.services.calendar import Held
from tracker.diary.services.reading import StoredEntry
from tracker.domain.scores.daily import DAILY
from tracker.domain.treatment.sessions import parse_side_effects
from tracker.domain.values.periods import local
from tracker.domain.vocabularies import checked_codes
from tracker.fields.entries import IN_A_LINE, LINE_EACH
from tracker.fields.listing import listed
from tracker.treatment.models import Dose
from tracker.treatment.queries.treatment import SessionOfDay
from tracker.wording import diary as words
from tracker.wording import formats
from tracker.wording.imported import clock_or_unknown, origin_words, when_from
from tracker.wording.treatment import amount_words, effect_answer, medicine_words, session_name
from tracker.wording.vocabularies import REGIONS


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A day's entry or a moment."""

    what: ClassVar[str] = "entry"
    entry: StoredEntry

    @property
    def clock(self) -> time | None:
        return self.entry.facts.for_time

    @property
    def is_daily(self) -> bool:
        return self.entry.facts.kind == DAILY

    @property
    def title(self) -> str:
        """Leg 6, back 3."""
        return words.pain_title(self.entry.facts.leg_pain, self.entry.facts.back_pain)

    @property
    def when(self) -> str:
        time = self.entry.facts.for_time
        clock = "" if time is None else clock_or_unknown(time, self.entry.facts.time_unknown)
        said = words.when_words(clock, late=self.entry.late)
        origin = origin_words(self.entry.imported_from, from_words=self.entry.from_words)
        return formats.commas([part for part in (said, origin) if part])

    @property
    def more(self) -> str:
        """The other answers that are numbers or a place."""
        return words.answers_line(listed(IN_A_LINE, self.entry.facts))

    @property
    def details(self) -> tuple[str, ...]:
        """What else was answered, for those who cannot open the form: one line for each question."""
        facts = self.entry.facts
        where = words.where_line(facts.side, checked_codes(facts.regions, REGIONS))
        return tuple(line for line in (where, *listed(LINE_EACH, facts)) if line)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session, at the local time it was held or is planned for; what a page does not show is not put into words."""

    what: ClassVar[str] = "session"
    row: SessionOfDay
    at: datetime

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def kind(self) -> str:
        return self.row.kind

    @property
    def status(self) -> str:
        return self.row.status

    @property
    def note(self) -> str | None:
        return self.row.note

    @property
    def clock(self) -> time | None:
        return None if self.row.time_unknown else self.at.time()

    @property
    def when(self) -> str:
        """17:30, imported from Bearable."""
        return when_from(self.at, self.row.time_unknown, self.row.imported_from)

    @property
    def title(self) -> str:
        """Acupuncture, 45 min, leg 6 before, 4 after."""
        row = self.row
        return words.session_title(self._called, row.status, row.minutes, row.leg_before, row.leg_after)

    @property
    def name(self) -> str:
        """Acupuncture; what became of it where it was not attended."""
        return words.session_title(self._called, self.row.status, None, None, None)

    @property
    def more(self) -> str:
        """What else was said of it, in one line."""
        row = self.row
        effects = [
            effect_answer(one.item, one.severity, one.lasted) for one in parse_side_effects(row.side_effects or "")
        ]
        return words.session_more(row.practitioner, row.back_before, row.back_after, row.helped, effects)

    @property
    def _called(self) -> str:
        return session_name(self.row.kind, self.row.other_name)


@dataclass(frozen=True, slots=True)
class DoseLine:
    """A dose, or the statement that none was taken."""

    what: ClassVar[str] = "dose"
    id: UUID
    none_taken: bool
    at: datetime | None
    title: str
    effect: str = ""
    note: str | None = None
    time_unknown: bool = False
    imported_from: str | None = None

    @property
    def clock(self) -> time | None:
        return None if self.at is None or self.time_unknown else self.at.time()

    @property
    def when(self) -> str:
        """08:00, imported from Bearable; where none was taken that it was imported alone."""
        if self.at is None:
            return origin_words(self.imported_from)
        return when_from(self.at, self.time_unknown, self.imported_from)


@dataclass(frozen=True, slots=True)
class LifeEventLine:
    """A life event."""

    what: ClassVar[str] = "change"
    clock: ClassVar[time | None] = None
    id: UUID
    kind: str
    note: str | None
    imported_from: str | None = None

    @property
    def when(self) -> str:
        """That it was imported; else blank, as a life event has no time."""
        return origin_words(self.imported_from)


Line = EntryLine | SessionLine | DoseLine | LifeEventLine


@dataclass(slots=True)
class TimelineDay:
    """Everything recorded for one day; `counted` is what a watch counted of it, in words."""

    date: date
    title: str
    entry: EntryLine | None = None
    moments: list[EntryLine] = field(default_factory=list)
    sessions: list[SessionLine] = field(default_factory=list)
    doses: list[DoseLine] = field(default_factory=list)
    changes: list[LifeEventLine] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    counted: str = ""

    @property
    def in_order(self) -> Sequence[Line]:
        """Every line of the day: first its entry and what has no time, then the rest by the clock."""
        entry: list[Line] = [] if self.entry is None else [self.entry]
        every: list[Line] = [*entry, *self.changes, *self.moments, *self.sessions, *self.doses]
        return sorted(every, key=lambda line: (line.clock is not None, line.clock or time.min))

    @property
    def origins(self) -> list[str]:
        """From which apps what stands on the day beside its entries came, each once: entries say it themselves."""
        sources = [line.row.imported_from for line in self.sessions]
        sources += [line.imported_from for line in self.doses]
        sources += [line.imported_from for line in self.changes]
        return [origin_words(source) for source in dict.fromkeys(filter(None, sources))]

    def times(self, kind: str) -> int:
        """How often a kind of treatment was done on the day."""
        return sum(line.kind == kind and line.status == "attended" for line in self.sessions)

    @property
    def doses_taken(self) -> int:
        return sum(not line.none_taken for line in self.doses)

    @property
    def took_none(self) -> bool:
        """Whether it was said that no medicine was taken: such a statement stands only where there is no dose."""
        return any(line.none_taken for line in self.doses)


def session_line(row: SessionOfDay) -> SessionLine:
    """A row of treatment's `sessions_of_days`."""
    return SessionLine(row, local(row.started_at, row.started_offset))


def dose_line(row: Dose) -> DoseLine:
    """A row of treatment's `doses_between`."""
    if row.none_taken:
        return DoseLine(row.id, none_taken=True, at=None, title=words.none_taken(), imported_from=row.imported_from)
    title = medicine_words(row.name, amount_words(row.amount, row.unit))
    effect = words.effect_line(row.helped, row.minutes_to_relief)
    at = None if row.taken_at is None else local(row.taken_at, row.taken_offset)
    return DoseLine(
        row.id,
        none_taken=False,
        at=at,
        title=title,
        effect=effect,
        note=row.note,
        time_unknown=row.time_unknown,
        imported_from=row.imported_from,
    )


def day_lines(day: date, today: date, entries: Iterable[StoredEntry], held: Held) -> TimelineDay:
    """Everything of one of the days that `held` is about; the entries are all of that day."""
    found = TimelineDay(day, formats.capital(formats.near_day(day, today)))
    for line in map(EntryLine, entries):
        if line.is_daily:
            found.entry = line
        else:
            found.moments.append(line)
    found.sessions += map(session_line, held.sessions.get(day, ()))
    found.doses += map(dose_line, held.doses.get(day, ()))
    found.changes += (LifeEventLine(row.id, row.kind, row.note, row.imported_from) for row in held.changes.get(day, ()))
    found.tags = held.tags.get(day, ())
    found.counted = held.counted.get(day, "")
    return found
