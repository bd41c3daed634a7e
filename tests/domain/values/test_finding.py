"""Words are found whatever their case and accents, and told where they stand."""

import pytest

from tracker.domain.values.finding import excerpt, folded, holds_all, pieces, words_of


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("cafe", "Café"),
        ("CAFÉ", "cafe\u0301"),
        ("strasse", "Straße"),
        ("ΣΟΦΟΣ", "σοφός"),
        ("İzmir", "izmir"),
        ("５", "5"),
    ],
)
def test_case_and_accents_make_no_difference(typed: str, stored: str) -> None:
    assert holds_all([stored], words_of(typed))
    assert folded("Ø") != folded("o"), "a letter of its own"


def test_every_word_is_found_in_one_text_or_another() -> None:
    assert holds_all(["Long drive", None, "Ibuprofen"], words_of("ibu DRIVE"))
    assert not holds_all(["Long drive"], words_of("drive garden"))
    assert words_of("  a A á b ") == ("a", "b")
    assert words_of("\u0301") == ()
    assert len(words_of(" ".join(map(str, range(20))))) == 8
    assert words_of("x" * 500) == ("x" * 100,)


def test_what_was_found_is_told_in_the_text_as_it_is_written() -> None:
    assert pieces("In the Garden, gärten", words_of("gar")) == (
        ("In the ", False),
        ("Gar", True),
        ("den, ", False),
        ("gär", True),
        ("ten", False),
    )
    assert pieces("Straße", words_of("rass")) == (("St", False), ("raß", True), ("e", False))
    assert pieces("cafe\u0301 au", words_of("cafe")) == (("cafe\u0301", True), (" au", False))
    assert pieces("abab", words_of("ab ba")) == (("abab", True),)
    assert pieces("aXb", words_of("b")) == (("aX", False), ("b", True))
    assert pieces("", words_of("b")) == ()
    assert pieces("abc", ()) == (("abc", False),)


def test_a_long_text_is_cut_around_what_was_found() -> None:
    text = f"{'before ' * 20}needle {'after ' * 60}"
    found = excerpt(text, words_of("needle"))
    assert found[0] == ("… ", False)
    assert ("needle", True) in found
    assert found[-1] == (" …", False)
    assert len("".join(part for part, _ in found)) < 200
    assert excerpt("One\n line", words_of("line")) == (("One ", False), ("line", True))
    assert excerpt("w" * 300 + "x" + "w" * 300, ("x",)) == (
        ("… ", False),
        ("w" * 40, False),
        ("x", True),
        (" …", False),
    ), "nowhere to cut"
    assert excerpt("w" * 300, ()) == (("w" * 120, False), (" …", False))
    begun = excerpt("word " * 100, ())
    assert begun[0][0].startswith("word word")
    assert begun[-1] == (" …", False)
