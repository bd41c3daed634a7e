"""Places of the body as other apps name them."""

import pytest

from tracker.importers import places
from tracker.importers.asking import Asking


@pytest.mark.parametrize(
    ("names", "sites", "side", "regions"),
    [
        (["left leg"], ("leg",), "left", ()),
        (["outer right leg", "right toes"], ("leg",), "right", ("outer_leg", "other_toes")),
        (["calf-back-left", "thigh-back-right"], ("leg",), "both", ("thigh_back", "calf")),
        (["knee-back-left"], ("leg",), "left", ("knee_back",)),
        (["lumbar spine"], ("back",), None, ("low_back",)),
        (["Both hamstrings", "buttock_left"], ("leg",), "both", ("buttock", "thigh_back")),
        (["head"], (), None, ()),
        ([], (), None, ()),
    ],
)
def test_places_of_one_kind_decide(names: list[str], sites: tuple[str, ...], side: str | None, regions: object) -> None:
    asking = Asking()
    found = places.located(names, asking)
    assert (found.sites, found.side, found.regions) == (sites, side, regions)
    assert not asking.asked


@pytest.mark.parametrize(
    ("answer", "sites"), [("neither", ()), ("leg", ("leg",)), ("back", ("back",)), ("both", ("leg", "back"))]
)
def test_one_number_for_leg_and_back_is_asked_about_once(answer: str, sites: tuple[str, ...]) -> None:
    asking = Asking({"both": answer})
    for names in (["lower back", "left leg"], ["calf", "lumbar"]):
        found = places.located(names, asking)
        assert found.sites == sites
        assert found.undecided is (not sites)
    assert [asked.question.key for asked in asking.asked] == ["both"]


def test_a_place_that_is_neither_is_asked_about_where_nothing_else_is_named() -> None:
    asking = Asking({"site:right knee": "leg"})
    assert places.located(["right knee", "neck"], asking) == places.Located(("leg",), "right")
    assert [asked.question.key for asked in asking.asked] == ["site:right knee", "site:neck"]
    unasked = Asking()
    assert places.located(["right knee", "left foot"], unasked) == places.Located(("leg",), "left")
    assert not unasked.asked


def test_pain_without_a_place_is_asked_about_without_a_name() -> None:
    asking = Asking({"site": "both"})
    assert places.nowhere(asking) == ("leg", "back")
    assert places.nowhere(Asking()) == ()
    assert [asked.question.key for asked in asking.asked] == ["site"]
