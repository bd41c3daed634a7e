"""A chart as a picture alone, for a page that leads to the whole of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tracker.charts import svg
from tracker.charts.chart import Chart, Facts
from tracker.charts.keys import Key, keys
from tracker.wording.language import said


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The drawing of a chart, with its title and its sentence; `uid` begins every id of it."""

    uid: str
    title: str
    summary: str
    drawing: Markup
    key: Sequence[Key]


def picture(chart: Chart[Facts], facts: Facts, width: int) -> Picture:
    """The chart of these facts drawn once, for about `width` pixels."""
    figure = chart.figure(facts)
    height = svg.heights(figure)[width >= svg.NARROW_BELOW]
    labelled_by = f"{chart.uid}-title {chart.uid}-summary"
    # The drawing escapes every text itself and takes no markup from anywhere.
    drawing = Markup(svg.draw(figure, width, height, f"{chart.uid}-p", labelled_by))  # noqa: S704
    return Picture(
        uid=chart.uid, title=said(chart.title), summary=chart.summary(facts), drawing=drawing, key=keys(figure)
    )
