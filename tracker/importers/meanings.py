"""What names, words and numbers of other apps mean here. The scales and lists are ours, set out in docs/files.md."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from tracker.domain import vocabularies
from tracker.domain.limits import LINE_LENGTH, SCORE_HIGH
from tracker.importers.asking import NEITHER, NO_YES, SITES, Ask, Asking, Question

# Beside the English ones the same in German, French, Spanish, Italian, Dutch and Polish.
_STRENGTHS: Final = (
    (0, "none, no pain, not present, kein, keine, keiner, aucun, aucune, ninguno, ninguna"),
    (0, "nessuno, nessuna, geen, brak"),
    (2, "mild, leicht, leichte, leichter, léger, légère, leve, lieve, licht, lichte, łagodny, lekki"),
    (5, "moderate, mäßig, mittel, mittlere, modéré, modérée, moderado, moderada, moderato, matig, umiarkowany"),
    (8, "severe, stark, starke, starker, sévère, severo, severa, grave, ernstig, hevig, silny"),
    (10, "unbearable, extreme, very severe, critical, unerträglich, insupportable, insoportable, insopportabile"),
    (10, "ondraaglijk, nieznośny"),
)
STRENGTH_WORDS: Final[Mapping[str, int]] = MappingProxyType(
    {word.casefold(): score for score, words in _STRENGTHS for word in words.split(", ")}
)
CACHED: Final = 1024  # names come again in every row
OF_THREE: Final = (0, 2, 5, 8)
OF_FOUR: Final = (0, 2, 5, 8, 10)


class Meaning(StrEnum):
    """What a name is about."""

    LEG = "leg"
    BACK = "back"
    NUMB = "numb"
    OTHER_PAIN = "other_pain"  # a pain somewhere else: asked about
    HEADACHE = "headache"  # never leg or back pain, and not asked about by itself
    NOTHING = "nothing"


def _words(*roots: str) -> re.Pattern[str]:
    return re.compile(r"(?<![^\W\d_])(?:" + "|".join(roots) + ")", re.IGNORECASE)


_LEG: Final = _words(
    r"legs?\b",
    "sciatic",
    "ischia",
    "thigh",
    "hamstring",
    r"calf\b",
    r"calves\b",
    r"shins?\b",
    r"foot\b",
    r"feet\b",
    r"toes?\b",
    r"heels?\b",
    "buttock",
    "glute",
    r"beine?n?s?\b",
    "beinschmerz",
    "oberschenkel",
    r"waden?\b",
    "wadenschmerz",
    r"fu(?:ß|ss)",
    r"f(?:ü|ue)(?:ß|ss)e",
    "zeh",
    "gesä(?:ß|ss)",
    "ischias",
)
_BACK: Final = _words(
    r"low(?:er)?[ _-]*back",
    r"back\s*\(low",
    r"back[ _-]*(?:pain|ache)",
    "backache",
    r"pain[ _]+in[ _]+(?:my[ _]+)?(?:the[ _]+)?back\b",
    "lumbar",
    "lumbago",
    "sacr",
    "lower[ _-]*spine",
    r"(?:unterer[ _]+)?rücken",
    "kreuz(?:schmerz|bein)?",
    r"lws\b",
)
_NOT_LOW: Final = _words(
    r"upper", r"mid(?:dle)?\b", "thora", "oberer", "hip", "hüft", "knee", "knie", "ankle", "neck", "nacken"
)
_PAIN: Final = _words(
    "pain",
    "ache",
    "aching",
    "hurt",
    "sore",
    "sciatic",
    "ischia",
    "lumbago",
    "cramp",
    r"[^\W\d_]*schmerz",
    r"[^\W\d_]*weh\b",
    "spasm",
    "flare",
    r"tight\b",
    r"burning\b",
    r"stabbing\b",
    r"shooting\b",
    r"throbbing\b",
    "neuralg",
)
_NUMB: Final = _words("numb", "tingl", r"pins[ _]+and[ _]+needles", "taub", "kribbel", "paresthesia", "paraesthesia")
_HEAD: Final = _words("head", "migraine", "migräne", "kopf", "cluster")

TREATMENTS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "acupuncture": _words("acupunct", "akupunkt"),
        "physiotherapy": _words("physio", r"physical[ _]+therapy", r"pt\b", "krankengymnastik"),
        "massage": _words("massage"),
        "chiropractic": _words("chiropra"),
        "heat": _words(
            r"heat\b", r"heat(?:ing)?[ _-]*(?:pack|pad)", r"hot[ _-]*(?:pack|bath|water)", "wärme", "wärmflasche"
        ),
        "ice": _words(r"ice\b", r"ice[ _-]*pack", r"icing\b", r"cold[ _-]*pack", r"kälte", r"kühl"),
        "stretching": _words("stretch", "dehn"),
        "walking": _words(r"walk", "spaziergang", "spazieren"),
        "swimming": _words(r"swim", r"schwimm"),
    }
)
UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {"mg": "mg", "g": "g", "mcg": "mcg", "µg": "mcg", "μg": "mcg", "ug": "mcg", "microgram": "mcg", "ml": "ml"}
    | dict.fromkeys(("tablet", "tab", "pill", "tablette"), "tablet")
    | dict.fromkeys(("capsule", "cap", "kapsel"), "capsule")
    | dict.fromkeys(("drop", "tropfen"), "drop")
    | dict.fromkeys(("patch", "pflaster"), "patch")
    | dict.fromkeys(("puff", "spray"), "puff")
)
QUALITIES: Final[Mapping[str, str]] = MappingProxyType(
    {code: code for code in vocabularies.QUALITIES if code != "other"}
    | dict.fromkeys(("ache", "dull", "dull ache"), "aching")
    | dict.fromkeys(("cramp", "cramps"), "cramping")
    | dict.fromkeys(("electric shock", "electric shock sensation", "electric shocks"), "electric")
    | {"numbness": "numb", "pins and needles": "tingling", "tightness": "tight"}
)
HELPED: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("helpful", "helped", "very helpful", "extremely helpful", "effective", "yes"), "yes")
    | dict.fromkeys(("somewhat", "somewhat helpful", "slightly helpful", "a little"), "somewhat")
    | dict.fromkeys(("unhelpful", "not helpful", "no effect", "did not help", "ineffective", "made worse", "no"), "no")
    | dict.fromkeys(("unsure", "not sure"), "unsure")
)
_WORDS: Final = Question(Ask.WORDS, NO_YES)
_OUT_OF: Final = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,3})?)\s*(?:/|of|out of|von|sur|de|su|van|z)\s*(5|10|100)", re.IGNORECASE
)
_AMOUNT: Final = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*([^\W\d_]+)\.?(?![^\W_])")


def meaning(name: str, *, of_pain: bool = False) -> Meaning:
    """What a name of the person's own, a place or a symptom is about.

    `of_pain`: that it is a pain is known already, so the place decides; else the name has to say that. Of a name that
    is longer than any of ours only the beginning counts.
    """
    return _meaning(name[:LINE_LENGTH], of_pain)


@lru_cache(maxsize=CACHED)
def _meaning(name: str, of_pain: bool) -> Meaning:  # noqa: FBT001 - by place, as caches are looked into faster
    if _NUMB.search(name):
        return Meaning.NUMB
    if _HEAD.search(name):
        return Meaning.HEADACHE
    if not of_pain and not _PAIN.search(name):
        return Meaning.NOTHING
    if _LEG.search(name):
        return Meaning.LEG
    if _BACK.search(name) and not _NOT_LOW.search(name):
        return Meaning.BACK
    return Meaning.OTHER_PAIN


def not_low(name: str) -> bool:
    """Whether it names a place near those of ours that is neither: the upper back, a hip, a knee."""
    return _NOT_LOW.search(name) is not None


def sites(name: str, asking: Asking, *, of_pain: bool = False, example: str | None = None) -> tuple[str, ...]:
    """Which of "leg" and "back" a pain of this name is; what is neither is asked about, and left out until then.

    A headache is asked about nowhere: it is neither.
    """
    found = meaning(name, of_pain=of_pain)
    if found in (Meaning.LEG, Meaning.BACK):
        return (str(found),)
    if found is not Meaning.OTHER_PAIN:
        return ()
    return chosen_sites(asking.answer(Question(Ask.SITE, SITES, of=name), example))


def symptom_sites(name: str, asking: Asking, example: str | None = None) -> tuple[str, ...]:
    """The same of a symptom, which need not be a pain: a leg or a back without a word of pain is asked about."""
    found = sites(name, asking, example=example)
    if found or meaning(name) is not Meaning.NOTHING or meaning(name, of_pain=True) not in (Meaning.LEG, Meaning.BACK):
        return found
    return chosen_sites(asking.answer(Question(Ask.SITE, SITES, of=name), example))


def chosen_sites(answer: str) -> tuple[str, ...]:
    """The sites that an answer of `SITES` stands for."""
    return () if answer == NEITHER else ("leg", "back") if answer == "both" else (answer,)


@dataclass(frozen=True, slots=True)
class Strength:
    """A score, 0 to 10, and whether it was made of another spelling that the note has to keep."""

    score: int
    changed: bool


def strength(value: Decimal, top: int = SCORE_HIGH) -> Strength | None:
    """`value` of a scale from 0 to `top` as 0 to 10, to the nearest whole number and half to even.

    Scales to 3 and to 4 go by their words, and what lies between two of them between their scores; others go in
    proportion. None where it lies outside its scale.
    """
    if not 0 <= value <= top:
        return None
    named = {3: OF_THREE, 4: OF_FOUR}.get(top)
    if named is None:
        return proportion(value, top)
    below = min(int(value), top - 1)
    exact = named[below] + (value - below) * (named[below + 1] - named[below])
    return Strength(int(exact.quantize(Decimal(1), ROUND_HALF_EVEN)), changed=True)


def proportion(value: Decimal, top: int) -> Strength | None:
    """The same of `value` out of `top`, whatever `top` is, in proportion."""
    if not 0 <= value <= top or top <= 0:
        return None
    exact = value * SCORE_HIGH / top
    score = int(exact.quantize(Decimal(1), ROUND_HALF_EVEN))
    return Strength(score, changed=exact != value or value != score)


def rated(text: str, top: int = SCORE_HIGH) -> Strength | None:
    """The number in a text as `strength` of a scale from 0 to `top`; None where it is none or lies outside."""
    return _rated(text, top) if len(text) < LINE_LENGTH else None


@lru_cache(maxsize=1024)
def _rated(text: str, top: int) -> Strength | None:
    value = number(text)
    return None if value is None else strength(value, top)


def qualities(words: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Our codes of words for how a pain feels, and the words that have none."""
    found = [(word, QUALITIES.get(word.strip().casefold())) for word in words]
    return (
        vocabularies.checked_codes(tuple(code for _word, code in found if code), vocabularies.QUALITIES),
        tuple(dict.fromkeys(word for word, code in found if not code)),
    )


