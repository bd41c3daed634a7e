"""Where along the nerve pain was felt, ranked by how far from the spine."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from tracker.domain.values.tables import table
from tracker.domain.vocabularies import REGIONS, checked_codes

# How far a region is from the spine, 0 at the low back to 7 at the toes; regions side by side share a rank.
# Source: centralising is pain drawing back from the far end of the limb toward the spine
# (May 2018, doi 10.1016/j.msksp.2018.09.006). The ranks are ours.
REGION_RANK: Final[Mapping[str, int]] = MappingProxyType({row["region"]: int(row["rank"]) for row in table("regions")})


def ordered(regions: Iterable[str]) -> tuple[str, ...]:
    """The codes of `regions` from the low back to the toes, each once; codes that are no region are left out."""
    return checked_codes(tuple(regions), REGIONS)


def farthest_point(regions: Iterable[str]) -> str | None:
    """The region farthest from the spine, or None when none was recorded.

    Of regions equally far the first in the order of the vocabulary is named, so the same regions always give the same
    answer. A description of one day, never a diagnosis. Source: as `REGION_RANK`.
    """
    return max(ordered(regions), key=REGION_RANK.__getitem__, default=None)
