"""Files that this app wrote itself, known by their columns: they are read back whole, by readers of their own."""

from typing import Final

from tracker.files.columns import File
from tracker.files.contract import FILES
from tracker.importers.opening import Opened, Part

CODE: Final = "ours"


def recognise(file: Opened) -> bool:
    """Whether it is one of our CSV files, or an archive with at least one of them."""
    return any(_is(part, one) for part in file.parts for one in FILES)


def _is(part: Part, file: File) -> bool:
    names = {name for name in part.header if name}
    needed = {column.name for column in file.columns if column.required}
    return bool(needed) and needed <= names <= set(file.header)
