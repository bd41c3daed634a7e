"""The letter, shape and colour by which each kind of treatment is told in every chart."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tracker.wording.vocabularies import SESSION_KINDS


@dataclass(frozen=True, slots=True)
class Mark:
    """How one kind of treatment is drawn: any two kinds differ in letter and in shape, not in colour alone."""

    letter: str
    symbol: str
    colour: str
    words: str


_LETTERS_AND_SYMBOLS: Final = {
    "acupuncture": ("A", "triangle-up"),
    "physiotherapy": ("P", "square"),
    "heat": ("H", "circle"),
    "ice": ("I", "hexagram"),
    "massage": ("M", "diamond"),
    "chiropractic": ("C", "cross"),
    "stretching": ("S", "bowtie"),
    "walking": ("W", "triangle-right"),
    "swimming": ("Sw", "triangle-down"),
    "other": ("O", "pentagon"),
}
MARKS: Final = MappingProxyType(
    {
        kind: Mark(letter, symbol, f"var(--kind-{kind})", SESSION_KINDS[kind].lower())
        for kind, (letter, symbol) in _LETTERS_AND_SYMBOLS.items()
    }
)
MEDICINE: Final = Mark("Med", "line-ns-open", "var(--ink-soft)", "medicine taken")
MISSED_SYMBOL: Final = "x-thin-open"
DENSE_SYMBOL: Final = "line-ns-open"
