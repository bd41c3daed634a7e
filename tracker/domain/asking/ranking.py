"""Which of our statements answers a question: ranked by the words that both share, rare words counting for more.

BM25 over fields (Robertson and Zaragoza 2009, doi 10.1561/1500000019, section 3.6), the fields being how patients ask
for a statement, its heading and its own words. Words that mean the same to patients are one word on both sides. The
same question always has the same answer: ties are broken by the order of the statements.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Final

from tracker.domain.asking.spelling import Known, stem, tokens

SATURATION: Final = 1.2
FLATTENING: Final = 0.4
ASKED, HEADING, TEXT = 4.0, 1.5, 1.0
WHOLE_PHRASE: Final = 0.9
"""How much a phrase of patients counts that stands in the question whole, for each of its words that carry meaning."""

LEAST_SHARE: Final = 0.4
"""Of what the words of a question are worth, this much has to stand in a statement; else we do not know."""

LEAST_OF_BEST: Final = 0.45
"""What comes after the first scores this much of it at least, so that nothing stands there for the sake of it."""

MARK: Final = "="
"""Begins the token of a group of words that mean the same; no word of a text can begin so."""


@dataclass(frozen=True, slots=True)
class Document:
    """A statement as it is looked for: `asked` holds phrases of patients, the others its own words."""

    code: str
    asked: Sequence[str]
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a language brings: words without meaning of their own, groups of phrases that mean the same, its stems."""

    empty: frozenset[str]
    same: Mapping[tuple[str, ...], str]
    stems: bool
    longest: int = 1
    known: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, empty: str, groups: Iterable[Sequence[str]], *, stems: bool) -> "Vocabulary":
        """Of empty words parted by blanks, and groups of phrases; the first of a group names it."""
        same: dict[tuple[str, ...], str] = {}
        known = set(tokens_of_list(empty))
        for group in groups:
            for phrase in group:
                words = tuple(tokens(phrase))
                known.update(words)
                if words:
                    same.setdefault(tuple(_shorten(words, stems=stems)), MARK + group[0])
        return cls(
            empty=frozenset(tokens_of_list(empty)),
            same=same,
            stems=stems,
            longest=max(map(len, same), default=1),
            known=frozenset(known),
        )

    def terms(self, words: Sequence[str]) -> list[str]:
        """The words as they are compared: groups for what means the same, stems for the rest, none that is empty."""
        short = _shorten(words, stems=self.stems)
        found: list[str] = []
        at = 0
        while at < len(short):
            for length in range(min(self.longest, len(short) - at), 0, -1):
                group = self.same.get(tuple(short[at : at + length]))
                if group is not None:
                    found.append(group)
                    at += length
                    break
            else:
                if words[at] not in self.empty:
                    found.append(short[at])
                at += 1
        return found


def tokens_of_list(words: str) -> list[str]:
    """The words of a long list, each cut by the same rule as a question."""
    return [token for word in words.split() for token in tokens(word)]


def _shorten(words: Sequence[str], *, stems: bool) -> list[str]:
    return [stem(word) for word in words] if stems else list(words)


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that answers, by its code; `share` of what the words asked are worth stands in it, from 0 to 1."""

    code: str
    score: float
    share: float


class Index:
    """All statements of one language, made ready once."""

    def __init__(self, documents: Sequence[Document], vocabulary: Vocabulary, besides: Iterable[str] = ()) -> None:
        self._vocabulary = vocabulary
        self._codes = [document.code for document in documents]
        self._weights: list[Mapping[str, float]] = []
        self._phrases: dict[tuple[str, ...], list[int]] = {}
        words: set[str] = {*vocabulary.known, *besides}
        for place, document in enumerate(documents):
            self._weights.append(self._weigh(document, place, words))
        self.known = Known(words)
        number = len(documents)
        holding = Counter(term for weights in self._weights for term in weights)
        self._worth = {term: log(1 + (number - n + 0.5) / (n + 0.5)) for term, n in holding.items()}
        self._rarest = log(1 + (number + 0.5) / 0.5)
        sums = [sum(weights.values()) for weights in self._weights]
        mean = sum(sums) / max(len(sums), 1) or 1.0
        self._flat = [1 - FLATTENING + FLATTENING * one / mean for one in sums]

    def _weigh(self, document: Document, place: int, words: set[str]) -> Mapping[str, float]:
        weights: dict[str, float] = {}
        for phrase in document.asked:
            spoken = tokens(phrase)
            words.update(spoken)
            terms = self._vocabulary.terms(spoken)
            for term in terms:
                weights[term] = weights.get(term, 0.0) + ASKED
            if terms:
                self._phrases.setdefault(tuple(sorted(set(terms))), []).append(place)
        for text, weight in ((document.heading, HEADING), (document.text, TEXT)):
            spoken = [token for part in text.split() for token in tokens(part)]
            words.update(spoken)
            for term in self._vocabulary.terms(spoken):
                weights[term] = weights.get(term, 0.0) + weight
        return weights

    def put_right(self, question: str) -> list[str]:
        """The words of the question, those that are misspelt as they were meant."""
        return self.known.put_right(tokens(question))

    def _counts(self, term: str) -> bool:
        """Whether a word of a question is asked for: of numbers those that a statement holds."""
        return term in self._worth or not term.isdecimal()

    def find(self, question: str, most: int) -> list[Found]:
        """The statements that answer, best first, at most `most`; none where too little of the question is known."""
        asked = [term for term in dict.fromkeys(self._vocabulary.terms(self.put_right(question))) if self._counts(term)]
        whole = sum(self._worth.get(term, self._rarest) for term in asked)
        if not whole:
            return []
        held = frozenset(asked)
        extra: dict[int, float] = {}
        for phrase, places in self._phrases.items():
            if held.issuperset(phrase):
                for place in places:
                    worth = WHOLE_PHRASE * sum(self._worth[term] for term in phrase)
                    extra[place] = max(extra.get(place, 0.0), worth)
        ranked = []
        for place, weights in enumerate(self._weights):
            hits = [term for term in asked if term in weights]
            share = sum(self._worth[term] for term in hits) / whole
            if share < LEAST_SHARE:
                continue
            score = extra.get(place, 0.0)
            for term in hits:
                often = weights[term] / self._flat[place]
                score += self._worth[term] * often / (often + SATURATION)
            ranked.append((-score, place, share))
        best = sorted(ranked)[:most]
        return [
            Found(self._codes[place], -score, share)
            for score, place, share in best
            if score <= LEAST_OF_BEST * best[0][0]
        ]
