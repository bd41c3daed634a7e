"""The fields of experiments on oneself, and of their blocks, in the order of their files."""

from typing import Final

from tracker.domain.learning.experiment import BLOCK_DAYS, PAIRS, Arm, Status
from tracker.domain.learning.experiment_plan import ALONE
from tracker.domain.limits import SESSION_MINUTES
from tracker.fields.field import Fields, Kind, code, computed, count, day, identifier, line, moment, number, whole
from tracker.wording.experiments import ARMS_ALONE, OUTCOMES
from tracker.wording.language import N_

assert set(ARMS_ALONE) == set(ALONE), "every arm has words"  # noqa: S101
EXPERIMENT: Final[Fields] = (
    identifier("experiment_id", N_("The experiment's id"), stored="id", required=True),
    day("started_on", N_("Its first day"), required=True),
    computed("ended_on", Kind.DAY, N_("Its last day, once it has ended")),
    computed(
        "status",
        Kind.CODE,
        N_("How it stands: planned, running, finished, or stopped by its person or by a warning sign"),
        tuple(Status),
    ),
    computed("arm_a", Kind.LINE, N_("The one thing that is compared, in own words or by its kind")),
    computed("arm_b", Kind.LINE, N_("The other thing")),
    code("outcome", N_("Which score of the day is compared, 0 to 10"), OUTCOMES, required=True),
    whole("block_days", N_("Days of a block"), within=BLOCK_DAYS, required=True),
    whole("pairs_planned", N_("How many pairs of blocks were planned"), within=PAIRS, required=True),
    count("pairs_usable", N_("Pairs with enough days that have a score; empty as long as it goes on")),
    count(
        "days_not_as_planned",
        N_("Days on which the other thing was noted; empty where the diary does not tell them apart"),
    ),
    number(
        "difference",
        N_("Mean score with A less that with B, of the usable pairs; empty with fewer than 3, or while it goes on"),
    ),
    number("low", N_("Low end of the range of that difference")),
    number("high", N_("High end of the range of that difference")),
    computed(
        "coin_share",
        Kind.SHARE,
        N_("Which part of the ways that the coins could have fallen gives a difference this large, 0 to 1"),
    ),
    code("arm_a_kind", N_("What kind of thing A is"), ARMS_ALONE, required=True),
    whole("arm_a_minutes", N_("For how many minutes"), within=SESSION_MINUTES),
    line("arm_a_words", N_("What it is in own words")),
    code("arm_b_kind", N_("What kind of thing B is"), ARMS_ALONE, required=True),
    whole("arm_b_minutes", N_("For how many minutes"), within=SESSION_MINUTES),
    line("arm_b_words", N_("What it is in own words")),
    line("coins", N_("Which of the two came first in each pair, of the pairs that have begun, such as abba")),
    day("stopped_on", N_("The day on which its person stopped it")),
    moment("entered_at", N_("When it was planned")),
)
BLOCK: Final[Fields] = (
    computed("experiment_id", Kind.IDENTIFIER, N_("The experiment, as in experiments.csv")),
    count("pair", N_("The number of its pair, from 1")),
    computed("arm", Kind.CODE, N_("a or b: which of the two things it is for"), tuple(Arm)),
    computed("from_date", Kind.DAY, N_("First day of the block")),
    computed("to_date", Kind.DAY, N_("Last day of the block, or the last there was of it")),
    count("counted_days", N_("Days that count and have a score; the first of a block of three or more does not count")),
    number("mean", N_("Their mean score, where at least half of the counted days have one and it has ended")),
)
