"""What is asked on the pages for everyone: a question in plain words, and the eight of "Does it fit me?"."""

from typing import Self

from tracker.domain.asking.spelling import MOST_LETTERS
from tracker.domain.learning.fit import FitFacts
from tracker.domain.limits import COST_HIGH
from tracker.domain.values.facts import values_of
from tracker.web.forms import BaseForm, ChoiceField, ChoicesField, DecimalField, LineField, TickField
from tracker.wording.fit import CAUTIONS_OR_NONE, MATTERS, MEDICINES, TRIED
from tracker.wording.language import N_
from tracker.wording.vocabularies import CAUSES_TOLD, DURATIONS, SIDES


class AskForm(BaseForm):
    """A question in plain words; `own` also asks for the person's own numbers."""

    question = LineField(
        N_("Your question"),
        hint=N_("In your own words, such as “does heat help” or “how many sessions”."),
        required=N_("Please write what you would like to know."),
        most=MOST_LETTERS,
    )
    own = TickField(N_("Look in my own numbers too"))


class FitForm(BaseForm):
    duration = ChoiceField(N_("How long have you had the leg pain?"), DURATIONS)
    side = ChoiceField(N_("Which leg?"), SIDES)
    cause_told = ChoiceField(
        N_("What did a doctor or other clinician say is the cause?"), CAUSES_TOLD, hint=N_("As you were told it.")
    )
    tried = ChoicesField(N_("What have you tried so far?"), TRIED)
    cautions = ChoicesField(N_("Is any of this true for you?"), CAUTIONS_OR_NONE)
    medicine = ChoicesField(
        N_("Which medicine do you take?"),
        MEDICINES,
        hint=N_("Blood thinners have their place in the question before."),
    )
    matters_most = ChoiceField(N_("What matters most to you?"), MATTERS)
    session_cost = DecimalField(
        N_("What would one session cost you?"), COST_HIGH, 2, hint=N_("In your own currency, the number alone.")
    )

    def facts(self) -> FitFacts:
        return FitFacts(**self.answers(FitFacts))


class KeptFitForm(FitForm):
    """The same of a record, where the answers are kept."""

    in_brief = TickField(
        N_("Show my answers on the one-page brief"), hint=N_("Whoever reads the brief sees them, on paper as well.")
    )

    @classmethod
    def of(cls, facts: FitFacts | None, offered: FitFacts, *, in_brief: bool) -> Self:
        """The form of today's answers (None: there are none yet), which begins with what is `offered`."""
        form = cls(data=values_of(facts or FitFacts()) | {"in_brief": in_brief and facts is not None})
        if facts is None and not form.is_submitted():
            form.offer(**values_of(offered), in_brief=in_brief)
        return form
