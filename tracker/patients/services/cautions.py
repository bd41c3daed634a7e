"""Keeping cautions: what is ticked begins, what is unticked ends and can be found again, each with its own note."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.safety.cautions import CAUTIONS
from tracker.domain.values.deeds import Deed, deed
from tracker.patients import queries
from tracker.patients.models import Caution
from tracker.patients.services import row_writing
from tracker.patients.services.row_writing import NotFound, Step


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


def save_cautions(db_session: Session, notes: Mapping[str, str | None], author: Author) -> uuid.UUID | None:
    """Keep exactly the kinds of `notes`, each with its note; the change, or None where there was nothing to keep.

    New ones are noted and those kept are confirmed today; one that is left out ends today. All of it is one change.
    """
    known, today = read_cautions(db_session, author.patient_id), author.today
    live = {row.kind for row in known.live}
    over = [row for row in known.live if row.kind not in notes]
    fresh = [kind for kind in CAUTIONS if kind in notes and kind not in live]
    steps: list[Step[Caution]] = [(row, {"ended_on": today}) for row in over]
    steps += [_taken_up(kind, notes[kind], known, author) for kind in fresh]
    steps += [(row, {"confirmed_on": today, "note": notes[row.kind]}) for row in known.live if row.kind in notes]
    return row_writing.write_together(db_session, steps, author, _kept(today, fresh, [row.kind for row in over]), _of)


def say_cautions(db_session: Session, notes: Mapping[str, str | None], author: Author) -> uuid.UUID | None:
    """The same, where nothing is to be remembered of what stands so already and was confirmed today; None then."""
    live = read_cautions(db_session, author.patient_id).live
    if {row.kind: row.note for row in live} == notes and all(row.confirmed_on == author.today for row in live):
        return None
    return save_cautions(db_session, notes, author)


def take_up_again(db_session: Session, caution_id: uuid.UUID, author: Author) -> uuid.UUID | None:
    """An ended caution applies again, with its note; None where it does already. `NotFound` for any other."""
    known = read_cautions(db_session, author.patient_id)
    row = row_writing.get(db_session, Caution, author.patient_id, caution_id)
    if row.ended_on is None:
        raise NotFound
    if row.kind in {one.kind for one in known.live}:
        return None
    step = _taken_up(row.kind, row.note, known, author)
    return row_writing.write_together(db_session, [step], author, _kept(author.today, [row.kind]))


def _taken_up(kind: str, note: str | None, known: KnownCautions, author: Author) -> Step[Caution]:
    """What ended today goes on as it was; what ended before begins anew, and its first time stays on record."""
    today = author.today
    over = next((row for row in known.ended if row.kind == kind and row.ended_on == today), None)
    if over is not None:
        return over, {"ended_on": None, "confirmed_on": today, "note": note or over.note}
    fresh = Caution(
        patient_id=author.patient_id, id=uuid.uuid4(), kind=kind, noted_on=today, confirmed_on=today, note=note
    )
    return fresh, None


def _of(row: Caution) -> Deed:
    return deed("caution", kind=row.kind)


def _kept(today: date, noted: Sequence[str], ended: Sequence[str] = ()) -> Deed:
    """What the form did."""
    return deed("cautions", day=today, noted=tuple(noted), ended=tuple(ended))
