"""What the traces of a figure look like in a drawing: lines, marks, bars and the numbers beside them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any, Final

from tracker.charts.symbols import DOTTED, OPEN, ROUND, base_of, short
from tracker.wording.charted.values import unescaped

Trace = dict[str, Any]
Place = tuple[float, float]
Across = Mapping[Any, float]  # of any value on the axis, in pixels
Upright = Mapping[str, tuple[float, float]]  # of each axis: where its 0 is, and the pixels of 1

SMALLEST: Final = 0.72  # of the width drawn for: labels do not touch even there
LETTER: Final = 0.6  # of the font size; a wide face such as Verdana or DejaVu Sans
LEAST_DOT, LEAST_MARK = 4.0, 6.0
BETWEEN_NUMBERS, BETWEEN_LABELS, UNDER_MARKS = 4, 4, 3  # pixels between the words of neighbours
CROWDED: Final = 1.25  # of the gap between two marks: so large they may be
# The same for the script, which fits Plotly's figure to the place of the drawing.
ROOM: Final = {
    "letter": LETTER,
    "smallest": SMALLEST,
    "leastDot": LEAST_DOT,
    "leastMark": LEAST_MARK,
    "crowded": CROWDED,
    "betweenNumbers": BETWEEN_NUMBERS,
    "betweenLabels": BETWEEN_LABELS,
    "underMarks": UNDER_MARKS,
}
BREAK: Final = "<br>"
DASHES: Final = {
    "solid": "",
    "dash": "8 5",
    "dot": "2 4",
    "dashdot": "8 4 2 4",
    "longdash": "14 5",
    "longdashdot": "14 4 2 4",
}
STRETCH: Final = 'vector-effect="non-scaling-stroke"'
DAY: Final = 86_400_000  # Plotly measures the widths of bars over days in milliseconds


MARKUP: Final = re.compile("[&<>\"']").search


def attribute(value: object) -> str:
    text = str(value)
    return text if MARKUP(text) is None else escape(text, quote=True)


def written(text: str) -> str:
    """The words of a figure as the text of a drawing; most have nothing to escape."""
    return text if MARKUP(text) is None else escape(unescaped(text), quote=True)


def wide(text: str, size: float) -> float:
    """About how many pixels the longest line of `text` takes."""
    if MARKUP(text) is None:
        return len(text) * size * LETTER
    return max(len(unescaped(line)) for line in text.split(BREAK)) * size * LETTER


def dashes(dash: str) -> str:
    return f' stroke-dasharray="{DASHES[dash]}"' if DASHES[dash] else ""


def opacity(drawn: Trace) -> str:
    return f' opacity="{drawn["opacity"]}"' if drawn.get("opacity", 1) != 1 else ""


class _Written(dict[Any, str]):
    """Coordinates by what they are of, each written when it is first asked for: many marks have theirs in common."""

    def __init__(self, place: Callable[[Any], float]) -> None:
        super().__init__()
        self.place = place

    def __missing__(self, value: Any) -> str:
        text = self[value] = short(self.place(value))
        return text


class Sheet:
    """What has been drawn: `stretched` grows with the width of the drawing, `fixed` keeps its size, as do `symbols`."""

    def __init__(self, width: int, uid: str) -> None:
        self.width, self.uid = width, uid
        self.stretched: list[str] = []
        self.fixed: list[str] = []
        self.symbols: dict[tuple[str, float], str] = {}
        self._written: dict[float, _Written] = {}

    def across(self, x: float) -> str:
        text = f"{x / self.width * 100:.2f}".rstrip("0").rstrip(".")
        return f"{text}%"

    def written_across(self, x: Across, shift: float = 0) -> _Written:
        """What stands so many pixels to the right of a value, for all traces of the drawing."""
        if shift not in self._written:
            self._written[shift] = _Written(lambda value: x[value] + shift)
        return self._written[shift]

    def stroke(self, path: str, colour: str, width: float, extra: str = "") -> None:
        self.stretched.append(
            f'<path d="{path}" stroke="{attribute(colour)}" stroke-width="{short(width)}" {STRETCH}{extra}/>'
        )


def scatter(sheet: Sheet, trace: Trace, x: Across, y: Upright) -> None:
    """Lines, marks and the numbers under them, as the mode of `trace` says; None is a gap."""
    origin, scale = y[trace.get("yaxis", "y")]
    if "lines" in trace["mode"]:
        _lines(sheet, trace, x, (origin, scale))
    if trace["mode"] == "lines":
        return
    places = [
        None if of_x is None or of_y is None else (x[of_x], origin - of_y * scale)
        for of_x, of_y in zip(trace["x"], trace["y"], strict=True)
    ]
    if "markers" in trace["mode"]:
        _markers(sheet, trace, [place for place in places if place is not None])
    if "text" in trace["mode"]:
        _numbers_under(sheet, trace, places)


def bars(sheet: Sheet, trace: Trace, x: Across, y: Upright) -> None:
    """Upright bars from their base, over days, with their numbers on top where all of them have room."""
    if not trace["x"]:
        return
    (origin, upright), colour = y[trace.get("yaxis", "y")], attribute(trace["marker"]["color"])
    scale = (x["2000-01-02"] - x["2000-01-01"]) / DAY
    halves = {width: width * scale / 2 for width in set(trace["width"])}
    lefts = {width: sheet.written_across(x, -half) for width, half in halves.items()}
    across = {width: short(2 * half) for width, half in halves.items()}
    heights = [*zip(trace["y"], trace["base"], strict=True)]
    sides = {height: _sides(*height, origin, upright) for height in set(heights)}
    drawn = [
        f"M{lefts[width][day]} {foot}v{up}h{across[width]}v{down}"
        for day, width, (foot, up, down) in zip(
            trace["x"], trace["width"], map(sides.__getitem__, heights), strict=True
        )
    ]
    path = "".join(drawn)
    sheet.stretched.append(f'<path d="{path}" fill="{colour}"{opacity(trace)}/>')
    if "text" in trace:
        places = zip(map(x.__getitem__, trace["x"]), heights, strict=True)
        _numbers_on_top(sheet, trace, [(at, origin - (base + height) * upright) for at, (height, base) in places])


def _sides(height: float, base: float, origin: float, scale: float) -> tuple[str, str, str]:
    """The foot of a bar, and the way up from it and down again, as written."""
    foot, top = origin - base * scale, origin - (base + height) * scale
    return short(foot), short(top - foot), short(foot - top)


def _numbers_on_top(sheet: Sheet, trace: Trace, tops: Sequence[Place]) -> None:
    font = trace["textfont"]
    ends = [
        (place[0] * SMALLEST, wide(text, font["size"]) / 2) for place, text in zip(tops, trace["text"], strict=True)
    ]
    if any(a + half_a + BETWEEN_NUMBERS > b - half_b for (a, half_a), (b, half_b) in pairwise(ends)):
        return
    numbers = "".join(
        f'<text x="{sheet.across(place[0])}" y="{short(place[1] - 3)}">{written(text)}</text>'
        for place, text in zip(tops, trace["text"], strict=True)
    )
    sheet.fixed.append(_in_the_middle(font, numbers))


def _in_the_middle(font: dict[str, Any], texts: str) -> str:
    return f'<g text-anchor="middle" font-size="{font["size"]}" fill="{attribute(font["color"])}">{texts}</g>'


def _lines(sheet: Sheet, trace: Trace, x: Across, upright: tuple[float, float]) -> None:
    filled, (origin, scale) = trace.get("fill") == "toself", upright
    across, down = sheet.written_across(x), _Written(lambda value: origin - value * scale)
    stretches = [
        "M" + "L".join([f"{across[of_x]} {down[of_y]}" for of_x, of_y in stretch])
        for stretch in _unbroken(trace["x"], trace["y"])
    ]
    path = ("Z" if filled else "").join(stretches)
    if filled:
        sheet.stretched.append(f'<path d="{path}Z" fill="{attribute(trace["fillcolor"])}"{opacity(trace)}/>')
    else:
        pen_shape = ' stroke-linejoin="round" stroke-linecap="round"'
        line = trace["line"]
        sheet.stroke(path, line["color"], line["width"], pen_shape + dashes(line["dash"]) + opacity(trace))


def _unbroken(xs: Sequence[Any], ys: Sequence[Any]) -> Iterator[Sequence[tuple[Any, Any]]]:
    """The points of a line between its gaps."""
    points = [*zip(xs, ys, strict=True)]
    gaps = [at for at, point in enumerate(points) if None in point] if None in xs or None in ys else []
    for before, gap in pairwise([-1, *gaps, len(points)]):
        if gap - before > 1:
            yield points[before + 1 : gap]


def _markers(sheet: Sheet, trace: Trace, places: Sequence[Place]) -> None:
    marker = trace["marker"]
    drawn = marker["symbol"]
    groups: dict[str, list[Place]] = {}
    for place, symbol in zip(places, [drawn] * len(places) if isinstance(drawn, str) else drawn, strict=True):
        groups.setdefault(symbol, []).append(place)
    size = _size(marker["size"], places, LEAST_MARK if trace.get("yaxis") == "y2" else LEAST_DOT)
    for symbol, group in groups.items():
        if base_of(symbol) in ROUND:
            _dots(sheet, symbol, size, marker, group)
        elif base_of(symbol) == "line-ns":
            up = short(1.4 * size)
            ticks = "".join([f"M{short(x)} {short(y - 0.7 * size)}v{up}" for x, y in group])
            sheet.stroke(ticks, marker["color"], marker["line"]["width"])
        elif base_of(symbol) == "line-ew":
            long = short(1.4 * size)
            dashes_across = "".join([f"M{short(x - 0.7 * size)} {short(y)}h{long}" for x, y in group])
            sheet.stroke(dashes_across, marker["color"], marker["line"]["width"])
        else:
            _shapes(sheet, symbol, size, marker, group)


def _size(size: float, places: Sequence[Place], least: float) -> float:
    """Marks side by side grow smaller rather than cover each other, down to `least` pixels."""
    gaps = [b[0] - a[0] for a, b in pairwise(places) if b[0] > a[0]]
    return min(size, max(least, round(min(gaps, default=size) * CROWDED)))


def _dots(sheet: Sheet, symbol: str, size: float, marker: dict[str, Any], places: Iterable[Place]) -> None:
    """Circles and squares: one path of points for all, seen by their line caps; rings are two such paths."""
    path = "".join([f"M{short(x)} {short(y)}h.01" for x, y in places])
    line = marker.get("line", {"width": 0, "color": marker["color"]})
    edge = line["width"] if symbol != base_of(symbol) or line["color"] != marker["color"] else 0
    rims = [(size + edge, line["color"])]
    if edge:
        rims.append((size - edge, marker["color"] if symbol == base_of(symbol) else "var(--card)"))
    if symbol.endswith(DOTTED):
        rims.append((size / 2.6, marker["color"]))
    cap = f' stroke-linecap="{ROUND[base_of(symbol)]}"'
    faint = opacity(marker)
    if faint and len(rims) > 1:
        sheet.stretched.append(f"<g{faint}>")
    for width, colour in rims:
        sheet.stroke(path, colour, width, cap + (faint if len(rims) == 1 else ""))
    if faint and len(rims) > 1:
        sheet.stretched.append("</g>")


def _shapes(sheet: Sheet, symbol: str, size: float, marker: dict[str, Any], places: Iterable[Place]) -> None:
    key = (base_of(symbol), size)
    name = sheet.symbols.setdefault(key, f"{sheet.uid}-s{len(sheet.symbols)}")
    used = "".join(f'<use href="#{name}" x="{sheet.across(x)}" y="{short(y)}"/>' for x, y in places)
    edge = marker.get("line", {})
    stroke = ""
    if symbol.endswith(OPEN):
        stroke = f' stroke="{attribute(marker["color"])}" stroke-width="{short(edge.get("width", 1.5))}"'
    fill = "none" if symbol.endswith(OPEN) else attribute(marker["color"])
    sheet.fixed.append(f'<g fill="{fill}"{stroke}{opacity(marker)}>{used}</g>')


def _numbers_under(sheet: Sheet, trace: Trace, places: Sequence[Place | None]) -> None:
    """Numbers under marks, as many as stand clear of each other."""
    font, numbers, free = trace["textfont"], [], float("-inf")
    for place, text in zip(places, trace["text"], strict=True):
        if place is None or not text:
            continue
        half = wide(text, font["size"]) / 2
        if place[0] * SMALLEST - half < free:
            continue
        free = place[0] * SMALLEST + half + UNDER_MARKS
        numbers.append(f'<text x="{sheet.across(place[0])}" y="{short(place[1] + 19)}">{written(text)}</text>')
    sheet.fixed.append(_in_the_middle(font, "".join(numbers)))
