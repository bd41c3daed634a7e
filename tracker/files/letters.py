"""The files of what patient and practitioner wrote to each other: for the owner of the record alone."""

from typing import Any, Final

from tracker.domain.safety.flags import read_flags, write_sign
from tracker.fields.field import Kind, computed, identifier, moment, note
from tracker.files.columns import File
from tracker.wording.language import N_
from tracker.wording.proposals import PROPOSAL_STATES
from tracker.wording.vocabularies import PHASES

NOT_IMPORTED: Final = N_("Not imported: what somebody else wrote is theirs to write and to correct.")
NOTES: Final = File(
    "notes.csv",
    N_("Notes your practitioners wrote to you, with your answers"),
    (
        computed("note_id", Kind.IDENTIFIER, N_("The note's id"), stored="id"),
        computed("by", Kind.LINE, N_("Who wrote it"), stored="by_name"),
        computed("written_at", Kind.MOMENT, N_("When it was written")),
        computed("text", Kind.NOTE, N_("The note")),
        computed("corrected_at", Kind.MOMENT, N_("When it was last corrected")),
        computed("read_at", Kind.MOMENT, N_("When you marked it as read")),
        computed("answer", Kind.NOTE, N_("Your answer")),
        computed("answered_at", Kind.MOMENT, N_("When you answered")),
    ),
    notes=NOT_IMPORTED,
)
PROPOSALS: Final = File(
    "plan_proposals.csv",
    N_("Changes of a course's plan that practitioners proposed, and what became of them"),
    (
        computed("proposal_id", Kind.IDENTIFIER, N_("The proposal's id"), stored="id"),
        computed("course_id", Kind.IDENTIFIER, N_("The course, as in courses.csv")),
        computed("by", Kind.LINE, N_("Who proposed it"), stored="by_name"),
        computed("made_at", Kind.MOMENT, N_("When it was proposed")),
        computed("planned_sessions", Kind.WHOLE, N_("Sessions in all; empty: as before")),
        computed("per_week", Kind.WHOLE, N_("Sessions a week; empty: as before")),
        computed("phase", Kind.CODE, N_("Phase; empty: as before"), tuple(PHASES)),
        computed("reason", Kind.NOTE, N_("Why")),
        computed("state", Kind.CODE, N_("What became of it"), tuple(PROPOSAL_STATES)),
        computed("decided_at", Kind.MOMENT, N_("When that was")),
        computed("answer", Kind.NOTE, N_("Your answer")),
    ),
    notes=N_(
        "Not imported: what somebody else wrote is theirs to write and to correct. What an accepted one changed is in "
        "plan_changes.csv."
    ),
)
ANSWERS: Final = File(
    "warning_sign_answers.csv",
    N_("What was done about warning signs, by you and by practitioners"),
    (
        computed("answer_id", Kind.IDENTIFIER, N_("The answer's id"), stored="id"),
        computed("by", Kind.LINE, N_("Who wrote it"), stored="by_name"),
        computed("answered_at", Kind.MOMENT, N_("When it was written")),
        computed("text", Kind.NOTE, N_("What was done")),
        computed("signs", Kind.NOTE, N_("The warning signs it is about, each with its day"), stored="flags"),
    ),
    notes=NOT_IMPORTED,
)
SUGGESTED: Final = File(
    "reviews_suggested.csv",
    N_("Reviews of a course that practitioners suggested"),
    (
        computed("suggestion_id", Kind.IDENTIFIER, N_("The suggestion's id"), stored="id"),
        computed("course_id", Kind.IDENTIFIER, N_("The course, as in courses.csv")),
        computed("by", Kind.LINE, N_("Who suggested it"), stored="by_name"),
        computed("made_at", Kind.MOMENT, N_("When it was suggested")),
        computed("state", Kind.CODE, N_("What you said: declined is not now"), tuple(PROPOSAL_STATES)),
        computed("decided_at", Kind.MOMENT, N_("When that was")),
    ),
    notes=NOT_IMPORTED,
)
QUESTIONS: Final = File(
    "questions.csv",
    N_("What you wanted to ask at a session"),
    (
        identifier("question_id", N_("The question's id"), "id", required=True),
        note("text", N_("The question"), required=True),
        moment("written_at", N_("When you wrote it down"), required=True),
        moment("done_at", N_("When you marked it as asked")),
    ),
)


def signs_text(flags: Any) -> str:
    """The warning signs that an answer is about, each with its day."""
    return "; ".join(write_sign(day, code) for day, codes in read_flags(flags) for code in codes)
