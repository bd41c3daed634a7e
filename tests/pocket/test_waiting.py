"""What waited on a device is taken once, at the moment it was made, by the rules of the forms."""

import gzip
import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support import sharing
from tests.support.pages import Browser
from tests.support.people import make_person, sign_in
from tracker.diary.models import Entry
from tracker.patients.models import Revision
from tracker.pocket.views.waiting import key_of
from tracker.treatment.models import Dose, TreatmentSession
from tracker.web.joined import script_of

MADE = datetime(2026, 11, 28, 22, 50, tzinfo=UTC)  # Saturday, 23:50 in Berlin
SENT = datetime(2026, 11, 29, 7, 30, tzinfo=UTC)  # Sunday morning
MOST_COMPRESSED = 30_000
SAT, SUN = "2026-11-28", "2026-11-29"


@pytest.fixture
def morning(app: Flask) -> Iterator[None]:
    """The next morning, at which everything is sent that was made late in the evening before."""
    with time_machine.travel(SENT, tick=False):
        yield


@pytest.fixture
def device(app: Flask, morning: None) -> Browser:
    return sign_in(app, make_person(app, "Noor", now=MADE - timedelta(days=30)))


def send(
    device: Browser,
    path: str,
    fields: Any,
    *,
    item: str | None = None,
    made: datetime = MADE,
    token: str | None = None,
) -> tuple[int, dict[str, Any]]:
    """One item to the address of its form, with the token in a header."""
    who = device.client.get("/waiting").get_json()
    headers = {
        "Waiting-Id": item or str(uuid.uuid4()),
        "Waiting-Made-At": made.isoformat(),
        "X-CSRFToken": who.get("token", "") if token is None else token,
    }
    answer = device.client.post(device.path(path), data=fields, headers=headers)
    told = answer.get_json() if answer.mimetype == "application/json" else {}
    return answer.status_code, told


def rows(db_session: Session, model: Any) -> list[Any]:
    db_session.rollback()
    found = list(db_session.scalars(select(model).where(model.deleted_at.is_(None))))
    db_session.expunge_all()
    db_session.rollback()
    return found


def test_who_is_there_is_told_by_a_key_that_says_nothing(app: Flask, device: Browser) -> None:
    person = make_person(app, "Somebody")
    other = sign_in(app, person)
    told = other.client.get("/waiting").get_json()
    assert told["key"] == key_of(person.account_id)
    assert str(person.account_id) not in json.dumps(told)
    assert told["zone"] == "Europe/Berlin"
    assert device.client.get("/waiting").get_json()["key"] != told["key"]
    page = other.get(other.path("today"))
    assert page.one("[data-waiting]").attrs["data-waiting"] == told["key"]


def test_nobody_is_told_nothing(app: Flask) -> None:
    stranger = Browser(app)
    answer = stranger.client.get("/waiting")
    assert answer.get_json() == {"key": None}
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_address_told_is_that_of_a_form(app: Flask, device: Browser) -> None:
    take = device.client.get("/waiting").get_json()["take"]
    adapter = app.url_map.bind("")
    for address in take.values():
        adapter.match(address.replace("-day-", SAT).replace("-which-", "heat"), method="POST")


def test_a_score_of_late_evening_is_of_its_day_and_not_late(device: Browser, db_session: Session) -> None:
    path = f"days/{SAT}/leg"
    assert send(device, path, {"score": "6", "page_now": f"{SAT}T23:49"}) == (200, {"taken": True})
    (entry,) = rows(db_session, Entry)
    assert (str(entry.for_date), entry.leg_pain, entry.leg_later, entry.late) == (SAT, 6, 0, False)


def test_the_same_item_sent_again_is_known_whatever_was_changed_since(device: Browser, db_session: Session) -> None:
    item, path, fields = str(uuid.uuid4()), f"days/{SAT}/leg", {"score": "6", "page_now": f"{SAT}T23:49"}
    assert send(device, path, fields, item=item)[0] == 200
    page = device.get(device.path(f"days/{SAT}"))
    device.submit(page, f"days/{SAT}/leg", score="2")
    for _ in range(3):
        assert send(device, path, fields, item=item) == (200, {"taken": True})
    (entry,) = rows(db_session, Entry)
    assert entry.leg_pain == 2
    assert db_session.get(Revision, (device.patient_id, uuid.UUID(item))) is not None


