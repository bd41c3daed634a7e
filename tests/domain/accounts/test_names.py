"""User names and e-mail addresses: what is taken, what is refused, and which names are the same."""

import pytest

from tracker.domain.accounts.names import email, name_key, user_name
from tracker.domain.errors import Invalid


@pytest.mark.parametrize("name", ["Al", "Rosa", "rosa.m", "Ro-sa_2", "李雯", "Zoë O'Neil", "7up", "x" * 40, "é" * 40])
def test_these_are_user_names(name: str) -> None:
    assert user_name(name) == name


@pytest.mark.parametrize("blank", [None, "", "  ", "\t\n"])
def test_blank_is_no_name(blank: str | None) -> None:
    assert user_name(blank) is None


def test_outer_and_double_blanks_go() -> None:
    assert user_name("  Rosa   Maria ") == "Rosa Maria"


@pytest.mark.parametrize(
    "name", ["R", "x" * 41, "<b>", "a@b.c", "-rosa", "_", "..", "a\x00b", "a\u202eb", "a\u200bb", "a/b", "\ud800a", "́a"]
)
def test_these_are_refused(name: str) -> None:
    with pytest.raises(Invalid):
        user_name(name)


def test_a_name_that_grows_too_long_when_compared_is_refused() -> None:
    with pytest.raises(Invalid):
        user_name("\ufdfa" * 40)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Rosa", "rosa"), ("ROSA", "rosa"), ("Ｒｏｓａ", "rosa"), ("Straße", "STRASSE"), ("e\u0301", "é")],
)
def test_these_are_the_same_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_these_are_not_the_same() -> None:
    assert len({name_key(name) for name in ("rosa", "rosa1", "ro sa", "rôsa")}) == 4


@pytest.mark.parametrize("address", ["a@b.org", "rosa.m+diary@mail.example.org", "ü@bücher.example"])
def test_these_are_addresses(address: str) -> None:
    assert email(address) == address


@pytest.mark.parametrize("blank", [None, "", " "])
def test_an_address_may_be_left_out(blank: str | None) -> None:
    assert email(blank) is None


@pytest.mark.parametrize(
    "address",
    ["rosa", "@b.org", "a@", "a@b", "a@b.", "a@@b.org", "a b@c.org", "a@b.org,c@d.org", "a<b@c.org>", "a\u202e@b.org"],
)
def test_these_are_no_addresses(address: str) -> None:
    with pytest.raises(Invalid):
        email(address)


def test_a_line_break_cannot_stay_in_an_address() -> None:
    with pytest.raises(Invalid):
        email("a@b.org\r\nBcc: x@e.invalid")
