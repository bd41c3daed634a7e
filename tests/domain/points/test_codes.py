"""What one code or name of a point may mean: the tables of ten languages, and what they share."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.points.codes import Hints, cleaned, meaning_of, owners_of
from tracker.domain.points.names import FURTHER_NAMES, NAMED_ELSEWHERE, SHARED_NAMES
from tracker.domain.points.points import POINTS
from tracker.domain.points.prefixes import LINES, READINGS, languages_of, old_of_today, today_of_old
from tracker.wording.errors import said

COUNTS = {
    "LU": 11, "LI": 20, "ST": 45, "SP": 21, "HT": 9, "SI": 19, "BL": 67,
    "KI": 27, "PC": 9, "TE": 23, "GB": 44, "LR": 14, "GV": 28, "CV": 24,
}  # fmt: skip
WHO = {line.casefold() for line in LINES}
# The letters that mean one line alone.
ONE_READING = {
    "LU": "Lu", "LI": "Di Dd GI JG TS IC", "ST": "Ma M E ES Ż Ž", "SP": "Mi MP RP Rte RA BP SS", "HT": "He",
    "SI": "Dü Due ID IT JC TeS", "BL": "Bl UB VE MM PM", "KI": "Ni N KID K RE R", "PC": "KS CS Pe Pk MC EC HC Cx VS OS",
    "TE": "3E TR TF TA TB TW TH SJ TO", "GB": "Gb Gbl VB G Ga PŻ Žl", "LR": "Le Liv Lv FO W",
    "GV": "LG VG DM GRT", "CV": "KG VC RM Ren GRP PS",
}  # fmt: skip
# Letters, the lines they may mean, and the number from which one of them is left.
COLLISIONS = [
    ("P", {"LU", "PC"}, 10, "LU"),
    ("IG", {"SI", "LI"}, 20, "LI"),
    ("DU", {"GV", "SI"}, 20, "GV"),
    ("B", {"BL", "SP"}, 22, "BL"),
    ("H", {"HT", "LR"}, 10, "LR"),
    ("CO", {"LI", "HT"}, 10, "LI"),
    ("RN", {"CV", "KI"}, 25, "KI"),
    ("J", {"CV", "LR"}, 15, "CV"),
    ("PO", {"LU", "TE"}, 12, "TE"),
    ("F", {"LR", "GB"}, 15, "GB"),
    ("V", {"BL", "HT"}, 10, "BL"),
    ("S", {"ST", "HT", "level"}, 10, "ST"),
    ("C", {"HT", "level"}, 8, "HT"),
    ("T", {"TE", "GV", "level"}, 24, "GV"),
    ("L", {"LU", "KI", "level"}, 22, "KI"),
]


def lines_of(typed: str, *languages: str) -> set[str]:
    meaning = meaning_of(typed, Hints(languages))
    assert meaning is not None, typed
    return {choice.codes[0].rstrip("0123456789") if choice.codes else "level" for choice in meaning.choices}


def codes_of(typed: str, *languages: str, old: bool = False) -> list[str]:
    meaning = meaning_of(typed, Hints(languages), old=old)
    return [] if meaning is None else [code for choice in meaning.choices for code in choice.codes]


def spellings(code: str) -> Iterator[str]:
    letters = code.rstrip("0123456789")
    number = code.removeprefix(letters)
    yield from (
        code, code.lower(), f" {letters} {number} ", f"{letters}-{number}", f"{letters.title()}.{number}",
        f"{letters}00{number}",
    )  # fmt: skip
    if letters in COUNTS:
        yield f"{number}{letters}"


def test_who_codes_are_read_at_once_in_any_spelling() -> None:
    read = {(code, typed): codes_of(typed) for code in POINTS for typed in spellings(code)}
    assert {key: codes for key, codes in read.items() if codes != [key[0]]} == {}


@pytest.mark.parametrize(("line", "letters"), [(line, one) for line, row in ONE_READING.items() for one in row.split()])
def test_letters_with_one_reading_are_taken_for_every_number(line: str, letters: str) -> None:
    for number in range(1, COUNTS[line] + 1):
        assert codes_of(f"{letters}{number}") == [f"{line}{number}"]
        assert codes_of(f"{letters.upper()} {number}") == [f"{line}{number}"]
    assert codes_of(f"{letters}{COUNTS[line] + 1}") == []


@pytest.mark.parametrize(("letters", "lines", "first_of_one", "left"), COLLISIONS)
def test_letters_with_several_readings_are_asked_about(
    letters: str, lines: set[str], first_of_one: int, left: str
) -> None:
    assert lines_of(f"{letters}1") == lines
    assert lines_of(f"{letters}{first_of_one}") == {left}
    assert len(lines_of(f"{letters}{first_of_one - 1}")) > 1


def test_no_other_letters_have_several_readings() -> None:
    asked = {letters.casefold() for letters, *_ in COLLISIONS}
    several = {letters for letters, lines in READINGS.items() if len(lines) > 1 and letters not in WHO}

    assert several <= asked


def test_letters_of_who_are_asked_about_in_polish_alone() -> None:
    assert codes_of("ST6") == codes_of("ST6", "de", "en") == ["ST6"]
    assert codes_of("ST6", "pl") == ["SP6", "ST6"]
    assert codes_of("ST22", "pl") == ["ST22"]
    assert codes_of("LI3") == ["LI3"]
    assert set(codes_of("LI3", old=True)) == {"LI3", "LR3"}


def test_the_likely_language_comes_first_and_takes_nothing_away() -> None:
    assert codes_of("P7", "fr") == ["LU7", "PC7"]
    assert codes_of("P7", "en") == ["PC7", "LU7"]
    assert codes_of("Du 14", "de") == ["SI14", "GV14"]
    assert codes_of("Du 14", "en") == ["GV14", "SI14"]
    assert codes_of("P7", "de", "en") == ["PC7", "LU7"]


def test_an_earlier_answer_comes_first_and_says_so() -> None:
    meaning = meaning_of("P7", Hints(("fr",), {"p": "PC"}))

    assert meaning is not None
    assert [(choice.codes, choice.before) for choice in meaning.choices] == [(("PC7",), True), (("LU7",), False)]


def test_an_earlier_answer_in_polish_letters_is_offered_without_the_language() -> None:
    meaning = meaning_of("ST6", Hints((), {"st": "SP"}))

    assert meaning is not None
    assert [choice.codes for choice in meaning.choices] == [("SP6",), ("ST6",)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Dü3", "SI3"), ("dü 3", "SI3"), ("Du\u0308 3", "SI3"), ("DÜ3", "SI3"), ("Dū 24", "GV24"), ("Dǔ 24", "GV24"),
        ("Žl34", "GB34"), ("Ż36", "ST36"), ("ż 36", "ST36"), ("PŻ-30", "GB30"), ("ＢＬ４０", "BL40"),
        ("Е36", "ST36"), ("Р11", "LU11"), ("МС6", "PC6"), ("40VII", "BL40"), ("VII40", "BL40"), ("34 XI", "GB34"),
        ("XI-34", "GB34"), ("Ⅶ40", "BL40"), ("36E", "ST36"), ("36 E", "ST36"), ("40V", "BL40"), ("12 VC", "CV12"),
        ("G.B.-34", "GB34"), ("L.I.-4", "LI4"), ("B-54", "BL54"), ("Liv-3", "LR3"), ("3E5", "TE5"), ("3 E 5", "TE5"),
        ("M-BW-35", "EX-B2"), ("EX-BW-35", "EX-B2"), ("Ex-DC-2", "EX-B2"), ("N-UE-19", "EX-UE7"), ("M-LE-8", "EX-LE10"),
        ("Yaotongxue", "EX-UE7"), ("委中", "BL40"), ("Zhonglüshu", "BL29"), ("Zhonglushu", "BL29"),
        ("Zhonglvshu", "BL29"), ("Zú Sān Lǐ", "ST36"), ("zu-san-li", "ST36"), ("San'inkō", "SP6"), ("Saninkou", "SP6"),
        ("위중", "BL40"), ("вэй-чжун", "BL40"), ("Wei Chung", "BL40"), ("Juegu", "GB39"), ("HTJJ", "EX-B2"),
        ("GB30 Huantiao", "GB30"), ("Huantiao GB30", "GB30"), ("Zusanli (ST36)", "ST36"), ("ST36 (Zusanli)", "ST36"),
        ("P6 Neiguan", "PC6"), ("Du 14 Dazhui", "GV14"), ("V54 (49)", "BL54"), ("V40 (54)", "BL40"),
        ("B40 (54)", "BL40"), ("Futu ST32", "ST32"),
    ],
)  # fmt: skip
def test_one_reading(typed: str, code: str) -> None:
    assert codes_of(typed) == [code]


@pytest.mark.parametrize(
    ("typed", "codes", "why"),
    [
        ("BL54 Weizhong", ["BL40", "BL54"], "Weizhong is BL40 today; in older books it was BL54."),
        ("BL54 (40)", ["BL40", "BL54"], "Weizhong is BL40 today; in older books it was BL54."),
        ("GB30 Weizhong", ["BL40", "GB30"], "GB30 has another name, and Weizhong another code."),
        ("BL23 Weizhong", ["BL40", "BL23"], "BL23 has another name, and Weizhong another code."),
        ("Futu", ["LI18", "ST32"], "More than one point has this name."),
        ("Sanli", ["ST36", "LI10"], "More than one point has this name."),
        ("Chi Mai", ["TE18", "LR12"], "More than one point has this name."),
        ("Shenmen", ["HT7"], "More than one place has this name."),
        ("Xia Bai", ["LU4"], "More than one place has this name."),
        ("Baliao", ["BL31", "BL32", "BL33", "BL34"], "“Baliao” names 4 points."),
        ("EX-LE8", ["EX-LE10"], ""),
        ("V7 Tongli", ["HT5", "BL7", "HT7"], "BL7 has another name, and Tongli another code."),
        ("H3 Shaohai Quze", [], ""),
    ],
)
def test_what_is_asked_and_why(typed: str, codes: list[str], why: str) -> None:
    meaning = meaning_of(typed, Hints())

    assert codes_of(typed) == codes
    assert meaning is None or (not meaning.is_one and said(meaning.why) == why)


def test_a_code_and_a_name_that_two_points_share() -> None:
    assert codes_of("ST3 Juliao") == ["ST3"]
    meaning = meaning_of("P8 Futonggu", Hints())
    assert meaning is not None
    assert len(meaning.choices) == 3


@pytest.mark.parametrize(
    "typed",
    ["", " ", "40", "BL", "BL0", "BL68", "XX3", "EX-B9", "EX3", "BL40中", "BL4000", "BL4.0", "BL4 0", "BL40 (2)",
     "GB30 (54)", "liver", "ashi", "EX-UE9", "M-UE-24", "N-BW-38", "5L", "36ZZ", "ST36 foo", "foo ST36", "Foo (BL40)"],
)  # fmt: skip
def test_what_is_no_point(typed: str) -> None:
    assert meaning_of(typed, Hints()) is None


@pytest.mark.parametrize("number", range(1, 68))
def test_old_numbers_of_the_bladder_line(number: int) -> None:
    assert old_of_today(today_of_old(number)) == number
    assert today_of_old(old_of_today(number)) == number
    assert (today_of_old(number) == number) is not (36 <= number <= 54)
    assert codes_of(f"BL{number}", old=True) == [f"BL{today_of_old(number)}"]
    assert codes_of(f"BL{number}") == [f"BL{number}"]


def test_the_old_numbers_that_books_print() -> None:
    pairs = {
        50: 36, 51: 37, 52: 38, 53: 39, 54: 40, 36: 41, 37: 42, 38: 43, 39: 44, 40: 45,
        41: 46, 42: 47, 43: 48, 44: 49, 45: 50, 46: 51, 47: 52, 48: 53, 49: 54,
    }  # fmt: skip

    assert {old: today_of_old(old) for old in range(36, 55)} == pairs


def test_every_further_name_belongs_to_its_point_alone() -> None:
    for code, names in FURTHER_NAMES.items():
        assert code in POINTS
        for name in names:
            assert owners_of(name) == (code,), name
    for name, codes in SHARED_NAMES.items():
        assert set(codes) <= set(POINTS)
        assert owners_of(name) == codes
    assert all(name in SHARED_NAMES or name == "shenmen" or owners_of(name) for name in NAMED_ELSEWHERE)


def test_every_point_is_found_by_its_name_unless_it_is_shared() -> None:
    asked = {"Futu", "Juliao", "Zhongdu", "Wangu", "Yinjiao", "Zhongzhu", "Chimai"}
    asked |= {"Shenmen", "Xiabai", "Tongtian", "Qimen", "Zigong"}
    for code, point in POINTS.items():
        for name in (point.name, *point.also):
            meaning = meaning_of(name, Hints())
            assert meaning is not None
            assert meaning.is_one is (name not in asked), name
            assert code in codes_of(name)
            assert codes_of(f"{code} {name}") == [code]


def test_tone_marks_go_and_letters_stay() -> None:
    assert cleaned("Dū Dú Dǔ Dù dǚ") == "Du Du Du Du dü"
    assert cleaned("Dü Žl Ż ł ä ö ś") == "Dü Žl Ż ł ä ö ś"


@pytest.mark.parametrize(
    ("country", "languages"),
    [("DE", ("de",)), ("ch", ("de", "fr", "it")), ("BE", ("nl", "fr")), ("AR", ("es",)), ("JP", ()), (None, ())],
)
def test_the_languages_of_a_country(country: str | None, languages: tuple[str, ...]) -> None:
    assert languages_of(country) == languages


@given(st.text(max_size=40), st.sampled_from(["de", "fr", "pl", "en", ""]))
def test_any_text_has_a_meaning_or_none(text: str, language: str) -> None:
    meaning = meaning_of(text, Hints((language,)))

    assert meaning is None or (meaning.choices and all(code in POINTS for c in meaning.choices for code in c.codes))
