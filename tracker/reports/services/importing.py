"""Reads exported files into a record, from a folder or an archive: every row or none."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import Table, and_, select, tuple_
from sqlalchemy.orm import Session

from tracker.correspondence.models import Question
from tracker.diary.models import DayContext, DayTags, Entry, LifeEvent
from tracker.domain.acting import Author
from tracker.domain.errors import Fault, Invalid, Message, Problems
from tracker.domain.limits import ACTIVITIES_MOST
from tracker.domain.values import parsing
from tracker.experiments.models import Experiment
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
from tracker.reports.services.clashes import NOT_ASKED, Clash, Meant
from tracker.reports.services.detailing import put_details
from tracker.reports.services.finding import Found, found_in
from tracker.reports.services.ledger import Counts, Ledger, Snapshot, TooManyErrors
from tracker.reports.services.storing import Store, Target, Unique
from tracker.reports.services.visits import Visits
from tracker.review.models import CourseReview, FitAnswers, StartingWeek
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
    which rows may be a visit that is here or in the file already. `clashes` are the first rows that stand against one
    that is here. `added` and `before` are as of the `Ledger`, `mark` too. `whose` is the user name of the account that
    the files were downloaded by, None where they do not say so.
    """

    by_file: Mapping[str, Counts]
    passed_over: tuple[str, ...]
    renamed: Mapping[str, str]
    notes: tuple[RowError, ...]
    clashes: Sequence[Clash] = ()
    added: Mapping[str, Sequence[uuid.UUID]] = field(default_factory=dict)
    before: Mapping[tuple[str, uuid.UUID], Snapshot] = field(default_factory=dict)
    mark: str = ""
    whose: str | None = None

    @property
    def written(self) -> int:
        """How many rows are in the diary then as the files have them, and were not before."""
        return sum(counts.written for counts in self.by_file.values())


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
    also_deleted=True,
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
FIT_OF_A_DAY: Final = Unique(
    of=lambda row: row["for_date"],
    where=lambda days: and_(FitAnswers.for_date.in_(days), FitAnswers.deleted_at.is_(None)),
    column="for_date",
    message=Fault("second_fit"),
)
UNIQUES: Final = (ONE_A_DAY, ONE_OF_A_KIND, ONE_SCORE_A_DAY, TAGS_OF_A_DAY, CONTEXT_OF_A_DAY, FIT_OF_A_DAY)
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
    (Target(contract.FIT, _table(FitAnswers), FIT_OF_A_DAY), records.fit_record),
    (Target(contract.EXPERIMENTS, _table(Experiment)), records.experiment_record),
    (Target(contract.QUESTIONS, _table(Question)), records.question_record),
    (SESSIONS, records.session_record),
    (PLAN_CHANGES, records.plan_change_record),
    (REVIEWS, records.review_record),
    (STARTING_WEEKS, records.starting_week_record),
)
NEEDS_COURSES: Final = (SESSIONS, PLAN_CHANGES, REVIEWS, STARTING_WEEKS)
TOO_MANY: Final = Fault("activities_most", most=ACTIVITIES_MOST)
READ: Final = (*(target.file for target, _maker in TARGETS), contract.FUNCTION, contract.DETAILS)


