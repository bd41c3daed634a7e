"""Who sees a record, and ending that. To begin sharing asks for the password, and so for a page."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from flask import Response, abort

from tracker.domain.accounts.programs import Need
from tracker.domain.sharing.access import Action
from tracker.interface.services import writing
from tracker.interface.services.operation import Answer, Operation
from tracker.interface.services.shapes import DAY, FLAG, ID, MOMENT, TEXT, listed, maybe, told
from tracker.interface.views import answers
from tracker.interface.views.operations import SCHEMAS, operation
from tracker.interface.views.rows import RECORD
from tracker.sharing.services import grants, health_links, links, live_shares
from tracker.web import clock, gate
from tracker.web.acting import author
from tracker.web.transactions import commit, db_session
from tracker.wording.language import N_

SHARES: Final = N_("Sharing")
KIND: Final = {"type": "string", "enum": ["practitioner", "link", "health_link"]}
SCHEMAS["Share"] = lambda: told(
    share_id=ID,
    kind=KIND,
    name=TEXT,
    runs=FLAG,
    notes=FLAG,
    others_records=FLAG,
    may_record=FLAG,
    first_day=maybe(DAY),
    last_day=maybe(DAY),
    ends_at=maybe(MOMENT),
    made_at=MOMENT,
)
SCHEMAS["ShareList"] = lambda: listed("Share")


@operation(
    Operation(
        name="list_shares",
        method="GET",
        path=f"{RECORD}/shares",
        part=SHARES,
        summary=N_("Practitioners, share links and SMART Health Links, also those that have ended; no secret is told"),
        needs=Need.READ,
        action=Action.SHARE,
        answers={200: Answer(N_("Who sees the record, and who did"), "ShareList")},
    )
)
def shares(patient_id: UUID) -> Response:
    now, found = clock.now(), grants.list_grants(db_session(), patient_id, gate.patient().today())
    running = {row.id for row in found.running}
    given = [
        _share("practitioner", row.name, row, runs=row.id in running, may_record=row.may_record, last_day=row.last_day)
        for row in (*found.running, *found.former)
    ]
    opened = [
        _share("link", line.link.label, line.link, runs=line.lives, ends_at=line.link.ends_at)
        for line in links.list_links(db_session(), patient_id, now)
    ]
    healthy = [
        _share("health_link", line.link.label, line.link, runs=line.lives, ends_at=line.link.ends_at)
        for line in health_links.list_links(db_session(), patient_id, now)
    ]
    return answers.answer({"items": [*given, *opened, *healthy]})


def _share(
    kind: str,
    name: str,
    row: Any,
    *,
    runs: bool,
    may_record: bool = False,
    last_day: date | None = None,
    ends_at: datetime | None = None,
) -> dict[str, Any]:
    zone = gate.patient().zone
    return {
        "share_id": str(row.id),
        "kind": kind,
        "name": name,
        "runs": runs,
        "notes": row.notes,
        "others_records": bool(row.others_records),
        "may_record": may_record,
        "first_day": None if row.first_day is None else row.first_day.isoformat(),
        "last_day": None if last_day is None else last_day.isoformat(),
        "ends_at": None if ends_at is None else writing.moment(ends_at, zone),
        "made_at": writing.moment(row.made_at, zone),
    }


@operation(
    Operation(
        name="end_share",
        method="DELETE",
        path=f"{RECORD}/shares/<uuid:share_id>",
        part=SHARES,
        summary=N_("End it, at once and for good"),
        needs=Need.WRITE,
        action=Action.SHARE,
        answers={204: Answer(N_("It has ended, now or before"))},
    )
)
def end_share(patient_id: UUID, share_id: UUID) -> Response:
    by, db = author(), db_session()
    if any(share_id == row.id for some in _grants(patient_id) for row in some):
        live_shares.end_grant(db, share_id, by)
    elif links.exists(db, patient_id, share_id):
        live_shares.end_link(db, share_id, by)
    elif health_links.exists(db, patient_id, share_id):
        live_shares.end_health_link(db, share_id, by)
    else:
        abort(404)
    commit()
    return answers.nothing()


def _grants(patient_id: UUID) -> tuple[Any, Any]:
    found = grants.list_grants(db_session(), patient_id, gate.patient().today())
    return found.running, found.former
