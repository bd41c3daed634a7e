"""What the first passwords that anybody would try are made of.

No list of leaked passwords is kept here. The longest-used passwords are put together from few parts: a plain word or
two, a walk over the keyboard, a row of digits, a year. So a password is taken to pieces the cheapest way there is, and
refused where few pieces make up the whole of it.
"""

import re
from collections.abc import Collection, Iterator, Sequence

_WORD_LIST = """
    password passwort passwords passcode passphrase secret login logon signin welcome hello letmein please changeme
    change default admin administrator root user guest test testing tester master access account computer internet
    google facebook instagram youtube twitter amazon apple microsoft windows android samsung iphone linux ubuntu
    qwerty azerty qwertz asdf abc iloveyou ilove love loveyou lover you me my the and is it in of to for not no yes
    baby angel princess prince queen king sunshine sun moon star stars sky rainbow flower flowers summer winter spring
    autumn monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december monkey dragon tiger lion eagle falcon bear wolf fox panther shark dolphin
    horse dog dogs cat cats kitty puppy chicken rabbit butterfly spider pokemon pikachu naruto batman superman
    spiderman ironman starwars matrix ninja pirate wizard magic shadow ghost killer hunter ranger soldier warrior
    football soccer baseball basketball hockey tennis golf running runner liverpool arsenal chelsea barcelona madrid
    bayern juventus yankees cowboys steelers lakers mustang ferrari porsche mercedes yamaha harley corvette camaro
    michael jennifer jessica jordan daniel david robert thomas james john william george charlie andrew anthony
    matthew joshua justin brandon nicole michelle ashley amanda hannah sophie maria anna peter paul martin alexander
    stefan andreas christian sandra nadine sabine carlos miguel lucia isabel pierre marie nicolas camille
    london paris berlin vienna newyork chicago dallas texas america england france germany canada australia
    superstar freedom family forever friend friends happy lucky money music guitar metal rock heaven jesus christ
    god blessed hope faith peace life live world home house garden coffee chocolate cookie cheese banana orange
    cherry lemon pepper ginger sugar honey candy silver golden gold diamond purple blue red green black white yellow
    trustno one two three four five six seven eight nine ten zero hundred thousand nothing something whatever
    correct battery staple open sesame asshole fuckyou fuck sexy
    contrasena hola amor tequiero teamo estrella bonjour motdepasse azertyuiop jetaime soleil doudou loulou schatz
    hallo geheim liebe ichliebedich sommer sonne fussball passw pass word new old super mega big little
"""
_CONTEXT_LIST = """
    sciatica tracker sciaticatracker diary pain back leg legs spine nerve sciatic ischias ischialgie needle needles
    acupuncture acupuncturist physio physiotherapy therapy therapist treatment doctor health patient practitioner
    clinic hospital medicine
"""
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
FAMOUS = tuple(_FAMOUS_LIST.split())
# What this app is about: nobody may make a password of these alone (OWASP ASVS 5.0.0, 6.1.2 and 6.2.11).
CONTEXT_WORDS = tuple(_CONTEXT_LIST.split())
WORDS = (*_WORD_LIST.split(), *CONTEXT_WORDS)
LOOKS_LIKE = {
    "a": "@4",
    "b": "8",
    "e": "3",
    "g": "9",
    "i": "1!",
    "l": "1!",
    "o": "0",
    "s": "5$",
    "t": "7",
    "z": "2",
}
KEYBOARDS = (
    ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    ("1234567890", "qwertzuiop", "asdfghjkl", "yxcvbnm"),
    ("1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn"),
)
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
WORD_COST, DATE_COST, RUN_COST, OWN_COST, FILLER_COST = 4, 3, 2, 1, 1
RUN_LEAST = 3
TOO_CHEAP, TOO_CHEAP_WITHOUT_LETTERS = 10, 7
YEAR_DIGITS = 4
OWN_WORD_LEAST = 3
_YEAR = r"(?:19[0-9]|20[0-3])[0-9]"
_DAY, _MONTH = r"(?:0[1-9]|[12][0-9]|3[01])", r"(?:0[1-9]|1[0-2])"
_DATE = re.compile(f"{_DAY}{_MONTH}{_YEAR}|{_MONTH}{_DAY}{_YEAR}|{_YEAR}{_MONTH}{_DAY}")
DATE_DIGITS = 8


