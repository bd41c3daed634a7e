"""Passwords: length, the ones everybody tries, and hashing."""

import os
import sys
import threading

import pytest
from argon2 import PasswordHasher

from tests.support.refused import refused
from tracker.domain.errors import Invalid
from tracker.passwords import hashing
from tracker.passwords.hashing import HASHES_AT_A_TIME, Hasher, new_password

LONG = (
    "kxwq vz7 tulp groen mast 29 fjord hvit kniv 3 bottle under sofa wax lemon hinge 81 "
    "paper goat velvet oar drum salt 6 cliff moth jar quill"
)


@pytest.mark.parametrize(("length", "fits"), [(11, False), (12, True), (128, True), (129, False)])
def test_length(length: int, *, fits: bool) -> None:
    password = LONG[:length]
    if fits:
        assert new_password(password) == password
    else:
        with refused(match="characters"):
            new_password(password)


def test_line_ends_of_windows_count_as_they_are_kept() -> None:
    with refused(match="it has 130"):
        new_password(LONG[:121] + "é" + "\r\n" * 4)


def test_characters_count_not_bytes() -> None:
    assert new_password("日本語のとても長い合言葉")


def test_blanks_stay_and_accents_are_composed() -> None:
    assert new_password("  e\u0301 quite unusual  ") == "  é quite unusual  "


@pytest.mark.parametrize("text", ["a password\x00 with nul", "a broken \ud800 letter"])
def test_what_cannot_be_stored_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        new_password(text)


def test_a_hash_knows_its_password_alone() -> None:
    hasher = Hasher(cheap=True)
    known = hasher.hash("cafe\u0301 with cream")
    assert hasher.matches(known, "caf\u00e9 with cream")
    assert not hasher.matches(known, "cafe with cream")
    assert not hasher.matches(known, "caf\u00e9 with cream ")


def test_nobody_has_no_password_but_is_asked_for_as_long() -> None:
    hasher = Hasher(cheap=True)
    assert not hasher.matches(None, "nobody's password")
    assert not hasher.matches("!", "anything")


def test_for_nobody_a_hash_like_any_other_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = Hasher(cheap=True)
    real, worked_out = hasher._argon2, []

    class Noting:
        def verify(self, known: str, password: str) -> bool:
            worked_out.append(known)
            return real.verify(known, password)

    monkeypatch.setattr(hasher, "_argon2", Noting())
    hasher.matches(None, "anything at all")
    assert [known.rsplit("$", 2)[0] for known in worked_out] == [real.hash("x").rsplit("$", 2)[0]]


def test_an_overlong_password_is_not_hashed_as_it_is() -> None:
    hasher = Hasher(cheap=True)
    long = "x" * 129
    assert not hasher.matches(hasher.hash(long), long)


def test_the_real_figures() -> None:
    figures = Hasher()._argon2
    assert (figures.memory_cost, figures.time_cost, figures.parallelism) == (65536, 3, 4)
    assert Hasher().hash("x").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_hash_of_other_figures_is_outdated() -> None:
    hasher = Hasher(cheap=True)
    assert not hasher.is_outdated(hasher.hash("x"))
    assert hasher.is_outdated(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash("x"))


def test_at_most_two_hashes_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = Hasher(cheap=True)
    at_once, most, lock, full = 0, 0, threading.Lock(), threading.Event()

    class Slow:
        def hash(self, _password: str) -> str:
            nonlocal at_once, most
            with lock:
                at_once += 1
                most = max(most, at_once)
                if at_once == HASHES_AT_A_TIME:
                    full.set()
            assert full.wait(10)
            with lock:
                at_once -= 1
            return "hash"

    monkeypatch.setattr(hasher, "_argon2", Slow())
    threads = [threading.Thread(target=hasher.hash, args=("x",)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert most == HASHES_AT_A_TIME


def test_nobodys_hash_is_made_with_the_figures_of_all_others() -> None:
    """A start makes none, as long as the one at hand is like any other: or the time it takes would tell of a name."""
    assert Hasher()._nobody == hashing.NOBODYS
    for hasher in (Hasher(), Hasher(cheap=True)):
        assert not hasher.is_outdated(hasher._nobody)


@pytest.mark.parametrize(("platform", "gives_way"), [("linux", True), ("darwin", False)])
def test_what_hashes_lets_pages_go_first(monkeypatch: pytest.MonkeyPatch, platform: str, gives_way: bool) -> None:
    """Where a priority is a thread's own; where it may not be changed, nothing is."""
    given: list[tuple[int, int, int]] = []

    def set_priority(which: int, who: int, niceness: int) -> None:
        given.append((which, who, niceness))
        raise PermissionError

    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("os.setpriority", set_priority)
    hashing._give_way()
    mine = (os.PRIO_PROCESS, threading.get_native_id(), hashing.NICENESS)
    assert given == ([mine] if gives_way else [])


@pytest.mark.skipif(sys.platform != "linux", reason="a priority is a thread's own on Linux alone")
def test_the_threads_that_hash_have_given_way() -> None:
    asked = hashing._hashing().submit(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
    assert asked.result() == hashing.NICENESS
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == os.getpriority(os.PRIO_PROCESS, 0)


def test_the_limits_are_what_pages_say() -> None:
    assert (hashing.LEAST, hashing.MOST) == (12, 128)
