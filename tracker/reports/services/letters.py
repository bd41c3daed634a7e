"""The rows of the files of what patient and practitioner wrote to each other, gathered piece by piece."""

from collections.abc import Iterator
from functools import partial

from tracker.files import letters
from tracker.files.cells import RowCells
from tracker.reports.queries import letters as queries
from tracker.reports.queries.files import Wanted
from tracker.reports.services.reading import Reader, each


def notes(reader: Reader, wanted: Wanted) -> Iterator[RowCells]:
    rows = each(reader, partial(queries.notes, wanted), lambda row: (row.written_at, row.id))
    return map(letters.note_row, rows)


def proposals(reader: Reader, wanted: Wanted) -> Iterator[RowCells]:
    rows = each(reader, partial(queries.proposals, wanted), lambda row: (row.made_at, row.id))
    return map(letters.proposal_row, rows)


def answers(reader: Reader, wanted: Wanted) -> Iterator[RowCells]:
    rows = each(reader, partial(queries.flag_answers, wanted), lambda row: (row.answered_at, row.id))
    return map(letters.answer_row, rows)


def suggested(reader: Reader, wanted: Wanted) -> Iterator[RowCells]:
    rows = each(reader, partial(queries.reviews_suggested, wanted), lambda row: (row.made_at, row.id))
    return map(letters.suggested_row, rows)


def questions(reader: Reader, wanted: Wanted) -> Iterator[RowCells]:
    rows = each(reader, partial(queries.questions, wanted), lambda row: (row.written_at, row.id))
    return map(letters.question_row, rows)
