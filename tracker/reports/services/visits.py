"""Rows of sessions.csv that may be a visit which is here already: nothing is counted twice without being told to.

A file cannot be asked, so whoever reads it says it for all of them: that they are others, or else they are left out, or
refused. What the file itself holds side by side was told apart where it was written, and is read as it stands; it is
only mentioned.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta, timezone
from typing import Final
from uuid import UUID

from tracker.domain.errors import Fault
from tracker.domain.treatment.one_visit import Visit, near_visits
from tracker.files.contract import SESSIONS
from tracker.files.readers.faults import RowError
from tracker.files.readers.records import ParsedRow
from tracker.reports.services.ledger import Ledger
from tracker.treatment.models import TreatmentSession

COLUMN: Final = "started_at"
TABLE: Final = TreatmentSession.__tablename__


class Visits:
    """The visits of a record before an import, and those that its files bring.

    `of_files` are the ids of all sessions of the files: what is here too was told apart where the file was written.
    """

    def __init__(self, known: Iterable[Visit], of_files: Collection[UUID], *, others: bool) -> None:
        known = list(known)
        self._known = {visit.id for visit in known}
        self._here = _by_day(visit for visit in known if visit.id not in of_files)
        self._others = others
        self._rows: dict[UUID, tuple[int, Visit]] = {}

    def look(self, records: Sequence[ParsedRow], ledger: Ledger) -> list[ParsedRow]:
        """The rows that are to be stored: not those that may be a visit which is here, unless they are others."""
        stored = []
        for record in records:
            visit = _visit(record)
            here = [] if record.id in self._known else near_visits(visit, _around(self._here, visit))
            if here and self._stays_away(record, here[0], ledger):
                ledger.left[TABLE].add(record.id)
                continue
            self._rows[record.id] = record.row, visit
            stored.append(record)
        return stored

    def _stays_away(self, record: ParsedRow, found: Visit, ledger: Ledger) -> bool:
        refused = not self._others and ledger.takes is None
        then = "counted" if self._others else "refused" if refused else "left"
        row = RowError(SESSIONS.name, record.row, COLUMN, Fault("visit_here", visit=found, then=then))
        if refused:
            ledger.blame(row)
            return False
        ledger.notes.append(row)
        ledger.counts(SESSIONS).kept += not self._others
        return not self._others

    def mention(self, ledger: Ledger) -> None:
        """Note new rows that stand side by side in the file itself."""
        beside = _by_day(visit for _row, visit in self._rows.values())
        for visit_id, (row, visit) in self._rows.items():
            if visit_id in self._known:
                continue
            rows = [self._rows[one.id][0] for one in near_visits(visit, _around(beside, visit))]
            for other in sorted(other for other in rows if other < row)[:1]:
                ledger.notes.append(RowError(SESSIONS.name, row, COLUMN, Fault("visit_beside", row=other)))


def _visit(record: ParsedRow) -> Visit:
    given = record.defaults | record.given
    zone = timezone(timedelta(minutes=given["started_offset"]))
    started = given["started_at"].astimezone(zone)
    return Visit(record.id, given["kind"], given["status"], started, given.get("practitioner"), given.get("other_name"))


def _by_day(visits: Iterable[Visit]) -> dict[int, list[Visit]]:
    days: dict[int, list[Visit]] = defaultdict(list)
    for visit in visits:
        days[visit.started_at.date().toordinal()].append(visit)
    return days


def _around(days: dict[int, list[Visit]], visit: Visit) -> list[Visit]:
    day = visit.started_at.date().toordinal()
    return [one for near in (day - 1, day, day + 1) for one in days.get(near, ())]
