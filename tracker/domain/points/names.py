"""Names of points beside their pinyin: other scripts, older spellings, other countries, and names with two owners."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tracker.domain.errors import Fault

# By code: further names, whole and spelt as people type them; marks, hyphens and long vowels do not count.
# Sources: published lists of each language, and GB/T 40997-2021 for the extra points.
FURTHER_NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "BL40": ("委中", "Ichū", "Wijung", "위중", "Wei Chung", "Weichung", "вэй-чжун"),
        "GB30": ("環跳", "环跳", "Kanchō", "Hwando", "환도", "Huan T'iao", "хуань-тяо"),
        "BL54": ("秩边", "秩邊", "Chippen", "Chih Pien", "чжи-бянь"),
        "BL36": ("承扶", "Shōfu", "Ch'eng Fu"),
        "BL37": ("殷門", "殷门", "Inmon", "Yin Men"),
        "BL57": ("承山", "Shōzan", "Seungsan", "승산", "Ch'eng Shan"),
        "BL58": ("飛揚", "飞扬", "Hiyō", "Fei Yang"),
        "BL60": ("崑崙", "昆仑", "Konron", "Gollyun", "Gonnryun", "곤륜", "K'un Lun", "кунь-лунь"),
        "BL62": ("申脈", "申脉", "Shinmyaku", "Shen Mo"),
        "BL23": ("腎俞", "肾俞", "腎兪", "腎腧", "肾腧", "Jinyu", "Shen Shu"),
        "BL25": ("大腸俞", "大肠俞", "大腸兪", "大肠腧", "Daichōyu", "Ta Ch'ang Shu"),
        "BL26": ("關元俞", "关元俞", "關元兪", "关元腧", "Kangenyu"),
        "BL31": ("上髎",),
        "BL32": ("次髎",),
        "BL33": ("中髎",),
        "BL34": ("下髎",),
        "GB31": ("风市", "風市", "Fūshi", "Feng Shih"),
        "GB34": ("陽陵泉", "阳陵泉", "Yōryōsen", "Yangneungcheon", "Yangnyeongcheon", "양릉천", "Yang Ling Ch'uan"),
        "GB39": ("懸鐘", "悬钟", "绝骨", "絕骨", "Kenshō", "Juegu"),
        "GB41": ("足臨泣", "足临泣", "Ashi-rinkyū"),
        "ST36": ("足三里", "Ashi-sanri", "Joksamni", "족삼리", "Tsu San Li"),
        "SP6": ("三陰交", "三阴交", "San'inkō", "San Yin Chiao"),
        "GV3": ("腰阳关", "腰陽關", "Yoyangkwan", "요양관"),
        "GV4": ("命門", "命门", "Myeongmun", "명문", "Ming Men"),
        "LI4": ("合谷", "Gōkoku", "Hapgok", "합곡", "Ho Ku"),
        "LR3": ("太衝", "太冲", "Taishō", "T'ai Ch'ung"),
        "KI3": ("太溪", "太谿", "Taikei"),
        "EX-B2": ("夹脊", "夾脊", "华佗夹脊", "華佗夾脊", "Huatuo", "HTJJ"),
        "EX-B7": ("腰眼", "Yaomu"),
        "EX-B8": ("十七椎", "Shiqizhuixia", "Shiqizhuixue"),
        "EX-UE7": ("腰痛点", "腰痛點", "Yaotongxue", "lumbar pain points", "lumbar pain point"),
        "EX-LE10": ("八风", "八風"),
    }
)
# Other numbers of the extra points of our list.
OTHER_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mbw35": "EX-B2",
        "exbw35": "EX-B2",
        "exdc2": "EX-B2",
        "mbw24": "EX-B7",
        "exbw24": "EX-B7",
        "mbw25": "EX-B8",
        "exbw25": "EX-B8",
        "nue19": "EX-UE7",
        "mue19": "EX-UE7",
        "exue19": "EX-UE7",
        "exms7": "EX-UE7",
        "mle8": "EX-LE10",
    }
)
# A code that WHO gives to a point beyond our list, and some programs to one of it: what WHO calls it, the other one.
OTHER_EXTRA: Final[Mapping[str, tuple[Fault, str]]] = MappingProxyType(
    {"exle8": (Fault("neihuaijian_of_who"), "EX-LE10")}
)
# Names with several owners of which at least one has a longer name of its own, and where else they may be.
SHARED_NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "yangguan": ("GB33", "GV3"),
        "tonggu": ("BL66", "KI20"),
        "qiaoyin": ("GB44", "GB11"),
        "linqi": ("GB41", "GB15"),
        "sanli": ("ST36", "LI10"),
        "wuli": ("LR10", "LI13"),
        "heliao": ("LI19", "TE22"),
        "chimai": ("TE18", "LR12"),
    }
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
