"""Names of points beside their pinyin: other scripts, older spellings, other countries, and names with two owners."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tracker.domain.errors import Fault
from tracker.domain.values.tables import several, table

_POINTS: Final = table("points")
# By code: further names, whole and spelt as people type them; marks, hyphens and long vowels do not count.
# Sources: published lists of each language, and GB/T 40997-2021 for the extra points.
FURTHER_NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {row["code"]: several(row["further"]) for row in _POINTS if row["further"]}
)
# Other numbers of the extra points of our list.
OTHER_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {other: row["code"] for row in _POINTS for other in several(row["other_codes"])}
)
# A code that WHO gives to a point beyond our list, and some programs to one of it: what WHO calls it, the other one.
OTHER_EXTRA: Final[Mapping[str, tuple[Fault, str]]] = MappingProxyType(
    {"exle8": (Fault("neihuaijian_of_who"), "EX-LE10")}
)
# Names with several owners of which at least one has a longer name of its own, and where else they may be.
SHARED_NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {row["name"]: tuple(row["codes"].split()) for row in table("shared_point_names")}
)
# Names of points that are also something which no point of ours is.
NAMED_ELSEWHERE: Final[Mapping[str, Fault]] = MappingProxyType(
    {
        "shenmen": Fault("of_the_ear"),
        "zigong": Fault("on_the_lower_belly"),
        "xiabai": Fault("of_master_tung", number="22.07"),
        "tongtian": Fault("of_master_tung", number="88.03"),
        "qimen": Fault("of_master_tung", number="33.01"),
    }
)
TOGETHER: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"baliao": ("BL31", "BL32", "BL33", "BL34"), "八髎": ("BL31", "BL32", "BL33", "BL34")}
)
EAR_WORDS: Final = frozenset(
    {"ear", "ears", "auricular", "auriculo", "ohr", "ohrpunkt", "oreille", "oreja", "orelha", "orecchio", "seeds"}
)
JIAJI_WORDS: Final = ("jiaji", "huatuojiaji", "huatuo", "htjj", "exb2", "mbw35", "exbw35", "夹脊", "华佗夹脊")
