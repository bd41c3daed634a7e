"""The numbers of each chart as tables of text, for those who rather read them or cannot see the picture."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.charts import words
from tracker.charts.facts import AroundSessions, PainFacts
from tracker.charts.weeks import points
from tracker.domain.scores import DayScore
from tracker.domain.vocabularies import SESSION_KINDS, SESSION_STATUSES

NOT_RECORDED = "not recorded"
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Plain text throughout, still to be escaped by the page; the first cell of a row names it."""

    caption: str
    header: Row
    rows: Sequence[Row]


def pain(facts: PainFacts) -> list[Table]:
    """The averages, and for ranges drawn by the day every day on which something was recorded."""
    tables = [_averages(facts)]
    if facts.single_days:
        tables.append(_days(facts))
    else:
        tables.append(_treatments(facts))
    return [table for table in tables if table.rows]


def around_sessions(facts: AroundSessions) -> list[Table]:
    """Leg pain before, after and on the day after each session."""
    rows = [
        (f"Session {row.number}", words.day_year(row.day), _score(row.before), _score(row.after), _score(row.next_day))
        for row in facts.rows
    ]
    if not rows:
        return []
    return [Table("Leg pain around each session, 0 to 10", ("Session", "Day", "Before", "After", "Next day"), rows)]


def _score(value: float | None) -> str:
    return NOT_RECORDED if value is None else words.score(value)


def _averages(facts: PainFacts) -> Table:
    by_week: dict[tuple[date, date], list[str]] = {}
    for place, weeks in enumerate((facts.leg_weeks, facts.back_weeks)):
        for point in points(weeks, facts):
            cells = by_week.setdefault((point.first, point.last), ["too few days"] * 2)
            average = f"{words.average(point.mean)} ({words.average(point.low)} to {words.average(point.high)})"
            cells[place] = f"{average}, {words.counted(point.days, 'day', 'days')}"
    rows: list[Row] = [(words.days(*days), *cells) for days, cells in sorted(by_week.items())]
    if facts.baseline is not None:
        start = f"{words.average(facts.baseline.mean)}, {words.counted(facts.baseline.days, 'day', 'days')}"
        days = words.days(facts.baseline.first_day, facts.baseline.last_day)
        rows.insert(0, (f"Starting week, {days}", start, ""))
    unit, ranged = ("Weeks", "rough range") if facts.single_weeks else ("Four weeks", "lowest and highest week")
    return Table(f"Averages, with the {ranged} and the days counted", (unit, "Leg pain", "Back pain"), rows)


def _days(facts: PainFacts) -> Table:
    scores = {day.day: day for day in facts.days if facts.shows(day.day)}
    done = _by_day(facts)
    rows = [(words.day_year(day), *_scores(scores.get(day)), "; ".join(done[day])) for day in sorted({*scores, *done})]
    caption = "Days on which something was recorded; pain is 0 to 10"
    return Table(caption, ("Day", "Leg pain", "Back pain", "Treatment and changes"), rows)


def _scores(day: DayScore | None) -> tuple[str, str]:
    if day is None:
        return NOT_RECORDED, NOT_RECORDED
    how = (", average of moments" if day.from_moments else "") + (", entered later" if day.late else "")
    leg, back = (_score(value) + (how if value is not None else "") for value in (day.leg, day.back))
    return leg, back


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
        (f"{words.MONTHS[month - 1]} {year}", *(str(counts[year, month, kind]) for kind in kinds))
        for year, month in sorted({(year, month) for year, month, _ in counts})
    ]
    return Table("Treatment sessions in each month", ("Month", *(SESSION_KINDS[kind] for kind in kinds)), rows)
