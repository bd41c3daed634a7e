"""A record as FHIR: what stands in the bundle, that two validators take it, and that it says what was recorded."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.reports.bundles import code_of, components, extensions, faults, read, resources, validators_say
from tests.reports.people import Rows, records
from tests.reports.rooms import NOW, add, add_patient, exported, fresh_engine
from tests.reports.test_exports import DAY, add_course, add_entry, add_session
from tests.reports.test_round_trip import fill
from tracker.diary.models import DayTags, LifeEvent
from tracker.files.fhir import ids, json_parts
from tracker.files.fhir.codes import LOINC, SNOMED
from tracker.patients.models import Caution, Episode, FunctionActivity, FunctionScore
from tracker.reports.queries.kept import Wanted
from tracker.reports.services.exporting import export_to_folder
from tracker.review.models import CourseReview, StartingWeek
from tracker.treatment.models import Dose, PlanChange, SessionRecord

FHIR = "all.fhir.json"
LATER = DAY + timedelta(days=1)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = fresh_engine()
    yield made
    made.dispose()


def bundle_of(db_session: Session, patient_id: uuid.UUID, **wanted: Any) -> dict[str, Any]:
    """The bundle, once validators and rules found nothing in it."""
    data = exported(db_session, patient_id, FHIR, **wanted)
    assert validators_say(data) == []
    bundle = read(data)
    assert faults(bundle) == []
    return bundle


def measured(bundle: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [one for one in resources(bundle, "Observation") if code_of(one) == name]


def scores(bundle: dict[str, Any]) -> dict[str, int]:
    """The pain of each entry, by the id that it has there."""
    return {
        one["id"]: one["valueQuantity"]["value"]
        for name in ("leg-pain", "back-pain")
        for one in measured(bundle, name)
        if "partOf" not in one
    }


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(by_table=records())
def test_any_record_is_a_valid_bundle_that_says_the_scores(engine: Engine, by_table: dict[str, Rows]) -> None:
    with Session(engine) as db_session:
        patient_id = add_patient(db_session)
        fill(db_session, patient_id, by_table)
        bundle = bundle_of(db_session, patient_id)
        assert scores(bundle) == {
            str(uuid.uuid5(entry["id"], name)): entry[name]
            for entry in by_table["entry"]
            for name in ("leg_pain", "back_pain")
            if entry[name] is not None
        }
        first = [one["fullUrl"] for one in bundle["entry"]]
        assert first == [one["fullUrl"] for one in bundle_of(db_session, patient_id)["entry"]]


def test_an_empty_record_says_what_it_is(db_session: Session, rosa: uuid.UUID) -> None:
    bundle = bundle_of(db_session, rosa)
    assert (bundle["type"], bundle["timestamp"]) == ("collection", "2026-03-20T12:00:00+00:00")
    [patient], [notice] = resources(bundle, "Patient"), resources(bundle, "OperationOutcome")
    assert (patient["id"], patient["name"]) == (str(rosa), [{"text": "Rosa"}])
    assert "not a diagnosis" in notice["issue"][0]["diagnostics"]
    assert "LOINC® is a registered" in notice["issue"][0]["diagnostics"]
    assert len(bundle["entry"]) == 2


def test_a_moment_has_the_offset_of_its_own_day(db_session: Session, rosa: uuid.UUID) -> None:
    """Of a moment before the clocks went back, entered after; and of one entered far from home."""
    day, after = datetime(2025, 10, 25, tzinfo=UTC).date(), datetime(2025, 10, 26, 9, tzinfo=UTC)
    for offset in (60, 540):
        moment = {"kind": "moment", "for_time": time(23, 30), "entered_at": after, "entered_offset": offset}
        add_entry(db_session, rosa, day, 3, **moment)
    told = {one["effectiveDateTime"] for one in measured(bundle_of(db_session, rosa), "leg-pain")}
    assert told == {"2025-10-25T23:30:00+02:00", "2025-10-25T23:30:00+09:00"}


def test_leg_and_back_apart_with_site_side_and_how_late(db_session: Session, rosa: uuid.UUID) -> None:
    day = {"worst_leg_pain": 8, "side": "left", "regions": ("buttock", "calf"), "note": "Walked\x0b far\xa0!"}
    entry = add_entry(db_session, rosa, DAY, 7, back_pain=0, leg_later=2, back_later=0, late=True, weakness=1, **day)
    add_entry(db_session, rosa, LATER, 3, kind="moment", for_time=time(9, 5), sitting_minutes=40)
    bundle = bundle_of(db_session, rosa)
    leg, moment = measured(bundle, "leg-pain")
    [back], [worst], [weakness] = (measured(bundle, name) for name in ("back-pain", "worst-leg-pain", "weakness"))
    assert leg["id"] == str(uuid.uuid5(entry, "leg_pain"))
    assert {"system": LOINC, "code": "72514-3"}.items() <= leg["code"]["coding"][0].items()
    assert leg["valueQuantity"] == {
        "value": 7, "unit": "{score}", "system": "http://unitsofmeasure.org", "code": "{score}"
    }  # fmt: skip
    assert (leg["bodySite"]["text"], back["bodySite"]["text"]) == ("Leg", "Low back")
    assert extensions(leg["bodySite"])["side"]["coding"][0]["code"] == "left"
    assert (extensions(leg), extensions(back)) == ({"days-later": 2}, {})
    assert [one["valueQuantity"]["value"] for one in (back, worst, weakness)] == [0, 8, 1]
    assert [code_of(one, "method") for one in (leg, moment, worst)] == ["daily", "moment", "worst"]
    assert (leg["effectiveDateTime"], moment["effectiveDateTime"]) == ("2026-03-01", "2026-03-02T09:05:00+01:00")
    [noted] = measured(bundle, "day-noted")
    assert noted["id"] == str(entry)
    assert noted["note"] == [{"text": "Walked far !"}]
    assert components(noted) == {"side": ["left"], "farthest-point": ["calf"], "regions": ["buttock", "calf"]}
    assert SNOMED in str(noted["component"])
    late, usual = resources(bundle, "Provenance")
    assert (code_of(late, "activity"), code_of(usual, "activity")) == ("entered-later", "entered")
    assert len(late["target"]) == 5
    assert late["recorded"] == "2026-03-01T21:00:00+01:00"
    assert late["agent"][0]["who"] == {"reference": f"urn:uuid:{rosa}"}


def test_a_session_as_a_procedure(db_session: Session, rosa: uuid.UUID) -> None:
    episode = add(db_session, Episode, patient_id=rosa, side="both", created_at=NOW, began_on=DAY)
    course = add_course(db_session, rosa)
    told = {
        "minutes": 50, "points": 'BL40 left; GV4; "ashi"', "zones": ("low_back",), "needle_count": 8,
        "needle_minutes": 25, "stimulation": "electrical", "helped": "somewhat", "cost": Decimal("65.5"),
        "insurance_covered": False, "practitioner": "Li Wen", "leg_before": 7, "back_before": 2, "leg_after": 4,
        "side_effects": "bruise mild same_day; tired - ongoing; headache - longer", "note": "Calm",
    }  # fmt: skip
    session = add_session(db_session, rosa, DAY, course_id=course, **told)
    add_session(db_session, rosa, LATER, status="missed", side_effects="none", leg_after=3)
    add_session(db_session, rosa, LATER, status="planned", kind="other", other_name="TENS")
    exercise = {"kind": "physiotherapy", "exercises": "Bridge [3x10, hold - s]"}
    add_session(db_session, rosa, LATER + timedelta(days=1), **exercise)
    add_session(db_session, rosa, LATER + timedelta(days=1), kind="walking", distance_m=1200)
    bundle = bundle_of(db_session, rosa)
    done, *others = resources(bundle, "Procedure")
    assert {one["status"] for one in others} == {"not-done", "preparation", "completed"}
    assert done["performedPeriod"] == {"start": "2026-03-01T18:30:00+01:00", "end": "2026-03-01T19:20:00+01:00"}
    assert done["basedOn"] == [{"reference": f"urn:uuid:{course}"}]
    assert done["reasonReference"] == [{"reference": f"urn:uuid:{episode}"}]
    assert done["performer"] == [{"actor": {"display": "Li Wen"}}]
    assert [one["text"] for one in done["bodySite"]] == ["Low back", "BL40", "GV4", "ashi"]
    said = extensions(done)
    assert (said["session-number"], said["needle-count"], str(said["cost"])) == (1, 8, "65.50")
    assert (said["needle-time"]["value"], said["insurance-covered"]) == (25, False)
    [missed] = [one for one in others if one["status"] == "not-done"]
    assert extensions(missed) == {"no-side-effects": True}
    [tens] = [one for one in others if one["status"] == "preparation"]
    assert tens["code"]["text"] == "TENS"
    exercises = [extensions(one)["exercise"] for one in others if "exercise" in extensions(one)]
    assert [[*one.values()][1] for one in exercises[0]] == ["Bridge", 3, 10]
    around = [one for one in resources(bundle, "Observation") if "partOf" in one]
    found = [(code_of(one), code_of(one, "method"), one["valueQuantity"]["value"]) for one in around]
    assert found[:3] == [("leg-pain", "before", 7), ("back-pain", "before", 2), ("leg-pain", "after", 4)]
    assert around[2]["effectiveDateTime"] == "2026-03-01T19:20:00+01:00"
    assert around[3]["effectiveDateTime"] == "2026-03-02"
    effects = {code_of(one, "event"): one for one in resources(bundle, "AdverseEvent")}
    assert effects["bruise"]["severity"]["coding"][0]["code"] == "mild"
    assert effects["bruise"]["suspectEntity"] == [{"instance": {"reference": f"urn:uuid:{session}"}}]
    ends = {name: one.get("outcome", {}).get("text") for name, one in effects.items()}
    assert ends == {"bruise": "Resolved", "tired": "Ongoing", "headache": None}
    targets = [one["target"][0]["reference"] for one in resources(bundle, "Provenance")]
    assert {f"urn:uuid:{course}", f"urn:uuid:{session}"} <= set(targets)


def test_a_practitioners_record(db_session: Session, rosa: uuid.UUID) -> None:
    session = add_session(db_session, rosa, DAY)
    event = {"item": "fainting", "onset": "during", "action": "Lay down", "resolved": True, "serious": False}
    more = {"item": "bruise", "severity": "mild", "resolved": None, "related": "possibly", "lasted": "a day"}
    seen = {
        "needle_gauge_mm": Decimal("0.25"),
        "single_use": True,
        "rationale": "\x0b",
        "depth": "2 cm",
        "adjuncts": ("moxa",),
        "points": "ST36 both",
    }
    whose = {"patient_id": rosa, "session_id": session, "by_account_id": uuid.uuid4(), "by_name": "Li Wen"}
    record = add(db_session, SessionRecord, entered_at=NOW, adverse_events=[event, more], note="Well", **whose, **seen)
    bundle = bundle_of(db_session, rosa)
    [recorded] = measured(bundle, "session-recorded")
    assert recorded["id"] == str(record)
    assert recorded["partOf"] == [{"reference": f"urn:uuid:{session}"}]
    assert recorded["performer"] == [{"display": "Li Wen"}]
    found = components(recorded)
    assert (found["needle-gauge-mm"], found["single-use"]) == ([{"value": Decimal("0.25")}], [True])
    assert (found["depth"], "rationale" in found) == (["2 cm"], False)
    assert (found["adjuncts"], found["points"]) == (["moxa"], ["ST36"])
    fainted, bruised = resources(bundle, "AdverseEvent")
    assert (fainted["outcome"]["text"], extensions(fainted)["serious"]) == ("Resolved", False)
    assert extensions(bruised)["related"]["coding"][0]["code"] == "possibly"
    [by] = [one for one in resources(bundle, "Provenance") if code_of(one, "activity") == "recorded-by-practitioner"]
    assert by["agent"][0]["who"] == {"display": "Li Wen"}
    add(db_session, SessionRecord, entered_at=NOW, **whose | {"by_account_id": uuid.uuid4()}, style="tcm")
    assert len(measured(bundle_of(db_session, rosa), "session-recorded")) == 2


def test_a_course_as_a_plan_with_its_numbers_and_their_digits(db_session: Session, rosa: uuid.UUID) -> None:
    course = add_course(db_session, rosa, goal="Walk to the sea", per_week=2)
    add_course(db_session, rosa, phase="ended", ended_on=LATER, kind="massage")
    add_session(db_session, rosa, DAY, course_id=course)
    for offset, leg in zip(range(-7, 14), [7, 7, 7, 7, 7, 7, 7, *[4, 4, 4, 4, 4, 4, 4], *[3] * 7], strict=True):
        add_entry(db_session, rosa, DAY + timedelta(days=offset), leg, back_pain=2 if offset >= 0 else None)
    mine = {"patient_id": rosa, "course_id": course}
    by = {"by_name": "Rosa", "by_account_id": None}
    add(db_session, PlanChange, at=NOW, changed={"planned_sessions": [10, 12]}, reason="Li says", **mine, **by)
    held = {"held_on": LATER, "sessions_done": 5, "decision": "extend", "label": "small", "confirmed": False}
    known = {"baseline_leg": 7.1, "latest_leg": 5.0, "doubts": ("one_week",), "reason": "More", "entered_at": NOW}
    add(db_session, CourseReview, **mine, **by, **held, **known)
    start = {"at": NOW, "first_session_day": DAY, "mean": 7.1, "days": 7, "overlaps": False}
    add(db_session, StartingWeek, by_account_id=None, first_day=DAY, last_day=LATER, **mine, **start)
    data = exported(db_session, rosa, FHIR)
    assert data.count(b'"value":7.10') == 2
    bundle = bundle_of(db_session, rosa)
    plans = {one["id"]: one for one in resources(bundle, "CarePlan")}
    planned = plans[str(course)]["activity"][0]["detail"]
    assert planned["scheduledTiming"]["repeat"] == {"count": 10, "frequency": 2, "period": 1, "periodUnit": "wk"}
    assert sorted(one["status"] for one in plans.values()) == ["active", "completed"]
    [goal] = resources(bundle, "Goal")
    assert goal["description"] == {"text": "Walk to the sea"}
    assert plans[str(course)]["goal"] == [{"reference": f"urn:uuid:{goal['id']}"}]
    compared = [components(one) for one in measured(bundle, "course-compared")]
    assert {"value": Decimal("7.00")} in [one["baseline-leg"][0] for one in compared if "baseline-leg" in one]
    weeks = measured(bundle, "leg-pain-week")
    assert [str(one["valueQuantity"]["value"]) for one in weeks] == ["4.00", "3.00"]
    assert weeks[0]["effectivePeriod"] == {"start": "2026-03-01", "end": "2026-03-07"}
    assert {"leg-low", "leg-high", "leg-days"} <= components(weeks[0]).keys()
    assert len(measured(bundle, "back-pain-week")) == 2
    [review], [start_kept] = measured(bundle, "course-review"), measured(bundle, "starting-week")
    assert components(review)["doubts"] == ["one_week"]
    assert components(start_kept)["last-day"] == ["2026-03-02"]
    [change] = [one for one in resources(bundle, "Provenance") if code_of(one, "activity") == "plan-changed"]
    assert (change["reason"], extensions(change)) == (
        [{"text": "Li says"}],
        {"changed": '{"planned_sessions": [10, 12]}'},
    )


def test_what_else_is_recorded(db_session: Session, rosa: uuid.UUID) -> None:
    ended = {"ended_on": DAY - timedelta(days=9), "cause_told": "disc_herniation", "duration_at_start": "over_12_weeks"}
    add(db_session, Episode, patient_id=rosa, created_at=NOW, began_on=DAY - timedelta(days=90), note="Old", **ended)
    signs = {"warning_signs": ("night_pain",), "began_on": None}
    now = add(db_session, Episode, patient_id=rosa, side="right", created_at=NOW + timedelta(1), **signs)
    add_session(db_session, rosa, DAY)
    add_session(db_session, rosa, DAY - timedelta(days=60))
    caution = {"patient_id": rosa, "noted_on": DAY, "confirmed_on": LATER}
    add(db_session, Caution, kind="pregnancy", note="From May", **caution)
    add(db_session, Caution, kind="epilepsy", ended_on=LATER, **caution)
    add(db_session, LifeEvent, patient_id=rosa, kind="work", for_date=DAY, note="New desk", entered_at=NOW)
    add(db_session, DayTags, patient_id=rosa, for_date=DAY, tags="rain; train", entered_at=NOW)
    bundle = bundle_of(db_session, rosa)
    old, current = resources(bundle, "Condition")
    assert (old["clinicalStatus"]["text"], current["clinicalStatus"]["text"]) == ("Resolved", "Active")
    assert extensions(old)["cause-told"]["coding"][0] == {"system": SNOMED, "code": "202708005"}
    assert extensions(current)["warning-sign"]["coding"][0]["code"] == "night_pain"
    assert "23056005" in str(current["code"])
    earlier, later = resources(bundle, "Procedure")
    assert later["reasonReference"] == [{"reference": f"urn:uuid:{now}"}]
    assert "reasonReference" not in earlier  # two episodes may have been meant
    flags = {code_of(one): one for one in resources(bundle, "Flag")}
    assert (flags["pregnancy"]["status"], flags["epilepsy"]["status"]) == ("active", "inactive")
    assert extensions(flags["pregnancy"]) == {"confirmed-on": "2026-03-02", "note": "From May"}
    [event], [tags] = measured(bundle, "life-event"), measured(bundle, "day-tags")
    assert (event["valueCodeableConcept"]["text"], event["note"]) == ("Work", [{"text": "New desk"}])
    assert tags["valueString"] == "rain; train"


def test_medicine_and_a_day_without(db_session: Session, rosa: uuid.UUID) -> None:
    dose = {"patient_id": rosa, "local_day": DAY, "entered_at": NOW}
    taken = dose | {"taken_at": datetime(2026, 3, 1, 8, tzinfo=UTC), "taken_offset": 60, "none_taken": False}
    add(db_session, Dose, **taken, name="Ibuprofen", amount=Decimal("7.125"), unit="mg", minutes_to_relief=40)
    add(db_session, Dose, **taken, name="Drops", amount=Decimal(400), unit="other", helped="yes")
    add(db_session, Dose, **taken, name="Balm")
    add(db_session, Dose, **dose | {"local_day": LATER}, none_taken=True)
    made = resources(bundle_of(db_session, rosa), "MedicationStatement")
    by_name = {one["medicationCodeableConcept"]["text"]: one for one in made}
    quantity = by_name["Ibuprofen"]["dosage"][0]["doseAndRate"][0]["doseQuantity"]
    assert (str(quantity["value"]), quantity["code"]) == ("7.125", "mg")
    assert extensions(by_name["Ibuprofen"])["time-to-relief"]["value"] == 40
    assert by_name["Drops"]["dosage"][0]["doseAndRate"][0]["doseQuantity"] == {"value": 400}
    assert "dosage" not in by_name["Balm"]
    assert by_name["Balm"]["effectiveDateTime"] == "2026-03-01T09:00:00+01:00"
    none = by_name["No medicine taken that day"]
    assert (none["status"], none["effectiveDateTime"]) == ("not-taken", "2026-03-02")


def test_own_activities_as_a_questionnaire_answered_day_by_day(db_session: Session, rosa: uuid.UUID) -> None:
    named = {"patient_id": rosa, "created_at": NOW}
    walk = add(db_session, FunctionActivity, name="Walk the dog", position=0, **named)
    sit = add(db_session, FunctionActivity, name="Sit an hour", position=1, **named)
    add(db_session, FunctionActivity, name="Garden", position=2, **named)
    for activity, day, score in ((walk, DAY, 0), (sit, DAY, 6), (walk, LATER, 10)):
        scored = {"activity_id": activity, "for_date": day, "score": score, "entered_at": NOW}
        add(db_session, FunctionScore, patient_id=rosa, **scored)
    bundle = bundle_of(db_session, rosa)
    [asked] = resources(bundle, "Questionnaire")
    assert [one["text"] for one in asked["item"]] == ["Walk the dog", "Sit an hour", "Garden"]
    first, second = resources(bundle, "QuestionnaireResponse")
    assert first["questionnaire"] == asked["url"]
    assert [(one["linkId"], one["answer"]) for one in first["item"]] == [
        (str(walk), [{"valueInteger": 0}]),
        (str(sit), [{"valueInteger": 6}]),
    ]
    assert (second["authored"], len(second["item"])) == ("2026-03-02", 1)


def test_a_range_and_a_folder(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    for offset in range(4):
        add_entry(db_session, rosa, DAY + timedelta(days=offset), offset)
    bundle = bundle_of(db_session, rosa, first=LATER, last=LATER + timedelta(days=1))
    assert [one["valueQuantity"]["value"] for one in measured(bundle, "leg-pain")] == [1, 2]
    [path] = export_to_folder(db_session, Wanted(rosa), tmp_path, NOW, "fhir")
    assert (path.name, path.read_bytes()) == (FHIR, exported(db_session, rosa, FHIR))


def test_many_entries_come_in_pieces_that_make_one_text(db_session: Session, rosa: uuid.UUID) -> None:
    for offset in range(150):
        add_entry(db_session, rosa, DAY - timedelta(days=offset), 4)
    assert len(scores(bundle_of(db_session, rosa))) == 150


@given(st.uuids(), st.text(max_size=20))
def test_derived_ids_are_those_of_the_standard(row_id: uuid.UUID, part: str) -> None:
    assert ids.derived(str(row_id), part) == str(uuid.uuid5(row_id, part))


def test_texts_hold_what_fhir_allows() -> None:
    assert json_parts.text(" \x0b\xa0 ") == json_parts.ABSENT
    assert json_parts.text('a\x00b\xa0"c"\n') == '"ab \\"c\\"\\n"'
    assert (json_parts.text(None), json_parts.obj(), json_parts.many([""])) == ("", "", "")
