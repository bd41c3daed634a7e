"""The tables of chart 1: its weeks, its days or months, and the published averages."""

from collections import Counter, defaultdict
from datetime import date

from tracker.charts import reference, words
from tracker.charts.facts import PainFacts
from tracker.charts.tables import Row, Table, not_recorded, too_few_days
from tracker.charts.weeks import Point
from tracker.domain.scores.daily import DayScore
from tracker.wording import within
from tracker.wording.formats import commas, short_month
from tracker.wording.language import _
from tracker.wording.lateness import days_and_late
from tracker.wording.vocabularies import SESSION_KINDS

NOTE_LETTERS = 200


def tables(facts: PainFacts) -> list[Table]:
    """The averages, and for ranges drawn by the day every day on which something was recorded."""
    of_days = _days(facts) if facts.single_days else _treatments(facts)
    return [table for table in (_averages(facts), of_days, _published(facts)) if table.rows]


def _averages(facts: PainFacts) -> Table:
    by_week: dict[date, tuple[Point, list[str]]] = {}
    for place, drawn in enumerate((facts.leg_points, facts.back_points)):
        for point in drawn:
            cells = by_week.setdefault(point.first, (point, [too_few_days()] * 2))[1]
            cells[place] = _(
                "%(average)s (%(low)s to %(high)s), %(days)s",
                average=words.average(point.mean),
                low=words.average(point.low),
                high=words.average(point.high),
                days=days_and_late(point.days, point.late),
            )
    weeks = [by_week[first] for first in sorted(by_week)]
    days = words.days if facts.single_days else words.days_years
    rows: list[Row] = [(days(point.first, point.last), *cells) for point, cells in weeks]
    places = ["" if facts.single_days else point.middle.isoformat() for point, _ in weeks]
    if facts.baseline is not None:
        counted = days_and_late(facts.baseline.days, facts.baseline.late.days)
        start = commas((words.average(facts.baseline.mean), counted))
        week = _("Starting week, %(days)s", days=days(facts.baseline.first_day, facts.baseline.last_day))
        rows.insert(0, (week, start, ""))
        places.insert(0, "")
    caption = _("Averages of each week, with the rough range and the days counted")
    return Table(caption, (_("Weeks"), _("Leg pain"), _("Back pain")), rows, places)


def _days(facts: PainFacts) -> Table:
    """Every day with anything to say; what was written down that day has a column of its own where there is any."""
    scores = {day.day: day for day in facts.days if facts.shows(day.day)}
    notes = {day: words.shortened(text, NOTE_LETTERS) for day, text in facts.notes.items() if facts.shows(day)}
    done = _by_day(facts)
    days = sorted({*scores, *done, *notes})
    said = [(words.day_year(day), *_scores(scores.get(day)), "; ".join(done.get(day, ()))) for day in days]
    header: Row = (_("Day"), _("Leg pain"), _("Back pain"), _("Treatment and changes"))
    rows: list[Row] = [(*row, notes.get(day, "")) for row, day in zip(said, days, strict=True)] if notes else [*said]
    caption = _("Days on which something was recorded; pain is 0 to 10")
    places = [day.isoformat() for day in days]
    return Table(caption, (*header, _("Note")) if notes else header, rows, places, of_days=True)


def _published(facts: PainFacts) -> Table:
    header = (_("Group"), _("Weeks since the start"), _("Score"), _("Source"))
    return Table(_("Published averages, all the points there are"), header, reference.rows(facts))


def _scores(day: DayScore | None) -> tuple[str, str]:
    if day is None:
        return not_recorded(), not_recorded()
    return _of_site(day, "leg"), _of_site(day, "back")


def _of_site(day: DayScore, site: str) -> str:
    value: float | None = getattr(day, site)
    if value is None:
        return not_recorded()
    moments = [_("average of moments")] if day.from_moments else []
    return commas((words.score(value), *moments, *([_("entered later")] if day.is_late(site) else [])))


def _by_day(facts: PainFacts) -> dict[date, list[str]]:
    done: defaultdict[date, list[str]] = defaultdict(list)
    for session in facts.sessions:
        label = words.tidy(session.label)
        if session.status != "attended":
            status = within.SESSION_STATUSES[session.status]
            label = _("%(session)s (%(status)s)", session=label, status=status)
        done[session.day].append(label)
    for day in sorted(set(facts.medication_days)):
        done[day].append(_("medicine taken"))
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
    return Table(_("Treatment sessions in each month"), (_("Month"), *(SESSION_KINDS[kind] for kind in kinds)), rows)
