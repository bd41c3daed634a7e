"""A record as several bundles: each complete in itself, none larger than readers open, nothing lost, by days."""

import json
import secrets
import uuid
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from joserfc import jwe
from joserfc.jwk import OctKey
from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests.reports.bundles import Resource, faults, validators_say
from tests.reports.people import Rows, records
from tests.reports.rooms import NOW, add_patient, exported, fresh_session
from tests.reports.test_exports import add_course
from tests.reports.test_round_trip import fill
from tracker.diary.models import Entry
from tracker.files.fhir import parts as parts_
from tracker.files.fhir.bundle import Whose
from tracker.files.fhir.document import Document, document_bytes
from tracker.manifests.services.encrypting import encrypted
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.fhir_bundle import fhir_parts
from tracker.reports.services.files import Source
from tracker.reports.services.reading import SessionReader
from tracker.wording.health_links import part_words

KEY = bytes(range(32))


def parts_of(db_session: Session, patient_id: uuid.UUID) -> list[bytes]:
    source = Source(SessionReader(db_session), Wanted(patient_id), NOW)
    return list(fhir_parts(source, part_words))


def by_id(bundle: Resource) -> dict[str, Any]:
    return {one["fullUrl"]: one["resource"] for one in bundle["entry"]}


def days(db_session: Session, patient_id: uuid.UUID, count: int, note: str = "") -> None:
    """An entry on each of so many days, newest first by its id."""
    table: Any = Entry.__table__
    common = dict.fromkeys(table.c.keys()) | {"patient_id": patient_id, "entered_at": NOW, "entered_offset": 60}
    rows = [
        common
        | {
            "id": uuid.uuid4(),
            "kind": "daily",
            "late": False,
            "from_words": False,
            "time_unknown": False,
            "for_date": date(2024, 1, 1) + timedelta(days=number),
        }
        | {"leg_pain": number % 11, "back_pain": 3, "note": note or secrets.token_hex(20)}
        for number in range(count)
    ]
    db_session.execute(insert(table), rows)
    db_session.commit()


def said_of(bundle: Resource) -> str:
    notice = next(one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == "OperationOutcome")
    return str(notice["issue"][0]["diagnostics"])


def test_a_short_record_is_one_bundle_with_all_of_it() -> None:
    with fresh_session() as db_session:
        patient_id = add_patient(db_session)
        days(db_session, patient_id, 3)
        (part,) = parts_of(db_session, patient_id)
        whole = json.loads(exported(db_session, patient_id, "all.fhir.json"))
    assert by_id(json.loads(part)) == by_id(whole)
    assert "Part" not in said_of(json.loads(part))


def test_an_empty_record_is_a_bundle_all_the_same() -> None:
    with fresh_session() as db_session:
        (part,) = parts_of(db_session, add_patient(db_session))
    assert [one["resource"]["resourceType"] for one in json.loads(part)["entry"]] == ["Patient", "OperationOutcome"]
    assert validators_say(part) == []


def test_a_long_record_is_cut_in_order_of_days_and_each_part_is_whole() -> None:
    with fresh_session() as db_session:
        patient_id = add_patient(db_session)
        add_course(db_session, patient_id)
        days(db_session, patient_id, 400)
        made = parts_of(db_session, patient_id)
        whole = by_id(json.loads(exported(db_session, patient_id, "all.fhir.json")))
    bundles = [json.loads(part) for part in made]
    assert len(made) > 2
    assert max(map(len, made)) <= 250_000
    assert [fault for bundle in bundles for fault in faults(bundle)] == []
    assert validators_say(made[1]) == []
    assert len({bundle["id"] for bundle in bundles}) == len(made)
    found: dict[str, Any] = {}
    for number, bundle in enumerate(bundles, 1):
        assert said_of(bundle).startswith(f"Part {number} of {len(made)}, in the order of days.")
        found |= by_id(bundle)
    notice = next(url for url, one in whole.items() if one["resourceType"] == "OperationOutcome")
    assert {url: one for url, one in found.items() if url != notice} == {
        url: one for url, one in whole.items() if url != notice
    }
    scored = ([one for one in by_id(bundle).values() if "valueQuantity" in one] for bundle in bundles)
    spans = [sorted(one["effectiveDateTime"] for one in some) for some in scored if some]
    assert all(before[-1] <= after[0] for before, after in pairwise(spans))


def test_what_was_made_of_one_row_stands_in_one_part_alone() -> None:
    with fresh_session() as db_session:
        patient_id = add_patient(db_session)
        days(db_session, patient_id, 400)
        bundles = [json.loads(part) for part in parts_of(db_session, patient_id)]
    shared = parts_.SHARED
    seen: set[str] = set()
    for bundle in bundles:
        own = {url for url, one in by_id(bundle).items() if one["resourceType"] not in shared}
        assert not own & seen
        seen |= own


def test_what_can_hardly_be_compressed_is_cut_sooner() -> None:
    """joserfc takes no more than 65,536 characters of an encrypted file."""
    with fresh_session() as db_session:
        patient_id = add_patient(db_session)
        days(db_session, patient_id, 60, note=secrets.token_urlsafe(3000)[:4000])
        table: Any = Entry.__table__
        for number in range(60):
            changed = table.update().where(table.c.for_date == date(2024, 1, 1) + timedelta(days=number))
            db_session.execute(changed.values(note=secrets.token_urlsafe(3000)[:4000]))
        db_session.commit()
        made = parts_of(db_session, patient_id)
    for part in made:
        read = jwe.decrypt_compact(encrypted(part, KEY, compressed=True), OctKey.import_key(KEY))
        assert read.plaintext == part


def test_a_row_that_is_larger_than_a_part_has_one_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_, "MOST_BYTES", 500)
    with fresh_session() as db_session:
        patient_id = add_patient(db_session)
        days(db_session, patient_id, 3)
        made = parts_of(db_session, patient_id)
    assert len(made) == 3
    assert [fault for part in made for fault in faults(json.loads(part))] == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(by_table=records())
def test_any_record_is_whole_in_parts(by_table: dict[str, Rows]) -> None:
    with fresh_session() as db_session, pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts_, "MOST_BYTES", 9_000)
        patient_id = add_patient(db_session)
        fill(db_session, patient_id, by_table)
        bundles = [json.loads(part) for part in parts_of(db_session, patient_id)]
        whole = by_id(json.loads(exported(db_session, patient_id, "all.fhir.json")))
    assert [fault for bundle in bundles for fault in faults(bundle)] == []
    assert {url for bundle in bundles for url in by_id(bundle)} == set(whole)


def test_a_document_is_a_bundle_that_holds_it() -> None:
    whose = Whose(patient_id=str(uuid.uuid4()), name="Zoë", zone=ZoneInfo("UTC"), said=("A diary.",), made=NOW)
    held = Document(name="report", title="A report", content_type="application/pdf", language="en", data=b"%PDF-\xff")
    made = document_bytes(whose, held)
    assert validators_say(made) == faults(json.loads(made)) == []
    document = json.loads(made)["entry"][2]["resource"]
    assert document["content"][0]["attachment"] == {
        "contentType": "application/pdf",
        "language": "en",
        "data": "JVBERi3/",
        "title": "A report",
        "creation": "2026-03-20T12:00:00+00:00",
    }
    assert (document["status"], document["docStatus"], document["description"]) == ("current", "final", "A report")
