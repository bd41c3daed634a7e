"""Which warning signs a question may be about, so that they come before every answer: the safe side, not a diagnosis.

A sign is told by kinds of words that stand in the question together, in whatever order: "cannot feel" and "between the
legs". What is denied is shown all the same: whoever asks about a sign is told of it. No sign found says nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.domain.asking.spelling import Known, tokens

YOUNG, OLD = 20, 50
"""A first time under or over these ages is a sign. Source: NCBI NBK52120."""

AGES: Final = range(10, 110)
AGE: Final = "age"
"""The kind of a number that may be an age at which a first time is a sign."""

YOUNG_AGE: Final = "young age"
"""The kind of one that may be an age so young that any time is the first."""

SHORTEST_MISSPELT: Final = 3
"""Shorter than for other words: "num" is likelier "numb" than nothing, and a sign missed weighs more."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A sign by its code, and the kinds of words that together point to it."""

    code: str
    kinds: tuple[str, ...]


class Signs:
    """The kinds of words and the rules of one language, made ready once; signs are told in the order of the rules."""

    def __init__(self, kinds: Mapping[str, Sequence[str]], rules: Sequence[Rule], others: Iterable[str] = ()) -> None:
        """`others` are words that are right as they are, so that none is taken for a misspelt one of a sign."""
        self._beginning: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        words = set(others)
        for kind, phrases in kinds.items():
            for phrase in phrases:
                spoken = tuple(tokens(phrase))
                words.update(spoken)
                if spoken:
                    self._beginning.setdefault(spoken[0], []).append((spoken[1:], kind))
        self._rules = tuple(rules)
        self._known = Known(words, SHORTEST_MISSPELT)

    def kinds_in(self, typed: Sequence[str]) -> frozenset[str]:
        """The kinds of words in a question; each word counts as typed, in the singular, and as it was meant."""
        meant = [frozenset({word, word.removesuffix("s"), *self._known.near(word)}) for word in typed]
        found: set[str] = set()
        for at, words in enumerate(meant):
            for word in words:
                for rest, kind in self._beginning.get(word, ()):
                    ahead = meant[at + 1 : at + 1 + len(rest)]
                    if len(ahead) == len(rest) and all(one in there for one, there in zip(rest, ahead, strict=True)):
                        found.add(kind)
        ages = [int(word) for word in typed if word.isdecimal() and int(word) in AGES]
        if any(not YOUNG <= age <= OLD for age in ages):
            found.add(AGE)
        if any(age < YOUNG for age in ages):
            found.add(YOUNG_AGE)
        return frozenset(found)

    def told(self, question: str) -> tuple[str, ...]:
        """The codes of the signs that the question may be about, each once, in the order of the rules."""
        kinds = self.kinds_in(tokens(question))
        return tuple(dict.fromkeys(rule.code for rule in self._rules if kinds.issuperset(rule.kinds)))
