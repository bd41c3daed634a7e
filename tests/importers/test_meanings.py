"""What names and words of other apps mean."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@given(st.decimals(0, 12, places=3), st.decimals(0, 12, places=3), st.sampled_from((3, 4, 5, 10, 100)))
def test_more_is_never_less_and_all_is_within_0_to_10(one: Decimal, other: Decimal, top: int) -> None:
    low, high = (meanings.strength(value, top) for value in sorted((one, other)))
    assert (low is None) == (min(one, other) > top)
    if low is not None and high is not None:
        assert 0 <= low.score <= high.score <= 10
    assert (high is None) == (max(one, other) > top)


@pytest.mark.parametrize("top", [3, 4, 5, 10, 100])
def test_both_ends_of_a_scale_stand_where_they_stood(top: int) -> None:
    ends = [meanings.strength(Decimal(value), top) for value in (0, top)]
    assert [end and end.score for end in ends] == [0, 8 if top == 3 else 10]
    assert meanings.strength(Decimal(-1), top) is None


HEADS = st.sampled_from(("Headache", "migraine", "Cluster headache", "Kopfschmerz", "Migräne", "head pain"))
REST = st.sampled_from(("", " leg", " and leg pain", ", sciatica", " Bein", " foot", " with back pain"))


@given(HEADS, REST, st.booleans())
def test_a_headache_is_never_leg_or_back_pain(head: str, rest: str, of_pain: bool) -> None:
    for name in (head + rest, f"{rest.strip()} {head}"):
        assert meanings.meaning(name, of_pain=of_pain) not in (meanings.Meaning.LEG, meanings.Meaning.BACK)


@pytest.mark.parametrize("word", list(meanings.STRENGTH_WORDS))
def test_words_are_numbers_only_where_that_is_said(word: str) -> None:
    assert meanings.word_strength(word.upper(), Asking()) is None
    assert meanings.word_strength(word, Asking({"words": "yes"})) == meanings.STRENGTH_WORDS[word]


@pytest.mark.parametrize(
    ("text", "number", "top"),
    [
        ("6", "6", 10),
        ("4,5", "4.5", 10),
        ("6/10", "6", 10),
        ("3 of 5", "3", 5),
        ("55 / 100", "55", 100),
        ("6/7", None, 10),
    ],
)
def test_numbers_that_say_their_scale(text: str, number: str | None, top: int) -> None:
    assert meanings.out_of(text) == (None if number is None else Decimal(number), top)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ibuprofen 400 mg", "Ibuprofen"),
        ("2 x Ibuprofen (400 mg) forte", "2 x Ibuprofen forte"),
        ("400 mg", ""),
        ("a", "a"),
    ],
)
def test_the_name_beside_an_amount(text: str, name: str) -> None:
    assert meanings.without_amount(text) == name


@pytest.mark.parametrize(("text", "code"), [("Tablets", "tablet"), ("Kapseln", "capsule"), ("mg.", "mg"), ("IE", None)])
def test_units(text: str, code: str | None) -> None:
    assert meanings.unit(text) == code


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = meanings.number(text)
    assert found is None or found.is_finite()


def test_names_that_are_neither_and_names_that_are_not_asked_about() -> None:
    assert meanings.not_low("Upper back")
    asking = Asking({"site:Knee pain": "both"})
    assert meanings.sites("Knee pain", asking) == ("leg", "back")
    assert meanings.sites("Headache", asking) == ()
    assert meanings.treatment("my physio") == "physiotherapy"
    assert meanings.treatment("reading") is None
    assert meanings.proportion(Decimal(1), 0) is None
