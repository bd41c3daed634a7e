"""What the exported files say of themselves: their titles, README.txt and what stands beside the columns."""

from collections.abc import Collection, Mapping
from typing import Final

from tracker.domain.scores.lateness import REMEMBERED_DAYS
from tracker.wording.accounts import wait_words
from tracker.wording.language import N_, Sentence, Words, _, told

TITLES: Final[Mapping[str, str]] = {
    "entries.csv": N_("Pain scores and everything else you noted by day and moment"),
    "sessions.csv": N_("Treatment sessions and self-care of every kind"),
    "courses.csv": N_("Courses of sessions with their plan and how they compare with the starting week"),
    "medication.csv": N_("Medicine you took, and days on which you took none"),
    "weekly.csv": N_("Weekly means of every course"),
    "episode.csv": N_("What you said about this bout of sciatica"),
    "cautions.csv": N_("What a practitioner should know before needles go in"),
    "function.csv": N_("Activities you named and how well you could do them"),
    "changes.csv": N_("Dated changes, such as a new chair or a fall"),
    "tags.csv": N_("Own short words on days, such as a long drive"),
    "day_context.csv": N_("Steps and sleep of days, as a watch or a phone counted them"),
    "plan_changes.csv": N_("Changes of a course's plan, with who and why"),
    "reviews.csv": N_("Reviews of courses: what was decided and why, and what the numbers said on that day"),
    "starting_weeks.csv": N_("Every value that the starting week of a course was given once it was settled"),
    "with_and_without.csv": N_("Days with something beside days near them without it"),
    "fit_answers.csv": N_("What you answered to whether acupuncture fits you, by day"),
    "experiments.csv": N_("Experiments on oneself: what was compared, for how long, and what came out"),
    "experiment_blocks.csv": N_("The blocks of days of those experiments"),
    "session_records.csv": N_("What practitioners recorded of sessions, in their own view"),
    "details.csv": N_("What the files above have no column for"),
    "notes.csv": N_("Notes your practitioners wrote to you, with your answers"),
    "plan_proposals.csv": N_("Changes of a course's plan that practitioners proposed, and what became of them"),
    "warning_sign_answers.csv": N_("What was done about warning signs, by you and by practitioners"),
    "reviews_suggested.csv": N_("Reviews of a course that practitioners suggested"),
    "questions.csv": N_("What you wanted to ask at a session"),
    "account.csv": N_("Your account"),
    "what-you-wrote.csv": N_("What you wrote about a patient who no longer shares with you"),
}
# What files hold, where that is said otherwise to somebody else than the owner.
_OF_OTHERS: Final[Mapping[str, str]] = {
    "fit_answers.csv": N_("What the patient answered to whether acupuncture fits them, by day"),
    "entries.csv": N_("Pain scores and everything else the patient noted by day and moment"),
    "medication.csv": N_("Medicine the patient took, and days on which the patient took none"),
}
NOT_IMPORTED: Final = N_("Not imported: what somebody else wrote is theirs to write and to correct.")
# What the columns of a file alone cannot say.
NOTES: Final[Mapping[str, Sentence]] = {
    "courses.csv": lambda: _(
        "The starting week is the 7 days before the first attended session if at least 4 are logged, else the first 7 "
        "logged days from 7 days before that session on, if there are at least 4. Labels: worse is a rise of 2 points "
        "and 30 %% or more; substantial a fall of 50 %% and 2 points or more; meaningful a fall of 30 %% and 2 points "
        "(1 point where the starting week is 4 or less) or more; small a fall of 10 %% or more; else no_clear_change. "
        "Of two neighbouring weeks the label nearer to no clear change counts. A course that ended is looked at up to "
        "its last day. A week is mostly from memory where more than half of its logged days were entered over %(days)s "
        "days later: nothing is confirmed by it. The numbers show what happened, not why.",
        days=REMEMBERED_DAYS,
    ),
    "medication.csv": N_("A day without any row is not recorded, which is not the same as none taken."),
    "weekly.csv": N_(
        "A day's score is its daily entry, or else the mean of two or more moments. The rough range is mean +- "
        "t(0.975, n-1) s / sqrt(0.6 n / 1.4), clipped to 0 to 10. The whole file is computed and is not imported."
    ),
    "function.csv": N_("One row for each score; an activity without a score has one row. Here 10 is good."),
    "starting_weeks.csv": N_(
        "The newest row of a course holds. A later row means that something it rests on was changed. Whose act that "
        "was is not in the files."
    ),
    "with_and_without.csv": N_(
        "Rows are in the order of the app's lists, never by size. All rows are judged together: with nothing "
        "connected, 2 to 7 %% of diaries show any row as mentioned. It may be the other way round, and other things "
        "change in the same days. At most the last three years. The whole file is computed and is not imported."
    ),
    "experiments.csv": N_(
        "The range is D +- t(0.975, n-1) s / sqrt(n) of the n usable pairs. With coin_share above 1 in 8, or a range "
        "over 0, it is too close to tell. It holds for one person, in those weeks. Coins of pairs to come are not in "
        "here: where an experiment that goes on is imported into another record, they are tossed anew."
    ),
    "experiment_blocks.csv": N_(
        "Only blocks that have begun. The whole file is computed and is not imported: the coins are in experiments.csv."
    ),
    "session_records.csv": N_(
        "STRICTA is a checklist for reports of acupuncture; its items 3 are in courses.csv. The side effects in here "
        "are the practitioner's view; those in sessions.csv are the patient's. Not imported: only the practitioner who "
        "wrote a record can write or correct it."
    ),
    "notes.csv": NOT_IMPORTED,
    "plan_proposals.csv": N_(
        "Not imported: what somebody else wrote is theirs to write and to correct. What an accepted one changed is in "
        "plan_changes.csv."
    ),
    "warning_sign_answers.csv": NOT_IMPORTED,
    "reviews_suggested.csv": NOT_IMPORTED,
    "account.csv": N_("Not imported: an import goes into an account that is there already."),
}
PACKAGE: Final = N_("Sciatica Tracker: one person's record")
OPENING: Final = N_("""\
SCIATICA TRACKER: YOUR RECORD

These files hold everything you recorded, and the app can read them back. A spreadsheet reads them too: see below.
""")
SHARED_OPENING: Final = N_("""\
SCIATICA TRACKER: THE SHARED PART OF A RECORD

%(shared)s Nothing else of the record is in here.
Keep these files as safe as any health record. A spreadsheet reads them: see below. Where the columns say "you",
they mean the person whose record this is.
""")
WRITING: Final = N_("""\
This is a diary, not a diagnosis: it shows what happened, not why.

How the files are written
- UTF-8, one header row, cells between commas, lines ended by CR LF (RFC 4180). Cells are in quotes, empty ones
  are not. There is no byte order mark.
- In a spreadsheet, import them as text: UTF-8, separated by commas, dates as year-month-day. In Excel that is Data,
  From Text/CSV. A double click can show wrong letters, or all in one column, as some countries expect semicolons.
- An empty cell means: not recorded. It never means 0.
- Days are written 2026-03-01, times of day 18:30, moments 2026-03-01T18:30:00+01:00 with their offset from UTC.
  Moments for which the app keeps no place, such as when a course was entered, are in UTC (+00:00).
- Lists are joined by a semicolon and a blank. Numbers have a decimal point. Yes and no are yes and no.
- Means, ranges, points and percents have two decimals, halves rounded to the even neighbour.
- Free text that starts with one of = + - @ or their wide forms, a tab, a line end or a ' has a ' put before it, so that
  no spreadsheet runs it as a formula.""")
