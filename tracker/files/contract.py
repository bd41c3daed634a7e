"""Which files are exported: each with its name and, in their order, the fields that are its columns."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tracker.fields import letters, records
from tracker.fields.courses import COURSE
from tracker.fields.doses import DOSE
from tracker.fields.entries import ENTRY
from tracker.fields.experiments import BLOCK, EXPERIMENT
from tracker.fields.session_records import SESSION_RECORD
from tracker.fields.sessions import SESSION
from tracker.files.columns import File

ENTRIES: Final = File("entries.csv", ENTRY)
SESSIONS: Final = File("sessions.csv", SESSION)
COURSES: Final = File("courses.csv", COURSE)
MEDICATION: Final = File("medication.csv", DOSE)
WEEKLY: Final = File("weekly.csv", records.WEEK)
EPISODE: Final = File("episode.csv", records.EPISODE)
CAUTION_ROWS: Final = File("cautions.csv", records.CAUTION)
FUNCTION: Final = File("function.csv", records.ACTIVITY)
CHANGES: Final = File("changes.csv", records.CHANGE)
TAGS: Final = File("tags.csv", records.TAGS)
DAY_CONTEXT: Final = File("day_context.csv", records.DAY_CONTEXT)
PLAN_CHANGES: Final = File("plan_changes.csv", records.PLAN_CHANGE)
REVIEWS: Final = File("reviews.csv", records.REVIEW)
STARTING_WEEKS: Final = File("starting_weeks.csv", records.STARTING_WEEK)
WITH_WITHOUT: Final = File("with_and_without.csv", records.WITH_WITHOUT)
EXPERIMENTS: Final = File("experiments.csv", EXPERIMENT)
EXPERIMENT_BLOCKS: Final = File("experiment_blocks.csv", BLOCK)
SESSION_RECORDS: Final = File("session_records.csv", SESSION_RECORD)
DETAILS: Final = File("details.csv", records.DETAILS)
NOTES: Final = File("notes.csv", letters.NOTE)
PROPOSALS: Final = File("plan_proposals.csv", letters.PROPOSAL)
ANSWERS: Final = File("warning_sign_answers.csv", letters.ANSWER)
SUGGESTED: Final = File("reviews_suggested.csv", letters.SUGGESTED_REVIEW)
QUESTIONS: Final = File("questions.csv", letters.QUESTION)
FIT: Final = File("fit_answers.csv", records.FIT)
ACCOUNT: Final = File("account.csv", records.ACCOUNT)

MAIN_FILES: Final = (ENTRIES, SESSIONS, COURSES, MEDICATION, WEEKLY)
FILES: Final = (
    *MAIN_FILES,
    EPISODE,
    CAUTION_ROWS,
    FUNCTION,
    CHANGES,
    TAGS,
    DAY_CONTEXT,
    PLAN_CHANGES,
    REVIEWS,
    STARTING_WEEKS,
    WITH_WITHOUT,
    FIT,
    EXPERIMENTS,
    EXPERIMENT_BLOCKS,
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
BOOK: Final = "all.xlsx"
BUNDLE: Final = "all.fhir.json"
# What the chart of a workbook is drawn from. It is worked out, and stands in no other file.
PAIN_BY_DAY: Final = File("pain_by_day", records.DAY)
