"""The fields of what patient and practitioner wrote to each other, and of what a practitioner keeps of it."""

from typing import Final

from tracker.fields.field import Fields, Kind, computed, identifier, moment, note
from tracker.wording.correspondence import PROPOSAL_STATES
from tracker.wording.language import N_
from tracker.wording.vocabularies import PHASES

NOTE: Final[Fields] = (
    computed("note_id", Kind.IDENTIFIER, N_("The note's id"), stored="id"),
    computed("by", Kind.LINE, N_("Who wrote it"), stored="by_name"),
    computed("written_at", Kind.MOMENT, N_("When it was written")),
    computed("text", Kind.NOTE, N_("The note")),
    computed("corrected_at", Kind.MOMENT, N_("When it was last corrected")),
    computed("read_at", Kind.MOMENT, N_("When you marked it as read")),
    computed("answer", Kind.NOTE, N_("Your answer")),
    computed("answered_at", Kind.MOMENT, N_("When you answered")),
)
PROPOSAL: Final[Fields] = (
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
)
ANSWER: Final[Fields] = (
    computed("answer_id", Kind.IDENTIFIER, N_("The answer's id"), stored="id"),
    computed("by", Kind.LINE, N_("Who wrote it"), stored="by_name"),
    computed("answered_at", Kind.MOMENT, N_("When it was written")),
    computed("text", Kind.NOTE, N_("What was done")),
    computed("signs", Kind.NOTE, N_("The warning signs it is about, each with its day"), stored="flags"),
)
SUGGESTED_REVIEW: Final[Fields] = (
    computed("suggestion_id", Kind.IDENTIFIER, N_("The suggestion's id"), stored="id"),
    computed("course_id", Kind.IDENTIFIER, N_("The course, as in courses.csv")),
    computed("by", Kind.LINE, N_("Who suggested it"), stored="by_name"),
    computed("made_at", Kind.MOMENT, N_("When it was suggested")),
    computed("state", Kind.CODE, N_("What you said: declined is not now"), tuple(PROPOSAL_STATES)),
    computed("decided_at", Kind.MOMENT, N_("When that was")),
)
QUESTION: Final[Fields] = (
    identifier("question_id", N_("The question's id"), stored="id", required=True),
    note("text", N_("The question"), required=True),
    moment("written_at", N_("When you wrote it down"), required=True),
    moment("done_at", N_("When you marked it as asked")),
)
WRITTEN: Final[Fields] = (
    computed("patient", Kind.LINE, N_("The patient")),
    computed("written_at", Kind.MOMENT, N_("When it was written")),
    computed("corrected_at", Kind.MOMENT, N_("When it was last corrected")),
    computed("what", Kind.LINE, N_("What it is")),
    computed("session_day", Kind.DAY, N_("The day of the session it is about")),
    computed("session_kind", Kind.CODE, N_("The kind of that session")),
    computed("item", Kind.LINE, N_("Which part of it")),
    computed("text", Kind.NOTE, N_("What was written")),
)
