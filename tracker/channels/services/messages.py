"""What is said to an account, and the push message that says it, as the service worker reads it."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from tracker.outbound.web_push import TOPIC_LENGTH, Message, written
from tracker.wording import mailed

TITLE_MOST: Final = 120
TEXT_MOST: Final = 400
TEST_LASTS: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Call:
    """What is to be said: no score, no kind of treatment, no name. The words are in the language of the account.

    `kind` tells calls apart: one that was not seen yet is replaced by the next of its kind. `path` is where a tap
    leads, within this app. `other` is a second button, its words and its path. It is of no use any more after `lasts`.
    """

    account_id: uuid.UUID
    kind: str
    title: str
    text: str
    path: str
    other: tuple[str, str] | None = None
    lasts: timedelta = timedelta(hours=6)

    def __post_init__(self) -> None:
        for path in (self.path, *(() if self.other is None else self.other[1:])):
            if not path.startswith("/") or path.startswith("//") or not path.isprintable():
                raise ValueError("a tap leads to a page of this app")
        if not self.title.isprintable():
            raise ValueError("a title is one line")


def pushed(call: Call) -> Message:
    """The notification. What is replaced by the next of its kind is of one account: a browser may be handed on."""
    tag = hashlib.sha256(call.account_id.bytes + call.kind.encode()).digest()
    plain = {
        "title": call.title[:TITLE_MOST],
        "text": call.text[:TEXT_MOST],
        "path": call.path,
        "topic": tag.hex()[:16],
    }
    if call.other is not None:
        plain["other"], plain["otherPath"] = call.other
    hidden = written(hashlib.sha256(tag).digest())[:TOPIC_LENGTH]
    return Message(plain=json.dumps(plain, ensure_ascii=False).encode(), topic=hidden, lasts=call.lasts)


def pushed_test(account_id: uuid.UUID) -> Message:
    """What somebody sends to a browser of theirs to see it come."""
    title, text = mailed.test_title(), mailed.test_text()
    return pushed(Call(account_id, "test", title, text, "/settings/channels", lasts=TEST_LASTS))
