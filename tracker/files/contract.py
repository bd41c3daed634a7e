"""What each exported file holds: its columns in order, what every one of them means, and how its cells are written."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tracker.domain.limits import SCORE_HIGH, SCORE_LOW
from tracker.domain.scores.lateness import REMEMBERED_DAYS
from tracker.fields.courses import COURSE, COURSE_IN_DETAILS
from tracker.fields.doses import DOSE
from tracker.fields.entries import ENTRY
from tracker.fields.field import (
    Kind,
    code,
    codes,
    computed,
    count,
    day,
    identifier,
    line,
    moment,
    note,
    number,
    structured,
    whole,
)
from tracker.fields.session_records import SESSION_RECORD
from tracker.fields.sessions import SESSION
from tracker.files.columns import File
from tracker.files.concluded import REVIEWS, STARTING_WEEKS
from tracker.files.letters import ANSWERS, NOTES, PROPOSALS, QUESTIONS, SUGGESTED
from tracker.wording.cautions import CAUTIONS
from tracker.wording.language import N_, _
from tracker.wording.vocabularies import CAUSES_TOLD, CHANGE_KINDS, DURATIONS, SIDES
from tracker.wording.warning_signs import WARNING_SIGNS

ENTRIES: Final = File("entries.csv", N_("Pain scores and everything else you noted by day and moment"), ENTRY)
SESSIONS: Final = File("sessions.csv", N_("Treatment sessions and self-care of every kind"), SESSION)
COURSES: Final = File(
    "courses.csv",
    N_("Courses of sessions with their plan and how they compare with the starting week"),
    COURSE,
    notes=lambda: _(
        "The starting week is the 7 days before the first attended session if at least 4 are logged, else the first 7 "
        "logged days from 7 days before that session on, if there are at least 4. Labels: worse is a rise of 2 points "
        "and 30 %% or more; substantial a fall of 50 %% and 2 points or more; meaningful a fall of 30 %% and 2 points "
        "(1 point where the starting week is 4 or less) or more; small a fall of 10 %% or more; else no_clear_change. "
        "Of two neighbouring weeks the label nearer to no clear change counts. A course that ended is looked at up to "
        "its last day. A week is mostly from memory where more than half of its logged days were entered over %(days)s "
        "days later: nothing is confirmed by it. The numbers show what happened, not why.",
        days=REMEMBERED_DAYS,
    ),
)

MEDICATION: Final = File(
    "medication.csv",
    N_("Medicine you took, and days on which you took none"),
    DOSE,
    notes=N_("A day without any row is not recorded, which is not the same as none taken."),
)


LOW_END: Final = N_("Low end of the rough range of that mean")
HIGH_END: Final = N_("High end of the rough range of that mean")
WEEKLY: Final = File(
    "weekly.csv",
    N_("Weekly means of every course"),
    (
        computed("course_id", Kind.IDENTIFIER, N_("The course, as in courses.csv")),
        count("week", N_("Week of the course; week 1 begins on the day of the first attended session")),
        computed("from_date", Kind.DAY, N_("First day of the week")),
        computed("to_date", Kind.DAY, N_("Last day of the week")),
        number("leg_mean", N_("Mean leg pain of the week's logged days, once there are 4")),
        number("leg_low", LOW_END),
        number("leg_high", HIGH_END),
        count("leg_days", N_("Days of the week with a leg score")),
        number("back_mean", N_("Mean back pain of the week's logged days, once there are 4")),
        number("back_low", LOW_END),
        number("back_high", HIGH_END),
        count("back_days", N_("Days of the week with a back score")),
        count("leg_late_days", N_("How many of the days behind leg pain were entered later; computed")),
        count("back_late_days", N_("The same for back pain; computed")),
    ),
    notes=N_(
        "A day's score is its daily entry, or else the mean of two or more moments. The rough range is mean +- "
        "t(0.975, n-1) s / sqrt(0.6 n / 1.4), clipped to 0 to 10. The whole file is computed and is not imported."
    ),
)

EPISODE: Final = File(
    "episode.csv",
    N_("What you said about this bout of sciatica"),
    (
        identifier("episode_id", N_("The episode's id"), "id", required=True),
        code("side", N_("Which leg"), SIDES),
        day("began_on", N_("When it began")),
        code("duration_at_start", N_("How long it had lasted when you began this diary"), DURATIONS),
        code("cause_told", N_("What a clinician said the cause is"), CAUSES_TOLD),
        codes("warning_signs", N_("Warning signs ticked at set-up"), WARNING_SIGNS),
        day("ended_on", N_("When it ended")),
        note("note", N_("Your note")),
        moment("created_at", N_("When it was entered")),
    ),
)
CAUTION_ROWS: Final = File(
    "cautions.csv",
    N_("What a practitioner should know before needles go in"),
    (
        identifier("caution_id", N_("The caution's id"), "id", required=True),
        code("kind", N_("Which caution"), CAUTIONS, required=True),
        day("noted_on", N_("When you first noted it"), required=True),
        day("confirmed_on", N_("When you last confirmed it"), required=True),
        day("ended_on", N_("When you took it off")),
        note("note", N_("Your note")),
    ),
)
FUNCTION: Final = File(
    "function.csv",
    N_("Activities you named and how well you could do them"),
    (
        identifier("activity_id", N_("The activity's id"), required=True),
        line("activity", N_("The activity, in your words"), required=True),
        whole("position", N_("Its place in your list, from 0"), 0, 999, required=True),
        moment("named_at", N_("When you named it")),
        day("retired_on", N_("When you stopped scoring it")),
        identifier("score_id", N_("The score's id; empty for an activity without a score here")),
        day("for_date", N_("The day of the score")),
        whole("score", N_("0 (cannot do it) to 10 (as well as before)"), SCORE_LOW, SCORE_HIGH),
        moment("entered_at", N_("When the score was entered")),
    ),
    notes=N_("One row for each score; an activity without a score has one row. Here 10 is good."),
)
CHANGES: Final = File(
    "changes.csv",
    N_("Dated changes, such as a new chair or a fall"),
    (
        identifier("change_id", N_("The change's id"), "id", required=True),
        code("kind", N_("What changed"), CHANGE_KINDS, required=True),
        day("for_date", N_("The day of the change"), required=True),
        note("note", N_("Your note")),
        moment("entered_at", N_("When it was entered")),
    ),
)
PLAN_CHANGES: Final = File(
    "plan_changes.csv",
    N_("Changes of a course's plan, with who and why"),
    (
        identifier("plan_change_id", N_("The change's id"), "id", required=True),
        identifier("course_id", N_("The course, as in courses.csv"), required=True),
        moment("at", N_("When it was changed"), required=True),
        line("by", N_("Who changed it"), "by_name", required=True),
        structured("changed", Kind.PLAIN_VALUES, N_("What changed, as JSON"), required=True),
        note("reason", N_("Why")),
    ),
)
SESSION_RECORDS: Final = File(
    "session_records.csv",
    N_("What practitioners recorded of sessions, in their own view"),
    SESSION_RECORD,
    notes=N_(
        "STRICTA is a checklist for reports of acupuncture; its items 3 are in courses.csv. The side effects in here "
        "are the practitioner's view; those in sessions.csv are the patient's. Not imported: only the practitioner who "
        "wrote a record can write or correct it."
    ),
)
DETAILS: Final = File(
    "details.csv",
    N_("What the files above have no column for"),
    (
        code("record", N_("Which file the id is in"), ("course", "session", "dose"), required=True),
        identifier("id", N_("The id of the course, session or dose"), required=True),
        moment("entered_at", N_("When it was entered"), required=True),
        *COURSE_IN_DETAILS,
    ),
)
ACCOUNT: Final = File(
    "account.csv",
    N_("Your account"),
    (
        computed("user_name", Kind.LINE, N_("User name")),
        computed("email", Kind.LINE, N_("E-mail address")),
        computed("time_zone", Kind.LINE, N_("Time zone")),
        computed("country", Kind.LINE, N_("Country, two letters")),
        computed("created_at", Kind.MOMENT, N_("When the account was made")),
    ),
    notes=N_("Not imported: an import goes into an account that is there already."),
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
