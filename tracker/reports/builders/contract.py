"""What each exported file holds: its columns in order, what every one of them means, and how its cells are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from tracker.domain.cautions import CAUTIONS
from tracker.domain.change import Label
from tracker.domain.limits import (
    DAY_MINUTES,
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
    ZONES,
)
from tracker.domain.warning_signs import WARNING_SIGNS


class Type(StrEnum):
    """How the cells of a column are written."""

    IDENTIFIER = "id"
    CODE = "code"
    CODES = "codes"
    DAY = "day"
    CLOCK = "time"
    MOMENT = "moment"
    DAY_OR_MOMENT = "day or moment"
    WHOLE = "whole number"
    DECIMAL = "number"
    YES_NO = "yes or no"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `computed` ones are worked out at every export and ignored by the import."""

    name: str
    type: Type
    meaning: str
    codes: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    required: bool = False
    computed: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """One file: `title` says in a few words what is in it, `notes` what its columns alone cannot say."""

    name: str
    title: str
    columns: tuple[Column, ...]
    notes: str = ""

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def stem(self) -> str:
        return self.name.removesuffix(".csv")


def _id(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Type.IDENTIFIER, meaning, required=required)


def _code(name: str, meaning: str, codes: Mapping[str, str] | tuple[str, ...], *, required: bool = False) -> Column:
    return Column(name, Type.CODE, meaning, tuple(codes), required=required)


def _codes(name: str, meaning: str, codes: Mapping[str, str]) -> Column:
    return Column(name, Type.CODES, meaning, tuple(codes))


def _whole(name: str, meaning: str, low: int, high: int, *, required: bool = False) -> Column:
    return Column(name, Type.WHOLE, meaning, low=low, high=high, required=required)


def _score(name: str, meaning: str) -> Column:
    return _whole(name, f"{meaning}, 0 (no pain) to 10 (worst pain imaginable)", SCORE_LOW, SCORE_HIGH)


def _text(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Type.TEXT, meaning, required=required)


def _day(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Type.DAY, meaning, required=required)


def _moment(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Type.MOMENT, meaning, required=required)


def _yes_no(name: str, meaning: str) -> Column:
    return Column(name, Type.YES_NO, meaning)


def _computed(name: str, kind: Type, meaning: str, codes: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, meaning, codes, computed=True)


def _number(name: str, meaning: str) -> Column:
    return _computed(name, Type.DECIMAL, meaning)


def _count(name: str, meaning: str) -> Column:
    return _computed(name, Type.WHOLE, meaning)


ENTRIES: Final = File(
    "entries.csv",
    "Pain scores and everything else you noted by day and moment",
    (
        _id("entry_id", "The entry's id", required=True),
        _code("kind", "daily: on average over the last 24 hours; moment: right now", ENTRY_KINDS, required=True),
        _day("for_date", "The day the entry is for", required=True),
        Column("for_time", Type.CLOCK, "The time of a moment, hours and minutes; empty for a day's entry"),
        _moment("entered_at", "When it was entered, with the offset of the place you were in then"),
        _yes_no("late", "yes: entered on a later day than the one it is for"),
        _score("leg_pain", "Leg pain"),
        _score("back_pain", "Back pain"),
        _score("worst_leg_pain", "Worst leg pain of the day"),
        _code("side", "Which leg", SIDES),
        _computed(
            "farthest_point", Type.CODE, "Of the regions, the one farthest from the spine; computed", tuple(REGIONS)
        ),
        _codes("regions", "Where pain was felt", REGIONS),
        _codes("qualities", "What the pain was like", QUALITIES),
        _whole("numbness_tingling", "Numbness or tingling, 0 (none) to 10", SCORE_LOW, SCORE_HIGH),
        _whole("weakness", "Weakness, 0 (none) to 10", SCORE_LOW, SCORE_HIGH),
        _whole("sleep_disturbed", "How much sleep was disturbed, 0 (not at all) to 10", SCORE_LOW, SCORE_HIGH),
        _whole("sitting_minutes", "How long you could sit, minutes", 0, DAY_MINUTES),
        _whole("walking_minutes", "How long you could walk, minutes", 0, DAY_MINUTES),
        _codes("aggravated_by", "What made it worse", AGGRAVATED_BY),
        _codes("eased_by", "What made it better", EASED_BY),
        _codes("warning_signs", "Warning signs that were ticked", WARNING_SIGNS),
        _text("note", "Your note"),
    ),
)