READ_BACK: Final = N_(""" The import takes exactly that ' away again.
- A moment stays at the place whose offset is written beside it, where details.csv is in the same folder or the row is
  here already. Rows that other programs wrote are moved to your own time zone, so that their day is yours.
- Ids are unique within your record. The import uses them: the same id with the same content changes nothing, the same
  id with other content is refused.
- Computed columns may be changed or left out: the import works them out again.
""")
NOT_READ_BACK: Final = N_("""
- Ids are unique within the record.
""")
RANGE: Final = N_("""\
- Where a range of days was asked for, sessions, entries and doses are those of its days, courses those that touch it
  or have a session in it. What is computed for a course always looks at the whole course.
""")
DOWNLOADS: Final = Words(
    {
        "everything": N_("Everything"),
        "months": N_("Last 3 months"),
        "under_way": N_("A download of everything is under way. Please wait until it is done."),
        "several": N_("Several downloads are under way on this server. Please wait a moment, then try again."),
    }
)


def file_title(name: str) -> str:
    """What a file holds, by its name, as it is said to whoever reads."""
    return told(TITLES[name], _OF_OTHERS.get(name, TITLES[name]))


def opening(shared: str | None) -> str:
    """How README.txt begins; `shared` is what somebody else than the owner was given."""
    if shared is None:
        return _(OPENING) + _(WRITING) + _(READ_BACK) + _(RANGE)
    return _(SHARED_OPENING, shared=shared) + _(WRITING) + _(NOT_READ_BACK) + _(RANGE)


def column_words(name: str, kind: str, meaning: str) -> str:
    """What a column is; `kind` and `meaning` are marked."""
    return _("%(column)s (%(kind)s): %(meaning)s.", column=name, kind=_(kind), meaning=_(meaning))


def any_of(codes: Collection[str]) -> str:
    return _("Any of: %(codes)s.", codes=", ".join(codes))


def one_of(codes: Collection[str]) -> str:
    return _("One of: %(codes)s.", codes=", ".join(codes))


def between(low: int, high: int) -> str:
    return _("From %(low)s to %(high)s.", low=low, high=high)


def shares(name: str, shown: str) -> str:
    """What somebody else is given."""
    return _("%(name)s shares %(shown)s.", name=name, shown=shown)


def many_downloads(seconds: int) -> str:
    return _(
        "There were many downloads in the last hour. Please wait %(wait)s, then try again.", wait=wait_words(seconds)
    )
