"""The form that plans an experiment."""

from typing import Final

from tracker.domain.learning.experiment import BLOCK_DAYS, PAIRS
from tracker.domain.learning.experiment_plan import ExperimentFacts
from tracker.domain.limits import SESSION_MINUTES
from tracker.web.forms import ChoiceField, CreatingForm, DayField, LineField, WholeField
from tracker.wording.experiments import ARMS, OUTCOMES
from tracker.wording.language import N_

OWN_WORDS_HINT: Final = N_("If you like. Such as: a walk before breakfast.")


class ExperimentForm(CreatingForm):
    """What is compared, how it is measured, and for how long."""

    arm_a_kind = ChoiceField(N_("One thing"), ARMS, required=N_("Please choose one thing."))
    arm_a_minutes = WholeField(N_("For how long?"), *SESSION_MINUTES, unit=N_("minutes"))
    arm_a_words = LineField(N_("In your own words"), hint=OWN_WORDS_HINT)
    arm_b_kind = ChoiceField(N_("The other"), ARMS, required=N_("Please choose what it is compared with."))
    arm_b_minutes = WholeField(N_("For how long?"), *SESSION_MINUTES, unit=N_("minutes"))
    arm_b_words = LineField(N_("In your own words"), hint=OWN_WORDS_HINT)
    outcome = ChoiceField(
        N_("Which score of the day counts?"),
        OUTCOMES,
        required=N_("Please choose one score."),
        hint=N_("One alone, chosen now. It stays the same to the end."),
    )
    block_days = WholeField(
        N_("Days of a block"),
        *BLOCK_DAYS,
        unit=N_("days"),
        required=N_("Please give the days of a block."),
        hint=N_("2 to 7. From 3 on, the first day of each block does not count: the block before may still be felt."),
    )
    pairs_planned = WholeField(
        N_("How many pairs of blocks?"),
        *PAIRS,
        unit=N_("pairs"),
        required=N_("Please give the number of pairs."),
        hint=N_("3 to 8. With 3 it is always too close to tell: the coin alone does as much too often."),
    )
    started_on = DayField(N_("First day"), required=N_("Please give the first day."))

    def facts(self) -> ExperimentFacts:
        return ExperimentFacts(**self.answers(ExperimentFacts))
