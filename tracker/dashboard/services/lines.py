"""The lines of the diary's list: what stands on one day, in the words the page shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tracker.diary.services.reading import StoredEntry
from tracker.domain.body.locations import farthest_point
from tracker.domain.scores.daily import DAILY
from tracker.domain.treatment.sessions import session_name
from tracker.domain.vocabularies import (
    AGGRAVATED_BY,
    EASED_BY,
    HELPED,
    QUALITIES,
    REGIONS,
    SIDES,
    Words,
    checked_codes,
)
from tracker.treatment.services.doses import amount_words
from tracker.treatment.services.moments import local
from tracker.wording import formats


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
        facts = self.entry.facts
        parts = [f"leg {facts.leg_pain}" if facts.leg_pain is not None else ""]
        parts.append(f"back {facts.back_pain}" if facts.back_pain is not None else "")
        return capital(", ".join(part for part in parts if part))

    @property
    def when(self) -> str:
        time = self.entry.facts.for_time
        clock = "" if time is None else formats.clock(time)
        return ", ".join(part for part in (clock, "added later" if self.entry.late else "") if part)

    @property
    def more(self) -> str:
        """The other answers that are numbers or a place."""
        facts = self.entry.facts
        farthest = farthest_point(facts.regions)
        parts = [
            "" if facts.worst_leg_pain is None else f"worst {facts.worst_leg_pain}",
            "" if farthest is None else f"felt as far as: {REGIONS[farthest].lower()}",
            "" if facts.numbness_tingling is None else f"numbness {facts.numbness_tingling}",
            "" if facts.weakness is None else f"weakness {facts.weakness}",
            "" if facts.sleep_disturbed is None else f"sleep disturbed {facts.sleep_disturbed}",
            "" if facts.sitting_minutes is None else f"sat {formats.minutes(facts.sitting_minutes)}",
            "" if facts.walking_minutes is None else f"walked {formats.minutes(facts.walking_minutes)}",
        ]
        return capital(", ".join(part for part in parts if part))

    @property
    def details(self) -> tuple[str, ...]:
        """What else was answered, for those who cannot open the form: one line for each question."""
        facts = self.entry.facts
        side = SIDES.get(facts.side or "", "").lower()
        felt = ", ".join(part for part in (side, _listed(facts.regions, REGIONS)) if part)
        lines = (
            ("Where", felt),
            ("How it felt", _listed(facts.qualities, QUALITIES)),
            ("Worse with", _listed(facts.aggravated_by, AGGRAVATED_BY)),
            ("Better with", _listed(facts.eased_by, EASED_BY)),
        )
        return tuple(f"{name}: {listed}" for name, listed in lines if listed)


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
class ChangeLine:
    """A dated change."""

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
    changes: list[ChangeLine] = field(default_factory=list)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(codes: Iterable[str] | None, known: Words) -> str:
    return ", ".join(known[code].lower() for code in checked_codes(tuple(codes or ()), known))


def empty_day(day: date, today: date) -> TimelineDay:
    return TimelineDay(day, capital(formats.near_day(day, today)))


def session_line(row: Any) -> SessionLine:
    """A row of treatment's `sessions_between`: Acupuncture, 45 min, leg 6 to 4."""
    parts = [session_name(row.kind, row.other_name)]
    if row.status != "attended":
        parts.append(row.status)
    if row.minutes is not None:
        parts.append(formats.minutes(row.minutes))
    if row.leg_before is not None and row.leg_after is not None:
        parts.append(f"leg {row.leg_before} before, {row.leg_after} after")
    return SessionLine(row.id, row.kind, local(row.started_at, row.started_offset), ", ".join(parts))


def dose_line(row: Any) -> DoseLine:
    """A row of treatment's `doses_between`."""
    if row.none_taken:
        return DoseLine(row.id, none_taken=True, at=None, title="No medicine taken")
    title = f"{row.name} {amount_words(row.amount, row.unit)}".strip()
    helped = "" if row.helped is None else f"Helped: {HELPED[row.helped].lower()}"
    relief = "" if row.minutes_to_relief is None else f"after {formats.minutes(row.minutes_to_relief)}"
    effect = capital(", ".join(part for part in (helped, relief) if part))
    at = local(row.taken_at, row.taken_offset)
    return DoseLine(row.id, none_taken=False, at=at, title=title, effect=effect, note=row.note)
