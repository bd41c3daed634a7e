"""Which app a file is of: each source looks at the content, and more than one may say that it is theirs."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from tracker.importers.contract import Source
from tracker.importers.opening import Opened
from tracker.importers.sources import (
    apple_health,
    bearable,
    cluster_headache_tracker,
    crisiscore,
    daylio,
    fitbit,
    flaredown,
    garmin,
    google_fit,
    headi,
    health_connect,
    loop_habits,
    medikeep,
    migraine_buddy,
    nomie,
    openscale,
    oura,
    pocket_symptom_tracker,
    samsung_health,
    secuso_pain_diary,
    track_and_graph,
    visible,
    wger,
)

SOURCES: Final[Sequence[Source]] = (
    apple_health,
    bearable,
    cluster_headache_tracker,
    crisiscore,
    daylio,
    fitbit,
    flaredown,
    garmin,
    google_fit,
    headi,
    health_connect,
    loop_habits,
    medikeep,
    migraine_buddy,
    nomie,
    openscale,
    oura,
    pocket_symptom_tracker,
    samsung_health,
    secuso_pain_diary,
    track_and_graph,
    visible,
    wger,
)
BY_CODE: Final = MappingProxyType({source.CODE: source for source in SOURCES})


def recognised(file: Opened) -> list[Source]:
    """The sources that know the file: one, none, or several to choose of."""
    return [source for source in SOURCES if source.recognise(file)]
