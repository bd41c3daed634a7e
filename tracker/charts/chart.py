"""The one shape of every chart: what it is called, and what makes its figure, its sentences and its tables of facts."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Generic, TypeVar

from tracker.charts.parts import Figure
from tracker.charts.recorded import Recorded
from tracker.charts.tables import Table
from tracker.wording.language import Sentence

Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True)
class Chart(Generic[Facts]):
    """A chart of `Facts`: `uid` begins its ids on a page, `file_name` is what a saved picture of it is called.

    `facts` picks what it shows out of all that was recorded, None where there is nothing it could be about; a chart
    without it is made of facts that its own page reads.
    """

    title: Sentence
    figure: Callable[[Facts], Figure]
    summary: Callable[[Facts], str]
    notes: Callable[[Facts], Sequence[str]]
    tables: Callable[[Facts], Sequence[Table]]
    facts: Callable[[Recorded], Facts | None] | None = None
    _: KW_ONLY
    uid: str
    file_name: str
