"""The letter, shape and colour by which each kind of treatment is told in every chart."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tracker.wording import within
from tracker.wording.language import _

TAKEN: Final = "taken"


@dataclass(frozen=True, slots=True)
class Mark:
    """How one kind of treatment is drawn: any two kinds differ in letter and in shape, not in colour alone."""

    letter: str
    symbol: str
    colour: str
    kind: str

    @property
    def words(self) -> str:
        """What it is called within a sentence."""
        return _("medicine taken") if self.kind == TAKEN else within.SESSION_KINDS[self.kind]


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
    {kind: Mark(letter, symbol, f"var(--kind-{kind})", kind) for kind, (letter, symbol) in _LETTERS_AND_SYMBOLS.items()}
)
MEDICINE: Final = Mark("Med", "line-ns-open", "var(--ink-soft)", TAKEN)
MISSED_SYMBOL: Final = "x-thin-open"
DENSE_SYMBOL: Final = "line-ns-open"
