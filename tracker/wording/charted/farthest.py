"""What chart 3 says of the farthest point of pain over time; the places themselves are in `wording/charts.py`."""

from typing import Final

from tracker.wording.charted.values import counted_days
from tracker.wording.charts import THE_RANKS
from tracker.wording.formats import counting
from tracker.wording.language import N_, _

TITLE: Final = N_("Farthest point over time")
NOTHING: Final = N_("No places marked in these days")
EACH_DAY: Final = N_("each day")
EACH_DAY_IN_KEY: Final = N_("farthest point, each day")
MIDDLE: Final = N_("middle of each week")
FIRST_SESSION: Final = N_("first session")
NONE_MARKED: Final = N_("No places are marked from %(days)s.")
NO_WEEK_YET: Final = N_("%(counted)s, and a week is drawn once %(needed)s of its days have one.")
BETWEEN: Final = N_("%(place)s from %(days)s")
MOSTLY: Final = N_("The farthest point of pain was mostly %(places)s; %(counted)s.")
LINE: Final = N_(
    "The line is the middle of each week's days: about half reached farther, half less far. "
    "It stops where fewer than %(needed)s days have a place."
)
UP: Final = N_("Up is toward the back. On each day only the farthest place that was marked counts.")
LONG: Final = N_("This is a long time, so single days are left out.")
OF_WEEKS: Final = N_("The middle of each week's farthest points")
WEEKS_HEADER: Final = (N_("Week"), N_("Mostly"), N_("Days with a place"))
OF_DAYS: Final = N_("The farthest point of each day with a place marked")
DAYS_HEADER: Final = (N_("Day"), N_("Farthest point"))


def place_of(rank: float) -> str:
    """The words for a median: between two places where it falls between them."""
    near = _(THE_RANKS[int(rank)])
    if float(rank).is_integer():
        return near
    return _("between %(near)s and %(far)s", near=near, far=_(THE_RANKS[int(rank) + 1]))


def days_marked(marked: int, span: int) -> str:
    return counting(
        "%(n)s of %(days)s has a place marked", "%(n)s of %(days)s have a place marked", marked, days=counted_days(span)
    )
