"""A chart ready for a page: the figure with its drawings, key, sentences and tables, all from the same facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tracker.charts import svg, words
from tracker.charts.catalogue import CHARTS
from tracker.charts.chart import Chart, Facts
from tracker.charts.facts import DaysShown
from tracker.charts.keys import keys
from tracker.charts.parts import Figure
from tracker.charts.recorded import Recorded
from tracker.charts.svg_traces import ROOM
from tracker.charts.tables import Table
from tracker.wording.language import said

NARROW_WIDTH, WIDE_WIDTH = 340, 960


@dataclass(frozen=True, slots=True)
class KeyItem:
    picture: Markup
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedChart:
    """What the chart macro shows; `uid` begins every id of it, `file_name` is what a saved picture is called.

    `days` are the first and last day shown, in words, where the chart shows a stretch of days.
    """

    uid: str
    title: str
    summary: str
    figure: Figure
    narrow: Markup
    wide: Markup
    key: Sequence[KeyItem]
    notes: Sequence[str]
    tables: Sequence[Table]
    file_name: str
    days: str = ""

    @property
    def room(self) -> Mapping[str, float]:
        """How near things may stand to each other, for the script."""
        return ROOM


def presented(chart: Chart[Facts], facts: Facts, uid: str = "") -> PresentedChart:
    """The chart of these facts; another `uid` where a page has it under a name of its own."""
    figure, uid = chart.figure(facts), uid or chart.uid
    labelled_by = f"{uid}-title {uid}-summary"
    narrow, wide = svg.heights(figure)
    return PresentedChart(
        uid=uid,
        title=said(chart.title),
        summary=chart.summary(facts),
        figure=figure,
        # The drawings escape every text themselves and take no markup from anywhere.
        narrow=Markup(svg.draw(figure, NARROW_WIDTH, narrow, f"{uid}-n", labelled_by)),  # noqa: S704
        wide=Markup(svg.draw(figure, WIDE_WIDTH, wide, f"{uid}-w", labelled_by)),  # noqa: S704
        key=[KeyItem(Markup(key.picture), key.words) for key in keys(figure)],  # noqa: S704
        notes=chart.notes(facts),
        tables=chart.tables(facts),
        file_name=chart.file_name,
        days=words.days_years(facts.first_day, facts.last_day) if isinstance(facts, DaysShown) else "",
    )


def all_presented(recorded: Recorded) -> dict[str, PresentedChart]:
    """Every chart that what was recorded has something for, by its `uid`."""
    found = {chart: chart.facts(recorded) for chart in CHARTS if chart.facts is not None}
    return {chart.uid: presented(chart, facts) for chart, facts in found.items() if facts is not None}
