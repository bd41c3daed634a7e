"""The standard acupuncture points and the lists that people type."""

from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import Invalid
from tracker.domain.limits import POINTS_MOST
from tracker.domain.points import (
    POINTS,
    PREGNANCY_CAUTION_POINTS,
    SCIATICA_POINTS,
    PlacedPoint,
    Point,
    find_point,
    parse_points,
    write_points,
)

COUNTS = {
    "LU": 11, "LI": 20, "ST": 45, "SP": 21, "HT": 9, "SI": 19, "BL": 67,
    "KI": 27, "PC": 9, "TE": 23, "GB": 44, "LR": 14, "GV": 28, "CV": 24,
}  # fmt: skip
EXTRAS = {"EX-B2", "EX-B7", "EX-B8", "EX-UE7", "EX-LE10"}
STANDARD = [f"{meridian}{number}" for meridian, count in COUNTS.items() for number in range(1, count + 1)]
AMBIGUOUS = {
    "Futu": {"LI18", "ST32"},
    "Juliao": {"ST3", "GB29"},
    "Zhongdu": {"GB32", "LR6"},
    "Wangu": {"SI4", "GB12"},
    "Yinjiao": {"GV28", "CV7"},
    "Zhongzhu": {"KI15", "TE3"},
}
ALIASES = {
    "UB": "BL", "K": "KI", "LIV": "LR", "LV": "LR", "SJ": "TE",
    "TB": "TE", "TW": "TE", "P": "PC", "DU": "GV", "REN": "CV",
}  # fmt: skip


def test_all_361_and_the_extra_points() -> None:
    assert len(STANDARD) == 361
    assert set(POINTS) == {*STANDARD, *EXTRAS}
    assert all(code == point.code for code, point in POINTS.items())


@pytest.mark.parametrize(
    ("code", "name", "region", "meridian"),
    [
        ("LU1", "Zhongfu", "chest", "Lung"),
        ("LI4", "Hegu", "hand", "Large Intestine"),
        ("ST36", "Zusanli", "leg", "Stomach"),
        ("SP6", "Sanyinjiao", "leg", "Spleen"),
        ("HT7", "Shenmen", "wrist", "Heart"),
        ("SI3", "Houxi", "hand", "Small Intestine"),
        ("BL40", "Weizhong", "knee", "Bladder"),
        ("BL54", "Zhibian", "buttock", "Bladder"),
        ("BL60", "Kunlun", "ankle", "Bladder"),
        ("KI3", "Taixi", "ankle", "Kidney"),
        ("PC6", "Neiguan", "forearm", "Pericardium"),
        ("TE5", "Waiguan", "forearm", "Triple Energizer"),
        ("GB30", "Huantiao", "buttock", "Gallbladder"),
        ("GB34", "Yanglingquan", "leg", "Gallbladder"),
        ("LR3", "Taichong", "foot", "Liver"),
        ("GV4", "Mingmen", "low back", "Governor Vessel"),
        ("CV8", "Shenque", "abdomen", "Conception Vessel"),
        ("CV24", "Chengjiang", "face", "Conception Vessel"),
        ("EX-B8", "Shiqizhui", "low back", "Extra"),
    ],
)
def test_well_known_points(code: str, name: str, region: str, meridian: str) -> None:
    point = POINTS[code]

    assert (point.name, point.region, point.meridian) == (name, region, meridian)


def test_the_midline_holds_two_meridians_and_one_extra_point() -> None:
    midline = {code for code, point in POINTS.items() if point.midline}

    assert midline == {code for code in STANDARD if code[:2] in {"GV", "CV"}} | {"EX-B8"}


@pytest.mark.parametrize("code", POINTS)
def test_every_point_is_found_by_its_code(code: str) -> None:
    letters, number = code.rstrip("0123456789"), code[len(code.rstrip("0123456789")) :]

    for typed in (code, code.lower(), f" {letters} {number} ", f"{letters}-{number}", f"{letters.title()}.{number}"):
        assert find_point(typed) is POINTS[code], typed


@pytest.mark.parametrize(("alias", "meridian"), ALIASES.items())
def test_every_point_is_found_by_its_older_code(alias: str, meridian: str) -> None:
    for number in range(1, COUNTS[meridian] + 1):
        assert find_point(f"{alias}{number}") is POINTS[f"{meridian}{number}"]
        assert find_point(f"{alias.lower()} {number}") is POINTS[f"{meridian}{number}"]


def names_of(point: Point) -> tuple[str, ...]:
    return (point.name, *point.also)


