"""A client that was made of the document alone lists, writes, reads, deletes and undoes, and is told what is wrong."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from flask import Flask

from tests.support.live import serving
from tests.support.needs import need
from tests.support.people import Person
from tests.support.programs import BASE, new_token
from tests.support.sharing import today

pytestmark = pytest.mark.long
PACKAGES: Final = ("openapi-python-client==0.26.2",)
PATIENCE: Final = 300
SCRIPT: Final = """
import json, sys
from datetime import date
from uuid import UUID
from made.client import AuthenticatedClient
from made.api.changes import undo_change
from made.api.daily_entries_and_moments import delete_entry, list_entries, put_entry, put_score, read_entry
from made.api.the_token import me
from made.models import EntryBody, EntryBodyKind, Problem, Score

base, token, entry_id, today = sys.argv[1], sys.argv[2], UUID(sys.argv[3]), date.fromisoformat(sys.argv[4])
client = AuthenticatedClient(base_url=base, token=token)
record = me.sync(client=client).record_id
body = EntryBody(kind=EntryBodyKind.DAILY, for_date=today, leg_pain=4, note="Nach „Schwimmen“, 2×")
made = put_entry.sync_detailed(record, entry_id, client=client, body=body)
again = put_entry.sync_detailed(record, entry_id, client=client, body=body)
late = put_entry.sync_detailed(record, entry_id, client=client, body=body, if_match='"another"')
tapped = put_score.sync(record, "today", "back", client=client, body=Score(score=2))
read = read_entry.sync(record, entry_id, client=client)
gone = delete_entry.sync_detailed(record, entry_id, client=client)
without = list_entries.sync(record, client=client)
undone = undo_change.sync(record, UUID(gone.headers["Change-Id"]), client=client)
back = list_entries.sync(record, client=client)
wrong = put_entry.sync(record, entry_id, client=client, body=EntryBody(kind=body.kind, for_date=today, leg_pain=11))
assert isinstance(wrong, Problem), wrong
print(json.dumps({
    "statuses": [int(one.status_code) for one in (made, again, late, gone)],
    "back_pain": tapped.back_pain, "leg_pain": read.leg_pain, "note": read.note, "for_date": read.for_date.isoformat(),
    "without": len(without.items), "undone": undone.undone,
    "back": [str(one.entry_id) for one in back.items], "same": back.items[0].version == read.version,
    "wrong": [wrong.status, [(one.field, one.detail) for one in wrong.errors]],
}))
"""


def run(folder: Path, command: Sequence[str | Path]) -> str:
    """A program in the folder; what it says."""
    found = {"PATH": f"{folder / 'venv' / 'bin'}:{os.environ['PATH']}", "HOME": str(folder)}
    kept = {name: value for name, value in os.environ.items() if name.upper().startswith(("PIP_", "SSL_", "HTTP"))}
    done = subprocess.run(  # noqa: S603 - our own words, and packages that are pinned above
        [*map(str, command)],
        cwd=folder,
        env=kept | found,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def generator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the generator in an environment of its own."""
    folder = tmp_path_factory.mktemp("generated")
    subprocess.run([sys.executable, "-m", "venv", "venv"], cwd=folder, check=True, timeout=PATIENCE)
    install: list[str | Path] = [
        folder / "venv" / "bin" / "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *PACKAGES,
    ]
    found = subprocess.run(install, cwd=folder, capture_output=True, check=False, timeout=PATIENCE)  # noqa: S603
    need("generator", folder if found.returncode == 0 else None, "the generator of clients cannot be had")
    return folder


def test_a_client_made_of_the_document(app: Flask, person: Person, generator: Path) -> None:
    entry_id, day = uuid.uuid4(), today()
    with serving(app) as address:
        document = app.test_client().get(f"{BASE}/openapi.json", base_url=address)
        (generator / "openapi.json").write_bytes(document.data)
        make = [
            "openapi-python-client",
            "generate",
            "--path",
            "openapi.json",
            "--output-path",
            "made",
            "--meta",
            "none",
        ]
        run(generator, [*make, "--fail-on-warning"])
        base = json.loads(document.data)["servers"][0]["url"]
        script = ["python", "-c", SCRIPT, base, new_token(app, person)[1], str(entry_id), day.isoformat()]
        told = json.loads(run(generator, script))
    ((field, sentence),) = told["wrong"][1]
    assert (told["wrong"][0], field) == (422, "leg_pain")
    assert "10" in sentence
    del told["wrong"]
    assert told == {
        "statuses": [201, 200, 412, 204],
        "leg_pain": 4,
        "back_pain": 2,
        "note": "Nach „Schwimmen“, 2×",
        "for_date": day.isoformat(),
        "without": 0,
        "undone": True,
        "back": [str(entry_id)],
        "same": True,
    }
