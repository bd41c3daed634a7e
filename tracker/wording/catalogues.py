"""The languages there are: English, and each catalogue that lies in `translations/`, read once at start."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tracker.wording.language import ENGLISH, locale, speaking

FOLDER: Final = Path(__file__).parent.parent / "translations"
ENGLISH_TAG: Final = "en"


class Catalogue(GNUTranslations):
    """The sentences of a language, which knows how it writes days and numbers."""

    def __init__(self, compiled: BytesIO, locale: Locale) -> None:
        super().__init__(compiled)
        self.locale = locale


@dataclass(frozen=True, slots=True)
class Language:
    """A language that pages can be in: its tag, its sentences, and which way it is written, `ltr` or `rtl`."""

    tag: str
    translations: NullTranslations
    direction: str = "ltr"


ONLY_ENGLISH: Final = Language(ENGLISH_TAG, ENGLISH)


def languages(folder: Path = FOLDER) -> Mapping[str, Language]:
    """Every language by its tag, English first. A sentence that a catalogue lacks is said in English."""
    found = {path.parent.parent.name: _read(path) for path in sorted(folder.glob("*/LC_MESSAGES/messages.po"))}
    return {ENGLISH_TAG: ONLY_ENGLISH, **{language.tag: language for language in found.values()}}


def chosen(wanted: Iterable[str], known: Mapping[str, Language]) -> Language:
    """The first of the languages `wanted` (tags, the best first) that there is; `pl` also where `pl-PL` is wanted."""
    for tag in wanted:
        found = known.get(tag) or known.get(tag.partition("-")[0].lower())
        if found is not None:
            return found
    return known[ENGLISH_TAG]


def spoken_tag() -> str:
    """The tag of the language of this request, for a process that goes on with its work."""
    spoken = locale()
    return ENGLISH_TAG if spoken is None else _tag(spoken)


@contextmanager
def in_language(tag: str) -> Iterator[None]:
    """Say what is said meanwhile in the language of this tag; English where there is no such catalogue any more."""
    with speaking(_all().get(tag, ONLY_ENGLISH).translations):
        yield


@cache
def _all() -> Mapping[str, Language]:
    return languages()


def _tag(spoken: Locale) -> str:
    return str(spoken).replace("_", "-")


def _read(path: Path) -> Language:
    spoken = Locale.parse(path.parent.parent.name.replace("-", "_"))
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, spoken))
    compiled.seek(0)
    return Language(_tag(spoken), Catalogue(compiled, spoken), spoken.text_direction)