@pytest.mark.parametrize("code", POINTS)
def test_every_point_is_found_by_its_name_unless_two_share_it(code: str) -> None:
    for name in names_of(POINTS[code]):
        expected = None if name in AMBIGUOUS else POINTS[code]

        assert find_point(name) is expected
        assert find_point(name.upper()) is expected
        assert find_point(f"{code} {name}") is POINTS[code]


def test_the_names_that_two_points_share() -> None:
    owners = Counter(name for point in POINTS.values() for name in names_of(point))
    shared = {name for name, count in owners.items() if count > 1}

    assert shared == set(AMBIGUOUS)
    for name, codes in AMBIGUOUS.items():
        assert {code for code, point in POINTS.items() if point.name == name} == codes


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Zú Sān Lǐ", "ST36"),
        ("zu-san-li", "ST36"),
        ("bl 40", "BL40"),
        ("BL040", "BL40"),
        ("ＢＬ４０", "BL40"),
        ("Ex B2", "EX-B2"),
        ("exb2", "EX-B2"),
        ("EX-LE-10", "EX-LE10"),
        ("Huatuojiaji", "EX-B2"),
        ("Renzhong", "GV26"),
        ("Gaohuangshu", "BL43"),
        ("ST36 (Zusanli)", "ST36"),
    ],
)
def test_spellings(typed: str, code: str) -> None:
    assert find_point(typed) is POINTS[code]


@pytest.mark.parametrize(
    "typed", ["", " ", "40", "BL", "BL0", "BL68", "XX3", "EX-B9", "EX3", "ST36 Hegu", "BL40中", "BL4000", "liver"]
)
def test_what_is_no_point(typed: str) -> None:
    assert find_point(typed) is None


def test_the_picker_and_the_cautions_name_points_that_exist() -> None:
    picked = [code for codes in SCIATICA_POINTS.values() for code in codes]

    assert set(picked) | set(PREGNANCY_CAUTION_POINTS) <= set(POINTS)
    assert len(picked) == len(set(picked))
    assert {"EX-B2", "BL40", "GB30", "GB34", "BL54", "BL57"} <= set(picked)
    assert {"LI4", "SP6", "BL60", "BL67", "GB21"} <= set(PREGNANCY_CAUTION_POINTS)
    assert len(PREGNANCY_CAUTION_POINTS) == len(set(PREGNANCY_CAUTION_POINTS))


@pytest.mark.parametrize(
    ("typed", "canonical"),
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
    ],
)
def test_typed_lists(typed: str, canonical: str) -> None:
    assert write_points(parse_points(typed)) == canonical


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("BL40; BLX 3; GB30", "“BLX 3” is not a point we know"),
        ("BL40 GB30", "“BL40 GB30” is not a point we know"),
        ("left", "“left” is not a point we know"),
        ("BL40 up", "“BL40 up” is not a point we know"),
        ("Futu left", "“Futu left” is the name of two points, LI18 and ST32. Please give the code."),
        ("GV4 left", "GV4 lies on the midline, so it has no left or right."),
        ("EX-B8 both", "EX-B8 lies on the midline, so it has no left or right."),
        ("BL40 midline", "BL40 does not lie on the midline. Choose left, right or both."),
        ("x" * 500, f"“{'x' * 40}…” is not a point we know"),
    ],
)
def test_what_is_not_understood_is_named(typed: str, message: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_points(typed)
    assert str(caught.value).startswith(message)


def test_no_more_points_than_a_session_can_hold() -> None:
    assert len(parse_points("; ".join(STANDARD[:POINTS_MOST]))) == POINTS_MOST
    with pytest.raises(Invalid, match=f"at most {POINTS_MOST} points"):
        parse_points("; ".join(STANDARD[: POINTS_MOST + 1]))


@pytest.mark.parametrize(
    ("code", "side", "message"),
    [
        ("BL99", None, "not the code of a point"),
        ("bl40", None, "not the code of a point"),
        ("BL40", "up", "not a side"),
        ("BL40", "", "not a side"),
        ("CV4", "both", "midline"),
        ("ST36", "midline", "midline"),
    ],
)
def test_no_needle_where_none_can_be(code: str, side: str | None, message: str) -> None:
    with pytest.raises(Invalid, match=message):
        PlacedPoint(code, side)


def sides_of(code: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, "midline"] if POINTS[code].midline else [None, "left", "right", "both"])


placed_points = st.sampled_from(list(POINTS)).flatmap(
    lambda code: st.builds(PlacedPoint, st.just(code), sides_of(code))
)


@given(st.lists(placed_points, unique=True, max_size=POINTS_MOST).map(tuple))
def test_what_is_written_is_read_back(points: tuple[PlacedPoint, ...]) -> None:
    assert parse_points(write_points(points)) == points


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Invalid):
        points = parse_points(text)
        assert parse_points(write_points(points)) == points
