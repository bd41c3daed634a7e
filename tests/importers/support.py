"""Reads a sample as the page does: recognised by its content, put together, and told in few words."""

import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tracker.importers.asking import Asking
from tracker.importers.assembling import Assembled, assemble
from tracker.importers.contract import Here
from tracker.importers.opening import open_file
from tracker.importers.recognising import recognised

SAMPLES = Path(__file__).parent / "samples"
HERE = Here(datetime(2026, 11, 28, 12, tzinfo=UTC), ZoneInfo("Europe/Berlin"))


def brought(path: Path | str, answers: Mapping[str, str] | None = None, here: Here = HERE) -> tuple[Assembled, Asking]:
    """What a sample brings with these answers, and what was asked; exactly one source knows it."""
    file = open_file(SAMPLES / path if isinstance(path, str) else path)
    (source,) = recognised(file)
    asking = Asking(answers)
    items = source.read(file, asking, here)
    made = assemble(items, code=source.CODE, name=source.CODE, one_per_instant=source.ONE_PER_INSTANT, here=here)
    return made, asking


def brought_bytes(
    data: bytes | str, answers: Mapping[str, str] | None = None, here: Here = HERE
) -> tuple[Assembled, Asking]:
    """The same of a file that is not kept."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "brought"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return brought(path, answers, here)


def entries(made: Assembled, *names: str) -> list[tuple[Any, ...]]:
    """These values of the entries, in their order; a line alone where one is asked for."""
    return others(made, "entry", *names)


def others(made: Assembled, what: str, *names: str) -> list[tuple[Any, ...]]:
    """The same of other records."""
    return [tuple(record.values.get(name) for name in names) for record in made.records if record.what == what]


def left_out(made: Assembled, code: str) -> list[int | None]:
    """The lines that were left out for this reason."""
    return [left.place.line for left in made.left_out if left.why.code == code]
