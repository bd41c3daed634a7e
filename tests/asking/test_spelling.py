"""Words as they are compared: folded, shortened, put right within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.asking.spelling import MOST_LETTERS, MOST_OF_A_WORD, Known, distance, slips, stem, tokens

WORDS = st.text("abcdefgh", min_size=1, max_size=10)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Can't feel!", ["cant", "feel"]),
        ("Grøvle CAFÉ’s", ["grøvle", "cafes"]),
        ("  a_b -- 12 ", ["a", "b", "12"]),
        ("", []),
        ("ß" * 30, ["ss" * 12]),
    ],
)
def test_text_is_cut_into_plain_words(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize(
    ("word", "short"),
    [
        ("needles", "needl"),
        ("helping", "help"),
        ("stopped", "stop"),
        ("therapies", "therapy"),
        ("numbness", "numbness"),
        ("falls", "fall"),
        ("falling", "fall"),
        ("is", "is"),
        ("ice", "ice"),
        ("bus", "bus"),
        ("massages", "massag"),
        ("slowly", "slow"),
        ("ring", "ring"),
        ("glasses", "glass"),
    ],
)
def test_english_endings_are_left_out(word: str, short: str) -> None:
    assert stem(word) == short


@pytest.mark.parametrize(
    ("one", "other", "slips_between"),
    [
        ("numb", "numb", 0),
        ("nubm", "numb", 1),
        ("num", "numb", 1),
        ("number", "numb", 2),
        ("acupunture", "acupuncture", 1),
    ],
)
def test_slips_of_typing_are_counted(one: str, other: str, slips_between: int) -> None:
    assert distance(one, other, 2) == slips_between == distance(other, one, 2)


def test_more_slips_than_asked_for_are_not_counted_out() -> None:
    assert distance("abcdef", "uvwxyz", 2) == 3
    assert distance("ab", "abcdef", 2) == 3
    assert distance("abcd", "abdcx", 1) == 2


def _plainly(one: str, other: str) -> int:
    """The same by its definition, without any bound."""
    if not one or not other:
        return len(one) + len(other)
    found = min(
        _plainly(one[:-1], other) + 1,
        _plainly(one, other[:-1]) + 1,
        _plainly(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    )
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        found = min(found, _plainly(one[:-2], other[:-2]) + 1)
    return found


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_slips_are_what_their_definition_says(one: str, other: str) -> None:
    assert distance(one, other, 2) == min(_plainly(one, other), 3)


def test_a_word_is_put_right_where_it_is_near_enough() -> None:
    known = Known(["numb", "needles", "acupuncture", "cat", "worse"])
    assert known.near("numb") == ("numb",)
    assert known.near("nubm") == ("numb",)
    assert known.near("num") == (), "under four letters no slip is looked for"
    assert known.near("akupunkture") == ("acupuncture",)
    assert known.near("horse") == ("worse",)
    assert known.near("12345") == ()
    assert known.put_right(["nedles", "xyzzy", ""]) == ["needles", "xyzzy", ""]


def test_of_three_letters_one_may_be_missing_and_nothing_else_is_wrong() -> None:
    known = Known(["numb", "pass", "dum"], shortest=3)
    assert known.near("num") == ("numb",)
    assert known.near("pas") == ("pass",)
    assert known.near("b12") == ()


def test_several_as_near_are_all_told_those_that_begin_alike_first() -> None:
    assert Known(["bath", "path", "pats", "pat"]).near("patx") == ("pat", "path", "pats")


@given(WORDS, st.sets(WORDS, max_size=12))
def test_what_is_near_is_near_and_nothing_nearer_is_missed(word: str, words: set[str]) -> None:
    most = slips(len(word))
    by_distance = {one: distance(word, one, most) for one in words}
    nearest = min(by_distance.values(), default=most + 1)
    meant = {one for one, far in by_distance.items() if far == nearest <= most and far <= slips(len(one))}
    if len(word) >= 4 and all(slips(len(one)) >= most for one in words):
        assert set(Known(words).near(word)) == meant


@given(st.text(max_size=2000))
def test_whatever_is_typed_is_cut_short(text: str) -> None:
    found = tokens(text)
    assert all(0 < len(word) <= MOST_OF_A_WORD for word in found)
    assert len(found) <= MOST_LETTERS * 20
