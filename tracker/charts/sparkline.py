"""A line of weekly means, or of single days, small enough to stand in a row; its numbers stand beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tracker.charts.symbols import short
from tracker.domain.limits import SCORE_HIGH

WIDTH: Final = 120
HEIGHT: Final = 44
EDGE: Final = 4.0
WEEKS: Final = 8


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Places in a picture of `WIDTH` by `HEIGHT`, as its attributes want them.

    `level` is how far down the starting week lies, `lines` the stretches without a gap, `dots` what has nothing
    beside it, and `last` where the latest of them is.
    """

    level: str | None
    lines: tuple[str, ...]
    dots: tuple[tuple[str, str], ...]
    last: tuple[str, str] | None


def sparkline(means: Sequence[float | None], start: float | None, places: int = WEEKS) -> Sparkline:
    """The latest of `means` (0 to 10, None for a gap), as many as it has `places`, over the height of the whole scale.

    Every picture has the same scale and the same width of a place, so that rows can be compared with each other.
    """
    shown = means[-places:]
    runs: list[list[tuple[str, str]]] = [[]]
    for number, mean in enumerate(shown):
        if mean is None:
            runs.append([])
        else:
            runs[-1].append((_across(number, places), _down(mean)))
    runs = [run for run in runs if run]
    return Sparkline(
        level=None if start is None else _down(start),
        lines=tuple(" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1),
        dots=tuple(run[0] for run in runs if len(run) == 1),
        last=runs[-1][-1] if runs else None,
    )


def _across(number: int, places: int) -> str:
    return short(EDGE + number * (WIDTH - 2 * EDGE) / (places - 1))


def _down(score: float) -> str:
    return short(HEIGHT - EDGE - score * (HEIGHT - 2 * EDGE) / SCORE_HIGH)
