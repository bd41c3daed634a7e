"""Where a caution meets what was done or is about to be: the two named together. Told, never a block."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from tracker.domain.points.points import PREGNANCY_OTHER_POINTS, PREGNANCY_USUAL_POINTS
from tracker.domain.vocabularies import checked_codes
from tracker.wording import within
from tracker.wording.cautions import CAUTIONS
from tracker.wording.formats import commas
from tracker.wording.language import N_, _, told
from tracker.wording.vocabularies import ADJUNCTS

PRESSED_KINDS: Final = frozenset({"massage", "chiropractic"})
PRESSED: Final = frozenset({"cupping", "tuina"})
WARMED_KINDS: Final = frozenset({"heat"})
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


Rule = Callable[[Given], Iterable[tuple[str, str]]]


def _pregnancy(given: Given) -> Iterable[tuple[str, str]]:
    usual, other = _named(given, PREGNANCY_USUAL_POINTS), _named(given, PREGNANCY_OTHER_POINTS)
    if usual:
        yield (
            usual,
            told(
                N_(
                    "Traditionally avoided in pregnancy. No objective evidence of harm was found. Decide with your "
                    "practitioner and midwife."
                ),
                N_(
                    "Traditionally avoided in pregnancy. No objective evidence of harm was found. Decide with the "
                    "practitioner and midwife."
                ),
            ),
        )
    if other:
        yield (
            other,
            told(
                N_(
                    "In some lists traditionally avoided in pregnancy. No objective evidence of harm was found. "
                    "Decide with your practitioner and midwife."
                ),
                N_(
                    "In some lists traditionally avoided in pregnancy. No objective evidence of harm was found. "
                    "Decide with the practitioner and midwife."
                ),
            ),
        )
    if "sacrum" in given.zones and not given.points:
        yield (
            _("needles at the sacrum"),
            told(
                N_(
                    "In some lists points there are traditionally avoided in pregnancy. No objective evidence of "
                    "harm was found. Decide with your practitioner and midwife."
                ),
                N_(
                    "In some lists points there are traditionally avoided in pregnancy. No objective evidence of "
                    "harm was found. Decide with the practitioner and midwife."
                ),
            ),
        )
    if "electrical" in given.stimulations:
        yield _("electrical stimulation"), _("Talk about it before electrical treatment on the back or belly.")
    if _warmth(given):
        yield _warmth(given), _("Ask the midwife or doctor before heat on the back or belly.")


def _named(given: Given, listed: tuple[str, ...]) -> str:
    return commas([code for code in listed if code in given.points])


def _blood_thinner(given: Given) -> Iterable[tuple[str, str]]:
    if _pressure(given):
        yield _pressure(given), _("Talk about it first. Strong pressure or suction can bruise more easily.")


def _bleeding_disorder(given: Given) -> Iterable[tuple[str, str]]:
    if given.kind == "acupuncture":
        yield (
            _("needles"),
            _("Talk first about how severe it is. If it is severe, ask the doctor who treats it as well."),
        )
    if _pressure(given):
        yield (
            _pressure(given),
            _("Talk about it first. If it is severe, ask the doctor who treats it as well."),
        )


def _implanted_device(given: Given) -> Iterable[tuple[str, str]]:
    if "electrical" in given.stimulations:
        yield (
            _("electrical stimulation"),
            _(
                "Not used over the device or near it. If it may be used elsewhere is a question for the team that "
                "looks after the device."
            ),
        )


def _epilepsy(given: Given) -> Iterable[tuple[str, str]]:
    if "electrical" in given.stimulations:
        yield _("electrical stimulation"), _("Talk about it before electrical treatment.")


def _numb_area(given: Given) -> Iterable[tuple[str, str]]:
    if _warmth(given):
        yield _warmth(given), _("Skin that feels less can burn unnoticed. Ask where it is, and stay clear of it.")
    if given.kind == "ice":
        yield (
            _("ice"),
            _("Skin that feels less can be harmed by cold unnoticed. Ask where it is, and stay clear of it."),
        )


def _skin_problem(given: Given) -> Iterable[tuple[str, str]]:
    what = _among(given, ON_SKIN_KINDS, ON_SKIN)
    if what:
        yield what, _("Ask where the skin is infected or broken, and stay clear of it.")


def _pressure(given: Given) -> str:
    return _among(given, PRESSED_KINDS, PRESSED)


def _warmth(given: Given) -> str:
    if given.kind in WARMED_KINDS:
        return _("heat")
    if "heat" in given.stimulations:
        return _("heat or moxa")
    return _("moxa") if "moxa" in given.adjuncts else ""


def _among(given: Given, kinds: frozenset[str], adjuncts: frozenset[str]) -> str:
    named = [within.SESSION_KINDS[given.kind]] if given.kind in kinds else []
    named += [within.ADJUNCTS[code] for code in ADJUNCTS if code in adjuncts and code in given.adjuncts]
    return commas(named)


# Sources. Pregnancy: Carr 2015, PMC4680134 (points); Braddom's Physical Medicine and Rehabilitation, as read at
# neurorehab.wiki (electrical treatment), instructions of a hot and cold therapy device (deroyal.com, TempTherapy), as
# in `cautions.py`. Blood thinner, bleeding disorder: PMC4315381; best practices for chiropractic, J Altern Complement
# Med, table 9. Device, epilepsy, skin, numb area: medscape.com/viewarticle/501973_6 and the same instructions.
_RULES: Final[dict[str, Rule]] = {
    "blood_thinner": _blood_thinner,
    "bleeding_disorder": _bleeding_disorder,
    "implanted_device": _implanted_device,
    "pregnancy": _pregnancy,
    "skin_problem": _skin_problem,
    "numb_area": _numb_area,
    "epilepsy": _epilepsy,
}


def cautions_met(cautions: Iterable[str], given: Given) -> tuple[Met, ...]:
    """Where the cautions (codes of CAUTIONS) meet what was done, in the vocabulary's order; usually nowhere.

    Points that a patient placed by zones alone are told by their zone. The sentences name what is traditional and
    whom to tell or ask; nothing is ever refused for one. Codes that are not known meet nothing. Raises nothing.
    Sources: as named above the table of rules.
    """
    found = []
    for code in checked_codes(tuple(cautions), CAUTIONS):
        rule = _RULES.get(code)
        found += [Met(code, what, text) for what, text in (() if rule is None else rule(given))]
    return tuple(found)
