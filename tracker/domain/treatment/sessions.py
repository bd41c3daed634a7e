"""What one treatment session holds, which fields belong to which kind, and the checks across fields."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from tracker.domain import limits
from tracker.domain.errors import Fault, Invalid, Problems
from tracker.domain.points.points import Location
from tracker.domain.treatment.kinds import ASKED, NOTHING_OF_ITS_OWN, OWN_FIELDS
from tracker.domain.values.parsing import SHORT_MOST, line, whole
from tracker.domain.values.text import is_too_long
from tracker.domain.vocabularies import LASTED, SEVERITIES, SIDE_EFFECTS

TO_COME = Fault("session_to_come")
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class SideEffect:
    """One side effect: its code, and when given how bad it was and how long it lasted.

    The code `none` stands alone and says that there were none, which is more than nothing recorded.
    """

    item: str
    severity: str | None = None
    lasted: str | None = None


NONE_NOTICED: Final = (SideEffect(NONE),)


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: its name, and when given sets, repetitions and seconds held."""

    name: str
    sets: int | None = None
    repetitions: int | None = None
    hold_seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """One treatment or self-care act as a person gives it.

    `started_at` carries the local offset; minutes and needle minutes are whole minutes; scores are 0 to 10 just
    before and just after; `distance_m` is metres; None or empty is "not recorded". With `time_unknown` only the
    day is known, and noon stands for the time, which is never said.
    """

    kind: str
    status: str
    started_at: datetime
    other_name: str | None = None
    minutes: int | None = None
    course_id: UUID | None = None
    practitioner: str | None = None
    leg_before: int | None = None
    back_before: int | None = None
    leg_after: int | None = None
    back_after: int | None = None
    helped: str | None = None
    regions: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    points: tuple[Location, ...] = ()
    needle_count: int | None = None
    needle_minutes: int | None = None
    stimulation: str | None = None
    sensation: str | None = None
    exercises: tuple[Exercise, ...] = ()
    distance_m: int | None = None
    side_effects: tuple[SideEffect, ...] = ()
    cost: Decimal | None = None
    insurance_covered: bool | None = None
    note: str | None = None
    time_unknown: bool = False


def check_session(facts: SessionFacts, *, now: datetime) -> SessionFacts:
    """The facts themselves when they can stand as one session; `Problems` by field otherwise.

    What has happened cannot lie ahead, what is planned lies at most two years ahead, needles are not in for longer
    than the session took, and a field belongs to its kind.
    """
    problems: dict[str, Fault] = {}
    if facts.status != "planned" and facts.started_at > now + limits.CLOCK_SLACK:
        problems["started_at"] = TO_COME
    if facts.started_at > now + timedelta(days=limits.PLAN_AHEAD_DAYS):
        problems["started_at"] = Fault("too_far_ahead")
    needles, minutes = facts.needle_minutes, facts.minutes
    if needles is not None and minutes is not None and needles > minutes:
        problems["needle_minutes"] = Fault("needles_longer", minutes=minutes)
    for name in sorted(OWN_FIELDS - (ASKED[facts.kind].own if facts.kind in ASKED else NOTHING_OF_ITS_OWN)):
        if getattr(facts, name) not in (None, ()):
            problems[name] = Fault("of_another_kind", kind=facts.kind)
    if problems:
        raise Problems(problems)
    return facts


def ice_hint(kind: str, minutes: int | None) -> bool:
    """Whether ice was on longer than the 20 minutes usually advised; a hint only, never a refusal."""
    return kind == "ice" and minutes is not None and minutes > limits.ICE_MINUTES_HINT


def noticed(effects: Iterable[SideEffect]) -> tuple[SideEffect, ...]:
    """The side effects there were, without the answer that there were none."""
    return tuple(effect for effect in effects if effect.item != NONE)


