"""A program that knows nothing of the app opens links from a running server: kill-the-clipboard, of npm."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from tests.manifests.readers import PASSCODE
from tests.support.live import Live, of_demo
from tests.support.people import Person
from tests.support.sharing import now
from tracker.domain.acting import By
from tracker.domain.sharing.access_log import Actor
from tracker.domain.sharing.shlink import shlink
from tracker.sharing.services.health_links import HealthLinkFacts, make_link
from tracker.sharing.services.live_shares import end_health_link
from tracker.web.extensions import db

pytestmark = [pytest.mark.long, pytest.mark.skipif(shutil.which("npm") is None, reason="needs Node and npm")]
PACKAGES: Final = ("kill-the-clipboard@1.1.0", "jose@6.2.18")
SCRIPT: Final = """
const { SHLViewer } = require('kill-the-clipboard');
const jose = require('jose');

// The same files once more, by jose alone, with the limits it has by itself.
async function byJose(shl, passcode) {
  const body = JSON.stringify({ recipient: 'jose', passcode, embeddedLengthMax: 0 });
  const headers = { 'Content-Type': 'application/json' };
  const { files } = await (await fetch(shl.url, { method: 'POST', headers, body })).json();
  const sizes = [];
  for (const { location } of files) {
    const read = await jose.compactDecrypt(await (await fetch(location)).text(), jose.base64url.decode(shl.key));
    sizes.push(read.plaintext.length);
  }
  return sizes;
}

async function read({ uri, passcode }) {
  const viewer = new SHLViewer({ shlinkURI: uri });
  const found = await viewer.resolveSHL({ recipient: 'A reader', passcode });
  return { bundles: found.fhirResources, sizes: await byJose(viewer.shl, passcode) };
}

(async () => {
  const asked = JSON.parse(require('fs').readFileSync(0));
  try {
    console.log(JSON.stringify(await read(asked)));
  } catch (error) {
    console.log(JSON.stringify({ error: error.name }));
  }
})();
"""


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("node")
    (folder / "package.json").write_text("{}")
    command = ["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", *PACKAGES]
    subprocess.run(command, cwd=folder, check=True, timeout=300)  # noqa: S603 - packages that are pinned above
    (folder / "read.js").write_text(SCRIPT)
    return folder


def made(live: Live, person: Person, *, passcode: str | None = None) -> tuple[str, By]:
    """A link to both files of somebody, and who made it."""
    facts = HealthLinkFacts(
        label="Dr Meyer",
        days=30,
        holds="both",
        first_day=None,
        last_day=None,
        notes=True,
        others=True,
        passcode=passcode,
    )
    link_id = person.patient_id
    by = By(patient_id=person.patient_id, now=now(), name=person.user_name, actor=Actor.PATIENT, share_id=link_id)
    with live.app.app_context():
        link = make_link(db.session(), link_id, facts, by)
        db.session.commit()
    url = f"{live.url}/h/{link.secret}"
    return shlink(url, link.key, link.ends_at, "A diary", has_passcode=link.has_passcode), by


def reads(node: Path, uri: str, passcode: str | None = None) -> dict[str, Any]:
    asked = json.dumps({"uri": uri, "passcode": passcode}).encode()
    ran = subprocess.run(["node", "read.js"], cwd=node, input=asked, capture_output=True, check=True, timeout=300)  # noqa: S607
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize(("name", "parts"), [("tom", 1), ("karl", 5), ("vera", 20)])
def test_a_diary_of_weeks_of_three_and_of_ten_years_opens(
    live: Live, rosa: Person, node: Path, name: str, parts: int
) -> None:
    uri, _by = made(live, of_demo(live, name))
    found = reads(node, uri)
    assert "error" not in found, found
    report, *data = found["bundles"]
    assert [one["resource"]["resourceType"] for one in report["entry"]][-1] == "DocumentReference"
    assert len(data) >= parts
    assert len(found["sizes"]) == len(found["bundles"])
    assert max(found["sizes"][1:]) <= 250_000


def test_passcodes_and_ended_links_are_told_apart(live: Live, rosa: Person, node: Path) -> None:
    uri, by = made(live, rosa, passcode=PASSCODE)
    assert reads(node, uri, "000000") == {"error": "SHLInvalidPasscodeError"}
    assert "bundles" in reads(node, uri, PASSCODE)
    with live.app.app_context():
        assert by.share_id is not None
        assert end_health_link(db.session(), by.share_id, by)
        db.session.commit()
    assert reads(node, uri, PASSCODE) == {"error": "SHLManifestNotFoundError"}
