"""The letter, shape and colour by which each kind of treatment is told in every chart."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tracker.wording.charted.pain import MEDICINE_TAKEN
from tracker.wording.charts import LETTERS
from tracker.wording.language import _
from tracker.wording.vocabularies import SESSION_KINDS

TAKEN: Final = "taken"


@dataclass(frozen=True, slots=True)
class Mark:
    """How one kind of treatment is drawn: any two kinds differ in letter and in shape, not in colour alone."""

    symbol: str
    colour: str
    kind: str

    @property
    def letter(self) -> str:
        """What stands for it where there is no room."""
        return LETTERS[self.kind]

    @property
    def words(self) -> str:
        """What it is called within a sentence."""
        return _(MEDICINE_TAKEN) if self.kind == TAKEN else SESSION_KINDS.within[self.kind]


_SYMBOLS: Final = {
    "acupuncture": "triangle-up",
    "physiotherapy": "square",
    "heat": "circle",
    "ice": "hexagram",
    "massage": "diamond",
    "chiropractic": "cross",
    "stretching": "bowtie",
    "walking": "triangle-right",
    "swimming": "triangle-down",
    "other": "pentagon",
}
MARKS: Final = MappingProxyType({kind: Mark(symbol, f"var(--kind-{kind})", kind) for kind, symbol in _SYMBOLS.items()})
MEDICINE: Final = Mark("line-ns-open", "var(--ink-soft)", TAKEN)
MISSED_SYMBOL: Final = "x-thin-open"
