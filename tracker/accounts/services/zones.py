"""The time zones a person can choose from."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

AREAS = frozenset(
    ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)


@cache
def zone_words() -> Mapping[str, str]:
    """Every zone named by area and place, and UTC, with the name people read."""
    names = sorted(name for name in available_timezones() if "/" in name and name.split("/")[0] in AREAS)
    return MappingProxyType({name: name.replace("_", " ") for name in [*names, "UTC"]})


def words_with(zone: str) -> Mapping[str, str]:
    """The zones to choose from, and the one in use where it goes by another name."""
    words = zone_words()
    return words if zone in words else {**words, zone: zone}


def is_zone(name: str) -> bool:
    """Whether there is such a time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
