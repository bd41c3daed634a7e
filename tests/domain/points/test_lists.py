"""Typed lists: what is settled, what is asked about, what is kept as typed; nothing is refused, nothing guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.points.test_points import lists
from tests.support.refused import refused
from tracker.domain.limits import NOTE_LENGTH, POINTS_MOST
from tracker.domain.points import lists as point_lists
from tracker.domain.points.codes import Hints
from tracker.domain.points.lists import LONGEST_LIST, Part, as_read, read_points, said_once, settled
from tracker.domain.points.points import (
    POINTS,
    Location,
    OtherLocation,
    PlacedPoint,
    canonical,
    parse_points,
    write_points,
)
from tracker.wording import errors
from tracker.wording.points import in_a_file, read_words, show_points, understood


def said(part: Part) -> str:
    """The part as a test writes it: what is stored, or `ask: ` and each answer but keeping the words."""
    if not part.options:
        return write_points(part.locations)
    return "ask: " + " or ".join(write_points(option.locations) for option in part.options)


def read(typed: str, *languages: str) -> list[str]:
    return [said(part) for part in read_points(typed, Hints(languages))]


@pytest.mark.parametrize(
    ("typed", "language", "right"),
    [
        ("Dü3", "de", "SI3"),
        ("DÜ 3 links", "de", "SI3 left"),
        ("Du 14", "de", "ask: SI14 or GV14"),
        ("Du 20", "de", "GV20"),
        ("P7", "fr", "ask: LU7 or PC7"),
        ("P6", "en", "ask: PC6 or LU6"),
        ("P11", "es", "LU11"),
        ("IG4", "fr", "ask: SI4 or LI4"),
        ("IG20", "es", "LI20"),
        ("36E", "fr", "ST36"),
        ("V40", "it", "BL40"),
        ("VB34 both", "es", "GB34 both"),
        ("RP6", "fr", "SP6"),
        ("KS6", "de", "PC6"),
        ("3E5", "de", "TE5"),
        ("LG4", "de", "GV4"),
        ("ST6", "pl", "ask: SP6 or ST6"),
        ("ST36", "pl", "ST36"),
        ("H3", "es", "ask: LR3 or HT3"),
        ("Co4", "en", "ask: LI4 or HT4"),
        ("L5", "en", 'ask: "L5" or LU5 or KI5'),
        ("BL54", "en", "BL54"),
        ("BL54 (old)", "en", "BL40"),
        ("BL54 Weizhong", "en", "ask: BL40 or BL54"),
        ("V54 (49)", "ru", "BL54"),
        ("M-BW-35", "en", "EX-B2"),
        ("Yaotongxue", "en", "EX-UE7"),
        ("委中", "zh", "BL40"),
        ("22.05 Ling Gu", "en", '"22.05 Ling Gu"'),
        ("Shenmen", "en", 'ask: HT7 or "Shenmen"'),
    ],
)
def test_thirty_cases(typed: str, language: str, right: str) -> None:
    assert read(typed, language) == [right]


@pytest.mark.parametrize(
    ("typed", "canonical_text"),
    [
        ("", ""),
        (" ; ,\n", ""),
        ("BL40 left, GB30 both; EX-B8", "BL40 left; GB30 both; EX-B8"),
        ("bl-40 L\nUB57 r", "BL40 left; BL57 right"),
        ("left K3; both sides GB 30", "KI3 left; GB30 both"),
        ("ST36 (right)", "ST36 right"),
        ("Zu San Li on the left side, Huantiao bilateral", "ST36 left; GB30 both"),
        ("GV4 midline; Ren 4", "GV4 midline; CV4"),
        ("BL40 left; BL40 right; BL40 left", "BL40 left; BL40 right"),
        ("BL40、GB30，ST36；SP6", "BL40; GB30; ST36; SP6"),
        ("BL40 Weizhong left", "BL40 left"),
        ("BL40 bil; BL57 L+R; GB30 R/L; ST36 (l & r)", "BL40 both; BL57 both; GB30 both; ST36 both"),
        ("BL40L; BL57R; BL40 (R)", "BL40 left; BL57 right; BL40 right"),
        ("SI3/BL62 L+R; BL40 l/r", "SI3 both; BL62 both; BL40 both"),
        ("BL40), BL57; GB30", "BL40; BL57; GB30"),
        ("BL40(L), BL57[r]; GB30(left)", "BL40 left; BL57 right; GB30 left"),
        ("委中(左); V54(49)(L); BL54(old)(R); Weizhong(bds)", "BL40 left; BL54 left; BL40 right; BL40 both"),
        ("BL40 ( left ); GB30 (Huantiao) [on the right side]; V40 (54) left", "BL40 left; GB30 right"),
        ("BL40 links; 左委中; 委中右; BL57 beidseits; BL60 bds", "BL40 left; BL40 right; BL57 both; BL60 both"),
        ("V40 gauche; V57 à droite; V60 bilatéral", "BL40 left; BL57 right; BL60 both"),
        ("BL40 izquierda; BL57 ambos; BL60 direita; BL62 sx", "BL40 left; BL57 both; BL60 right; BL62 left"),
        ("BL40 vlevo; BL57 prawy; BL60 слева; BL62 双", "BL40 left; BL57 right; BL60 left; BL62 both"),
        ("old BL54 left; B54 alt; BL54 ancienne numérotation", "BL40 left; BL40"),
        ("36E 40V 30VB", "ST36; BL40; GB30"),
        ("BL40 GB 30", "BL40; GB30"),
        ("BL40 and GB30; BL57 + BL60", "BL40; GB30; BL57; BL60"),
        ("BL40 right/BL57 left", "BL40 right; BL57 left"),
    ],
)
def test_typed_lists(typed: str, canonical_text: str) -> None:
    parts = read_points(typed)

    assert all(not part.options for part in parts)
    assert write_points(settled(parts)) == canonical_text


@pytest.mark.parametrize(
    "typed",
    [
        "ashi", "local points", "ear shenmen", "Ohr: Shenmen", "seeds in the ear", "EX-UE9", "EX-B9", "EX-B2 L5",
        "Huatuo L4 L5", "Jiaji L4-S1", "L4/5", "L5-S1", "1.5 cun lateral to BL25", "BL40 1,5 cun below", "22.05",
        "T22.05", "DT.01", "1010.01", "BL40 up", "BLX 3", "left", "L BL40", "BL40 GB30 deep", "BL 400", "BL4.0",
        "GB30 (54)", "BL25 L4", "ashi/BL40", "BL40/999", "BL31-90", "BL34-31", "BL31-GB34", "x" * 500, "BL40 x3",
        "EX-B2 (L4, L5)", "Huatuojiaji [L3、L4]", "BL40 (left, deep)", "left (BL40, BL57)", "BL40 (1,5 cun)",
        "SI3/BL62 R/L", "SI3 + BL62 (l / r)", "((, ))",
        "ashi x2", "GV25-29", "on the left", "L", "R", "BL40 (2)",
    ],
)  # fmt: skip
def test_what_is_no_point_is_kept_as_typed(typed: str) -> None:
    (part,) = read_points(typed)

    assert part.is_kept
    assert part.locations == (OtherLocation(typed),)
    assert parse_points(write_points(part.locations)) == part.locations


@pytest.mark.parametrize(
    ("typed", "right", "why"),
    [
        ("GV4 left", "ask: GV4", "GV4 lies on the midline, so it has no left or right."),
        ("EX-B8 both", "ask: EX-B8", "EX-B8 lies on the midline, so it has no left or right."),
        ("BL40 midline", "ask: BL40", "BL40 does not lie on the midline. Choose left, right or both."),
        ("BL40 x2", "ask: BL40 both", "“x2” may be both sides, or two needles."),
        ("2x BL40", "ask: BL40 both", "“x2” may be both sides, or two needles."),
        ("P7 × 2", "ask: LU7 both or PC7 both", "“x2” may be both sides, or two needles."),
        ("BL40/57 left", "ask: BL40 left; BL57 left", "Numbers without letters may go on with the same letters."),
        ("BL40/54", "ask: BL40; BL54 or BL40", "Numbers without letters may go on with the same letters."),
        ("BL31-34", "ask: BL31; BL32; BL33; BL34", "Numbers without letters may go on with the same letters."),
        ("BL31-BL34 both", "ask: BL31 both; BL32 both; BL33 both; BL34 both", ""),
        ("Baliao left", "ask: BL31 left; BL32 left; BL33 left; BL34 left", "“Baliao” names 4 points."),
        ("P7 L", "ask: LU7 left or PC7 left", ""),
        ("LI3 (old)", "ask: LI3 or LR3", ""),
    ],
)
def test_what_else_is_asked_about(typed: str, right: str, why: str) -> None:
    (part,) = read_points(typed)

    assert said(part) == right
    assert errors.said(part.why) == why or not why


def test_numbers_behind_a_point_are_asked_about() -> None:
    assert read("BL 23, 25, 99") == ["BL23", "ask: BL25", '"99"']
    assert read("P7, 9") == ["ask: LU7 or PC7", "ask: LU9"]
    assert read("ashi, 25; 25") == ['"ashi"', '"25"', '"25"']
    assert read("Shenmen, Sp, 7") == ['ask: HT7 or "Shenmen"', '"Sp"', '"7"']


def test_all_doubts_are_found_at_once_and_the_rest_is_read() -> None:
    assert read("Dü3, P7, ashi; Du 14 left; BL40/P6", "fr") == [
        "SI3", "ask: LU7 or PC7", '"ashi"', "ask: SI14 left or GV14", "BL40", "ask: LU6 or PC6",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "stored", "once"),
    [
        ("BL40/BL57 left", "BL40 left; BL57 left", {"left": ["BL40", "BL57"]}),
        ("BL40 BL57 left", "BL40 left; BL57 left", {"left": ["BL40", "BL57"]}),
        ("BL40, GB30 and BL57 right", "BL40 right; GB30 right; BL57 right", {"right": ["BL40", "GB30", "BL57"]}),
        ("BL40, BL57 left", "BL40 left; BL57 left", {"left": ["BL40", "BL57"]}),
        ("left: BL40, GV4, BL57; GB30", "BL40 left; GV4; BL57 left; GB30", {"left": ["BL40", "BL57"]}),
        ("links: BL40", "BL40 left", {}),
        ("BL40; BL57 left", "BL40; BL57 left", {}),
        ("BL40 right, BL57, GB30 left", "BL40 right; BL57; GB30 left", {}),
        ("ashi, BL57 left", '"ashi"; BL57 left', {}),
        ("BL57, GV4 midline", "BL57; GV4 midline", {}),
    ],
)
def test_a_side_behind_a_list_counts_for_the_list_and_says_so(
    typed: str, stored: str, once: dict[str, list[str]]
) -> None:
    parts = read_points(typed)

    assert write_points(settled(parts)) == stored
    assert said_once(parts) == once
    for side, codes in once.items():
        listed = f"{', '.join(codes[:-1])} and {codes[-1]}"
        assert f"“{side}” counts for {listed}." in understood(parts)
        assert f"“{side}” counts for {listed}." in read_words(write_points(settled(parts)), once)


def test_quoted_words_are_kept_and_never_read() -> None:
    typed = '"P7"; “Dü3, left”; „ashi“; «local; points»; "a ""b"" c", BL40; "", "BL40" left'

    assert read(typed) == [
        '"P7"', '"Dü3, left"', '"ashi"', '"local; points"', '"a ""b"" c"', "BL40", '"""BL40"" left"',
    ]  # fmt: skip


