"""The sentences of what an experiment came to: which way, how far, and why it may be too close."""

from collections.abc import Sequence
from typing import Final

import pytest

from tracker.domain.learning.experiment import Arm
from tracker.domain.learning.experiment_plan import ArmFacts
from tracker.domain.learning.experiment_result import Outcome
from tracker.wording.experiments import result_words

ARMS: Final = {Arm.A: ArmFacts(kind="heat", minutes=20), Arm.B: ArmFacts(kind="ice", minutes=10)}
DIFFERS = "A difference for you, in these weeks"
CLOSE = "Too close to tell"
OVER_0 = "The range reaches over 0, so these pairs cannot tell the two apart."
BY_CHANCE = "The coin alone does this in more than 1 of 8 cases, so these pairs cannot tell the two apart."


@pytest.mark.parametrize(
    ("ends", "large", "headline", "told", "why"),
    [
        ((0.5, 1.5), 2, DIFFERS, "0.5 to 1.5 higher", []),
        ((-1.5, -0.5), 2, DIFFERS, "0.5 to 1.5 lower", []),
        ((-0.2, 1.5), 2, CLOSE, "0.2 lower to 1.5 higher", [OVER_0]),
        ((0.5, 1.5), 20, CLOSE, "0.5 to 1.5 higher", [BY_CHANCE]),
    ],
)
def test_what_it_came_to(ends: tuple[float, float], large: int, headline: str, told: str, why: Sequence[str]) -> None:
    outcome = Outcome((), sum(ends) / 2, *ends, ways=64, ways_as_large=large)
    words = result_words(outcome, "leg_pain", ARMS, unfinished=False)
    assert words.headline == headline
    assert told in words.numbers
    assert words.lines[1:] == why
