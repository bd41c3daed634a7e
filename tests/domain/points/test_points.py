"""The standard acupuncture points and the lists that people type."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.refused import refused
from tracker.domain.limits import POINTS_MOST
from tracker.domain.points.points import (
    POINTS,
    PREGNANCY_CAUTION_POINTS,
    SCIATICA_POINTS,
    Location,
    OtherLocation,
    PlacedPoint,
    Point,
    parse_points,
    write_points,
)
from tracker.wording.points import show_points

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


def names_of(point: Point) -> tuple[str, ...]:
    return (point.name, *point.also)


def test_the_names_that_two_points_share() -> None:
    owners = Counter(name for point in POINTS.values() for name in names_of(point))
    shared = {name for name, count in owners.items() if count > 1}

    assert shared == set(AMBIGUOUS)
    for name, codes in AMBIGUOUS.items():
        assert {code for code, point in POINTS.items() if point.name == name} == codes


def test_the_picker_and_the_cautions_name_points_that_exist() -> None:
    picked = [code for codes in SCIATICA_POINTS.values() for code in codes]

    assert set(picked) | set(PREGNANCY_CAUTION_POINTS) <= set(POINTS)
    assert len(picked) == len(set(picked))
    assert {"EX-B2", "BL40", "GB30", "GB34", "BL54", "BL57"} <= set(picked)
    assert {"LI4", "SP6", "BL60", "BL67", "GB21"} <= set(PREGNANCY_CAUTION_POINTS)
    assert len(PREGNANCY_CAUTION_POINTS) == len(set(PREGNANCY_CAUTION_POINTS))


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
    with refused(match=message):
        PlacedPoint(code, side)


def sides_of(code: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, "midline"] if POINTS[code].midline else [None, "left", "right", "both"])


placed_points = st.sampled_from(list(POINTS)).flatmap(
    lambda code: st.builds(PlacedPoint, st.just(code), sides_of(code))
)
other_locations = st.text(max_size=40).map(lambda text: " ".join(text.split())).filter(bool).map(OtherLocation)
lists = st.lists(placed_points | other_locations, unique=True, max_size=POINTS_MOST).map(tuple)


@given(lists)
def test_what_is_written_is_read_back(points: tuple[Location, ...]) -> None:
    assert parse_points(write_points(points)) == points


@given(st.text(max_size=80))
def test_stored_text_is_read_whatever_it_holds(text: str) -> None:
    points = parse_points(text)

    assert parse_points(write_points(points)) == points


@pytest.mark.parametrize(
    ("stored", "points"),
    [
        ("", ()),
        ("BL40 left; GB30 both; GV4", (PlacedPoint("BL40", "left"), PlacedPoint("GB30", "both"), PlacedPoint("GV4"))),
        ("BL40; BL40; BL40 left", (PlacedPoint("BL40"), PlacedPoint("BL40", "left"))),
        ('BL40; "ashi"', (PlacedPoint("BL40"), OtherLocation("ashi"))),
        ('"a; ""b"", c"; GB30', (OtherLocation('a; "b", c'), PlacedPoint("GB30"))),
        ('"BL40"', (OtherLocation("BL40"),)),
        # Never asked about and never read as anything but WHO codes; what is neither stays as it stands.
        ("P7; Dü3; bl40; UB57", tuple(map(OtherLocation, ("P7", "Dü3", "bl40", "UB57")))),
        ("BL54; ST6; LI3; L5", (PlacedPoint("BL54"), PlacedPoint("ST6"), PlacedPoint("LI3"), OtherLocation("L5"))),
        ("GV4 left; BL40 midline; BL40 left left", tuple(map(OtherLocation, (
            "GV4 left", "BL40 midline", "BL40 left left",
        )))),
        ('"not closed; BL40', (OtherLocation('"not closed'), PlacedPoint("BL40"))),
        ('""; " "', ()),
    ],
)  # fmt: skip
def test_stored_text_holds_codes_and_quoted_words(stored: str, points: tuple[Location, ...]) -> None:
    assert parse_points(stored) == points


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("", ""),
        ("BL40 left; GB30 both", "BL40 left; GB30 both"),
        ('BL40; "ashi"; GB30', "BL40; GB30; 1 more location, as typed: “ashi”"),
        ('"ashi"', "1 location, as typed: “ashi”"),
        ('BL40; "ashi"; "ear"', "BL40; 2 more locations, as typed: “ashi”, “ear”"),
        ('"ashi"; "ear"', "2 locations, as typed: “ashi”, “ear”"),
    ],
)
def test_other_locations_are_shown_in_quotes_and_counted(stored: str, shown: str) -> None:
    assert show_points(parse_points(stored)) == shown


@pytest.mark.parametrize("words", ["", " ", "a\nb", " a", "a  b"])
def test_other_locations_are_one_line(words: str) -> None:
    with refused(match="one line"):
        OtherLocation(words)
