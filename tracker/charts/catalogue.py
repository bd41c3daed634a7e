"""Every chart there is, in the order in which Progress makes its own."""

from typing import Any, Final

from tracker.charts import around, by_week, compare, farthest, function, pain, strips
from tracker.charts.chart import Chart

CHARTS: Final[tuple[Chart[Any], ...]] = (
    pain.CHART,
    strips.CHART,
    around.CHART,
    by_week.CHART,
    farthest.CHART,
    function.CHART,
    compare.CHART,
)
