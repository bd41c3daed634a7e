"""What a session of each kind is asked about: one table for the form, the page that reads it back, and the tests.

A kind is asked only for what can be true of it: nobody misses a walk, and heat leaves no needle behind. What is stored
all the same, from a file or from before, stays and is shown. Source: the side effects of needling as in Baeumler 2021,
doi 10.1136/bmjopen-2020-045961; which of them fit another kind is our own rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from tracker.domain.vocabularies import COURSE_KINDS, SERIOUS_SIDE_EFFECTS, SESSION_KINDS, SIDE_EFFECTS

AT_THE_NEEDLE: Final = (
    *("bruise", "bleeding_spot", "needle_site_pain", "soreness", "redness", "stuck_needle", "forgotten_needle"),
)
ON_THE_SKIN: Final = ("bruise", "soreness", "redness")
GENERAL: Final = ("light_headed", "fainting", "tired", "nausea", "sweating", "headache", "emotional_release")
SYMPTOM_CHANGE: Final = ("pain_worse", "new_numbness")
BY_A_NEEDLE: Final = frozenset({"broken_needle"})
URGENT: Final = tuple(item for item in SIDE_EFFECTS if item in SERIOUS_SIDE_EFFECTS)
AFTER_HANDS: Final = tuple(item for item in URGENT if item not in BY_A_NEEDLE)
AFTER_EXERCISE: Final = ("breathless", "new_weakness", "faint_with_injury")
NOTHING_OF_ITS_OWN: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Side effects that a kind is asked about: at the place treated, in general, of the symptoms; `urgent` ones apart.

    `at_a_needle` says that the place is where needles were; else it is the skin.
    """

    place: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    symptoms: tuple[str, ...] = SYMPTOM_CHANGE
    urgent: tuple[str, ...] = ()
    at_a_needle: bool = False

    @property
    def every(self) -> frozenset[str]:
        return frozenset((*self.place, *self.general, *self.symptoms, *self.urgent))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a kind is asked about.

    `own` are fields that few kinds have; `regions` whether it is asked where on the body; `by_somebody` that somebody
    treats: then it can be planned or missed, is one of a course, costs something, and meets cautions worth a look on
    its page.
    """

    own: frozenset[str] = NOTHING_OF_ITS_OWN
    regions: bool = True
    by_somebody: bool = False
    effects: Effects = field(default_factory=Effects)


_BY_NEEDLES: Final = Effects(place=AT_THE_NEEDLE, general=GENERAL, urgent=URGENT, at_a_needle=True)
_BY_HANDS: Final = Effects(place=ON_THE_SKIN, general=GENERAL, urgent=AFTER_HANDS)
_OF_EXERCISE: Final = Effects(general=("soreness", "tired", "light_headed"), urgent=AFTER_EXERCISE)

ASKED: Final[Mapping[str, Asked]] = MappingProxyType(
    {
        "acupuncture": Asked(
            own=frozenset({"zones", "points", "needle_count", "needle_minutes", "stimulation", "sensation"}),
            regions=False,
            by_somebody=True,
            effects=_BY_NEEDLES,
        ),
        "physiotherapy": Asked(own=frozenset({"exercises"}), by_somebody=True, effects=_BY_HANDS),
        "heat": Asked(effects=Effects(place=("redness",), urgent=("new_weakness", "burn"))),
        "ice": Asked(effects=Effects(place=("redness",), urgent=("new_weakness",))),
        "massage": Asked(by_somebody=True, effects=_BY_HANDS),
        "chiropractic": Asked(by_somebody=True, effects=_BY_HANDS),
        "stretching": Asked(own=frozenset({"exercises"}), effects=_OF_EXERCISE),
        "walking": Asked(own=frozenset({"distance_m"}), regions=False, effects=_OF_EXERCISE),
        "swimming": Asked(own=frozenset({"distance_m"}), regions=False, effects=_OF_EXERCISE),
        "other": Asked(own=frozenset({"other_name"}), by_somebody=True, effects=_BY_HANDS),
    }
)
OWN_FIELDS: Final = frozenset().union(*(asked.own for asked in ASKED.values()))
assert set(ASKED) == set(SESSION_KINDS), "every kind is asked"  # noqa: S101
assert {kind for kind, asked in ASKED.items() if asked.by_somebody} == set(COURSE_KINDS), "who treats"  # noqa: S101
