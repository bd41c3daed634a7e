"""A person's own numbers beside statements that answer what they asked: their course, days with and without."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from tracker.domain.learning.rows import About
from tracker.review.services.choosing import choose_course, course_name
from tracker.review.services.measuring import read_measured
from tracker.review.services.with_without import read_with_without
from tracker.storage.rows import rows_of
from tracker.wording import own_numbers as wording
from tracker.wording.verdict import short_words
from tracker.wording.with_without import name_of, row_words

A_YEAR: Final = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class OwnNumbers:
    """Lines about the person's own days from `first`, or from the first entry on, to `last`; `rows`: days compared."""

    lines: tuple[str, ...]
    first: date | None
    last: date
    rows: bool


def read_own_numbers(
    db_session: Session, patient_id: uuid.UUID, today: date, codes: Sequence[str]
) -> Sequence[OwnNumbers]:
    """What the diary holds beside the statement that comes first among `codes`; nothing where nothing belongs to it."""
    wanted = wording.BESIDE.get(codes[0], ()) if codes else ()
    if wording.COURSE in wanted:
        return (_course(db_session, patient_id, today),)
    return (_rows(db_session, patient_id, today, wanted),) if wanted else ()


def _course(db_session: Session, patient_id: uuid.UUID, today: date) -> OwnNumbers:
    row = choose_course(db_session, patient_id, None, today, None).row
    if row is None:
        return OwnNumbers((wording.no_course(),), None, today, rows=False)
    measured = read_measured(db_session, patient_id, row, today)
    measure = measured.measure
    line = wording.course_line(course_name(row), short_words(measure.verdict, measure.lacks))
    return OwnNumbers((line,), measured.began_on, today, rows=False)


def _rows(db_session: Session, patient_id: uuid.UUID, today: date, wanted: Sequence[str]) -> OwnNumbers:
    first = today - A_YEAR
    page = read_with_without(partial(rows_of, db_session), patient_id, first, today)
    own = [
        row
        for row in page.rows
        if row.subject.key in wanted or (wording.MEDICINE in wanted and row.subject.about is About.MEDICINE)
    ]
    lines = []
    for row in own:
        words = row_words(row)
        said = f"{words.text} {words.chance}".rstrip()
        lines.append(said if row.judged else wording.row_line(name_of(row.subject), said))
    return OwnNumbers(tuple(lines) or (wording.nothing_with_it(),), first, today, rows=True)
