"""What is wrong with a file that is read back, said so that the person can find the place in a spreadsheet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong: the file, the row as a spreadsheet numbers it (the header is row 1), the column, and why."""

    file: str
    row: int | None
    column: str | None
    message: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(self.column)
        return f"{', '.join(place)}: {self.message}"


class FileFault(Exception):
    """The file cannot be read any further."""

    def __init__(self, error: RowError) -> None:
        super().__init__(str(error))
        self.error = error
