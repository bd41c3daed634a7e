"""Where a caution meets what was done or is about to be: the two named together. Told, never a block."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from tracker.domain.points.points import PREGNANCY_OTHER_POINTS, PREGNANCY_USUAL_POINTS
from tracker.domain.vocabularies import checked_codes
from tracker.wording.cautions import CAUTIONS
from tracker.wording.formats import commas
from tracker.wording.language import N_, Sentence, _, said, told
from tracker.wording.vocabularies import ADJUNCTS, SESSION_KINDS

PRESSED_KINDS: Final = frozenset({"massage", "chiropractic"})
PRESSED: Final = frozenset({"cupping", "tuina"})
ON_SKIN: Final = frozenset({"cupping", "moxa", "tuina"})
ON_SKIN_KINDS: Final = frozenset({"massage", "heat", "ice"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was done, or is filled in to be done, in one session.

    `kind` is a code of SESSION_KINDS, `points` are codes of points, `zones`, `stimulations` and `adjuncts` codes of
    ZONES, STIMULATIONS and ADJUNCTS. What was not recorded is empty.
    """

    kind: str
    points: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    stimulations: tuple[str, ...] = ()
    adjuncts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """One caution beside what it meets: "Pregnancy" and "BL60, SP6", and what to make of it."""

    caution: str
    what: str
    text: str

    @property
    def lead(self) -> str:
        return _("%(caution)s and %(what)s", caution=CAUTIONS[self.caution], what=self.what)


def _usual_points(given: Given) -> str:
    return commas([code for code in PREGNANCY_USUAL_POINTS if code in given.points])


def _other_points(given: Given) -> str:
    return commas([code for code in PREGNANCY_OTHER_POINTS if code in given.points])


def _sacrum(given: Given) -> str:
    """Points that a patient placed by zones alone are told by their zone."""
    return _("needles at the sacrum") if "sacrum" in given.zones and not given.points else ""


def _needles(given: Given) -> str:
    return _("needles") if given.kind == "acupuncture" else ""


def _electrical(given: Given) -> str:
    return _("electrical stimulation") if "electrical" in given.stimulations else ""


def _ice(given: Given) -> str:
    return _("ice") if given.kind == "ice" else ""


def _warmth(given: Given) -> str:
    if given.kind == "heat":
        return _("heat")
    if "heat" in given.stimulations:
        return _("heat or moxa")
    return _("moxa") if "moxa" in given.adjuncts else ""


def _pressure(given: Given) -> str:
    return _among(given, PRESSED_KINDS, PRESSED)


def _on_skin(given: Given) -> str:
    return _among(given, ON_SKIN_KINDS, ON_SKIN)


def _among(given: Given, kinds: frozenset[str], adjuncts: frozenset[str]) -> str:
    named = [SESSION_KINDS.within[given.kind]] if given.kind in kinds else []
    named += [ADJUNCTS.within[code] for code in ADJUNCTS if code in adjuncts and code in given.adjuncts]
    return commas(named)


def _avoided(which: str) -> str:
    decide = told(
        N_("No objective evidence of harm was found. Decide with your practitioner and midwife."),
        N_("No objective evidence of harm was found. Decide with the practitioner and midwife."),
    )
    return f"{_(which)} {decide}"


# A caution, in the vocabulary's order; what may meet it, named; and what to make of it.
# Sources. Pregnancy: Carr 2015, PMC4680134 (points); Braddom's Physical Medicine and Rehabilitation, as read at
# neurorehab.wiki (electrical treatment), instructions of a hot and cold therapy device (deroyal.com, TempTherapy), as
# in `cautions.py`. Blood thinner, bleeding disorder: PMC4315381; best practices for chiropractic, J Altern Complement
# Med, table 9. Device, epilepsy, skin, numb area: medscape.com/viewarticle/501973_6 and the same instructions.
_MEETINGS: Final[tuple[tuple[str, Callable[[Given], str], Sentence], ...]] = (
    ("blood_thinner", _pressure, N_("Talk about it first. Strong pressure or suction can bruise more easily.")),
    (
        "bleeding_disorder",
        _needles,
        N_("Talk first about how severe it is. If it is severe, ask the doctor who treats it as well."),
    ),
    (
        "bleeding_disorder",
        _pressure,
        N_("Talk about it first. If it is severe, ask the doctor who treats it as well."),
    ),
    (
        "implanted_device",
        _electrical,
        N_(
            "Not used over the device or near it. If it may be used elsewhere is a question for the team that looks "
            "after the device."
        ),
    ),
    ("pregnancy", _usual_points, partial(_avoided, N_("Traditionally avoided in pregnancy."))),
    ("pregnancy", _other_points, partial(_avoided, N_("In some lists traditionally avoided in pregnancy."))),
    ("pregnancy", _sacrum, partial(_avoided, N_("In some lists points there are traditionally avoided in pregnancy."))),
    ("pregnancy", _electrical, N_("Talk about it before electrical treatment on the back or belly.")),
    ("pregnancy", _warmth, N_("Ask the midwife or doctor before heat on the back or belly.")),
    ("skin_problem", _on_skin, N_("Ask where the skin is infected or broken, and stay clear of it.")),
    (
        "numb_area",
        _warmth,
        N_("Skin that feels less can burn unnoticed. Ask where it is, and stay clear of it."),
    ),
    (
        "numb_area",
        _ice,
        N_("Skin that feels less can be harmed by cold unnoticed. Ask where it is, and stay clear of it."),
    ),
    ("epilepsy", _electrical, N_("Talk about it before electrical treatment.")),
)


def cautions_met(cautions: Iterable[str], given: Given) -> tuple[Met, ...]:
    """Where the cautions (codes of CAUTIONS) meet what was done, in the vocabulary's order; usually nowhere.

    Points that a patient placed by zones alone are told by their zone. The sentences name what is traditional and
    whom to tell or ask; nothing is ever refused for one. Codes that are not known meet nothing. Raises nothing.
    Sources: as named above the table.
    """
    noted = checked_codes(tuple(cautions), CAUTIONS)
    return tuple(
        Met(code, what, said(sentence)) for code, find, sentence in _MEETINGS if code in noted and (what := find(given))
    )
