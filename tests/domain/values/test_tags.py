"""A day's own words: typed in one line, kept once each, few and short."""

import pytest

from tracker.domain.errors import Invalid
from tracker.domain.values.tags import own_tags, parse_tags, read_tags, write_tags


def test_tags_are_typed_with_commas_and_kept_once() -> None:
    assert parse_tags(["garden, long  drive;Garden\ngärden", None, " visit "]) == ("garden", "long drive", "visit")
    assert parse_tags(["", ", ;"]) == ()
    assert read_tags(write_tags(("a b", "c"))) == ("a b", "c")
    assert read_tags(None) == read_tags("") == ()
    assert own_tags(["b; a", None, "A; c"]) == ("b", "a", "c")


@pytest.mark.parametrize("typed", ["x" * 41, ", ".join("abcdefghi"), "x, " * 400, "a\x00", "garden, \u0301"])
def test_too_many_and_too_long_ones_are_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        parse_tags([typed])
