"""When two user names look alike though they are written with other letters, such as a Cyrillic o in rosa.

The table holds facts of the Unicode data file confusables.txt (UTS #39, Unicode Security Mechanisms; copyright Unicode,
Inc., under the Unicode licence, https://www.unicode.org/license.txt): of the letters and digits that people write names
with, those that look like a letter or digit of ASCII. Whoever changes it fills `look_key` of all accounts anew.
"""

from types import MappingProxyType
from typing import Final

from tracker.domain.values.text import normal

LOOK_MOST: Final = 200
# By the sign of ASCII: what is taken for it.
TAKEN_FOR: Final = MappingProxyType(
    {
        "2": "\u01a7\u03e8\ua644\ua75a",
        "3": "\u01b7\u021c\u0417\u04e0\u2ccc\ua76a\ua7ab",
        "4": "\u13ce",
        "5": "\u01bc",
        "6": "\u0431\u13ee\u2cd2",
        "8": "\u0222\u0223\u09ea\u0a6a",
        "9": "\u09ed\u0a67\u0b68\u0d6d\u2cca\ua76e",
        "A": "\u0391\u0410\u13aa\ua4ee",
        "B": "\u0392\u0412\u13f4\ua4d0\ua7b4",
        "C": "\u0421\u13df\u2ca4\ua4da",
        "D": "\u13a0\ua4d3",
        "E": "\u0395\u0415\u13ac\ua4f0",
        "F": "\u03dc\ua4dd\ua798",
        "G": "\u050c\u13c0\u13f3\ua4d6",
        "H": "\u0397\u041d\u13bb\u2c8e\ua4e7",
        "J": "\u037f\u0408\u13ab\ua4d9\ua7b2",
        "K": "\u039a\u041a\u13e6\u2c94\ua4d7",
        "L": "\u13de\u2cd0\ua4e1",
        "M": "\u039c\u03fa\u041c\u13b7\u2c98\ua4df",
        "N": "\u039d\u2c9a\ua4e0",
        "O": "\u039f\u041e\u0555\u09e6\u0b20\u0b66\u12d0\u2c9e\ua4f3",
        "P": "\u03a1\u0420\u13e2\u2ca2\ua4d1",
        "R": "\u01a6\u13a1\u13d2\ua4e3",
        "S": "\u0405\u054f\u13d5\u13da\ua4e2",
        "T": "\u03a4\u0422\u13a2\u2ca6\ua4d4",
        "U": "\u054d\u1200\ua4f4",
        "V": "\u0474\u06f7\u13d9\ua4e6",
        "W": "\u051c\u13b3\u13d4\ua4ea",
        "X": "\u03a7\u0425\u2cac\ua4eb\ua7b3",
        "Y": "\u03a5\u0423\u04ae\u13a9\u13bd\u2ca8\ua4ec",
        "Z": "\u0396\u13c3\ua4dc\U000102f5",
        "a": "\u0251\u03b1\u0430",
        "b": "\u0184\u042c\u13cf",
        "c": "\u0441\u1d04\u2ca5\uabaf",
        "d": "\u0501\u13e7\ua4d2",
        "e": "\u0435\u04bd\uab32",
        "f": "\u0584\u1e9d\ua799\uab35",
        "g": "\u018d\u0261\u0581\u1d83",
        "h": "\u04bb\u0570\u13c2",
        "i": "\u0131\u0269\u026a\u03b9\u0456\u04cf\u13a5\ua647\uab75",
        "j": "\u03f3\u0458",
        "l": "\u0196\u01c0\u0399\u0406\u04c0\u06f1\u2c92\ua4f2",
        "n": "\u0578\u057c",
        "o": (
            "\u03bf\u03c3\u043e\u0585\u06f5\u0966\u0a66\u0ae6\u0be6\u0c66\u0ce6"
            "\u0d20\u0d66\u0e50\u0ed0\u101d\u1040\u10ff\u1d0f\u1d11\u2c9f\uab3d"
        ),
        "p": "\u03c1\u0440\u2ca3",
        "q": "\u051b\u0563\u0566",
        "r": "\u0433\u1d26\u2c85\uab47\uab48\uab81",
        "s": "\u01bd\u0455\ua731\uabaa",
        "u": "\u028b\u03c5\u057d\u1d1c\ua79f\uab4e\uab52",
        "v": "\u03bd\u0475\u1d20\uaba9",
        "w": "\u026f\u0461\u051d\u0561\u1d21\uab83",
        "x": "\u0445",
        "y": "\u0263\u028f\u03b3\u0443\u04af\u10e7\u1d8c\u1eff\uab5a",
        "z": "\u1d22\uab93",
    }
)
# And within ASCII itself.
WITHIN: Final = MappingProxyType({"I": "l", "1": "l", "0": "o", "m": "rn"})
_SIGNS: Final = str.maketrans(
    {look: WITHIN.get(sign, sign) for sign, looks in TAKEN_FOR.items() for look in looks} | dict(WITHIN)
)


def look_key(name: str) -> str:
    """How a name looks, whatever letters it is written with and whether they are capitals; two alike have one key.

    It is worked out from the name as it is shown: a Cyrillic capital looks like a Latin one, where the small one does
    not.
    """
    shown = normal("NFKD", name[:LOOK_MOST]).translate(_SIGNS)
    return normal("NFC", shown.casefold())[:LOOK_MOST]