def test_two_scores_of_one_day_one_after_the_other(device: Browser, db_session: Session) -> None:
    path = f"days/{SAT}/leg"
    assert send(device, path, {"score": "6", "page_now": f"{SAT}T23:49"})[0] == 200
    later = {"score": "4", "page_now": f"{SAT}T23:49", "opened": '{"score":"6"}'}
    assert send(device, path, later) == (200, {"taken": True})
    assert rows(db_session, Entry)[0].leg_pain == 4


def test_what_was_changed_elsewhere_is_asked_about_and_both_answers_count(device: Browser, db_session: Session) -> None:
    page = device.get(device.path(f"days/{SAT}"))
    device.submit(page, f"days/{SAT}/leg", score="2")
    path, item = f"days/{SAT}/leg", str(uuid.uuid4())
    fields = {"score": "6", "page_now": f"{SAT}T23:49"}
    status, told = send(device, path, fields, item=item)
    assert status == 409
    (both,) = told["both"]
    assert both["name"] == "score"
    assert "2" in both["said"]
    assert "6" in both["said"]
    assert rows(db_session, Entry)[0].leg_pain == 2
    mine = fields | {"opened": told["opened"]}
    assert send(device, path, mine | {"settle-score": "newer"}, item=item)[0] == 200
    assert rows(db_session, Entry)[0].leg_pain == 2
    assert send(device, path, mine, item=str(uuid.uuid4()))[0] == 200
    assert rows(db_session, Entry)[0].leg_pain == 6


def test_details_are_merged_field_by_field(device: Browser, db_session: Session) -> None:
    page = device.get(device.path(f"days/{SAT}"))
    page = device.submit(page, f"days/{SAT}/leg", score="6")
    device.submit(page, f"days/{SAT}/details", worst_leg_pain="8", note="Said at the desk")
    path, item = f"days/{SAT}/details", str(uuid.uuid4())
    fields = {"weakness": "3", "note": "", "qualities": ["shooting"], "page_now": f"{SAT}T23:49"}
    assert send(device, path, fields) == (200, {"taken": True})
    (entry,) = rows(db_session, Entry)
    assert (entry.worst_leg_pain, entry.weakness, entry.note) == (8, 3, "Said at the desk")
    assert entry.qualities == ("shooting",)
    status, told = send(device, path, fields | {"note": "Said on the phone", "sitting_minutes": "40"}, item=item)
    assert (status, [one["name"] for one in told["both"]]) == (409, ["note"])
    again = fields | {"note": "Said on the phone", "sitting_minutes": "40", "opened": told["opened"]}
    assert send(device, path, again, item=item)[0] == 200
    (entry,) = rows(db_session, Entry)
    assert (entry.note, entry.worst_leg_pain, entry.sitting_minutes) == ("Said on the phone", 8, 40)


@pytest.mark.parametrize("shown", [f"{SAT}T21:00", f"{SUN}T09:00"])
def test_a_page_or_a_device_that_is_of_another_day_asks_which(device: Browser, db_session: Session, shown: str) -> None:
    """Shown on Saturday and tapped on Sunday; shown as Sunday by a device that is ahead, on a Saturday here."""
    made = MADE if shown.startswith(SUN) else SENT - timedelta(minutes=5)
    day = shown[:10]
    item, fields = str(uuid.uuid4()), {"score": "6", "page_now": shown}
    status, told = send(device, f"days/{day}/leg", fields, item=item, made=made)
    assert status == 409
    assert {way["action"].split("/")[4] for way in told["ways"]} == {SAT, SUN}
    assert rows(db_session, Entry) == []
    for way in told["ways"]:
        assert "page_now" not in dict(way["fields"])
    way = next(one for one in told["ways"] if f"/{SAT}/" in one["action"])
    chosen = [pair for pair in way["fields"] if pair[0] != "csrf_token"]
    assert send(device, f"days/{SAT}/leg", dict(chosen), item=item, made=made)[0] == 200
    assert str(rows(db_session, Entry)[0].for_date) == SAT


def test_one_tap_care_is_of_the_minute_it_was_tapped_and_once(device: Browser, db_session: Session) -> None:
    item = str(uuid.uuid4())
    fields = {"id": item, "minutes": "15", "page_now": f"{SAT}T23:50"}
    for _ in range(3):
        assert send(device, "self-care/heat", fields, item=item) == (200, {"taken": True})
    (session,) = rows(db_session, TreatmentSession)
    assert session.id == uuid.UUID(item)
    assert (session.started_at, str(session.local_day), session.minutes) == (MADE, SAT, 15)


