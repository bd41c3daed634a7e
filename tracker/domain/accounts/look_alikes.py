"""When two user names look alike though they are written with other letters, such as a Cyrillic o in rosa.

The table holds facts of the Unicode data file confusables.txt (UTS #39, Unicode Security Mechanisms; copyright Unicode,
Inc., under the Unicode licence, https://www.unicode.org/license.txt): of the letters and digits that people write names
with, those that look like a letter or digit of ASCII. Whoever changes it fills `look_key` of all accounts anew.
"""

from types import MappingProxyType
from typing import Final

from tracker.domain.values.tables import table
from tracker.domain.values.text import normal

LOOK_MOST: Final = 200
# By the sign of ASCII: what is taken for it; in the file by the numbers of Unicode, in hexadecimal.
TAKEN_FOR: Final = MappingProxyType(
    {row["sign"]: "".join(chr(int(number, 16)) for number in row["looks"].split()) for row in table("look_alikes")}
)
# And within ASCII itself.
WITHIN: Final = MappingProxyType({"I": "l", "1": "l", "0": "o", "m": "rn"})
_SIGNS: Final = str.maketrans(
    {look: WITHIN.get(sign, sign) for sign, looks in TAKEN_FOR.items() for look in looks} | dict(WITHIN)
)


def look_key(name: str) -> str:
    """How a name looks, whatever letters it is written with and whether they are capitals; two alike have one key.

    Worked out from the name as shown: a Cyrillic capital may look like a Latin one where the small one does not.
    """
    shown = normal("NFKD", name[:LOOK_MOST]).translate(_SIGNS)
    return normal("NFC", shown.casefold())[:LOOK_MOST]
