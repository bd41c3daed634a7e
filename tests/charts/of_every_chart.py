"""Facts for every chart there is, which the tests of all charts walk over; a new chart joins by a line in `FACTS`."""

from typing import Any

from tests.charts.samples import course, usual
from tests.charts.samples_of_progress import coming_back, drawing_back, eight_weeks, every_question, of_every_kind
from tests.charts.test_compare import BOTH
from tracker.charts.catalogue import CHARTS
from tracker.charts.chart import Chart

FACTS: dict[str, tuple[Any, ...]] = {
    "pain": (usual(),),
    "strips": (every_question(60), every_question(600)),
    "course": (course(),),
    "by-week": (eight_weeks(), eight_weeks(unit="minutes"), of_every_kind(52)),
    "farthest": (drawing_back(),),
    "function": (coming_back(),),
    "compare": (BOTH,),
}
EVERY: list[tuple[Chart[Any], Any]] = [(chart, facts) for chart in CHARTS for facts in FACTS[chart.uid]]
EVERY_ID = [f"{chart.uid} {number}" for number, (chart, _) in enumerate(EVERY)]
