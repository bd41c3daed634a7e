"""What is wrong with a file that is read back, and where, so that the person can find the place in a spreadsheet."""

from dataclasses import dataclass

from tracker.domain.errors import Message
from tracker.wording import imports


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong: the file, the row as a spreadsheet numbers it (the header is row 1), the column, and why.

    `cell` is what stands there; it is said where the reason does not hold it already.
    """

    file: str
    row: int | None
    column: str | None
    message: Message
    cell: str | None = None

    def __str__(self) -> str:
        return imports.placed((self.file, self.row, self.column), self.message, self.cell)


class FileFault(Exception):
    """The file cannot be read any further."""

    def __init__(self, file: str, message: Message, row: int | None = None) -> None:
        super().__init__(file, message, row)
        self.error = RowError(file, row, None, message)
