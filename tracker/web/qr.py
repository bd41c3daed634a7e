"""An address as a QR picture: the path of its dark squares, for a drawing of our own."""

from dataclasses import dataclass
from itertools import groupby

QUIET = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """`side` is its width and height in squares, the quiet zone of four around it included; `path` its dark squares."""

    side: int
    path: str


def picture_of(text: str) -> Picture:
    """The QR code of a text, with error correction M: it still scans with some of it covered."""
    import segno  # noqa: PLC0415 - most servers draw none for days

    matrix = segno.make(text, micro=False, error="m").matrix
    runs = [
        f"M{start + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(matrix)
        for start, length in _dark_runs(row)
    ]
    return Picture(side=len(matrix) + 2 * QUIET, path="".join(runs))


def _dark_runs(row: bytearray) -> list[tuple[int, int]]:
    """Where dark squares begin in a row, and how many follow one another."""
    runs = [(dark, [x for x, _ in run]) for dark, run in groupby(enumerate(row), key=lambda square: square[1])]
    return [(places[0], len(places)) for dark, places in runs if dark]