def _neighbours() -> frozenset[str]:
    pairs: set[str] = set()
    for rows in KEYBOARDS:
        for upper, row in zip(("", *rows), rows, strict=False):
            pairs.update(row[i : i + 2] for i in range(len(row) - 1))
            pairs.update(a + b for i, b in enumerate(row) for a in upper[max(i - 1, 0) : i + 2])
    pairs.update(ALPHABET[i : i + 2] for i in range(len(ALPHABET) - 1))
    pairs.add("90")
    pairs.update(pair[::-1] for pair in tuple(pairs))
    pairs.update(mark * 2 for mark in ALPHABET + "0123456789!?.*#")
    return frozenset(pairs)


NEIGHBOURS = _neighbours()


def _same(letter: str, mark: str) -> bool:
    return letter == mark or mark in LOOKS_LIKE.get(letter, "")


def _word_ends(text: str, start: int, words: Collection[str]) -> Iterator[int]:
    for word in words:
        end = start + len(word)
        if end <= len(text) and all(map(_same, word, text[start:end])):
            yield end


def _run_end(text: str, start: int) -> int:
    """Where a walk over neighbouring keys (or letters, or one key again and again) from `start` ends."""
    end = start + 1
    while end < len(text) and text[end - 1 : end + 1] in NEIGHBOURS:
        end += 1
    return end


def _is_year(text: str) -> bool:
    return len(text) == YEAR_DIGITS and text.isdigit() and text[:2] in {"19", "20"}


def _pieces(text: str, start: int, own: Collection[str]) -> Iterator[tuple[int, int]]:
    """Each piece that can begin at `start`, as its end and what it costs."""
    if not text[start].isalpha():
        yield start + 1, FILLER_COST
    if _is_year(text[start : start + YEAR_DIGITS]):
        yield start + YEAR_DIGITS, RUN_COST
    if _DATE.match(text, start):
        yield start + DATE_DIGITS, DATE_COST
    for end in range(start + RUN_LEAST, _run_end(text, start) + 1):
        yield end, RUN_COST
    for end in _word_ends(text, start, WORDS):
        yield end, WORD_COST
    for end in _word_ends(text, start, own):
        yield end, OWN_COST


def _cost(text: str, own: Collection[str]) -> float:
    costs = [0.0, *([float("inf")] * len(text))]
    for start in range(len(text)):
        if costs[start] < TOO_CHEAP + 1:
            for end, cost in _pieces(text, start, own):
                costs[end] = min(costs[end], costs[start] + cost)
    return costs[-1]


def own_words(user_name: str, hosts: Sequence[str] = ()) -> tuple[str, ...]:
    """What is known of the person and the server: their name, and the server's names, as a whole and in parts."""
    name = user_name.casefold()
    parts = [name, *re.findall(r"[^\W_]+", name)]
    for host in hosts:
        site = host.casefold().partition(":")[0].strip(".").removeprefix("www.")
        parts += [site, *re.findall(r"[^\W_]+", site.rpartition(".")[0])]
    plain = (re.sub(r"[\W_]+", "", part) for part in parts)
    return tuple(dict.fromkeys(part for part in (*parts, *plain) if len(part) >= OWN_WORD_LEAST))


def is_of_few_pieces(text: str, own: Collection[str] = ()) -> bool:
    """Whether the text is made of few parts that everybody tries; this app's words and one's `own` count for little."""
    limit = TOO_CHEAP if any(map(str.isalpha, text)) else TOO_CHEAP_WITHOUT_LETTERS
    return _cost(text, (*CONTEXT_WORDS, *own)) <= limit
