"""Asking in plain words: the statements of the language of this request made ready to be found, and the answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations
from typing import Final

from tracker.domain.asking.ranking import Document, Index, Vocabulary
from tracker.domain.asking.signs import Signs
from tracker.domain.asking.spelling import tokens
from tracker.wording.language import ENGLISH, current, sentence
from tracker.wording.statements import BY_CODE, Statement
from tracker.wording.statements.asked import ASKED
from tracker.wording.statements.patients_words import EMPTY, SAME
from tracker.wording.statements.sign_words import KINDS, RULES

MOST_ANSWERS: Final = 3
MOST_SIGNS: Final = 4
LANGUAGES_KEPT: Final = 16
SEMICOLON: Final = ";"


@dataclass(frozen=True, slots=True)
class Answer:
    """What our statements say to a question: the signs it may be about, and what answers it, best first.

    Neither: we do not know.
    """

    signs: tuple[Statement, ...]
    statements: tuple[Statement, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all of it, the signs first."""
        return tuple(one.code for one in (*self.signs, *self.statements))


def _phrases(translations: NullTranslations, message: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in translations.gettext(message).split(SEMICOLON) if part.strip())


@dataclass(frozen=True, slots=True)
class _Ready:
    index: Index
    signs: Signs


@lru_cache(LANGUAGES_KEPT)
def _ready(translations: NullTranslations) -> _Ready:
    """The index and the signs of a language, built once; signs are looked for in the words of English besides."""
    kinds = _kinds((translations, ENGLISH))
    in_english = translations is ENGLISH
    vocabulary = Vocabulary.of(
        translations.gettext(EMPTY), (_phrases(translations, group) for group in SAME), stems=in_english
    )
    documents = [_document(translations, BY_CODE[code], asked) for code, asked in ASKED.items()]
    words = {word for phrases in kinds.values() for phrase in phrases for word in tokens(phrase)}
    index = Index(documents, vocabulary, words)
    return _Ready(index, Signs(kinds, RULES, index.known.words))


def _kinds(spoken: Iterable[NullTranslations]) -> Mapping[str, tuple[str, ...]]:
    languages = tuple(dict.fromkeys(spoken))
    return {
        kind: tuple(phrase for translations in languages for phrase in _phrases(translations, words))
        for kind, words in KINDS.items()
    }


def _document(translations: NullTranslations, statement: Statement, asked: str) -> Document:
    """A statement as it is looked for. What is made of values has the words of its marked sentence in no catalogue."""
    own = (sentence(translations, text) for text in statement.texts if isinstance(text, str))
    heading = sentence(translations, statement.heading) if isinstance(statement.heading, str) else ""
    return Document(statement.code, _phrases(translations, asked), heading, " ".join(own))


def answer(question: str) -> Answer:
    """What the statements of this language say to the question; the same for the same words."""
    ready = _ready(current())
    told = ready.signs.told(question)[:MOST_SIGNS]
    found = ready.index.find(question, MOST_ANSWERS)
    return Answer(tuple(BY_CODE[code] for code in told), tuple(BY_CODE[one.code] for one in found))
