"""From the values of a row to the columns of the database, checked by the rules that check the forms.

`given` holds what the row says and is compared with a record that is there already; `defaults` what a new record also
needs and the row does not say.
"""

import secrets
import uuid
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from tracker.domain.brief.questions import check_question
from tracker.domain.course.plan import CourseFacts, check_course
from tracker.domain.course.review import check_correction
from tracker.domain.errors import Fault, Invalid, Problems
from tracker.domain.learning.experiment import Arm, toss
from tracker.domain.learning.experiment_plan import AHEAD_DAYS, ExperimentFacts, check_shape
from tracker.domain.learning.fit import QUESTIONS, FitFacts, check_fit
from tracker.domain.limits import CLOCK_SLACK
from tracker.domain.points.points import write_points
from tracker.domain.scores.baseline import DAYS_NEEDED
from tracker.domain.scores.entry import EntryFacts, check_entry
from tracker.domain.scores.lateness import LATER_OF, days_later
from tracker.domain.treatment.medication import DoseFacts, check_dose
from tracker.domain.treatment.sessions import SessionFacts, check_session, write_exercises, write_side_effects
from tracker.domain.values.facts import names_of
from tracker.domain.values.periods import DAYS_IN_WEEK
from tracker.domain.values.tags import parse_tags, write_tags

Values = dict[str, Any]
MINUTE: Final = 60
FAR_EAST: Final = timedelta(hours=14)
LATENESS: Final = ("late", *LATER_OF.values())


@dataclass(frozen=True, slots=True)
class Setting:
    """As of when, and in which zone, a file is read; `ours` are the ids of rows that this app wrote.

    A moment keeps the offset that this app wrote beside it, which is that of the place where it was. Others write the
    offset of their server, mostly UTC, so theirs is moved to the person's own zone, and its local day is that of their
    calendar.
    """

    now: datetime
    zone: ZoneInfo
    ours: Container[uuid.UUID] = frozenset()

    @property
    def latest_day(self) -> date:
        """The day it may be somewhere on earth: a record may have been made in another zone than it is read in."""
        return (self.now.astimezone(UTC) + FAR_EAST).date()


@dataclass(slots=True)
class ParsedRow:
    """One record as a row gives it."""

    row: int
    id: uuid.UUID
    given: Values
    defaults: Values


Maker = Callable[[int, Values, Setting], ParsedRow | None]


def _offset(moment: datetime) -> int:
    return round((moment.utcoffset() or timedelta()).total_seconds()) // MINUTE


def _at_home(moment: datetime, setting: Setting, *, kept: bool) -> datetime:
    """The moment as the person's clock showed it, or as it is written where that is to be `kept`."""
    return moment if kept else moment.astimezone(setting.zone)


def _placed(record: ParsedRow, place: Values, *, as_written: bool) -> ParsedRow:
    """With the offset and the local day: they are the row's own words only where they stand in it so."""
    (record.given if as_written else record.defaults).update(place)
    return record


def _farthest_east(setting: Setting, *moments: datetime) -> tzinfo:
    """Of the person's zone and the places of the moments, the one whose clocks are ahead: all of them may be meant."""
    offsets = frozenset(offset for moment in moments if (offset := moment.utcoffset()))
    return _ahead(setting.now, setting.zone, offsets)


@lru_cache(maxsize=64)
def _ahead(now: datetime, zone: tzinfo, offsets: frozenset[timedelta]) -> tzinfo:
    """Worked out once for all rows that were entered in one place."""
    return max((zone, *map(timezone, offsets)), key=lambda place: now.astimezone(place).replace(tzinfo=None))


def _not_to_come(values: Values, setting: Setting, *names: str) -> None:
    """`Problems` where one of the moments or days lies ahead."""
    for name in names:
        value = values.get(name)
        if value is None:
            continue
        last = setting.now + CLOCK_SLACK if isinstance(value, datetime) else setting.latest_day
        if value > last:
            raise Problems({name: Fault("still_to_come")})


