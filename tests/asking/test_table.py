"""Questions as patients put them: the right statement comes first, and a warning sign always does."""

import pytest

from tests.asking.held_out import EVERYDAY, FIRST, HELD_OUT, SECOND, THIRD
from tests.asking.table import OTHERS, SIGNS, UNKNOWN
from tracker.wording.asking import Answer, answer
from tracker.wording.statements import BY_CODE
from tracker.wording.statements.asked import ASKED

LEAST_RIGHT = 0.95


def first(found: Answer) -> str | None:
    return found.codes[0] if found.codes else None


def test_the_table_is_long_enough_and_its_codes_are_ours() -> None:
    assert len({question for question, _code in (*SIGNS, *OTHERS)}) >= 150
    assert {code for _question, code in SIGNS} <= BY_CODE.keys()
    assert {code for _question, code in OTHERS} <= ASKED.keys()
    assert len(set(HELD_OUT)) == len(FIRST) + len(SECOND) + len(THIRD) >= 60


def test_a_warning_sign_comes_first_whenever_one_is_told() -> None:
    assert {question: first(answer(question)) for question, _code in SIGNS} == dict(SIGNS)


def test_other_questions_have_the_right_statement_first_and_no_alarm() -> None:
    wrong = {question: answer(question).codes for question, code in OTHERS if first(answer(question)) != code}
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(OTHERS), wrong
    assert [question for question, _code in OTHERS if answer(question).signs] == []


@pytest.mark.parametrize(("question", "code"), HELD_OUT)
def test_a_sign_is_told_however_it_is_put(question: str, code: str) -> None:
    """Which sign of one urgency comes first may differ; that one does may not."""
    signs = answer(question).signs
    assert signs
    assert signs[0].part == BY_CODE[code].part or signs[0].part == "emergency"


def test_everyday_questions_are_rarely_taken_for_a_sign() -> None:
    alarmed = [question for question in EVERYDAY if answer(question).signs]
    assert len(alarmed) <= 1, alarmed


@pytest.mark.parametrize("question", UNKNOWN)
def test_what_we_do_not_know_has_no_answer(question: str) -> None:
    assert answer(question).codes == ()
