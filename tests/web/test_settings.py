"""Settings that cannot be used are refused at the start, in one sentence, before anything is made."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.sansio.utils import host_is_trusted

from tracker import cli
from tracker.configuration import checks
from tracker.configuration.checks import host_of
from tracker.configuration.settings import ROOT, Settings, SettingsFault

REFUSED = [
    ({"SECRET_KEY": "short"}, "too short"),
    ({"HTTPS": "1"}, "TRACKER_TRUSTED_HOSTS"),
    ({"HTTPS": "perhaps"}, "yes or no"),
    ({"IDLE_MINUTES": "0"}, "whole number from 1"),
    ({"THREADS": "many"}, "whole number"),
    ({"TIME_ZONE": "Mars/Olympus"}, "not a known zone"),
    ({"TIME_ZONE": "Europe/Berln"}, "perhaps Europe/Berlin is meant"),
    ({"TIME_ZONE": "Europe"}, "not a known zone"),
    ({"TIME_ZONE": "../etc/passwd"}, "not a known zone"),
    ({"COUNTRY": "ZZ"}, "country whose emergency number is known here"),
    ({"COUNTRY": "UK"}, "perhaps GB is meant"),
    ({"COUNTRY": "Germany"}, "perhaps DE is meant"),
    ({"DATABASE_URL": "mysql://x"}, "must start with"),
    ({"DATABASE_URL": "sqlite:here"}, "cannot be read"),
    ({"DATABASE_URL": "sqlite://"}, "names no file"),
    ({"DATABASE_URL": "sqlite:///"}, "names no file"),
    ({"DATABASE_URL": "sqlite:///:memory:"}, "names no file"),
    ({"DATABASE_URL": "sqlite://srv/diary.sqlite3"}, "names no file"),
    ({"DATABASE_URL": "postgresql://localhost:five/d"}, "cannot be read"),
    ({"TYPO": "1"}, "TRACKER_TYPO is no setting of this app[.]"),
    ({"TRUSTED_HOST": "diary.example"}, "TRACKER_TRUSTED_HOST is no .*perhaps TRACKER_TRUSTED_HOSTS is meant"),
    ({"SIGNUP": "closed"}, "perhaps TRACKER_SIGN_UP is meant"),
    ({"INSTANCE_PTH": "/srv/diary"}, "perhaps TRACKER_INSTANCE_PATH is meant"),
    ({"IDLE_MINUTES": "121", "ABSOLUTE_HOURS": "2"}, "IDLE_MINUTES=121 is longer than TRACKER_ABSOLUTE_HOURS=2"),
    ({"KEPT_IDLE_DAYS": "200"}, "KEPT_IDLE_DAYS=200 is longer than TRACKER_KEPT_ABSOLUTE_DAYS=180"),
    (
        {"ABSOLUTE_HOURS": "72", "KEPT_IDLE_DAYS": "2", "KEPT_ABSOLUTE_DAYS": "2"},
        "ABSOLUTE_HOURS=72 is longer than TRACKER_KEPT_ABSOLUTE_DAYS=2",
    ),
    ({"HTTPS": "yes", "TRUSTED_HOSTS": "a.example", "DEVELOPMENT": "yes"}, "DEVELOPMENT=yes cannot go with"),
    ({"BREACHED_PASSWORDS": "/nowhere/list"}, "which is no file"),
    ({"WEBHOOKS_PRIVATE": "192.168.1.0/24, home"}, "WEBHOOKS_PRIVATE must hold networks"),
    ({"WEBHOOKS_PRIVATE": "192.168.1.20/24"}, "WEBHOOKS_PRIVATE must hold networks"),
    ({"WEBHOOKS_PORTS": "443, 70000"}, "WEBHOOKS_PORTS must hold numbers from 1 to 65535"),
    ({"WEBHOOKS_PORTS": "https"}, "WEBHOOKS_PORTS must hold numbers from 1 to 65535"),
]
HOSTS = [
    ("https://x", "has a scheme; write x"),
    ("https://diary.example.org/", "has a scheme; write diary.example.org"),
    ("diary.example.org/app", "has a path; write diary.example.org"),
    ("diary.example.org/", "has a path; write diary.example.org"),
    ("diary.example.org:8000", "has a port; write diary.example.org"),
    ("a.example b.example", "holds a blank"),
    ("[::1]", "is an IPv6 address"),
    ("::1", "is an IPv6 address"),
    ("*", "is none"),
    ("under_score.example", "is none"),
    ("-a.example", "is none"),
    ("http://[", "has a scheme"),
    (f"{'ü' * 70}.example", "is none"),
    (f"{'a' * 64}.example", "is none"),
    ("a..example", "is none"),
    ("", "blank name"),
    (" ", "blank name"),
    ("a.example,,b.example", "blank name"),
    ("a.example,", "blank name"),
]


def read(folder: Path, environ: dict[str, str]) -> Settings:
    return Settings.from_env(
        {"TRACKER_INSTANCE_PATH": str(folder)} | {f"TRACKER_{name}": value for name, value in environ.items()}
    )


@pytest.mark.parametrize(
    ("environ", "says"), REFUSED + [({"TRUSTED_HOSTS": host}, f"TRUSTED_HOSTS.*{says}") for host, says in HOSTS]
)
def test_what_cannot_be_used_is_said_in_one_sentence_and_nothing_is_made(
    tmp_path: Path, environ: dict[str, str], says: str
) -> None:
    with pytest.raises(SettingsFault, match=says) as caught:
        read(tmp_path / "new", environ)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "new").exists()


COMMANDS = [
    words.split()
    for words in (
        "serve",
        "upgrade",
        "demo",
        "user list",
        "user add Nora",
        "export --patient N --out o",
        "import --patient N .",
        "backup b",
        "backup --timed",
        "restore pyproject.toml",
        "move --to postgresql:///x",
        "check",
    )
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_ends_with_that_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(tmp_path / "new"))
    monkeypatch.setenv("TRACKER_TYPO", "1")
    result = CliRunner().invoke(cli.main, words)
    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert "TRACKER_TYPO is no setting of this app." in result.output
    assert not (tmp_path / "new").exists()


def test_every_setting_of_the_readme_is_known_and_every_one_known_is_in_it(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(TRACKER_\w+)` \|", text, re.MULTILINE))
    with pytest.MonkeyPatch.context() as patch:
        known: set[str] = set()
        patch.setattr(checks, "check_names", lambda _environ, asked: known.update(asked))
        read(tmp_path, {})
    assert told == known


def test_the_tests_own_variables_and_those_of_others_are_left_alone(tmp_path: Path) -> None:
    given = {"TRACKER_TEST_ENGINE": "postgres", "tracker_typo": "1", "TRACKERS": "2"}
    assert Settings.from_env({"TRACKER_INSTANCE_PATH": str(tmp_path)} | given).is_sqlite


def test_hosts_are_taken_as_browsers_send_them(tmp_path: Path) -> None:
    settings = read(
        tmp_path, {"TRUSTED_HOSTS": "Diary.Example.org, münchen.example,.below.example,127.0.0.1,localhost"}
    )
    names = ("diary.example.org", "xn--mnchen-3ya.example", ".below.example", "127.0.0.1", "localhost")
    assert settings.trusted_hosts == names
    for host in ("diary.example.org", "xn--mnchen-3ya.example:8000", "a.below.example", "127.0.0.1:8000", "localhost"):
        assert host_is_trusted(host, settings.trusted_hosts), host
    assert read(tmp_path, {}).trusted_hosts == ()


@given(st.one_of(st.text(max_size=30), st.text("abü-.:[]", max_size=90)))
def test_a_host_is_taken_or_refused_and_what_is_taken_is_trusted(text: str) -> None:
    with suppress(SettingsFault):
        name = host_of(text)
        assert host_is_trusted(name.removeprefix("."), [name])


def test_where_webhooks_may_be_sent(tmp_path: Path) -> None:
    usual = Settings.from_env({"TRACKER_INSTANCE_PATH": str(tmp_path)})
    assert (usual.webhooks, usual.webhook_networks, usual.webhook_ports) == (False, (), (443, 8123, 8443))
    home = {"TRACKER_WEBHOOKS": "yes", "TRACKER_WEBHOOKS_PRIVATE": "192.168.1.20/32,fd00::/8"}
    named = Settings.from_env({"TRACKER_INSTANCE_PATH": str(tmp_path), "TRACKER_WEBHOOKS_PORTS": "8123, 80", **home})
    assert (named.webhooks, named.webhook_ports) == (True, (8123, 80))
    assert [str(one) for one in named.webhook_networks] == ["192.168.1.20/32", "fd00::/8"]


def test_limits_that_agree_are_taken(tmp_path: Path) -> None:
    settings = read(tmp_path, {"IDLE_MINUTES": "1440", "ABSOLUTE_HOURS": "24", "KEPT_ABSOLUTE_DAYS": "30"})
    assert (settings.idle_minutes, settings.absolute_hours) == (1440, 24)


def test_a_server_that_cannot_be_reached_for_want_of_a_driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "find_spec", lambda _name: None)
    with pytest.raises(SettingsFault, match="driver is not installed"):
        read(tmp_path, {"DATABASE_URL": "postgresql:///tracker"})


def test_an_instance_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsFault, match="TRACKER_INSTANCE_PATH cannot be used"):
        read(tmp_path / "file" / "below", {})


def test_a_secret_in_the_folder_that_is_too_short(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("ü", encoding="utf-8")
    with pytest.raises(SettingsFault, match=r"secret_key is too short"):
        read(tmp_path, {})


def test_the_secret_is_made_once_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    environ = {"SIGN_UP": "closed", "COUNTRY": "de"}
    first, second = read(tmp_path / "new", environ), read(tmp_path / "new", environ)
    assert first == second
    assert len(first.secret_key) >= 32
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (first.sign_up_open, first.country, first.is_sqlite) == (False, "DE", True)
    with_more = read(tmp_path / "new", environ | {"DATABASE_URL": "postgres://127.0.0.1/d", "TRUSTED_HOSTS": "a, b"})
    assert (with_more.database_url, with_more.trusted_hosts) == ("postgresql+psycopg://127.0.0.1/d", ("a", "b"))
