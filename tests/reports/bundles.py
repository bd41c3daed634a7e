"""A FHIR bundle as others read it, and what the rules of FHIR R4 that validators pass over say of it."""

import json
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import fhirkit
from fhir.resources.R4B.bundle import Bundle

from tracker.files.fhir.codes import BASE, HL7, LOINC, SNOMED, UCUM

Resource = dict[str, Any]
STATUSES: Final = {
    "Observation": {"final"},
    "Procedure": {"preparation", "not-done", "completed"},
    "CarePlan": {"active", "completed"},
    "MedicationStatement": {"completed", "not-taken"},
    "QuestionnaireResponse": {"completed"},
    "Questionnaire": {"active"},
    "Flag": {"active", "inactive"},
}
UNITS: Final = {
    "{score}",
    "{steps}",
    "min",
    "m",
    "mg",
    "g",
    "ug",
    "mL",
    "{tablet}",
    "{capsule}",
    "{drop}",
    "{patch}",
    "{puff}",
}
SYSTEMS: Final = (f"{BASE}/CodeSystem/", HL7, LOINC, SNOMED, "urn:ietf:rfc:3986", UCUM)


def read(data: bytes) -> Resource:
    """The bundle with its decimals as they are written."""
    bundle: Resource = json.loads(data, parse_float=Decimal)
    return bundle


def resources(bundle: Resource, kind: str) -> list[Resource]:
    return [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == kind]


def code_of(resource: Resource, name: str = "code") -> str:
    """Our own code of a resource."""
    codes: list[str] = [one["code"] for one in resource[name]["coding"] if one["system"].startswith(BASE)]
    return codes[0]


def extensions(resource: Resource) -> dict[str, Any]:
    """What our extensions say, by name."""
    return {
        one["url"].rpartition("/")[2]: next((value for name, value in one.items() if name != "url"), None)
        for one in resource.get("extension", [])
    }


def components(resource: Resource) -> dict[str, list[Any]]:
    """The values of the components of an observation, by the code of each."""
    found: dict[str, list[Any]] = {}
    for one in resource.get("component", []):
        value = next(value for name, value in one.items() if name.startswith("value"))
        value = value["coding"][-1]["code"] if isinstance(value, dict) and "coding" in value else value
        found.setdefault(code_of(one), []).append(value)
    return found


def validators_say(data: bytes) -> list[str]:
    """What two validators find, one in Rust for R4, one in Python for R4B, that share nothing."""
    found = [str(issue) for issue in fhirkit.validate(data)]
    Bundle.model_validate_json(data)
    return found


def faults(bundle: Resource) -> list[str]:
    """What is wrong by the rules that no validator here looks at."""
    known = [one["fullUrl"] for one in bundle["entry"]]
    found = [f"{url} stands twice" for url in {url for url in known if known.count(url) > 1}]
    for one in bundle["entry"]:
        resource = one["resource"]
        if one["fullUrl"] != f"urn:uuid:{uuid.UUID(resource['id'])}":
            found.append(f"{one['fullUrl']} is not the id")
        found += [f"{resource['resourceType']}: {fault}" for fault in _faults(resource, set(known))]
    return found


def _faults(resource: Resource, known: set[str]) -> Iterator[str]:
    kind = resource["resourceType"]
    if kind in STATUSES and resource["status"] not in STATUSES[kind]:
        yield f"status {resource['status']}"
    for name, value in _members(resource):
        if value in (None, "", [], {}):
            yield f"{name} is empty"
        if name == "reference" and value not in known:
            yield f"{value} is not in the bundle"
        if name == "system" and not value.startswith(SYSTEMS):
            yield f"system {value}"
        if isinstance(value, dict) and "coding" in value and not value.get("text"):
            yield f"{name} has no words"
        if isinstance(value, dict) and value.get("unit") == "{score}" and not 0 <= value["value"] <= 10:
            yield f"score {value['value']}"
        if isinstance(value, dict) and "code" in value and "unit" in value and value["code"] not in UNITS:
            yield f"unit {value['code']}"
    yield from _observed(resource) if kind == "Observation" else ()
    if kind == "Condition" and ("abatementDateTime" in resource) != (
        resource["clinicalStatus"]["coding"][0]["code"] == "resolved"
    ):
        yield "con-4"


def _observed(resource: Resource) -> Iterator[str]:
    values = [name for name in resource if name.startswith("value")]
    if len(values) > 1 or (values and "dataAbsentReason" in resource):
        yield "obs-6: more than one value, or a value and a reason for none"
    if not (values or resource.get("component") or resource.get("note")):
        yield "nothing observed"
    codes = [one["code"] for one in resource["code"]["coding"]]
    if "72514-3" in codes and (set(codes) & {"leg-pain", "back-pain"}) == set():
        yield "a pain of neither leg nor back"
    for one in resource.get("component", []):
        if sum(name.startswith("value") for name in one) != 1:
            yield "a component without its one value"


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, held in value.items():
            yield name, held
            yield from _members(held)
    elif isinstance(value, list):
        for held in value:
            yield from _members(held)