SESSIONS: Final = File(
    "sessions.csv",
    "Treatment sessions and self-care of every kind",
    (
        _id("session_id", "The session's id", required=True),
        _code("kind", "What kind of treatment or self-care", SESSION_KINDS, required=True),
        _code("status", "Whether it is planned, was attended or was missed", SESSION_STATUSES, required=True),
        _moment("started_at", "When it began, with the offset of the place you were in then", required=True),
        _whole("minutes", "How long it took, minutes", SESSION_MINUTES_LOW, SESSION_MINUTES_HIGH),
        _id("course_id", "The course it belongs to, as in courses.csv"),
        _count("session_number", "Its number among the attended sessions of its whole course, by time; computed"),
        _text("practitioner", "Who gave the treatment"),
        _score("leg_before", "Leg pain just before"),
        _score("back_before", "Back pain just before"),
        _score("leg_after", "Leg pain just after"),
        _score("back_after", "Back pain just after"),
        _number(
            "leg_next_day",
            "Leg pain of the next day: a whole number from that day's entry, or the mean of two or more moments "
            "with two decimals; computed",
        ),
        _code("helped", "Whether it helped", HELPED),
        _codes("regions", "Parts of the body treated", REGIONS),
        _codes("zones", "Acupuncture: where the needles went, in everyday words", ZONES),
        _text("points", "Acupuncture: points with their side, such as: BL40 left; GB30 both; GV4"),
        _whole("needle_count", "Acupuncture: number of needles", NEEDLE_COUNT_LOW, NEEDLE_COUNT_HIGH),
        _whole("needle_minutes", "Acupuncture: minutes with needles in", NEEDLE_MINUTES_LOW, NEEDLE_MINUTES_HIGH),
        _code("stimulation", "Acupuncture: how the needles were stimulated", STIMULATIONS),
        _code("sensation", "Acupuncture: sensation felt", SENSATIONS),
        _text(
            "exercises",
            "Physiotherapy and stretching: name [sets x repetitions, hold seconds], such as: Bridge [3x10, hold - s]; "
            "a - is not recorded, a ; or \\ inside a name has a \\ before it",
        ),
        _whole("distance_m", "Walking and swimming: metres", DISTANCE_LOW, DISTANCE_HIGH),
        _text(
            "side_effects",
            "Side effects: item, severity, how long, such as: bruise mild same_day; tired; a - is not recorded",
        ),
        Column("cost", Type.DECIMAL, "What it cost, in the currency you use, two decimals"),
        _yes_no("insurance_covered", "Whether insurance pays for it"),
        _text("note", "Your note"),
    ),
)

COURSES: Final = File(
    "courses.csv",
    "Courses of sessions with their plan and how they compare with the starting week",
    (
        _id("course_id", "The course's id", required=True),
        _code("kind", "What kind of sessions", COURSE_KINDS, required=True),
        _code("phase", "Phase of the course", PHASES, required=True),
        _day("started_on", "The day it started", required=True),
        _day("ended_on", "The day it ended; only for an ended course"),
        _whole("planned_sessions", "Sessions planned", PLANNED_SESSIONS_LOW, PLANNED_SESSIONS_HIGH, required=True),
        _whole("per_week", "Sessions planned a week", PER_WEEK_LOW, PER_WEEK_HIGH),
        _count("attended", "Sessions attended; computed"),
        _count("missed", "Sessions missed; computed"),
        _number("baseline_leg", "Mean leg pain of the starting week; computed"),
        _number("latest_leg", "Latest weekly mean of leg pain; computed"),
        _number("change_points", "latest_leg less baseline_leg in points, so that better is negative; computed"),
        _number("change_percent", "The same in percent of baseline_leg; empty where that is under 1; computed"),
        _computed("label", Type.CODE, "What that change is called (see below); computed", tuple(Label)),
        _computed("confirmed", Type.YES_NO, "yes: two neighbouring weeks stand behind the label; computed"),
        _text("goal", "Your goal"),
    ),
    notes=(
        "The starting week is the 7 days before the first attended session if at least 4 are logged, else the first 7 "
        "logged days from 7 days before that session on, if there are at least 4. Labels: worse is a rise of 2 points "
        "and 30 % or more; substantial a fall of 50 % and 2 points or more; meaningful a fall of 30 % and 2 points (1 "
        "point where the starting week is 4 or less) or more; small a fall of 10 % or more; else no_clear_change. Of "
        "two neighbouring weeks the label nearer to no clear change counts. A course that ended is looked at up to "
        "its last day. The numbers show what happened, not why."
    ),
)

MEDICATION: Final = File(
    "medication.csv",
    "Medicine you took, and days on which you took none",
    (
        _id("dose_id", "The row's id", required=True),
        Column(
            "taken_at",
            Type.DAY_OR_MOMENT,
            "When it was taken, with its offset; only the day where you said that you took none that day",
            required=True,
        ),
        _text("name", "The medicine; empty where you took none that day"),
        Column("amount", Type.DECIMAL, "How much, up to three decimals"),
        _code("unit", "Unit of the amount", DOSE_UNITS),
        _code("helped", "Whether it helped", HELPED),
        _whole("minutes_to_relief", "Minutes until it helped", RELIEF_MINUTES_LOW, RELIEF_MINUTES_HIGH),
        _text("note", "Your note"),
    ),
    notes="A day without any row is not recorded, which is not the same as none taken.",
)