def test_care_that_was_taken_back_meanwhile_does_not_come_back(device: Browser, db_session: Session) -> None:
    item = str(uuid.uuid4())
    fields = {"id": item, "minutes": "15", "page_now": f"{SAT}T23:50"}
    send(device, "self-care/heat", fields, item=item)
    page = device.get(device.path(f"sessions/{item}/edit"))
    device.submit(page, "/delete")
    assert send(device, "self-care/heat", fields, item=item) == (200, {"taken": True})
    assert rows(db_session, TreatmentSession) == []


def test_a_page_that_sent_it_first_and_lost_the_answer_made_it_already(device: Browser, db_session: Session) -> None:
    """Saved in place, the answer lost; later it is sent from the device, under the same id of its row."""
    page = device.get(device.path("today"))
    row_id = dict(page.form("self-care/heat").fields())["id"]
    device.submit(page, "self-care/heat")
    with time_machine.travel(SENT + timedelta(minutes=20), tick=False):
        fields = {"id": row_id, "minutes": "15", "page_now": f"{SUN}T08:30"}
        assert send(device, "self-care/heat", fields, item=row_id, made=SENT) == (200, {"taken": True})
    assert len(rows(db_session, TreatmentSession)) == 1


def test_moments_medicine_and_sessions(device: Browser, db_session: Session) -> None:
    moment, dose, none, session = (str(uuid.uuid4()) for _ in range(4))
    sent: list[tuple[str, dict[str, str], str]] = [
        ("moments/new", {"id": moment, "for_date": SAT, "for_time": "23:50", "leg_pain": "7"}, moment),
        ("medication/new", {"id": dose, "day": SAT, "clock": "22:00", "name": "Ibuprofen"}, dose),
        ("medication/none", {"id": none, "day": "2026-11-27"}, none),
        (
            "sessions/new/acupuncture",
            {"id": session, "status": "attended", "day": SAT, "clock": "15:00", "minutes": "40"},
            session,
        ),
    ]
    for path, fields, item in sent * 2:
        assert send(device, path, fields, item=item) == (200, {"taken": True}), path
    (entry,) = rows(db_session, Entry)
    assert (entry.kind, str(entry.for_date), str(entry.for_time)) == ("moment", SAT, "23:50:00")
    assert {(str(one.local_day), one.none_taken) for one in rows(db_session, Dose)} == {
        (SAT, False),
        ("2026-11-27", True),
    }
    (one,) = rows(db_session, TreatmentSession)
    assert (one.kind, str(one.local_day)) == ("acupuncture", SAT)


def test_the_same_medicine_again_is_taken_when_it_was_tapped(device: Browser, db_session: Session) -> None:
    dose, again = str(uuid.uuid4()), str(uuid.uuid4())
    send(device, "medication/new", {"id": dose, "day": "2026-11-27", "clock": "08:00", "name": "Ibuprofen"}, item=dose)
    fields = {"id": again, "dose_id": dose, "said": "Ibuprofen", "page_now": f"{SAT}T23:40"}
    assert send(device, "medication/again", fields, item=again) == (200, {"taken": True})
    taken = db_session.get(Dose, (device.patient_id, uuid.UUID(again)))
    assert taken is not None
    assert taken.taken_at == MADE


def test_a_visit_that_may_be_there_is_asked_about(device: Browser, db_session: Session) -> None:
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    fields = {"status": "attended", "day": SAT, "clock": "15:00"}
    assert send(device, "sessions/new/acupuncture", fields | {"id": first}, item=first)[0] == 200
    status, told = send(device, "sessions/new/acupuncture", fields | {"id": second, "clock": "15:30"}, item=second)
    assert (status, told["near"]) == (409, [first])
    apart = fields | {"id": second, "clock": "15:30", "looked_at": first}
    assert send(device, "sessions/new/acupuncture", apart, item=second)[0] == 200
    assert len(rows(db_session, TreatmentSession)) == 2


