"""The tables of the strips: the weeks, and where days are drawn every day with an answer."""

from tracker.charts.bars import middle
from tracker.charts.strips_facts import StripsFacts
from tracker.charts.tables import Row, Table
from tracker.domain.scores.steps import Counts, Step, Stretch, stretches
from tracker.wording.charted import strips as words
from tracker.wording.charted import values
from tracker.wording.language import _


def tables(facts: StripsFacts) -> list[Table]:
    """The weeks, where codes are counted by four of them those too, and where days are drawn every day."""
    made = [_weeks(facts)]
    if facts.count_step is Step.FOUR_WEEKS:
        made.append(_four_weeks(facts))
    if facts.single_days:
        made.append(_days(facts))
    return [table for table in made if table.rows]


def _weeks(facts: StripsFacts) -> Table:
    """A row for each week with an average, or with a count where those are by the week."""
    averages = facts.said
    counts = facts.counts if facts.count_step is Step.WEEK else {}
    told = {place for said in averages.values() for place in said}
    told |= {place for counted in counts.values() for place in counted.answered}
    weeks = stretches(facts.anchor, facts.first_day, facts.last_day, Step.WEEK)
    rows: list[Row] = []
    places = []
    too_few = _(values.TOO_FEW_DAYS)
    for place in sorted(told):
        cells = [said.get(place) or too_few for said in averages.values()]
        cells += [_codes(name, counted, place) for name, counted in counts.items()]
        rows.append((_named(weeks[place], facts), *cells))
        places.append("" if facts.single_days else middle(weeks[place]))
    names = (words.NUMBERS[name] for name in averages)
    header = (_(words.WEEK), *names, *(words.CHOSEN[name] for name in counts))
    return Table(_(words.WEEKS), header, rows, places)


def _four_weeks(facts: StripsFacts) -> Table:
    """A row for each four weeks in which any question with codes has an answer."""
    counts = facts.counts
    rows: list[Row] = [
        (_named(stretch, facts), *(_codes(name, counted, place) for name, counted in counts.items()))
        for place, stretch in facts.stretches.items()
        if any(place in counted.answered for counted in counts.values())
    ]
    header = (_(words.FOUR_WEEKS), *(words.CHOSEN[name] for name in counts))
    return Table(_(words.BY_FOUR_WEEKS), header, rows)


def _codes(name: str, counted: Counts, place: int) -> str:
    if place not in counted.answered:
        return _(values.NOT_RECORDED)
    numbers = {code: row[place] for code, row in counted.chosen.items() if place in row}
    return words.codes_counted(name, numbers, counted.answered[place])


def _days(facts: StripsFacts) -> Table:
    numbers, codes = facts.answers, facts.codes
    rows: list[Row] = []
    none = _(values.NOT_RECORDED)
    for day in facts.detailed:
        cells = [words.value(name, of[day]) if day in of else none for name, of in numbers.items()]
        cells += [words.codes_of(name, of[day]) if day in of else none for name, of in codes.items()]
        rows.append((values.day_year(day), *cells))
    header = (_(values.DAY), *(words.NUMBERS[name] for name in numbers), *(words.CHOSEN[name] for name in codes))
    return Table(_(words.OF_DAYS), header, rows, [day.isoformat() for day in facts.detailed], of_days=True)


def _named(stretch: Stretch, facts: StripsFacts) -> str:
    between = values.days if facts.in_one_year else values.days_years
    return between(stretch.first, stretch.last)