def test_points_of_the_ear_behind_one_word() -> None:
    assert read("ear: sciatic, lumbar, Shenmen, BL40; Shenmen") == [
        '"ear: sciatic"', '"ear: lumbar"', '"ear: Shenmen"', "BL40", 'ask: HT7 or "Shenmen"',
    ]  # fmt: skip


def test_the_limits_are_those_of_a_note_and_of_a_session() -> None:
    codes = [code for code in POINTS if not code.startswith("EX")]
    assert len(read_points("; ".join(codes[:POINTS_MOST]))) == POINTS_MOST
    with refused(match=f"at most {POINTS_MOST} points"):
        read_points("; ".join(codes[: POINTS_MOST + 1]))
    with refused(match=f"at most {POINTS_MOST} points"):
        read_points("ashi, " * (POINTS_MOST + 1))
    with refused(match=f"at most {POINTS_MOST} points"):
        read_points("BL40/BL57; " * POINTS_MOST)  # as many parts as may be, and twice as many points
    (part,) = read_points("x" * NOTE_LENGTH)
    assert settled(read_points(write_points(part.locations))) == part.locations
    for long in ("x" * (NOTE_LENGTH + 1), "x" * 100_000):
        with refused(match=r"4,000 characters"):
            read_points(long)


# As long as the words of a list do not exceed a note, what is stored is typed again unchanged.
@given(lists)
def test_what_is_stored_is_read_back_by_who_types_it_again(points: tuple[Location, ...]) -> None:
    parts = read_points(write_points(points))

    assert settled(parts) == points
    assert all(part.is_plain and not in_a_file(part) for part in parts)
    assert as_read(parts) == {}


