"""Sentences that few pages come to, in both of their forms."""

import pytest

from tracker.wording import brief, correspondence, formats, meanwhile


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (lambda: brief.reached(1, "foot", "foot"), "week 1, foot"),
        (lambda: brief.reached(1, "calf", "foot"), "week 1, calf to foot"),
        (lambda: correspondence.rhythm_kept(None), "Now no weekly rhythm. Leave it empty to keep that."),
        (lambda: correspondence.rhythm_kept(2), "Now 2 a week. Leave it empty to keep that."),
        (lambda: formats.either(["one", "two", "three"]), "one or two or three"),
        (meanwhile.saved_meanwhile, "Saved meanwhile"),
        (lambda: meanwhile.saved_meanwhile("Mon, 08:12", "Li Wen"), "Saved meanwhile by Li Wen on Mon, 08:12"),
    ],
)  # fmt: skip
def test_each_is_said(said: object, words: str) -> None:
    assert callable(said)
    assert said() == words
