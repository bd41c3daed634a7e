"""Which addresses mail can be sent to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import Invalid
from tracker.domain.outbound.mailboxes import read_mailbox


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("rosa@example.org", "rosa@example.org"),
        (" Rosa.o'Neil+diary@Example.ORG ", "Rosa.o'Neil+diary@example.org"),
        ("rosa@bücher.example", "rosa@xn--bcher-kva.example"),
        ("rosa@xn--bcher-kva.example", "rosa@xn--bcher-kva.example"),
        ("jörg@example.org", "jörg@example.org"),
    ],
)
def test_addresses(typed: str, address: str) -> None:
    found = read_mailbox(typed)
    assert (found.address, found.is_plain) == (address, address.isascii())


@pytest.mark.parametrize(
    "typed",
    [
        "", "rosa", "@example.org", "rosa@", "rosa@localhost", "rosa@127.0.0.1", "rosa@[127.0.0.1]",
        '"a b"@example.org',
        "a b@example.org", "a@b@example.org", ".a@example.org", "a..b@example.org", "a@example..org", "a@-x.org",
        "a\r\nb@example.org", "a@example.org\r\nBcc: b@example.org", "a\0@example.org", "x" * 65 + "@example.org",
        "a@" + "x" * 64 + ".org", "a@" + "x." * 130 + "org", "a@example.org,b@example.org", "<a@example.org>",
        "a@ex\u202eample.org",
    ],
)  # fmt: skip
def test_what_is_none(typed: str) -> None:
    with pytest.raises(Invalid):
        read_mailbox(typed)


@given(st.text())
def test_whatever_is_taken_is_one_line_with_a_name_that_can_be_looked_up(typed: str) -> None:
    try:
        found = read_mailbox(typed)
    except Invalid:
        return
    assert found.host.isascii()
    assert found.address.isprintable()
    assert not set(found.address) & set(' <>,;:"()[]\\')
