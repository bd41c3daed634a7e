"""What a message holds, how it is signed, and what an answer to it means."""

import hmac
import json
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.outbound.answers import Outcome, outcome_of
from tracker.domain.webhooks.event_types import TO_CHOOSE, EventType, Message
from tracker.domain.webhooks.signing import headers, read_key, written_key

RECORD, ROW = UUID(int=1), UUID(int=2)
AT = datetime(2026, 3, 3, 13, 0, 5, 999, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize("event_type", list(EventType))
def test_a_message_holds_ids_and_a_moment_and_nothing_else(event_type: EventType) -> None:
    told = json.loads(Message(event_type=event_type, record_id=RECORD, row_id=ROW, at=AT).body)
    assert told == {
        "type": event_type.value,
        "timestamp": "2026-03-03T12:00:05Z",
        "data": {"record_id": str(RECORD), "id": str(ROW)},
    }


def test_a_test_is_of_no_row_and_cannot_be_chosen() -> None:
    assert b'"id":null' in Message(event_type=EventType.TEST_SENT, record_id=RECORD, row_id=None, at=AT).body
    assert EventType.TEST_SENT not in TO_CHOOSE


def test_signatures_are_those_of_the_standard() -> None:
    """The key, the message and the signature that the libraries of Standard Webhooks have in their own tests."""
    made = headers(
        read_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        b'{"test": 2432232314}',
        datetime.fromtimestamp(1614265330, UTC),
    )
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert (made["webhook-id"], made["webhook-timestamp"]) == ("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330")


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_a_receiver_finds_the_same(key: bytes, body: bytes) -> None:
    made = headers(read_key(written_key(key)), str(ROW), body, AT)
    signed = f"{made['webhook-id']}.{made['webhook-timestamp']}.".encode() + body
    expected = hmac.new(b64decode(written_key(key).removeprefix("whsec_")), signed, sha256).digest()
    assert made["webhook-signature"] == "v1," + b64encode(expected).decode()


def test_what_is_no_key_is_refused() -> None:
    with pytest.raises(ValueError, match="whsec"):
        read_key("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "taken"), (204, "taken"), (299, "taken"), (301, "refused"), (307, "refused"), (400, "refused"),
     (404, "refused"), (410, "gone"), (429, "refused"), (500, "refused"), (503, "refused")],
)  # fmt: skip
def test_what_an_answer_means(status: int, outcome: str) -> None:
    assert outcome_of(status) is Outcome(outcome)
