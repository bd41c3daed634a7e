"""What goes with better and worse days: every fact of a day in a row, beside days near it without it."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.charts.two_groups import TwoGroups, two_groups
from tracker.dashboard.services.ranges import Range, choices, parse_span
from tracker.dashboard.views.base import blueprint
from tracker.domain.learning.rows import ComparedRow, Page
from tracker.domain.sharing.access import Action
from tracker.review.services.with_without import read_with_without
from tracker.storage.rows import rows_of
from tracker.web import gate
from tracker.web.transactions import db_session
from tracker.wording import with_without as wording
from tracker.wording.with_without import RowWords


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as the page shows it; `picture` only where there is a difference to look at."""

    key: str
    words: RowWords
    row: ComparedRow
    picture: TwoGroups | None
    beside: str


@dataclass(frozen=True, slots=True)
class DayWith:
    """A day with it, and the leg score that is compared."""

    day: date
    score: float


@blueprint.get("/patients/<uuid:patient_id>/with-and-without")
@gate.record(Action.READ)
def with_without(patient_id: UUID) -> ResponseReturnValue:
    today = gate.patient().today()
    span = parse_span({**request.args, "range": request.args.get("range", Range.YEAR)}, today)
    first, last = span.edges(today)
    page = read_with_without(partial(rows_of, db_session()), patient_id, first, last)
    rows = [_shown(page, row) for row in page.rows]
    opened = next((row for row in rows if row.key == request.args.get("row")), None)
    return render_template(
        "dashboard/with_without.html",
        span=span,
        ranges=choices(Range.QUARTER),
        rows=rows,
        opened=opened,
        days=() if opened is None else _days(page, opened.row),
        short=wording.in_short(page),
        said=wording.always_said(),
        kept={name: request.args.get(name) for name in ("from", "to")} | {"range": span.range},
    )


def _shown(page: Page, row: ComparedRow) -> ShownRow:
    own, picture = row.compared, None
    if own.difference is not None:
        groups = (page.scores_of(row, days) for days in (own.with_days, own.without_days))
        picture = two_groups(len(page.legs), *groups)
    return ShownRow(row.subject.key, wording.row_words(row), row, picture, wording.beside(row))


def _days(page: Page, row: ComparedRow) -> list[DayWith]:
    """The days with it that have a score to compare, newest first."""
    found = page.scores_of(row, reversed(row.compared.with_days))
    return [DayWith(page.first + timedelta(days=day), score) for day, score in found]
