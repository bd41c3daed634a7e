"""Plotly's marker symbols as paths around 0,0, in Plotly's own proportions."""

from collections.abc import Callable
from functools import lru_cache
from math import cos, pi, sin, sqrt
from typing import Final

OPEN: Final = "-open"
DOTTED: Final = "-open-dot"
ROUND: Final = {"circle": "round", "square": "square"}  # drawn as caps of lines, which is shorter than shapes


@lru_cache(maxsize=8192)
def short(value: float) -> str:
    """A coordinate with at most one decimal: 12, 12.5."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def _closed(*corners: tuple[float, float]) -> str:
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in corners) + "Z"


def _around(radii: tuple[float, ...], turns: int) -> str:
    angles = ((-pi / 2 + 2 * pi * i / turns, radii[i % len(radii)]) for i in range(turns))
    return _closed(*((radius * cos(angle), radius * sin(angle)) for angle, radius in angles))


def _circle(r: float) -> str:
    return f"M{short(-r)} 0a{short(r)} {short(r)} 0 1 0 {short(2 * r)} 0a{short(r)} {short(r)} 0 1 0 {short(-2 * r)} 0Z"


def _cross(r: float) -> str:
    thin, long = short(r * 0.4), short(r * 1.2)
    return f"M{long} {thin}H{thin}V{long}H-{thin}V{thin}H-{long}V-{thin}H-{thin}V-{long}H{thin}V-{thin}H{long}Z"


_SHAPES: Final[dict[str, Callable[[float], str]]] = {
    "circle": _circle,
    "square": lambda r: _closed((-r, -r), (r, -r), (r, r), (-r, r)),
    "diamond": lambda r: _closed((1.3 * r, 0), (0, 1.3 * r), (-1.3 * r, 0), (0, -1.3 * r)),
    "cross": _cross,
    "x-thin": lambda r: f"M{short(r)} {short(r)}L{short(-r)} {short(-r)}M{short(r)} {short(-r)}L{short(-r)} {short(r)}",
    "line-ns": lambda r: f"M0 {short(1.4 * r)}V{short(-1.4 * r)}",
    "line-ew": lambda r: f"M{short(-1.4 * r)} 0H{short(1.4 * r)}",
    "triangle-up": lambda r: _closed((-r * 2 / sqrt(3), r / 2), (r * 2 / sqrt(3), r / 2), (0, -r)),
    "triangle-down": lambda r: _closed((-r * 2 / sqrt(3), -r / 2), (r * 2 / sqrt(3), -r / 2), (0, r)),
    "triangle-right": lambda r: _closed((-r / 2, -r * 2 / sqrt(3)), (-r / 2, r * 2 / sqrt(3)), (r, 0)),
    "pentagon": lambda r: _around((r,), 5),
    "hexagram": lambda r: _around((1.15 * r, 0.55 * r), 12),
    "bowtie": lambda r: _closed((r, r), (r, -r), (-r, r), (-r, -r)),
}


def base_of(symbol: str) -> str:
    """The shape itself: "circle" for "circle-open-dot"."""
    return symbol.removesuffix("-dot").removesuffix(OPEN)


def path_of(symbol: str, size: float) -> str:
    """The path of `symbol` at Plotly's `size`; KeyError for one that the drawing does not know."""
    return _SHAPES[base_of(symbol)](size / 2)