LETTERS = st.text('PDIGVBHSCTLRJEMüÜżž0123456789 .,;-/+()"“”xBLoldleft左', max_size=30)


@given(LETTERS | st.text(max_size=60), st.sampled_from(["de", "fr", "pl", "en", ""]))
def test_any_text_is_read_and_nothing_becomes_another_point_unless_one_reading_says_so(
    text: str, language: str
) -> None:
    for part in read_points(text, Hints((language,))):
        assert part.locations or part.options
        assert not (part.locations and part.options)
        assert all(isinstance(one, PlacedPoint | OtherLocation) for one in part.locations)
        exact = canonical(part.typed)
        if exact is not None and part.locations:
            (one,) = part.locations
            assert one == exact or part.side_for is not None or isinstance(one, OtherLocation)


@given(LETTERS)
def test_what_was_read_is_read_the_same_again(text: str) -> None:
    locations = settled(read_points(text))

    assert parse_points(write_points(locations)) == locations
    assert settled(read_points(write_points(locations))) == locations
    assert show_points(locations) or not locations


def test_no_part_of_too_many_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a list is, no more is worked out of it than a session can hold."""
    seen: list[str] = []
    monkeypatch.setattr(point_lists, "meaning_of", lambda text, *_more, **_other: seen.append(text))
    with refused(match=f"at most {POINTS_MOST} points"):
        read_points("P7," * (LONGEST_LIST // 3))
    assert seen == []
