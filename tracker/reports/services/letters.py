"""The rows of the files of what patient and practitioner wrote to each other, gathered piece by piece."""

from collections.abc import Iterator
from functools import partial

from tracker.files.letters import signs_text
from tracker.files.rows import Piece
from tracker.reports.queries import letters as queries
from tracker.reports.queries.files import Wanted
from tracker.reports.services.reading import Reader, pieces


def notes(reader: Reader, wanted: Wanted) -> Iterator[Piece]:
    return map(Piece, pieces(reader, partial(queries.notes, wanted), lambda row: (row.written_at, row.id)))


def proposals(reader: Reader, wanted: Wanted) -> Iterator[Piece]:
    return map(Piece, pieces(reader, partial(queries.proposals, wanted), lambda row: (row.made_at, row.id)))


def answers(reader: Reader, wanted: Wanted) -> Iterator[Piece]:
    for rows in pieces(reader, partial(queries.flag_answers, wanted), lambda row: (row.answered_at, row.id)):
        yield Piece(rows, worked_out={"signs": signs_text})


def suggested(reader: Reader, wanted: Wanted) -> Iterator[Piece]:
    return map(Piece, pieces(reader, partial(queries.reviews_suggested, wanted), lambda row: (row.made_at, row.id)))


def questions(reader: Reader, wanted: Wanted) -> Iterator[Piece]:
    return map(Piece, pieces(reader, partial(queries.questions, wanted), lambda row: (row.written_at, row.id)))
