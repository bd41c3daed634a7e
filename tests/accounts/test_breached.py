"""Passwords that others know: the commonest, what little work makes of them, and the host's own list of stolen ones."""

import hashlib
import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.accounts.members import Member, give_password
from tests.support.pages import Browser
from tests.support.people import PASSWORD
from tests.support.refused import refused
from tracker.accounts.services import accounts
from tracker.domain.errors import Problems
from tracker.passwords.breached import can_be_searched, is_breached
from tracker.passwords.common import CONTEXT_WORDS, own_words
from tracker.passwords.guessing import FEWEST_GUESSES, guesses, is_guessable
from tracker.passwords.hashing import new_password
from tracker.web import clock
from tracker.web.extensions import db

STOLEN = "zebra crossing at noon"
FEW_GUESSES = """
michaeljackson harrypotter7! M1chaelJacks0n leonardodicaprio manchesterunited starwarsfan12 johnsmith1985
sunflowergarden thunderstorm1! metallica666!! noskcajleahcim qpwoeiruty12 rosemary14061962 Margaret-Thatcher
""".split()  # noqa: SIM905 - easier to read and to add to
MANY_GUESSES = [
    PASSWORD,
    "839201748392",
    "rosa839201748392",
    "Kx9#vQ2!mZ7@",
    "zitrone wolke hammer fjord",
    "водопад и камни",
]


@pytest.mark.parametrize("password", FEW_GUESSES)
def test_few_guesses_are_refused(password: str) -> None:
    assert is_guessable(password)
    with refused(match="easy to guess"):
        new_password(password)


@pytest.mark.parametrize("password", MANY_GUESSES)
def test_many_guesses_are_taken(password: str) -> None:
    assert guesses(password) > FEWEST_GUESSES
    assert new_password(password, user_name="Nora") == password


@pytest.mark.long
@pytest.mark.counted
def test_none_of_the_commonest_is_taken_however_it_is_dressed() -> None:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped]  # noqa: PLC0415 - it is big

    commonest = FREQUENCY_LISTS["passwords"]
    assert len(commonest) == 30_000
    long_enough = [word for word in commonest if len(word) >= 12]
    assert long_enough
    assert all(map(is_guessable, long_enough))
    stems = [word for word in commonest[:3000] if word.isalpha() and len(word) >= 8]
    assert stems
    for word in stems:
        for dressed in (f"{word}1234!", f"!!{word.capitalize()}2024", word[0] + word[1:].replace("a", "@") + "#12"):
            assert is_guessable(dressed), dressed


@pytest.mark.parametrize("word", CONTEXT_WORDS)
def test_the_apps_own_words_make_no_password(word: str) -> None:
    for made in ((word * 12)[: max(12, 2 * len(word))], f"{word.capitalize()}2026!!!!!", f"{word}-1990-1990"):
        with refused(match="easy to guess"):
            new_password(made)


def test_the_users_name_is_the_first_guess() -> None:
    assert guesses("quuxington-9241", own_words("Quuxington")) < guesses("quuxington-9241") / 1000


def test_no_text_keeps_the_server_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's search for look-alikes takes seconds on some texts, and all of it takes longer on longer ones."""
    import zxcvbn  # type: ignore[import-untyped]  # noqa: PLC0415 - it is big

    asked: list[str] = []
    library = zxcvbn.zxcvbn

    def noting(text: str, **more: object) -> object:
        asked.append(text)
        return library(text, **more)

    monkeypatch.setattr(zxcvbn, "zxcvbn", noting)
    for text in ("%({+45$619<9|84(78+{2[+$36127@|3" * 4, "a4" * 64, "7" * 128, "\u0301" * 128, "7%xq" * 32, "q-" * 64):
        asked.clear()
        is_guessable(text)
        assert 1 <= len(asked) <= 40
        assert sum(map(len, asked)) <= 1000
        assert max(map(len, asked)) <= 40
        assert all(len(set(one) & set("!@$%(+|{[<")) <= 2 for one in asked)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain"
    path.write_bytes(b"first of all of them\r\nnot last\n" + f"{STOLEN}\n".encode() + b"the very last line")
    return path


