"""Which experiments can be planned, and why others cannot."""

from datetime import date, timedelta
from typing import Any

import pytest

from tracker.domain.errors import Fault, Problems
from tracker.domain.learning.experiment_plan import (
    BY_OTHERS,
    ExperimentFacts,
    Surroundings,
    check_experiment,
    check_shape,
)

TODAY = date(2026, 3, 2)
NONE = Surroundings()


def facts(**values: Any) -> ExperimentFacts:
    usual: dict[str, Any] = {
        "arm_a_kind": "heat",
        "arm_b_kind": "ice",
        "outcome": "leg_pain",
        "block_days": 3,
        "pairs_planned": 4,
        "started_on": TODAY,
    }
    return ExperimentFacts(**usual | values)


def refused(around: Surroundings = NONE, **values: Any) -> dict[str, str]:
    with pytest.raises(Problems) as problems:
        check_experiment(facts(**values), around, TODAY)
    return {name: fault.code if isinstance(fault, Fault) else fault for name, fault in problems.value.by_field.items()}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"arm_b_kind": "nothing"},
        {"arm_a_kind": "own", "arm_a_words": "Lie down at noon"},
        {"arm_b_kind": "heat", "arm_a_minutes": 10, "arm_b_minutes": 30},
        {"arm_a_kind": "walking", "arm_b_kind": "walking", "arm_a_words": "Morning", "arm_b_words": "Evening"},
        {"block_days": 2, "pairs_planned": 3},
        {"block_days": 7, "pairs_planned": 8},
        {"started_on": TODAY + timedelta(days=14)},
        {"outcome": "sleep_disturbed"},
    ],
)
def test_what_is_done_alone_can_be_planned(values: dict[str, Any]) -> None:
    assert check_experiment(facts(**values), NONE, TODAY) == facts(**values)


@pytest.mark.parametrize("kind", BY_OTHERS)
def test_what_practitioners_do_is_refused_beside_its_field(kind: str) -> None:
    assert refused(arm_b_kind=kind) == {"arm_b_kind": "arm_by_others"}


def test_medicine_is_refused() -> None:
    assert refused(arm_a_kind="medicine") == {"arm_a_kind": "arm_medicine"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Ibuprofen before bed", "arm_medicine"),  # a painkiller everybody knows
        ("two drops of SOLURA", "arm_medicine"),  # a medicine of this diary
        ("Acupuncture at the clinic", "arm_by_others"),
        ("my physio-therapy", "arm_by_others"),
    ],
)
def test_own_words_that_name_them_are_refused(words: str, code: str) -> None:
    around = Surroundings(medicines=["Solura"], by_others=["acupuncture", "physio therapy"])
    assert refused(around, arm_a_kind="own", arm_a_words=words) == {"arm_a_words": code}


def test_a_word_within_another_names_nothing() -> None:
    around = Surroundings(medicines=["Sol", "  ", "-"], by_others=["massage"])
    words = facts(arm_a_kind="own", arm_a_words="A solid massager")
    assert check_experiment(words, around, TODAY) == words


@pytest.mark.parametrize(
    ("caution", "kind", "forbidden"),
    [
        ("numb_area", "heat", True),
        ("numb_area", "ice", True),
        ("numb_area", "walking", False),
        ("skin_problem", "swimming", True),
        ("pregnancy", "heat", True),
        ("pregnancy", "ice", False),
        ("implanted_device", "heat", False),
    ],
)
def test_a_caution_forbids_an_arm(caution: str, kind: str, forbidden: bool) -> None:
    around, values = Surroundings(cautions=[caution]), {"arm_a_kind": kind, "arm_b_kind": "nothing"}
    if forbidden:
        assert refused(around, **values) == {"arm_a_kind": "arm_caution"}
    else:
        assert check_experiment(facts(**values), around, TODAY) == facts(**values)


def test_none_while_a_warning_sign_stands_or_another_goes_on() -> None:
    assert refused(Surroundings(warning_sign=True)) == {"experiment": "experiment_sign"}
    assert refused(Surroundings(goes_on=True)) == {"experiment": "experiment_goes_on"}
    assert refused(Surroundings(goes_on=True, warning_sign=True)) == {"experiment": "experiment_sign"}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"arm_b_kind": "heat"}, {"arm_b_kind": "arms_alike"}),
        ({"arm_a_kind": "own"}, {"arm_a_words": "arm_words_needed"}),
        ({"arm_a_kind": "yoga"}, {"arm_a_kind": "choose_one"}),
        ({"outcome": "mood"}, {"outcome": "choose_one"}),
        ({"block_days": 1}, {"block_days": "no_whole"}),
        ({"pairs_planned": 9}, {"pairs_planned": "no_whole"}),
        ({"arm_b_minutes": 0}, {"arm_b_minutes": "no_whole"}),
        ({"started_on": TODAY - timedelta(days=1)}, {"started_on": "last_day_passed"}),
        ({"started_on": TODAY + timedelta(days=15)}, {"started_on": "experiment_far_ahead"}),
    ],
)
def test_what_is_no_experiment_is_refused(values: dict[str, Any], wrong: dict[str, str]) -> None:
    assert refused(**values) == wrong


def test_a_file_may_hold_one_that_is_long_over() -> None:
    old = facts(started_on=TODAY - timedelta(days=900))
    assert check_shape(old) == old