def _in_order(values: Values, first: str, last: str) -> None:
    """`Problems` where something ends before it began."""
    began, ended = values.get(first), values.get(last)
    if began is not None and ended is not None and ended < began:
        raise Problems({last: Fault("before_it_began")})


def _utc(values: Values, column: str, name: str, fallback: datetime) -> tuple[Values, Values]:
    """A moment kept without its offset: `given` where the row has it, else a default."""
    moment = values.pop(column, None)
    return ({}, {name: fallback}) if moment is None else ({name: moment.astimezone(UTC)}, {})


class _Entered(NamedTuple):
    """When a row was entered: the moment in UTC, the day and the offset there, and whose clocks say what is to come."""

    at: datetime
    day: date
    offset: int
    zone: tzinfo


def _entered_at(entered: datetime, setting: Setting, *, kept: bool) -> _Entered:
    local = _at_home(entered, setting, kept=kept)
    return _Entered(local.astimezone(UTC), local.date(), _offset(local), _farthest_east(setting, local, entered))


@lru_cache(maxsize=16)
def _entered_now(now: datetime, zone: ZoneInfo) -> _Entered:
    """The same for all rows that do not say it."""
    return _entered_at(now, Setting(now, zone), kept=False)


def entry_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of entries.csv; without `entered_at` it counts as entered now, how late a score is is worked out."""
    _not_to_come(values, setting, "entered_at")
    entry_id, entered = values.pop("entry_id"), values.pop("entered_at", None)
    said = {name: value for name in LATENESS if (value := values.pop(name, None)) is not None}
    origin = _time_unknown(values) | ({"from_words": values.pop("from_words")} if "from_words" in values else {})
    known = (
        _entered_now(setting.now, setting.zone) if entered is None else _entered_at(entered, setting, kept=bool(said))
    )
    facts = EntryFacts(**values, time_unknown=origin.get("time_unknown", False))
    check_entry(facts, now=setting.now, zone=known.zone)
    given_on = values["for_date"] if origin.get("imported_from") else known.day
    record = ParsedRow(row, entry_id, values | said | origin, _lateness(values, said, given_on))
    _flagged(record, "from_words")
    _flagged(record, "time_unknown")
    (record.defaults if entered is None else record.given)["entered_at"] = known.at
    as_written = entered is not None and known.offset == _offset(entered)
    return _placed(record, {"entered_offset": known.offset}, as_written=as_written)


def _flagged(record: ParsedRow, name: str) -> None:
    """A flag that a row does not say is not set."""
    if record.given.get(name) is None:
        record.given.pop(name, None)
        record.defaults[name] = False


def _time_unknown(values: Values) -> Values:
    """Which app a row is from, and whether its time is not known, taken out of the values as the table keeps them."""
    found = {"imported_from": values.pop("imported_from")} if "imported_from" in values else {}
    known = values.pop("time_known", None)
    return found if known is None else found | {"time_unknown": not known}


def _lateness(values: Values, said: Values, entered_on: date) -> Values:
    """How late the scores of a row are; what the row does not say follows from `late`, or from when it was entered.

    Files written before this was kept for each score say only `late`. `Problems` where the row contradicts itself.
    """
    later = days_later(values["for_date"], entered_on)
    if "late" in said:
        later = max(1, later) if said["late"] else 0
    found = {}
    for site, name in LATER_OF.items():
        scored = values.get(site) is not None
        if name in said and not scored:
            raise Problems({name: Fault("late_without_score")})
        found[name] = said.get(name, later) if scored else None
    late = any(found.values())
    if said.get("late", late) is not late:
        raise Problems({"late": Fault("not_so_late")})
    return {**found, "late": late}


def session_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of sessions.csv."""
    session_id, origin = values.pop("session_id"), _time_unknown(values)
    started = _at_home(values["started_at"], setting, kept=session_id in setting.ours)
    check_session(SessionFacts(**values), now=setting.now)
    for name, write in WRITERS.items():
        if name in values:
            values[name] = write(values[name]) or None
    place = {"started_offset": _offset(started), "local_day": started.date()}
    as_written = _offset(started) == _offset(values["started_at"])
    values["started_at"] = started.astimezone(UTC)
    record = ParsedRow(row, session_id, values | origin, {"entered_at": setting.now})
    _flagged(record, "time_unknown")
    return _placed(record, place, as_written=as_written)


