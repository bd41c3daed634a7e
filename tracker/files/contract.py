"""What each exported file holds: its columns in order, what every one of them means, and how its cells are written."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tracker.domain.course.verdict import Label
from tracker.domain.limits import (
    DAY_MINUTES,
    DAYS_LATER_HIGH,
    DISTANCE_HIGH,
    DISTANCE_LOW,
    NEEDLE_COUNT_HIGH,
    NEEDLE_COUNT_LOW,
    NEEDLE_MINUTES_HIGH,
    NEEDLE_MINUTES_LOW,
    PER_WEEK_HIGH,
    PER_WEEK_LOW,
    PLANNED_SESSIONS_HIGH,
    PLANNED_SESSIONS_LOW,
    RELIEF_MINUTES_HIGH,
    RELIEF_MINUTES_LOW,
    SCORE_HIGH,
    SCORE_LOW,
    SESSION_MINUTES_HIGH,
    SESSION_MINUTES_LOW,
    VISITS_HIGH,
    VISITS_LOW,
)
from tracker.domain.safety.cautions import CAUTIONS
from tracker.domain.safety.warning_signs import WARNING_SIGNS
from tracker.domain.scores.lateness import REMEMBERED_DAYS
from tracker.domain.vocabularies import (
    AGGRAVATED_BY,
    CAUSES_TOLD,
    CHANGE_KINDS,
    COURSE_KINDS,
    DOSE_UNITS,
    DURATIONS,
    EASED_BY,
    ENTRY_KINDS,
    HELPED,
    PHASES,
    QUALITIES,
    REGIONS,
    SENSATIONS,
    SESSION_KINDS,
    SESSION_STATUSES,
    SIDES,
    STIMULATIONS,
    VISITS_RULES,
    ZONES,
)
from tracker.files.columns import (
    Column,
    File,
    Type,
    code,
    codes,
    computed,
    count,
    day,
    identifier,
    moment,
    number,
    score,
    text,
    whole,
    yes_no,
)
from tracker.files.concluded import REVIEWS, STARTING_WEEKS
from tracker.files.letters import ANSWERS, NOTES, PROPOSALS, QUESTIONS, SUGGESTED
from tracker.files.session_records import SESSION_RECORDS

LATER: Final = "was given or changed last; 0 on the day itself, empty without a score"
ENTRIES: Final = File(
    "entries.csv",
    "Pain scores and everything else you noted by day and moment",
    (
        identifier("entry_id", "The entry's id", required=True),
        code("kind", "daily: on average over the last 24 hours; moment: right now", ENTRY_KINDS, required=True),
        day("for_date", "The day the entry is for", required=True),
        Column("for_time", Type.CLOCK, "The time of a moment, hours and minutes; empty for a day's entry"),
        moment("entered_at", "When it was entered, with the offset of the place you were in then"),
        yes_no("late", "yes: a score was given or changed on a later day than the one it is for"),
        score("leg_pain", "Leg pain"),
        score("back_pain", "Back pain"),
        score("worst_leg_pain", "Worst leg pain of the day"),
        code("side", "Which leg", SIDES),
        computed(
            "farthest_point", Type.CODE, "Of the regions, the one farthest from the spine; computed", tuple(REGIONS)
        ),
        codes("regions", "Where pain was felt", REGIONS),
        codes("qualities", "What the pain was like", QUALITIES),
        whole("numbness_tingling", "Numbness or tingling, 0 (none) to 10", SCORE_LOW, SCORE_HIGH),
        whole("weakness", "Weakness, 0 (none) to 10", SCORE_LOW, SCORE_HIGH),
        whole("sleep_disturbed", "How much sleep was disturbed, 0 (not at all) to 10", SCORE_LOW, SCORE_HIGH),
        whole("sitting_minutes", "How long you could sit, minutes", 0, DAY_MINUTES),
        whole("walking_minutes", "How long you could walk, minutes", 0, DAY_MINUTES),
        codes("aggravated_by", "What made it worse", AGGRAVATED_BY),
        codes("eased_by", "What made it better", EASED_BY),
        codes("warning_signs", "Warning signs that were ticked", WARNING_SIGNS),
        text("note", "Your note"),
        whole("leg_later", f"How many days after for_date leg_pain {LATER}", 0, DAYS_LATER_HIGH),
        whole("back_later", f"How many days after for_date back_pain {LATER}", 0, DAYS_LATER_HIGH),
    ),
)

SESSIONS: Final = File(
    "sessions.csv",
    "Treatment sessions and self-care of every kind",
    (
        identifier("session_id", "The session's id", required=True),
        code("kind", "What kind of treatment or self-care", SESSION_KINDS, required=True),
        code("status", "Whether it is planned, was attended or was missed", SESSION_STATUSES, required=True),
        moment("started_at", "When it began, with the offset of the place you were in then", required=True),
        whole("minutes", "How long it took, minutes", SESSION_MINUTES_LOW, SESSION_MINUTES_HIGH),
        identifier("course_id", "The course it belongs to, as in courses.csv"),
        count("session_number", "Its number among the attended sessions of its whole course, by time; computed"),
        text("practitioner", "Who gave the treatment"),
        score("leg_before", "Leg pain just before"),
        score("back_before", "Back pain just before"),
        score("leg_after", "Leg pain just after"),
        score("back_after", "Back pain just after"),
        number(
            "leg_next_day",
            "Leg pain of the next day: a whole number from that day's entry, or the mean of two or more moments "
            "with two decimals; computed",
        ),
        code("helped", "Whether it helped", HELPED),
        codes("regions", "Parts of the body treated", REGIONS),
        codes("zones", "Acupuncture: where the needles went, in everyday words", ZONES),
        text(
            "points",
            "Acupuncture: WHO codes with their side, such as: BL40 left; GB30 both; GV4; any other location as it was "
            'typed, in quotes, such as: "ashi", where a quote inside is doubled. The import takes other spellings too, '
            "but never guesses: a code with more than one meaning, such as P7, is an error that names them",
        ),
        whole("needle_count", "Acupuncture: number of needles", NEEDLE_COUNT_LOW, NEEDLE_COUNT_HIGH),
        whole("needle_minutes", "Acupuncture: minutes with needles in", NEEDLE_MINUTES_LOW, NEEDLE_MINUTES_HIGH),
        code("stimulation", "Acupuncture: how the needles were stimulated", STIMULATIONS),
        code("sensation", "Acupuncture: sensation felt", SENSATIONS),
        text(
            "exercises",
            "Physiotherapy and stretching: name [sets x repetitions, hold seconds], such as: Bridge [3x10, hold - s]; "
            "a - is not recorded, a ; or \\ inside a name has a \\ before it",
        ),
        whole("distance_m", "Walking and swimming: metres", DISTANCE_LOW, DISTANCE_HIGH),
        text(
            "side_effects",
            "Side effects: item, severity, how long, such as: bruise mild same_day; tired; a - is not recorded",
        ),
        Column("cost", Type.DECIMAL, "What it cost, in the currency you use, two decimals"),
        yes_no("insurance_covered", "Whether insurance pays for it"),
        text("note", "Your note"),
        text("other_name", "Other treatment: what you call it, such as: TENS"),
    ),
)

COURSES: Final = File(
    "courses.csv",
    "Courses of sessions with their plan and how they compare with the starting week",
    (
        identifier("course_id", "The course's id", required=True),
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
        computed("label", Type.CODE, "What that change is called (see below); computed", tuple(Label)),
        computed(
            "confirmed",
            Type.YES_NO,
            "yes: two neighbouring weeks stand behind the label, and neither they nor the starting week are mostly "
            "from memory; computed",
        ),
        text("goal", "Your goal"),
        count("baseline_days", "Logged days behind baseline_leg; computed"),
        count("baseline_late_days", "How many of them were entered later; computed"),
        count("latest_days", "Logged days behind latest_leg; computed"),
        count("latest_late_days", "How many of them were entered later; computed"),
    ),
    notes=(
        "The starting week is the 7 days before the first attended session if at least 4 are logged, else the first 7 "
        "logged days from 7 days before that session on, if there are at least 4. Labels: worse is a rise of 2 points "
        "and 30 % or more; substantial a fall of 50 % and 2 points or more; meaningful a fall of 30 % and 2 points (1 "
        "point where the starting week is 4 or less) or more; small a fall of 10 % or more; else no_clear_change. Of "
        "two neighbouring weeks the label nearer to no clear change counts. A course that ended is looked at up to "
        "its last day. A week is mostly from memory where more than half of its logged days were entered over "
        f"{REMEMBERED_DAYS} days later: nothing is confirmed by it. The numbers show what happened, not why."
    ),
)

MEDICATION: Final = File(
    "medication.csv",
    "Medicine you took, and days on which you took none",
    (
        identifier("dose_id", "The row's id", required=True),
        Column(
            "taken_at",
            Type.DAY_OR_MOMENT,
            "When it was taken, with its offset; only the day where you said that you took none that day",
            required=True,
        ),
        text("name", "The medicine; empty where you took none that day"),
        Column(
            "amount",
            Type.DECIMAL,
            "How much, up to three decimals; three are written 1.1250, so that none looks like 1125",
        ),
        code("unit", "Unit of the amount", DOSE_UNITS),
        code("helped", "Whether it helped", HELPED),
        whole("minutes_to_relief", "Minutes until it helped", RELIEF_MINUTES_LOW, RELIEF_MINUTES_HIGH),
        text("note", "Your note"),
    ),
    notes="A day without any row is not recorded, which is not the same as none taken.",
)


def _week_columns(site: str) -> tuple[Column, ...]:
    return (
        number(f"{site}_mean", f"Mean {site} pain of the week's logged days, once there are 4"),
        number(f"{site}_low", "Low end of the rough range of that mean"),
        number(f"{site}_high", "High end of the rough range of that mean"),
        count(f"{site}_days", f"Days of the week with a {site} score"),
    )


WEEKLY: Final = File(
    "weekly.csv",
    "Weekly means of every course",
    (
        computed("course_id", Type.IDENTIFIER, "The course, as in courses.csv"),
        count("week", "Week of the course; week 1 begins on the day of the first attended session"),
        computed("from_date", Type.DAY, "First day of the week"),
        computed("to_date", Type.DAY, "Last day of the week"),
        *_week_columns("leg"),
        *_week_columns("back"),
        count("leg_late_days", "How many of the days behind leg pain were entered later; computed"),
        count("back_late_days", "The same for back pain; computed"),
    ),
    notes=(
        "A day's score is its daily entry, or else the mean of two or more moments. The rough range is mean +- "
        "t(0.975, n-1) s / sqrt(0.6 n / 1.4), clipped to 0 to 10. The whole file is computed and is not imported."
    ),
)

EPISODE: Final = File(
    "episode.csv",
    "What you said about this bout of sciatica",
    (
        identifier("episode_id", "The episode's id", required=True),
        code("side", "Which leg", SIDES),
        day("began_on", "When it began"),
        code("duration_at_start", "How long it had lasted when you began this diary", DURATIONS),
        code("cause_told", "What a clinician said the cause is", CAUSES_TOLD),
        codes("warning_signs", "Warning signs ticked at set-up", WARNING_SIGNS),
        day("ended_on", "When it ended"),
        text("note", "Your note"),
        moment("created_at", "When it was entered"),
    ),
)
CAUTION_ROWS: Final = File(
    "cautions.csv",
    "What a practitioner should know before needles go in",
    (
        identifier("caution_id", "The caution's id", required=True),
        code("kind", "Which caution", CAUTIONS, required=True),
        day("noted_on", "When you first noted it", required=True),
        day("confirmed_on", "When you last confirmed it", required=True),
        day("ended_on", "When you took it off"),
        text("note", "Your note"),
    ),
)
FUNCTION: Final = File(
    "function.csv",
    "Activities you named and how well you could do them",
    (
        identifier("activity_id", "The activity's id", required=True),
        text("activity", "The activity, in your words", required=True),
        whole("position", "Its place in your list, from 0", 0, 999, required=True),
        moment("named_at", "When you named it"),
        day("retired_on", "When you stopped scoring it"),
        identifier("score_id", "The score's id; empty for an activity without a score here"),
        day("for_date", "The day of the score"),
        whole("score", "0 (cannot do it) to 10 (as well as before)", SCORE_LOW, SCORE_HIGH),
        moment("entered_at", "When the score was entered"),
    ),
    notes="One row for each score; an activity without a score has one row. Here 10 is good.",
)
CHANGES: Final = File(
    "changes.csv",
    "Dated changes, such as a new chair or a fall",
    (
        identifier("change_id", "The change's id", required=True),
        code("kind", "What changed", CHANGE_KINDS, required=True),
        day("for_date", "The day of the change", required=True),
        text("note", "Your note"),
        moment("entered_at", "When it was entered"),
    ),
)
PLAN_CHANGES: Final = File(
    "plan_changes.csv",
    "Changes of a course's plan, with who and why",
    (
        identifier("plan_change_id", "The change's id", required=True),
        identifier("course_id", "The course, as in courses.csv", required=True),
        moment("at", "When it was changed", required=True),
        text("by", "Who changed it", required=True),
        text("changed", "What changed, as JSON", required=True),
        text("reason", "Why"),
    ),
)
DETAILS: Final = File(
    "details.csv",
    "What the files above have no column for",
    (
        code("record", "Which file the id is in", ("course", "session", "dose"), required=True),
        identifier("id", "The id of the course, session or dose", required=True),
        moment("entered_at", "When it was entered", required=True),
        whole("visits_allowed", "Course: visits the insurer pays for", VISITS_LOW, VISITS_HIGH),
        code("visits_rule", "Course: how the insurer counts visits; empty: by that number", VISITS_RULES),
    ),
)
ACCOUNT: Final = File(
    "account.csv",
    "Your account",
    (
        computed("user_name", Type.TEXT, "User name"),
        computed("email", Type.TEXT, "E-mail address"),
        computed("time_zone", Type.TEXT, "Time zone"),
        computed("country", Type.TEXT, "Country, two letters"),
        computed("created_at", Type.MOMENT, "When the account was made"),
    ),
    notes="Not imported: an import goes into an account that is there already.",
)

MAIN_FILES: Final = (ENTRIES, SESSIONS, COURSES, MEDICATION, WEEKLY)
FILES: Final = (
    *MAIN_FILES,
    EPISODE,
    CAUTION_ROWS,
    FUNCTION,
    CHANGES,
    PLAN_CHANGES,
    REVIEWS,
    STARTING_WEEKS,
    SESSION_RECORDS,
    DETAILS,
    NOTES,
    PROPOSALS,
    ANSWERS,
    SUGGESTED,
    QUESTIONS,
    ACCOUNT,
)
# What somebody else is given of a record: nothing about the account, and nothing that was written to its owner.
OWNERS_ALONE: Final = (NOTES, PROPOSALS, ANSWERS, SUGGESTED, QUESTIONS, ACCOUNT)
SHARED_FILES: Final = tuple(file for file in FILES if file not in OWNERS_ALONE)
FILE_BY_NAME: Final[Mapping[str, File]] = MappingProxyType({file.name: file for file in FILES})
README: Final = "README.txt"
PACKAGE: Final = "datapackage.json"
ALL: Final = "all.zip"
