"""The report over any range of days: what was recorded, what a course's numbers say, and what they cannot."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.charts.presented import PresentedChart, all_presented
from tracker.charts.tables import Table
from tracker.dashboard.services.progress import ProgressPage, read_progress
from tracker.dashboard.services.ranges import Range, Span
from tracker.diary import queries as diary
from tracker.domain.brief.contents import Stretch, stretch_of
from tracker.domain.brief.counts import Taken, medication_of
from tracker.domain.scores.daily import back_by_day, back_given_by_day, leg_by_day, leg_given_by_day
from tracker.domain.scores.lateness import how_many
from tracker.domain.treatment.sessions import parse_side_effects
from tracker.papers.services.blocks import Data, Paper, Section, listed, sentence, table
from tracker.papers.services.on_paper import charted
from tracker.patients.services.about import About, read_about
from tracker.review.services.choosing import Choice, course_name
from tracker.review.services.looking import effects_noted, function_between
from tracker.review.services.with_without import read_with_without
from tracker.storage.rows import rows_of
from tracker.treatment.queries import treatment
from tracker.wording import letter
from tracker.wording import papers as words
from tracker.wording.brief import range_words
from tracker.wording.charts import function_words
from tracker.wording.formats import capital, day_year, minutes, one_decimal, score
from tracker.wording.language import to_others
from tracker.wording.lateness import days_and_late
from tracker.wording.measured import measured_words
from tracker.wording.review import effect_words, effects_in_line
from tracker.wording.treatment import name_of
from tracker.wording.vocabularies import HELPED, SESSION_STATUSES
from tracker.wording.warning_signs import WARNING_SIGNS
from tracker.wording.with_without import other_way_round, row_words

ROWS_MOST: Final = 200  # of the sessions: what is over stands in the files alone
CHART_ROWS_MOST: Final = 52
SIGNS_MOST: Final = 60
MEDICINES_MOST: Final = 30
NONE: Final = "–"
EVERY_DAY: Final = Span(Range.ALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose report, of which days, and for whom: `shared` says what of it is shown, which begins on `shared_from`."""

    patient_id: uuid.UUID
    name: str
    today: date
    zone: ZoneInfo
    span: Span = EVERY_DAY
    shared_from: date | None = None
    shared: str | None = None
    foot: str = ""


def report_of(db_session: Session, asked: Asked, choice: Choice) -> Paper:
    """The report as it is said to whoever is given it, in a number of queries that does not grow with the days."""
    with to_others():
        return _report(db_session, asked, choice)


def _report(db_session: Session, asked: Asked, choice: Choice) -> Paper:
    span, today, since = asked.span, asked.today, asked.shared_from
    page = read_progress(db_session, asked.patient_id, span, choice, today, asked.zone, since, every_day=True)
    first, last = page.charts.first_day, page.charts.last_day
    acts = rows_of(db_session, *treatment.sessions_between(asked.patient_id, first, last))
    doses = rows_of(db_session, *treatment.doses_between(asked.patient_id, first, last))
    began_on = None if page.course is None else page.course.measured.began_on
    about = read_about(db_session, asked.patient_id, asked.today, began_on)
    signs = rows_of(db_session, *diary.warning_signs_since(asked.patient_id, first, last))
    function = function_between(db_session, asked.patient_id, first, last)
    verdict, cannot_tell = _verdict(page)
    sections = [
        _about(about, page),
        _cautions(about),
        *_signs(signs),
        verdict,
        _numbers(page),
        *_charts(page),
        _sessions(acts),
        _effects(acts),
        _medicine(doses),
        *_with_without(db_session, asked.patient_id, first, last),
        *([] if function is None else [Section(words.TITLES["function"], [sentence(function_words(function))])]),
        Section(words.TITLES["cannot"], [listed([*cannot_tell, *letter.limits()])]),
    ]
    return Paper(
        title=words.report_title(asked.name),
        description=words.report_days(first, last),
        opening=[
            line for line in (words.report_days(first, last), asked.shared or "", words.made(asked.today)) if line
        ],
        sections=sections,
        foot=asked.foot,
    )


