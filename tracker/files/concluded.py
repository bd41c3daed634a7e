"""The files of what was concluded from courses: reviews, and the record of starting weeks."""

from typing import Final

from tracker.domain.course.verdict import Doubt, Label
from tracker.domain.values.periods import DAYS_IN_WEEK
from tracker.fields.field import code, codes, day, identifier, line, mean, moment, note, whole, yes_no
from tracker.files.columns import File
from tracker.wording.language import N_
from tracker.wording.vocabularies import GLOBAL_CHANGES, REVIEW_DECISIONS

MOST_DONE: Final = 9_999
REVIEWS: Final = File(
    "reviews.csv",
    N_("Reviews of courses: what was decided and why, and what the numbers said on that day"),
    (
        identifier("review_id", N_("The review's id"), "id", required=True),
        identifier("course_id", N_("The course, as in courses.csv"), required=True),
        day("held_on", N_("The day of the review"), required=True),
        whole("sessions_done", N_("Sessions attended by then"), 0, MOST_DONE, required=True),
        code("global_change", N_("How your leg and back trouble was overall, since the course began"), GLOBAL_CHANGES),
        code("decision", N_("What was decided"), REVIEW_DECISIONS, required=True),
        note("reason", N_("Why")),
        code("label", N_("What the change was called, as in courses.csv"), tuple(Label), required=True),
        yes_no("confirmed", N_("yes: as in courses.csv, on that day"), required=True),
        mean("baseline_leg", N_("Mean leg pain of the starting week, as it was, two decimals")),
        mean("latest_leg", N_("Latest weekly mean of leg pain, as it was, two decimals")),
        line("by", N_("Who held it"), "by_name", required=True),
        moment("entered_at", N_("When it was entered")),
        codes("doubts", N_("Why it was not confirmed; empty also before this was kept"), tuple(Doubt)),
        whole("baseline_late_days", N_("Days behind baseline_leg that were entered later"), 0, DAYS_IN_WEEK),
        whole("latest_late_days", N_("Days behind latest_leg that were entered later"), 0, DAYS_IN_WEEK),
    ),
)
STARTING_WEEKS: Final = File(
    "starting_weeks.csv",
    N_("Every value that the starting week of a course was given once it was settled"),
    (
        identifier("starting_week_id", N_("The row's id"), "id", required=True),
        identifier("course_id", N_("The course, as in courses.csv"), required=True),
        moment("at", N_("When it got this value"), required=True),
        day("first_session_day", N_("The day of the first attended session, as it was"), required=True),
        mean(
            "mean",
            N_("Mean leg pain of the starting week; empty where too few days were left to make one, two decimals"),
        ),
        whole("days", N_("Logged days behind it"), 0, DAYS_IN_WEEK, required=True),
        day("first_day", N_("The first of those days")),
        day("last_day", N_("The last of those days")),
        yes_no("overlaps", N_("yes: some of those days lie on or after the day of the first session"), required=True),
        whole(
            "late_days", N_("How many of those days were entered later; empty before this was kept"), 0, DAYS_IN_WEEK
        ),
    ),
    notes=N_(
        "The newest row of a course holds. A later row means that something it rests on was changed. Whose act that "
        "was is not in the files."
    ),
)
