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
    spreadsheet,
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
ANY_TABLE: Final[Source] = spreadsheet
BY_CODE: Final = MappingProxyType({source.CODE: source for source in (*SOURCES, ANY_TABLE)})


def recognised(file: Opened) -> list[Source]:
    """The sources that know the file: one, none, or several to choose of.

    A table that no app knows is one of the person's own; any may be read as such a table where that is chosen.
    """
    known = [source for source in SOURCES if source.recognise(file)]
    return known or [source for source in (ANY_TABLE,) if source.recognise(file)]