class _Import:
    """One import: the files, the record they go into, and what was found so far."""

    def __init__(self, db_session: Session, author: Author, found: Found, meant: Meant) -> None:
        patient_id = author.patient_id
        self._db_session = db_session
        self._patient_id = patient_id
        self._paths = found.paths
        self._setting = Setting(author.now, author.zone, self._ids_of(contract.DETAILS, "id"))
        self.ledger = Ledger(meant.takes, names=found.renamed)
        self._store = Store(db_session, patient_id, self.ledger, author.now)
        of_files = self._ids_of(contract.SESSIONS, "session_id")
        self._visits = Visits(every_visit(db_session, patient_id), of_files, others=meant.other_visits)

    def run(self) -> None:
        """Read every file that is there; courses first, what belongs to them after."""
        courses_fine = True
        for target, maker in TARGETS:
            if courses_fine or target not in NEEDS_COURSES:
                self._read(target.file, self._putter(target, maker))
            if target is SESSIONS:
                self._visits.mention(self.ledger)
            if target is COURSES:
                courses_fine = not self.ledger.errors
        self._read(contract.FUNCTION, self._put_function)
        if not self.ledger.errors:
            self._read(contract.DETAILS, self._put_details)

    def _ids_of(self, file: File, column: str) -> frozenset[uuid.UUID]:
        """The ids that a file names: details.csv stands only beside files that this app wrote."""
        path = self._paths.get(file.name)
        if path is None:
            return frozenset()
        found = set()
        try:
            for _number, cells in read_rows(path, file):
                with suppress(Invalid):  # said when the row itself is read
                    found.add(parsing.identifier(cells.get(column, "")))
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
                made = self._visits.look(made, self.ledger)
            self._store.put(target, made)

        return put

    def _put_function(self, piece: Piece) -> None:
        activities = self._with_room(self._made(contract.FUNCTION, records.activity_record, piece))
        self._store.put(ACTIVITIES, activities, counted=False)
        scores = self._made(contract.FUNCTION, records.score_record, piece)
        left = self.ledger.left[ACTIVITIES.table.name] - self._activities(with_ended=True)
        self._store.put(ACTIVITY_SCORES, [score for score in scores if score.given["activity_id"] not in left])
        if self.ledger.takes is None and len(self._activities()) > ACTIVITIES_MOST:
            self.ledger.blame(RowError(contract.FUNCTION.name, None, None, TOO_MANY))

    def _with_room(self, activities: Sequence[ParsedRow]) -> Sequence[ParsedRow]:
        """Those of the activities that find room beside the ones that are here; of the others it is told."""
        if self.ledger.takes is None:
            return activities
        here, left, fitting = set(self._activities()), self.ledger.left[ACTIVITIES.table.name], []
        for one in activities:
            goes_on = one.given.get("retired_on") is None
            if goes_on and one.id not in here and one.id not in left and len(here) >= ACTIVITIES_MOST:
                left.add(one.id)
                self.ledger.counts(contract.FUNCTION).kept += 1
                full = Fault("activity_left", most=ACTIVITIES_MOST, name=one.given["name"])
                self.ledger.notes.append(RowError(contract.FUNCTION.name, one.row, "activity", full))
            elif one.id not in left:
                here |= {one.id} if goes_on else set()
                fitting.append(one)
        return fitting

    def _activities(self, *, with_ended: bool = False) -> frozenset[uuid.UUID]:
        live = FunctionActivity.live(self._patient_id)
        going = live if with_ended else and_(live, FunctionActivity.retired_on.is_(None))
        return frozenset(self._db_session.execute(select(FunctionActivity.id).where(going)).scalars())

    def _put_details(self, piece: Piece) -> None:
        put_details(self._db_session, self._patient_id, self.ledger, piece)


def import_folder(
    db_session: Session,
    folder: Path,
    author: Author,
    meant: Meant = NOT_ASKED,
    *,
    dry_run: bool = False,
) -> ImportResult:
    """Read the exported files of `folder`, or of an archive of them, into a record; the caller commits.

    All or nothing: `ImportFault` names what is wrong, and then, as after a `dry_run`, the database is as it was. A
    record that is there already with the same content is left alone; one that was deleted here comes back. Where a row
    stands against one that is here, by its id or its day, `meant` says which holds; without that such a row is refused.
    Computed columns are passed over. New rows have no history, so none can be undone by itself. Where what was read
    gives a starting week another value, its record says so. A new session that may be a visit which is here already is
    left out (refused, where nobody was asked), unless `meant` says that such ones are others.
    """
    try:
        with found_in(folder, READ) as found:
            take_turn(db_session, author.patient_id)
            work = _Import(db_session, author, found, meant)
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
    ledger = work.ledger
    if ledger.errors:
        raise ImportFault(ledger.errors)
    return ImportResult(
        ledger.by_file,
        found.passed_over,
        found.renamed,
        tuple(ledger.notes),
        ledger.clashes,
        ledger.added,
        ledger.before,
        ledger.mark,
        found.whose,
    )
