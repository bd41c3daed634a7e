"""Rows of a file before any format: the values of its slots in their order, gathered piece by piece.

Values are typed as the model has them, or, where `write` says so, are as the database driver hands them over, because
an export of a long diary is mostly this work. A format is one writer that takes pieces.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.fields.field import Field
from tracker.files.cells import AS_VALUES, Converters
from tracker.files.columns import File

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a file, at least one. `worked_out` makes the value of a computed field from its slots, by name.

    Rows may hold more behind their slots, such as what they were ordered by.
    """

    rows: Sequence[Row]
    write: Converters = AS_VALUES
    worked_out: Mapping[str, Callable[..., Any]] = field(default_factory=dict)


def row_of(file: File, source: Any, worked_out: Mapping[str, Any]) -> Row:
    """The row of a file from the attributes of `source`, and the values of its computed fields."""
    return [worked_out[name] if name in worked_out else getattr(source, name) for name in file.slots]


def by_field(file: File, piece: Piece) -> Iterator[tuple[Field, Sequence[Iterable[Any]]]]:
    """Each field with the values of its slots, or with the one that was worked out of them: column by column."""
    slots = dict(zip(file.slots, zip(*piece.rows, strict=True), strict=False))
    for field_ in file.columns:
        values: Sequence[Iterable[Any]] = [slots[name] for name in field_.stored]
        if field_.name in piece.worked_out:
            values = [map(piece.worked_out[field_.name], *values)]
        yield field_, values
