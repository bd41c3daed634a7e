"""On how many days of a month painkillers were taken, and which number of days is the usual limit, and for what.

The limits are those of medication-overuse headache: simple painkillers on 15 days of a month or more, opioids, triptans
and combined painkillers on 10 or more, for more than three months, in people who have headaches. The days rest on the
opinion of experts and say nothing of sciatica, of doses, or of other harm. Source: International Classification of
Headache Disorders, 3rd edition, section 8.2, Cephalalgia 2018;38:1-211, doi 10.1177/0333102417738202.

Which names are painkillers of which group is our own table of common ones (`tables/painkillers.csv`): names of
substances and some of products. A medicine that is not in it is a medicine and nothing more.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from tracker.domain.values.finding import folded
from tracker.domain.values.tables import table

SIMPLE: Final = "simple"
SIMPLE_DAYS: Final = 15
OTHER_DAYS: Final = 10
GROUP_OF: Final[Mapping[str, str]] = MappingProxyType(
    {name: row["group"] for row in table("painkillers") for name in row["names"].split()}
)
GROUPS: Final = tuple(dict.fromkeys(GROUP_OF.values()))
LIMIT_OF: Final[Mapping[str, int]] = MappingProxyType(
    {group: SIMPLE_DAYS if group == SIMPLE else OTHER_DAYS for group in GROUPS}
)
_WORD: Final = re.compile(r"\w+")


class DoseOfDay(NamedTuple):
    """A dose by its local day and the name of the medicine, or (`none_taken`) that none was taken that day."""

    local_day: date
    none_taken: bool
    name: str | None


@dataclass(frozen=True, slots=True)
class MedicineMonth:
    """The calendar month that begins on `first`, in days: with any medicine, with a painkiller, with none taken.

    `by_group` holds the days of each group of painkillers that was taken, in the order of GROUPS.
    """

    first: date
    medicine: int
    painkillers: int
    none_taken: int
    by_group: Mapping[str, int]

    @property
    def reached(self) -> tuple[str, ...]:
        """The groups that were taken on as many days as their limit, or more."""
        return tuple(group for group, days in self.by_group.items() if days >= LIMIT_OF[group])


def group_of(name: str) -> str | None:
    """The group of painkillers that a medicine belongs to by its name; of two in one name that with the lower limit.

    None where the name says nothing of it. Source: our own table.
    """
    found = {GROUP_OF[word] for word in _WORD.findall(folded(name)) if word in GROUP_OF}
    return min(found, key=lambda group: (LIMIT_OF[group], GROUPS.index(group)), default=None)


def medicine_months(doses: Iterable[DoseOfDay]) -> tuple[MedicineMonth, ...]:
    """The months that hold any of the doses, newest first; a day counts once however often medicine was taken.

    Days on which a dose stands beside the statement that none was taken are days with medicine.
    Source: days of intake a month, ICHD-3 8.2.
    """
    names: defaultdict[date, set[str]] = defaultdict(set)
    for dose in doses:
        names[dose.local_day] |= set() if dose.none_taken else {dose.name or ""}
    months: defaultdict[date, list[set[str]]] = defaultdict(list)
    for day in sorted(names, reverse=True):
        months[day.replace(day=1)].append(names[day])
    return tuple(_month(first, days) for first, days in months.items())


def _month(first: date, days: list[set[str]]) -> MedicineMonth:
    groups = [{group for name in names if (group := group_of(name)) is not None} for names in days]
    counts = {group: sum(group in found for found in groups) for group in GROUPS}
    return MedicineMonth(
        first=first,
        medicine=sum(bool(names) for names in days),
        painkillers=sum(bool(found) for found in groups),
        none_taken=sum(not names for names in days),
        by_group=MappingProxyType({group: count for group, count in counts.items() if count}),
    )
