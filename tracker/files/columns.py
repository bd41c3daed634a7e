"""What a file of the export is: its columns are the fields it holds."""

from dataclasses import dataclass

from tracker.fields.field import Fields, slots


@dataclass(frozen=True, slots=True)
class File:
    """One file; what is in it, and what its columns alone cannot say, is said by its name in `wording/files.py`."""

    name: str
    columns: Fields

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def stem(self) -> str:
        return self.name.removesuffix(".csv")

    @property
    def slots(self) -> tuple[str, ...]:
        """What a row of the file is, value by value: the columns of the table that hold its fields."""
        return slots(self.columns)

    def column_of(self, stored: str) -> str:
        """The column that a column of the table is read from; its own name where none is."""
        given = (column.name for column in self.columns if stored in column.stored and not column.computed)
        return next(given, stored)
