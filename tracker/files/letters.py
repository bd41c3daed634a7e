"""The files of what patient and practitioner wrote to each other: for the owner of the record alone."""

from typing import Any, Final

from tracker.domain.course.proposal import PROPOSAL_STATES
from tracker.domain.safety.flags import read_flags, write_sign
from tracker.domain.vocabularies import PHASES
from tracker.fields.field import Kind, computed, identifier, moment, note
from tracker.files.columns import File

NOT_IMPORTED: Final = "Not imported: what somebody else wrote is theirs to write and to correct."
NOTES: Final = File(
    "notes.csv",
    "Notes your practitioners wrote to you, with your answers",
    (
        computed("note_id", Kind.IDENTIFIER, "The note's id", stored="id"),
        computed("by", Kind.LINE, "Who wrote it", stored="by_name"),
        computed("written_at", Kind.MOMENT, "When it was written"),
        computed("text", Kind.NOTE, "The note"),
        computed("corrected_at", Kind.MOMENT, "When it was last corrected"),
        computed("read_at", Kind.MOMENT, "When you marked it as read"),
        computed("answer", Kind.NOTE, "Your answer"),
        computed("answered_at", Kind.MOMENT, "When you answered"),
    ),
    notes=NOT_IMPORTED,
)
PROPOSALS: Final = File(
    "plan_proposals.csv",
    "Changes of a course's plan that practitioners proposed, and what became of them",
    (
        computed("proposal_id", Kind.IDENTIFIER, "The proposal's id", stored="id"),
        computed("course_id", Kind.IDENTIFIER, "The course, as in courses.csv"),
        computed("by", Kind.LINE, "Who proposed it", stored="by_name"),
        computed("made_at", Kind.MOMENT, "When it was proposed"),
        computed("planned_sessions", Kind.WHOLE, "Sessions in all; empty: as before"),
        computed("per_week", Kind.WHOLE, "Sessions a week; empty: as before"),
        computed("phase", Kind.CODE, "Phase; empty: as before", tuple(PHASES)),
        computed("reason", Kind.NOTE, "Why"),
        computed("state", Kind.CODE, "What became of it", tuple(PROPOSAL_STATES)),
        computed("decided_at", Kind.MOMENT, "When that was"),
        computed("answer", Kind.NOTE, "Your answer"),
    ),
    notes=f"{NOT_IMPORTED} What an accepted one changed is in plan_changes.csv.",
)
ANSWERS: Final = File(
    "warning_sign_answers.csv",
    "What was done about warning signs, by you and by practitioners",
    (
        computed("answer_id", Kind.IDENTIFIER, "The answer's id", stored="id"),
        computed("by", Kind.LINE, "Who wrote it", stored="by_name"),
        computed("answered_at", Kind.MOMENT, "When it was written"),
        computed("text", Kind.NOTE, "What was done"),
        computed("signs", Kind.NOTE, "The warning signs it is about, each with its day", stored="flags"),
    ),
    notes=NOT_IMPORTED,
)
SUGGESTED: Final = File(
    "reviews_suggested.csv",
    "Reviews of a course that practitioners suggested",
    (
        computed("suggestion_id", Kind.IDENTIFIER, "The suggestion's id", stored="id"),
        computed("course_id", Kind.IDENTIFIER, "The course, as in courses.csv"),
        computed("by", Kind.LINE, "Who suggested it", stored="by_name"),
        computed("made_at", Kind.MOMENT, "When it was suggested"),
        computed("state", Kind.CODE, "What you said: declined is not now", tuple(PROPOSAL_STATES)),
        computed("decided_at", Kind.MOMENT, "When that was"),
    ),
    notes=NOT_IMPORTED,
)
QUESTIONS: Final = File(
    "questions.csv",
    "What you wanted to ask at a session",
    (
        identifier("question_id", "The question's id", "id", required=True),
        note("text", "The question", required=True),
        moment("written_at", "When you wrote it down", required=True),
        moment("done_at", "When you marked it as asked"),
    ),
)


def signs_text(flags: Any) -> str:
    """The warning signs that an answer is about, each with its day."""
    return "; ".join(write_sign(day, code) for day, codes in read_flags(flags) for code in codes)
