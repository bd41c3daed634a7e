"""The key of a chart in words: what each line, dot and mark in a figure stands for, with a small picture of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from markupsafe import Markup

from tracker.charts.marks import MISSED_SYMBOL
from tracker.charts.symbols import DOTTED, OPEN, base_of, path_of
from tracker.wording.charted.values import unescaped
from tracker.wording.vocabularies import SESSION_STATUSES

WIDTH, HEIGHT = 26, 16
SIZE: Final = 10
LINES: Final = {"line-ns", "line-ew", "x-thin"}
SOFT: Final = "var(--ink-soft)"
DASHES: Final = {
    "solid": "",
    "dash": ' stroke-dasharray="7 4"',
    "dot": ' stroke-dasharray="2 3"',
    "dashdot": ' stroke-dasharray="6 3 2 3"',
    "longdash": ' stroke-dasharray="10 4"',
    "longdashdot": ' stroke-dasharray="10 3 2 3"',
}


@dataclass(frozen=True, slots=True)
class Key:
    """One item: `picture` is a whole `<svg>` element, `words` plain text still to be escaped by the page."""

    picture: Markup
    words: str


def keys(figure: dict[str, Any]) -> list[Key]:
    """One item for each thing that the traces say they show, in the order of their ranks."""
    traces = [trace for trace in figure["data"] if "key" in trace.get("meta", {})]
    traces.sort(key=lambda trace: trace["meta"]["rank"])
    by_words = {trace["meta"]["key"]: trace for trace in reversed(traces)}
    said = [by_words[text] for text in dict.fromkeys(trace["meta"]["key"] for trace in traces)]
    return [Key(_picture(trace), unescaped(trace["meta"]["key"])) for trace in said] + list(_statuses(figure))


def _statuses(figure: dict[str, Any]) -> Iterator[Key]:
    symbols = {
        symbol
        for trace in figure["data"]
        if trace.get("yaxis") == "y2" and isinstance(trace["marker"].get("symbol"), list)
        for symbol in trace["marker"]["symbol"]
    }
    if any(symbol.endswith(OPEN) for symbol in symbols - {MISSED_SYMBOL}):
        yield Key(_svg(_mark("triangle-up-open", SOFT, SOFT)), SESSION_STATUSES.within["planned"])
    if MISSED_SYMBOL in symbols:
        yield Key(_svg(_mark(MISSED_SYMBOL, SOFT, SOFT)), SESSION_STATUSES.within["missed"])


def _picture(trace: dict[str, Any]) -> Markup:
    if trace.get("fill") == "toself":
        colour = escape(trace["fillcolor"], quote=True)
        return _svg(f'<path d="M1 2H25V14H1Z" fill="{colour}" opacity="{max(trace["opacity"], 0.25)}"/>')
    if trace["type"] == "bar":
        return _svg(f'<path d="M5 14V8H11V14ZM14 14V2H20V14Z" fill="{escape(trace["marker"]["color"], quote=True)}"/>')
    drawn = ""
    if "lines" in trace["mode"]:
        line = trace["line"]
        colour = escape(line["color"], quote=True)
        drawn += f'<path d="M1 8H25" stroke="{colour}" stroke-width="{line["width"]}"{DASHES[line["dash"]]}/>'
    if "markers" in trace["mode"]:
        marker = trace["marker"]
        symbol = trace["meta"].get("symbol", marker["symbol"])
        drawn += _mark(symbol, marker["color"], marker.get("line", {}).get("color", marker["color"]))
    return _svg(drawn)


def _mark(symbol: str, colour: str, edge: str) -> str:
    colour, edge = escape(colour, quote=True), escape(edge, quote=True)
    hollow = symbol.endswith((OPEN, DOTTED))
    fill = "none" if hollow else colour
    stroke = f' stroke="{colour if hollow else edge}" stroke-width="{1.8 if base_of(symbol) in LINES else 1.5}"'
    dot = f'<circle r="1.8" fill="{colour}"/>' if symbol.endswith(DOTTED) else ""
    return f'<g transform="translate(13 8)"><path d="{path_of(symbol, SIZE)}" fill="{fill}"{stroke}/>{dot}</g>'


def _svg(drawn: str) -> Markup:
    return Markup(  # noqa: S704  made of our own numbers, and of colours that are escaped
        f'<svg class="chart-key-picture" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-hidden="true" fill="none">{drawn}</svg>'
    )
