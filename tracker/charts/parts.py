"""What all figures share: the look of the axes, labels and lines.

A figure is a plain Plotly figure, the one source of what Plotly, the drawings and the keys show. Colours are names of
CSS properties, `var(--leg)`: the drawing keeps them, the script turns them into what they stand for in the theme of the
moment. Every text is escaped where a figure is made and nowhere later. Only scatter and bar traces are used.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from tracker.charts.marks import Mark

Figure = dict[str, Any]
Trace = dict[str, Any]

INK: Final = "var(--ink)"
SOFT: Final = "var(--ink-soft)"
LINE: Final = "var(--line)"
CARD: Final = "var(--card)"
LEG: Final = "var(--leg)"
BACK: Final = "var(--back)"
WASH: Final = "var(--act-wash)"
EDGE: Final = "var(--edge)"

SCORES: Final = (0, 2, 4, 6, 8, 10)
SCORE_RANGE: Final = (-0.35, 10.35)
NARROW, WIDE = 264, 372  # heights of the plot itself, in pixels
TOP, DATES, TITLE, GAP = 26, 26, 20, 10
LABEL_GAP: Final = 0.82  # of a score, which is as high as a label
UPRIGHT: Final = {
    "ticklabelstandoff": 5,
    "fixedrange": True,
    "zeroline": False,
    "showline": False,
    "gridcolor": LINE,
}


def layout_of(lane_height: int, *, bottom: int = DATES, plot: tuple[int, int] = (NARROW, WIDE)) -> dict[str, Any]:
    extra = TOP + bottom + (lane_height + GAP if lane_height else 0)
    wide = plot[1] + (lane_height + GAP if lane_height else 0)
    share = (lane_height + GAP) / wide if lane_height else 0.0
    return {
        "autosize": True,
        "showlegend": False,
        "dragmode": False,
        "hovermode": False,
        "paper_bgcolor": CARD,
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 12.5, "color": SOFT},
        "margin": {"l": 34, "r": 124 if lane_height else 16, "t": TOP, "b": bottom, "pad": 0},
        "xaxis": {"showline": False, "zeroline": False, "gridcolor": LINE, "ticks": "", "automargin": False},
        "yaxis": {
            "range": list(SCORE_RANGE),
            "tickvals": list(SCORES),
            "ticktext": [str(score) for score in SCORES],
            "domain": [share, 1],
            **UPRIGHT,
        },
        "meta": {"lane": lane_height, "gap": GAP if lane_height else 0, "heights": [plot[0] + extra, plot[1] + extra]},
    }


def numbers_axis(numbers: Sequence[int], air: float, title: str) -> dict[str, Any]:
    """An axis of whole numbers in a row, with some air at both ends and its title below."""
    return {
        "type": "linear",
        "range": [numbers[0] - air, numbers[-1] + air],
        "tickvals": list(numbers),
        "ticktext": [str(number) for number in numbers],
        "showgrid": False,
        "fixedrange": True,
        "title": {"text": title, "standoff": 6, "font": {"color": SOFT, "size": 13}},
    }


def rows_axis(ends: tuple[int, int], rows: Sequence[tuple[float, Mark]], plot: int = WIDE) -> dict[str, Any]:
    """The upright axis of the rows below a plot: each kind by its letter at its height."""
    height = max(ends)
    return {
        "range": list(ends),
        "domain": [0, height / (plot + height + GAP)],
        "tickvals": [at for at, _ in rows],
        "ticktext": [mark.letter for _, mark in rows],
        **UPRIGHT,
    }


def row_words(rows: Sequence[tuple[float, Mark]]) -> list[dict[str, Any]]:
    """What each row is of, beside it where there is room."""
    return [
        annotation(mark.words, 1, at, xref="paper", yref="y2", colour=mark.colour, shift=8, name="wide")
        for at, mark in rows
    ]


def in_key(words: str, rank: int, **more: Any) -> dict[str, Any]:
    """A place in the key of the chart; whatever has the same words has one."""
    return {"meta": {"key": words, "rank": rank, **more}}


def marks(name: str, x: list[Any], y: list[Any], marker: dict[str, Any]) -> Trace:
    return {"type": "scatter", "mode": "markers", "name": name, "x": x, "y": y, "marker": marker}


def path(name: str, x: list[Any], y: list[Any], colour: str, width: float, dash: str = "solid") -> Trace:
    """A line; None is a gap in it."""
    line = {"color": colour, "width": width, "dash": dash}
    shape = {"type": "scatter", "mode": "lines", "name": name, "connectgaps": False, "line": line}
    return shape | {"x": x, "y": y}


def area(name: str, x: list[Any], y: list[Any], colour: str) -> Trace:
    """The soft area inside of one outline, or of several with None between them."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": colour,
        "opacity": 0.13,
        "line": {"color": colour, "width": 0},
    }


