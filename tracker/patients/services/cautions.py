"""Keeping cautions: what is ticked begins, what is unticked ends and can be found again, each with its own note."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from tracker.domain.vocabularies import checked_codes
from tracker.patients import queries
from tracker.patients.models import Caution
from tracker.patients.services import row_writing
from tracker.patients.services.history import ENDED
from tracker.patients.services.row_writing import Author, NotFound
from tracker.wording.cautions import CAUTIONS

CONFIRMED: Final = "your cautions, confirmed today"
MOST_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class KnownCautions:
    """The cautions that apply now, and for each kind that does not the latest one that ended."""

    live: Sequence[Caution]
    ended: Sequence[Caution]


def read_cautions(db_session: Session, patient_id: uuid.UUID) -> KnownCautions:
    rows = db_session.execute(*queries.every_caution(patient_id)).scalars().all()
    live = [row for row in rows if row.ended_on is None]
    over = {row.kind: row for row in rows if row.ended_on is not None}
    kinds = {row.kind for row in live}
    return KnownCautions(live, [row for kind, row in over.items() if kind not in kinds])


class _Act:
    """The changes of one form, each brought along by the one before, so that they are undone as one."""

    def __init__(self, db_session: Session, author: Author, today: date, words: str) -> None:
        self.db_session, self.author, self.today, self.words = db_session, author, today, words
        self.first: uuid.UUID | None = None
        self._last: uuid.UUID | None = None

    def change(self, row: Caution, **values: Any) -> None:
        changed = row_writing.change(
            self.db_session, row, values, self.author, summary=self._words(row.kind), brought_by=self._last
        )
        self._note(changed)

    def begin(self, patient_id: uuid.UUID, kind: str, note: str | None) -> None:
        row = Caution(
            patient_id=patient_id, id=uuid.uuid4(), kind=kind, noted_on=self.today, confirmed_on=self.today, note=note
        )
        made = row_writing.create(
            self.db_session, row, self.author, summary=self._words(kind), given={}, brought_by=self._last
        )
        self._note(made)

    def _words(self, kind: str) -> str:
        return self.words if self.first is None else f"caution: {CAUTIONS[kind]}"

    def _note(self, revision_id: uuid.UUID) -> None:
        self.first = self.first or revision_id
        self._last = revision_id


def save_cautions(
    db_session: Session, patient_id: uuid.UUID, notes: Mapping[str, str | None], author: Author, today: date
) -> uuid.UUID | None:
    """Keep exactly the kinds of `notes`, each with its note; the change, or None where there was nothing to keep.

    New ones are noted and those kept are confirmed today; one that is left out ends today. All of it is one change.
    """
    known = read_cautions(db_session, patient_id)
    live = {row.kind for row in known.live}
    over = [row for row in known.live if row.kind not in notes]
    fresh = [kind for kind in CAUTIONS if kind in notes and kind not in live]
    act = _Act(db_session, author, today, _in_short([row.kind for row in over], fresh))
    for row in over:
        act.change(row, ended_on=today)
    for kind in fresh:
        _take_up(act, patient_id, kind, notes[kind], known)
    for row in known.live:
        if row.kind in notes:
            act.change(row, confirmed_on=today, note=notes[row.kind])
    return act.first


def take_up_again(
    db_session: Session, patient_id: uuid.UUID, caution_id: uuid.UUID, author: Author, today: date
) -> uuid.UUID | None:
    """An ended caution applies again, with its note; None where it does already. `NotFound` for any other."""
    known = read_cautions(db_session, patient_id)
    row = db_session.get(Caution, (patient_id, caution_id))
    if row is None or row.deleted_at is not None or row.ended_on is None:
        raise NotFound
    if row.kind in {one.kind for one in known.live}:
        return None
    act = _Act(db_session, author, today, _in_short([], [row.kind]))
    _take_up(act, patient_id, row.kind, row.note, known)
    return act.first


def _take_up(act: _Act, patient_id: uuid.UUID, kind: str, note: str | None, known: KnownCautions) -> None:
    """What ended today goes on as it was; what ended before begins anew, and its first time stays on record."""
    today = next((row for row in known.ended if row.kind == kind and row.ended_on == act.today), None)
    if today is None:
        act.begin(patient_id, kind, note)
    else:
        act.change(today, ended_on=None, confirmed_on=act.today, note=note or today.note)


def _in_short(over: Sequence[str], fresh: Sequence[str]) -> str:
    """What the form did, for its banner."""
    said = [f"{ENDED}{_named(over)}"] if over else []
    said += [f"{'also noted' if said else 'caution'}: {_named(fresh)}"] if fresh else []
    return ". ".join(one[0].upper() + one[1:] if number else one for number, one in enumerate(said)) or CONFIRMED


def _named(kinds: Sequence[str]) -> str:
    words = [CAUTIONS[kind] for kind in checked_codes(tuple(kinds), CAUTIONS)]
    names = ", ".join(f"{name[0].lower()}{name[1:]}" for name in words[:MOST_NAMED])
    return names if len(words) <= MOST_NAMED else f"{names} and {len(words) - MOST_NAMED} more"
