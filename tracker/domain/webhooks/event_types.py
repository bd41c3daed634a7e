"""What a webhook can tell: the type of an event, a record, a row and a moment, and nothing of what was recorded."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID


class EventType(StrEnum):
    """What happened, as an event type of the Standard Webhooks specification 1.0.0 ("Event types")."""

    ENTRY_SAVED = "entry.saved"
    SESSION_ATTENDED = "session.attended"
    WARNING_SIGN_NOTED = "warning_sign.noted"
    SHARE_ENDED = "share.ended"
    TEST_SENT = "test.sent"


# What can be chosen; a test is sent when somebody asks for it.
TO_CHOOSE: Final = tuple(one for one in EventType if one is not EventType.TEST_SENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One event of one record: what happened, in which row (None: in none), and when."""

    event_type: EventType
    record_id: UUID
    row_id: UUID | None
    at: datetime

    @property
    def body(self) -> bytes:
        """The JSON that is sent, the same at every try: a "thin" payload, so that what was recorded is asked for.

        Source: Standard Webhooks specification 1.0.0, "Payload structure" and "Thin vs full payloads".
        """
        data = {"record_id": str(self.record_id), "id": None if self.row_id is None else str(self.row_id)}
        moment = self.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        told = {"type": self.event_type.value, "timestamp": moment, "data": data}
        return json.dumps(told, separators=(",", ":")).encode("ascii")
