"""What lay around each session: the scores before, after and on the days, and what else was done and taken then.

Shown raw, in one row: which of it did what cannot be told, so nothing here is summed or compared.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.scores.around import AroundSession
from tracker.domain.scores.daily import leg_by_day
from tracker.review.queries.reviews import SessionRow
from tracker.review.services.measuring import NEXT_DAY, days_between
from tracker.storage.rows import grouped, rows_of
from tracker.treatment.models import Dose
from tracker.treatment.queries import treatment
from tracker.treatment.queries.treatment import SessionShort
from tracker.wording import review as wording
from tracker.wording.treatment import session_name


@dataclass(frozen=True, slots=True)
class Surrounded:
    """One attended session with its scores; `also` and `also_next` say what else those two days held, in words."""

    session: SessionRow
    scores: AroundSession
    also: tuple[str, ...]
    also_next: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """What else the two days held, as one line; empty where nothing."""
        return wording.days_around(self.also, self.also_next)


def surrounded(
    db_session: Session,
    patient_id: uuid.UUID,
    sessions: Sequence[SessionRow],
    leg: Mapping[date, float] | None = None,
) -> list[Surrounded]:
    """The attended ones of `sessions` with what lay around them, in two queries.

    A third reads the leg scores of the days, where they are not given.
    """
    attended = [one for one in sessions if one.status == "attended"]
    if not attended:
        return []
    first = min(one.local_day for one in attended)
    last = max(one.local_day for one in attended) + NEXT_DAY
    if leg is None:
        leg = leg_by_day(days_between(db_session, patient_id, first, last))
    acts = grouped(rows_of(db_session, *treatment.sessions_done_between(patient_id, first, last)), _day)
    doses = grouped(rows_of(db_session, *treatment.doses_between(patient_id, first, last)), _day)
    return [_row(one, leg, acts, doses) for one in attended]


def _day(row: SessionShort | Dose) -> date:
    return row.local_day


def _row(
    one: SessionRow,
    leg: Mapping[date, float],
    acts: Mapping[date, Sequence[SessionShort]],
    doses: Mapping[date, Sequence[Dose]],
) -> Surrounded:
    day, after = one.local_day, one.local_day + NEXT_DAY
    also, also_next = (
        _counted([*(_act(act) for act in acts.get(when, ()) if act.id != one.id), *map(_dose, doses.get(when, ()))])
        for when in (day, after)
    )
    scores = AroundSession(one.kind, day, one.leg_before, one.leg_after, leg.get(day), leg.get(after))
    return Surrounded(one, scores, also, also_next)


def _counted(held: Iterable[str]) -> tuple[str, ...]:
    """Each thing once, in order, with how often where that is more."""
    times = Counter(held)
    return tuple(wording.held_times(words, number) for words, number in times.items())


def _act(act: SessionShort) -> str:
    return wording.act_words(session_name(act.kind, act.other_name, in_sentence=True), act.minutes)


def _dose(dose: Dose) -> str:
    return wording.none_taken() if dose.name is None else dose.name
