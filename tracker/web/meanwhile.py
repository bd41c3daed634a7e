"""Two pages open on the same thing: what becomes of an answer that both of them hold.

Source: the three-way merge of Khanna, Kunal and Pierce 2007, "A formal investigation of diff3" (FSTTCS 2007): where one
side left a part as it was, the other side's stands; where both changed it to different things, a person decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merged:
    """For each part of an answer, whose stands: `mine` that of the page sent, `stored` that kept meanwhile.

    `asked` are the parts that both changed to different things: nobody but the person can say which one counts.
    """

    mine: frozenset[str]
    stored: frozenset[str]
    asked: frozenset[str]


def merge(base: Mapping[str, str], mine: Mapping[str, str], stored: Mapping[str, str]) -> Merged:
    """Judge each part of one answer: as the page showed it, as it was sent, as it is kept by now.

    An answer with one value is one part; one of several, such as ticks, has a part for each. A part that is missing
    is nothing. Texts are compared as they are; they carry no unit here. A page that did not show a part cannot take it
    away: what is in neither `base` nor `mine` stays as `stored`.
    Source: as named above.
    """
    whose: dict[str, set[str]] = {"mine": set(), "stored": set(), "asked": set()}
    for part in {*base, *mine, *stored}:
        shown, sent, kept = base.get(part), mine.get(part), stored.get(part)
        if kept in (sent, shown):
            whose["mine"].add(part)
        elif sent == shown:
            whose["stored"].add(part)
        else:
            whose["asked"].add(part)
    return Merged(**{name: frozenset(parts) for name, parts in whose.items()})


def merge_named(base: tuple[str, ...], mine: tuple[str, ...], stored: tuple[str, ...]) -> tuple[str, ...]:
    """A list of names in order, where both pages may have added some and taken some away.

    What was taken away here goes, what was added here comes last, all else stays as it is kept; each name once. Where
    nothing was changed meanwhile, the list is as it was sent, in its order.
    Source: as named above.
    """
    if stored == base:
        return tuple(dict.fromkeys(mine))
    left = [name for name in stored if name in mine or name not in base]
    added = [name for name in mine if name not in base]
    return tuple(dict.fromkeys([*left, *added]))