def write_side_effects(effects: Iterable[SideEffect]) -> str:
    """One cell: `bruise mild same_day; tired`. A severity or duration not recorded is written `-` when needed.

    `none` is the answer that there were none; an empty cell is not recorded.
    """
    cells = []
    for effect in effects:
        parts = [effect.item, effect.severity or "-", effect.lasted or "-"]
        while parts[-1] == "-":
            parts.pop()
        cells.append(" ".join(parts))
    return "; ".join(cells)


LONGEST_EFFECTS = SHORT_MOST * 3 * len(SIDE_EFFECTS)


def parse_side_effects(text: str) -> tuple[SideEffect, ...]:
    """The inverse of `write_side_effects`; `Invalid` for an item, severity or duration that is not known.

    So it is for `none` beside an item: both cannot be true.
    """
    if len(text) > LONGEST_EFFECTS:
        raise Invalid(Fault("effects_too_long"))
    if text.strip() == NONE:
        return NONE_NOTICED
    effects: dict[str, SideEffect] = {}
    for cell in filter(None, (part.strip() for part in text.split(";"))):
        words = [None if word == "-" else word for word in cell.split()]
        item, severity, lasted = [*words, None, None][:3]
        known = item in SIDE_EFFECTS and severity in {None, *SEVERITIES} and lasted in {None, *LASTED}
        if not known or len(words) > 3 or item in effects:  # noqa: PLR2004
            raise Invalid(Fault("no_effect", cell=cell))
        effects[str(item)] = SideEffect(str(item), severity, lasted)
    return tuple(effects[item] for item in SIDE_EFFECTS if item in effects)


def write_exercises(exercises: Iterable[Exercise]) -> str:
    """One cell: `Bridge [3x10, hold - s]`, joined by `; `; a `;` or backslash in a name gets a backslash."""
    return "; ".join(_write_exercise(exercise) for exercise in exercises)


def _write_exercise(exercise: Exercise) -> str:
    name = exercise.name.replace("\\", "\\\\").replace(";", "\\;")
    counts = (exercise.sets, exercise.repetitions, exercise.hold_seconds)
    sets, repetitions, hold = ("-" if count is None else count for count in counts)
    return f"{name} [{sets}x{repetitions}, hold {hold} s]"


LONGEST_EXERCISES = limits.EXERCISES_MOST * (2 * limits.LINE_LENGTH + len(";  [1000x1000, hold 1000 s]") + SHORT_MOST)
TOO_MANY_EXERCISES = Fault("too_many_exercises", most=limits.EXERCISES_MOST)
_EXERCISE = re.compile(r"(?P<name>.+) \[(?P<sets>\d+|-)x(?P<repetitions>\d+|-), hold (?P<hold>\d+|-) s\]", re.DOTALL)


def parse_exercises(text: str) -> tuple[Exercise, ...]:
    """The inverse of `write_exercises`; `Invalid` for a cell that does not read as an exercise."""
    if is_too_long(text, LONGEST_EXERCISES):
        raise Invalid(TOO_MANY_EXERCISES)
    cells = re.findall(r"(?:\\.|[^;\\])+", text, re.DOTALL)
    exercises = tuple(_parse_exercise(cell.strip()) for cell in cells if cell.strip())
    if len(exercises) > limits.EXERCISES_MOST:
        raise Invalid(TOO_MANY_EXERCISES)
    return exercises


def _parse_exercise(cell: str) -> Exercise:
    match = _EXERCISE.fullmatch(cell)
    name = line(re.sub(r"\\(.)", r"\1", match["name"])) if match else None
    if not match or name is None:
        raise Invalid(Fault("no_exercise", cell=cell))
    return Exercise(
        name,
        whole(match["sets"].strip("-"), 1, limits.SETS_HIGH),
        whole(match["repetitions"].strip("-"), 1, limits.REPETITIONS_HIGH),
        whole(match["hold"].strip("-"), 1, limits.HOLD_SECONDS_HIGH),
    )
