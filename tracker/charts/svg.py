"""A figure as inline SVG: the first paint, what prints, and what stays where no script runs.

The drawing is made for a width but fits any near it: places across are percentages and lines stretch, while text,
dots and strokes keep their size, so that letters are never smaller than they should be. It uses attributes alone, as
the pages allow no style in them, and understands what the figures use; anything else is a `KeyError` or `ValueError`.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from tracker.charts.svg_traces import (
    BETWEEN_LABELS,
    BREAK,
    SMALLEST,
    STRETCH,
    Sheet,
    attribute,
    bars,
    dashes,
    scatter,
    wide,
    written,
)
from tracker.charts.symbols import path_of, short
from tracker.charts.ticks import date_ticks, thinned

Figure = dict[str, Any]

NARROW_BELOW: Final = 560
USUAL: Final = 0.9  # ... and the labels beside the plot have their room from here on
TICK_SIZE: Final = 12.5
LINE_HEIGHT: Final = 1.3
EDGE: Final = 8
ANCHORS: Final = {"left": "start", "center": "middle", "right": "end"}


def draw(figure: Figure, width: int, height: int, uid: str, labelled_by: str) -> str:
    """`figure` as one `<svg>` element, `height` pixels high, drawn for about `width` pixels.

    `uid` begins every id inside and must be the only one of its kind on the page; `labelled_by` names the ids of the
    elements that say what the picture shows.
    """
    return _Drawing(figure, width, height, uid).markup(labelled_by)


def heights(figure: Figure) -> tuple[int, int]:
    """How high the narrow and the wide drawing of `figure` are to be."""
    narrow, wide = figure["layout"]["meta"]["heights"]
    return int(narrow), int(wide)


def _number(value: str | float) -> float:
    """A place on an axis: numbers as they are, days as day numbers."""
    return _day_number(value) if isinstance(value, str) else float(value)


@lru_cache(maxsize=8192)  # both drawings of every chart on a page write the same days
def _day_number(text: str) -> float:
    moment = datetime.fromisoformat(text)
    return moment.toordinal() + (moment.hour * 60 + moment.minute) / 1440


class _Across(dict[Any, float]):
    """Where the values of an axis stand in a drawing, in pixels; each is worked out when it is first asked for."""

    def __init__(self, left: float, low: float, scale: float) -> None:
        super().__init__()
        self.left, self.low, self.scale = left, low, scale

    def __missing__(self, value: Any) -> float:
        place = self[value] = self.left + (_number(value) - self.low) * self.scale
        return place


def _stacked(text: str, size: float = TICK_SIZE) -> list[tuple[str, float]]:
    """The lines of a label, each with how far below its middle it stands."""
    if BREAK not in text:
        return [(text, 0.0)]
    lines = text.split(BREAK)
    return [(line, (i - (len(lines) - 1) / 2) * size * LINE_HEIGHT) for i, line in enumerate(lines)]


def _reach(label: dict[str, Any]) -> float:
    """How far a label beside the plot reaches out of it."""
    shift: float = label.get("xshift", EDGE)
    return wide(label["text"], label["font"]["size"]) + abs(shift)


class _Drawing:
    def __init__(self, figure: Figure, width: int, height: int, uid: str) -> None:
        self.layout, self.traces = figure["layout"], figure["data"]
        self.width, self.height = width, height
        self.narrow = width < NARROW_BELOW
        hidden = "wide" if self.narrow else "narrow"
        self.labels = [label for label in self.layout["annotations"] if label.get("name") != hidden]
        self.dated = self.layout["xaxis"]["type"] == "date"
        meta, margin = self.layout["meta"], self.layout["margin"]
        self.left, self.right = self._margins()
        self.top, self.foot = margin["t"], height - margin["b"]
        self.bottom = self.foot - meta["lane"] - meta["gap"]
        self.low, self.high = (_number(end) for end in self.layout["xaxis"]["range"])
        self.across = _Across(self.left, self.low, (width - self.right - self.left) / (self.high - self.low))
        self._upright = {"y": self._upright_scale("yaxis", self.top, self.bottom)}
        if "yaxis2" in self.layout:
            self._upright["y2"] = self._upright_scale("yaxis2", self.foot - meta["lane"], self.foot)
        self.sheet = Sheet(width, uid)

    def _margins(self) -> tuple[float, float]:
        axes = [self.layout[name] for name in ("yaxis", "yaxis2") if name in self.layout]
        left = [wide(text, TICK_SIZE) for axis in axes for text in axis["ticktext"]]
        beside = [label for label in self.labels if label["xref"] == "paper"]
        left += [_reach(label) for label in beside if label["x"] == 0 and label["xanchor"] == "right"]
        right = [_reach(label) for label in beside if label["x"] == 1 and label["xanchor"] == "left"]
        return (max(left) + EDGE) / USUAL, max(right, default=EDGE * 2.5) / USUAL

    # Places

    def x(self, value: Any) -> float:
        return self.across[value]

    def y(self, value: float, axis: str = "y") -> float:
        origin, scale = self._upright[axis]
        return origin - value * scale

    def _upright_scale(self, axis: str, top: float, bottom: float) -> tuple[float, float]:
        low, high = self.layout[axis]["range"]
        scale = (bottom - top) / (high - low)
        return bottom + low * scale, scale

    # Parts

    def markup(self, labelled_by: str) -> str:
        self._grid()
        for shape in self.layout["shapes"]:
            self._shape(shape)
        for trace in self.traces:
            self._trace(trace)
        self._day_ticks() if self.dated else self._number_ticks()
        self._annotations()
        height = self.height
        definitions = "".join(f'<path id="{name}" d="{path_of(*key)}"/>' for key, name in self.sheet.symbols.items())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart-svg" width="100%" height="{height}" role="img" '
            f'aria-labelledby="{attribute(labelled_by)}" direction="ltr" overflow="visible" '
            f'font-family="system-ui,sans-serif" data-left="{self.left / self.width * 100:.2f}" '
            f'data-right="{self.right / self.width * 100:.2f}">'
            f"<defs>{definitions}</defs>"
            f'<svg width="100%" height="{height}" viewBox="0 0 {self.width} {height}" preserveAspectRatio="none" '
            f'overflow="visible" fill="none">{"".join(self.sheet.stretched)}</svg>{"".join(self.sheet.fixed)}</svg>'
        )

    def _grid(self) -> None:
        left, right = short(self.left), short(self.width - self.right)
        axis = self.layout["yaxis"]
        lines = [self.y(value) for value in axis["tickvals"]]
        texts = list(zip(lines, axis["ticktext"], strict=True))
        if "yaxis2" in self.layout:
            axis = self.layout["yaxis2"]
            rows = [self.y(value, "y2") for value in axis["tickvals"]]
            lines += rows
            texts += zip(rows, axis["ticktext"], strict=True)
        self.sheet.stroke("".join(f"M{left} {short(y)}H{right}" for y in lines), axis["gridcolor"], 1)
        place = self.sheet.across(self.left - EDGE)
        said = "".join(
            f'<text x="{place}" y="{short(y + 4.5 + down)}">{written(line)}</text>'
            for y, text in texts
            for line, down in _stacked(text)
        )
        self.sheet.fixed.append(f'<g text-anchor="end" {self._soft()}>{said}</g>')

    def _soft(self) -> str:
        return f'font-size="{TICK_SIZE}" fill="{attribute(self.layout["font"]["color"])}"'

    def _shape(self, shape: dict[str, Any]) -> None:
        x0, x1 = self.x(shape["x0"]), self.x(shape["x1"])
        y0, y1 = self.y(shape["y0"]), self.y(shape["y1"])
        if shape["type"] == "rect":
            self.sheet.stretched.append(
                f'<path d="M{short(x0)} {short(y0)}H{short(x1)}V{short(y1)}H{short(x0)}Z" '
                f'fill="{attribute(shape["fillcolor"])}" opacity="{shape.get("opacity", 1)}"/>'
            )
        elif shape["type"] == "line":
            path = f"M{short(x0)} {short(y0)}L{short(x1)} {short(y1)}"
            self.sheet.stroke(path, shape["line"]["color"], shape["line"]["width"], dashes(shape["line"]["dash"]))
        else:
            raise ValueError(shape["type"])

    def _trace(self, trace: dict[str, Any]) -> None:
        if trace["type"] == "bar":
            bars(self.sheet, trace, self.across, self._upright)
        elif trace["type"] == "scatter":
            scatter(self.sheet, trace, self.across, self._upright)
        else:
            raise ValueError(trace["type"])

    def _day_ticks(self) -> None:
        room = (self.width - self.left - self.right) * SMALLEST
        ticks = date_ticks(self.low, self.high, max(2.0, room / 54))
        lines = "".join(f"M{short(self.x(day))} {self.top}V{short(self.foot)}" for day, _ in ticks)
        # Behind everything but the first grid lines.
        self.sheet.stretched.insert(
            1, f'<path d="{lines}" stroke="{attribute(self.layout["xaxis"]["gridcolor"])}" {STRETCH} opacity=".6"/>'
        )
        self._under([(self.x(day), text) for day, text in ticks])

    def _number_ticks(self) -> None:
        axis = self.layout["xaxis"]
        room = (self.width - self.left - self.right) * SMALLEST
        ticks = thinned(list(zip(axis["tickvals"], axis["ticktext"], strict=True)), room / 20)
        self._under([(self.x(value), text) for value, text in ticks])
        title, middle = axis["title"], self.sheet.across((self.left + self.width - self.right) / 2)
        self.sheet.fixed.append(
            f'<text x="{middle}" y="{self.height - 4}" text-anchor="middle" {self._soft()}>'
            f"{written(title['text'])}</text>"
        )

    def _under(self, ticks: Iterable[tuple[float, str]]) -> None:
        y = self.foot + 19
        texts = "".join(f'<text x="{self.sheet.across(x)}" y="{short(y)}">{written(text)}</text>' for x, text in ticks)
        self.sheet.fixed.append(f'<g text-anchor="middle" {self._soft()}>{texts}</g>')

    def _annotations(self) -> None:
        taken: list[tuple[float, float]] = []
        for label in self.labels:
            if label.get("name") != "top":
                self._label(label, ANCHORS[label["xanchor"]])
            elif (anchor := self._room(label, taken)) is not None:
                self._label(label, anchor)

    def _room(self, label: dict[str, Any], taken: list[tuple[float, float]]) -> str | None:
        """How a label over the plot can be anchored without meeting another or leaving the picture, if it can."""
        x, long = self.x(label["x"]) * SMALLEST, wide(label["text"], label["font"]["size"])
        ends = {"start": (x, x + long), "middle": (x - long / 2, x + long / 2), "end": (x - long, x)}
        wanted = ANCHORS[label["xanchor"]]
        for anchor in dict.fromkeys((wanted, "start", "end")):
            first, last = ends[anchor]
            inside = first >= 0 and last <= self.width * SMALLEST
            if inside and all(last + BETWEEN_LABELS < start or first > end + BETWEEN_LABELS for start, end in taken):
                taken.append((first, last))
                return anchor
        return None

    def _label(self, label: dict[str, Any], anchor: str) -> None:
        on_paper = label["xref"] == "paper"
        x = self.left + label["x"] * (self.width - self.left - self.right) if on_paper else self.x(label["x"])
        above = label["yref"] == "paper"
        y = self.top - EDGE if above else self.y(label["y"], label["yref"]) + label["font"]["size"] * 0.35
        font = label["font"]
        weight = f' font-weight="{font["weight"]}"' if font["weight"] != 400 else ""  # noqa: PLR2004  CSS's normal
        shift = f' dx="{label["xshift"]}"' if "xshift" in label else ""
        inside = (
            ""
            if above or (on_paper and label["x"] == 1)
            else ' stroke="var(--card)" stroke-width="4" paint-order="stroke"'
        )
        self.sheet.fixed += (
            f'<text x="{self.sheet.across(x)}" y="{short(y + down)}"{shift} text-anchor="{anchor}" '
            f'font-size="{font["size"]}"{weight} fill="{attribute(font["color"])}"{inside}>{written(line)}</text>'
            for line, down in _stacked(label["text"], font["size"])
        )
