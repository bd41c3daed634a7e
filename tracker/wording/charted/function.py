"""What chart 6 says of what the person can do again."""

from typing import Final

from tracker.domain.scores.function import FunctionChange
from tracker.wording.charted.values import average, counted_days, days
from tracker.wording.formats import counting
from tracker.wording.language import N_, told

NOTHING: Final = N_("No activity has a score in these days")
TOP: Final = N_("10: as well as before")
AVERAGE: Final = N_("average")
AVERAGE_IN_KEY: Final = N_("average of the activities")
AVERAGE_COLUMN: Final = N_("Average")
AVERAGE_AT_END: Final = N_("average %(score)s")
NONE_SCORED: Final = N_("No activity has a score from %(days)s.")
GAPS: Final = N_("A line stops where no score was given for more than %(days)s days.")
HIGH_IS_GOOD: Final = N_(
    "Here high is good: 10 is as well as before, 0 is cannot do it. The pain charts run the other way."
)
REGROUPED: Final = N_("The average also stops where other activities were scored than the time before.")
LONG: Final = N_("This is a long time, so only the average is drawn. The table has every score of each activity.")
CAPTION: Final = N_("Each activity, 0 to 10; 10 is as well as before")
EXAMPLES: Final = (N_("Sitting through a film"), N_("Walking to the shops"), N_("Lifting my grandchild"))


def title() -> str:
    return told(N_("What you can do again"), N_("What the patient can do again"))


def changed(change: FunctionChange) -> str:
    """From where to where the average went."""
    return counting(
        "From %(days)s the one activity went from %(start)s to %(latest)s; 10 is as well as before, so higher is "
        "better.",
        "From %(days)s the average of %(n)s activities went from %(start)s to %(latest)s; 10 is as well as before, "
        "so higher is better.",
        change.activities,
        days=days(change.start_day, change.latest_day),
        start=average(change.start),
        latest=average(change.latest),
    )


def scored(activities: int, on_days: int) -> str:
    """How much is recorded."""
    return counting(
        "%(n)s activity has scores on %(days)s; 10 is as well as before, so higher is better.",
        "%(n)s activities have scores on %(days)s; 10 is as well as before, so higher is better.",
        activities,
        days=counted_days(on_days),
    )
