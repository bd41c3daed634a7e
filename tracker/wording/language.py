"""The language that sentences are said in: one for each request, English where nothing else is chosen.

Sentences stand in the code in English, whole, each marked where it is written; another language is a catalogue of the
same sentences (`tracker/translations/LANGUAGE/LC_MESSAGES/messages.po`) and no code. What is put into a sentence has
a name in it, so a language may put it elsewhere: `_("%(name)s sees it", name=name)`; a sign of per cent is doubled,
and never parted from its number at the end of a line. A sentence that counts is said by `ngettext`, which knows as
many forms as a language has.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import NullTranslations
from typing import Final

from babel import Locale

ENGLISH: Final = NullTranslations()
_translations: ContextVar[NullTranslations] = ContextVar("translations", default=ENGLISH)
_locale: ContextVar[Locale | None] = ContextVar("locale", default=None)
_to_owner: ContextVar[bool] = ContextVar("to_owner", default=True)
SENTENCES_KEPT: Final = 8192
PER_CENT: Final = " %%"
PER_CENT_KEPT: Final = "\N{NO-BREAK SPACE}%%"

current: Final = _translations.get
"""The catalogue of the language of this request."""

locale: Final = _locale.get
"""How the language of this request writes days and numbers; None for English, which has rules of our own."""


@lru_cache(SENTENCES_KEPT)
def sentence(translations: NullTranslations, message: str) -> str:
    """The sentence in that language, before anything is put in."""
    return translations.gettext(message).replace(PER_CENT, PER_CENT_KEPT)


@lru_cache(SENTENCES_KEPT)
def _without_values(translations: NullTranslations, message: str) -> str:
    return sentence(translations, message) % {}


def _(message: str, /, **values: object) -> str:
    """The sentence in the language of this request."""
    return sentence(current(), message) % values if values else _without_values(current(), message)


def told(to_owner: str, of_owner: str, /, **values: object) -> str:
    """One of two marked sentences: as it is said to the owner of the record, or to whoever else reads it."""
    return _(to_owner if _to_owner.get() else of_owner, **values)


def is_owner() -> bool:
    """Whether the owner of the record reads: for sentences that count, which are chosen by hand."""
    return _to_owner.get()


def how_told() -> tuple[object, ...]:
    """All that a sentence without values follows from: the language, how it writes numbers, and who reads."""
    return current(), locale(), is_owner()


def ngettext(one: str, more: str, n: float, /, **values: object) -> str:
    """The same of a sentence that counts; `n` is put in by that name too."""
    return current().ngettext(one, more, n) % {"n": n, **values}  # type: ignore[arg-type]


def pgettext(context: str, message: str, /, **values: object) -> str:
    """The same of words that mean more than one thing in English; `context` says which, to translators alone."""
    return current().pgettext(context, message) % values


def npgettext(context: str, one: str, more: str, n: float, /, **values: object) -> str:
    """A sentence that counts, of words that mean more than one thing in English."""
    return current().npgettext(context, one, more, n) % {"n": n, **values}  # type: ignore[arg-type]


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Marks a sentence that stands in a table, where no language is known yet; it is said by `_` when it is read."""
    return message


Sentence = str | Callable[[], str]


def said(sentence: Sentence) -> str:
    """A marked sentence in the language of this request, or what is made of values by then; blank stays blank."""
    if callable(sentence):
        return sentence()
    return _(sentence) if sentence else ""


class Words(Mapping[str, str]):
    """What is said for each code of a list, in the language of this request; the codes are in the list's order."""

    def __init__(self, marked: Mapping[str, str]) -> None:
        self.marked = dict(marked)

    def __getitem__(self, code: str) -> str:
        return _without_values(current(), self.marked[code])

    def __iter__(self) -> Iterator[str]:
        return iter(self.marked)

    def __len__(self) -> int:
        return len(self.marked)

    def __contains__(self, code: object) -> bool:
        return code in self.marked


class BothWords(Words):
    """Words of a list as they begin a line, and `within` a sentence, where English begins them small."""

    def __init__(self, marked: Mapping[str, tuple[str, str]]) -> None:
        super().__init__({code: begun for code, (begun, _small) in marked.items()})
        self.within = Words({code: small for code, (_begun, small) in marked.items()})


def read_by_owner(*, owner: bool) -> None:
    """From here on the record of this request is read by its owner, or by somebody else."""
    _to_owner.set(owner)


@contextmanager
def to_others() -> Iterator[None]:
    """Say what is said meanwhile to somebody who is not the owner of the record, whoever has the page."""
    before = _to_owner.set(False)
    try:
        yield
    finally:
        _to_owner.reset(before)


def speak(translations: NullTranslations) -> None:
    """From here on this request is answered in that language."""
    _translations.set(translations)
    _locale.set(getattr(translations, "locale", None))


@contextmanager
def speaking(translations: NullTranslations) -> Iterator[None]:
    """Say what is said meanwhile in that language."""
    before = current()
    speak(translations)
    try:
        yield
    finally:
        speak(before)
