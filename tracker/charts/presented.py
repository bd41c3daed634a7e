"""A chart ready for a page: the figure with its drawings, key, sentences and tables, all from the same facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from tracker.charts import svg
from tracker.charts.catalogue import CHARTS
from tracker.charts.chart import Chart, Facts
from tracker.charts.facts import DaysShown, PainFacts
from tracker.charts.keys import Key, keys
from tracker.charts.parts import Figure
from tracker.charts.recorded import Recorded
from tracker.charts.tables import Table
from tracker.wording.charted.values import days_years
from tracker.wording.language import said

NARROW_WIDTH, WIDE_WIDTH = 340, 960


@dataclass(frozen=True)
class PresentedChart:
    """What the chart macro shows; `uid` begins every id of it.

    Each part is made when it is first asked for and kept: nothing is drawn of a chart that has nothing to draw, and for
    the figure alone neither drawing nor table is made.
    """

    chart: Chart[Any]
    facts: Any
    uid: str

    @property
    def title(self) -> str:
        return said(self.chart.title)

    @property
    def file_name(self) -> str:
        """What a saved picture is called."""
        return self.chart.file_name

    @cached_property
    def summary(self) -> str:
        """What it says, in a sentence."""
        return self.chart.summary(self.facts)

    @cached_property
    def figure(self) -> Figure:
        """The source of both drawings, and what is explored."""
        return self.chart.figure(self.facts)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw: then the sentence alone is shown."""
        return not self.figure["data"]

    @property
    def axis(self) -> tuple[Any, Any]:
        """The ends of the axis: days or numbers."""
        first, last = self.figure["layout"]["xaxis"]["range"]
        return first, last

    @property
    def foot(self) -> int:
        """How many pixels the axis stands above the foot of the drawing."""
        bottom: int = self.figure["layout"]["margin"]["b"]
        return bottom

    @cached_property
    def narrow(self) -> Markup:
        """The drawing for a phone."""
        return self._drawn(NARROW_WIDTH, svg.heights(self.figure)[0], "n")

    @cached_property
    def wide(self) -> Markup:
        """The drawing for a place with more room, and for a file."""
        return self._drawn(WIDE_WIDTH, svg.heights(self.figure)[1], "w")

    def _drawn(self, width: int, height: int, name: str) -> Markup:
        labelled_by = f"{self.uid}-title {self.uid}-summary"
        # The drawings escape every text themselves and take no markup from anywhere.
        return Markup(svg.draw(self.figure, width, height, f"{self.uid}-{name}", labelled_by))  # noqa: S704

    @cached_property
    def key(self) -> Sequence[Key]:
        """What the marks mean."""
        return keys(self.figure)

    @cached_property
    def notes(self) -> Sequence[str]:
        """How it is to be read."""
        return self.chart.notes(self.facts)

    @cached_property
    def tables(self) -> Sequence[Table]:
        """The same in numbers."""
        return self.chart.tables(self.facts)

    @property
    def later(self) -> bool:
        """Whether its tables are of years: as large as the rest of a page, they come when somebody asks for them."""
        facts = self.facts
        return isinstance(facts, DaysShown) and not facts.single_days and facts.weeks_told

    @property
    def told(self) -> bool:
        """Whether what stands at each place can be told in words."""
        return self.later or any(table.places for table in self.tables)

    @property
    def days(self) -> str:
        """The first and last day shown, in words, where the chart shows a stretch of days."""
        facts = self.facts
        return days_years(facts.first_day, facts.last_day) if isinstance(facts, DaysShown) else ""

    @property
    def cautioned(self) -> bool:
        """Whether its notes must be seen at once, as with published averages."""
        return isinstance(self.facts, PainFacts) and self.facts.reference_start is not None


def presented(chart: Chart[Facts], facts: Facts, uid: str = "") -> PresentedChart:
    """The chart of these facts; another `uid` where a page has it under a name of its own."""
    return PresentedChart(chart, facts, uid or chart.uid)


def all_presented(recorded: Recorded) -> dict[str, PresentedChart]:
    """Every chart that what was recorded has something for, by its `uid`."""
    found = {chart: chart.facts(recorded) for chart in CHARTS if chart.facts is not None}
    return {chart.uid: presented(chart, facts) for chart, facts in found.items() if facts is not None}
