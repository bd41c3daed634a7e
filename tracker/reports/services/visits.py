"""Rows of sessions.csv that may be a visit which is here already: nothing is counted twice without being told to.

A file cannot be asked, so whoever reads it says it for all of them. What the file itself holds side by side was told
apart where it was written, and is read as it stands; it is only mentioned.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta, timezone
from typing import Final
from uuid import UUID

from tracker.domain.errors import Fault
from tracker.domain.treatment.one_visit import Visit, near_visits
from tracker.files.contract import SESSIONS
from tracker.files.readers.faults import RowError
from tracker.files.readers.records import ParsedRow
from tracker.reports.services.storing import Ledger

COLUMN: Final = "started_at"


class Visits:
    """The visits of a record before an import, and those that its files bring."""

    def __init__(self, known: Iterable[Visit], *, others: bool) -> None:
        self._known = {visit.id: visit for visit in known}
        self._others = others
        self._rows: dict[UUID, tuple[int, Visit]] = {}

    def note(self, records: Sequence[ParsedRow]) -> None:
        """Remember what the rows of sessions.csv are about."""
        for record in records:
            given = record.defaults | record.given
            zone = timezone(timedelta(minutes=given["started_offset"]))
            visit = Visit(
                record.id,
                given["kind"],
                given["status"],
                given["started_at"].astimezone(zone),
                given.get("practitioner"),
                given.get("other_name"),
            )
            self._rows[record.id] = record.row, visit

    def look(self, ledger: Ledger) -> None:
        """Refuse new rows that may be a visit which is here, or mention them where they are said to be others."""
        here = _by_day(visit for visit_id, visit in self._known.items() if visit_id not in self._rows)
        beside = _by_day(visit for _row, visit in self._rows.values())
        for visit_id, (row, visit) in self._rows.items():
            if visit_id in self._known:
                continue
            for found in near_visits(visit, _around(here, visit))[:1]:
                here_already = Fault("visit_here", visit=found, counted=self._others)
                tell = ledger.notes.append if self._others else ledger.blame
                tell(RowError(SESSIONS.name, row, COLUMN, here_already))
            rows = [self._rows[one.id][0] for one in near_visits(visit, _around(beside, visit))]
            for other in sorted(other for other in rows if other < row)[:1]:
                ledger.notes.append(RowError(SESSIONS.name, row, COLUMN, Fault("visit_beside", row=other)))


def _by_day(visits: Iterable[Visit]) -> dict[int, list[Visit]]:
    days: dict[int, list[Visit]] = defaultdict(list)
    for visit in visits:
        days[visit.started_at.date().toordinal()].append(visit)
    return days


def _around(days: dict[int, list[Visit]], visit: Visit) -> list[Visit]:
    day = visit.started_at.date().toordinal()
    return [one for near in (day - 1, day, day + 1) for one in days.get(near, ())]
