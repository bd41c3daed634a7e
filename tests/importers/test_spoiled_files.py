"""Whatever is done to a file of any app: it ends in readings, in rows left out, or in being unreadable."""

import contextlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.importers.mangling import spoiled, spoiling
from tests.importers.support import HERE, SAMPLES
from tracker.importers.asking import Asking
from tracker.importers.assembling import assemble
from tracker.importers.contract import Source
from tracker.importers.opening import Unreadable, open_file
from tracker.importers.recognising import recognised

FILES = sorted(path for path in SAMPLES.rglob("*") if path.is_file())


class Willing(Asking):
    """Answers what takes the most over: the last choice of every question."""

    def answer(self, question: Any, example: str | None = None, *, rows: int = 1) -> str:
        super().answer(question, example, rows=rows)
        return str(question.choices[-1])


def read(path: Path, source: Source, asking: Asking) -> None:
    with contextlib.suppress(Unreadable):
        file = open_file(path)
        items = source.read(file, asking, HERE) if recognised(file) else ()
        assemble(items, code=source.CODE, name="x", one_per_instant=source.ONE_PER_INSTANT, here=HERE)
        assemble(source.read(file, asking, HERE), code="x", name="x", one_per_instant=True, here=HERE)


@pytest.fixture(scope="module")
def spoiled_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spoiled") / "some"


@pytest.mark.parametrize("sample", FILES, ids=lambda path: str(path.relative_to(SAMPLES)))
@given(ways=spoiling, willing=some.booleans())
@settings(max_examples=60)
def test_a_spoiled_sample_is_read_or_refused(sample: Path, ways: Any, willing: bool, spoiled_path: Path) -> None:
    sources = recognised(open_file(sample))
    spoiled_path.write_bytes(spoiled(sample.read_bytes(), ways) or b"\n")
    for source in sources:
        read(spoiled_path, source, Willing() if willing else Asking())


@pytest.mark.parametrize("sample", FILES, ids=lambda path: str(path.relative_to(SAMPLES)))
def test_a_cell_beyond_measure_is_read_or_refused(sample: Path, tmp_path: Path) -> None:
    data, path = sample.read_bytes(), tmp_path / "some"
    for at in (len(data) // 3, len(data) // 2, len(data) - 3):
        path.write_bytes(data[:at] + b"x" * (1_100_000) + data[at:])
        for source in recognised(open_file(sample)):
            read(path, source, Willing())
