"""Words within a sentence are those of the lists, begun small."""

import pytest

from tracker.wording import cautions, vocabularies
from tracker.wording.language import BothWords

LISTS = {
    name: listed
    for module in (cautions, vocabularies)
    for name, listed in vars(module).items()
    if isinstance(listed, BothWords)
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_each_list_is_whole_and_says_the_same(name: str) -> None:
    listed = LISTS[name]
    assert dict(listed.within) == {code: words.lower() for code, words in listed.items()}
