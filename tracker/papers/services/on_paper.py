"""The drawings of the app as a PDF takes them: of a size of their own, in the colours of the light theme."""

import re
from collections.abc import Mapping
from typing import Final

from tracker.charts import svg
from tracker.charts.presented import PresentedChart
from tracker.papers.services.blocks import Data, chart, key
from tracker.papers.services.fonts import FAMILY
from tracker.practice.services.brief_chart import SmallChart

WIDTH: Final = 640
VARIABLE: Final = re.compile(r"var\(--([a-z0-9-]+)\)")
# As in static/css/tokens.css, light; tests hold the two together.
INKS: Final[Mapping[str, str]] = {
    "act": "#0a655d",
    "act-wash": "#e3efeb",
    "back": "#443bbd",
    "card": "#fffdf9",
    "edge": "#81796c",
    "ink": "#1d2424",
    "ink-soft": "#555f60",
    "leg": "#b8410e",
    "line": "#e0d8ca",
    "neutral": "#4f5f66",
    "kind-acupuncture": "#0a655d",
    "kind-physiotherapy": "#7a5c00",
    "kind-heat": "#8a4b2a",
    "kind-ice": "#1f6a99",
    "kind-massage": "#86397a",
    "kind-chiropractic": "#4d661c",
    "kind-stretching": "#4a6072",
    "kind-walking": "#2f7543",
    "kind-swimming": "#17717f",
    "kind-other": "#655f56",
}
PAPER: Final = "#ffffff"
# What keeps labels clear of lines on a screen is drawn over their letters in a PDF.
HALO: Final = ' stroke="var(--card)" stroke-width="4" paint-order="stroke"'
TALL: Final = "strips"  # rows of their own height, which the other charts do not have


def inked(drawing: str) -> str:
    """A drawing with the colours themselves in place of their names; `KeyError` for a name that is not known here."""
    return VARIABLE.sub(lambda found: PAPER if found[1] == "card" else INKS[found[1]], drawing)


def charted(shown: PresentedChart) -> list[Data]:
    """The drawing of a chart with its sentence as the alternative, and its key."""
    height = svg.heights(shown.figure)[shown.uid == TALL]
    made = svg.draw(shown.figure, WIDTH, height, shown.uid, "").replace(HALO, "")
    sized = made.replace(
        f'width="100%" height="{height}"', f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"', 1
    )
    sized = sized.replace("system-ui,sans-serif", FAMILY, 1)
    blocks = [chart(inked(sized), shown.summary)]
    if shown.key:
        blocks.append(key([(_alone(str(item.picture)), item.words) for item in shown.key]))
    return blocks


def _alone(picture: str) -> str:
    """A picture of the key as a file of its own."""
    return inked(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def small_drawing(found: SmallChart) -> str:
    """The small chart of a brief: leg solid, back dashed, and an upright line at the day it looks back to."""
    strokes = [(found.grid, "line", 'stroke-width="1"'), (found.mark, "edge", 'stroke-width="1"')]
    strokes += [
        (found.back, "back", 'stroke-width="1.3" stroke-dasharray="5 4"'),
        (found.leg, "leg", 'stroke-width="2"'),
    ]
    paths = "".join(
        f'<path d="{path}" stroke="var(--{ink})" {look} stroke-linecap="round" fill="none"/>'
        for path, ink, look in strokes
        if path
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{found.box}">{paths}</svg>'
