"""The files of what patient and practitioner wrote to each other: for the owner of the record alone."""

from typing import Any, Final

from tracker.domain.course.proposal import PROPOSAL_STATES
from tracker.domain.safety.flags import read_flags, write_sign
from tracker.domain.vocabularies import PHASES
from tracker.files.cells import RowCells, guarded, utc_moment
from tracker.files.columns import File, Type, computed, identifier, moment, text

NOT_IMPORTED: Final = "Not imported: what somebody else wrote is theirs to write and to correct."
NOTES: Final = File(
    "notes.csv",
    "Notes your practitioners wrote to you, with your answers",
    (
        computed("note_id", Type.IDENTIFIER, "The note's id"),
        computed("by", Type.TEXT, "Who wrote it"),
        computed("written_at", Type.MOMENT, "When it was written"),
        computed("text", Type.TEXT, "The note"),
        computed("corrected_at", Type.MOMENT, "When it was last corrected"),
        computed("read_at", Type.MOMENT, "When you marked it as read"),
        computed("answer", Type.TEXT, "Your answer"),
        computed("answered_at", Type.MOMENT, "When you answered"),
    ),
    notes=NOT_IMPORTED,
)
PROPOSALS: Final = File(
    "plan_proposals.csv",
    "Changes of a course's plan that practitioners proposed, and what became of them",
    (
        computed("proposal_id", Type.IDENTIFIER, "The proposal's id"),
        computed("course_id", Type.IDENTIFIER, "The course, as in courses.csv"),
        computed("by", Type.TEXT, "Who proposed it"),
        computed("made_at", Type.MOMENT, "When it was proposed"),
        computed("planned_sessions", Type.WHOLE, "Sessions in all; empty: as before"),
        computed("per_week", Type.WHOLE, "Sessions a week; empty: as before"),
        computed("phase", Type.CODE, "Phase; empty: as before", tuple(PHASES)),
        computed("reason", Type.TEXT, "Why"),
        computed("state", Type.CODE, "What became of it", tuple(PROPOSAL_STATES)),
        computed("decided_at", Type.MOMENT, "When that was"),
        computed("answer", Type.TEXT, "Your answer"),
    ),
    notes=f"{NOT_IMPORTED} What an accepted one changed is in plan_changes.csv.",
)
ANSWERS: Final = File(
    "warning_sign_answers.csv",
    "What was done about warning signs, by you and by practitioners",
    (
        computed("answer_id", Type.IDENTIFIER, "The answer's id"),
        computed("by", Type.TEXT, "Who wrote it"),
        computed("answered_at", Type.MOMENT, "When it was written"),
        computed("text", Type.TEXT, "What was done"),
        computed("signs", Type.TEXT, "The warning signs it is about, each with its day"),
    ),
    notes=NOT_IMPORTED,
)
SUGGESTED: Final = File(
    "reviews_suggested.csv",
    "Reviews of a course that practitioners suggested",
    (
        computed("suggestion_id", Type.IDENTIFIER, "The suggestion's id"),
        computed("course_id", Type.IDENTIFIER, "The course, as in courses.csv"),
        computed("by", Type.TEXT, "Who suggested it"),
        computed("made_at", Type.MOMENT, "When it was suggested"),
        computed("state", Type.CODE, "What you said: declined is not now", tuple(PROPOSAL_STATES)),
        computed("decided_at", Type.MOMENT, "When that was"),
    ),
    notes=NOT_IMPORTED,
)
QUESTIONS: Final = File(
    "questions.csv",
    "What you wanted to ask at a session",
    (
        identifier("question_id", "The question's id", required=True),
        text("text", "The question", required=True),
        moment("written_at", "When you wrote it down", required=True),
        moment("done_at", "When you marked it as asked"),
    ),
)


def note_row(row: Any) -> RowCells:
    return (
        str(row.id),
        guarded(row.by_name),
        utc_moment(row.written_at),
        guarded(row.text),
        utc_moment(row.corrected_at),
        utc_moment(row.read_at),
        guarded(row.answer),
        utc_moment(row.answered_at),
    )


def proposal_row(row: Any) -> RowCells:
    return (
        str(row.id),
        str(row.course_id),
        guarded(row.by_name),
        utc_moment(row.made_at),
        row.planned_sessions,
        row.per_week,
        row.phase,
        guarded(row.reason),
        row.state,
        utc_moment(row.decided_at),
        guarded(row.answer),
    )


def answer_row(row: Any) -> RowCells:
    signs = (write_sign(day, code) for day, codes in read_flags(row.flags) for code in codes)
    return (str(row.id), guarded(row.by_name), utc_moment(row.answered_at), guarded(row.text), "; ".join(signs))


def suggested_row(row: Any) -> RowCells:
    return (
        str(row.id),
        str(row.course_id),
        guarded(row.by_name),
        utc_moment(row.made_at),
        row.state,
        utc_moment(row.decided_at),
    )


def question_row(row: Any) -> RowCells:
    return (str(row.id), guarded(row.text), utc_moment(row.written_at), utc_moment(row.done_at))
