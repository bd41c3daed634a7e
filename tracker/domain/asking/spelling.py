"""Words as they are compared: folded, cut into tokens, shortened to a stem, and put right where they are misspelt.

The work on a question grows with its letters alone. What a word could have been is looked up among the known words
with letters left out, so the known words are never gone through. Sources: Damerau 1964, doi 10.1145/363958.363994 (the
four slips of a typist); the look-up by left-out letters is Garbe's "symmetric delete".
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final

from tracker.domain.values.finding import folded

MOST_LETTERS: Final = 300
"""Of a question; what is longer is cut, and no page sends more."""

MOST_OF_A_WORD: Final = 24
SHORTEST_MISSPELT: Final = 4
TWO_SLIPS_FROM: Final = 8
_WORD: Final = re.compile(r"[^\W_]+")
_INSIDE: Final = re.compile(r"['’ʼ`´]")
_ENDINGS: Final = (("sses", "ss"), ("ies", "y"), ("ings", ""), ("ing", ""), ("edly", ""), ("ed", ""), ("ly", ""))
_LEAST_STEM: Final = 3


def tokens(text: str) -> list[str]:
    """The words of `text`, at most 300 letters of it: without case, accents and apostrophes ("Can't" is "cant")."""
    plain = folded(_INSIDE.sub("", text[:MOST_LETTERS]))
    return [word[:MOST_OF_A_WORD] for word in _WORD.findall(plain)]


@lru_cache(4096)
def stem(word: str) -> str:
    """An English word without the endings of number and tense: "needles" is "needl", "helping" "help".

    Both sides are shortened alike, so what is left need be no word. Other languages are compared as they are written.
    """
    short = word
    for ending, kept in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            short = word[: len(word) - len(ending)] + kept
            break
    else:
        if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _LEAST_STEM:
            short = word[:-1]
    if len(short) > _LEAST_STEM and short[-1] == short[-2] and short[-1] not in "aeiouls":
        short = short[:-1]
    return short.removesuffix("e") if len(short) > _LEAST_STEM else short


def slips(length: int, shortest: int = SHORTEST_MISSPELT) -> int:
    """How many slips a word of that many letters may hold and still be known: none under `shortest`, 1 to 7, else 2."""
    if length < shortest:
        return 0
    return 1 if length < TWO_SLIPS_FROM else 2


def distance(one: str, other: str, most: int) -> int:
    """How many letters were left out, put in, taken for another or swapped with their neighbour; `most` + 1 if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for here, letter in enumerate(one, 1):
        before, last, row = row, before, [here]
        for there, against in enumerate(other, 1):
            cost = min(before[there] + 1, row[there - 1] + 1, before[there - 1] + (letter != against))
            if here > 1 and there > 1 and letter == other[there - 2] and one[here - 2] == against:
                cost = min(cost, last[there - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _left_out(word: str, most: int) -> Iterable[str]:
    """The word as it is, and with up to `most` of its letters left out."""
    for number in range(min(most, len(word) - 1) + 1):
        for places in combinations(range(len(word)), number):
            yield "".join(letter for place, letter in enumerate(word) if place not in places)


class Known:
    """The words that are known, among which a misspelt one is looked for."""

    def __init__(self, words: Iterable[str], shortest: int = SHORTEST_MISSPELT) -> None:
        """`shortest`: how many letters a misspelt word has at least."""
        self.words = frozenset(words)
        self._shortest = shortest
        found: dict[str, list[str]] = {}
        for word in sorted(self.words):
            for short in set(_left_out(word, slips(len(word), shortest))):
                found.setdefault(short, []).append(word)
        self._by_short = found

    def near(self, word: str) -> tuple[str, ...]:
        """The known words that `word` is likeliest meant to be, by the fewest slips: itself where it is known.

        Those that begin alike come first, then a to z; none where none is near enough. Of a word under 4 letters a
        letter may be missing, and no other slip is looked for; numbers are meant as they are.
        """
        if word in self.words:
            return (word,)
        most = slips(len(word), self._shortest)
        found: set[str] = set()
        if word.isalpha():
            for short in _left_out(word, most):
                found.update(self._by_short.get(short, ()))
        if len(word) < SHORTEST_MISSPELT:
            found = {one for one in found if len(one) > len(word)}
        by_slips: dict[int, list[str]] = {}
        for one in found:
            by_slips.setdefault(distance(word, one, most), []).append(one)
        fewest = min(by_slips, default=most + 1)
        if fewest > most:
            return ()
        return tuple(sorted(by_slips[fewest], key=lambda one: (one[0] != word[0], one)))

    def put_right(self, words: Sequence[str]) -> list[str]:
        """Each word as the known one that it is or was meant to be; what is like none stays."""
        return [next(iter(self.near(word)), word) for word in words]
