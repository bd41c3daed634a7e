"""The words for a course that was measured."""

from dataclasses import replace

from tracker.domain.course.progress import Measure
from tracker.wording.charted.values import days
from tracker.wording.verdict import VerdictWords, verdict_words


def measured_words(measure: Measure) -> VerdictWords:
    """The words for its verdict, with the days of its latest week."""
    said = verdict_words(measure.verdict, measure.lacks, measure.sensitivity)
    return said if measure.latest_days is None else replace(said, days=days(*measure.latest_days))
