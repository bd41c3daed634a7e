"""Each sample is of one source, and of a table of somebody's own only where no app knows it."""

from pathlib import Path

import pytest

from tracker.importers.opening import open_file
from tracker.importers.recognising import recognised

SAMPLES = sorted(path for path in (Path(__file__).parent / "samples").glob("*/*") if path.is_file())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_sample_is_of_two_and_a_table_is_one_only_where_no_app_knows_it(sample: Path) -> None:
    found = [source.CODE for source in recognised(open_file(sample))]
    assert len(found) <= 1
    assert ("spreadsheet" in found) == (sample.parent.name == "spreadsheet")
