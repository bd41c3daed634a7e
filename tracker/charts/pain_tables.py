"""The tables of chart 1: its weeks, its days or months, and the published averages."""

from collections import Counter, defaultdict
from datetime import date
from typing import Final

from tracker.charts import reference
from tracker.charts.facts import PainFacts
from tracker.charts.tables import Row, Table, spoken
from tracker.charts.weeks import Point
from tracker.domain.scores.daily import DayScore
from tracker.domain.values.periods import days_between
from tracker.wording.charted import pain as words
from tracker.wording.charted import values
from tracker.wording.charted.published import CAPTION, HEADER
from tracker.wording.formats import short_month
from tracker.wording.language import _
from tracker.wording.vocabularies import SESSION_KINDS

NOTE_LETTERS: Final = 200


def tables(facts: PainFacts) -> list[Table]:
    """The averages, and for ranges drawn by the day every day on which something was recorded."""
    of_days = _days(facts) if facts.single_days else _treatments(facts)
    published = Table(_(CAPTION), spoken(*HEADER), reference.rows(facts))
    return [table for table in (_averages(facts), of_days, published) if table.rows]


def _averages(facts: PainFacts) -> Table:
    by_week: dict[date, tuple[Point, list[str]]] = {}
    for place, drawn in enumerate((facts.leg_points, facts.back_points)):
        for point in drawn:
            cells = by_week.setdefault(point.first, (point, [_(values.TOO_FEW_DAYS)] * 2))[1]
            cells[place] = values.in_range(point.mean, point.low, point.high, point.days, point.late)
    weeks = [by_week[first] for first in sorted(by_week)]
    between = values.days if facts.in_one_year else values.days_years
    rows: list[Row] = [(between(point.first, point.last), *cells) for point, cells in weeks]
    places = ["" if facts.single_days else point.middle.isoformat() for point, _cells in weeks]
    start = facts.baseline
    if start is not None:
        rows.insert(0, (*words.starting_week(start, between(start.first_day, start.last_day)), ""))
        places.insert(0, "")
    return Table(_(words.WEEKS_AVERAGES), spoken(words.WEEKS, values.LEG_PAIN, values.BACK_PAIN), rows, places)


def _days(facts: PainFacts) -> Table:
    """Every day with anything to say; what was written down that day has a column of its own where there is any."""
    scores = {day.day: day for day in facts.days if facts.shows(day.day)}
    notes = {day: values.shortened(text, NOTE_LETTERS) for day, text in facts.notes.items() if facts.shows(day)}
    done = _by_day(facts)
    shown = sorted({*scores, *done, *notes})
    rows: list[Row] = []
    for day in shown:
        leg, back = _of_site(scores.get(day), "leg"), _of_site(scores.get(day), "back")
        rows.append((values.day_year(day), leg, back, "; ".join(done.get(day, ())), notes.get(day, "")))
    header = spoken(values.DAY, values.LEG_PAIN, values.BACK_PAIN, words.TREATMENT_AND_CHANGES, words.NOTE)
    if not notes:
        rows, header = [row[:-1] for row in rows], header[:-1]
    return Table(_(words.OF_SINGLE_DAYS), header, rows, [day.isoformat() for day in shown], of_days=True)


def _of_site(day: DayScore | None, site: str) -> str:
    value: float | None = getattr(day, site, None)
    if day is None or value is None:
        return _(values.NOT_RECORDED)
    return words.score_of_day(value, day.given(site), from_moments=day.from_moments)


def _by_day(facts: PainFacts) -> dict[date, list[str]]:
    """What was done and what changed, in words, on the days that are shown."""
    done: defaultdict[date, list[str]] = defaultdict(list)
    for session in facts.sessions:
        done[session.day].append(words.session_of_day(session.label, session.status))
    for day in sorted(set(facts.medication_days)):
        done[day].append(_(words.MEDICINE_TAKEN))
    for block in facts.blocks:
        for day in days_between(block.first, block.last):
            done[day].append(values.tidy(block.words))
    for change in facts.changes:
        done[change.day].append(values.tidy(change.words))
    return {day: said for day, said in done.items() if facts.shows(day)}


def _treatments(facts: PainFacts) -> Table:
    """Over years: how many attended sessions of each kind in each month that has any."""
    counts = Counter(
        (session.day.year, session.day.month, session.kind)
        for session in facts.sessions
        if facts.shows(session.day) and session.status == "attended"
    )
    kinds = [kind for kind in SESSION_KINDS if any(kind == of for _year, _month, of in counts)]
    rows = [
        (short_month(date(year, month, 1)), *(str(counts[year, month, kind]) for kind in kinds))
        for year, month in sorted({(year, month) for year, month, _kind in counts})
    ]
    return Table(_(words.OF_MONTHS), (_(words.MONTH), *(SESSION_KINDS[kind] for kind in kinds)), rows)
