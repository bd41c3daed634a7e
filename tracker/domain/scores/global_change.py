"""What a person says of the whole change since the start, in seven steps from very much better to very much worse."""

from typing import Final

MUCH: Final = frozenset({"very_much_better", "much_better"})


def much_improved(code: str | None) -> bool:
    """Whether an answer (a code of `vocabularies.GLOBAL_CHANGES`) counts as much improved.

    Only "much better" and "very much better" do. None, not asked or not answered, does not, nor does a code that is
    not known; raises nothing. Source: Farrar 2001, Pain 94:149, where these two steps of the global impression of
    change marked the improvement that pain scores were held against.
    """
    return code in MUCH
