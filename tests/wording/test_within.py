"""Words within a sentence are those of the lists, begun small."""

import pytest

from tracker.wording import vocabularies, within
from tracker.wording.language import Words


@pytest.mark.parametrize("name", sorted(name for name, listed in vars(within).items() if isinstance(listed, Words)))
def test_each_list_is_whole_and_says_the_same(name: str) -> None:
    listed = getattr(vocabularies, name)
    assert dict(getattr(within, name)) == {code: words.lower() for code, words in listed.items()}
