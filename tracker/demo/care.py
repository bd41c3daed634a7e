"""Makes what one person does about their pain: courses, sessions, self-care, medicine, activities and cautions."""

from datetime import timedelta
from decimal import Decimal
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from tracker.demo import factory
from tracker.demo.days import HARD, Frame, at, clip
from tracker.demo.factory import Row
from tracker.demo.people import SELF_CARE, WORDS, Plan
from tracker.domain.treatment.sessions import NONE

Scores = dict[int, tuple[int, int]]
FEE: Final = Decimal("65.00")
POINTS: Final = (
    "BL25 both; BL40 left; GB30 left; GB34 left; BL57 left; BL60 left",
    "BL23 both; BL25 both; BL36 left; BL40 left; GB34 left; EX-B2 both",
    "BL54 left; GB30 left; GB31 left; GB34 left; GB39 left; GV4",
)
EXERCISES: Final = "Bridge [3x10, hold - s]; Knee to chest [3x-, hold 20 s]; Nerve glide [2x15, hold - s]"
SIDE_EFFECTS: Final = ("bruise mild days_1_to_3", "soreness mild same_day", "bleeding_spot mild; tired mild same_day")


def courses(frame: Frame, by_day: Scores) -> dict[str, list[Row]]:
    """Courses with their sessions and changes of plan, by table."""
    made: dict[str, list[Row]] = {"course": [], "treatment_session": [], "plan_change": []}
    for plan in frame.person.plans:
        course_id = frame.new_id()
        first, last = max(plan.sessions, default=1), min(plan.sessions, default=1)
        made["course"].append(
            factory.course(
                frame.day(first),
                at(frame.day(first), 8)[0],
                id=course_id,
                kind=plan.kind,
                phase="ended" if plan.ended else plan.phase,
                ended_on=frame.day(last - 4) if plan.ended else None,
                planned_sessions=plan.planned,
                per_week=plan.per_week,
                goal=plan.goal,
                visits_allowed=plan.visits_allowed,
                visits_rule=plan.visits_rule,
            )
        )
        attended = [_attended(frame, plan, ago, by_day) for ago in plan.sessions]
        made["treatment_session"] += [row | {"course_id": course_id} for row in [*attended, *_others(frame, plan)]]
        if plan.maintenance_since is not None:
            made["plan_change"].append(_to_maintenance(frame, plan.maintenance_since, course_id))
    return made


def _session(frame: Frame, kind: str, status: str, ago: int, hour: int) -> Row:
    started, offset = at(frame.day(ago), hour, 30)
    entered = started if status == "planned" else started + timedelta(hours=1)
    when = {"started_at": started, "started_offset": offset}
    return factory.session(frame.day(ago), entered, id=frame.new_id(), kind=kind, status=status, **when)


def _attended(frame: Frame, plan: Plan, ago: int, by_day: Scores) -> Row:
    leg, back = by_day[ago]
    says_none = frame.person.says_none
    before = clip(leg + frame.random.choice((0, 0, 1)))
    row = _session(frame, plan.kind, "attended", ago, 17) | {
        "minutes": 45,
        "practitioner": plan.practitioner,
        "leg_before": before,
        "back_before": back,
        "leg_after": clip(before - frame.random.choice((0, 1, 1, 2))),
        "back_after": clip(back - frame.random.choice((0, 0, 1))),
        "helped": frame.random.choice(("yes", "somewhat", "somewhat", "unsure")),
        "cost": FEE,
        "insurance_covered": frame.chance(0.5),
        "side_effects": frame.random.choice(SIDE_EFFECTS) if frame.chance(0.2) else NONE if says_none else None,
        "note": frame.random.choice(WORDS["after_sessions"]) if frame.chance(0.4) else None,
    }
    return row | (_needles(frame) if plan.kind == "acupuncture" else {"exercises": EXERCISES})


def _needles(frame: Frame) -> Row:
    side = "right" if frame.person.side == "right" else "left"
    return {
        "zones": ("low_back", "buttock", "knee_back", "calf"),
        "points": frame.random.choice(POINTS).replace("left", side),
        "needle_count": frame.random.choice((9, 10, 12)),
        "needle_minutes": 30,
        "stimulation": "manual",
        "sensation": frame.random.choice(("mild", "moderate", "moderate", "strong")),
    }