def _week_columns(site: str) -> tuple[Column, ...]:
    return (
        _number(f"{site}_mean", f"Mean {site} pain of the week's logged days, once there are 4"),
        _number(f"{site}_low", "Low end of the rough range of that mean"),
        _number(f"{site}_high", "High end of the rough range of that mean"),
        _count(f"{site}_days", f"Days of the week with a {site} score"),
    )


WEEKLY: Final = File(
    "weekly.csv",
    "Weekly means of every course",
    (
        _computed("course_id", Type.IDENTIFIER, "The course, as in courses.csv"),
        _count("week", "Week of the course; week 1 begins on the day of the first attended session"),
        _computed("from_date", Type.DAY, "First day of the week"),
        _computed("to_date", Type.DAY, "Last day of the week"),
        *_week_columns("leg"),
        *_week_columns("back"),
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
        _id("episode_id", "The episode's id", required=True),
        _code("side", "Which leg", SIDES),
        _day("began_on", "When it began"),
        _code("duration_at_start", "How long it had lasted when you began this diary", DURATIONS),
        _code("cause_told", "What a clinician said the cause is", CAUSES_TOLD),
        _codes("warning_signs", "Warning signs ticked at set-up", WARNING_SIGNS),
        _day("ended_on", "When it ended"),
        _text("note", "Your note"),
        _moment("created_at", "When it was entered"),
    ),
)
CAUTION_ROWS: Final = File(
    "cautions.csv",
    "What a practitioner should know before needles go in",
    (
        _id("caution_id", "The caution's id", required=True),
        _code("kind", "Which caution", CAUTIONS, required=True),
        _day("noted_on", "When you first noted it", required=True),
        _day("confirmed_on", "When you last confirmed it", required=True),
        _day("ended_on", "When you took it off"),
        _text("note", "Your note"),
    ),
)
FUNCTION: Final = File(
    "function.csv",
    "Activities you named and how well you could do them",
    (
        _id("activity_id", "The activity's id", required=True),
        _text("activity", "The activity, in your words", required=True),
        _whole("position", "Its place in your list, from 0", 0, 999, required=True),
        _moment("named_at", "When you named it"),
        _day("retired_on", "When you stopped scoring it"),
        _id("score_id", "The score's id; empty for an activity without a score here"),
        _day("for_date", "The day of the score"),
        _whole("score", "0 (cannot do it) to 10 (as well as before)", SCORE_LOW, SCORE_HIGH),
        _moment("entered_at", "When the score was entered"),
    ),
    notes="One row for each score; an activity without a score has one row. Here 10 is good.",
)
CHANGES: Final = File(
    "changes.csv",
    "Dated changes, such as a new chair or a fall",
    (
        _id("change_id", "The change's id", required=True),
        _code("kind", "What changed", CHANGE_KINDS, required=True),
        _day("for_date", "The day of the change", required=True),
        _text("note", "Your note"),
        _moment("entered_at", "When it was entered"),
    ),
)
PLAN_CHANGES: Final = File(
    "plan_changes.csv",
    "Changes of a course's plan, with who and why",
    (
        _id("plan_change_id", "The change's id", required=True),
        _id("course_id", "The course, as in courses.csv", required=True),
        _moment("at", "When it was changed", required=True),
        _text("by", "Who changed it", required=True),
        _text("changed", "What changed, as JSON", required=True),
        _text("reason", "Why"),
    ),
)
DETAILS: Final = File(
    "details.csv",
    "What the files above have no column for",
    (
        _code("record", "Which file the id is in", ("course", "session", "dose"), required=True),
        _id("id", "The id of the course, session or dose", required=True),
        _moment("entered_at", "When it was entered", required=True),
        _whole("visits_allowed", "Course: visits the insurer pays for", VISITS_LOW, VISITS_HIGH),
    ),
)
ACCOUNT: Final = File(
    "account.csv",
    "Your account",
    (
        _computed("user_name", Type.TEXT, "User name"),
        _computed("email", Type.TEXT, "E-mail address"),
        _computed("time_zone", Type.TEXT, "Time zone"),
        _computed("country", Type.TEXT, "Country, two letters"),
        _computed("created_at", Type.MOMENT, "When the account was made"),
    ),
    notes="Not imported: an import goes into an account that is there already.",
)

MAIN_FILES: Final = (ENTRIES, SESSIONS, COURSES, MEDICATION, WEEKLY)
FILES: Final = (*MAIN_FILES, EPISODE, CAUTION_ROWS, FUNCTION, CHANGES, PLAN_CHANGES, DETAILS, ACCOUNT)
FILE_BY_NAME: Final[Mapping[str, File]] = MappingProxyType({file.name: file for file in FILES})
README: Final = "README.txt"
PACKAGE: Final = "datapackage.json"
ALL: Final = "all.zip"
