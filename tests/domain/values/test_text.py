"""Text is counted before it is composed, and composed in time by its length."""

import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.refused import refused
from tracker.domain.accounts import names
from tracker.domain.errors import Invalid
from tracker.domain.limits import LINE_LENGTH, NOTE_LENGTH
from tracker.domain.points.lists import LONGEST_LIST, read_typed
from tracker.domain.treatment.sessions import parse_exercises, parse_side_effects
from tracker.domain.values import codes, parsing, text
from tracker.factors.services.totp import plain_code
from tracker.passwords import hashing
from tracker.wording.vocabularies import SIDES

MARKS = "\u0301\u0316\u0345\u0f73\u0344\u3099\u0327\u05b0"
RUNS = st.text(st.sampled_from("aeか각" + MARKS) | st.characters(), max_size=30)
# Every way in which text comes out of a form, a file or a command.
DOORS: dict[str, Callable[[str], Any]] = {
    "line": parsing.line,
    "note": parsing.note,
    "whole": lambda raw: parsing.whole(raw, 0, 10),
    "decimal": lambda raw: parsing.decimal(raw, 10, 2),
    "day": parsing.day,
    "clock": parsing.clock,
    "moment": parsing.moment,
    "code": lambda raw: parsing.code(raw, SIDES),
    "codes": lambda raw: parsing.codes([raw], SIDES),
    "yes or no": parsing.yes_no,
    "identifier": parsing.identifier,
    "user name": names.user_name,
    "e-mail": names.email,
    "new password": hashing.new_password,
    "points": read_typed,
    "exercises": parse_exercises,
    "side effects": parse_side_effects,
    "code of a practitioner": lambda raw: codes.read_code(raw, 8),
}
# These answer with nothing, or for nobody, instead of refusing.
SILENT: dict[str, Callable[[str], Any]] = {
    "code of an app": plain_code,
    "a password tried": lambda raw: hashing.Hasher(cheap=True).matches(None, raw),
}


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that reaches the library which composes it."""
    seen: list[str] = []
    real = unicodedata.normalize

    class Noting:
        def __getattr__(self, name: str) -> Any:
            return getattr(unicodedata, name)

        def normalize(self, form: Any, given: str) -> str:
            seen.append(given)
            return real(form, given)

    monkeypatch.setattr(text, "unicodedata", Noting())
    return seen


@given(
    st.lists(RUNS, max_size=12).map(lambda parts: "".join(parts) * 9), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])
)
def test_the_normal_forms_are_those_of_the_library(given: str, form: Any) -> None:
    assert text.normal(form, given) == unicodedata.normalize(form, given)


@pytest.mark.parametrize("marks", ["\u0301\u0316", "\u0f73", "\u0344\u0316", "\u0345" * 5 + "\u0316" * 5])
def test_many_marks_are_in_order_before_the_library_puts_them_in_order(composed: list[str], marks: str) -> None:
    text.normal("NFC", "a" + marks * 2000)
    longest = max(composed, key=len)
    classes = [unicodedata.combining(one) for one in longest]
    assert len(longest) > text.AT_ONCE
    assert classes == sorted(classes)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", ["a" + "\u0301\u0316" * 50_000, "\u0f73" * 100_000, "ﷺ" * 100_000])
def test_what_is_too_long_is_refused_uncomposed(composed: list[str], door: str, kind: str) -> None:
    with pytest.raises(Invalid):
        DOORS[door](kind)
    assert not composed


@pytest.mark.parametrize("door", SILENT)
def test_what_is_too_long_is_nobodys_and_uncomposed(composed: list[str], door: str) -> None:
    assert not SILENT[door]("a" + "\u0301\u0316" * 50_000)
    assert sum(map(len, composed)) < text.AT_ONCE


def test_a_name_too_long_to_be_one_is_compared_by_its_beginning(composed: list[str]) -> None:
    assert len(names.name_key("e\u0301" * 1_000_000)) > names.NAME_MOST
    assert max(map(len, composed)) <= names.LONGEST_KEYED


@pytest.mark.parametrize(("most", "parse"), [(LINE_LENGTH, parsing.line), (NOTE_LENGTH, parsing.note)])
@pytest.mark.parametrize("letter", ["é", "ấ", "각", "ᾂ", "🙂", "a", "ֹא"])
def test_what_fits_composed_fits_however_it_came(most: int, parse: Callable[[str], Any], letter: str) -> None:
    whole = letter * (most // len(letter))
    for form in ("NFC", "NFD"):
        assert parse(unicodedata.normalize(form, whole)) == unicodedata.normalize("NFC", whole)


def test_the_number_that_is_told_is_true() -> None:
    with refused(match="to 120 characters; it has 121"):
        parsing.line("e\u0301" * 121)
    with refused(match="to 120 characters; it has more than 120"):
        parsing.line("e\u0301" * 10_000)
    with refused(match="to 4,000 characters; it has 2,000,000"):
        parsing.note("x" * 2_000_000)
    assert parsing.line("a" + " \u00a0" * 10_000 + "b") == "a b"


def test_no_composed_character_comes_as_more() -> None:
    letters = [chr(number) for number in range(0x110000) if not 0xD800 <= number <= 0xDFFF]
    apart = [unicodedata.normalize("NFD", one) for one in letters if unicodedata.normalize("NFC", one) == one]
    assert max(map(len, apart)) == text.PARTS_MOST
    assert max(len(quote(one)) for one in apart) == text.SENT_BYTES_MOST


def test_a_list_of_points_is_as_long_as_may_be_written() -> None:
    with refused(match="4,000"):
        read_typed("é" * (LONGEST_LIST + 1))
