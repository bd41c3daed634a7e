"""Sources by their codes: each is imported when it is asked for, and knows its own."""

import subprocess
import sys
from collections.abc import Sequence

import pytest

from tracker.importers.contract import Source
from tracker.importers.recognising import ANY_TABLE, APPS, BY_CODE
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
from tracker.wording.vocabularies import IMPORT_SOURCES

# That each module is what a source must be is seen by the types.
KEPT_TO: Sequence[Source] = (
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


def test_every_source_answers_to_its_code_and_has_a_name() -> None:
    assert tuple(BY_CODE) == (*APPS, ANY_TABLE)
    assert sorted(BY_CODE) == sorted(source.CODE for source in KEPT_TO)
    assert {code: BY_CODE[code].CODE for code in BY_CODE} == {code: code for code in BY_CODE}
    assert set(BY_CODE) == set(IMPORT_SOURCES)


def test_what_is_no_source_is_not_there() -> None:
    assert "../cli" not in BY_CODE
    with pytest.raises(KeyError):
        BY_CODE["contract"]


def test_none_is_imported_before_it_is_asked_for() -> None:
    asked = "import sys; from tracker.importers import recognising as r; 'daylio' in r.BY_CODE; "
    told = "print([one for one in sys.modules if 'importers.sources' in one])"
    ran = subprocess.run([sys.executable, "-c", asked + told], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout == "[]\n"