def _others(frame: Frame, plan: Plan) -> list[Row]:
    made = []
    if plan.missed is not None:
        made.append(_session(frame, plan.kind, "missed", plan.missed, 17))
    if plan.next_in is not None:
        ahead = _session(frame, plan.kind, "planned", -plan.next_in, plan.next_at) | {"practitioner": plan.practitioner}
        made.append(ahead | {"entered_at": at(frame.day(1), 19)[0]})
    return made


def _to_maintenance(frame: Frame, ago: int, course_id: UUID) -> Row:
    return factory.plan_change(
        course_id,
        at(frame.day(ago), 19)[0],
        {"phase": ["initial", "maintenance"], "planned_sessions": [10, 16], "per_week": [2, None]},
        id=frame.new_id(),
        by_name=frame.person.name,
        reason="Two quiet weeks. One session a month from now on.",
    )


def self_care(frame: Frame, by_day: Scores) -> list[Row]:
    """Heat, walks and the rest, two or three times a week."""
    made = []
    for ago in by_day:
        if frame.chance(0.35) and not frame.silent(ago):
            kind = frame.random.choice(frame.person.self_care)
            made.append(_session(frame, kind, "attended", ago, frame.random.choice((7, 12, 18))) | SELF_CARE[kind])
    return made


def doses(frame: Frame, by_day: Scores) -> list[Row]:
    """Medicine on hard days, and now and then the statement that none was taken."""
    made: list[Row] = []
    if not frame.person.medicine:
        return made
    name, amount, unit = frame.person.medicine
    logged = {ago: leg for ago, (leg, _back) in by_day.items() if not frame.silent(ago)}
    for ago, leg in logged.items():
        taken, offset = at(frame.day(ago), 9, frame.random.randrange(60))
        day, row_id = frame.day(ago), frame.new_id()
        if frame.chance(0.5 if leg >= HARD else 0.05):
            helped = frame.random.choice(("yes", "somewhat", "somewhat", "no"))
            of = {"taken_at": taken, "taken_offset": offset, "amount": Decimal(amount), "unit": unit, "helped": helped}
            relief = None if helped == "no" else 40
            made.append(factory.dose(day, taken, name, id=row_id, minutes_to_relief=relief, **of))
        elif leg < HARD and frame.chance(0.08):
            made.append(factory.dose(day, taken, id=row_id))
    return made


def activities(frame: Frame, by_day: Scores) -> dict[str, list[Row]]:
    """The named activities, each scored once a week: 10 is as well as before."""
    named: list[Row] = []
    scored: list[Row] = []
    begun = at(frame.day(frame.person.starts), 20)[0]
    for place, name in enumerate(frame.person.activities):
        activity_id = frame.new_id()
        named.append(factory.activity(name, begun, id=activity_id, position=place))
        for ago in (day for day in range(frame.person.starts, 0, -7) if not frame.silent(day)):
            score = clip(10 - 0.9 * by_day[ago][0] + frame.random.choice((-1, 0, 0, 1)))
            entered = at(frame.day(ago), 20, 30)[0]
            scored.append(factory.function_score(activity_id, frame.day(ago), score, entered, id=frame.new_id()))
    return {"function_activity": named, "function_score": scored}


def circumstances(frame: Frame) -> dict[str, list[Row]]:
    """The episode, the cautions and the life events."""
    person = frame.person
    first_day = frame.day(person.starts)
    episode = factory.episode(
        at(first_day, 19)[0],
        id=frame.new_id(),
        side=person.side,
        began_on=frame.day(person.ill_since),
        duration_at_start=person.duration,
        cause_told=person.cause,
    )
    cautions = [factory.caution(kind, first_day, id=frame.new_id()) for kind in person.cautions]
    changes = [
        factory.life_event(kind, frame.day(ago), at(frame.day(ago), 20)[0], id=frame.new_id(), note=note)
        for ago, kind, note in person.changes
    ]
    return {"episode": [episode], "caution": cautions, "dated_change": changes}


def experiments(frame: Frame) -> list[Row]:
    """What the person tried on themselves, each planned on the evening before."""
    return [
        factory.experiment(
            frame.day(one.ago),
            at(frame.day(one.ago + 1), 20)[0],
            one.coins,
            id=uuid5(NAMESPACE_OID, f"demo {frame.person.name} {one.ago}"),
            arm_a_kind=one.a[0],
            arm_a_minutes=one.a[1],
            arm_b_kind=one.b[0],
            arm_b_minutes=one.b[1],
            block_days=one.block_days,
            outcome=one.outcome,
        )
        for one in frame.person.experiments
    ]
