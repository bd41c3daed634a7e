"""The seven steps of the whole change."""

import pytest

from tracker.domain.course.review import MUCH, much_improved
from tracker.wording.vocabularies import GLOBAL_CHANGES

EXPECTED = {
    "very_much_better": True,
    "much_better": True,
    "a_little_better": False,
    "no_change": False,
    "a_little_worse": False,
    "much_worse": False,
    "very_much_worse": False,
}


def test_the_two_best_of_seven_steps_count_as_much() -> None:
    assert {code: much_improved(code) for code in GLOBAL_CHANGES} == EXPECTED
    assert set(GLOBAL_CHANGES) >= MUCH


@pytest.mark.parametrize("code", [None, "", "better"])
def test_no_answer_is_no_improvement(code: str | None) -> None:
    assert not much_improved(code)