def test_what_cannot_stand_is_refused_with_its_reason_by_field(device: Browser, db_session: Session) -> None:
    item = str(uuid.uuid4())
    fields = {"id": item, "for_date": "2026-12-24", "for_time": "10:00", "leg_pain": "11"}
    status, told = send(device, "moments/new", fields, item=item)
    assert status == 422
    assert [(one["name"], bool(one["label"]), bool(one["said"])) for one in told["problems"]] == [
        ("leg_pain", True, True)
    ]
    status, told = send(device, "moments/new", fields | {"leg_pain": "1"}, item=item)
    assert (status, [one["name"] for one in told["problems"]]) == (422, ["for_date"])
    assert rows(db_session, Entry) == []
    assert send(device, "moments/new", fields | {"leg_pain": "1", "for_date": SAT}, item=item)[0] == 200


def test_nothing_is_taken_without_the_token_of_this_sign_in(app: Flask, device: Browser, db_session: Session) -> None:
    path = f"days/{SAT}/leg"
    for token in ("", "made up"):
        assert send(device, path, {"score": "6"}, token=token)[0] == 400
    other = sign_in(app, make_person(app, "Another"))
    other.patient_id = device.patient_id
    assert send(other, path, {"score": "6"})[0] == 404
    stranger = Browser(app, device.patient_id)
    assert send(stranger, path, {"score": "6"})[0] in {400, 401}
    assert rows(db_session, Entry) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Waiting-Id": "no id", "Waiting-Made-At": "2026-11-28T23:50:00+01:00"},
        {"Waiting-Id": str(uuid.uuid4()), "Waiting-Made-At": "yesterday"},
        {"Waiting-Id": str(uuid.uuid4()), "Waiting-Made-At": "2026-11-28T23:50:00"},
        {"Waiting-Id": str(uuid.uuid4())},
    ],
)
def test_headers_that_say_nothing_take_nothing(device: Browser, db_session: Session, headers: dict[str, str]) -> None:
    token = device.client.get("/waiting").get_json()["token"]
    path = device.path(f"days/{SAT}/leg")
    answer = device.client.post(path, data={"score": "6"}, headers=headers | {"X-CSRFToken": token})
    assert answer.status_code == 400
    assert rows(db_session, Entry) == []


def test_a_device_whose_clock_is_ahead_made_it_now(device: Browser, db_session: Session) -> None:
    item = str(uuid.uuid4())
    fields = {"id": item, "minutes": "15"}
    assert send(device, "self-care/heat", fields, item=item, made=SENT + timedelta(days=400))[0] == 200
    assert rows(db_session, TreatmentSession)[0].started_at == SENT


def test_a_practitioners_device_takes_nothing_for_a_patient(app: Flask, db_session: Session) -> None:
    """What waits is of one's own record alone."""
    person, practitioner = make_person(app, "Shares it"), sharing.make_practitioner(app)
    sharing.share(app, person, practitioner, may_record=True)
    theirs = sharing.as_practitioner(app, practitioner, person)
    headers = {"Waiting-Id": str(uuid.uuid4()), "Waiting-Made-At": MADE.isoformat(), "X-CSRFToken": theirs.token()}
    answer = theirs.client.post(theirs.path(f"days/{SAT}/leg"), data={"score": "6"}, headers=headers)
    assert answer.status_code in {400, 404}
    assert rows(db_session, Entry) == []


def test_what_can_be_read_without_network_is_the_fortnight_the_verdict_and_the_appointment(device: Browser) -> None:
    send(device, f"days/{SAT}/leg", {"score": "6", "page_now": f"{SAT}T23:49"})
    told = device.client.get(device.path("to-read")).get_json()
    assert set(told) == {"as_of", "days", "verdict", "next"}
    assert len(told["days"]) == 1
    assert "6" in told["days"][0]


def test_the_fortnight_is_told_to_its_owner_alone(app: Flask, device: Browser) -> None:
    other = sign_in(app, make_person(app, "Another"))
    assert other.client.get(device.path("to-read")).status_code == 404


def test_the_worker_and_the_scripts_of_what_waits_are_small(client: Browser, app: Flask) -> None:
    static = Path(str(app.static_folder))
    worker = client.client.get("/service-worker.js").data
    scripts = [script_of(static / "js", name).encode() for name in ("pocket.js", "waiting.js")]
    assert sum(len(gzip.compress(text)) for text in (worker, *scripts)) < MOST_COMPRESSED


def test_signing_out_leaves_what_waits_for_others(device: Browser) -> None:
    page = device.get(device.path("more"))
    token = dict(page.form("/sign-out").fields())["csrf_token"]
    answer = device.client.post("/sign-out", data={"csrf_token": token, "others_wait": "yes"})
    assert answer.headers["Clear-Site-Data"] == '"cache"'
