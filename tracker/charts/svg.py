"""A figure as inline SVG: the first paint, what prints, and what stays where no script runs.

The drawing is made for a width but fits any near it: places across are percentages and lines stretch, while text,
dots and strokes keep their size, so that letters are never smaller than they should be. It uses attributes alone, as
the pages allow no style in them, and understands what the figures use; anything else is a `KeyError` or `ValueError`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from itertools import pairwise
from typing import Any, Final

from tracker.charts.symbols import DOTTED, OPEN, ROUND, base_of, path_of, short
from tracker.charts.ticks import date_ticks, thinned
from tracker.charts.words import unescaped

Figure = dict[str, Any]

NARROW_BELOW: Final = 560
SMALLEST: Final = 0.72  # of the width drawn for: labels do not touch even there
USUAL: Final = 0.9  # ... and the labels beside the plot have their room from here on
LETTER: Final = 0.6  # of the font size; a wide face such as Verdana or DejaVu Sans
TICK_SIZE: Final = 12.5
EDGE: Final = 8
LEAST_DOT, LEAST_MARK = 4.0, 6.0
DASHES: Final = {"solid": "", "dash": "8 5", "dot": "2 4"}
ANCHORS: Final = {"left": "start", "center": "middle", "right": "end"}
STRETCH: Final = 'vector-effect="non-scaling-stroke"'


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


def _attribute(value: object) -> str:
    return escape(str(value), quote=True)


def _text(value: str) -> str:
    return escape(unescaped(value), quote=True)


def _wide(text: str, size: float) -> float:
    return len(unescaped(text)) * size * LETTER


def _number(value: object) -> float:
    """A place on an axis: numbers as they are, days as day numbers."""
    if isinstance(value, int | float):
        return float(value)
    moment = datetime.fromisoformat(str(value))
    return moment.toordinal() + (moment.hour * 60 + moment.minute) / 1440


class _Drawing:
    def __init__(self, figure: Figure, width: int, height: int, uid: str) -> None:
        self.layout, self.traces = figure["layout"], figure["data"]
        self.width, self.height, self.uid = width, height, uid
        self.narrow = width < NARROW_BELOW
        hidden = "wide" if self.narrow else "narrow"
        self.labels = [label for label in self.layout["annotations"] if label.get("name") != hidden]
        self.dated = self.layout["xaxis"]["type"] == "date"
        self._places: dict[Any, float] = {}
        meta, margin = self.layout["meta"], self.layout["margin"]
        self.left, self.right = self._margins()
        self.top, self.foot = margin["t"], height - margin["b"]
        self.bottom = self.foot - meta["lane"] - meta["gap"]
        self.low, self.high = (_number(end) for end in self.layout["xaxis"]["range"])
        self.scale = (width - self.right - self.left) / (self.high - self.low)
        self._upright = {"y": self._upright_scale("yaxis", self.top, self.bottom)}
        if "yaxis2" in self.layout:
            self._upright["y2"] = self._upright_scale("yaxis2", self.foot - meta["lane"], self.foot)
        self.stretched: list[str] = []
        self.fixed: list[str] = []
        self.symbols: dict[tuple[str, float], str] = {}

    def _margins(self) -> tuple[float, float]:
        axes = [self.layout[name] for name in ("yaxis", "yaxis2") if name in self.layout]
        left = max(_wide(text, TICK_SIZE) for axis in axes for text in axis["ticktext"])
        outside = [
            _wide(label["text"], label["font"]["size"]) + EDGE
            for label in self.labels
            if label["xref"] == "paper" and label["x"] == 1
        ]
        return (left + EDGE) / USUAL, max(outside, default=EDGE * 1.5) / USUAL

    # Places

    def x(self, value: Any) -> float:
        place = self._places.get(value)
        if place is None:
            place = self._places[value] = self.left + (_number(value) - self.low) * self.scale
        return place

    def y(self, value: float, axis: str = "y") -> float:
        origin, scale = self._upright[axis]
        return origin - value * scale

    def _upright_scale(self, axis: str, top: float, bottom: float) -> tuple[float, float]:
        low, high = self.layout[axis]["range"]
        scale = (bottom - top) / (high - low)
        return bottom + low * scale, scale

    def across(self, x: float) -> str:
        text = f"{x / self.width * 100:.2f}".rstrip("0").rstrip(".")
        return f"{text}%"

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
        definitions = "".join(f'<path id="{name}" d="{path_of(*key)}"/>' for key, name in self.symbols.items())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart-svg" width="100%" height="{height}" role="img" '
            f'aria-labelledby="{_attribute(labelled_by)}" direction="ltr" overflow="visible" '
            f'font-family="system-ui,sans-serif" data-left="{self.left / self.width * 100:.2f}" '
            f'data-right="{self.right / self.width * 100:.2f}">'
            f"<defs>{definitions}</defs>"
            f'<svg width="100%" height="{height}" viewBox="0 0 {self.width} {height}" preserveAspectRatio="none" '
            f'overflow="visible" fill="none">{"".join(self.stretched)}</svg>{"".join(self.fixed)}</svg>'
        )

    def _stroke(self, path: str, colour: str, width: float, extra: str = "") -> None:
        self.stretched.append(
            f'<path d="{path}" stroke="{_attribute(colour)}" stroke-width="{short(width)}" {STRETCH}{extra}/>'
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
        self._stroke("".join(f"M{left} {short(y)}H{right}" for y in lines), axis["gridcolor"], 1)
        place = self.across(self.left - EDGE)
        written = "".join(f'<text x="{place}" y="{short(y + 4.5)}">{_text(text)}</text>' for y, text in texts)
        self.fixed.append(f'<g text-anchor="end" {self._soft()}>{written}</g>')

    def _soft(self) -> str:
        return f'font-size="{TICK_SIZE}" fill="{_attribute(self.layout["font"]["color"])}"'

    def _shape(self, shape: dict[str, Any]) -> None:
        x0, x1 = self.x(shape["x0"]), self.x(shape["x1"])
        y0, y1 = self.y(shape["y0"]), self.y(shape["y1"])
        if shape["type"] == "rect":
            self.stretched.append(
                f'<path d="M{short(x0)} {short(y0)}H{short(x1)}V{short(y1)}H{short(x0)}Z" '
                f'fill="{_attribute(shape["fillcolor"])}" opacity="{shape.get("opacity", 1)}"/>'
            )
        elif shape["type"] == "line":
            path = f"M{short(x0)} {short(y0)}L{short(x1)} {short(y1)}"
            self._stroke(path, shape["line"]["color"], shape["line"]["width"], _dashes(shape["line"]["dash"]))
        else:
            raise ValueError(shape["type"])

    def _trace(self, trace: dict[str, Any]) -> None:
        if trace["type"] != "scatter":
            raise ValueError(trace["type"])
        axis = trace.get("yaxis", "y")
        places = [
            None if x is None or y is None else (self.x(x), self.y(y, axis))
            for x, y in zip(trace["x"], trace["y"], strict=True)
        ]
        if "lines" in trace["mode"]:
            self._lines(trace, places)
        if "markers" in trace["mode"]:
            self._markers(trace, [place for place in places if place is not None])
        if "text" in trace["mode"]:
            self._texts(trace, places)

    def _lines(self, trace: dict[str, Any], places: Sequence[tuple[float, float] | None]) -> None:
        filled = trace.get("fill") == "toself"
        parts: list[str] = []
        pen = "M"
        for place in places:
            if place is None:
                pen = "M"
                continue
            if filled and pen == "M" and parts:
                parts.append("Z")
            parts.append(f"{pen}{short(place[0])} {short(place[1])}")
            pen = "L"
        path, opacity = "".join(parts), _opacity(trace)
        if filled:
            self.stretched.append(f'<path d="{path}Z" fill="{_attribute(trace["fillcolor"])}"{opacity}/>')
        else:
            pen_shape = ' stroke-linejoin="round" stroke-linecap="round"'
            line = trace["line"]
            self._stroke(path, line["color"], line["width"], pen_shape + _dashes(line["dash"]) + opacity)

    def _markers(self, trace: dict[str, Any], places: Sequence[tuple[float, float]]) -> None:
        marker = trace["marker"]
        drawn = marker["symbol"]
        groups: dict[str, list[tuple[float, float]]] = {}
        for place, symbol in zip(places, [drawn] * len(places) if isinstance(drawn, str) else drawn, strict=True):
            groups.setdefault(symbol, []).append(place)
        size = self._size(marker["size"], places, LEAST_MARK if trace.get("yaxis") == "y2" else LEAST_DOT)
        for symbol, group in groups.items():
            if base_of(symbol) in ROUND:
                self._dots(symbol, size, marker, group)
            elif base_of(symbol) == "line-ns":
                ticks = "".join(f"M{short(x)} {short(y - 0.7 * size)}v{short(1.4 * size)}" for x, y in group)
                self._stroke(ticks, marker["color"], marker["line"]["width"])
            else:
                self._shapes(symbol, size, marker, group)

    def _size(self, size: float, places: Sequence[tuple[float, float]], least: float) -> float:
        """Marks side by side grow smaller rather than cover each other, down to `least` pixels."""
        gaps = [b[0] - a[0] for a, b in pairwise(places) if b[0] > a[0]]
        return min(size, max(least, round(min(gaps, default=size) * 1.25)))

    def _dots(self, symbol: str, size: float, marker: dict[str, Any], places: Iterable[tuple[float, float]]) -> None:
        """Circles and squares: one path of points for all, seen by their line caps; rings are two such paths."""
        path = "".join(f"M{short(x)} {short(y)}h.01" for x, y in places)
        line = marker.get("line", {"width": 0, "color": marker["color"]})
        edge = line["width"] if symbol != base_of(symbol) or line["color"] != marker["color"] else 0
        rims = [(size + edge, line["color"])]
        if edge:
            rims.append((size - edge, marker["color"] if symbol == base_of(symbol) else "var(--card)"))
        if symbol.endswith(DOTTED):
            rims.append((size / 2.6, marker["color"]))
        cap = f' stroke-linecap="{ROUND[base_of(symbol)]}"'
        opacity = _opacity(marker)
        if opacity and len(rims) > 1:
            self.stretched.append(f"<g{opacity}>")
        for width, colour in rims:
            self._stroke(path, colour, width, cap + (opacity if len(rims) == 1 else ""))
        if opacity and len(rims) > 1:
            self.stretched.append("</g>")

    def _shapes(self, symbol: str, size: float, marker: dict[str, Any], places: Iterable[tuple[float, float]]) -> None:
        key = (base_of(symbol), size)
        name = self.symbols.setdefault(key, f"{self.uid}-s{len(self.symbols)}")
        used = "".join(f'<use href="#{name}" x="{self.across(x)}" y="{short(y)}"/>' for x, y in places)
        edge = marker.get("line", {})
        stroke = ""
        if symbol.endswith(OPEN):
            stroke = f' stroke="{_attribute(marker["color"])}" stroke-width="{short(edge.get("width", 1.5))}"'
        fill = "none" if symbol.endswith(OPEN) else _attribute(marker["color"])
        self.fixed.append(f'<g fill="{fill}"{stroke}{_opacity(marker)}>{used}</g>')

    def _texts(self, trace: dict[str, Any], places: Sequence[tuple[float, float] | None]) -> None:
        """Numbers under marks, as many as stand clear of each other."""
        font, written, free = trace["textfont"], [], float("-inf")
        for place, text in zip(places, trace["text"], strict=True):
            if place is None or not text:
                continue
            half = _wide(text, font["size"]) / 2
            if place[0] * SMALLEST - half < free:
                continue
            free = place[0] * SMALLEST + half + 3
            written.append(f'<text x="{self.across(place[0])}" y="{short(place[1] + 19)}">{_text(text)}</text>')
        colour = _attribute(font["color"])
        self.fixed.append(f'<g text-anchor="middle" font-size="{font["size"]}" fill="{colour}">{"".join(written)}</g>')

    def _day_ticks(self) -> None:
        room = (self.width - self.left - self.right) * SMALLEST
        ticks = date_ticks(self.low, self.high, max(2.0, room / 54))
        lines = "".join(f"M{short(self.x(day))} {self.top}V{short(self.foot)}" for day, _ in ticks)
        # Behind everything but the first grid lines.
        self.stretched.insert(
            1, f'<path d="{lines}" stroke="{_attribute(self.layout["xaxis"]["gridcolor"])}" {STRETCH} opacity=".6"/>'
        )
        self._under([(self.x(day), text) for day, text in ticks])

    def _number_ticks(self) -> None:
        axis = self.layout["xaxis"]
        room = (self.width - self.left - self.right) * SMALLEST
        ticks = thinned(list(zip(axis["tickvals"], axis["ticktext"], strict=True)), room / 20)
        self._under([(self.x(value), text) for value, text in ticks])
        title, middle = axis["title"], self.across((self.left + self.width - self.right) / 2)
        self.fixed.append(
            f'<text x="{middle}" y="{self.height - 4}" text-anchor="middle" {self._soft()}>'
            f"{_text(title['text'])}</text>"
        )

    def _under(self, ticks: Iterable[tuple[float, str]]) -> None:
        y = self.foot + 19
        texts = "".join(f'<text x="{self.across(x)}" y="{short(y)}">{_text(text)}</text>' for x, text in ticks)
        self.fixed.append(f'<g text-anchor="middle" {self._soft()}>{texts}</g>')

    def _annotations(self) -> None:
        taken: list[tuple[float, float]] = []
        for label in self.labels:
            if label.get("name") != "top":
                self._label(label, ANCHORS[label["xanchor"]])
            elif (anchor := self._room(label, taken)) is not None:
                self._label(label, anchor)

    def _room(self, label: dict[str, Any], taken: list[tuple[float, float]]) -> str | None:
        """How a label over the plot can be anchored without meeting another or leaving the picture, if it can."""
        x, wide = self.x(label["x"]) * SMALLEST, _wide(label["text"], label["font"]["size"])
        ends = {"start": (x, x + wide), "middle": (x - wide / 2, x + wide / 2), "end": (x - wide, x)}
        wanted = ANCHORS[label["xanchor"]]
        for anchor in dict.fromkeys((wanted, "start", "end")):
            first, last = ends[anchor]
            inside = first >= 0 and last <= self.width * SMALLEST
            if inside and all(last + EDGE / 2 < start or first > end + EDGE / 2 for start, end in taken):
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
        self.fixed.append(
            f'<text x="{self.across(x)}" y="{short(y)}"{shift} text-anchor="{anchor}" font-size="{font["size"]}"'
            f'{weight} fill="{_attribute(font["color"])}"{inside}>{_text(label["text"])}</text>'
        )


def _dashes(dash: str) -> str:
    return f' stroke-dasharray="{DASHES[dash]}"' if DASHES[dash] else ""


def _opacity(drawn: dict[str, Any]) -> str:
    return f' opacity="{drawn["opacity"]}"' if drawn.get("opacity", 1) != 1 else ""
