"""The fields of a course, in the order of their file, and those that details.csv holds."""

from typing import Final

from tracker.domain.course.verdict import Label
from tracker.domain.limits import (
    PER_WEEK_HIGH,
    PER_WEEK_LOW,
    PLANNED_SESSIONS_HIGH,
    PLANNED_SESSIONS_LOW,
    VISITS_HIGH,
    VISITS_LOW,
)
from tracker.domain.vocabularies import COURSE_KINDS, PHASES, VISITS_RULES
from tracker.fields.field import Fields, Kind, code, computed, count, day, identifier, note, number, whole

COURSE: Final[Fields] = (
    identifier("course_id", "The course's id", "id", required=True),
    code("kind", "What kind of sessions", COURSE_KINDS, required=True),
    code("phase", "Phase of the course", PHASES, required=True),
    day("started_on", "The day it started", required=True),
    day("ended_on", "The day it ended; only for an ended course"),
    whole("planned_sessions", "Sessions planned", PLANNED_SESSIONS_LOW, PLANNED_SESSIONS_HIGH, required=True),
    whole("per_week", "Sessions planned a week", PER_WEEK_LOW, PER_WEEK_HIGH),
    count("attended", "Sessions attended; computed"),
    count("missed", "Sessions missed; computed"),
    number("baseline_leg", "Mean leg pain of the starting week; computed"),
    number("latest_leg", "Latest weekly mean of leg pain; computed"),
    number("change_points", "latest_leg less baseline_leg in points, so that better is negative; computed"),
    number("change_percent", "The same in percent of baseline_leg; empty where that is under 1; computed"),
    computed("label", Kind.CODE, "What that change is called (see below); computed", tuple(Label)),
    computed(
        "confirmed",
        Kind.YES_NO,
        "yes: two neighbouring weeks stand behind the label, and neither they nor the starting week are mostly "
        "from memory; computed",
    ),
    note("goal", "Your goal"),
    count("baseline_days", "Logged days behind baseline_leg; computed"),
    count("baseline_late_days", "How many of them were entered later; computed"),
    count("latest_days", "Logged days behind latest_leg; computed"),
    count("latest_late_days", "How many of them were entered later; computed"),
)
COURSE_IN_DETAILS: Final[Fields] = (
    whole("visits_allowed", "Course: visits the insurer pays for", VISITS_LOW, VISITS_HIGH),
    code("visits_rule", "Course: how the insurer counts visits; empty: by that number", VISITS_RULES),
)
