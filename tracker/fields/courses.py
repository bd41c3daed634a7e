"""The fields of a course, in the order of their file, and those that details.csv holds."""

from typing import Final

from tracker.domain.course.verdict import Label
from tracker.domain.limits import PER_WEEK, PLANNED_SESSIONS, VISITS
from tracker.domain.vocabularies import COURSE_KINDS
from tracker.fields.field import Fields, Kind, code, computed, count, day, identifier, note, number, whole
from tracker.wording.language import N_
from tracker.wording.vocabularies import PHASES, VISITS_RULES

COURSE: Final[Fields] = (
    identifier("course_id", N_("The course's id"), stored="id", required=True),
    code("kind", N_("What kind of sessions"), COURSE_KINDS, required=True),
    code("phase", N_("Phase of the course"), PHASES, required=True),
    day("started_on", N_("The day it started"), required=True),
    day("ended_on", N_("The day it ended; only for an ended course")),
    whole("planned_sessions", N_("Sessions planned"), within=PLANNED_SESSIONS, required=True),
    whole("per_week", N_("Sessions planned a week"), within=PER_WEEK),
    count("attended", N_("Sessions attended; computed")),
    count("missed", N_("Sessions missed; computed")),
    number("baseline_leg", N_("Mean leg pain of the starting week; computed")),
    number("latest_leg", N_("Latest weekly mean of leg pain; computed")),
    number("change_points", N_("latest_leg less baseline_leg in points, so that better is negative; computed")),
    number("change_percent", N_("The same in percent of baseline_leg; empty where that is under 1; computed")),
    computed("label", Kind.CODE, N_("What that change is called (see below); computed"), tuple(Label)),
    computed(
        "confirmed",
        Kind.YES_NO,
        N_(
            "yes: two neighbouring weeks stand behind the label, and neither they nor the starting week are mostly "
            "from memory or hold a score made from a word; computed"
        ),
    ),
    note("goal", N_("Your goal")),
    count("baseline_days", N_("Logged days behind baseline_leg; computed")),
    count("baseline_late_days", N_("How many of them were entered later; computed")),
    count("latest_days", N_("Logged days behind latest_leg; computed")),
    count("latest_late_days", N_("How many of them were entered later; computed")),
    count("baseline_imported_days", N_("Of the days behind baseline_leg, those imported from another app; computed")),
    count("latest_imported_days", N_("The same of the days behind latest_leg; computed")),
)
COURSE_IN_DETAILS: Final[Fields] = (
    whole("visits_allowed", N_("Course: visits the insurer pays for"), within=VISITS),
    code("visits_rule", N_("Course: how the insurer counts visits; empty: by that number"), VISITS_RULES),
)
