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


def spoken(*marked: str) -> Row:
    """Marked words as the cells of a header."""
    return tuple(map(_, marked))
