"""Courses: a plan of care each with its goal, how it compares with its start, its weeks, reviews and changes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tracker.fields import records
from tracker.fields.courses import COURSE
from tracker.fields.field import Fields, Kind
from tracker.files import contract
from tracker.files.fhir.codes import extension, in_words, score
from tracker.files.fhir.ids import derived, reference
from tracker.files.fhir.json_parts import ABSENT, Json, fixed, many, obj, text, whole
from tracker.files.fhir.resources import (
    FINAL,
    Record,
    components,
    decimal,
    known_as,
    listed,
    measured,
    method,
    note,
    observation,
    provenance,
    resource,
    rows_of,
    site,
)
from tracker.files.rows import Piece
from tracker.wording import fhir as words

COMPARED: Final = tuple(field for field in COURSE if field.computed)
WITHOUT: Final = frozenset({"by", "reason", "held_on", "at", "entered_at", "first_session_day"})
WEEKS: Final = {field.name: field for field in records.WEEK}
PLAN: Final = fixed("plan")


def _of_course(fields: Fields) -> Fields:
    return tuple(field for field in fields if field.kind is not Kind.IDENTIFIER and field.name not in WITHOUT)


REVIEWED: Final = _of_course(records.REVIEW)
STARTED: Final = _of_course(records.STARTING_WEEK)


def courses(record: Record, piece: Piece) -> Iterator[Json]:
    """The plan, the goal and the comparison of each course. Who entered it when stands with the details of all."""
    for row in rows_of(contract.COURSES, piece):
        course_id, started = piece.write.identifier(row["id"]), piece.write.day(row["started_on"])
        goal_id, ended = derived(course_id, "goal"), row["phase"] == "ended"
        goal, about = text(row["goal"]), record.condition(started)
        yield resource(
            "CarePlan",
            course_id,
            identifier=known_as(course_id),
            status=fixed("completed" if ended else "active"),
            intent=PLAN,
            category=many([listed("phase", row["phase"])]),
            title=text(words.SAID["course"]),
            subject=record.patient,
            period=obj(
                start=fixed(started), end=fixed(piece.write.day(row["ended_on"])) if row["ended_on"] else ABSENT
            ),
            addresses=many([about]),
            goal=many([reference(goal_id)]) if goal else ABSENT,
            activity=many([obj(detail=_planned(row, ended=ended))]),
        )
        if goal:
            yield resource(
                "Goal",
                goal_id,
                identifier=known_as(goal_id),
                lifecycleStatus=fixed("completed" if ended else "active"),
                description=in_words(row["goal"]),
                subject=record.patient,
                startDate=fixed(started),
                addresses=many([about]),
            )
        yield observation(
            record,
            derived(course_id, "compared"),
            measured("course-compared"),
            ABSENT,
            basedOn=many([reference(course_id)]),
            component=components(COMPARED, piece.write, row, **{name: row[name] for name in row if name in NAMES}),
        )


NAMES: Final = frozenset(field.name for field in COMPARED)


def _planned(row: Mapping[str, Any], *, ended: bool) -> Json:
    """How many sessions of which kind, and how many a week."""
    a_week = row["per_week"]
    often = {"frequency": whole(a_week), "period": "1", "periodUnit": fixed("wk")} if a_week else {}
    return obj(
        code=listed("treatment", row["kind"]),
        status=fixed("completed" if ended else "in-progress"),
        scheduledTiming=obj(repeat=obj(count=whole(row["planned_sessions"]), **often)),
    )


def weeks(record: Record, piece: Piece) -> Iterator[Json]:
    """The means of each week of a course, leg and back apart, with their rough range and the days behind them."""
    for row in rows_of(contract.WEEKLY, piece):
        course_id = piece.write.identifier(row["course_id"])
        for which, where in (("leg", site("leg")), ("back", site("low-back"))):
            if row[f"{which}_mean"] is None:
                continue
            behind = tuple(
                WEEKS[f"{which}_{name}"] for name in ("low", "high", "days", "late_days") if f"{which}_{name}" in WEEKS
            )
            week_id = derived(course_id, f"{which}_week:{row['week']}")
            yield resource(
                "Observation",
                week_id,
                identifier=known_as(week_id),
                status=FINAL,
                basedOn=many([reference(course_id)]),
                code=measured(f"{which}-pain-week"),
                subject=record.patient,
                effectivePeriod=obj(
                    start=fixed(piece.write.day(row["from_date"])), end=fixed(piece.write.day(row["to_date"]))
                ),
                valueQuantity=score(decimal(WEEKS[f"{which}_mean"], row[f"{which}_mean"])),
                bodySite=where,
                method=method("mean"),
                component=components(behind, piece.write, row),
            )


def reviews(record: Record, piece: Piece) -> Iterator[Json]:
    """What was decided at each review of a course, and what was known then."""
    for row in rows_of(contract.REVIEWS, piece):
        row_id, entered = piece.write.identifier(row["id"]), fixed(piece.write.moment(row["entered_at"], 0))
        yield observation(
            record,
            row_id,
            measured("course-review"),
            fixed(piece.write.day(row["held_on"])),
            basedOn=many([reference(piece.write.identifier(row["course_id"]))]),
            performer=many([obj(display=text(row["by_name"]))]),
            note=note(row["reason"]),
            component=components(REVIEWED, piece.write, row),
        )
        yield provenance(record, row_id, [row_id], entered, by=row["by_name"])


def starting_weeks(record: Record, piece: Piece) -> Iterator[Json]:
    """Each value that the starting week of a course was given; the newest holds, and the others were corrected."""
    for row in rows_of(contract.STARTING_WEEKS, piece):
        row_id = piece.write.identifier(row["id"])
        yield observation(
            record,
            row_id,
            measured("starting-week"),
            fixed(piece.write.day(row["first_session_day"])),
            basedOn=many([reference(piece.write.identifier(row["course_id"]))]),
            issued=fixed(piece.write.moment(row["at"], 0)),
            component=components(STARTED, piece.write, row),
        )


def plan_changes(record: Record, piece: Piece) -> Iterator[Json]:
    """Who changed the plan of a course, when, to what and why."""
    for row in rows_of(contract.PLAN_CHANGES, piece):
        changed = json.dumps(row["changed"], sort_keys=True, ensure_ascii=False)
        yield provenance(
            record,
            piece.write.identifier(row["id"]),
            [piece.write.identifier(row["course_id"])],
            fixed(piece.write.moment(row["at"], 0)),
            "plan-changed",
            by=row["by_name"],
            reason=many([in_words(row["reason"])]),
            extension=many([extension("changed", valueString=text(changed))]),
        )


def details(record: Record, piece: Piece) -> Iterator[Json]:
    """When courses, sessions and doses were entered; behind their slots stands which app they were imported from."""
    for held, row in zip(piece.rows, rows_of(contract.DETAILS, piece), strict=True):
        row_id, source = piece.write.identifier(row["id"]), held[-1]
        yield provenance(record, row_id, [row_id], fixed(piece.write.moment(row["entered_at"], 0)), source=source)
