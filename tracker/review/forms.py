"""The form of a review, and the smaller one that corrects it."""

from typing import Self

from tracker.domain.course.review import ENDED, ReviewFacts, decisions_for
from tracker.domain.limits import PER_WEEK, PLANNED_SESSIONS
from tracker.web.forms import BaseForm, ChoiceField, CreatingForm, NoteField, WholeField
from tracker.wording.correspondence import QUESTION
from tracker.wording.language import N_, Words
from tracker.wording.vocabularies import GLOBAL_CHANGES, REVIEW_DECISIONS

# What the same decisions mean for a course that is over.
ONCE_ENDED = Words(
    {
        "extend": N_("Take it up again, with more sessions"),
        "maintenance": N_("Take it up again, as maintenance"),
        "stop": N_("Leave it ended"),
    }
)


class CorrectionForm(BaseForm):
    global_change = ChoiceField(QUESTION, GLOBAL_CHANGES)
    reason = NoteField(N_("Why, and what you agreed"))


class ReviewForm(CreatingForm):
    global_change = ChoiceField(QUESTION, GLOBAL_CHANGES, hint=N_("You can leave it out."))
    decision = ChoiceField(N_("What do you decide?"), REVIEW_DECISIONS, required=N_("Please choose what you decide."))
    planned_sessions = WholeField(N_("Sessions in all"), *PLANNED_SESSIONS)
    per_week = WholeField(
        N_("Sessions a week in maintenance"),
        *PER_WEEK,
        hint=N_("Leave it empty for about one a month."),
    )
    reason = NoteField(
        N_("Why, and what you agreed"),
        hint=N_("Required if you add sessions. It stands beside the decision on your course page."),
    )

    @classmethod
    def for_phase(cls, phase: str) -> Self:
        """The form with the decisions that can be taken in a phase, in words that fit it."""
        form = cls()
        words = {**REVIEW_DECISIONS, **ONCE_ENDED} if phase == ENDED else REVIEW_DECISIONS
        form.decision.words = {code: words[code] for code in decisions_for(phase)}
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
