"""Codes of SNOMED CT that need a licence in some countries: put in only where whoever runs the server has one.

They are put beside our own code in an entry that is finished, so that a bundle without a licence never holds them.
Left out are codes whose meaning few sources confirm (heat, massage, calf), that sources contradict each other about
(stretching, electroacupuncture), and that say more than was recorded. Sources: HL7 value set `therapy`; DICOM body
structures; acupoints of the UoM code set, none of them worked out by counting.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tracker.files.fhir.codes import BASE, SNOMED
from tracker.files.fhir.json_parts import Json

_SIDES: Final = {"left": "7771000", "right": "24028007", "both": "51440002"}
_FOOT, _THIGH, _TOE, _ANKLE, _BUTTOCK, _LOW_BACK = (
    "56459004", "68367000", "29707007", "344001", "46862004", "37822005",
)  # fmt: skip
# By our list and code: the code of SNOMED CT.
LICENSED: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("treatment", "acupuncture"): "44868003",
        ("treatment", "ice"): "182660006",
        ("treatment", "chiropractic"): "182548004",
        ("stimulation", "manual"): "231101006",
        ("stimulation", "electrical"): "231102004",
        ("stimulation", "laser"): "231088001",
        ("adjunct", "moxa"): "31275006",
        ("adjunct", "cupping"): "231097002",
        **{(sides, side): code for sides in ("side", "point-side") for side, code in _SIDES.items()},
        ("site", "leg"): "61685007",
        ("site", "low-back"): _LOW_BACK,
        ("region", "low_back"): _LOW_BACK,
        ("region", "buttock"): _BUTTOCK,
        **{("region", f"thigh_{part}"): _THIGH for part in ("back", "side", "front")},
        ("region", "outer_leg"): "30021000",
        ("region", "ankle"): _ANKLE,
        **{("region", part): _FOOT for part in ("foot_top", "foot_sole", "outer_foot")},
        **{("region", part): _TOE for part in ("big_toe", "other_toes")},
        ("zone", "low_back"): _LOW_BACK,
        ("zone", "sacrum"): "54735007",
        ("zone", "buttock"): _BUTTOCK,
        ("zone", "thigh"): _THIGH,
        ("zone", "outer_ankle"): _ANKLE,
        ("zone", "foot"): _FOOT,
        ("acupoint", "GB30"): "273037000",
        ("acupoint", "GB40"): "273047002",
        ("acupoint", "BL57"): "272935002",
        ("acupoint", "ST36"): "272815002",
        ("acupoint", "SP6"): "272831005",
        ("acupoint", "LI4"): "272761009",
        ("acupoint", "LR3"): "273055009",
    }
)
# What somebody typed has its quotes behind backslashes, so that it never reads as a code.
_OURS: Final = re.compile(rf'\{{"system":"{re.escape(BASE)}/CodeSystem/([a-z-]+)","code":"([A-Za-z0-9_-]+)"')


def with_licensed(entry: Json) -> Json:
    """The entry with a code of SNOMED CT before each of ours that it has one for."""
    return _OURS.sub(_beside, entry)


def _beside(found: re.Match[str]) -> str:
    code = LICENSED.get((found[1], found[2]))
    return found[0] if code is None else f'{{"system":"{SNOMED}","code":"{code}"}},{found[0]}'
