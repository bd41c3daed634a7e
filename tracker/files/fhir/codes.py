"""Codes: ours for everything, and beside them LOINC, UCUM and the free set of SNOMED CT where they mean the same.

Only SNOMED CT codes of the International Patient Summary's free set stand here (CC BY 4.0); all others need a licence
in some countries, and stand in `licensed.py`. A code is left out where it says more than the person did. Sources:
LOINC 72514-3; UCUM; HL7 IPS free set of July 2022.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from tracker.files.fhir.json_parts import ABSENT, Json, fixed, many, obj, text

# No server answers there, by RFC 2606: an address of this kind only names.
BASE: Final = "https://sciatica-tracker.invalid/fhir"
LOINC: Final = "http://loinc.org"
SNOMED: Final = "http://snomed.info/sct"
UCUM: Final = "http://unitsofmeasure.org"
HL7: Final = "http://terminology.hl7.org/CodeSystem"
PAIN_SCORE: Final = (LOINC, "72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
SURVEY: Final = fixed(
    [
        {
            "coding": [{"system": f"{HL7}/observation-category", "code": "survey", "display": "Survey"}],
            "text": "Survey",
        }
    ]
)
ACTIVITY: Final = fixed(
    [
        {
            "coding": [{"system": f"{HL7}/observation-category", "code": "activity", "display": "Activity"}],
            "text": "Activity",
        }
    ]
)
# By our list and code: the code of SNOMED CT.
IN_SNOMED: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("condition", "sciatica"): "23056005",
        ("cause-told", "disc_herniation"): "202708005",
        ("cause-told", "stenosis"): "18347007",
        ("cause-told", "piriformis"): "129179000",
        ("treatment", "physiotherapy"): "91251008",
        ("caution", "pregnancy"): "77386006",
        ("caution", "bleeding_disorder"): "64779008",
        ("quality", "burning"): "90673000",
        ("quality", "tingling"): "91019004",
        ("pain-felt", "low_back"): "279039007",
        ("pain-felt", "buttock"): "279043006",
        **{("pain-felt", f"thigh_{part}"): "78514002" for part in ("back", "side", "front")},
        ("pain-felt", "calf"): "300954003",
        ("pain-felt", "ankle"): "247373008",
        **{("pain-felt", part): "47933007" for part in ("foot_top", "foot_sole", "outer_foot")},
        **{("pain-felt", part): "285365001" for part in ("big_toe", "other_toes")},
        ("side-effect", "bruise"): "125667009",
        ("side-effect", "bleeding_spot"): "131148009",
        ("side-effect", "bleeding_not_stopping"): "131148009",
        ("side-effect", "light_headed"): "404640003",
        ("side-effect", "tired"): "84229001",
    }
)
# The units of doses: how UCUM writes them, and what is shown; what cannot be measured is counted in words.
UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mg": "mg",
        "g": "g",
        "mcg": "ug",
        "ml": "mL",
        **{unit: f"{{{unit}}}" for unit in ("tablet", "capsule", "drop", "patch", "puff")},
    }
)


def system(name: str) -> str:
    """The address of one of our lists of codes."""
    return f"{BASE}/CodeSystem/{name}"


def structure(name: str) -> str:
    """The address of one of our extensions."""
    return f"{BASE}/StructureDefinition/{name}"


def _coding(at: str, code: str, display: str = "") -> Json:
    return obj(system=text(at), code=text(code), display=text(display))


@lru_cache(4096)
def concept(name: str, code: str, words: str, also: tuple[str, str, str] | None = None) -> Json:
    """A code of our list `name` with the words for it, and what it is called elsewhere: in SNOMED CT, or in `also`."""
    others = [] if also is None else [_coding(*also)]
    if (name, code) in IN_SNOMED:
        others.append(_coding(SNOMED, IN_SNOMED[name, code]))
    return obj(coding=many([*others, _coding(system(name), code, words)]), text=text(words))


@lru_cache(256)
def of_hl7(name: str, code: str, words: str) -> Json:
    """A code that FHIR itself asks for."""
    return obj(coding=many([_coding(f"{HL7}/{name}", code)]), text=text(words))


def in_words(words: str | None) -> Json:
    """What somebody wrote, where a code is asked for: no list has one for it."""
    return obj(text=text(words))


def extension(name: str, **value: Json) -> Json:
    """What FHIR has no place for, by our own name: one `value...`, which may be absent, and then all of it is."""
    held = obj(**value)
    return f'{{"url":"{structure(name)}",{held[1:]}' if held else ABSENT


def quantity(value: Json, unit: str, shown: str = "") -> Json:
    """A measured number, with its unit as UCUM writes it and as it is shown."""
    if not value:
        return ABSENT
    return f'{{"value":{value},"unit":{fixed(shown or unit)},"system":"{UCUM}","code":{fixed(unit)}}}'


def score(value: Json) -> Json:
    """A score on a scale of 0 to 10."""
    return quantity(value, "{score}")


def minutes(value: Json) -> Json:
    return quantity(value, "min")
