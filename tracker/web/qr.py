"""An address as a QR picture: the path of its dark squares, for a drawing of our own."""

from dataclasses import dataclass

import segno

QUIET = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """`side` is its width and height in squares, the quiet zone of four around it included; `path` its dark squares."""

    side: int
    path: str


def picture_of(text: str) -> Picture:
    """The QR code of a text, with error correction M: it still scans with some of it covered."""
    matrix = segno.make(text, micro=False, error="m").matrix
    runs = [
        f"M{start + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(matrix)
        for start, length in _dark_runs(row)
    ]
    return Picture(side=len(matrix) + 2 * QUIET, path="".join(runs))


def _dark_runs(row: bytearray) -> list[tuple[int, int]]:
    """Where dark squares begin in a row, and how many follow one another."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
