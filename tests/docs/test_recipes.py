"""What docs/recipes.md tells people to type does what it says, against a running server."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.docs.blocks import ROOT, fences
from tests.support.live import Live
from tests.support.needs import need
from tests.support.people import Person, session_of
from tests.support.programs import Program, document_of, new_token
from tests.support.sharing import today
from tracker.diary.models import Entry
from tracker.domain.accounts.programs import Scope
from tracker.interface.services.cursors import write_since

PAGE = ROOT / "docs" / "recipes.md"
ADDRESS = re.compile(r"/api/v1(/[\w/{}-]+)")
RECIPES = [(line, language, text) for page, line, language, text in fences() if page == PAGE]
Env = dict[str, str]


def recipes(language: str, word: str) -> list[str]:
    return [text for _line, of, text in RECIPES if of == language and word in text]


@pytest.fixture
def owner(live: Live) -> Person:
    return live.person(f"Recipe {uuid4().hex[:8]}")


@pytest.fixture
def env(live: Live, owner: Person) -> Env:
    """What the page says stands in the environment."""
    _id, secret = new_token(live.app, owner, Scope.WRITE)
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    return {**kept, "DIARY": live.url, "TOKEN": secret, "RECORD": str(owner.patient_id)}


def run(command: list[str], env: Env, folder: Path) -> str:
    done = subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def scores(live: Live, owner: Person) -> list[tuple[str, int | None]]:
    query = select(Entry.kind, Entry.leg_pain).where(Entry.live(owner.patient_id))
    with session_of(live.app) as session:
        return [(kind, leg) for kind, leg in session.execute(query)]


def test_curl(env: Env, live: Live, owner: Person, tmp_path: Path) -> None:
    me, leg, march = recipes("sh", "curl")
    assert json.loads(run(["bash", "-euc", me], env, tmp_path))["record_id"] == str(owner.patient_id)
    for _ in range(2):
        run(["bash", "-euc", leg], env, tmp_path)
    assert scores(live, owner) == [("daily", 4)]
    assert json.loads(run(["bash", "-euc", march], env, tmp_path))["items"] == []
    whole = march.replace("2026-03-31", today().isoformat())
    assert [one["leg_pain"] for one in json.loads(run(["bash", "-euc", whole], env, tmp_path))["items"]] == [4]


def kept(folder: Path) -> dict[str, int]:
    entries = json.loads((folder / "entries.json").read_text())["entries"]
    return {entry["entry_id"]: entry["leg_pain"] for entry in entries.values()}


def copy(env: Env, folder: Path) -> str:
    (text,) = recipes("python", "urllib")
    return run([sys.executable, "-c", text], env, folder).strip()


def fill(live: Live, owner: Person, count: int) -> tuple[Program, list[str]]:
    """So many moments of one day."""
    program, ids = Program.of(live.app, owner), [str(uuid4()) for _ in range(count)]
    for number, one in enumerate(ids):
        body = {
            "kind": "moment",
            "for_date": "2026-03-01",
            "for_time": f"{number // 60:02}:{number % 60:02}",
            "leg_pain": 1,
        }
        assert program.put(program.path(f"entries/{one}"), body).status_code == 201
    return program, ids


def test_python_keeps_a_copy_in_step(env: Env, live: Live, owner: Person, tmp_path: Path) -> None:
    program, (stays, changes, goes) = fill(live, owner, 3)
    assert copy(env, tmp_path) == "3 entries"
    assert copy(env, tmp_path) == "3 entries"
    body = {"kind": "moment", "for_date": "2026-03-01", "for_time": "00:01", "leg_pain": 7}
    assert program.put(program.path(f"entries/{changes}"), body).status_code == 200
    assert program.delete(program.path(f"entries/{goes}")).status_code in {200, 204}
    assert copy(env, tmp_path) == "2 entries"
    assert kept(tmp_path) == {stays: 1, changes: 7}


def test_python_begins_again_where_it_was_too_long_ago(env: Env, live: Live, owner: Person, tmp_path: Path) -> None:
    fill(live, owner, 2)
    copy(env, tmp_path)
    before = kept(tmp_path)
    file = tmp_path / "entries.json"
    old = json.loads(file.read_text()) | {"since": write_since(datetime.now(UTC) - timedelta(days=40))}
    old["entries"]["gone"] = {"entry_id": "gone", "leg_pain": 0}
    file.write_text(json.dumps(old))
    copy(env, tmp_path)
    assert kept(tmp_path) == before


def test_pandas(env: Env, live: Live, owner: Person, tmp_path: Path) -> None:
    need("pandas", find_spec("pandas"), "pandas is not installed")
    program, _ids = fill(live, owner, 1)
    for day, leg in ((2, 4), (3, 6), (9, 2)):
        body = {"kind": "daily", "for_date": f"2026-03-0{day}", "leg_pain": leg}
        assert program.put(program.path(f"entries/{uuid4()}"), body).status_code == 201
    copy(env, tmp_path)
    (text,) = recipes("python", "pandas")
    said = run([sys.executable, "-c", text], env, tmp_path)
    assert re.search(r"2026-03-08\s+5\.0\s+2", said), said


def test_r(env: Env, live: Live, owner: Person, tmp_path: Path) -> None:
    here = shutil.which("Rscript")
    there = here and subprocess.run([here, "-e", "library(httr2); library(jsonlite)"], capture_output=True, check=False)  # noqa: S603
    need("R", here if there and there.returncode == 0 else None, "R is not installed, or httr2 and jsonlite are not")
    program, _ids = fill(live, owner, 3)
    for day, leg in ((2, 4), (3, None), (9, 2)):
        body = {"kind": "daily", "for_date": f"2026-03-0{day}", "leg_pain": leg, "back_pain": 3}
        assert program.put(program.path(f"entries/{uuid4()}"), body).status_code == 201
    (text,) = recipes("r", "httr2")
    short = text.replace("limit = 500", "limit = 2")
    told = "\ncat(nrow(entries), daily$for_date, daily$leg_pain)\n"
    said = run([str(here), "-e", short + told], env, tmp_path)
    assert said.splitlines()[-1] == "6 2026-03-02 2026-03-09 4 2"
    assert (tmp_path / "Rplots.pdf").stat().st_size > 1000


def test_home_assistant_is_given_what_it_reads() -> None:
    """Its own program is not run: every key is one that its documentation has, and each block is YAML by itself."""
    need("pyyaml", find_spec("yaml"), "pyyaml is not installed")
    yaml = import_module("yaml")

    class Loader(yaml.SafeLoader):  # type: ignore[name-defined]
        """Knows the tag for what stands in secrets.yaml."""

    Loader.add_constructor("!secret", lambda loader, node: f"secret:{loader.construct_scalar(node)}")
    secrets, command, automation, sensor = (yaml.load(text, Loader) for text in recipes("yaml", ":"))
    assert secrets == {"diary_authorization": "Bearer TOKEN"}
    leg = command["rest_command"]["diary_leg"]
    assert leg.keys() <= {"url", "method", "payload", "content_type", "headers", "timeout", "verify_ssl"}
    assert (leg["method"], leg["headers"]) == ("put", {"authorization": "secret:diary_authorization"})
    assert [one.keys() for one in automation["actions"]] == [
        {"action", "data", "response_variable"},
        {"if", "then"},
    ]
    (rest,) = sensor["rest"]
    assert rest.keys() <= {"resource", "resource_template", "method", "headers", "scan_interval", "sensor"}
    (shown,) = rest["sensor"]
    assert shown.keys() <= {"name", "unique_id", "value_template"}


def test_every_address_on_the_page_is_an_operation(live: Live) -> None:
    text = PAGE.read_text(encoding="utf-8")
    for record in ("$RECORD", "{os.environ['RECORD']}", "RECORD"):
        text = text.replace(f"/records/{record}/", "/records/{patient_id}/")
    known = set(document_of(live.app)["paths"])
    named = {address.replace("/days/today/leg", "/days/{day}/{site}") for address in ADDRESS.findall(text)}
    assert {"/me", "/records/{patient_id}/entries", "/records/{patient_id}/days/{day}/{site}"} == named
    assert named <= known, sorted(known)


def test_every_block_is_run_or_said_to_be_for_elsewhere() -> None:
    """YAML is read above, and is Home Assistant's to run."""
    tried = [*recipes("sh", "curl"), *recipes("python", "urllib"), *recipes("python", "pandas"), *recipes("r", "httr2")]
    left = [language for _line, language, text in RECIPES if text not in tried]
    assert set(left) == {"yaml"}
