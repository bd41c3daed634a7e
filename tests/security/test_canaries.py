"""Words of records, passwords and secrets: in no log, no output of a command, no script, whatever page is asked for."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests.support.besieged import Besieged
from tests.support.log_watch import KEPT, leaks
from tests.support.pages import Browser
from tests.support.people import PASSWORD
from tracker.cli import main
from tracker.web import gate

pytestmark = pytest.mark.long

STATIC = Path(__file__).resolve().parents[2] / "static"
TYPED = "canarynotetyped"


@pytest.fixture
def told() -> Callable[[], list[str]]:
    """What has been logged since the test began, whether or not it was well."""
    KEPT.lines.clear()
    return lambda: list(KEPT.lines)


@pytest.mark.long
def test_every_form_and_every_page_of_everybody(besieged: Besieged, told: Callable[[], list[str]]) -> None:
    for form in besieged.forms:
        if form.method != "POST":
            continue
        besieged.restore()
        typed = {name: PASSWORD if "password" in name else TYPED for name in form.free + _passwords(form.kinds)}
        besieged.sender(form.role).post(form.url, form.filled(**typed))
        besieged.sender(form.role).client.post(form.url, data=form.filled(**typed))
    for role in besieged.roles:
        client = besieged.client(role)
        for url in besieged.pages(role)[::3]:
            client.get(url.partition("?")[0], query_string={"note": TYPED, "q": TYPED})
        client.get(f"/s/{besieged.secrets['link']}")
        client.get(f"/take/{TYPED}")
        client.get(f"/{TYPED}")
    lines = told()
    assert len(lines) > 30, "the log is not silent"
    assert leaks("\n".join(lines)) == []


def _passwords(kinds: object) -> list[str]:
    return [name for name, kind in kinds.items() if kind == "password"]  # type: ignore[attr-defined]


@gate.public
def _broken() -> str:
    raise RuntimeError(TYPED)


@gate.public
def _away() -> str:
    raise OperationalError(f"SELECT '{TYPED}'", {"note": TYPED}, Exception(TYPED))


def test_every_error_page(make_app: Callable[..., Flask], told: Callable[[], list[str]]) -> None:
    app = make_app(testing=False, trusted_hosts=("localhost",))
    app.add_url_rule("/broken", "broken", _broken, methods=["GET", "POST"])
    app.add_url_rule("/away", "away", _away, methods=["GET", "POST"])
    browser = Browser(app)
    for url in ("/broken", "/away", f"/{TYPED}", f"/sign-in?next=/{TYPED}", f"/static/x/{TYPED}", f"/s/{TYPED}"):
        browser.client.get(url, headers={"User-Agent": TYPED, "Referer": f"http://localhost/{TYPED}"})
        browser.post(url, {"note": TYPED, "password": PASSWORD})
        browser.post(url, {"note": TYPED}, token="x")
        browser.client.get(url, headers={"Host": f"{TYPED}.invalid"})
        browser.client.put(url, data={"note": TYPED})
    browser.client.post("/sign-in", data={"note": TYPED * 200_000})
    lines = told()
    assert sum("request.failed" in line for line in lines) >= 2
    assert sum("database" in line for line in lines) >= 2
    assert leaks("\n".join(lines)) == []


def test_the_commands_tell_nothing(besieged: Besieged, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(tmp_path))
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{besieged.file}")
    besieged.file.chmod(0o600)
    runner = CliRunner()
    for command in (["check"], ["user", "list"]):
        result = runner.invoke(main, command)
        assert result.exit_code == 0, result.output
        assert leaks(result.output + result.stderr) == [], command


def test_scripts_and_styles_hold_no_data() -> None:
    """What anybody may load is the same for everybody (ASVS 3.5.7)."""
    files = [path for path in STATIC.rglob("*") if path.suffix in {".js", ".css", ".svg", ".webmanifest"}]
    assert len(files) > 20
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "{{" not in text.replace("${{", ""), path
        assert "{%" not in text, path
        assert leaks(text) == [], path


@pytest.mark.leaks_on_purpose
def test_the_watch_sees_what_a_view_would_log(make_app: Callable[..., Flask], told: Callable[[], list[str]]) -> None:
    app = make_app(testing=False)

    @gate.public
    def careless() -> str:
        logging.getLogger("tracker").info("saved note=%s", TYPED)
        return ""

    app.add_url_rule("/careless", "careless", careless)
    app.test_client().get("/careless")
    assert leaks("\n".join(told())) == ["canarynote"]
