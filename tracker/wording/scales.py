"""The words at the two ends of a scale from 0 to 10: beside it, and read out with the number."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tracker.wording.language import N_, _


@dataclass(frozen=True, slots=True)
class Ends:
    """`low` and `high` stand beside the scale; `lowest` and `highest` name its first and its last number."""

    low: str
    high: str
    lowest: str
    highest: str


_ENDS: Final[Mapping[str, Ends]] = MappingProxyType(
    {
        "pain": Ends(N_("No pain"), N_("Worst pain imaginable"), N_("0, no pain"), N_("10, worst pain imaginable")),
        "symptom": Ends(N_("None"), N_("As bad as it can be"), N_("0, none"), N_("10, as bad as it can be")),
        "sleep": Ends(N_("Not at all"), N_("Could not sleep"), N_("0, not at all"), N_("10, could not sleep")),
        "function": Ends(
            N_("Cannot do it"), N_("As well as before"), N_("0, cannot do it"), N_("10, as well as before")
        ),
    }
)


def scale_ends(kind: str) -> Ends:
    """The ends of the scale on which `kind` is scored: pain, symptom, sleep or function."""
    ends = _ENDS[kind]
    return Ends(_(ends.low), _(ends.high), _(ends.lowest), _(ends.highest))
