"""Reads exported files into a record, from a folder or an archive: every row or none."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import Table, and_, func, select, tuple_
from sqlalchemy.orm import Session

from tracker.correspondence.models import Question
from tracker.diary.models import DayContext, DayTags, Entry, LifeEvent
from tracker.domain.acting import Author
from tracker.domain.errors import Fault, Message, Problems
from tracker.domain.limits import ACTIVITIES_MOST
from tracker.files import contract
from tracker.files.columns import File
from tracker.files.readers import records
from tracker.files.readers.csv_file import read_rows
from tracker.files.readers.faults import FileFault, RowError
from tracker.files.readers.records import Maker, ParsedRow, Setting
from tracker.files.readers.values import RowParser
from tracker.patients.models import Caution, Episode, FunctionActivity, FunctionScore
from tracker.patients.services.since import note_brought
from tracker.patients.services.turns import take_turn
from tracker.reports.services.detailing import put_details
from tracker.reports.services.finding import Found, found_in
from tracker.reports.services.storing import Counts, Ledger, Store, Target, TooManyErrors, Unique
from tracker.reports.services.visits import Visits
from tracker.review.models import CourseReview, StartingWeek
from tracker.review.services.starting_weeks import record_starting_weeks
from tracker.treatment.models import Course, Dose, PlanChange, TreatmentSession
from tracker.treatment.services.one_visit import every_visit

ROWS_AT_ONCE: Final = 500
Piece = list[tuple[int, dict[str, Any]]]
Put = Callable[[Piece], None]


class ImportFault(Exception):
    """Something is wrong with the files; nothing was changed."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = tuple(errors)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was read, by our names of the files.

    `renamed` holds the names they have instead, `passed_over` are other CSV files that stood beside them, `notes` say
    which rows may be a visit that is here or in the file already. `added` and `revived` are as of the `Ledger`.
    """

    by_file: Mapping[str, Counts]
    passed_over: tuple[str, ...]
    renamed: Mapping[str, str]
    notes: tuple[RowError, ...]
    added: Mapping[str, Sequence[uuid.UUID]] = field(default_factory=dict)
    revived: Mapping[str, Sequence[uuid.UUID]] = field(default_factory=dict)


def _table(model: Any) -> Table:
    return cast("Table", model.__table__)


ONE_A_DAY: Final = Unique(
    of=lambda row: row["for_date"] if row["kind"] == "daily" else None,
    where=lambda days: and_(Entry.for_date.in_(days), Entry.kind == "daily", Entry.deleted_at.is_(None)),
    column="for_date",
    message=Fault("second_daily"),
)
ONE_OF_A_KIND: Final = Unique(
    of=lambda row: row["kind"] if row.get("ended_on") is None else None,
    where=lambda kinds: and_(Caution.kind.in_(kinds), Caution.ended_on.is_(None), Caution.deleted_at.is_(None)),
    column="kind",
    message=Fault("caution_here"),
)
ONE_SCORE_A_DAY: Final = Unique(
    of=lambda row: (row["activity_id"], row["for_date"]),
    where=lambda keys: tuple_(FunctionScore.activity_id, FunctionScore.for_date).in_(keys),
    column="for_date",
    message=Fault("second_score"),
)
TAGS_OF_A_DAY: Final = Unique(
    of=lambda row: row["for_date"],
    where=lambda days: and_(DayTags.for_date.in_(days), DayTags.deleted_at.is_(None)),
    column="for_date",
    message=Fault("second_tags"),
)
CONTEXT_OF_A_DAY: Final = Unique(
    of=lambda row: row["for_date"],
    where=lambda days: and_(DayContext.for_date.in_(days), DayContext.deleted_at.is_(None)),
    column="for_date",
    message=Fault("second_context"),
)
IN_A_COURSE: Final = (_table(Course), "course_id", Fault("no_course"))
COURSES: Final = Target(contract.COURSES, _table(Course), remembered=True)
SESSIONS: Final = Target(contract.SESSIONS, _table(TreatmentSession), parent=IN_A_COURSE, remembered=True)
PLAN_CHANGES: Final = Target(contract.PLAN_CHANGES, _table(PlanChange), parent=IN_A_COURSE)
REVIEWS: Final = Target(contract.REVIEWS, _table(CourseReview), parent=IN_A_COURSE)
STARTING_WEEKS: Final = Target(contract.STARTING_WEEKS, _table(StartingWeek), parent=IN_A_COURSE)
ACTIVITIES: Final = Target(contract.FUNCTION, _table(FunctionActivity))
ACTIVITY_SCORES: Final = Target(contract.FUNCTION, _table(FunctionScore), ONE_SCORE_A_DAY)
TARGETS: Final[Sequence[tuple[Target, Maker]]] = (
    (COURSES, records.course_record),
    (Target(contract.ENTRIES, _table(Entry), ONE_A_DAY), records.entry_record),
    (Target(contract.MEDICATION, _table(Dose), remembered=True), records.dose_record),
    (Target(contract.EPISODE, _table(Episode)), records.episode_record),
    (Target(contract.CAUTION_ROWS, _table(Caution), ONE_OF_A_KIND), records.caution_record),
    (Target(contract.CHANGES, _table(LifeEvent)), records.change_record),
    (Target(contract.TAGS, _table(DayTags), TAGS_OF_A_DAY), records.tags_record),
    (Target(contract.DAY_CONTEXT, _table(DayContext), CONTEXT_OF_A_DAY), records.context_record),
    (Target(contract.QUESTIONS, _table(Question)), records.question_record),
    (SESSIONS, records.session_record),
    (PLAN_CHANGES, records.plan_change_record),
    (REVIEWS, records.review_record),
    (STARTING_WEEKS, records.starting_week_record),
)
NEEDS_COURSES: Final = (SESSIONS, PLAN_CHANGES, REVIEWS, STARTING_WEEKS)
READ: Final = (*(target.file for target, _maker in TARGETS), contract.FUNCTION, contract.DETAILS)


class _Import:
    """One import: the files, the record they go into, and what was found so far."""

    def __init__(self, db_session: Session, author: Author, found: Found, *, other_visits: bool) -> None:
        patient_id = author.patient_id
        self._db_session = db_session
        self._patient_id = patient_id
        self._paths = found.paths
        self._setting = Setting(author.now, author.zone, self._ours())
        self.ledger = Ledger(names=found.renamed)
        self._store = Store(db_session, patient_id, self.ledger)
        self._visits = Visits(every_visit(db_session, patient_id), others=other_visits)

    def run(self) -> None:
        """Read every file that is there; courses first, what belongs to them after."""
        courses_fine = True
        for target, maker in TARGETS:
            if courses_fine or target not in NEEDS_COURSES:
                self._read(target.file, self._putter(target, maker))
            if target is SESSIONS:
                self._visits.look(self.ledger)
            if target is COURSES:
                courses_fine = not self.ledger.errors
        self._read(contract.FUNCTION, self._put_function)
        if not self.ledger.errors:
            self._read(contract.DETAILS, self._put_details)

    def _ours(self) -> frozenset[uuid.UUID]:
        """The ids that details.csv names: it stands only beside files that this app wrote."""
        path = self._paths.get(contract.DETAILS.name)
        if path is None:
            return frozenset()
        parser = RowParser(contract.DETAILS)
        try:
            found = [parser.parse(cells)[0].get("id") for _number, cells in read_rows(path, contract.DETAILS)]
        except FileFault:  # said when the file itself is read
            return frozenset()
        return frozenset(filter(None, found))

    def _read(self, file: File, put: Put) -> None:
        path = self._paths.get(file.name)
        if path is None:
            return
        self.ledger.counts(file)
        try:
            for piece in self._pieces(path, file):
                put(piece)
        except FileFault as fault:
            self.ledger.blame(fault.error)

    def _pieces(self, path: Path, file: File) -> Iterator[Piece]:
        parser = RowParser(file)
        rows = read_rows(path, file)
        while some := list(islice(rows, ROWS_AT_ONCE)):
            piece: Piece = []
            self.ledger.cells = dict(some)
            for number, cells in some:
                values, wrong = parser.parse(cells)
                if wrong:
                    self._blame(file, number, wrong)
                else:
                    piece.append((number, values))
            yield piece

    def _blame(self, file: File, number: int, wrong: Mapping[str, Message]) -> None:
        for column, message in wrong.items():
            self.ledger.blame(RowError(file.name, number, column, message))

    def _made(self, file: File, maker: Maker, piece: Piece) -> list[ParsedRow]:
        made: list[ParsedRow] = []
        for number, values in piece:
            try:
                record = maker(number, dict(values), self._setting)
            except Problems as problems:
                self._blame(file, number, problems.by_field)
            else:
                made += [] if record is None else [record]
        return made

    def _putter(self, target: Target, maker: Maker) -> Put:
        def put(piece: Piece) -> None:
            made = self._made(target.file, maker, piece)
            if target is SESSIONS:
                self._visits.note(made)
            self._store.put(target, made)

        return put

    def _put_function(self, piece: Piece) -> None:
        activities = self._made(contract.FUNCTION, records.activity_record, piece)
        self._store.put(ACTIVITIES, activities, counted=False)
        self._store.put(ACTIVITY_SCORES, self._made(contract.FUNCTION, records.score_record, piece))
        live = select(func.count()).where(
            FunctionActivity.patient_id == self._patient_id,
            FunctionActivity.deleted_at.is_(None),
            FunctionActivity.retired_on.is_(None),
        )
        if self._db_session.execute(live).scalar_one() > ACTIVITIES_MOST:
            too_many = Fault("activities_most", most=ACTIVITIES_MOST)
            self.ledger.blame(RowError(contract.FUNCTION.name, None, None, too_many))

    def _put_details(self, piece: Piece) -> None:
        put_details(self._db_session, self._patient_id, self.ledger, piece)


def import_folder(
    db_session: Session,
    folder: Path,
    author: Author,
    *,
    dry_run: bool = False,
    other_visits: bool = False,
) -> ImportResult:
    """Read the exported files of `folder`, or of an archive of them, into a record; the caller commits.

    All or nothing: `ImportFault` names what is wrong, and then, as after a `dry_run`, the database is as it was. A
    record that is there already with the same content is left alone; one that was deleted here comes back; the same id
    with other content is refused. Computed columns are passed over. New rows have no history, so none can be undone.
    Where what was read gives a starting week another value, its record says so. A new session that may be a visit which
    is here already is refused, unless `other_visits` says that such ones are others.
    """
    try:
        with found_in(folder, READ) as found:
            take_turn(db_session, author.patient_id)
            work = _Import(db_session, author, found, other_visits=other_visits)
            return _import(work, db_session, found, author, dry_run=dry_run)
    except FileFault as fault:
        raise ImportFault([fault.error]) from None


def _import(work: _Import, db_session: Session, found: Found, author: Author, *, dry_run: bool) -> ImportResult:
    if found.faults:
        raise ImportFault(found.faults)
    with db_session.no_autoflush:
        savepoint = db_session.begin_nested()
        try:
            work.run()
            if not work.ledger.errors:
                record_starting_weeks(db_session, author)
        except TooManyErrors:
            pass
        except BaseException:
            savepoint.rollback()
            raise
        if work.ledger.errors or dry_run:
            savepoint.rollback()
        else:
            note_brought(db_session, author)
            savepoint.commit()
    if work.ledger.errors:
        raise ImportFault(work.ledger.errors)
    ledger = work.ledger
    return ImportResult(
        ledger.by_file, found.passed_over, found.renamed, tuple(ledger.notes), ledger.added, ledger.revived
    )
