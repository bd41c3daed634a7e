"""Words that zxcvbn's lists do not have, and anybody would try here: this app's, known sayings, one's own name."""

import re
from collections.abc import Sequence
from typing import Final

_CONTEXT_LIST = """
    sciatica tracker sciaticatracker diary pain back leg legs spine nerve sciatic ischias ischialgie needle needles
    acupuncture acupuncturist physio physiotherapy therapy therapist treatment doctor health patient practitioner
    clinic hospital medicine
"""
_MORE_LIST = "logon abc sun sky cat doudou loulou ichliebedich"
# Examples that stand in books and comics, sayings, and numbers that people know, without blanks and marks.
_FAMOUS_LIST = """
    correcthorsebatterystaple troubador fourwordsofyourown fourunrelatedwords afewunrelatedwords thisismypassword
    mypasswordis mynameis hellomynameis thequickbrownfoxjumpsoverthelazydog tobeornottobethatisthequestion
    maytheforcebewithyou loremipsumdolorsitametconsectetur iloveyousomuch iloveyouforever iloveyouverymuch
    twinkletwinklelittlestar maryhadalittlelamb allyourbasearebelongtous ihaveadream opensesame abracadabra
    supercalifragilisticexpialidocious motdepasse cogitoergosum carpediem venividivici onceuponatime winteriscoming
    happybirthdaytoyou godsavethequeen godsavetheking somewhereovertherainbow stairwaytoheaven helloworld dontpanic
    lettherebelight inthebeginningwastheword ourfatherwhoartinheaven vaterunserimhimmel jepensedoncjesuis
    longtimeagoinagalaxyfarfaraway winniethepooh romeoandjuliet roseisaroseisarose noplacelikehome
    31415926535897932384 27182818284590452353 16180339887498948482 14142135623730950488
    01123581321345589144 2357111317192329 1248163264128256 2468101214161820 1491625364964
"""
# What this app is about: nobody may make a password of these alone (OWASP ASVS 5.0.0, 6.1.2 and 6.2.11).
CONTEXT_WORDS: Final = tuple(_CONTEXT_LIST.split())
BEGUN_FROM: Final = 10
# Also as far as somebody began them.
SAYINGS: Final = tuple(
    dict.fromkeys(
        saying[:end] for saying in _FAMOUS_LIST.split() for end in (*range(BEGUN_FROM, len(saying)), len(saying))
    )
)
YEARS: Final = tuple(map(str, range(2020, 2100)))
KNOWN: Final = (*CONTEXT_WORDS, *_MORE_LIST.split(), *SAYINGS, *YEARS)
OWN_WORD_LEAST: Final = 3


def own_words(user_name: str, hosts: Sequence[str] = ()) -> tuple[str, ...]:
    """What is known of the person and the server: their name, and the server's names, as a whole and in parts."""
    name = user_name.casefold()
    parts = [name, *re.findall(r"[^\W_]+", name)]
    for host in hosts:
        site = host.casefold().partition(":")[0].strip(".").removeprefix("www.")
        parts += [site, *re.findall(r"[^\W_]+", site.rpartition(".")[0])]
    plain = (re.sub(r"[\W_]+", "", part) for part in parts)
    return tuple(dict.fromkeys(part for part in (*parts, *plain) if len(part) >= OWN_WORD_LEAST))
