"""The tables of chart 1: its weeks, its days or months, and the published averages."""

from collections import Counter, defaultdict
from datetime import date

from tracker.charts import reference, words
from tracker.charts.facts import PainFacts
from tracker.charts.tables import NOT_RECORDED, Row, Table
from tracker.charts.weeks import Point
from tracker.domain.scores.daily import DayScore
from tracker.wording.formats import short_month
from tracker.wording.lateness import days_and_late
from tracker.wording.vocabularies import SESSION_KINDS, SESSION_STATUSES

NOTE_LETTERS = 200


def tables(facts: PainFacts) -> list[Table]:
    """The averages, and for ranges drawn by the day every day on which something was recorded."""
    of_days = _days(facts) if facts.single_days else _treatments(facts)
    return [table for table in (_averages(facts), of_days, _published(facts)) if table.rows]


def _score(value: float | None) -> str:
    return NOT_RECORDED if value is None else words.score(value)


def _averages(facts: PainFacts) -> Table:
    by_week: dict[date, tuple[Point, list[str]]] = {}
    for place, drawn in enumerate((facts.leg_points, facts.back_points)):
        for point in drawn:
            _, cells = by_week.setdefault(point.first, (point, ["too few days"] * 2))
            average = f"{words.average(point.mean)} ({words.average(point.low)} to {words.average(point.high)})"
            cells[place] = f"{average}, {days_and_late(point.days, point.late)}"
    weeks = [by_week[first] for first in sorted(by_week)]
    days = words.days if facts.single_days else words.days_years
    rows: list[Row] = [(days(point.first, point.last), *cells) for point, cells in weeks]
    places = ["" if facts.single_days else point.middle.isoformat() for point, _ in weeks]
    if facts.baseline is not None:
        counted = days_and_late(facts.baseline.days, facts.baseline.late.days)
        start = f"{words.average(facts.baseline.mean)}, {counted}"
        rows.insert(0, (f"Starting week, {days(facts.baseline.first_day, facts.baseline.last_day)}", start, ""))
        places.insert(0, "")
    caption = "Averages of each week, with the rough range and the days counted"
    return Table(caption, ("Weeks", "Leg pain", "Back pain"), rows, places)


def _days(facts: PainFacts) -> Table:
    """Every day with anything to say; what was written down that day has a column of its own where there is any."""
    scores = {day.day: day for day in facts.days if facts.shows(day.day)}
    notes = {day: words.shortened(text, NOTE_LETTERS) for day, text in facts.notes.items() if facts.shows(day)}
    done = _by_day(facts)
    days = sorted({*scores, *done, *notes})
    said = [(words.day_year(day), *_scores(scores.get(day)), "; ".join(done.get(day, ()))) for day in days]
    header: Row = ("Day", "Leg pain", "Back pain", "Treatment and changes")
    rows: list[Row] = [(*row, notes.get(day, "")) for row, day in zip(said, days, strict=True)] if notes else [*said]
    caption = "Days on which something was recorded; pain is 0 to 10"
    places = [day.isoformat() for day in days]
    return Table(caption, (*header, "Note") if notes else header, rows, places, of_days=True)


def _published(facts: PainFacts) -> Table:
    header = ("Group", "Weeks since the start", "Score", "Source")
    return Table("Published averages, all the points there are", header, reference.rows(facts))


def _scores(day: DayScore | None) -> tuple[str, str]:
    if day is None:
        return NOT_RECORDED, NOT_RECORDED
    return _of_site(day, "leg"), _of_site(day, "back")


def _of_site(day: DayScore, site: str) -> str:
    value: float | None = getattr(day, site)
    if value is None:
        return NOT_RECORDED
    moments = ", average of moments" if day.from_moments else ""
    return f"{_score(value)}{moments}{', entered later' if day.is_late(site) else ''}"


def _by_day(facts: PainFacts) -> dict[date, list[str]]:
    done: defaultdict[date, list[str]] = defaultdict(list)
    for session in facts.sessions:
        status = "" if session.status == "attended" else f" ({SESSION_STATUSES[session.status].lower()})"
        done[session.day].append(words.tidy(session.label) + status)
    for day in sorted(set(facts.medication_days)):
        done[day].append("medicine taken")
    for change in facts.changes:
        done[change.day].append(words.tidy(change.words))
    return defaultdict(list, {day: said for day, said in done.items() if facts.shows(day)})


def _treatments(facts: PainFacts) -> Table:
    """Over years: how many attended sessions of each kind in each month that has any."""
    counts = Counter(
        (session.day.year, session.day.month, session.kind)
        for session in facts.sessions
        if facts.shows(session.day) and session.status == "attended"
    )
    kinds = [kind for kind in SESSION_KINDS if any(kind == of for _, _, of in counts)]
    rows = [
        (short_month(date(year, month, 1)), *(str(counts[year, month, kind]) for kind in kinds))
        for year, month in sorted({(year, month) for year, month, _ in counts})
    ]
    return Table("Treatment sessions in each month", ("Month", *(SESSION_KINDS[kind] for kind in kinds)), rows)
