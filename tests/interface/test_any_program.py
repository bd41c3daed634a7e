"""Schemathesis, which knows of the app what its document says, tries every operation, with what fits and what does not.

No answer is a fault of the server, each is one of those that the document tells, with the body that it tells, and what
the document forbids is refused.
"""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from flask import Flask

from tests.interface.test_treatment import course, dose, life_event, put, session
from tests.support import sharing
from tests.support.live import serving
from tests.support.people import Person
from tests.support.programs import BASE, Program, new_token
from tracker.domain.accounts.programs import Scope
from tracker.tokens.services.pace import Pace

pytestmark = pytest.mark.long

CHECKS: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)
# A body that is too long is refused as well, before anything in it is looked at.
REFUSALS: Final = (400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429)
EACH: Final = 15
SEED: Final = 29


@pytest.fixture
def hurried(app: Flask) -> Flask:
    """The app with room for more requests than a token is given."""
    app.extensions["pace"] = Pace(1_000_000)
    return app


def try_all(address: str, secret: str, record: Person, folder: Path) -> None:
    """A run over every operation, on one record."""
    config = folder / "schemathesis.toml"
    config.write_text(
        f'[parameters]\n"path.patient_id" = "{record.patient_id}"\n'
        f"[checks]\nnegative_data_rejection.expected-statuses = {list(REFUSALS)}\n"
    )
    command = [
        *(
            sys.executable,
            "-m",
            "schemathesis.cli",
            "--config-file",
            str(config),
            "run",
            f"{address}{BASE}/openapi.json",
        ),
        *("--header", f"Authorization: Bearer {secret}", "--checks", ",".join(CHECKS), "--phases", "coverage,fuzzing"),
        *("--max-examples", str(EACH), "--seed", str(SEED), "--no-color", "--exclude-operation-id", "end_share"),
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_the_owners_program(hurried: Flask, rosa: Person, tmp_path: Path) -> None:
    program = Program.of(hurried, rosa)
    own = put(program, "courses", course())
    put(program, "sessions", session(course_id=own["course_id"]))
    put(program, "medication", dose())
    put(program, "life-events", life_event())
    with serving(hurried) as address:
        try_all(address, new_token(hurried, rosa)[1], rosa, tmp_path)


def test_a_practitioners_program(hurried: Flask, rosa: Person, tmp_path: Path) -> None:
    li_wen = sharing.make_practitioner(hurried)
    sharing.share(hurried, rosa, li_wen, may_record=True)
    put(Program.of(hurried, rosa), "sessions", session())
    with serving(hurried) as address:
        try_all(address, new_token(hurried, li_wen, Scope.PATIENTS_WRITE)[1], rosa, tmp_path)