def words_wanted(asking: Asking, example: str | None = None) -> bool:
    """Whether words of strength become numbers in this file; also those of a scale that shows words, such as 1 to 4."""
    return asking.answer(_WORDS, example) == "yes"


def word_strength(word: str, asking: Asking) -> int | None:
    """The score of a word of strength where the person wants words to become numbers; else, and for others, None."""
    score = STRENGTH_WORDS.get(word.strip().casefold())
    return score if score is not None and words_wanted(asking, word) else None


def number(text: str) -> Decimal | None:
    """A number written with a point or a comma, with digits of any script and an exponent; None where it is none."""
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def treatment(name: str) -> str | None:
    """The kind of session that a tag, a factor or a word stands for."""
    return _treatment(name[:LINE_LENGTH])


@lru_cache(maxsize=CACHED)
def _treatment(name: str) -> str | None:
    return next((kind for kind, words in TREATMENTS.items() if words.search(name)), None)


def unit(text: str) -> str | None:
    """Our code of a unit; None for one we do not know."""
    plain = text.strip().rstrip(".").casefold()
    return UNITS.get(plain) or UNITS.get(plain.removesuffix("s")) or UNITS.get(plain.removesuffix("n"))


def out_of(text: str, top: int = SCORE_HIGH) -> tuple[Decimal | None, int]:
    """The number of a cell and the top of its scale: 6 is of `top`, and 6/10 or 3 of 5 say theirs."""
    found = _OUT_OF.fullmatch(text)
    return (number(found[1]), int(found[2])) if found else (number(text), top)


def without_amount(text: str) -> str:
    """The name of a medicine without the amount that `amount` finds behind it."""
    found = next((found for found in _AMOUNT.finditer(text) if unit(found[2]) is not None), None)
    return (
        text if found is None else f"{text[: found.start()].rstrip(' (,-')} {text[found.end() :].lstrip(' ),')}".strip()
    )


def amount(text: str) -> tuple[Decimal, str] | None:
    """The first number with a unit of ours in a text such as "400 mg" or "50mg twice"."""
    for found in _AMOUNT.finditer(text):
        code = unit(found[2])
        value = number(found[1])
        if code is not None and value is not None:
            return value, code
    return None


def helped(text: str) -> str | None:
    """Our code of how much something helped, of words such as "Somewhat helpful" and "no_effect"; else None."""
    return HELPED.get(text.strip().replace("_", " ").casefold())
