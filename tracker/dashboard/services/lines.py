"""The lines of the diary's list: what stands on one day, in the words the page shows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tracker.diary.services.reading import StoredEntry
from tracker.domain.scores.daily import DAILY
from tracker.domain.vocabularies import checked_codes
from tracker.fields.entries import IN_A_LINE, LINE_EACH
from tracker.fields.listing import listed
from tracker.treatment.models import Dose, TreatmentSession
from tracker.treatment.services.moments import local
from tracker.wording import diary as words
from tracker.wording import formats
from tracker.wording.treatment import amount_words, medicine_words, session_name
from tracker.wording.vocabularies import REGIONS


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A day's entry or a moment."""

    entry: StoredEntry

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
        return words.when_words("" if time is None else formats.clock(time), late=self.entry.late)

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
    """A session, at the local time it was held or is planned for."""

    id: UUID
    kind: str
    at: datetime
    title: str


@dataclass(frozen=True, slots=True)
class DoseLine:
    """A dose, or the statement that none was taken."""

    id: UUID
    none_taken: bool
    at: datetime | None
    title: str
    effect: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LifeEventLine:
    """A life event."""

    id: UUID
    kind: str
    note: str | None


@dataclass(slots=True)
class TimelineDay:
    """Everything recorded for one day."""

    date: date
    title: str
    entry: EntryLine | None = None
    moments: list[EntryLine] = field(default_factory=list)
    sessions: list[SessionLine] = field(default_factory=list)
    doses: list[DoseLine] = field(default_factory=list)
    changes: list[LifeEventLine] = field(default_factory=list)


def empty_day(day: date, today: date) -> TimelineDay:
    return TimelineDay(day, formats.capital(formats.near_day(day, today)))


def session_line(row: TreatmentSession) -> SessionLine:
    """A row of treatment's `sessions_between`: Acupuncture, 45 min, leg 6 to 4."""
    name = session_name(row.kind, row.other_name)
    title = words.session_title(name, row.status, row.minutes, row.leg_before, row.leg_after)
    return SessionLine(row.id, row.kind, local(row.started_at, row.started_offset), title)


def dose_line(row: Dose) -> DoseLine:
    """A row of treatment's `doses_between`."""
    if row.none_taken:
        return DoseLine(row.id, none_taken=True, at=None, title=words.none_taken())
    title = medicine_words(row.name, amount_words(row.amount, row.unit))
    effect = words.effect_line(row.helped, row.minutes_to_relief)
    at = None if row.taken_at is None else local(row.taken_at, row.taken_offset)
    return DoseLine(row.id, none_taken=False, at=at, title=title, effect=effect, note=row.note)
