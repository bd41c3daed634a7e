"""Any record a person could have made, for Hypothesis."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.reports.rooms import NOW
from tracker.domain.course.verdict import Doubt, Label
from tracker.domain.errors import Invalid
from tracker.domain.learning.experiment import BLOCK_DAYS, PAIRS
from tracker.domain.learning.experiment_plan import ALONE, OUTCOMES
from tracker.domain.points.points import POINTS, OtherLocation, PlacedPoint, write_points
from tracker.domain.treatment.sessions import Exercise, SideEffect, write_exercises, write_side_effects
from tracker.domain.values import parsing
from tracker.wording import vocabularies
from tracker.wording.cautions import CAUTIONS
from tracker.wording.warning_signs import WARNING_SIGNS

TODAY = NOW.date()
Rows = list[dict[str, Any]]
ids = st.uuids(version=4)
sources = st.none() | st.sampled_from(tuple(vocabularies.IMPORT_SOURCES))
answered = st.fixed_dictionaries(
    {
        "duration": st.sampled_from((None, *vocabularies.DURATIONS)),
        "side": st.sampled_from(tuple(vocabularies.SIDES)),
        "cause_told": st.sampled_from((None, *vocabularies.CAUSES_TOLD)),
        "tried": st.sampled_from((None, ("none",), ("exercise", "massage", "acupuncture"))),
        "cautions": st.sampled_from((None, ("none",), ("blood_thinner", "other"))),
        "medicine": st.sampled_from((None, ("none",), ("painkiller", "steroid"))),
        "matters_most": st.sampled_from((None, "sleep", "time_money")),
        "session_cost": st.sampled_from((None, Decimal("62.50"), Decimal(0))),
        "in_brief": st.booleans(),
    }
)
counted = st.one_of(
    st.fixed_dictionaries({"steps": st.integers(0, 200_000), "sleep_minutes": st.none() | st.integers(0, 1440)}),
    st.fixed_dictionaries({"steps": st.none(), "sleep_minutes": st.integers(0, 1440)}),
)
scores = st.none() | st.integers(0, 10)
days = st.dates(date(2024, 1, 1), TODAY)
offsets = st.sampled_from((-660, -300, 0, 60, 120, 330, 345, 840))
past_moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 3, 19)).map(  # noqa: DTZ001
    lambda naive: naive.replace(microsecond=0, tzinfo=UTC)
)


def canonical(text: str) -> str | None:
    try:
        return parsing.note(text)
    except Invalid:
        return None


def line(text: str) -> str | None:
    try:
        return parsing.line(text)
    except Invalid:
        return None


means = st.floats(0, 10)
words = st.text(st.sampled_from("=+-@'\"＝＋－＠;,\\ \n\t[]é😀ab1") | st.characters(), max_size=12)
notes = st.none() | words.map(canonical)
lines = words.map(line)
names = lines.filter(bool)


def some_of(among: Iterable[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(tuple(among)), max_size=3).map(
        lambda chosen: tuple(code for code in among if code in chosen)
    )


def one_of(among: Mapping[str, str] | tuple[str, ...]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(tuple(among))


@st.composite
def entries(draw: st.DrawFn) -> Rows:
    made: Rows = []
    for day in draw(st.lists(days, max_size=4, unique=True)):
        kinds = draw(st.sampled_from((("daily",), ("moment",), ("moment", "moment"), ("daily", "moment"))))
        made.extend(draw(entry(day, kind)) for kind in kinds)
    return made


@st.composite
def entry(draw: st.DrawFn, day: date, kind: str) -> dict[str, Any]:
    leg, back = draw(scores), draw(scores)
    if leg is None and back is None:
        leg = 0
    worst = draw(st.none() | st.integers(leg or 0, 10))
    later = [draw(st.integers(0, 4000)) if score is not None else None for score in (leg, back)]
    last_hour = NOW.hour - 1 if day == TODAY else 23
    entered = datetime.combine(day, time(12), UTC) + timedelta(hours=draw(st.integers(0, 72)))
    return {
        "id": draw(ids),
        "kind": kind,
        "for_date": day,
        "for_time": time(draw(st.integers(0, last_hour)), draw(st.integers(0, 59))) if kind == "moment" else None,
        "entered_at": min(entered, NOW),
        "entered_offset": draw(st.sampled_from((0, 60, 345))),
        "late": any(later),
        "leg_later": later[0],
        "back_later": later[1],
        "imported_from": draw(sources),
        "from_words": draw(st.booleans()),
        "time_unknown": kind == "moment" and draw(st.booleans()),
        "leg_pain": leg,
        "back_pain": back,
        "worst_leg_pain": worst,
        "side": draw(one_of(vocabularies.SIDES)),
        "regions": draw(some_of(vocabularies.REGIONS)),
        "qualities": draw(some_of(vocabularies.QUALITIES)),
        "numbness_tingling": draw(scores),
        "weakness": draw(scores),
        "sleep_disturbed": draw(scores),
        "sitting_minutes": draw(st.none() | st.integers(0, 1440)),
        "walking_minutes": draw(st.none() | st.integers(0, 1440)),
        "aggravated_by": draw(some_of(vocabularies.AGGRAVATED_BY)),
        "eased_by": draw(some_of(vocabularies.EASED_BY)),
        "warning_signs": draw(some_of(WARNING_SIGNS)),
        "note": draw(notes),
    }


@st.composite
def courses(draw: st.DrawFn) -> Rows:
    made: Rows = []
    for _ in range(draw(st.integers(0, 2))):
        started = draw(days)
        phase = draw(st.sampled_from(tuple(vocabularies.PHASES)))
        made.append(
            {
                "id": draw(ids),
                "kind": draw(st.sampled_from(tuple(vocabularies.COURSE_KINDS))),
                "phase": phase,
                "started_on": started,
                "ended_on": started + timedelta(days=draw(st.integers(0, 60))) if phase == "ended" else None,
                "planned_sessions": draw(st.integers(1, 60)),
                "per_week": draw(st.none() | st.integers(1, 14)),
                "goal": draw(notes),
                "visits_allowed": draw(st.none() | st.integers(0, 500)),
                "visits_rule": draw(one_of(vocabularies.VISITS_RULES)),
                "created_at": draw(past_moments),
            }
        )
    return made


exercises = st.lists(
    st.builds(
        Exercise,
        names,
        st.none() | st.integers(1, 100),
        st.none() | st.integers(1, 1000),
        st.none() | st.integers(1, 3600),
    ),
    max_size=3,
)
effects = st.lists(
    st.builds(
        SideEffect,
        st.sampled_from(tuple(vocabularies.SIDE_EFFECTS)),
        one_of(vocabularies.SEVERITIES),
        one_of(vocabularies.LASTED),
    ),
    max_size=3,
    unique_by=lambda effect: effect.item,
).map(lambda chosen: sorted(chosen, key=lambda effect: tuple(vocabularies.SIDE_EFFECTS).index(effect.item)))
points = st.lists(
    st.sampled_from(tuple(POINTS)).map(lambda code: PlacedPoint(code, "midline" if POINTS[code].midline else "left"))
    | names.map(lambda name: OtherLocation(str(name))),
    max_size=3,
    unique=True,
)
NOT_OF_KIND = dict.fromkeys(
    (
        "zones",
        "points",
        "needle_count",
        "needle_minutes",
        "stimulation",
        "sensation",
        "exercises",
        "distance_m",
        "other_name",
    )
)


@st.composite
def session(draw: st.DrawFn, course_ids: list[uuid.UUID]) -> dict[str, Any]:
    started, offset = draw(past_moments), draw(offsets)
    row: dict[str, Any] = {
        "id": draw(ids),
        "kind": draw(st.sampled_from(tuple(vocabularies.SESSION_KINDS))),
        "status": draw(st.sampled_from(("attended", "attended", "missed", "planned"))),
        "started_at": started,
        "started_offset": offset,
        "local_day": (started + timedelta(minutes=offset)).date(),
        "minutes": draw(st.none() | st.integers(120, 720)),
        "course_id": draw(st.sampled_from([None, *course_ids])),
        "practitioner": draw(st.none() | lines),
        "leg_before": draw(scores),
        "back_before": draw(scores),
        "leg_after": draw(scores),
        "back_after": draw(scores),
        "helped": draw(one_of(vocabularies.HELPED)),
        "regions": draw(some_of(vocabularies.REGIONS)),
        "side_effects": write_side_effects(draw(effects)) or None,
        "cost": draw(st.none() | st.decimals(0, 999, places=2)),
        "insurance_covered": draw(st.none() | st.booleans()),
        "note": draw(notes),
        "entered_at": draw(past_moments),
        "imported_from": draw(sources),
        "time_unknown": draw(st.booleans()),
    }
    return row | NOT_OF_KIND | draw(own_fields(row["kind"]))


@st.composite
def own_fields(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    if kind == "acupuncture":
        return {
            "zones": draw(some_of(vocabularies.ZONES)),
            "points": write_points(draw(points)) or None,
            "needle_count": draw(st.none() | st.integers(0, 60)),
            "needle_minutes": draw(st.none() | st.integers(1, 120)),
            "stimulation": draw(one_of(vocabularies.STIMULATIONS)),
            "sensation": draw(one_of(vocabularies.SENSATIONS)),
        }
    if kind in {"physiotherapy", "stretching"}:
        return {"exercises": write_exercises(draw(exercises)) or None}
    if kind == "other":
        return {"other_name": draw(st.none() | lines)}
    return {"distance_m": draw(st.none() | st.integers(1, 200_000))} if kind in {"walking", "swimming"} else {}


@st.composite
def dose(draw: st.DrawFn) -> dict[str, Any]:
    row: dict[str, Any] = {"id": draw(ids), "note": draw(notes), "entered_at": draw(past_moments)}
    row |= {"imported_from": draw(sources), "time_unknown": draw(st.booleans())}
    empty = dict.fromkeys(("taken_at", "taken_offset", "name", "amount", "unit", "helped", "minutes_to_relief"))
    if draw(st.booleans()):
        return row | empty | {"local_day": draw(days), "none_taken": True}
    taken, offset = draw(past_moments), draw(offsets)
    return row | {
        "local_day": (taken + timedelta(minutes=offset)).date(),
        "none_taken": False,
        "taken_at": taken,
        "taken_offset": offset,
        "name": draw(names),
        "amount": draw(st.none() | st.decimals(0, 999, places=3)),
        "unit": draw(st.sampled_from(tuple(vocabularies.DOSE_UNITS))),
        "helped": draw(one_of(vocabularies.HELPED)),
        "minutes_to_relief": draw(st.none() | st.integers(1, 2880)),
    }


@st.composite
def review(draw: st.DrawFn, course_id: uuid.UUID) -> dict[str, Any]:
    return {
        "id": draw(ids),
        "course_id": course_id,
        "held_on": draw(days),
        "sessions_done": draw(st.integers(0, 60)),
        "global_change": draw(one_of(vocabularies.GLOBAL_CHANGES)),
        "decision": draw(st.sampled_from(tuple(vocabularies.REVIEW_DECISIONS))),
        "reason": draw(names),
        "label": draw(st.sampled_from(tuple(Label))).value,
        "confirmed": draw(st.booleans()),
        "baseline_leg": draw(st.none() | means),
        "latest_leg": draw(st.none() | means),
        "doubts": draw(some_of([doubt.value for doubt in Doubt])),
        "baseline_late_days": draw(st.none() | st.integers(0, 7)),
        "latest_late_days": draw(st.none() | st.integers(0, 7)),
        "baseline_imported_days": draw(st.none() | st.integers(0, 7)),
        "latest_imported_days": draw(st.none() | st.integers(0, 7)),
        "by_name": draw(names),
        "entered_at": draw(past_moments),
    }


@st.composite
def starting_week(draw: st.DrawFn, course_id: uuid.UUID) -> dict[str, Any]:
    visit = draw(days)
    row = {"id": draw(ids), "course_id": course_id, "at": draw(past_moments), "first_session_day": visit}
    if draw(st.booleans()):
        return row | {"mean": None, "days": 0, "first_day": None, "last_day": None, "overlaps": False}
    overlaps = draw(st.booleans())
    last = visit + timedelta(days=draw(st.integers(0, 9))) if overlaps else visit - timedelta(days=1)
    value = {"mean": draw(means), "days": draw(st.integers(4, 7)), "first_day": visit - timedelta(days=4)}
    return row | value | {"last_day": min(last, TODAY), "overlaps": overlaps}


@st.composite
def experiment(draw: st.DrawFn) -> dict[str, Any]:
    pairs, own = draw(st.integers(*PAIRS)), st.none() | names
    return {
        "id": draw(ids),
        "arm_a_kind": draw(st.sampled_from(ALONE)),
        "arm_a_minutes": draw(st.none() | st.integers(1, 720)),
        "arm_a_words": draw(names),
        "arm_b_kind": "nothing",
        "arm_b_minutes": None,
        "arm_b_words": draw(own),
        "outcome": draw(st.sampled_from(OUTCOMES)),
        "block_days": draw(st.integers(*BLOCK_DAYS)),
        "pairs_planned": pairs,
        "coins": draw(st.text("ab", min_size=pairs, max_size=pairs)),
        "started_on": draw(days),
        "stopped_on": draw(st.none() | days),
        "entered_at": draw(past_moments),
    }


@st.composite
def records(draw: st.DrawFn) -> dict[str, Rows]:
    """Rows by table, without their patient."""
    courses_made = draw(courses())
    course_ids = [row["id"] for row in courses_made]
    changes = st.fixed_dictionaries({"at": past_moments, "by_name": names, "reason": notes})
    activities: Rows = [
        {"id": draw(ids), "name": draw(names), "position": place, "created_at": draw(past_moments), "retired_on": None}
        for place in range(draw(st.integers(0, 2)))
    ]
    asked = st.none() | past_moments
    cautions = draw(st.sets(st.sampled_from(tuple(CAUTIONS)), max_size=2))
    return {
        "course": courses_made,
        "entry": draw(entries()),
        "treatment_session": draw(st.lists(session(course_ids), max_size=4)),
        "dose": draw(st.lists(dose(), max_size=3)),
        "plan_change": [
            draw(changes) | {"id": draw(ids), "course_id": course_id, "changed": {"planned_sessions": [10, 12]}}
            for course_id in course_ids
        ],
        "course_review": [draw(review(course_id)) for course_id in course_ids],
        "starting_week": [draw(starting_week(course_id)) for course_id in course_ids for _ in range(2)],
        "episode": [
            {
                "id": draw(ids),
                "side": draw(one_of(vocabularies.SIDES)),
                "began_on": draw(st.none() | days),
                "duration_at_start": draw(one_of(vocabularies.DURATIONS)),
                "cause_told": draw(one_of(vocabularies.CAUSES_TOLD)),
                "warning_signs": draw(some_of(WARNING_SIGNS)),
                "ended_on": None,
                "note": draw(notes),
                "created_at": draw(past_moments),
            }
            for _ in range(draw(st.integers(0, 1)))
        ],
        "caution": [
            {
                "id": draw(ids),
                "kind": kind,
                "noted_on": draw(days),
                "confirmed_on": draw(days),
                "ended_on": None,
                "note": draw(notes),
            }
            for kind in sorted(cautions)
        ],
        "experiment": [draw(experiment()) for _ in range(draw(st.integers(0, 2)))],
        "question": [
            {"id": draw(ids), "text": draw(names), "written_at": draw(past_moments), "done_at": draw(asked)}
            for _ in range(draw(st.integers(0, 2)))
        ],
        "function_activity": activities,
        "function_score": [
            {"id": draw(ids), "activity_id": row["id"], "for_date": day, "score": 4, "entered_at": draw(past_moments)}
            for row in activities
            for day in draw(st.sets(days, max_size=2))
        ],
        "day_tags": [
            {"id": draw(ids), "for_date": day, "tags": "garden; long drive", "entered_at": NOW}
            for day in draw(st.sets(days, max_size=2))
        ],
        "fit_answers": [
            draw(answered) | {"id": draw(ids), "for_date": day, "entered_at": NOW}
            for day in draw(st.sets(days, max_size=2))
        ],
        "day_context": [
            draw(counted) | {"id": draw(ids), "for_date": day, "entered_at": NOW, "imported_from": draw(sources)}
            for day in draw(st.sets(days, max_size=2))
        ],
        "dated_change": [
            {"id": draw(ids), "kind": kind, "for_date": draw(days), "note": draw(notes), "entered_at": NOW}
            | {"imported_from": draw(sources)}
            for kind in draw(st.lists(st.sampled_from(tuple(vocabularies.CHANGE_KINDS)), max_size=2))
        ],
    }
