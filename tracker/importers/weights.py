"""Weights of scales: one change for each month, only where the person wants weights."""

from collections.abc import Iterable, Iterator

from tracker.domain.errors import Fault
from tracker.importers.asking import NO_YES, Ask, Asking, Question
from tracker.importers.contract import Change, Item, LeftOut, Place, When

Weighed = tuple[Place, When, str]


def changes(weighed: Iterable[Weighed], asking: Asking) -> Iterator[Item]:
    """Of each month the last weight, as it is written: the files do not say kilograms or pounds."""
    last: dict[tuple[int, int], Weighed] = {}
    for one in weighed:
        day = one[1].day
        before = last.get((day.year, day.month))
        if before is None or before[1].day <= day:
            last[day.year, day.month] = one
    for place, when, text in last.values():
        if asking.answer(Question(Ask.WEIGHT, NO_YES), text) == "yes":
            yield Change(place=place, when=when, kind="weight", said=(text,))
        else:
            yield LeftOut(place, Fault("import_weight"), text)
