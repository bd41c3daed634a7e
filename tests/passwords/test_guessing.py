"""The one judge of new passwords, by one table: what docs/security.md says is refused, and what must never be."""

import base64
import itertools
import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.people import PASSWORD
from tests.support.refused import refused
from tracker.passwords.guessing import is_guessable, said_once
from tracker.passwords.hashing import LEAST, MOST, new_password

NAME, HOSTS = "Zenobia Quux", ("diary.zwitscherheim.example:8443", "www.quelltal.example")
REFUSED = {
    "the commonest": """
        password1234 passwordpassword Password123! p4ssw0rd1234 P@$$w0rd2024 iloveyou1234 qwertyuiop12 1qaz2wsx3edc
        abcdefghijkl zyxwvutsrqpo zaq12wsxcde3 q1w2e3r4t5y6 1q2w3e4r5t6y asdfghjkl123 azertyuiop12 qwertzuiop12
        letmeinplease welcome12345 monkeydragon12 Summer2024!! Liverpool2005 p.a.s.s.w.o.r.d.1 changeme-changeme
    """,
    "said again": """
        trustno1trustno1 rosarosarosa1 iloveyou-iloveyou needleneedle12 abcabcabcabc abcabcabcabc1 monkey!monkey!monkey!
        aaaaaaaaaaaa 111111111111 121212121212 112233112233 111222333444 xyzxyzxyzxyz tulptulptulptulp
    """,
    "runs and digits": "123456789012 098765432109 1234567890ab 7777777777777 0123-4567-8901",
    "dates": """
        maria01011990 12.05.1984-13.06.1985 1984-05-12/12.05.1984 19840512-19850613 20240101-20240102
        01.01.1990-02.02.1991 05/12/1984-06/13/1985
    """,
    "telephone numbers": "+491701234567 00491701234567 0170-1234567 555-123-4567 (0170)1234567-8 +1.202.555.0123",
    "this app's words": """
        sciatica2024! SciaticaTracker BackPain2026 acupuncture1 needleneedle12 sciaticapain1 backpain-legpain
        acupuncture-needles sciatic-nerve-pain-leg back.pain.back.pain.7 PainDiary-2026!
    """,
    "one's own name": "zenobia12345 Zenobia2024! quux-zenobia zenobiazenobia ZenobiaQuux12 quux.zenobia.1984",
    "the server's names": "zwitscherheim1 Zwitscherheim-Diary diary.zwitscherheim.example quelltal-quelltal9",
    "famous examples": """
        correcthorsebatterystaple Correct-Horse-Battery-Staple Tr0ub4dor&3! tr0ub4dor&3xyz thequickbrownfox
        thequickbrownfoxjumps tobeornottobe maytheforcebewithyou fourwordsofyourown 314159265358 271828182845
        112358132134 iloveyouforever ThisIsMyPassword1
    """,
}
SPACED = [
    "correct horse battery staple", "four words of your own", "the quick brown fox", "to be or not to be",
    "12.05.1984 13.06.1985", "1984-05-12 12.05.1984", "+49 170 1234567", "0170 12 34 56 78", "rosa rosa rosa 1",
    "sciatica pain 1", "back pain, leg pain", "i love you so much", "passw0rd passw0rd",
    "zenobia zenobia", "1 2 3 4 5 6 7 8 9",
]  # fmt: skip
TAKEN = [
    PASSWORD, "warm hands quiet needles", "839201748392", "rosa eats green mangoes", "xkcd-tulip-9-river",
    "Zwetschgenkuchen um vier", "    four blanks before", "водопад и камни", "日本語のとても長い合言葉",
    "我今天早上在公园里看见三只猫", "أحب القهوة في الصباح الباكر", "Bugün hava çok güzel değil mi", "Kx9#vQ2!mZ7@",
    "zitrone wolke hammer fjord", "quite another pass phrase", "🙂🌵🚲🎻🍋🧊🐢🎈🪁🥁🧵🪴", "my🙂🌵🚲🎻🍋🧊🐢🎈🪁🥁",
    "rosa839201748392", "needle in a wet haystack at dawn", "ein Rücken wie ein Brett, sagt Oma",
    "ab" + "🧵🪴" * 3 + "xq7 klonk",
    "tulp groen mast fjord tulp groen mast fjord",
]  # fmt: skip
WORDS = """
    kettle lantern marble orchard pillow ribbon saddle timber velvet walnut anchor basket cactus ferry garnet hammock
    jigsaw ladder mitten napkin otter pebble quartz radish scarf teapot umbrella violin whistle yogurt zipper bramble
    cobble drizzle ember fathom gravel hollow island jasmine kernel linen meadow nettle oyster parsley quiver rafter
    sorrel thimble upland vessel willow acorn barley copper dormer elder flint goblet harbour iris juniper keel lichen
""".split()  # noqa: SIM905 - easier to read
CASES = [(kind, password) for kind, text in REFUSED.items() for password in text.split()]


