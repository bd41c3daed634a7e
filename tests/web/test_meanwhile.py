"""What becomes of an answer that two open pages hold: by cases, and for any answers whatever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.web.meanwhile import merge, merge_named

ONE = "value"
# As the page showed it, as it was sent, as it is kept by now: what stands, or both where a person must decide.
CASES = {
    "nobody changed it": ("5", "5", "5", "5"),
    "changed here": ("5", "3", "5", "3"),
    "changed elsewhere": ("5", "5", "7", "7"),
    "changed to the same": ("5", "3", "3", "3"),
    "changed to two things": ("5", "3", "7", "both"),
    "given here": (None, "3", None, "3"),
    "given elsewhere": (None, None, "7", "7"),
    "given twice, apart": (None, "3", "7", "both"),
    "taken away here": ("5", None, "5", None),
    "taken away elsewhere": ("5", "5", None, None),
    "taken away twice": ("5", None, None, None),
    "taken away here, changed elsewhere": ("5", None, "7", "both"),
    "changed here, taken away elsewhere": ("5", "3", None, "both"),
}


def _held(value: str | None) -> dict[str, str]:
    return {} if value is None else {ONE: value}


@pytest.mark.parametrize("case", CASES)
def test_one_value(case: str) -> None:
    shown, sent, kept, stands = CASES[case]
    merged = merge(_held(shown), _held(sent), _held(kept))
    if stands == "both":
        assert merged.asked == {ONE}
        return
    assert not merged.asked
    assert (sent if ONE in merged.mine else kept) == stands


def test_ticks_that_were_not_shown_are_not_taken_away() -> None:
    shown, sent, kept = {"numb": "x"}, {"fever": "x"}, {"numb": "x", "saddle": "x"}
    merged = merge(shown, sent, kept)
    assert merged.mine == {"fever", "numb"}  # one added, one taken away
    assert merged.stored == {"saddle"}


TICKS = st.frozensets(st.sampled_from("abcdef"))
VALUES = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("123"))


@given(shown=TICKS, sent=TICKS, kept=TICKS)
def test_ticks_are_what_is_kept_with_what_was_ticked_and_without_what_was_unticked(
    shown: frozenset[str], sent: frozenset[str], kept: frozenset[str]
) -> None:
    def ticked(codes: frozenset[str]) -> dict[str, str]:
        return dict.fromkeys(codes, "x")

    merged = merge(ticked(shown), ticked(sent), ticked(kept))
    assert not merged.asked
    assert (sent & merged.mine) | (kept & merged.stored) == (kept | (sent - shown)) - (shown - sent)


@given(shown=VALUES, sent=VALUES, kept=VALUES)
def test_every_part_has_one_fate_and_nothing_kept_is_lost_unless_it_was_shown(
    shown: dict[str, str], sent: dict[str, str], kept: dict[str, str]
) -> None:
    merged = merge(shown, sent, kept)
    fates = [merged.mine, merged.stored, merged.asked]
    assert sorted(part for fate in fates for part in fate) == sorted({*shown, *sent, *kept})
    for part in merged.mine:
        assert kept.get(part) in (sent.get(part), shown.get(part))
    for part in merged.stored:
        assert sent.get(part) == shown.get(part) != kept.get(part)
    for part in merged.asked:
        assert len({shown.get(part), sent.get(part), kept.get(part)}) == 3


@given(shown=VALUES, sent=VALUES)
def test_an_undisturbed_page_gets_what_it_sent(shown: dict[str, str], sent: dict[str, str]) -> None:
    merged = merge(shown, sent, shown)
    assert not merged.stored
    assert not merged.asked


NAMES = {
    "nobody else was here": ("ab", "ba", "ab", "ba"),
    "one added each": ("a", "ab", "ac", "acb"),
    "one renamed, one moved up": ("abc", "abd", "bc", "bd"),
    "taken away on both": ("ab", "a", "a", "a"),
    "taken away elsewhere": ("ab", "ab", "b", "b"),
    "the same added": ("", "x", "x", "x"),
}


@pytest.mark.parametrize("case", NAMES)
def test_names_in_order(case: str) -> None:
    shown, sent, kept, stands = (tuple(part) for part in NAMES[case])
    assert merge_named(shown, sent, kept) == stands


@given(*[st.lists(st.sampled_from("abcdef"), unique=True).map(tuple)] * 3)
def test_names_never_go_unless_they_were_taken_away(
    shown: tuple[str, ...], sent: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    result = merge_named(shown, sent, kept)
    assert len(set(result)) == len(result)
    assert set(result) == (set(kept) | (set(sent) - set(shown))) - (set(shown) - set(sent))
