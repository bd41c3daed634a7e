"""Devices, addresses, recovery codes and time zones."""

import hashlib
import secrets

import pytest
from flask import Flask

from tracker.accounts.forms import SignInForm
from tracker.accounts.services import codes, zones
from tracker.domain.accounts import devices
from tracker.domain.values.codes import ALPHABET
from tracker.wording.accounts import device_words, network_words, wait_words

AGENTS = [
    ("Mozilla/5.0 (Android 16; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox on Android"),
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1",
        "Safari on iPhone",
    ),
    ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605 CriOS/140 Safari/604.1", "Chrome on iPad"),
    ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
    ("Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537 Chrome/140 Safari/537 OPR/120", "Opera on ChromeOS"),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit/605 Version/18 Safari/605", "Safari on Mac"),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0", "Firefox on Linux"),
    ("Mozilla/5.0 (Linux; Android 16) SamsungBrowser/28 Chrome/130 Mobile Safari/537", "Samsung Internet on Android"),
    ("", "A browser on an unknown device"),
    ("<script>", "A browser on an unknown device"),
]


@pytest.mark.parametrize(("agent", "summary"), AGENTS)
def test_device_summary(agent: str, summary: str) -> None:
    assert devices.summary(agent) == summary


@pytest.mark.parametrize(
    ("address", "shown", "counted"),
    [
        ("192.0.2.77", "192.0.2.0/24", "192.0.2.77/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.77", "192.0.2.0/24", "192.0.2.77/32"),
        (None, "unknown", "unknown"),
        ("unix:", "unknown", "unknown"),
    ],
)
def test_addresses(address: str | None, shown: str, counted: str) -> None:
    assert devices.shown_address(address) == shown
    assert devices.counted_address(address) == counted


def test_eight_different_codes_of_80_bits() -> None:
    fresh = codes.new_codes()
    assert len(set(fresh)) == 8
    for code in fresh:
        assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
        assert set(code) <= {*ALPHABET, "-"}
        for typed in (code, code.lower(), code.replace("-", " "), code.replace("0", "o").replace("1", "l")):
            assert codes.code_hash(typed) == hashlib.sha256(code.replace("-", "").encode()).digest()


def test_a_new_code_is_never_taken_for_one_from_before(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("0A1F22B344C56D70" + "0A1F22B344C56D7Z")
    monkeypatch.setattr(secrets, "choice", lambda _signs: next(drawn))
    monkeypatch.setattr(codes, "CODES", 1)
    assert codes.new_codes() == ("0A1F-22B3-44C5-6D7Z",)


@pytest.mark.parametrize(
    "typed", ["0a1f-22b3-44c5-6d70", "0A1F 22B3 44C5 6D70", "oalf22b344c56d7O", " 0a1f22b344c56d70 "]
)
def test_a_code_is_read_however_it_is_spaced(typed: str) -> None:
    assert codes.code_hash(typed) == hashlib.sha256(bytes.fromhex("0a1f22b344c56d70")).digest()


@pytest.mark.parametrize(
    "typed", ["", "0a1f", "0a1f-22b3-44c5-6d7", "0a1f-22b3-44c5-6d700", "uuuu-uuuu-uuuu-uuuu", "٣" * 16]
)
def test_other_text_is_no_code(typed: str) -> None:
    assert codes.code_hash(typed) is None


def test_zones_are_named_by_place() -> None:
    words = zones.zone_words()
    assert words["America/New_York"] == "America/New York"
    assert "UTC" in words
    assert not {"EST", "US/Eastern", "Etc/GMT+5", "localtime"} & set(words)
    assert all(zones.is_zone(name) for name in words)


def test_a_zone_in_use_can_be_kept_whatever_its_name() -> None:
    assert zones.words_with("Europe/Berlin") is zones.zone_words()
    assert zones.words_with("US/Eastern")["US/Eastern"] == "US/Eastern"


@pytest.mark.parametrize("name", ["Mars/Base", "", "../etc/passwd", "Europe", "a\x00b"])
def test_what_is_no_zone(name: str) -> None:
    assert not zones.is_zone(name)


def test_a_password_is_never_shown_again(app: Flask) -> None:
    with app.test_request_context("/sign-in", method="POST", data={"password": "a long enough pass phrase"}):
        form = SignInForm()
        assert form.password.data == "a long enough pass phrase"
        assert form.password.text == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "a minute"), (60, "a minute"), (61, "2 minutes"), (300, "5 minutes"), (3600, "60 minutes"), (3601, "2 hours")],
)
def test_how_long_to_wait(seconds: int, words: str) -> None:
    assert wait_words(seconds) == words


@pytest.mark.parametrize(
    ("agent", "words"), [*AGENTS, ("Firefox/140.0", "Firefox on an unknown device"), ("Linux", "A browser on Linux")]
)
def test_a_device_is_said_as_it_is_kept(agent: str, words: str) -> None:
    assert device_words(devices.summary(agent)) == words
    assert device_words("Rosa's tablet") == "Rosa's tablet"


def test_a_network_that_is_not_known_is_said() -> None:
    assert network_words(devices.shown_address(None)) == "unknown"
    assert network_words("192.0.2.0/24") == "192.0.2.0/24"
