"""A chart ready for a page: the figure with its drawings, key, sentences and tables, all from the same facts."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tracker.charts import figures, summaries, svg, tables
from tracker.charts.facts import AroundSessions, PainFacts
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
    """What the chart macro shows; `uid` begins every id of it, `file_name` is what a saved picture is called."""

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


def pain_chart(facts: PainFacts, uid: str = "pain") -> PresentedChart:
    """Chart 1."""
    return _presented(
        figures.pain(facts),
        uid,
        ("Pain and treatment over time", summaries.pain(facts), "pain-over-time"),
        summaries.pain_notes(facts),
        tables.pain(facts),
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


def _presented(
    figure: Figure,
    uid: str,
    said: tuple[str, str, str],
    notes: Sequence[str],
    of_numbers: Sequence[Table],
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
    )