def region(name: str, ends: tuple[Any, Any]) -> dict[str, Any]:
    """A stretch of the plot with a ground of its own, over its whole height."""
    return {
        "type": "rect",
        "name": name,
        "x0": ends[0],
        "x1": ends[1],
        "y0": SCORE_RANGE[0],
        "y1": SCORE_RANGE[1],
        "layer": "below",
        "fillcolor": WASH,
        "line": {"width": 0},
    }


def nothing(text: str, middle: float = 5) -> dict[str, Any]:
    return annotation(text, 0.5, middle, xref="paper", xanchor="center", size=15)


def ending(text: str, colour: str, at: tuple[Any, float] | None = None, shift: int = 8) -> dict[str, Any]:
    """What a line is, at its end: beside the plot, or where it ended before."""
    look: dict[str, Any] = {"colour": colour, "size": 14, "weight": 650, "shift": shift}
    return annotation(text, 1, 0, xref="paper", **look) if at is None else annotation(text, *at, **look)


def annotation(  # noqa: PLR0913  the names are Plotly's own
    text: str,
    x: float | str,
    y: float,
    *,
    xref: str = "x",
    yref: str = "y",
    xanchor: str = "left",
    yanchor: str = "middle",
    colour: str = SOFT,
    size: float = 13,
    weight: int = 400,
    shift: int = 0,
    name: str = "",
) -> dict[str, Any]:
    made = {
        "text": text,
        "x": x,
        "y": y,
        "xref": xref,
        "yref": yref,
        "xanchor": xanchor,
        "yanchor": yanchor,
        "showarrow": False,
        "borderpad": 0,
        "font": {"color": colour, "size": size, "weight": weight},
    }
    if shift:
        made["xshift"] = shift
    if name:
        made["name"] = name
    return made


def in_two_lines(text: str, longest: int) -> str:
    """A label of more than `longest` letters broken at the space nearest to its middle, to fit beside a plot."""
    breaks = [i for i, letter in enumerate(text) if letter == " "]
    if len(text) <= longest or not breaks:
        return text
    at = min(breaks, key=lambda i: max(i, len(text) - i - 1))
    return f"{text[:at]}<br>{text[at + 1 :]}"


def line(x: tuple[Any, Any], y: tuple[float, float], colour: str, dash: str, width: float = 1) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": x[0],
        "x1": x[1],
        "y0": y[0],
        "y1": y[1],
        "layer": "below",
        "line": {"color": colour, "width": width, "dash": dash},
    }


def above(text: str, x: float | str, xanchor: str = "left", colour: str = SOFT) -> dict[str, Any]:
    """A label in the strip over the plot, where drawings leave out what would run into another."""
    return annotation(text, x, 1, yref="paper", xanchor=xanchor, yanchor="bottom", colour=colour, size=12.5, name="top")


def spread(labels: Iterable[tuple[float, dict[str, Any]]]) -> list[dict[str, Any]]:
    """The labels at their heights, 0 to 10, moved apart just as far as they would run into each other."""
    ordered = sorted(labels, key=lambda label: label[0])
    heights = [height for height, _ in ordered]
    for _ in range(len(ordered) * 4):
        for i in range(len(heights) - 1):
            short = LABEL_GAP - (heights[i + 1] - heights[i])
            if short > 0:
                heights[i] -= short / 2
                heights[i + 1] += short / 2
    low = max(0.0, 0.0 - heights[0]) if heights else 0.0
    high = max(0.0, heights[-1] - 10) if heights else 0.0
    return [label | {"y": round(height + low - high, 3)} for height, (_, label) in zip(heights, ordered, strict=True)]
