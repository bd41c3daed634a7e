"""What docs/webhooks.md says: how a message is known, what is told, and when it is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.docs.blocks import ROOT, fences
from tracker.domain.webhooks.event_types import EventType
from tracker.domain.webhooks.retries import wait_after
from tracker.domain.webhooks.signing import headers, read_key, written_key

PAGE = ROOT / "docs" / "webhooks.md"
KEY = written_key(b"k" * 32)
BODY = b'{"type":"test.sent"}'


@pytest.fixture(scope="module")
def recipe() -> dict[str, object]:
    """The names that the Python on the page makes."""
    (text,) = (text for page, _line, language, text in fences() if page == PAGE and language == "python")
    names: dict[str, object] = {}
    exec(compile(text, str(PAGE), "exec"), names)  # noqa: S102 - our own page
    return names


def is_ours(recipe: dict[str, object], sent: dict[str, str], body: bytes = BODY, key: str = KEY) -> object:
    return recipe["is_ours"](key, sent, body)  # type: ignore[operator]


def test_the_python_on_the_page_knows_our_messages(recipe: dict[str, object]) -> None:
    sent = headers(read_key(KEY), "id", BODY, datetime.now(UTC))
    assert is_ours(recipe, sent) is True
    assert is_ours(recipe, sent, body=BODY + b" ") is False
    assert is_ours(recipe, sent, key=written_key(b"o" * 32)) is False
    assert is_ours(recipe, {**sent, "webhook-id": "other"}) is False
    two = {**sent, "webhook-signature": "v1,AAAA " + sent["webhook-signature"]}
    assert is_ours(recipe, two) is True
    old = headers(read_key(KEY), "id", BODY, datetime.now(UTC) - timedelta(minutes=6))
    assert is_ours(recipe, old) is False


def test_the_page_names_every_event_and_the_steps() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [one for one in EventType if f"| `{one.value}` |" not in text] == []
    seconds = [wait_after(failures, 1).total_seconds() for failures in range(1, 7)]
    assert seconds == [30, 120, 480, 1920, 7680, 21600]
    assert "30 seconds, 2, 8 and 32 minutes, 2 hours 8 minutes, then every 6 hours" in " ".join(text.split())