def _with_without(db_session: Session, patient_id: uuid.UUID, first: date, last: date) -> list[Section]:
    """The rows that are compared, in the order of their page; a report that has none says nothing of them."""
    page = read_with_without(partial(rows_of, db_session), patient_id, first, last)
    said = [row_words(row) for row in page.rows if row.compared.share is not None]
    if not said:
        return []
    lines = [(one.name, " ".join(filter(None, (one.text, one.chance)))) for one in said]
    return [Section(words.TITLES["with_without"], [listed(lines), sentence(other_way_round(), soft=True)])]


def _about(about: About, page: ProgressPage) -> Section:
    shown = page.charts.shown_days
    lines = [about.bout] if about.bout else []
    late = how_many(score.given_whole for score in shown.values())
    lines.append(letter.logged_line(len(shown), page.charts.span, late))
    return Section(words.TITLES["about"], [sentence(line) for line in lines])


def _cautions(about: About) -> Section:
    found = about.cautions
    if not found.lines:
        return Section(words.TITLES["cautions"], [sentence(words.NONE["cautions"])])
    said = [sentence(line, soft=True) for line in (found.note, found.confirmed) if line]
    return Section(words.TITLES["cautions"], [listed([(one.words, one.text) for one in found.lines]), *said])


def _signs(rows: Sequence[Any]) -> list[Section]:
    """The warning signs of the range, each once a day, newest first."""
    found = dict.fromkeys(
        (row.for_date, code) for row in rows for code in row.warning_signs or () if code in WARNING_SIGNS
    )
    if not found:
        return []
    items = [(day_year(day), WARNING_SIGNS[code]) for day, code in found]
    blocks: list[Data] = [listed(items[:SIGNS_MOST])]
    if len(items) > SIGNS_MOST:
        blocks.append(sentence(words.more_in_files(len(items) - SIGNS_MOST), soft=True))
    return [Section(words.TITLES["signs"], blocks)]


def _verdict(page: ProgressPage) -> tuple[Section, Sequence[str]]:
    if page.course is None:
        return Section(words.TITLES["verdict"], [sentence(words.NONE["course"])]), ()
    course = page.course.measured
    said = measured_words(course.measure)
    headline = said.headline if said.headline.endswith(".") else f"{said.headline}."
    blocks = [sentence(words.course_named(course_name(course.row), course.row.started_on))]
    blocks.append(listed([(headline, said.text)]))
    now = words.latest_week(said.value, said.days, said.was)
    if now:
        blocks.append(sentence(now))
    return Section(words.TITLES["verdict"], blocks), said.cannot_tell


def _numbers(page: ProgressPage) -> Section:
    """Leg and back over the range, raw, and the first and last four weeks of it where it is long enough."""
    days, first, last = page.charts.days, page.charts.first_day, page.charts.last_day
    stretches = [(words.NUMBERS["range"], first, last)]
    if last - first >= 2 * FOUR_WEEKS:
        stretches.append((words.NUMBERS["first"], first, first + FOUR_WEEKS - ONE))
        stretches.append((words.NUMBERS["last"], last - FOUR_WEEKS + ONE, last))
    sites = ((leg_by_day(days), leg_given_by_day(days)), (back_by_day(days), back_given_by_day(days)))
    rows = [
        (name, *(_stretch(stretch_of(scores, begin, end, later)) for scores, later in sites))
        for name, begin, end in stretches
    ]
    head = (words.HEADS["days"], letter.SITES["leg"], letter.SITES["back"])
    return Section(words.TITLES["numbers"], [table(head, rows, (2, 3, 3)), sentence(words.NUMBERS["raw"], soft=True)])


FOUR_WEEKS: Final = timedelta(days=28)
ONE: Final = timedelta(days=1)


