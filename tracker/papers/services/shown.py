"""A paper's data with what cannot be shown in words: what was typed alone is changed, never how a paper is built."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum
from html import escape
from typing import Any, Final, cast

from tracker.papers.services.blocks import sentence
from tracker.papers.services.plainer import (
    composed,
    in_texts,
    is_sure,
    lost_without_marks,
    plain_blanks,
    texts_of,
    unmarked,
)
from tracker.papers.services.scripts import breakable, cleaned, every_text, in_words, scripts_missing
from tracker.wording import papers as words

DRAWING, TOLD = "drawing", "alt"  # a drawing is XML already; what is told of one needs no font
BUILT: Final = frozenset({"kind"})


class Plain(IntEnum):
    """How much plainer than typed a paper is set."""

    AS_TYPED = 0
    DRAWINGS_UNMARKED = 1
    DRAWINGS_SURE = 2
    ALL_SURE = 3


@dataclass(frozen=True, slots=True)
class _Rules:
    """What becomes of every text of some data, of drawings, and of what is told of them."""

    text: Callable[[str], str]
    drawing: Callable[[str], str]
    told: Callable[[str], str] = str


def clean(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same data with writing alone in it."""
    return cast("dict[str, Any]", _each(data, _Rules(cleaned, cleaned, cleaned)))


def letters_of(data: Mapping[str, Any]) -> set[str]:
    """Every letter that a font has to show."""
    return {letter for text in every_text(_each(data, _Rules(str, texts_of, lambda _told: ""))) for letter in text}


def shown(data: Mapping[str, Any], missing: Collection[str], plain: Plain) -> dict[str, Any]:
    """The data with what is missing said in words, as plain as asked, and a last section that says so."""
    said: set[str] = set()

    def text(typed: str) -> str:
        sure = plain >= Plain.ALL_SURE
        typed = plain_blanks(typed) if sure else typed
        wanting = _wanting(typed, missing, sure=sure)
        said.update(wanting)
        return breakable(in_words(typed, wanting))

    def written(typed: str) -> str:
        if plain >= Plain.DRAWINGS_UNMARKED:
            typed = composed(typed)
            lost = lost_without_marks(typed)
            said.update(lost)
            typed = unmarked(in_words(typed, lost, escape))
        wanting = _wanting(typed, missing, sure=plain >= Plain.DRAWINGS_SURE)
        said.update(wanting)
        return in_words(typed, wanting, escape)

    made = _each(data, _Rules(text, lambda drawing: in_texts(drawing, written)))
    kept = not data.get("typed")
    told = [words.not_shown(scripts_missing(said), kept=kept)] if said else []
    if plain:
        told.append(words.made_plainer(kept=kept))
    if told:
        blocks = [sentence(one, soft=True) for one in told]
        made["sections"].append({"title": words.TITLES["fonts"], "level": 1, "blocks": blocks})
    return cast("dict[str, Any]", made)


def _wanting(text: str, missing: Collection[str], *, sure: bool) -> set[str]:
    return {letter for letter in text if letter in missing or (sure and not is_sure(letter))}


def _each(data: Any, rules: _Rules) -> Any:
    """The same data with every text made another."""
    if isinstance(data, str):
        return rules.text(data)
    if isinstance(data, Mapping):
        special: dict[str, Callable[[str], str]] = {DRAWING: rules.drawing, TOLD: rules.told} | dict.fromkeys(
            BUILT, str
        )
        return {name: special[name](one) if name in special else _each(one, rules) for name, one in data.items()}
    if isinstance(data, list | tuple):
        return [_each(value, rules) for value in data]
    return data
