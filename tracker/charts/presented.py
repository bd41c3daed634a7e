"""A chart ready for a page: the figure with its drawings, key, sentences and tables, all from the same facts."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tracker.charts import by_week, compare, farthest, figures, function, summaries, svg, tables, words
from tracker.charts.by_week import ByWeekFacts
from tracker.charts.compare import CompareFacts
from tracker.charts.facts import AroundSessions, DaysShown, PainFacts
from tracker.charts.farthest import FarthestFacts
from tracker.charts.function import FunctionFacts
from tracker.charts.keys import keys
from tracker.charts.parts import Figure
from tracker.charts.tables import Table

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


def pain_chart(facts: PainFacts, uid: str = "pain") -> PresentedChart:
    """Chart 1."""
    return _presented(
        figures.pain(facts),
        uid,
        ("Pain and treatment over time", summaries.pain(facts), "pain-over-time"),
        summaries.pain_notes(facts),
        tables.pain(facts),
        facts,
    )


def course_chart(facts: AroundSessions, uid: str = "course") -> PresentedChart:
    """Chart 2."""
    return _presented(
        figures.course(facts),
        uid,
        ("Around each session", summaries.around_sessions(facts), "around-each-session"),
        summaries.around_notes(facts),
        tables.around_sessions(facts),
    )


def farthest_chart(facts: FarthestFacts, uid: str = "farthest") -> PresentedChart:
    """Chart 3."""
    return _presented(
        figures.farthest(facts),
        uid,
        (farthest.TITLE, farthest.summary(facts), "farthest-point-over-time"),
        farthest.notes(facts),
        farthest.tables(facts),
        facts,
    )


def by_week_chart(facts: ByWeekFacts, uid: str = "by-week") -> PresentedChart:
    """Chart 4."""
    return _presented(
        figures.by_week(facts),
        uid,
        (by_week.TITLE, by_week.summary(facts), "treatments-by-week"),
        by_week.notes(facts),
        by_week.tables(facts),
        facts,
    )


def function_chart(facts: FunctionFacts, uid: str = "function") -> PresentedChart:
    """Chart 6."""
    return _presented(
        figures.function(facts),
        uid,
        (function.TITLE, function.summary(facts), "what-you-can-do-again"),
        function.notes(facts),
        function.tables(facts),
        facts,
    )


def compare_chart(facts: CompareFacts, uid: str = "compare") -> PresentedChart:
    """Two courses side by side."""
    return _presented(
        figures.compare(facts),
        uid,
        (compare.TITLE, compare.summary(facts), "two-courses-side-by-side"),
        compare.notes(facts),
        compare.tables(facts),
    )


def _presented(
    figure: Figure,
    uid: str,
    said: tuple[str, str, str],
    notes: Sequence[str],
    of_numbers: Sequence[Table],
    shown: DaysShown | None = None,
) -> PresentedChart:
    title, summary, file_name = said
    labelled_by = f"{uid}-title {uid}-summary"
    narrow, wide = svg.heights(figure)
    return PresentedChart(
        uid=uid,
        title=title,
        summary=summary,
        figure=figure,
        # The drawings escape every text themselves and take no markup from anywhere.
        narrow=Markup(svg.draw(figure, NARROW_WIDTH, narrow, f"{uid}-n", labelled_by)),  # noqa: S704
        wide=Markup(svg.draw(figure, WIDE_WIDTH, wide, f"{uid}-w", labelled_by)),  # noqa: S704
        key=[KeyItem(Markup(key.picture), key.words) for key in keys(figure)],  # noqa: S704
        notes=notes,
        tables=of_numbers,
        file_name=file_name,
        days="" if shown is None else words.days_years(shown.first_day, shown.last_day),
    )
