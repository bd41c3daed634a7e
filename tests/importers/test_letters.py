"""The encoding of a text of unknown origin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.importers.letters import encoding_of, read_leniently


def encoding(content: bytes) -> str:
    return encoding_of(content[:100], lambda: (content[:7], content[7:]))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "utf-8-sig"),
        (b"plain", "utf-8-sig"),
        ("Rücken äöü".encode(), "utf-8-sig"),
        ("Rücken äöü".encode("cp1252"), "cp1252"),
        ("Rücken äöü".encode() + b"\xe4", "utf-8-sig"),
        ("Rücken äöü".encode()[:-1], "utf-8-sig"),
        (b"\xef\xbb\xbfday\xff\xfe\xfd", "utf-8-sig"),
        ("day".encode("utf-16"), "utf-16"),
        ("day,leg".encode("utf-16-le"), "utf-16-le"),
        ("day,leg".encode("utf-16-be"), "utf-16-be"),
        (bytes(40), "utf-8-sig"),
    ],
)
def test_encodings(content: bytes, name: str) -> None:
    assert encoding(content) == name


def test_a_start_that_ends_within_a_letter() -> None:
    assert read_leniently("aü".encode()[:2]) == "a\N{REPLACEMENT CHARACTER}"
    assert read_leniently("ü€".encode("cp1252")) == "ü€"
    assert read_leniently("\ufeffday".encode("utf-16-be")) == "day"
    assert read_leniently("day".encode("utf-16")[:-1]) == "da"


@given(st.binary(max_size=200))
def test_any_bytes_have_an_encoding(content: bytes) -> None:
    content.decode(encoding(content), errors="replace")
    read_leniently(content)
