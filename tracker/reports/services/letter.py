"""Gathers what a letter to a doctor or an insurer says of one course, or of the last weeks where there is none."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from tracker.domain.brief.contents import begins_unseen, stretch_of
from tracker.domain.brief.counts import SessionDone, Taken, done_by_kind, medication_of
from tracker.domain.points.points import PlacedPoint, parse_points
from tracker.domain.scores.baseline import Baseline, baseline_of
from tracker.domain.scores.daily import DayScore, back_by_day, back_given_by_day, leg_by_day, leg_given_by_day
from tracker.domain.scores.lateness import Given, how_many
from tracker.domain.scores.weekly import WeekMean
from tracker.domain.values.periods import ONE_DAY
from tracker.patients.services.about import read_bout
from tracker.review.services.choosing import Choice
from tracker.review.services.looking import effects_noted, function_between
from tracker.review.services.measuring import (
    MeasuredCourse,
    days_between,
    earliest_needed,
    measure_course,
    sessions_of,
)
from tracker.storage.rows import rows_of
from tracker.treatment.models import Dose
from tracker.treatment.queries import treatment
from tracker.wording import letter as words
from tracker.wording.brief import hidden_words, range_words
from tracker.wording.charts import function_words
from tracker.wording.formats import one_decimal
from tracker.wording.lateness import days_and_late
from tracker.wording.review import effect_words
from tracker.wording.treatment import session_name
from tracker.wording.verdict import VerdictWords, change_words, days_and_range, verdict_words
from tracker.wording.vocabularies import SESSION_KINDS

STRETCH: Final = timedelta(days=28)
WITHOUT_COURSE: Final = timedelta(days=84)
DATES_MOST, POINTS_MOST, NAMES_MOST, MEDICINES_MOST, OTHERS_MOST = 60, 16, 4, 8, 10


@dataclass(frozen=True, slots=True)
class Value:
    """One mean of 0 to 10 with what stands behind it in words; `value` is blank where there is none."""

    value: str
    basis: str
    days: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """Leg or back pain: then, now, and the change between the two in words, blank where nothing is compared."""

    site: str
    then: Value
    now: Value
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter in words. `verdict` is None without a course; `heads` are those of the numbers' two columns."""

    first: date
    last: date
    bout: str
    logged: str
    heads: tuple[str, str]
    numbers: Sequence[Number]
    verdict: VerdictWords | None
    treatment: Sequence[str]
    effects: Sequence[str]
    medicine: Sequence[str]
    function: str
    cannot_say: Sequence[str]


def read_letter(
    db_session: Session, patient_id: uuid.UUID, choice: Choice, today: date, shared_from: date | None = None
) -> Letter:
    """The letter about the course of `choice`, or about the last twelve weeks without one, in seven queries.

    `shared_from` is the first day that is shown, None for all of them; a course is shown whole or not at all.
    """
    row = choice.row
    own = sessions_of(db_session, patient_id, None if row is None else row.id)
    weeks = max(filter(None, (today - WITHOUT_COURSE + ONE_DAY, shared_from)))
    first = weeks if row is None else earliest_needed(row, own)
    days = days_between(db_session, patient_id, first, today)
    course = None if row is None else measure_course(row, own, days, today)
    last = today if course is None else max(course.measure.last_day, first)
    began = first if course is None else course.began_on
    acts: Sequence[Any] = rows_of(db_session, *treatment.sessions_between(patient_id, first, last))
    of_course = [] if row is None else rows_of(db_session, *treatment.course_sessions(patient_id, row.id))
    doses = rows_of(db_session, *treatment.doses_between(patient_id, first, last))
    measure = None if course is None else course.measure
    verdict = None if measure is None else verdict_words(measure.verdict, measure.lacks, measure.sensitivity)
    within = {day: score for day, score in days.items() if first <= day <= last}
    attended = [act for act in of_course if act.status == "attended"]
    return Letter(
        first=first,
        last=last,
        bout=read_bout(db_session, patient_id, today),
        logged=_logged(within, first, last),
        heads=_heads(course),
        numbers=_without_course(days, today, shared_from) if course is None else _of_course(course, days),
        verdict=verdict,
        treatment=_treatment(course, attended, acts),
        effects=[
            effect_words(one.item, one.sessions, one.worst)
            for one in effects_noted([act for act in acts if act.status == "attended"])
        ]
        or [words.NONE["effects"]],
        medicine=_medicine(doses),
        function=function_words(change) if (change := function_between(db_session, patient_id, began, last)) else "",
        cannot_say=[*(() if verdict is None else verdict.cannot_tell), *words.limits()],
    )


def _logged(days: Mapping[date, DayScore], first: date, last: date) -> str:
    late = how_many(score.given_whole for score in days.values())
    return words.logged_line(len(days), (last - first).days + 1, late)


def _heads(course: MeasuredCourse | None) -> tuple[str, str]:
    codes = ("weeks_before", "weeks") if course is None else ("start", "latest")
    return words.TITLES[codes[0]], words.TITLES[codes[1]]


