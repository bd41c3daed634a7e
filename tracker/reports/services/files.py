"""The rows of every exported file, gathered piece by piece."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from tracker.diary.queries import entry_scores
from tracker.domain.course.counting import SessionMark, session_numbers
from tracker.domain.course.progress import Measure, measure_days
from tracker.domain.scores.daily import DayScore, EntryScore, day_scores
from tracker.domain.values.periods import DAYS_IN_WEEK, local_day
from tracker.files import concluded, contract, extras, results, rows, session_records
from tracker.files.cells import RowCells, day_score, quoted, utc_moment
from tracker.files.columns import File
from tracker.files.letters import ANSWERS, NOTES, PROPOSALS, QUESTIONS, SUGGESTED
from tracker.reports.queries import files as queries
from tracker.reports.queries.files import Wanted
from tracker.reports.services import letters
from tracker.reports.services.reading import ROWS_AT_ONCE, Reader, each, pieces

ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Source:
    """What an export is made from: whose record and which days, read through `reader`, as of `now`.

    `shared` says in words what is shared, where it is for somebody else, who is not given every file.
    """

    reader: Reader
    wanted: Wanted
    now: datetime
    shared: str | None = None

    @property
    def files(self) -> tuple[File, ...]:
        """The files of this export, in the order of the archive."""
        return contract.FILES if self.shared is None else contract.SHARED_FILES


def _entries(source: Source) -> Iterator[str]:
    return rows.entry_lines(_entries_in_order(source), source.reader.write)


def _entries_in_order(source: Source) -> Iterator[Any]:
    """The entries by day; within a day its own entry first, then the moments by time.

    The database hands them over by day alone, straight from its index: days with more than one entry are few, and are
    put in order here. A piece that was cut short in a day leaves that day to the next piece.
    """
    query = queries.entries(source.wanted)
    start, most = None, ROWS_AT_ONCE
    while True:
        piece = list(source.reader.rows(queries.entries_from(query, start, most)))
        more = len(piece) >= most
        if len({row[2] for row in piece}) < len(piece):
            piece.sort(key=_entry_order)
        if more:
            cut = piece[-1][2]
            most = ROWS_AT_ONCE if cut != piece[0][2] else 2 * most
            start = _day(cut)
            while piece and piece[-1][2] == cut:
                piece.pop()
        yield from piece
        if not more:
            return


def _entry_order(row: Any) -> tuple[Any, ...]:
    return row[2], row[1], str(row[3] or ""), row[0]


def _sessions(source: Source) -> Iterator[RowCells]:
    for piece in pieces(source.reader, partial(queries.sessions, source.wanted), _session_key):
        yield from rows.session_rows(piece, source.reader.write, _numbers(source, piece), _next_days(source, piece))


def _numbers(source: Source, piece: Any) -> Mapping[Any, int]:
    """The session numbers of every course met in a piece, by raw id."""
    course_ids = {_id(row[7]) for row in piece if row[7] is not None}
    if not course_ids:
        return {}
    marks: dict[uuid.UUID, list[SessionMark]] = {}
    raw_ids: dict[uuid.UUID, Any] = {}
    for mark in source.reader.rows(queries.attended_marks(source.wanted.patient_id, sorted(course_ids))):
        marks.setdefault(mark.course_id, []).append(SessionMark(mark.id, mark.started_at, mark.status))
        raw_ids[mark.id] = mark.raw_id
    counted = (session_numbers(of_course).items() for of_course in marks.values())
    return {raw_ids[session_id]: number for numbers in counted for session_id, number in numbers}


def _next_days(source: Source, piece: Any) -> Mapping[Any, str]:
    """The leg score of the day after each local day of a piece, by raw day."""
    raw_days = {row[5]: _day(row[5]) + ONE_DAY for row in piece}
    found = source.reader.rows(queries.scores_of(source.wanted.patient_id, sorted(raw_days.values())))
    scores = day_scores(EntryScore(*row) for row in found)
    legs = {raw: scores[day].leg for raw, day in raw_days.items() if day in scores}
    return {raw: day_score(leg) for raw, leg in legs.items()}


def _doses(source: Source) -> Iterator[RowCells]:
    for piece in pieces(source.reader, partial(queries.doses, source.wanted), _dose_key):
        yield from rows.dose_rows(piece, source.reader.write)


def _each_course(source: Source) -> Iterator[Any]:
    return each(source.reader, partial(queries.courses, source.wanted), lambda row: (row.started_on, row.id))


def _measure(source: Source, course: Any) -> tuple[int, int, Measure]:
    """Attended, missed, and how the course compares; the scores by day of one course are held at a time."""
    patient_id = source.wanted.patient_id
    found = {row.status: row for row in source.reader.rows(queries.course_counts(patient_id, course.id))}
    counts = [found[status].count if status in found else 0 for status in ("attended", "missed")]
    attended = [found["attended"].first_day] if "attended" in found else []
    days: Mapping[date, DayScore] = {}
    for first_day in attended:
        scored = source.reader.rows(*entry_scores(patient_id, first_day - timedelta(days=DAYS_IN_WEEK)))
        days = day_scores(EntryScore(*row) for row in scored)
    measured = measure_days(days, attended, ended_on=course.ended_on, today=_today(source))
    return counts[0], counts[1], measured


def _today(source: Source) -> date:
    zone = source.reader.rows(queries.account(source.wanted.patient_id))[0].time_zone
    return local_day(source.now, ZoneInfo(zone))


def _courses(source: Source) -> Iterator[RowCells]:
    for course in _each_course(source):
        attended, missed, measured = _measure(source, course)
        yield results.course_row(course, attended, missed, measured.verdict)


def _weeks(source: Source) -> Iterator[RowCells]:
    for course in _each_course(source):
        measured = _measure(source, course)[2]
        yield from results.week_rows(str(course.id), measured, source.wanted.first, source.wanted.last)


def _plan_changes(source: Source) -> Iterator[RowCells]:
    for course in _each_course(source):
        query = partial(queries.plan_changes, source.wanted, course.id)
        yield from map(extras.plan_change_row, each(source.reader, query, lambda row: (row.at, row.id)))


def _reviews(source: Source) -> Iterator[RowCells]:
    for course in _each_course(source):
        query = partial(queries.reviews, source.wanted, course.id)
        held = each(source.reader, query, lambda row: (row.held_on, row.entered_at, row.id))
        yield from map(extras.review_row, held)


def _starting_weeks(source: Source) -> Iterator[RowCells]:
    for course in _each_course(source):
        query = partial(queries.starting_weeks, source.wanted, course.id)
        yield from map(extras.starting_week_row, each(source.reader, query, lambda row: (row.at, row.id)))


def _session_records(source: Source) -> Iterator[RowCells]:
    query = partial(queries.session_records, source.wanted)
    written = each(source.reader, query, lambda row: (row.local_day, row.started_at, row.id))
    return map(session_records.session_record_row, written)


def _details(source: Source) -> Iterator[RowCells]:
    for course in _each_course(source):
        yield "course", str(course.id), utc_moment(course.created_at), course.visits_allowed, course.visits_rule
    sessions = partial(queries.session_details, source.wanted)
    for row in each(source.reader, sessions, lambda row: (row.local_day, row.started_at, row.id)):
        yield "session", str(row.id), utc_moment(row.entered_at), None, None
    for row in each(source.reader, partial(queries.dose_details, source.wanted), lambda r: (r.local_day, r.id)):
        yield "dose", str(row.id), utc_moment(row.entered_at), None, None


def _episodes(source: Source) -> Iterator[RowCells]:
    query = partial(queries.episodes, source.wanted)
    return map(extras.episode_row, each(source.reader, query, lambda row: (row.created_at, row.id)))


def _cautions(source: Source) -> Iterator[RowCells]:
    query = partial(queries.cautions, source.wanted)
    return map(extras.caution_row, each(source.reader, query, lambda row: (row.noted_on, row.id)))


def _function(source: Source) -> Iterator[RowCells]:
    named = partial(queries.activities, source.wanted)
    for activity in each(source.reader, named, lambda row: (row.position, row.created_at, row.id)):
        scored = partial(queries.activity_scores, source.wanted, activity.id)
        score = None
        for score in each(source.reader, scored, lambda row: (row.for_date, row.id)):
            yield extras.activity_row(activity, score)
        if score is None:
            yield extras.activity_row(activity, None)


def _changes(source: Source) -> Iterator[RowCells]:
    query = partial(queries.changes, source.wanted)
    return map(extras.change_row, each(source.reader, query, lambda row: (row.for_date, row.id)))


def _account(source: Source) -> Iterator[RowCells]:
    return map(extras.account_row, source.reader.rows(queries.account(source.wanted.patient_id)))


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: Any) -> datetime:
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def _id(value: Any) -> uuid.UUID:
    return uuid.UUID(value) if isinstance(value, str) else value


def _session_key(row: Any) -> queries.Key:
    return _day(row[5]), _moment(row[3]), _id(row[0])


def _dose_key(row: Any) -> queries.Key:
    at = queries.FIRST_MOMENT if row[3] is None else _moment(row[3])
    return _day(row[1]), at, _id(row[0])


def _quoted(maker: Callable[[Source], Iterator[RowCells]]) -> Callable[[Source], Iterator[str]]:
    return lambda source: quoted(maker(source))


MAKERS: Final[Mapping[str, Callable[[Source], Iterator[str]]]] = {
    contract.ENTRIES.name: _entries,
    contract.SESSIONS.name: _quoted(_sessions),
    contract.COURSES.name: _quoted(_courses),
    contract.MEDICATION.name: _quoted(_doses),
    contract.WEEKLY.name: _quoted(_weeks),
    contract.EPISODE.name: _quoted(_episodes),
    contract.CAUTION_ROWS.name: _quoted(_cautions),
    contract.FUNCTION.name: _quoted(_function),
    contract.CHANGES.name: _quoted(_changes),
    contract.PLAN_CHANGES.name: _quoted(_plan_changes),
    concluded.REVIEWS.name: _quoted(_reviews),
    concluded.STARTING_WEEKS.name: _quoted(_starting_weeks),
    session_records.SESSION_RECORDS.name: _quoted(_session_records),
    contract.DETAILS.name: _quoted(_details),
    NOTES.name: _quoted(lambda source: letters.notes(source.reader, source.wanted)),
    PROPOSALS.name: _quoted(lambda source: letters.proposals(source.reader, source.wanted)),
    ANSWERS.name: _quoted(lambda source: letters.answers(source.reader, source.wanted)),
    SUGGESTED.name: _quoted(lambda source: letters.suggested(source.reader, source.wanted)),
    QUESTIONS.name: _quoted(lambda source: letters.questions(source.reader, source.wanted)),
    contract.ACCOUNT.name: _quoted(_account),
}
