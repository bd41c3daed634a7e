"""Entries through the interface: made once, changed, deleted and brought back, listed, kept in step."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support import sharing
from tests.support.people import Person, author_of, sign_in
from tests.support.programs import Program
from tracker.diary.models import Entry
from tracker.domain.accounts.programs import Scope
from tracker.patients.models import Revision
from tracker.patients.services.since import note_brought
from tracker.web.extensions import db

DAY = sharing.today


def daily(**values: Any) -> dict[str, Any]:
    return {"kind": "daily", "for_date": DAY().isoformat(), "leg_pain": 4, **values}


def changes(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(Revision)).scalar_one()


def test_it_is_made_once_and_says_through_what(app: Flask, program: Program, rosa: Person) -> None:
    path = program.path(f"entries/{uuid.uuid4()}")
    made = program.put(path, daily(regions=["calf", "buttock"], note="Long drive"))
    assert made.status_code == 201
    again = program.put(path, daily(regions=["calf", "buttock"], note="Long drive"))
    assert (again.status_code, again.json, again.headers["ETag"]) == (200, made.json, made.headers["ETag"])
    assert "Change-Id" not in again.headers
    assert changes(app) == 1
    assert made.json is not None
    assert made.json["regions"] == ["buttock", "calf"]
    assert made.json["farthest_point"] == "calf"
    assert made.json["late"] is False
    assert made.json["leg_later"] == 0
    with app.app_context():
        assert db.session.execute(select(Revision.through)).scalars().all() == ["Lock screen"]
    browser = sign_in(app, rosa)
    page = browser.get(browser.path(f"days/{DAY()}") + f"?saved={made.headers['Change-Id']}")
    assert "through Lock screen" in page.text


def test_what_was_read_can_be_sent_back_whole(app: Flask, program: Program) -> None:
    path = program.path(f"entries/{uuid.uuid4()}")
    made = program.put(path, daily())
    back = program.put(path, made.json)
    assert (back.status_code, back.json) == (200, made.json)
    assert changes(app) == 1


def test_what_is_left_out_is_not_recorded(program: Program) -> None:
    path = program.path(f"entries/{uuid.uuid4()}")
    program.put(path, daily(back_pain=2, note="x"))
    changed = program.put(path, daily(leg_pain=5))
    assert changed.json is not None
    assert (changed.json["leg_pain"], changed.json["back_pain"], changed.json["note"]) == (5, None, None)


def test_a_lost_update_is_refused(program: Program) -> None:
    path = program.path(f"entries/{uuid.uuid4()}")
    first = program.put(path, daily(), headers={"If-None-Match": "*"})
    assert first.status_code == 201
    assert program.put(path, daily(), headers={"If-None-Match": "*"}).status_code == 412
    seen = first.headers["ETag"]
    second = program.put(path, daily(leg_pain=6), headers={"If-Match": seen})
    assert second.status_code == 200
    lost = program.put(path, daily(leg_pain=7), headers={"If-Match": seen})
    assert lost.status_code == 412
    assert program.get(path).json == second.json
    assert program.get(path, headers={"If-None-Match": second.headers["ETag"]}).status_code == 304
    assert program.delete(path, headers={"If-Match": seen}).status_code == 412
    nowhere = program.path(f"entries/{uuid.uuid4()}")
    assert program.put(nowhere, daily(), headers={"If-Match": "*"}).status_code == 412


def test_a_day_has_one_entry_of_its_own(program: Program) -> None:
    first = program.put(program.path(f"entries/{uuid.uuid4()}"), daily())
    other = program.put(program.path(f"entries/{uuid.uuid4()}"), daily(leg_pain=5))
    assert other.status_code == 409
    assert first.json is not None
    assert other.json is not None
    assert other.json["entry_id"] == first.json["entry_id"]
    assert other.json["errors"][0]["field"] == "for_date"
    moment = {"kind": "moment", "for_date": DAY().isoformat(), "for_time": "00:00", "leg_pain": 3}
    path = program.path(f"entries/{uuid.uuid4()}")
    assert program.put(path, moment).status_code == 201
    kind = program.put(path, daily())
    assert (kind.status_code, kind.json and kind.json["errors"][0]["field"]) == (422, "kind")
    earlier = (DAY() - timedelta(days=1)).isoformat()
    assert program.put(path, moment | {"for_date": earlier}).status_code == 200
    moved = program.put(program.path(f"entries/{uuid.uuid4()}"), daily(for_date=earlier))
    assert moved.status_code == 201
    assert moved.json is not None
    again = program.put(program.path(f"entries/{moved.json['entry_id']}"), daily())
    assert again.status_code == 409


def test_deleted_and_brought_back(program: Program) -> None:
    path = program.path(f"entries/{uuid.uuid4()}")
    made = program.put(path, daily())
    deleted = program.delete(path)
    assert deleted.status_code == 204
    assert program.get(path).status_code == 404
    assert program.delete(path).status_code == 404
    gone = program.put(path, daily())
    assert (gone.status_code, gone.json and gone.json["title"]) == (409, "This was deleted")
    undo = program.path(f"changes/{deleted.headers['Change-Id']}/undo")
    assert program.post(undo).json == {"change_id": deleted.headers["Change-Id"], "undone": True}
    assert program.get(path).json == made.json
    assert program.post(program.path(f"changes/{uuid.uuid4()}/undo")).status_code == 409


WRONG: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"leg_pain": 11}, "leg_pain", "0 to 10"),
    ({"leg_pain": "4"}, "leg_pain", "JSON number"),
    ({"leg_pain": True}, "leg_pain", "JSON number"),
    ({"leg_pain": 4.5}, "leg_pain", "JSON number"),
    ({"leg_pain": None}, "leg_pain", "at least one"),
    ({"for_date": "20260301"}, "for_date", "year-month-day"),
    ({"for_date": 20260301}, "for_date", "JSON string"),
    ({"for_date": "2026-02-30"}, "for_date", "calendar"),
    ({"for_date": "9999-01-01"}, "for_date", "to come"),
    ({"for_date": None}, "for_date", "needed"),
    ({"kind": "weekly"}, "kind", "one of the answers"),
    ({"kind": 1}, "kind", "JSON string"),
    ({"regions": "calf"}, "regions", "JSON array"),
    ({"regions": ["calf", "calf"]}, "regions", "JSON array"),
    ({"regions": ["knee"]}, "regions", "from the answers"),
    ({"note": "a\x00b"}, "note", "NUL"),
    ({"note": 3}, "note", "JSON string"),
    ({"for_time": "8:30"}, "for_time", "hours and minutes"),
    ({"worst_leg_pain": 1}, "worst_leg_pain", "below the average"),
    ({"pain": 3}, "pain", "no such field"),
    ({"entry_id": str(uuid.UUID(int=5))}, "entry_id", "another id"),
)


@pytest.mark.parametrize(("given", "field", "said"), WRONG)
def test_what_cannot_be_taken_is_said_by_field(
    app: Flask, program: Program, given: dict[str, Any], field: str, said: str
) -> None:
    answer = program.put(program.path(f"entries/{uuid.uuid4()}"), daily(**given))
    assert answer.status_code == 422
    assert answer.json is not None
    errors = {one["field"]: one for one in answer.json["errors"]}
    assert said in errors[field]["detail"]
    assert errors[field]["pointer"] == f"#/{field}"
    with app.app_context():
        assert db.session.execute(select(Entry)).first() is None


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"4", b"\xff", b'{"leg_pain": NaN}', b'{"kind": "daily", "kind": "moment"}', b"[" * 100_000,
     b'{"leg_pain": ' + b"9" * 5000 + b"}", b'{"\\ud800": 1}'],
)  # fmt: skip
def test_what_is_no_json_is_said_so(program: Program, body: bytes) -> None:
    answer = program.put(program.path(f"entries/{uuid.uuid4()}"), body)
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["errors"]


def test_a_whole_number_may_be_written_with_a_point(program: Program) -> None:
    answer = program.put(program.path(f"entries/{uuid.uuid4()}"), daily(leg_pain=4.0))
    assert answer.json is not None
    assert answer.json["leg_pain"] == 4


def test_lists_go_on_by_cursor_and_tell_what_changed(program: Program) -> None:
    days = [(DAY() - timedelta(days=back)).isoformat() for back in range(7)]
    ids = [str(uuid.uuid4()) for _ in days]
    for row_id, day in zip(ids, days, strict=True):
        assert program.put(program.path(f"entries/{row_id}"), daily(for_date=day)).status_code == 201
    found, query = [], "?limit=3"
    while True:
        page = program.get(program.path(f"entries{query}")).json
        assert page is not None
        assert page["deleted"] == []
        found += page["items"]
        if page["cursor"] is None:
            break
        assert page["since"] is None
        query = f"?limit=3&cursor={page['cursor']}"
    assert [one["for_date"] for one in found] == sorted(days)
    assert [one["entry_id"] for one in found] == ids[::-1]
    one = program.get(program.path(f"entries/{found[0]['entry_id']}"))
    assert one.json == found[0]
    assert one.headers["ETag"] == f'"{found[0]["version"]}"'
    some = program.get(program.path(f"entries?first_day={days[4]}&last_day={days[3]}")).json
    assert some is not None
    assert [one["for_date"] for one in some["items"]] == [days[4], days[3]]

    program.delete(program.path(f"entries/{ids[0]}"))
    told = program.get(program.path(f"entries?since={page['since']}&limit=500")).json
    assert told is not None
    assert [gone["entry_id"] for gone in told["deleted"]] == [ids[0]]
    assert {one["entry_id"] for one in told["items"]} == set(ids[1:])
    first = program.get(program.path(f"entries?since={page['since']}&limit=2")).json
    assert first is not None
    rest = program.get(program.path(f"entries?cursor={first['cursor']}")).json
    assert rest is not None
    assert len(first["items"]) + len(first["deleted"]) + len(rest["items"]) + len(rest["deleted"]) == 7


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=501", "limit=x", "cursor=x", "since=x", "first_day=2026-3-1", "last_day=tomorrow",
     "since=WzBd&cursor=WzBd", "since=WzBd&first_day=2026-03-01", "offset=3", "limit=1&limit=2", "cursor=é",
     "limit=", "since=", "first_day=", "limit=5.0", "limit=%205", "limit=05",
     "cursor=bnVsbA", "cursor=WzFd", "cursor=WzEsbnVsbCxudWxsLG51bGwsMywiYSJd", "since=WzFlOTld", "since=W3RydWVd",
     "since=" + "A" * 500],
)  # fmt: skip
def test_what_a_list_cannot_be_asked_for(program: Program, query: str) -> None:
    answer = program.get(program.path(f"entries?{query}"))
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["errors"][0]["field"] in query


def test_since_too_long_ago_is_anew(program: Program) -> None:
    answer = program.get(program.path("entries?since=WzBd"))  # the year 1970
    assert answer.status_code == 410


def test_after_a_file_was_brought_in_everything_is_asked_for_anew(app: Flask, program: Program, rosa: Person) -> None:
    page = program.get(program.path("entries")).json
    assert page is not None
    assert program.get(program.path(f"entries?since={page['since']}")).status_code == 200
    with app.app_context():
        note_brought(db.session(), author_of(rosa, sharing.now()))
        db.session.commit()
    assert program.get(program.path(f"entries?since={page['since']}")).status_code == 410
    assert program.get(program.path("entries")).status_code == 200


def test_one_score_by_one_tap(app: Flask, rosa: Person, program: Program) -> None:
    first = program.put(program.path("days/today/leg"), {"score": 4})
    second = program.put(program.path(f"days/{DAY()}/back"), {"score": 2})
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json is not None
    assert (second.json["leg_pain"], second.json["back_pain"]) == (4, 2)
    assert changes(app) == 2
    tapped = program.put(program.path("days/today/leg"), {"score": 4})
    assert tapped.json == second.json
    assert changes(app) == 2
    assert program.put(program.path("days/2026-3-1/leg"), {"score": 4}).status_code == 404
    assert program.put(program.path("days/today/arm"), {"score": 4}).status_code == 404
    assert program.put(program.path("days/today/leg"), {"score": None}).status_code == 422
    assert program.put(program.path("days/today/leg"), {}).status_code == 422
    assert program.put(program.path("days/9999-01-01/leg"), {"score": 4}).status_code == 422
    only_today = Program.of(app, rosa, Scope.LOG)
    assert only_today.put(only_today.path("days/today/leg"), {"score": 5}).status_code == 204


def test_a_token_for_today_writes_today_and_sees_nothing(app: Flask, rosa: Person, program: Program) -> None:
    only_today = Program.of(app, rosa, Scope.LOG)
    path = only_today.path(f"entries/{uuid.uuid4()}")
    made = only_today.put(path, daily())
    assert (made.status_code, made.data) == (204, b"")
    assert made.headers["ETag"]
    assert only_today.get(path).status_code == 403
    assert only_today.delete(path).status_code == 403
    assert only_today.get(only_today.path("entries")).status_code == 403
    yesterday = (DAY() - timedelta(days=1)).isoformat()
    assert only_today.put(path, daily(for_date=yesterday)).status_code == 403
    assert only_today.put(only_today.path(f"days/{yesterday}/leg"), {"score": 1}).status_code == 403
    earlier = program.path(f"entries/{uuid.uuid4()}")
    program.put(earlier, {"kind": "moment", "for_date": yesterday, "for_time": "08:00", "leg_pain": 3})
    moved = {"kind": "moment", "for_date": DAY().isoformat(), "for_time": "00:00", "leg_pain": 3}
    assert only_today.put(earlier, moved).status_code == 403
    assert json.loads(only_today.get("/me").data)["record_id"] == str(rosa.patient_id)
