"""The numbers of a chart as a table of text, for those who rather read them or cannot see the picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.wording.language import _

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Plain text throughout, still to be escaped by the page; the first cell of a row names it.

    `places` says for each row where it stands on the chart's axis, an ISO day or a number, or "" for nowhere: what a
    tap on the chart looks up. `of_days` means that each place is a day, which has a page of its own.
    """

    caption: str
    header: Row
    rows: Sequence[Row]
    places: Sequence[str] = ()
    of_days: bool = False


def not_recorded() -> str:
    """What stands in a table for what was not recorded."""
    return _("not recorded")


def too_few_days() -> str:
    """What stands in a table for a week without an average."""
    return _("too few days")
