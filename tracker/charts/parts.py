"""What all figures share: the look of the axes, labels and lines.

A figure is a plain Plotly figure, the one source of what Plotly, the drawings and the keys show. Colours are names of
CSS properties, `var(--leg)`: the drawing keeps them, the script turns them into what they stand for in the theme of the
moment. Every text is escaped where a figure is made and nowhere later. Only scatter and bar traces are used.
"""

from collections.abc import Iterable
from typing import Any, Final

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


def layout_of(lane_height: int, *, bottom: int = DATES, plot: tuple[int, int] = (NARROW, WIDE)) -> dict[str, Any]:
    extra = TOP + bottom + (lane_height + GAP if lane_height else 0)
    wide = plot[1] + (lane_height + GAP if lane_height else 0)
    share = (lane_height + GAP) / wide if lane_height else 0.0
    return {
        "autosize": True,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "paper_bgcolor": CARD,
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 12.5, "color": SOFT},
        "hoverlabel": {"bgcolor": CARD, "bordercolor": "var(--edge)", "font": {"color": INK, "size": 14}},
        "margin": {"l": 34, "r": 124 if lane_height else 16, "t": TOP, "b": bottom, "pad": 0},
        "xaxis": {"showline": False, "zeroline": False, "gridcolor": LINE, "ticks": "", "automargin": False},
        "yaxis": {
            "range": list(SCORE_RANGE),
            "tickvals": list(SCORES),
            "ticktext": [str(score) for score in SCORES],
            "ticklabelstandoff": 5,
            "fixedrange": True,
            "zeroline": False,
            "showline": False,
            "gridcolor": LINE,
            "domain": [share, 1],
        },
        "meta": {"lane": lane_height, "gap": GAP if lane_height else 0, "heights": [plot[0] + extra, plot[1] + extra]},
    }


def nothing(text: str, middle: float = 5) -> dict[str, Any]:
    return annotation(text, 0.5, middle, xref="paper", xanchor="center", size=15)


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
