"""Rows of sessions.csv that may be a visit which is here already: nothing is counted twice without being told to.

A file cannot be asked, so whoever reads it says it for all of them. What the file itself holds side by side was told
apart where it was written, and is read as it stands; it is only mentioned.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta, timezone
from typing import Final
from uuid import UUID

from tracker.domain.treatment.one_visit import Visit, near_visits
from tracker.files.contract import SESSIONS
from tracker.files.readers.faults import RowError
from tracker.files.readers.records import ParsedRow
from tracker.reports.services.storing import Ledger
from tracker.wording import formats
from tracker.wording.treatment import session_name

COLUMN: Final = "started_at"
HERE: Final = "This may be a visit that is here already: {}."
REFUSED: Final = "If it is another one, read the files with --other-visits; if not, take this row out."
COUNTED: Final = "It is counted as another one."
BESIDE: Final = "This may be the visit of row {}. Both are counted, as the file has them."


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
                said = HERE.format(_words(found))
                if self._others:
                    ledger.notes.append(RowError(SESSIONS.name, row, COLUMN, f"{said} {COUNTED}"))
                else:
                    ledger.blame(RowError(SESSIONS.name, row, COLUMN, f"{said} {REFUSED}"))
            rows = [self._rows[one.id][0] for one in near_visits(visit, _around(beside, visit))]
            for other in sorted(other for other in rows if other < row)[:1]:
                ledger.notes.append(RowError(SESSIONS.name, row, COLUMN, BESIDE.format(other)))


def _by_day(visits: Iterable[Visit]) -> dict[int, list[Visit]]:
    days: dict[int, list[Visit]] = defaultdict(list)
    for visit in visits:
        days[visit.started_at.date().toordinal()].append(visit)
    return days


def _around(days: dict[int, list[Visit]], visit: Visit) -> list[Visit]:
    day = visit.started_at.date().toordinal()
    return [one for near in (day - 1, day, day + 1) for one in days.get(near, ())]


def _words(visit: Visit) -> str:
    when = f"{formats.day_year(visit.started_at.date())}, {formats.clock(visit.started_at)}"
    appointment = ", an appointment" if visit.status == "planned" else ""
    return f"{session_name(visit.kind, visit.other_name, in_sentence=True)}, {when}{appointment}"