def _stretch(found: Stretch | None) -> str:
    if found is None:
        return letter.NONE["number"]
    return f"{one_decimal(found.mean)}\n{range_words(found, days_and_late(found.days, found.late))}"


def _charts(page: ProgressPage) -> list[Section]:
    """The charts of Progress that have something to draw, each with its sentence, its key and its first table."""
    drawn = [chart for chart in all_presented(page.charts).values() if not chart.empty]
    if not drawn:
        return []
    return [Section(words.TITLES["charts"], []), *(_chart(chart) for chart in drawn)]


def _chart(chart: PresentedChart) -> Section:
    blocks = [
        sentence(chart.summary, leads=True),
        *charted(chart),
        *(sentence(note, soft=True) for note in chart.notes),
    ]
    for one in chart.tables[:1]:
        blocks += _table(one)
    return Section(chart.title, blocks, level=2)


def _table(found: Table) -> list[Data]:
    shown = found.rows[-CHART_ROWS_MOST:]
    widths = (3, *(2,) * (len(found.header) - 1))
    blocks = [sentence(found.caption, soft=True), table(found.header, shown, widths)]
    if len(found.rows) > CHART_ROWS_MOST:
        blocks.append(sentence(words.more_in_files(len(found.rows) - CHART_ROWS_MOST), soft=True))
    return blocks


def _sessions(acts: Sequence[Any]) -> Section:
    if not acts:
        return Section(words.TITLES["sessions"], [sentence(letter.NONE["treatment"])])
    heads = [words.HEADS[code] for code in ("day", "what", "minutes", "leg", "back", "noted")]
    blocks = [table(heads, [_session(act) for act in acts[-ROWS_MOST:]], (0, 3, 0, 0, 0, 4))]
    blocks.append(sentence(words.sessions_note(), soft=True))
    if len(acts) > ROWS_MOST:
        blocks.append(sentence(words.more_in_files(len(acts) - ROWS_MOST), soft=True))
    return Section(words.TITLES["sessions"], blocks)


def _session(act: Any) -> tuple[str, ...]:
    name = name_of(act)
    if act.status != "attended":
        name = f"{name} ({SESSION_STATUSES.within[act.status]})"
    if act.practitioner:
        name = f"{name}\n{act.practitioner}"
    noted = parse_side_effects(act.side_effects or "")
    said = [
        words.helped(HELPED.within[act.helped]) if act.helped is not None else "",
        words.side_effects(effects_in_line(noted)) if noted else "",
    ]
    return (
        day_year(act.local_day),
        name,
        NONE if act.minutes is None else minutes(act.minutes),
        _before_after(act.leg_before, act.leg_after),
        _before_after(act.back_before, act.back_after),
        capital("; ".join(filter(None, said))) or NONE,
    )


def _before_after(before: int | None, after: int | None) -> str:
    if before is None and after is None:
        return NONE
    return words.before_after(*(NONE if value is None else score(value) for value in (before, after)))


def _effects(acts: Iterable[Any]) -> Section:
    noted = effects_noted([act for act in acts if act.status == "attended"])
    items = [effect_words(one.item, one.sessions, one.worst) for one in noted]
    return Section(words.TITLES["effects"], [listed(items) if items else sentence(letter.NONE["effects"])])


def _medicine(doses: Sequence[Any]) -> Section:
    found = medication_of(Taken(dose.local_day, dose.name) for dose in doses)
    lines = [letter.medicine_line(one.name, one.times, one.days) for one in found.medicines[:MEDICINES_MOST]]
    if len(found.medicines) > MEDICINES_MOST:
        lines.append(words.more_in_files(len(found.medicines) - MEDICINES_MOST))
    if found.none_days:
        lines.append(letter.none_taken_line(found.none_days))
    return Section(words.TITLES["medicine"], [listed(lines) if lines else sentence(letter.NONE["medicine"])])
