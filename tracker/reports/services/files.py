"""The rows of every exported file, gathered piece by piece."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import chain, islice
from operator import attrgetter, itemgetter
from typing import Any, Final
from zoneinfo import ZoneInfo

from tracker.diary.queries import entry_scores
from tracker.domain.course.counting import SessionMark, session_numbers
from tracker.domain.course.progress import Measure, measure_days
from tracker.domain.learning.experiment import Arm
from tracker.domain.scores.daily import DayScore, EntryScore, day_scores
from tracker.domain.values.periods import DAYS_IN_WEEK, local_day
from tracker.experiments.services.reading import Told, read_experiments
from tracker.fields.courses import COURSE_IN_DETAILS
from tracker.files import contract, results
from tracker.files.cells import farthest, signs_text
from tracker.files.columns import File
from tracker.files.rows import Piece, Row
from tracker.reports.queries import files as queries
from tracker.reports.queries.files import Listing
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.reading import ROWS_AT_ONCE, Reader, each, pieces
from tracker.review.services.with_without import read_with_without
from tracker.treatment.models import Course
from tracker.wording.experiments import arm_name

ONE_DAY: Final = timedelta(days=1)
FOR_DATE: Final = contract.ENTRIES.slots.index("for_date")
COURSE_ID: Final = contract.SESSIONS.slots.index("course_id")
LOCAL_DAY: Final = contract.SESSIONS.slots.index("local_day")


def _order(file: File, *names: str) -> Callable[[Any], tuple[Any, ...]]:
    """The values of a row by which a file is ordered."""
    return itemgetter(*(file.slots.index(name) for name in names))


ENTRY_ORDER: Final = _order(contract.ENTRIES, "for_date", "kind", "for_time", "id")
SESSION_ORDER: Final = _order(contract.SESSIONS, "local_day", "started_at", "id")
DOSE_ORDER: Final = _order(contract.MEDICATION, "local_day", "taken_at", "id")


@dataclass(frozen=True, slots=True)
class Source:
    """What an export is made from: whose record and which days, read through `reader`, as of `now`.

    `shared` says in words what is shared, where it is for somebody else, who is not given every file.
    `snomed_licensed` is whether a bundle may hold codes of SNOMED CT outside of its free set.
    """

    reader: Reader
    wanted: Wanted
    now: datetime
    shared: str | None = None
    snomed_licensed: bool = False

    @property
    def files(self) -> tuple[File, ...]:
        """The files of this export, in the order of the archive."""
        return contract.FILES if self.shared is None else contract.SHARED_FILES


Maker = Callable[[Source], Iterator[Piece]]


def _entries(source: Source) -> Iterator[Piece]:
    for rows in _entries_in_order(source):
        yield Piece(rows, source.reader.write, {"farthest_point": farthest})


def _entries_in_order(source: Source) -> Iterator[Sequence[Row]]:
    """The entries by day; within a day its own entry first, then the moments by time.

    The database hands them over by day alone, straight from its index: days with more than one entry are few, and are
    put in order here. A piece that was cut short in a day leaves that day to the next piece.
    """
    wanted, most = source.wanted, ROWS_AT_ONCE
    while True:
        piece = list(source.reader.rows(*queries.entries(wanted, None, most)))
        more = len(piece) >= most
        if len({row[FOR_DATE] for row in piece}) < len(piece):
            piece.sort(key=_entry_order)
        if more:
            cut = piece[-1][FOR_DATE]
            most = ROWS_AT_ONCE if cut != piece[0][FOR_DATE] else 2 * most
            wanted = replace(wanted, first=_day(cut))
            while piece and piece[-1][FOR_DATE] == cut:
                piece.pop()
        if piece:
            yield piece
        if not more:
            return


def _entry_order(row: Any) -> tuple[Any, ...]:
    day, kind, time, entry_id = ENTRY_ORDER(row)
    return day, kind, str(time or ""), entry_id


def _sessions(source: Source) -> Iterator[Piece]:
    for rows in pieces(source.reader, partial(queries.sessions, source.wanted), _session_key):
        numbers, next_days = numbers_of(source, rows), next_days_of(source, rows)
        worked_out: Mapping[str, Any] = {"session_number": numbers.get, "leg_next_day": next_days.get}
        yield Piece(rows, source.reader.write, worked_out)


def numbers_of(source: Source, piece: Any) -> Mapping[Any, int]:
    """The session numbers of every course met in a piece, by raw id."""
    course_ids = {_id(row[COURSE_ID]) for row in piece if row[COURSE_ID] is not None}
    if not course_ids:
        return {}
    marks: dict[uuid.UUID, list[SessionMark]] = {}
    raw_ids: dict[uuid.UUID, Any] = {}
    for mark in source.reader.rows(queries.attended_marks(source.wanted.patient_id, sorted(course_ids))):
        marks.setdefault(mark.course_id, []).append(SessionMark(mark.id, mark.started_at, mark.status))
        raw_ids[mark.id] = mark.raw_id
    counted = (session_numbers(of_course).items() for of_course in marks.values())
    return {raw_ids[session_id]: number for numbers in counted for session_id, number in numbers}


def next_days_of(source: Source, piece: Any) -> Mapping[Any, float | None]:
    """The leg score of the day after each local day of a piece, by raw day."""
    raw_days = {row[LOCAL_DAY]: _day(row[LOCAL_DAY]) + ONE_DAY for row in piece}
    found = source.reader.rows(queries.scores_of(source.wanted.patient_id, sorted(raw_days.values())))
    scores = day_scores(EntryScore(*row) for row in found)
    return {raw: scores[day].leg for raw, day in raw_days.items() if day in scores}


def _doses(source: Source) -> Iterator[Piece]:
    for rows in pieces(source.reader, partial(queries.doses, source.wanted), _dose_key):
        yield Piece(rows, source.reader.write)


def _each_course(source: Source) -> Iterator[Course]:
    return each(source.reader, partial(queries.courses, source.wanted), lambda row: (row.started_on, row.id))


def measure_of(source: Source, course: Course) -> tuple[int, int, Measure]:
    """Attended, missed, and how the course compares; the scores by day of one course are held at a time."""
    patient_id = source.wanted.patient_id
    found = {row.status: row for row in source.reader.rows(*queries.course_counts(patient_id, course.id))}
    counts = [found[status].number if status in found else 0 for status in ("attended", "missed")]
    attended = [found["attended"].first_day] if "attended" in found else []
    days: Mapping[date, DayScore] = {}
    for first_day in attended:
        scored = source.reader.rows(*entry_scores(patient_id, first_day - timedelta(days=DAYS_IN_WEEK)))
        days = day_scores(EntryScore(*row) for row in scored)
    measured = measure_days(days, attended, ended_on=course.ended_on, today=_today(source))
    return counts[0], counts[1], measured


def _today(source: Source) -> date:
    zone = source.reader.rows(*queries.account(source.wanted.patient_id))[0].time_zone
    return local_day(source.now, ZoneInfo(zone))


def _courses(source: Source) -> Iterator[Row]:
    for course in _each_course(source):
        attended, missed, measured = measure_of(source, course)
        yield results.course_row(course, attended, missed, measured.verdict)


def _weeks(source: Source) -> Iterator[Row]:
    for course in _each_course(source):
        measured = measure_of(source, course)[2]
        yield from results.week_rows(course.id, measured, source.wanted.first, source.wanted.last)


def _with_without(source: Source) -> Iterator[Row]:
    last = source.wanted.last or _today(source)
    yield from results.with_without_rows(
        read_with_without(source.reader.rows, source.wanted.patient_id, source.wanted.first, last)
    )


def _session_records(source: Source) -> Iterator[Piece]:
    query = partial(queries.session_records, source.wanted)
    return map(Piece, pieces(source.reader, query, lambda row: (row.local_day, row.started_at, row.id)))


def _experiments(source: Source) -> Iterator[Row]:
    for told in _told_experiments(source):
        yield results.experiment_row(told, (arm_name(told.arms[Arm.A]), arm_name(told.arms[Arm.B])))


def _experiment_blocks(source: Source) -> Iterator[Row]:
    return chain.from_iterable(map(results.block_rows, _told_experiments(source)))


def _told_experiments(source: Source) -> Iterator[Told]:
    """The experiments that began in the range, the oldest first; there are few in a life."""
    wanted = source.wanted
    found = read_experiments(source.reader.rows, wanted.patient_id, _today(source), (wanted.first, wanted.last))
    return reversed(found)


def _details(source: Source) -> Iterator[Row]:
    """Behind its slots a row holds which app it was imported from, for formats that say who entered what."""
    of_courses = [name for field in COURSE_IN_DETAILS for name in field.stored]
    none = [None] * len(of_courses)
    for course in _each_course(source):
        yield "course", course.id, course.created_at, *(getattr(course, name) for name in of_courses), None
    for record, listing in (("session", queries.SESSION_DETAILS), ("dose", queries.DOSE_DETAILS)):
        for row in chain.from_iterable(_listed(source, listing)):
            yield record, row.id, row.entered_at, *none, row.imported_from


def _function(source: Source) -> Iterator[Row]:
    """One row for each score of an activity, or one for the activity alone."""
    for activity in chain.from_iterable(_listed(source, queries.ACTIVITIES)):
        score = None
        for score in chain.from_iterable(_listed(source, queries.ACTIVITY_SCORES, activity_id=activity.id)):
            yield (*activity, *score)
        if score is None:
            yield (*activity, None, None, None, None)


def _account(source: Source) -> Iterator[Piece]:
    yield Piece(source.reader.rows(*queries.account(source.wanted.patient_id)))


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: Any) -> datetime:
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def _id(value: Any) -> uuid.UUID:
    return uuid.UUID(value) if isinstance(value, str) else value


def _session_key(row: Any) -> queries.Key:
    day, started_at, session_id = SESSION_ORDER(row)
    return _day(day), _moment(started_at), _id(session_id)


def _dose_key(row: Any) -> queries.Key:
    day, taken_at, dose_id = DOSE_ORDER(row)
    return _day(day), queries.FIRST_MOMENT if taken_at is None else _moment(taken_at), _id(dose_id)


def _listed(source: Source, listing: Listing, **same: Any) -> Iterator[Sequence[Any]]:
    return pieces(source.reader, partial(listing, source.wanted, **same), attrgetter(*listing.order))


def _of_table(listing: Listing, **worked_out: Callable[..., Any]) -> Maker:
    """A file that holds a table as it is."""
    return lambda source: (Piece(rows, worked_out=worked_out) for rows in _listed(source, listing))


def _of_courses(listing: Listing) -> Maker:
    """The same, course by course."""
    return lambda source: (
        Piece(rows) for course in _each_course(source) for rows in _listed(source, listing, course_id=course.id)
    )


def _gathered(maker: Callable[[Source], Iterator[Row]]) -> Maker:
    """Rows that are made one by one, as pieces."""

    def made(source: Source) -> Iterator[Piece]:
        rows = maker(source)
        while some := list(islice(rows, ROWS_AT_ONCE)):
            yield Piece(some)

    return made


MAKERS: Final[Mapping[str, Maker]] = {
    contract.ENTRIES.name: _entries,
    contract.SESSIONS.name: _sessions,
    contract.COURSES.name: _gathered(_courses),
    contract.MEDICATION.name: _doses,
    contract.WEEKLY.name: _gathered(_weeks),
    contract.EPISODE.name: _of_table(queries.EPISODES),
    contract.CAUTION_ROWS.name: _of_table(queries.CAUTIONS),
    contract.FUNCTION.name: _gathered(_function),
    contract.CHANGES.name: _of_table(queries.CHANGES),
    contract.TAGS.name: _of_table(queries.TAGS),
    contract.DAY_CONTEXT.name: _of_table(queries.DAY_CONTEXT),
    contract.PLAN_CHANGES.name: _of_courses(queries.PLAN_CHANGES),
    contract.REVIEWS.name: _of_courses(queries.REVIEWS),
    contract.STARTING_WEEKS.name: _of_courses(queries.STARTING_WEEKS),
    contract.WITH_WITHOUT.name: _gathered(_with_without),
    contract.FIT.name: _of_table(queries.FIT),
    contract.EXPERIMENTS.name: _gathered(_experiments),
    contract.EXPERIMENT_BLOCKS.name: _gathered(_experiment_blocks),
    contract.SESSION_RECORDS.name: _session_records,
    contract.DETAILS.name: _gathered(_details),
    contract.NOTES.name: _of_table(queries.NOTES),
    contract.PROPOSALS.name: _of_table(queries.PROPOSALS),
    contract.ANSWERS.name: _of_table(queries.ANSWERS, signs=signs_text),
    contract.SUGGESTED.name: _of_table(queries.SUGGESTED),
    contract.QUESTIONS.name: _of_table(queries.QUESTIONS),
    contract.ACCOUNT.name: _account,
}
