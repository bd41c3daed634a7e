"""What a list says of a session beside its name: only what was told of it, in one order."""

import pytest

from tracker.wording.diary import session_more


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((None, None, None, None, ()), ""),
        (("Li Wen", None, None, None, ()), "With Li Wen"),
        ((None, 5, 3, None, ()), "Back 5 before, 3 after"),
        ((None, 5, None, None, ()), ""),
        ((None, None, None, "yes", ()), "Helped: yes"),
        (
            ("Li Wen", 0, 0, "yes", ("bruise (mild)",)),
            "With Li Wen, back 0 before, 0 after, helped: yes, side effects: bruise (mild)",
        ),
    ],
)
def test_only_what_was_told_is_said(
    told: tuple[str | None, int | None, int | None, str | None, tuple[str, ...]], said: str
) -> None:
    assert session_more(*told) == said
