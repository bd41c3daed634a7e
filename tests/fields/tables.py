"""The tables of recorded fields, with all that repeats them by hand: the model, the facts, the form."""

from dataclasses import dataclass
from typing import Any, Final

from tracker.diary.forms import EntryForm
from tracker.diary.models import Entry
from tracker.domain.course.plan import CourseFacts
from tracker.domain.scores.entry import EntryFacts
from tracker.domain.treatment.medication import DoseFacts
from tracker.domain.treatment.session_record import SessionRecordFacts
from tracker.domain.treatment.sessions import SessionFacts
from tracker.fields.courses import COURSE, COURSE_IN_DETAILS
from tracker.fields.doses import DOSE
from tracker.fields.entries import ENTRY
from tracker.fields.field import Fields
from tracker.fields.session_records import SESSION_RECORD
from tracker.fields.sessions import SESSION
from tracker.treatment.forms.course import CourseForm
from tracker.treatment.forms.dose import DoseForm
from tracker.treatment.forms.session import SessionForm
from tracker.treatment.forms.session_record import SessionRecordForm
from tracker.treatment.models import Course, Dose, SessionRecord, TreatmentSession
from tracker.web.forms import BaseForm

OF_EVERY_ROW: Final = frozenset({"patient_id", "deleted_at"})


@dataclass(frozen=True)
class Recorded:
    """One table: `kept` are columns that are no field, `given` fields that nobody is asked for as such."""

    fields: Fields
    model: Any
    facts: type
    form: type[BaseForm]
    kept: frozenset[str]
    given: frozenset[str]
    unasked: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return str(self.model.__tablename__)


TABLES: Final = (
    Recorded(
        ENTRY,
        Entry,
        EntryFacts,
        EntryForm,
        kept=frozenset({"import_id"}),
        given=frozenset(
            {
                "entry_id",
                "entered_at",
                "late",
                "leg_later",
                "back_later",
                "farthest_point",
                "imported_from",
                "from_words",
            }
        ),
        unasked=frozenset({"kind", "for_date", "for_time", "time_known"}),
    ),
    Recorded(
        SESSION,
        TreatmentSession,
        SessionFacts,
        SessionForm,
        kept=frozenset({"entered_at", "import_id"}),
        given=frozenset({"session_id", "session_number", "leg_next_day", "imported_from"}),
        unasked=frozenset({"kind", "started_at", "time_known"}),
    ),
    Recorded(
        (*(field for field in COURSE if not field.computed), *COURSE_IN_DETAILS),
        Course,
        CourseFacts,
        CourseForm,
        kept=frozenset({"created_at"}),
        given=frozenset({"course_id"}),
    ),
    Recorded(
        DOSE,
        Dose,
        DoseFacts,
        DoseForm,
        kept=frozenset({"entered_at", "import_id"}),
        given=frozenset({"dose_id", "imported_from"}),
        unasked=frozenset({"taken_at", "time_known"}),
    ),
    Recorded(
        SESSION_RECORD,
        SessionRecord,
        SessionRecordFacts,
        SessionRecordForm,
        kept=frozenset({"by_account_id"}),
        given=frozenset({"record_id", "session_id", "by", "entered_at"}),
    ),
)