def _of_course(course: MeasuredCourse, days: Mapping[date, DayScore]) -> list[Number]:
    """Leg pain as the verdict has it, and back pain worked out the same way; no label stands beside back pain."""
    measure = course.measure
    back = back_by_day(days)
    starts = None if measure.first_day is None else baseline_of(back, measure.first_day, back_given_by_day(days))
    usable = [week for week in measure.back_weeks if week.mean is not None]
    return [
        _number("leg", measure.verdict.baseline, measure.verdict.latest),
        _number("back", starts, usable[-1] if usable else None),
    ]


def _number(site: str, start: Baseline | None, latest: WeekMean | None) -> Number:
    then = now = Value("", words.NONE["number"])
    if start is not None:
        then = Value(
            one_decimal(start.mean),
            days_and_late(start.days, start.late),
            words.week_of(start.first_day, start.last_day),
        )
    if latest is not None and latest.mean is not None:
        now = Value(one_decimal(latest.mean), days_and_range(latest), words.week_of(latest.from_date, latest.to_date))
    compared = start is not None and latest is not None and latest.mean is not None
    return Number(words.SITES[site], then, now, change_words(start.mean, latest.mean) if compared else "")  # type: ignore[union-attr, arg-type]


def _without_course(days: Mapping[date, DayScore], today: date, shared_from: date | None) -> list[Number]:
    """The last four weeks beside the four before, raw: without a course nothing is compared."""
    first = today - STRETCH + ONE_DAY
    found = (("leg", leg_by_day(days), leg_given_by_day(days)), ("back", back_by_day(days), back_given_by_day(days)))
    return [
        Number(
            words.SITES[site],
            _stretch(scores, (first - STRETCH, first - ONE_DAY), later, shared_from),
            _stretch(scores, (first, today), later, shared_from),
            "",
        )
        for site, scores, later in found
    ]


def _stretch(
    scores: Mapping[date, float], ends: tuple[date, date], later: Mapping[date, Given], shared_from: date | None
) -> Value:
    """The days between two ends, in numbers; said of those which are not shown that they are not."""
    unseen_from = shared_from if begins_unseen(ends[0], shared_from) else None
    found = stretch_of(scores, *ends, later)
    if found is None:
        return Value("", words.NONE["number"] if unseen_from is None else hidden_words(unseen_from))
    said = range_words(found, days_and_late(found.days, found.late))
    return Value(one_decimal(found.mean), said if unseen_from is None else hidden_words(unseen_from, said))


def _treatment(course: MeasuredCourse | None, attended: Sequence[Any], acts: Sequence[Any]) -> list[str]:
    """The sessions of the course, what was done in them, and what else was done in these days."""
    lines = [] if course is None else _sessions(course, attended)
    own = set() if course is None else {one.id for one in course.sessions}
    others = [act for act in acts if act.status == "attended" and act.id not in own]
    named = [SessionDone(session_name(act.kind, act.other_name, in_sentence=True), act.minutes) for act in others]
    done = done_by_kind(named, dict.fromkeys(one.kind for one in _by_kind(others)))
    if done:
        lines.append(words.done_line([(one.kind, one.times, one.minutes) for one in done[:OTHERS_MOST]]))
    return lines or [words.NONE["treatment"]]


def _by_kind(acts: Iterable[Any]) -> list[SessionDone]:
    """By the order of the kinds, other treatments by their names."""
    order = list(SESSION_KINDS)
    held = sorted(acts, key=lambda act: (order.index(act.kind), act.other_name or ""))
    return [SessionDone(session_name(act.kind, act.other_name, in_sentence=True), act.minutes) for act in held]


def _sessions(course: MeasuredCourse, attended: Sequence[Any]) -> list[str]:
    track = course.track
    ahead = sum(one.status == "planned" for one in course.sessions)
    lines = [words.attended_line(course.row.kind, track.done, track.planned, track.missed, ahead)]
    if attended:
        lines.append(words.dates_line([act.local_day for act in attended], DATES_MOST))
    names = list(dict.fromkeys(act.practitioner for act in attended if act.practitioner))
    if names:
        lines.append(words.with_line(names[:NAMES_MOST]))
    lines.append(
        words.needles_line(_ends(act.needle_count for act in attended), _ends(act.needle_minutes for act in attended))
    )
    counted = _points(attended)
    if counted:
        lines.append(words.points_line(counted, POINTS_MOST))
    return [line for line in lines if line]


def _ends(values: Iterable[int | None]) -> tuple[int, int] | None:
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if known else None


def _points(attended: Iterable[Any]) -> dict[str, int]:
    """In how many sessions each point was noted, by its code and whatever its side: those noted most come first."""
    found = Counter(
        code
        for act in attended
        for code in {one.code for one in parse_points(act.points or "") if isinstance(one, PlacedPoint)}
    )
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _medicine(doses: Sequence[Dose]) -> list[str]:
    found = medication_of(Taken(dose.local_day, dose.name) for dose in doses)
    lines = [words.medicine_line(one.name, one.times, one.days) for one in found.medicines[:MEDICINES_MOST]]
    if found.none_days:
        lines.append(words.none_taken_line(found.none_days))
    return lines or [words.NONE["medicine"]]
