"""How large a chart is drawn on paper, where what does not fit leaves the rest of a sheet empty."""

from collections.abc import Mapping
from typing import Final

from tracker.charts.presented import PresentedChart

# Hundredths of the size on the screen. The last makes type of 12.5 px one of 6 pt, the least that can still be read.
STEPS: Final = (90, 80, 75, 70, 64)
# Of each chart of Progress: which drawing paper shows, how high it may be, in pixels of a sheet of some 950, and how
# large it may be drawn at most: the wide one needs a sheet's width for the names at its left.
NARROW, WIDE = 0, 1
FEW: Final = 500
ROOMS: Final[Mapping[str, tuple[int, int, int]]] = {
    "pain": (NARROW, 410, 90),
    "strips": (WIDE, 790, 80),
    "by-week": (NARROW, 335, 80),
}


def step_for(height: float, room: float, most: int) -> int:
    """The largest step up to `most` at which that height fits the room; the smallest, if none does. Raises nothing."""
    return next((step for step in STEPS if step <= most and height * step <= room * 100), STEPS[-1])


def few_strips(charts: Mapping[str, PresentedChart]) -> bool:
    """Whether the strips leave room on their sheet for the chart that comes after them."""
    return bool(charts["strips"].figure["layout"]["meta"]["heights"][WIDE] <= FEW)


def steps_of(charts: Mapping[str, PresentedChart]) -> dict[str, int]:
    """The step of each chart of Progress that has one of its own; an empty one has the first."""
    return {
        name: step_for(charts[name].figure["layout"]["meta"]["heights"][drawing], room, most)
        for name, (drawing, room, most) in ROOMS.items()
    }