@pytest.mark.parametrize(("kind", "password"), [*CASES, *(("with blanks", one) for one in SPACED)])
def test_what_is_guessed_early_is_refused(kind: str, password: str) -> None:
    assert is_guessable(password, user_name=NAME, hosts=HOSTS), kind
    with refused(match=r"easy to guess|at least 12"):
        new_password(password, user_name=NAME, hosts=HOSTS)


@pytest.mark.parametrize("password", TAKEN)
def test_what_is_ones_own_is_taken(password: str) -> None:
    assert new_password(password, user_name="Nora Rosa", hosts=HOSTS) == password


def test_what_is_known_of_others_is_no_word_of_ones_own() -> None:
    assert new_password("quuxley-tannery-83", user_name="Rosa") == "quuxley-tannery-83"
    assert new_password("zwitscherheim bucht") == "zwitscherheim bucht"


@pytest.mark.long
@pytest.mark.counted
def test_phrases_of_four_words_are_taken() -> None:
    some = random.Random(7)  # noqa: S311 - the same ones each time
    phrases = [mark.join(some.sample(WORDS, 4)) for mark in (" ", "-", ".", "") for _ in range(150)]
    assert not [one for one in phrases if is_guessable(one, user_name=NAME, hosts=HOSTS)]


def test_what_chance_made_is_taken() -> None:
    some = random.Random(11)  # noqa: S311 - the same ones each time
    made = [
        *(base64.b64encode(some.randbytes(12)).decode() for _ in range(150)),
        *("".join(some.choices(string.ascii_lowercase + string.digits, k=14)) for _ in range(150)),
        *("".join(some.choices(string.printable[:94], k=14)) for _ in range(150)),
        *("".join(chr(some.randrange(0x4E00, 0x9FFF)) for _ in range(12)) for _ in range(50)),
    ]
    assert not [one for one in made if is_guessable(one, user_name=NAME, hosts=HOSTS)]


@pytest.mark.parametrize("length", [LEAST, 41, MOST])
def test_long_and_strange_ones_are_taken(length: int) -> None:
    alphabets = (
        "abcdefghijkmnpqrstuvwxyz",
        "бгджзилмнпрстуфцчшщ",
        "あかさたなはまやらわ日月火水",
        "🙂🌵🚲🎻🍋🧊🐢🎈🪁🥁🧵🪴",
    )
    for number, letters in enumerate(alphabets):
        some = random.Random(number)  # noqa: S311 - the same ones each time
        password = "".join(some.choices(letters, k=length))
        assert new_password(password, user_name=NAME, hosts=HOSTS) == password


def test_what_is_said_again_counts_once() -> None:
    assert said_once("rosarosarosa1") == "rosa1"
    assert said_once("bookkeeper") == "bookkeeper"


@given(st.text(max_size=MOST), st.text(max_size=40))
def test_any_text_can_be_judged(text: str, name: str) -> None:
    assert is_guessable(text, user_name=name, hosts=HOSTS) in {True, False}


def test_more_of_the_same_kind_is_refused() -> None:
    """The examples stand for kinds: other words and numbers of each."""
    for word, end in itertools.product(("clinic", "treatment", "ischias", "physio"), ("1", "2026", "!!", "-12")):
        assert is_guessable(word * 3 + end), (word, end)
    for day, month, year in itertools.product(("01", "17", "31"), ("03", "12"), ("1949", "1984", "2011")):
        assert is_guessable(f"{day}.{month}.{year} {year}-{month}-{day}"), (day, month, year)
