"""The fields of what else is recorded, each in the order of its file, and of what is worked out for weeks."""

from typing import Final

from tracker.domain.course.verdict import Doubt, Label
from tracker.domain.learning.with_without import Outcome
from tracker.domain.limits import COST_HIGH, STEPS
from tracker.domain.values.periods import DAYS_IN_WEEK
from tracker.fields.courses import COURSE_IN_DETAILS
from tracker.fields.field import (
    SCORES,
    Fields,
    Kind,
    code,
    codes,
    computed,
    count,
    day,
    decimal,
    field,
    identifier,
    imported_from,
    line,
    mean,
    minutes,
    moment,
    note,
    number,
    whole,
    yes_no,
)
from tracker.wording.cautions import CAUTIONS
from tracker.wording.fit import CAUTIONS_OR_NONE, MATTERS, MEDICINES, TRIED
from tracker.wording.language import N_
from tracker.wording.vocabularies import CAUSES_TOLD, CHANGE_KINDS, DURATIONS, GLOBAL_CHANGES, REVIEW_DECISIONS, SIDES
from tracker.wording.warning_signs import SIGNS_OR_NONE

LOW_END: Final = N_("Low end of the rough range of that mean")
HIGH_END: Final = N_("High end of the rough range of that mean")
MOST_DONE: Final = 9_999
WEEK: Final[Fields] = (
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
    count("leg_imported_days", N_("How many of the days behind leg pain were imported from another app; computed")),
    count("back_imported_days", N_("The same for back pain; computed")),
)
WITH_WITHOUT: Final[Fields] = (
    computed(
        "row",
        Kind.LINE,
        N_("What the days have or lack: `session`, `medicine`, `worse` or `better` with its code or name, or a fact"),
    ),
    computed("outcome", Kind.CODE, N_("Whose leg pain is compared: the next day's, or the same day's"), tuple(Outcome)),
    count("with_days", N_("Days with it whose outcome has a score")),
    count("without_days", N_("Days without it whose outcome has a score; a day without an entry is neither")),
    count("counted_days", N_("Days with it that have a day without it at most 7 days away")),
    number(
        "difference",
        N_("Mean of each counted day's score less the mean of the days near it; empty where there is too little"),
    ),
    computed(
        "share",
        Kind.SHARE,
        N_("How often scores shifted along the days give as large a difference in any row, 0 to 1; empty likewise"),
    ),
    computed("mentioned", Kind.YES_NO, N_("yes: share is 0.05 or less, so that the page says the difference")),
    count("days_missing", N_("How many more days the row needs; empty where treatments are not compared")),
)
DAY: Final[Fields] = (
    computed("day", Kind.DAY, N_("The day; every day has a row, and a blank is not recorded")),
    computed(
        "leg_pain",
        Kind.DECIMAL,
        N_("Leg pain of the day, 0 (no pain) to 10 (worst pain imaginable): its entry, or the mean of its moments"),
        places=None,
    ),
    computed("back_pain", Kind.DECIMAL, N_("The same for back pain"), places=None),
    computed("leg_pain_later", Kind.DECIMAL, N_("leg_pain once more where it was given on a later day"), places=None),
    computed("back_pain_later", Kind.DECIMAL, N_("The same for back pain"), places=None),
)
EPISODE: Final[Fields] = (
    identifier("episode_id", N_("The episode's id"), stored="id", required=True),
    code("side", N_("Which leg"), SIDES),
    day("began_on", N_("When it began")),
    code("duration_at_start", N_("How long it had lasted when you began this diary"), DURATIONS),
    code("cause_told", N_("What a clinician said the cause is"), CAUSES_TOLD),
    codes("warning_signs", N_("Warning signs ticked when first asked; `none` for none of them"), SIGNS_OR_NONE),
    day("ended_on", N_("When it ended")),
    note("note", N_("Your note")),
    moment("created_at", N_("When it was entered")),
)
CAUTION: Final[Fields] = (
    identifier("caution_id", N_("The caution's id"), stored="id", required=True),
    code("kind", N_("Which caution"), CAUTIONS, required=True),
    day("noted_on", N_("When you first noted it"), required=True),
    day("confirmed_on", N_("When you last confirmed it"), required=True),
    day("ended_on", N_("When you took it off")),
    note("note", N_("Your note")),
)
ACTIVITY: Final[Fields] = (
    identifier("activity_id", N_("The activity's id"), required=True),
    line("activity", N_("The activity, in your words"), required=True),
    whole("position", N_("Its place in your list, from 0"), within=(0, 999), required=True),
    moment("named_at", N_("When you named it")),
    day("retired_on", N_("When you stopped scoring it")),
    identifier("score_id", N_("The score's id; empty for an activity without a score here")),
    day("for_date", N_("The day of the score")),
    whole("score", N_("0 (cannot do it) to 10 (as well as before)"), within=SCORES),
    moment("entered_at", N_("When the score was entered")),
)
CHANGE: Final[Fields] = (
    identifier("change_id", N_("The change's id"), stored="id", required=True),
    code("kind", N_("What changed"), CHANGE_KINDS, required=True),
    day("for_date", N_("The day of the change"), required=True),
    note("note", N_("Your note")),
    moment("entered_at", N_("When it was entered")),
    imported_from(),
)
DAY_CONTEXT: Final[Fields] = (
    identifier("context_id", N_("The row's id"), stored="id", required=True),
    day("for_date", N_("The day"), required=True),
    whole("steps", N_("Steps of the day"), within=STEPS),
    minutes("sleep_minutes", N_("How long the night before the day was slept, minutes")),
    moment("entered_at", N_("When it was entered")),
    imported_from(),
)
TAGS: Final[Fields] = (
    identifier("tags_id", N_("The id of the day's tags"), stored="id", required=True),
    day("for_date", N_("The day"), required=True),
    note("tags", N_("Your own short words on the day, with semicolons between"), required=True),
    moment("entered_at", N_("When they were entered")),
)
FIT: Final[Fields] = (
    identifier("fit_id", N_("The id of the day's answers"), stored="id", required=True),
    day("for_date", N_("The day on which you answered"), required=True),
    code("duration", N_("How long the leg pain had lasted by then"), DURATIONS),
    code("side", N_("Which leg"), SIDES),
    code("cause_told", N_("What a clinician said the cause is"), CAUSES_TOLD),
    codes("tried", N_("What you had tried; `none` for nothing yet"), TRIED),
    codes("cautions", N_("What a practitioner should know before needles; `none` for none of it"), CAUTIONS_OR_NONE),
    codes("medicine", N_("Medicine you took; `none` for none"), MEDICINES),
    code("matters_most", N_("What mattered most to you"), MATTERS),
    decimal("session_cost", N_("What a session costs, in your currency, two decimals"), within=(None, COST_HIGH)),
    yes_no("in_brief", N_("yes: it stands on the one-page brief")),
    moment("entered_at", N_("When it was entered")),
)
PLAN_CHANGE: Final[Fields] = (
    identifier("plan_change_id", N_("The change's id"), stored="id", required=True),
    identifier("course_id", N_("The course, as in courses.csv"), required=True),
    moment("at", N_("When it was changed"), required=True),
    line("by", N_("Who changed it"), stored="by_name", required=True),
    field(Kind.PLAIN_VALUES, "changed", N_("What changed, as JSON"), required=True),
    note("reason", N_("Why")),
)
REVIEW: Final[Fields] = (
    identifier("review_id", N_("The review's id"), stored="id", required=True),
    identifier("course_id", N_("The course, as in courses.csv"), required=True),
    day("held_on", N_("The day of the review"), required=True),
    whole("sessions_done", N_("Sessions attended by then"), within=(0, MOST_DONE), required=True),
    code("global_change", N_("How your leg and back trouble was overall, since the course began"), GLOBAL_CHANGES),
    code("decision", N_("What was decided"), REVIEW_DECISIONS, required=True),
    note("reason", N_("Why")),
    code("label", N_("What the change was called, as in courses.csv"), tuple(Label), required=True),
    yes_no("confirmed", N_("yes: as in courses.csv, on that day"), required=True),
    mean("baseline_leg", N_("Mean leg pain of the starting week, as it was, two decimals")),
    mean("latest_leg", N_("Latest weekly mean of leg pain, as it was, two decimals")),
    line("by", N_("Who held it"), stored="by_name", required=True),
    moment("entered_at", N_("When it was entered")),
    codes("doubts", N_("Why it was not confirmed; empty also before this was kept"), tuple(Doubt)),
    whole("baseline_late_days", N_("Days behind baseline_leg that were entered later"), within=(0, DAYS_IN_WEEK)),
    whole("latest_late_days", N_("Days behind latest_leg that were entered later"), within=(0, DAYS_IN_WEEK)),
    whole(
        "baseline_imported_days",
        N_("Days behind baseline_leg that were imported; empty before this was kept"),
        within=(0, DAYS_IN_WEEK),
    ),
    whole(
        "latest_imported_days",
        N_("Days behind latest_leg that were imported; empty before this was kept"),
        within=(0, DAYS_IN_WEEK),
    ),
)
STARTING_WEEK: Final[Fields] = (
    identifier("starting_week_id", N_("The row's id"), stored="id", required=True),
    identifier("course_id", N_("The course, as in courses.csv"), required=True),
    moment("at", N_("When it got this value"), required=True),
    day("first_session_day", N_("The day of the first attended session, as it was"), required=True),
    mean(
        "mean",
        N_("Mean leg pain of the starting week; empty where too few days were left to make one, two decimals"),
    ),
    whole("days", N_("Logged days behind it"), within=(0, DAYS_IN_WEEK), required=True),
    day("first_day", N_("The first of those days")),
    day("last_day", N_("The last of those days")),
    yes_no("overlaps", N_("yes: some of those days lie on or after the day of the first session"), required=True),
    whole(
        "late_days",
        N_("How many of those days were entered later; empty before this was kept"),
        within=(0, DAYS_IN_WEEK),
    ),
)
DETAILS: Final[Fields] = (
    code("record", N_("Which file the id is in"), ("course", "session", "dose"), required=True),
    identifier("id", N_("The id of the course, session or dose"), required=True),
    moment("entered_at", N_("When it was entered"), required=True),
    *COURSE_IN_DETAILS,
)
ACCOUNT: Final[Fields] = (
    computed("user_name", Kind.LINE, N_("User name")),
    computed("email", Kind.LINE, N_("E-mail address")),
    computed("time_zone", Kind.LINE, N_("Time zone")),
    computed("country", Kind.LINE, N_("Country, two letters")),
    computed("created_at", Kind.MOMENT, N_("When the account was made")),
)
