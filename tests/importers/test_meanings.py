"""What names and words of other apps mean."""

from decimal import Decimal

import pytest

from tracker.importers import meanings
from tracker.importers.asking import Asking


@pytest.mark.parametrize(
    ("word", "code"),
    [("Somewhat helpful", "somewhat"), ("no_effect", "no"), (" HELPED", "yes"), ("Unsure", "unsure"), ("hm", None)],
)
def test_words_of_help(word: str, code: str | None) -> None:
    assert meanings.helped(word) == code


def test_the_first_number_with_a_unit_of_ours_is_the_amount() -> None:
    assert meanings.amount("2 x a day 400 mg, 1 tablet") == (Decimal(400), "mg")
    assert meanings.amount("thinly") is None


def test_how_a_pain_feels_and_the_words_that_have_no_code() -> None:
    assert meanings.qualities(["Burning", "numbness", "dull", "odd", "odd"]) == (
        ("burning", "aching", "numb"),
        ("odd",),
    )


@pytest.mark.parametrize(
    ("name", "sites", "asked"),
    [
        ("Leg pain", ("leg",), []),
        ('Low back, "tight"', ("back",), []),
        ("Restless legs", (), ["site:Restless legs"]),
        ("Knee pain", (), ["site:Knee pain"]),
        ("Fatigue", (), []),
        ("Headache", (), []),
        ("Numb foot", (), []),
    ],
)
def test_a_symptom_of_the_leg_that_is_no_pain_is_asked_about(
    name: str, sites: tuple[str, ...], asked: list[str]
) -> None:
    asking = Asking()
    assert meanings.symptom_sites(name, asking) == sites
    assert [one.question.key for one in asking.asked] == asked


@pytest.mark.parametrize(
    ("text", "top", "score"),
    [("7", 10, 7), ("3", 5, 6), ("6,5", 10, 6), ("11", 10, None), ("-1", 10, None), ("x", 10, None)],
)
def test_numbers_of_any_scale(text: str, top: int, score: int | None) -> None:
    found = meanings.rated(text, top)
    assert (None if found is None else found.score) == score
