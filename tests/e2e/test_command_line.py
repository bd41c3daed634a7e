"""The `tracker` command from end to end, as somebody at a terminal uses it."""

import csv
import gc
import json
import re
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.commands import Run, running_commands
from tests.support.pages import Browser
from tests.support.people import PASSWORD
from tracker.accounts.models import Account
from tracker.app import create_app
from tracker.audit.models import SecurityEvent
from tracker.configuration.settings import Settings
from tracker.factors.models import Authenticator
from tracker.web.extensions import db

pytestmark = [pytest.mark.long, pytest.mark.counted]

TABLES = ("entries.csv", "sessions.csv", "courses.csv", "medication.csv")


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "instance"
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(folder))
    for name in ("DATABASE_URL", "HTTPS", "TRUSTED_HOSTS", "SECRET_KEY"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    return folder


@pytest.fixture
def run(instance: Path) -> Iterator[Run]:
    with running_commands() as run_one:
        yield run_one


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text(f"{PASSWORD}\n", encoding="utf-8")
    return path


@pytest.fixture
def no_server(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Servers that only note how they were made."""
    made: list[dict[str, Any]] = []

    class Server:
        port = 8123

        def run(self) -> None:
            made[-1]["ran"] = True

    def make_server(_app: object, settings: Settings, **options: Any) -> Server:
        made.append({"proxies": settings.proxies, **options})
        return Server()

    monkeypatch.setattr("tracker.server.connections.make_server", make_server)
    return made


def _sign_in(password: str) -> str:
    """The heading that somebody sees who signs in with it."""
    app = create_app(Settings.from_env().with_(testing=True))
    browser = Browser(app)
    page = browser.submit(browser.get("/sign-in"), "/sign-in", user_name="Nora", password=password)
    with app.app_context():
        db.engine.dispose()
    return page.heading


def test_help_and_version_need_no_database(run: Run, instance: Path) -> None:
    assert "serve" in run("--help").output
    assert re.search(r"tracker, version \d", run("--version").output)
    assert not instance.exists()


def test_serving_beyond_this_machine_is_refused_without_https(run: Run, no_server: list[dict[str, Any]]) -> None:
    assert "HTTPS" in run("serve", "--host", "0.0.0.0", exits=1).output  # noqa: S104
    assert no_server == []


def test_serving_says_where(run: Run, no_server: list[dict[str, Any]], instance: Path) -> None:
    said = run("serve", "--port", "0").output
    assert "http://127.0.0.1:8123" in said
    assert no_server[0]["ran"]
    assert no_server[0]["proxies"] == 0
    assert (instance / "tracker.sqlite3").stat().st_mode & 0o077 == 0


def test_serving_behind_https(run: Run, no_server: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("HTTPS", "1"), ("TRUSTED_HOSTS", "diary.example"), ("PROXIES", "1")):
        monkeypatch.setenv(f"TRACKER_{name}", value)
    run("serve", "--host", "0.0.0.0")  # noqa: S104
    assert (no_server[0]["host"], no_server[0]["proxies"]) == ("0.0.0.0", 1)  # noqa: S104
    monkeypatch.setenv("TRACKER_PROXIES", "0")
    assert "everybody comes from the address of the proxy" in run("serve").output


@pytest.mark.parametrize(
    ("name", "value"), [("SECRET_KEY", "short"), ("THREADS", "many"), ("TIME_ZONE", "Mars/Olympus")]
)
def test_a_setting_that_cannot_be_used_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"TRACKER_{name}", value)
    assert f"TRACKER_{name}" in run("user", "list", exits=1).output
    assert f"FAULT settings: TRACKER_{name}" in run("check", exits=1).output


def test_accounts(run: Run, password_file: Path, tmp_path: Path) -> None:
    run("user", "add", "Nora", "--email", "nora@example.org", "--password-file", password_file)
    assert _sign_in(PASSWORD) not in {"Sign in", "Please sign in again"}
    assert "taken" in run("user", "add", "NORA", "--password-file", password_file, exits=1).output
    run("user", "add", "Li Wen", "--practitioner", typed=f"{PASSWORD}\n{PASSWORD}\n")
    listed = [line.split("\t")[:2] for line in run("user", "list").output.splitlines()]
    assert sorted(listed) == [["Li Wen", "practitioner"], ["Nora", "patient"]]
    assert "there is no patient" in run("export", "--patient", "Li Wen", "--out", tmp_path / "out", exits=1).output

    other = tmp_path / "other"
    other.write_text("another long pass phrase", encoding="utf-8")
    assert "recovery-code" in run("user", "reset-password", "nora", "--password-file", other).output
    assert _sign_in(PASSWORD) == "Sign in"
    assert _sign_in("another long pass phrase") != "Sign in"
    assert "no account" in run("user", "reset-password", "Nobody", "--password-file", other, exits=1).output


def test_what_is_no_text_is_said_in_a_sentence(run: Run, password_file: Path, tmp_path: Path) -> None:
    run("user", "add", "Nora", "--password-file", password_file)
    odd = tmp_path / "odd"
    odd.write_bytes(b"\xff\xfe\n")
    assert "UTF-8" in run("user", "reset-password", "Nora", "--password-file", odd, exits=1).output
    assert "UTF-8" in run("user", "disable", "\udcff\udcfe", exits=1).output
    assert "UTF-8" in run("export", "--patient", "\udcff", "--out", tmp_path / "out", exits=1).output


def test_a_password_that_cannot_be_taken_makes_no_account(run: Run, tmp_path: Path) -> None:
    for words in ("", "short"):
        (tmp_path / "bad").write_text(words, encoding="utf-8")
        assert run("user", "add", "Nora", "--password-file", tmp_path / "bad", exits=1).output
    assert run("user", "list").output == ""


def _signed_in() -> Browser:
    app = create_app(Settings.from_env().with_(testing=True))
    browser = Browser(app)
    browser.submit(browser.get("/sign-in"), "/sign-in", user_name="Nora", password=PASSWORD)
    assert browser.get("/settings", follow=False).status == 200
    return browser


def _is_in(browser: Browser) -> bool:
    return browser.get("/settings", follow=False).status == 200


def _events() -> list[str]:
    """What the account's log says that the host did, oldest first."""
    app = create_app(Settings.from_env().with_(testing=True))
    with app.app_context():
        found = db.session.execute(select(SecurityEvent.act).order_by(SecurityEvent.number)).scalars()
        acts = [act for act in found if act.startswith("host_") or act in {"account_made", "imported"}]
        db.engine.dispose()
    return acts


@pytest.mark.long
def test_whoever_forgot_their_password_is_given_a_code_and_chooses_alone(run: Run, password_file: Path) -> None:
    run("user", "add", "Nora", "--password-file", password_file)
    code = run("user", "recovery-code", "nora").output.splitlines()[0]
    code = run("user", "recovery-code", "nora").output.splitlines()[0]
    browser = Browser(create_app(Settings.from_env().with_(testing=True)))
    page = browser.submit(
        browser.get("/recover"), "/recover", user_name="Nora", code=code, new_password="chosen by Nora alone"
    )
    assert page.heading == "Recovery codes"
    assert _is_in(browser)
    assert _sign_in("chosen by Nora alone") != "Sign in"
    with browser.app.app_context():
        db.engine.dispose()
    assert _events() == ["account_made", "host_reset", "host_reset"]


@pytest.mark.long
def test_the_host_ends_sign_ins_and_closes_and_opens(run: Run, password_file: Path) -> None:
    run("user", "add", "Nora", "--password-file", password_file)
    browser = _signed_in()
    assert "has ended" in run("user", "sign-out", "nora").output
    assert not _is_in(browser)
    again = _signed_in()
    assert "is disabled" in run("user", "disable", "nora").output
    assert "before" in run("user", "disable", "nora").output
    assert not _is_in(again)
    assert _sign_in(PASSWORD) == "Sign in"
    assert "disabled since" in run("user", "list").output
    assert "is enabled" in run("user", "enable", "nora").output
    assert "was not" in run("user", "enable", "nora").output
    assert "disabled" not in run("user", "list").output
    assert _sign_in(PASSWORD) != "Sign in"
    assert _events() == ["account_made", "host_ended_sign_ins", "host_disabled", "host_enabled"]
    for one in (browser, again):
        with one.app.app_context():
            db.engine.dispose()


@pytest.mark.long
def test_the_host_takes_lost_factors_away(run: Run, password_file: Path) -> None:
    run("user", "add", "Nora", "--password-file", password_file)
    assert "no second factor" in run("user", "list").output
    assert "had no second factor" in run("user", "remove-factors", "nora").output
    app = create_app(Settings.from_env().with_(testing=True))
    with app.app_context():
        account = db.session.execute(select(Account)).scalar_one()
        now = account.created_at
        db.session.add(Authenticator(account_id=account.id, sealed_secret=b"x", made_at=now, confirmed_at=now))
        account.second_factor_since = now
        db.session.commit()
        db.engine.dispose()
    assert "\tsecond factor" in run("user", "list").output
    assert "has no second factor now" in run("user", "remove-factors", "nora").output
    assert "no second factor" in run("user", "list").output
    assert _events() == ["account_made", "host_removed_factors"]


@pytest.mark.long
def test_nothing_is_done_with_nobody(run: Run) -> None:
    run("upgrade")
    for command in ("recovery-code", "remove-factors", "sign-out", "disable", "enable", "erase"):
        assert "no account" in run("user", command, "Nobody", exits=1).output


def test_the_host_erases_an_account_for_good(run: Run, instance: Path, password_file: Path, tmp_path: Path) -> None:
    for name in ("Nora", "Omar", "Rosa"):
        run("user", "add", name, "--password-file", password_file)
    run("backup", tmp_path / "before")
    for typed in ("Omar\n", "\n", "nora\n"):
        assert "nothing was erased" in run("user", "erase", "nora", typed=typed, exits=1).output
    assert "Type the name" in run("user", "erase", "nora", typed="Nora\n").output
    assert "erased" in run("user", "erase", "Omar", "--yes").output
    assert [line.split("\t")[0] for line in run("user", "list").output.splitlines()] == ["Rosa"]
    told = [json.loads(line)["kind"] for line in (instance / "withdrawn.jsonl").read_text().splitlines()]
    assert told == ["account", "account"]
    gc.collect()
    assert "2 erased accounts" in run("restore", tmp_path / "before", "--force").output
    assert [line.split("\t")[0] for line in run("user", "list").output.splitlines()] == ["Rosa"]


def _tables(folder: Path) -> dict[str, list[dict[str, str]]]:
    texts = {name: (folder / name).read_text(encoding="utf-8-sig").splitlines() for name in TABLES}
    return {name: list(csv.DictReader(lines)) for name, lines in texts.items()}


def _is_empty(folder: Path) -> bool:
    return not any(_tables(folder).values())


def _with_a_bad_row(folder: Path) -> None:
    """The fourth line of the entries claims a score that no scale has."""
    file = folder / "entries.csv"
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    row = next(csv.reader([lines[3]]))
    row[next(csv.reader(lines)).index("leg_pain")] = "11"
    lines[3] = ",".join(f'"{cell}"' for cell in row)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _visit_again(sessions: Path, folder: Path) -> None:
    """The first attended visit of a file once more, as another program would write it down."""
    with sessions.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["kind"], row["status"]) == ("acupuncture", "attended")]
    folder.mkdir()
    cells = {name: rows[0][name] for name in ("kind", "status", "started_at")} | {"session_id": str(uuid.uuid4())}
    with (folder / "sessions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(cells))
        writer.writeheader()
        writer.writerow(cells)


def test_the_demo_goes_out_and_comes_back(run: Run, password_file: Path, tmp_path: Path) -> None:
    said = run("demo").output
    assert "rosa" in said
    assert "Password" in said
    run("demo")
    out, bad, empty, back = (tmp_path / name for name in ("out", "bad", "empty", "back"))
    run("export", "--patient", "rosa", "--out", out)
    run("user", "add", "Nora", "--password-file", password_file)
    assert "real accounts" in run("demo", exits=1).output

    shutil.copytree(out, bad)
    _with_a_bad_row(bad)
    said = run("import", "--patient", "Nora", bad, exits=1).output
    assert re.search(r"entries\.csv.*\b4\b", said)
    assert "nothing was changed" in said
    assert "dry run" in run("import", "--patient", "Nora", "--dry-run", out).output
    run("export", "--patient", "Nora", "--out", empty)
    assert _is_empty(empty)

    run("import", "--patient", "Nora", out)
    assert "imported" in _events()
    run("export", "--patient", "Nora", "--out", back)
    assert _tables(back) == _tables(out)
    assert "entries.csv: 0 new" in run("import", "--patient", "Nora", out).output
    (out / "entries.csv").rename(out / "entries (1).csv")
    (out / "shopping.csv").write_text("milk,eggs\n")
    said = run("import", "--patient", "Nora", out).output
    assert "entries (1).csv, read as entries.csv: 0 new" in said
    assert "shopping.csv: not a file of ours, passed over" in said
    archive = shutil.make_archive(str(tmp_path / "all"), "zip", back)
    assert "entries.csv: 0 new" in run("import", "--patient", "Nora", archive).output
    _visit_again(out / "sessions.csv", tmp_path / "again")
    said = run("import", "--patient", "Nora", tmp_path / "again", exits=1).output
    assert "may be a visit that is here already" in said
    assert (
        "is counted as another one"
        in run("import", "--patient", "Nora", "--dry-run", "--other-visits", tmp_path / "again").output
    )
    paper = back / "report.pdf"
    assert str(paper) in run("report", "--patient", "Nora", "--out", paper, "--paper", "letter").output
    assert paper.read_bytes()[:5] == b"%PDF-"
    days = ("--from", "2026-02-02", "--to", "2026-02-01")
    assert "before the first day" in run("report", "--patient", "Nora", "--out", paper, *days, exits=1).output
    for form in ("csv", "xlsx", "fhir"):
        wrong = ("--out", tmp_path / "wrong", "--format", form, *days)
        assert "before the first day" in run("export", "--patient", "Nora", *wrong, exits=1).output
    assert not (tmp_path / "wrong").exists()
    ahead = ("--from", "9999-12-31")
    assert "has not come yet" in run("report", "--patient", "Nora", "--out", paper, *ahead, exits=1).output
    run("report", "--patient", "Nora", "--out", paper, "--to", "9999-12-31")
    run("export", "--patient", "Nora", "--out", back, "--format", "xlsx")
    assert (back / "all.xlsx").read_bytes()[:2] == b"PK"
    run("export", "--patient", "Nora", "--out", back, "--format", "fhir")
    assert json.loads((back / "all.fhir.json").read_text())["type"] == "collection"
    run("export", "--patient", "Nora", "--out", empty, "--from", "2020-01-01", "--to", "2020-01-31")
    assert _is_empty(empty)


def test_export_takes_days_and_a_name_that_exists(run: Run, password_file: Path, tmp_path: Path) -> None:
    run("upgrade")
    assert "no patient" in run("export", "--patient", "Nobody", "--out", tmp_path / "x", exits=1).output
    assert "--from" in run("export", "--patient", "Nobody", "--out", tmp_path / "x", "--from", "soon", exits=2).output


def test_check_says_what_is_well_and_what_is_not(run: Run, instance: Path) -> None:
    said = run("check", exits=1).output
    assert "FAULT migrations" in said
    assert "ok    disk" in said
    run("upgrade")
    said = run("check").output
    assert len(re.findall(r"^ok ", said, re.MULTILINE)) == 17
    file = instance / "tracker.sqlite3"
    file.write_bytes(b"not a database at all, but long enough to be read as one" * 100)
    assert "FAULT database" in run("check", exits=1).output
    assert "cannot be used" in run("user", "list", exits=1).output