def dose_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of medication.csv: a day alone in `taken_at` says that none was taken on it."""
    dose_id, taken, origin = values.pop("dose_id"), values.pop("taken_at"), _time_unknown(values)
    moment = _at_home(taken, setting, kept=dose_id in setting.ours) if isinstance(taken, datetime) else None
    day = taken if moment is None else moment.date()
    facts = DoseFacts(for_date=day, none_taken=moment is None, taken_at=moment, **values)
    check_dose(facts, now=setting.now, today=setting.latest_day)
    values |= {"none_taken": moment is None, "taken_at": None if moment is None else moment.astimezone(UTC)}
    place = {"local_day": day, "taken_offset": None if moment is None else _offset(moment)}
    as_written = moment is None or _offset(moment) == _offset(taken)
    record = ParsedRow(row, dose_id, values | origin, {"entered_at": setting.now})
    _flagged(record, "time_unknown")
    return _placed(record, place, as_written=as_written)


def course_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of courses.csv."""
    course_id = values.pop("course_id")
    check_course(CourseFacts(**values), today=setting.latest_day)
    return ParsedRow(row, course_id, values, {"created_at": setting.now})


def episode_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of episode.csv."""
    _not_to_come(values, setting, "began_on", "ended_on", "created_at")
    _in_order(values, "began_on", "ended_on")
    episode_id = values.pop("episode_id")
    given, defaults = _utc(values, "created_at", "created_at", setting.now)
    return ParsedRow(row, episode_id, values | given, defaults)


def caution_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of cautions.csv."""
    _not_to_come(values, setting, "noted_on", "confirmed_on", "ended_on")
    _in_order(values, "noted_on", "ended_on")
    return ParsedRow(row, values.pop("caution_id"), values, {})


def change_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of changes.csv."""
    _not_to_come(values, setting, "for_date", "entered_at")
    change_id = values.pop("change_id")
    given, defaults = _utc(values, "entered_at", "entered_at", setting.now)
    return ParsedRow(row, change_id, values | given, defaults)


def context_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of day_context.csv."""
    _not_to_come(values, setting, "for_date", "entered_at")
    context_id = values.pop("context_id")
    if values.get("steps") is None and values.get("sleep_minutes") is None:
        raise Problems({"steps": Fault("nothing_recorded")})
    given, defaults = _utc(values, "entered_at", "entered_at", setting.now)
    return ParsedRow(row, context_id, values | given, defaults)


def tags_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of tags.csv: the same tags as the form takes."""
    _not_to_come(values, setting, "for_date", "entered_at")
    tags_id = values.pop("tags_id")
    try:
        tags = parse_tags([values.pop("tags")])
    except Invalid as refused:
        raise Problems({"tags": refused.message}) from None
    if not tags:
        raise Problems({"tags": Fault("nothing_recorded")})
    given, defaults = _utc(values, "entered_at", "entered_at", setting.now)
    return ParsedRow(row, tags_id, values | {"tags": write_tags(tags)} | given, defaults)


def fit_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of fit_answers.csv: the same answers as the form takes."""
    _not_to_come(values, setting, "for_date", "entered_at")
    fit_id = values.pop("fit_id")
    given, defaults = _utc(values, "entered_at", "entered_at", setting.now)
    check_fit(FitFacts(**{name: values[name] for name in QUESTIONS if values.get(name) is not None}))
    record = ParsedRow(row, fit_id, values | given, defaults)
    _flagged(record, "in_brief")
    return record


def plan_change_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of plan_changes.csv."""
    _not_to_come(values, setting, "at")
    change_id = values.pop("plan_change_id")
    values |= {"at": values["at"].astimezone(UTC), "by_name": values.pop("by")}
    return ParsedRow(row, change_id, values, {})


def review_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of reviews.csv."""
    _not_to_come(values, setting, "held_on", "entered_at")
    check_correction(values["decision"], values.get("reason"))
    review_id, values["by_name"] = values.pop("review_id"), values.pop("by")
    given, defaults = _utc(values, "entered_at", "entered_at", setting.now)
    return ParsedRow(row, review_id, _with_floats(values) | given, defaults)


