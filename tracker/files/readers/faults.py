"""What is wrong with a file that is read back, said so that the person can find the place in a spreadsheet."""

from dataclasses import dataclass
from typing import Final

LONGEST_SHOWN: Final = 40


def shown(text: str) -> str:
    """What a file holds, short and on one line: what cannot be seen, or turns what is seen, stands as its escape."""
    cut = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in cut)


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong: the file, the row as a spreadsheet numbers it (the header is row 1), the column, and why.

    `cell` is what stands there; it is said where the reason does not hold it already.
    """

    file: str
    row: int | None
    column: str | None
    message: str
    cell: str | None = None

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(self.column)
        return f"{', '.join(place)}: {self.message}{self._cell()}"

    def _cell(self) -> str:
        text = "" if self.cell is None else shown(self.cell.strip())
        return f" It says “{text}”." if text and not self.message.startswith((text, f"“{text}”")) else ""


class FileFault(Exception):
    """The file cannot be read any further."""

    def __init__(self, error: RowError) -> None:
        super().__init__(str(error))
        self.error = error
