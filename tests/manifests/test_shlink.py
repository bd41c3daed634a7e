"""The text of a link, what a reader calls itself, and what is made of the secret."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.manifests.readers import decoded
from tracker.domain.sharing.shlink import LABEL_MOST, RECIPIENT_MOST, URL_MOST, shlink, shown_recipient
from tracker.domain.values.text import shows_something
from tracker.sharing.services.health_keys import key_of_files, mac_of_passcode

END = datetime(2026, 4, 2, 12, tzinfo=UTC)
URL = "https://diary.example.org/h/" + "x" * 43


def test_a_link_is_the_payload_in_base64_without_blanks() -> None:
    made = shlink(URL, bytes(range(32)), END, "Sciatica diary of Zoë" + "y" * 90, has_passcode=True)
    assert made.startswith("shlink:/")
    text = decoded(made.removeprefix("shlink:/")).decode()
    payload = json.loads(text)
    assert (payload["url"], payload["exp"], payload["flag"]) == (URL, 1775131200, "LP")
    assert decoded(payload["key"]) == bytes(range(32))
    assert payload["label"].startswith("Sciatica diary of Zoë")
    assert len(payload["label"]) == LABEL_MOST
    assert " " not in text.replace("Sciatica diary of Zoë", "")


def test_an_address_that_no_reader_has_to_take_makes_no_link() -> None:
    longest = "https://" + "d" * (URL_MOST - 8)
    assert shlink(longest, bytes(32), END, "", has_passcode=False)
    with pytest.raises(ValueError, match="too long"):
        shlink(longest + "d", bytes(32), END, "", has_passcode=False)


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("Dr. Meyer", "Dr. Meyer"),
        ("  Dr.\n\tMeyer  ", "Dr. Meyer"),
        ("a\u202eb\u200bc\x00d\u2028e", "a b c d e"),
        ("क्षेत्र अस्पताल", "क्षेत्र अस्पताल"),
        ("\ue000\U0010ffff", None),
        ("", None),
        ("\u0301", None),
        ("\ud800", None),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 79 + "…"),
        ("y " * 300, ("y " * 40).strip() + "…"),
    ],
)
def test_what_a_reader_calls_itself_is_one_plain_line(given_: str, shown: str | None) -> None:
    assert shown_recipient(given_) == shown


@given(st.text(max_size=500))
def test_whatever_it_is(text: str) -> None:
    found = shown_recipient(text)
    if found is not None:
        assert shows_something(found)
        assert 0 < len(found) <= RECIPIENT_MOST
        assert "\n" not in found
        assert shown_recipient(found) == found


def test_key_and_passcode_take_both_the_secret_and_the_row() -> None:
    salt, other = b"s" * 32, b"t" * 32
    keys = {key_of_files("a", salt), key_of_files("b", salt), key_of_files("a", other)}
    macs = {mac_of_passcode("a", salt, "1"), mac_of_passcode("b", salt, "1"), mac_of_passcode("a", other, "1")}
    assert len(keys) == len(macs) == 3
    assert not keys & macs
    assert {len(one) for one in keys | macs} == {32}
