"""Deleting an account leaves nothing of it, and nothing of anyone else's is touched."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from flask import Flask
from sqlalchemy import Column, Table, func, insert, select

import tracker.operations.models
from tests.accounts.members import Member
from tests.support.pages import Browser
from tests.support.people import PASSWORD, Person, make_person
from tracker.audit.models import SecurityEvent
from tracker.audit.services.events import broken_chains
from tracker.domain.accounts.security_log import SERVER
from tracker.storage.base import Base
from tracker.web.extensions import db

TABLES = Base.metadata.sorted_tables
OWNED = [table for table in TABLES if {"account_id", "patient_id"} & set(table.columns.keys())]
NEEDED = {"name", "taken_at", "taken_offset", "leg_pain", "steps"}
VALUES: dict[type, Any] = {
    str: "x",
    int: 5,
    bool: False,
    float: 5.0,
    date: date(2026, 3, 3),
    datetime: datetime.now(UTC),
    Decimal: Decimal(5),
    bytes: b"x" * 32,
    dict: {},
    list: [],
    tuple: ("one",),
}


def value_of(column: Column[Any], person: Person, made: dict[str, uuid.UUID]) -> Any:
    """Something that fits the column: whose row it is, the row it hangs on, or any value of its type."""
    if column.name in {"account_id", "by_account_id", "practitioner_account_id"}:
        return person.account_id
    if column.name == "patient_id":
        return person.patient_id
    for constraint in column.table.foreign_key_constraints:
        for element in constraint.elements:
            if element.parent is column:
                return made[element.column.table.name]
    python_type = column.type.python_type
    if python_type is uuid.UUID:
        return uuid.uuid4()
    return None if column.nullable and column.name not in NEEDED else VALUES.get(python_type)


def fill(person: Person) -> None:
    """One row in every table that belongs to a person."""
    made: dict[str, uuid.UUID] = {}
    for table in OWNED:
        if table.name == "patient":
            continue
        values = {column.name: value_of(column, person, made) for column in table.columns}
        for name in {"id_hash", "code_hash", "secret_hash", "credential_id", "endpoint_hash"} & set(values):
            values[name] = person.account_id.bytes * 2
        if "coins" in values:  # one for each pair
            values["coins"] = "a" * VALUES[int]
        db.session.execute(insert(table).values(values))
        made[table.name] = values.get("id", values.get("public_id", person.account_id))


def rows_of(table: Table, person: Person) -> int:
    owner = table.columns.get("patient_id")
    condition = table.columns["account_id"] == person.account_id if owner is None else owner == person.patient_id
    return db.session.execute(select(func.count()).select_from(table).where(condition)).scalar() or 0


def events_of(subject_id: uuid.UUID) -> Sequence[SecurityEvent]:
    return db.session.execute(select(SecurityEvent).where(SecurityEvent.subject_id == subject_id)).scalars().all()


def test_nothing_is_left_of_it_and_all_of_the_others(app: Flask, member: Member) -> None:
    assert tracker.operations.models.metadata is Base.metadata
    assert {"patient", "recovery_code", "account_session", "entry", "treatment_session", "revision"} <= {
        table.name for table in OWNED
    }
    omar, browser = make_person(app, "Omar"), member.browser()
    with app.app_context():
        for person in (member.person, omar):
            fill(person)
        db.session.commit()
        for table in OWNED:
            assert rows_of(table, member.person) >= 1, table.name
        assert len(events_of(member.person.account_id)) == 1
    answer = browser.submit(
        browser.get("/settings/delete"), "/settings/delete", follow=False, password=PASSWORD, when="now"
    )
    assert answer.status == 303
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.client.get_cookie("sid") is None
    assert "deleted" in browser.get(answer.location).text
    with app.app_context():
        for table in OWNED:
            assert rows_of(table, member.person) == 0, table.name
            assert rows_of(table, omar) == 1, table.name
        assert events_of(member.person.account_id) == []
        (last,) = events_of(SERVER)
        assert (last.act, last.object_id) == ("account_erased", member.person.account_id)
        assert (last.session_id, last.address, last.device) == (None, None, None)
        assert broken_chains(db.session()) == (1, [])
        names = db.session.execute(select(Base.metadata.tables["account"].columns.user_name)).scalars().all()
    assert names == ["Omar"]


def test_the_page_offers_everything_for_download_first(member: Member) -> None:
    browser = member.browser()
    page = browser.get("/settings/delete")
    assert page.all(f"a[href='/patients/{member.person.patient_id}/exports']")


def test_every_other_browser_is_out(app: Flask, member: Member) -> None:
    browser, other = member.browser(), member.browser()
    browser.submit(browser.get("/settings/delete"), "/settings/delete", password=PASSWORD, when="now")
    assert other.get("/settings", follow=False).status == 302
    assert Browser(app).get(other.path("today"), follow=False).status == 302