def starting_week_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of starting_weeks.csv: a value that the rule of the starting week can give, or none."""
    _not_to_come(values, setting, "at", "first_session_day", "last_day")
    _in_order(values, "first_day", "last_day")
    week_id = values.pop("starting_week_id")
    mean, first, last = (values.get(name) for name in ("mean", "first_day", "last_day"))
    if len({mean is None, first is None, last is None, values["days"] == 0}) > 1:
        raise Problems({"mean": Fault("week_in_part")})
    if first is not None and last is not None:
        visit = values["first_session_day"]
        if values["days"] < DAYS_NEEDED:
            raise Problems({"days": Fault("week_too_short", least=DAYS_NEEDED)})
        if first < visit - timedelta(days=DAYS_IN_WEEK) or (last < visit) is values["overlaps"]:
            raise Problems({"first_day": Fault("not_its_days")})
    return ParsedRow(row, week_id, _with_floats(values) | {"at": values["at"].astimezone(UTC)}, {})


def _with_floats(values: Values) -> Values:
    """Means are kept as floats, other numbers with a point never."""
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def experiment_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of experiments.csv; the coins of pairs that had not begun are tossed anew, where it is new here."""
    _not_to_come(values, setting, "stopped_on", "entered_at")
    if values["started_on"] > setting.latest_day + timedelta(days=AHEAD_DAYS):
        raise Problems({"started_on": Fault("experiment_far_ahead", days=AHEAD_DAYS)})
    check_shape(ExperimentFacts(**{name: values[name] for name in names_of(ExperimentFacts) if name in values}))
    experiment_id, coins, pairs = values.pop("experiment_id"), values.pop("coins", None) or "", values["pairs_planned"]
    if len(coins) > pairs or set(coins) - set(Arm):
        raise Problems({"coins": Fault("no_coins", most=pairs)})
    given, defaults = _utc(values, "entered_at", "entered_at", setting.now)
    tossed = coins + "".join(toss(pairs - len(coins), lambda: bool(secrets.randbits(1))))
    (given if len(coins) == pairs else defaults)["coins"] = tossed
    return ParsedRow(row, experiment_id, values | given, defaults)


def question_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """One row of questions.csv."""
    _not_to_come(values, setting, "written_at", "done_at")
    question_id, done_at = values.pop("question_id"), values.pop("done_at", None)
    given = {"text": check_question(values["text"]), "written_at": values["written_at"].astimezone(UTC)}
    return ParsedRow(row, question_id, given | {"done_at": None if done_at is None else done_at.astimezone(UTC)}, {})


def activity_record(row: int, values: Values, setting: Setting) -> ParsedRow:
    """The activity of a row of function.csv."""
    _not_to_come(values, setting, "named_at", "retired_on")
    given, defaults = _utc(values, "named_at", "created_at", setting.now)
    given |= {"name": values["activity"], "position": values["position"]}
    if "retired_on" in values:
        given["retired_on"] = values["retired_on"]
    return ParsedRow(row, values["activity_id"], given, defaults)


def score_record(row: int, values: Values, setting: Setting) -> ParsedRow | None:
    """The score of a row of function.csv, if it has one."""
    _not_to_come(values, setting, "for_date", "entered_at")
    score_id = values.get("score_id")
    for name in ("for_date", "score"):
        if (values.get(name) is None) != (score_id is None):
            raise Problems({name: Fault("score_in_part")})
    if score_id is None:
        return None
    given, defaults = _utc(values, "entered_at", "entered_at", setting.now)
    given |= {name: values[name] for name in ("activity_id", "for_date", "score")}
    return ParsedRow(row, score_id, given, defaults)


WRITERS: Final[Mapping[str, Callable[[Any], str]]] = {
    "points": write_points,
    "exercises": write_exercises,
    "side_effects": write_side_effects,
}
