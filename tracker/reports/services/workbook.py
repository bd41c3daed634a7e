"""The workbook of one record: the sheets of the same rows that the files are written of, and the days of its chart."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from tracker.diary.queries import entry_scores
from tracker.domain.scores.daily import EntryScore, day_scores
from tracker.files.described import column_table
from tracker.files.rows import Row
from tracker.files.xlsx_writer import Book, book_bytes
from tracker.reports.services.files import MAKERS, Source
from tracker.wording import workbook as words


def workbook_bytes(source: Source) -> Iterator[bytes]:
    """The workbook in chunks. Nothing is read before the first is asked for."""
    yield from book_bytes(
        Book(
            about=words.about(source.shared),
            pain=_pain_by_day(source),
            sheets=((file, MAKERS[file.name](source)) for file in source.files),
            columns=column_table(source.files),
            made=source.now,
        )
    )


def _pain_by_day(source: Source) -> Sequence[Row]:
    """Every day from the first that has a score to the last, so that a line has gaps where nothing was recorded."""
    wanted = source.wanted
    scores = day_scores(
        EntryScore(*row) for row in source.reader.rows(*entry_scores(wanted.patient_id, wanted.first, wanted.last))
    )
    if not scores:
        return []
    first, last = min(scores), max(scores)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    found = ((day, scores.get(day)) for day in days)
    return [
        (day, None, None, None, None)
        if score is None
        else (
            day,
            score.leg,
            score.back,
            score.leg if score.is_late("leg") else None,
            score.back if score.is_late("back") else None,
        )
        for day, score in found
    ]
