"""Keeping cautions: what is ticked begins, what is unticked ends and can be found again, each with its own note."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.safety.cautions import CAUTIONS
from tracker.domain.values.deeds import Deed, deed
from tracker.patients import queries
from tracker.patients.models import Caution
from tracker.patients.services import row_writing
from tracker.patients.services.row_writing import NotFound


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


class _FormChanges:
    """The changes of one form, all brought along by the first, so that they are undone as one."""

    def __init__(self, db_session: Session, author: Author, what: Deed) -> None:
        self.db_session, self.author, self.today, self.what = db_session, author, author.today, what
        self.first: uuid.UUID | None = None

    def change(self, row: Caution, **values: Any) -> None:
        changed = row_writing.change(
            self.db_session, row, values, self.author, deed=self._deed(row.kind), brought_by=self.first
        )
        self.first = self.first or changed

    def begin(self, kind: str, note: str | None) -> None:
        row = Caution(
            patient_id=self.author.patient_id,
            id=uuid.uuid4(),
            kind=kind,
            noted_on=self.today,
            confirmed_on=self.today,
            note=note,
        )
        made = row_writing.create(
            self.db_session, row, self.author, deed=self._deed(kind), given={}, brought_by=self.first
        )
        self.first = self.first or made

    def _deed(self, kind: str) -> Deed:
        return self.what if self.first is None else deed("caution", kind=kind)


def save_cautions(db_session: Session, notes: Mapping[str, str | None], author: Author) -> uuid.UUID | None:
    """Keep exactly the kinds of `notes`, each with its note; the change, or None where there was nothing to keep.

    New ones are noted and those kept are confirmed today; one that is left out ends today. All of it is one change.
    """
    known, today = read_cautions(db_session, author.patient_id), author.today
    live = {row.kind for row in known.live}
    over = [row for row in known.live if row.kind not in notes]
    fresh = [kind for kind in CAUTIONS if kind in notes and kind not in live]
    changes = _FormChanges(db_session, author, _kept(today, fresh, [row.kind for row in over]))
    for row in over:
        changes.change(row, ended_on=today)
    for kind in fresh:
        _take_up(changes, kind, notes[kind], known)
    for row in known.live:
        if row.kind in notes:
            changes.change(row, confirmed_on=today, note=notes[row.kind])
    return changes.first


def take_up_again(db_session: Session, caution_id: uuid.UUID, author: Author) -> uuid.UUID | None:
    """An ended caution applies again, with its note; None where it does already. `NotFound` for any other."""
    known = read_cautions(db_session, author.patient_id)
    row = db_session.get(Caution, (author.patient_id, caution_id))
    if row is None or row.deleted_at is not None or row.ended_on is None:
        raise NotFound
    if row.kind in {one.kind for one in known.live}:
        return None
    changes = _FormChanges(db_session, author, _kept(author.today, [row.kind]))
    _take_up(changes, row.kind, row.note, known)
    return changes.first


def _take_up(changes: _FormChanges, kind: str, note: str | None, known: KnownCautions) -> None:
    """What ended today goes on as it was; what ended before begins anew, and its first time stays on record."""
    today = next((row for row in known.ended if row.kind == kind and row.ended_on == changes.today), None)
    if today is None:
        changes.begin(kind, note)
    else:
        changes.change(today, ended_on=None, confirmed_on=changes.today, note=note or today.note)


def _kept(today: date, noted: Sequence[str], ended: Sequence[str] = ()) -> Deed:
    """What the form did."""
    return deed("cautions", day=today, noted=tuple(noted), ended=tuple(ended))
