"""What a workbook says of itself: its opening, its chart, the head of the sheet about columns."""

from collections.abc import Sequence
from typing import Final

from tracker.wording.language import N_, Words, _

CUT: Final = N_(" … (cut here: a cell holds no more)")
OWN: Final = N_("Sciatica Tracker: your record")
SHARED: Final = N_("Sciatica Tracker: the shared part of a record")
OWN_LINES: Final = (
    N_("This is a diary, not a diagnosis: it shows what happened, not why."),
    N_("The app reads its CSV files back. This workbook is for looking and counting, and is not read back."),
)
SHARED_LINES: Final = (
    N_("Nothing else of the record is in here. Keep this file as safe as any health record."),
    N_('Where a column says "you", it means the person whose record this is.'),
    N_("This is a diary, not a diagnosis: it shows what happened, not why."),
)
LINES: Final = (
    N_('Each sheet holds one kind of record, if there is any. The sheet "Columns" says what each column is.'),
    N_("An empty cell means: not recorded. It never means 0."),
    N_(
        "Days and times are real ones. A moment is what the clock said at its place; beside it, the column that ends "
        'in "_offset" says how far that clock was from UTC. Moments for which the app keeps no place are in UTC, '
        "+00:00. Days before March 1900, which workbooks cannot count, are text."
    ),
    N_(
        'Where "Columns" tells how a CSV file writes something, such as 1.1250 for an amount, the cells here hold the '
        "number itself."
    ),
    N_("Lists are joined by a semicolon and a blank. Yes and no are the words yes and no."),
    N_("Means, ranges, points and percents have two decimals, halves rounded to the even neighbour."),
    N_("Text is only text: nothing in a cell is run. What is too long for a cell is cut, and says so at its end."),
    N_(
        "Where a range of days was asked for, sessions, entries and doses are those of its days, courses those that "
        "touch it or have a session in it. What is computed for a course always looks at the whole course."
    ),
    N_(
        "The chart draws a line only between days that follow each other. A hollow mark is a score that was given on a "
        "later day than the one it is for."
    ),
)
HEAD: Final = Words(
    {
        "sheet": N_("Sheet"),
        "column": N_("Column"),
        "kind": N_("Kind"),
        "meaning": N_("Meaning"),
        "allowed": N_("What it may hold"),
    }
)
PAIN_TITLE: Final = N_("Pain by day, which the chart is drawn from")
OFFSET_MEANING: Final = N_("How far the clock of the column before was from UTC, such as +01:00")
SERIES: Final = Words(
    {
        "leg_pain": N_("Leg pain"),
        "back_pain": N_("Back pain"),
        "leg_pain_later": N_("Leg pain, given on a later day"),
        "back_pain_later": N_("Back pain, given on a later day"),
    }
)
CHART: Final = Words(
    {
        "title": N_("Pain by day"),
        "scale": N_("0 no pain, 10 worst pain imaginable"),
        "alternative": N_(
            "Chart of leg and back pain by day, 0 to 10, with gaps where nothing was recorded. The same numbers stand "
            "in the columns beside it."
        ),
    }
)


def about(shared: str | None) -> Sequence[str]:
    """The sentences a workbook opens with, its title first; `shared` is what somebody else than the owner was given."""
    if shared is None:
        return [*map(_, (OWN, *OWN_LINES, *LINES))]
    return [_(SHARED), shared, *map(_, (*SHARED_LINES, *LINES))]