@pytest.fixture(params=["upper", "lower", "counted", "crlf"])
def hashed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Two thousand stolen passwords as their hashes, sorted, in each way such lists are written."""
    digests = sorted(
        hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest().upper()
        for text in (STOLEN, *(f"stolen {number}" for number in range(2000)))
    )
    ways: dict[str, Callable[[int, str], str]] = {
        "upper": lambda _number, digest: f"{digest}\n",
        "lower": lambda _number, digest: f"{digest.lower()}\n",
        "counted": lambda number, digest: f"{digest}:{number**3}\n",
        "crlf": lambda number, digest: f"{digest}:{number}\r\n",
    }
    path = tmp_path / "hashed"
    path.write_bytes("".join(ways[request.param](*line) for line in enumerate(digests)).encode())
    return path


def test_hashes_out_of_order_are_noticed(hashed: Path, plain: Path) -> None:
    assert can_be_searched(plain), "read through, so in any order"
    assert can_be_searched(hashed)
    lines = hashed.read_bytes().splitlines(keepends=True)
    hashed.write_bytes(b"".join(lines[1000:] + lines[:1000]))
    assert not can_be_searched(hashed)


@pytest.mark.parametrize("text", ["first of all of them", "not last", STOLEN, "the very last line"])
def test_a_list_of_passwords_is_read_through(plain: Path, text: str) -> None:
    assert is_breached(text, plain)


@pytest.mark.parametrize("text", ["first of all", "of all of them", "last", "zebra", "not last\n", "", STOLEN.upper()])
def test_part_of_a_line_is_not_the_line(plain: Path, text: str) -> None:
    assert not is_breached(text, plain)


def test_every_hash_is_found_and_no_other(hashed: Path) -> None:
    assert is_breached(STOLEN, hashed)
    assert all(is_breached(f"stolen {number}", hashed) for number in range(2000))
    assert not any(is_breached(f"bought {number}", hashed) for number in range(500))


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_very_short_list(tmp_path: Path, size: int) -> None:
    texts = [f"stolen {number}" for number in range(size)]
    digests = sorted(hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest() for text in texts)
    path = tmp_path / "short"
    path.write_text("\n".join(digests), encoding="ascii")
    assert all(is_breached(text, path) for text in texts)
    assert not is_breached("another", path)


def test_a_long_list_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that lie across the pieces in which the file is read are found as well."""
    monkeypatch.setattr("tracker.passwords.breached.AT_ONCE", 64)
    path = tmp_path / "long"
    path.write_bytes(b"\r\n".join(f"stolen number {number}".encode() for number in range(300)))
    assert all(is_breached(f"stolen number {number}", path) for number in range(300))
    assert not is_breached("tolen number 7", path)


def test_a_stolen_password_is_refused_on_each_way_to_a_new_one(
    make_app: Callable[..., Flask], plain: Path, member: Member
) -> None:
    app = make_app(breached_passwords=plain)
    member = Member(app, member.person)
    browser = member.browser()
    page = browser.submit(browser.get("/settings/password"), "/password", password=PASSWORD, new_password=STOLEN)
    assert "list of stolen ones" in (page.error_of("new_password") or "")
    assert give_password(Browser(app), "Rosa", PASSWORD).status == 303
    stranger = Browser(app)
    page = stranger.submit(
        stranger.get("/sign-up"), "/sign-up", user_name="Nora", new_password=STOLEN, role="patient", time_zone="UTC"
    )
    assert "list of stolen ones" in (page.error_of("new_password") or "")
    page = stranger.submit(stranger.get("/recover"), "/recover", user_name="Rosa", code="1", new_password=STOLEN)
    assert "list of stolen ones" in (page.error_of("new_password") or "")


def test_the_command_line_refuses_it_too(app: Flask, plain: Path, member: Member) -> None:
    with app.app_context():
        now, rules = clock.now(), accounts.PasswordRules(breached=plain)
        new = accounts.NewAccount(user_name="Nora", password=STOLEN, time_zone="UTC")
        with pytest.raises(Problems, match="stolen"):
            accounts.add_account(db.session(), new, now, rules)
        with pytest.raises(Problems, match="stolen"):
            accounts.reset_password(db.session(), member.person.user_name, STOLEN, now, rules)


def test_a_list_that_is_away_keeps_nobody_from_a_new_password(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "tracker"):
        assert new_password(STOLEN, breached=tmp_path / "gone") == STOLEN
    assert caplog.messages == ["passwords.list_unreadable kind=FileNotFoundError"]


@pytest.mark.long
def test_the_lists_are_loaded_only_when_a_password_is_judged() -> None:
    code = "import sys, tracker.app; sys.exit('zxcvbn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
