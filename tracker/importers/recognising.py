"""Which app a file is of: each source looks at the content, and more than one may say that it is theirs."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final, cast

from tracker.importers.contract import Source
from tracker.importers.opening import Opened

APPS: Final = (
    "apple_health",
    "bearable",
    "cluster_headache_tracker",
    "crisiscore",
    "daylio",
    "fitbit",
    "flaredown",
    "garmin",
    "google_fit",
    "headi",
    "health_connect",
    "loop_habits",
    "medikeep",
    "migraine_buddy",
    "nomie",
    "openscale",
    "oura",
    "pocket_symptom_tracker",
    "samsung_health",
    "secuso_pain_diary",
    "track_and_graph",
    "visible",
    "wger",
)
ANY_TABLE: Final = "spreadsheet"


class _Sources(Mapping[str, Source]):
    """Every source by its code, the name of its module: imported when it is asked for, not when the app starts."""

    _codes = (*APPS, ANY_TABLE)

    def __getitem__(self, code: str) -> Source:
        if code not in self._codes:
            raise KeyError(code)
        return cast("Source", import_module(f"tracker.importers.sources.{code}"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)

    def __contains__(self, code: object) -> bool:
        return code in self._codes


BY_CODE: Final[Mapping[str, Source]] = _Sources()


def recognised(file: Opened) -> list[Source]:
    """The sources that know the file: one, none, or several to choose of.

    A table that no app knows is one of the person's own; any may be read as such a table where that is chosen.
    """
    known = [source for source in map(BY_CODE.__getitem__, APPS) if source.recognise(file)]
    return known or [source for source in (BY_CODE[ANY_TABLE],) if source.recognise(file)]
