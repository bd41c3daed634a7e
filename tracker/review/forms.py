"""The form of a review, and the smaller one that corrects it."""

from typing import Self

from tracker.domain.course.review import ENDED, QUESTION, ReviewFacts, decisions_for
from tracker.domain.limits import PER_WEEK_HIGH, PER_WEEK_LOW, PLANNED_SESSIONS_HIGH, PLANNED_SESSIONS_LOW
from tracker.domain.vocabularies import GLOBAL_CHANGES, REVIEW_DECISIONS
from tracker.web.forms import BaseForm, ChoiceField, CreatingForm, NoteField, WholeField

# What the same decisions mean for a course that is over.
ONCE_ENDED = {
    "extend": "Take it up again, with more sessions",
    "maintenance": "Take it up again, as maintenance",
    "stop": "Leave it ended",
}


class CorrectionForm(BaseForm):
    global_change = ChoiceField(QUESTION, GLOBAL_CHANGES)
    reason = NoteField("Why, and what you agreed")


class ReviewForm(CreatingForm):
    global_change = ChoiceField(QUESTION, GLOBAL_CHANGES, hint="You can leave it out.")
    decision = ChoiceField("What do you decide?", REVIEW_DECISIONS, required="Please choose what you decide.")
    planned_sessions = WholeField("Sessions in all", PLANNED_SESSIONS_LOW, PLANNED_SESSIONS_HIGH)
    per_week = WholeField(
        "Sessions a week in maintenance",
        PER_WEEK_LOW,
        PER_WEEK_HIGH,
        hint="Leave it empty for about one a month.",
    )
    reason = NoteField(
        "Why, and what you agreed",
        hint="Needed if you add sessions. It stands beside the decision on your course page.",
    )

    @classmethod
    def for_phase(cls, phase: str) -> Self:
        """The form with the decisions that can be taken in a phase, in words that fit it."""
        form = cls()
        other = ONCE_ENDED if phase == ENDED else {}
        form.decision.words = {code: other.get(code, REVIEW_DECISIONS[code]) for code in decisions_for(phase)}
        return form

    def facts(self) -> ReviewFacts:
        """What was given; a number that belongs to another decision is left out."""
        decision = self.decision.data
        return ReviewFacts(
            decision=decision,
            global_change=self.global_change.data,
            reason=self.reason.data,
            planned_sessions=self.planned_sessions.data if decision == "extend" else None,
            per_week=self.per_week.data if decision == "maintenance" else None,
        )
