"""The forms of what is written to each other; they only parse."""

from collections.abc import Iterable
from typing import Any, Final, Self
from uuid import UUID

from wtforms import Field

from tracker.correspondence.services.flags import Answer
from tracker.domain.brief.questions import QUESTION_LENGTH
from tracker.domain.course.proposal import WHY, ProposalFacts
from tracker.domain.limits import (
    NOTE_LENGTH,
    PER_WEEK,
    PLANNED_SESSIONS,
)
from tracker.domain.safety.flags import Flag, read_signs, write_sign
from tracker.domain.values import parsing
from tracker.web import sizes
from tracker.web.forms import BaseForm, ChoiceField, CreatingForm, LineField, NoteField, WholeField
from tracker.wording import errors
from tracker.wording.correspondence import PHASE_NOW, PHASES_PROPOSED, rhythm_kept, sessions_kept
from tracker.wording.formats import whole
from tracker.wording.language import N_, Words, _
from tracker.wording.warning_signs import WARNING_SIGNS

SIGN_DAYS_MOST: Final = 16  # two weeks, whatever the zone
DECISIONS = Words({"accept": N_("Accept"), "decline": N_("No thanks")})


class NoteForm(CreatingForm):
    text = NoteField(
        N_("Your note"),
        hint=lambda: _("Up to %(note_length)s characters. Plain text.", note_length=whole(NOTE_LENGTH)),
        required=N_("Please write the note."),
    )


class NoteCorrectionForm(BaseForm):
    text = NoteField(N_("Your note"), required=N_("Please write the note, or delete it."))


class AnswerForm(BaseForm):
    answer = NoteField(N_("Your answer"))


class ProposalForm(CreatingForm):
    planned_sessions = WholeField(N_("Sessions in all"), *PLANNED_SESSIONS)
    per_week = WholeField(N_("Sessions a week"), *PER_WEEK)
    phase = ChoiceField(N_("Phase"), PHASES_PROPOSED)
    reason = NoteField(
        N_("Why?"),
        hint=N_("Your patient reads it, and it stands beside the change."),
        required=lambda: errors.said(WHY),
    )

    @classmethod
    def for_plan(cls, plan: Any) -> Self:
        """The form for a course as it is planned now: each hint says what an empty field keeps."""
        form = cls()
        form.planned_sessions.description = sessions_kept(plan.planned_sessions)
        form.per_week.description = rhythm_kept(plan.per_week)
        form.phase.description = PHASE_NOW[plan.phase]
        form.phase.words = {code: words for code, words in PHASES_PROPOSED.items() if code != plan.phase}
        return form

    def facts(self) -> ProposalFacts:
        return ProposalFacts(**self.answers(ProposalFacts))


class DecisionForm(BaseForm):
    """Accept or no thanks: two buttons, with an answer if one likes."""

    decision = ChoiceField(N_("Your decision"), DECISIONS, required=N_("Please choose Accept or No thanks."))
    answer = NoteField(N_("Your answer"))

    @classmethod
    def of(cls, proposal_id: UUID) -> Self:
        """The form of one proposal: several may stand on a page, so the ids of its fields end in that of it."""
        form = cls()
        for field in form:
            field.id = f"{field.name}-{proposal_id}"
        return form


class SuggestForm(CreatingForm):
    """One tap: there is nothing to fill in."""


class SignsField(Field):
    """The warning signs that the page showed, each with its day: what an answer is about."""

    data: tuple[Flag, ...]

    def inputs_most(self) -> Iterable[int]:
        """Every sign there is, on as many days as one answer may be about."""
        return [sizes.of_plain(parsing.SHORT_MOST)] * (len(WARNING_SIGNS) * SIGN_DAYS_MOST)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = read_signs(valuelist)

    def process_data(self, value: Any) -> None:
        self.data = value or ()

    @property
    def values(self) -> list[str]:
        return [write_sign(day, code) for day, codes in self.data for code in codes]


class FlagAnswerForm(CreatingForm):
    text = NoteField(
        N_("What was done?"),
        hint=N_("Such as: called at 14:00, sent to A&E."),
        required=N_("Please say what was done."),
    )
    signs = SignsField(N_("Warning signs"))

    def answer(self) -> Answer:
        return Answer(self.text.data, self.signs.data)


class QuestionForm(CreatingForm):
    text = LineField(
        N_("Your question"),
        most=QUESTION_LENGTH,
        hint=N_("For example: may I swim? It stands on the one-page brief until you mark it as asked."),
        required=N_("Please write your question."),
    )
