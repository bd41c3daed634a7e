"""The cookie of known browsers: bound to its accounts, sealed, good for half a year, and worth nothing to others."""

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.accounts.members import Member
from tracker.throttling.browsers import GOOD_FOR, MOST, Browsers

DAY = date(2026, 3, 3)
BROWSERS = Browsers(["the secret of a server, long enough"])
ROSA, OMAR = "rosa's id", "omar's id"


def test_a_browser_is_known_for_the_account_it_was_signed_in_with() -> None:
    cookie = BROWSERS.remembering(None, DAY, ROSA)
    mark = BROWSERS.mark_of(cookie, DAY, ROSA)
    assert mark
    assert BROWSERS.mark_of(cookie, DAY, OMAR) == ""
    assert BROWSERS.mark_of(cookie, DAY) == mark, "and as one that somebody was signed in with"
    assert ROSA not in cookie


def test_several_accounts_have_marks_of_their_own_in_one_browser() -> None:
    cookie = BROWSERS.remembering(BROWSERS.remembering(None, DAY, ROSA), DAY, OMAR)
    marks = {BROWSERS.mark_of(cookie, DAY, owner) for owner in (ROSA, OMAR)}
    assert len(marks - {""}) == 2
    for number in range(MOST):
        cookie = BROWSERS.remembering(cookie, DAY, f"somebody {number}")
    assert BROWSERS.mark_of(cookie, DAY, ROSA) == "", "the oldest goes"
    assert len(cookie) < 1100


def test_a_mark_stays_the_same_and_lasts_from_the_last_sign_in() -> None:
    first = BROWSERS.remembering(None, DAY, ROSA)
    again = BROWSERS.remembering(first, DAY + timedelta(days=100), ROSA)
    mark = BROWSERS.mark_of(first, DAY, ROSA)
    assert BROWSERS.mark_of(again, DAY + timedelta(days=200), ROSA) == mark
    assert BROWSERS.mark_of(first, DAY + GOOD_FOR, ROSA) == ""
    assert BROWSERS.mark_of(first, DAY - timedelta(days=2), ROSA) == "", "made in a future that was none"


def test_an_older_key_of_the_server_is_good_for_it_still() -> None:
    cookie = BROWSERS.remembering(None, DAY, ROSA)
    newer = Browsers(["a newer secret of the server", "the secret of a server, long enough"])
    assert newer.mark_of(cookie, DAY, ROSA) == BROWSERS.mark_of(cookie, DAY, ROSA)
    assert Browsers(["a newer secret of the server"]).mark_of(cookie, DAY, ROSA) == ""


@given(st.text())
def test_anything_else_is_none(text: str) -> None:
    assert BROWSERS.mark_of(text, DAY, ROSA) == ""


@pytest.mark.parametrize("place", range(4))
def test_what_was_changed_is_none(place: int) -> None:
    parts = BROWSERS.remembering(None, DAY, ROSA).split(".")
    parts[place] = "20260304" if place == 2 else parts[place][::-1]
    assert BROWSERS.mark_of(".".join(parts), DAY, ROSA) == ""


def test_it_outlives_the_sign_in_and_lets_nobody_in(app: Flask, member: Member) -> None:
    browser = member.browser()
    browser.post("/sign-out")
    known = browser.client.get_cookie("known")
    assert known is not None
    assert known.http_only
    assert browser.get("/settings", follow=False).status == 302
