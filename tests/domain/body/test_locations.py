"""The farthest point of pain."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.body.locations import REGION_RANK, farthest_point, ordered
from tracker.wording.vocabularies import REGIONS


@pytest.mark.parametrize(
    ("regions", "farthest"),
    [
        ([], None),
        (["low_back"], "low_back"),
        (["calf", "low_back", "buttock"], "calf"),
        (["buttock", "hip_side"], "buttock"),
        (["hip_side", "buttock"], "buttock"),
        (["outer_leg", "shin", "calf"], "calf"),
        (["other_toes", "big_toe", "low_back"], "big_toe"),
        (["heel", "ankle"], "heel"),
        (["thigh_front", "knee_back"], "knee_back"),
        (["elbow"], None),
        (["elbow", "ankle", "ankle"], "ankle"),
    ],
)
def test_farthest_point(regions: list[str], farthest: str | None) -> None:
    assert farthest_point(regions) == farthest
    assert farthest_point(iter(regions)) == farthest


def test_every_region_has_a_rank_and_the_vocabulary_goes_down_the_leg() -> None:
    assert list(REGION_RANK) == list(REGIONS)
    assert all(REGION_RANK[one] <= REGION_RANK[next_one] for one, next_one in pairwise(REGIONS))
    assert (REGION_RANK["low_back"], REGION_RANK["big_toe"]) == (0, max(REGION_RANK.values()))


@given(st.lists(st.sampled_from(list(REGIONS))))
def test_none_is_farther(regions: list[str]) -> None:
    farthest = farthest_point(regions)

    assert (farthest is None) == (regions == [])
    assert all(farthest is not None and REGION_RANK[region] <= REGION_RANK[farthest] for region in regions)
    assert farthest_point(reversed(regions)) == farthest
    assert set(ordered(regions)) == set(regions)


def test_ordered_from_the_back_to_the_toes() -> None:
    assert ordered(["big_toe", "low_back", "calf", "low_back", "elbow"]) == ("low_back", "calf", "big_toe")
