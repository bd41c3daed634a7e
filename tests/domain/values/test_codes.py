"""Codes as they are made, shown, and typed by somebody who reads them off a screen or a card."""

import contextlib
import random
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.refused import refused
from tracker.domain.errors import Invalid
from tracker.domain.values import codes

LENGTHS = sorted({*codes.PRACTITIONER_LENGTHS, *codes.INVITE_LENGTHS})
CANONICAL = st.sampled_from(LENGTHS).flatmap(
    lambda length: st.text(alphabet=codes.ALPHABET, min_size=length, max_size=length)
)
SEPARATORS = st.sampled_from(["", " ", "-", "  ", "\u2013", "\u2011", "\u00a0", " - ", "\t"])
TYPED_FOR = {"0": "0Oo", "1": "1IiLl"}


def test_the_alphabet_holds_five_bits_a_sign_and_no_look_alikes() -> None:
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET) == 2**5
    assert set("ILOUilou").isdisjoint(codes.ALPHABET)
    assert codes.PRACTITIONER_LENGTH * 5 >= 80
    assert codes.INVITE_LENGTH * 5 >= 80


@pytest.mark.parametrize("length", LENGTHS)
def test_a_new_code_asks_for_every_sign(length: int) -> None:
    asked: list[str] = []

    def choose(signs: str) -> str:
        asked.append(signs)
        return signs[len(asked) - 1]

    assert codes.new_code(length, choose) == codes.ALPHABET[:length]
    assert asked == [codes.ALPHABET] * length
    assert len({codes.new_code(length, secrets.choice) for _ in range(100)}) == 100


@pytest.mark.parametrize(("code", "shown"), [("K7F29QXM", "K7F2-9QXM"), ("K7F29QXM3RTW", "K7F2-9QXM-3RTW")])
def test_a_code_is_shown_in_groups_of_four(code: str, shown: str) -> None:
    assert codes.write_code(code) == shown


@given(CANONICAL)
def test_what_is_shown_is_read_back(code: str) -> None:
    assert codes.read_code(codes.write_code(code), len(code)) == code


@given(CANONICAL, st.lists(SEPARATORS, min_size=17, max_size=17), st.randoms(use_true_random=False))
def test_a_code_is_read_however_it_is_typed(code: str, separators: list[str], chance: random.Random) -> None:
    signs = [chance.choice(TYPED_FOR.get(sign, sign + sign.lower())) for sign in code]
    typed = "".join(separator + sign for separator, sign in zip(separators, signs, strict=False)) + separators[-1]

    assert codes.read_code(typed, len(code)) == code


@given(st.text(), st.sampled_from(LENGTHS))
def test_anything_else_is_refused_or_becomes_a_code(typed: str, length: int) -> None:
    with contextlib.suppress(Invalid):
        code = codes.read_code(typed, length)

        assert len(code) == length
        assert set(code) <= set(codes.ALPHABET)


def test_those_made_before_are_taken_as_well() -> None:
    for length in (8, 16):
        assert codes.read_code("K7F29QXM3RTW8H5V"[:length], *codes.PRACTITIONER_LENGTHS)
    for length in (12, 16):
        assert codes.read_code("K7F29QXM3RTW8H5V"[:length], *codes.INVITE_LENGTHS)
    with refused(match="16 letters and digits"):
        codes.read_code("K7F2-9QXM", *codes.INVITE_LENGTHS)


@pytest.mark.parametrize(("length", "guessable"), [(8, True), (12, False), (16, False)])
def test_forty_bits_can_be_guessed_and_sixty_cannot(length: int, guessable: bool) -> None:
    assert codes.is_guessable("K7F29QXM3RTW8H5V"[:length]) == guessable


@pytest.mark.parametrize("blank", [None, "", "   ", " - "])
def test_nothing_typed_is_said_to_be_nothing(blank: str | None) -> None:
    with refused(match="Please type the code"):
        codes.read_code(blank, 8)


@pytest.mark.parametrize(
    "typed",
    [
        "K7F2-9QX",
        "K7F2-9QXMM",
        "K7F2-9QXU",
        "K7F2-9QX!",
        "K7F2-9QXM-3RTW",
        "K7F2-9QX\u00df",
        "K7F2-9QX\uff11",
        "K7F2\x009QXM",
        "A" * 5000,
    ],
)
def test_what_is_no_code_is_refused_with_the_right_shape(typed: str) -> None:
    with refused(match="8 letters and digits, like K7F2-9QXM"):
        codes.read_code(typed, 8)
    with refused(match="12 letters and digits, like K7F2-9QXM-3RTW"):
        codes.read_code(typed.replace("-3RTW", ""), 12)
