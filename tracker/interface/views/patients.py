"""The patients who share with a practitioner, and how each of them stands."""

from datetime import date
from typing import Any, Final

from flask import Response

from tracker.domain.accounts.programs import Need
from tracker.domain.brief import attention
from tracker.interface.services.operation import Answer, Operation
from tracker.interface.services.shapes import DAY, FLAG, ID, TEXT, WHOLE, listed, maybe, some, told
from tracker.interface.views import answers
from tracker.interface.views.operations import SCHEMAS, operation
from tracker.practice.services.everybody import Shared
from tracker.practice.services.listing import everybody_now, log_listed
from tracker.web import clock, gate
from tracker.web.transactions import db_session, separate_session
from tracker.wording.language import N_

PATIENTS: Final = N_("Patients")
REASON: Final = {"type": "string", "enum": [need.name.lower() for need in attention.Need]}
SCHEMAS["Patient"] = lambda: told(
    record_id=ID,
    user_name=TEXT,
    own_label=maybe(TEXT),
    time_zone=TEXT,
    reasons=some(REASON),
    last_entry_on=maybe(DAY),
    sessions_done=maybe(WHOLE),
    sessions_planned=maybe(WHOLE),
    label=maybe(TEXT),
    confirmed=maybe(FLAG),
    review_due=maybe(TEXT),
    shared_until=maybe(DAY),
)
SCHEMAS["PatientList"] = lambda: listed("Patient")


@operation(
    Operation(
        name="list_patients",
        method="GET",
        path="/patients",
        part=PATIENTS,
        summary=N_("Everybody who shares with this practitioner, by name, with why to look at each today"),
        needs=Need.READ,
        answers={200: Answer(N_("The patients; each can read, once a day, that they were listed"), "PatientList")},
    )
)
def patients() -> Response:
    viewer, now = gate.viewer(), clock.now()
    everybody = everybody_now(db_session(), separate_session, viewer.account_id, now)
    shown = sorted(everybody.shared, key=lambda one: (one.name_key, str(one.patient_id)))
    log_listed(db_session(), separate_session, (viewer.account_id, viewer.user_name), shown, now)
    return answers.answer({"items": list(map(_patient, shown))})


def _patient(one: Shared) -> dict[str, Any]:
    known = one.known
    return {
        "record_id": str(one.patient_id),
        "user_name": one.user_name,
        "own_label": one.own_label,
        "time_zone": one.zone.key,
        "reasons": [need.name.lower() for need in one.needs],
        "last_entry_on": _day(known.last_entry_on),
        "sessions_done": known.done,
        "sessions_planned": known.planned,
        "label": known.label,
        "confirmed": known.confirmed,
        "review_due": known.review_due,
        "shared_until": _day(known.last_day),
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
