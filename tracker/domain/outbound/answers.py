"""What the answers of others mean, as fixed codes, and for how long they ask to be left alone."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

LONGEST_ASKED: Final = timedelta(days=1)


class Outcome(StrEnum):
    """How one try went. LATE: it was older than messages are kept before it could be tried."""

    TAKEN = "taken"
    REFUSED = "refused"
    GONE = "gone"
    NO_NAME = "no_name"
    NOT_ALLOWED = "not_allowed"
    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"
    TOO_SLOW = "too_slow"
    NO_ANSWER = "no_answer"
    UNREADABLE = "unreadable"
    LATE = "late"


def outcome_of(status: int) -> Outcome:
    """What an answer means: 200 to 299 is taken, 410 ends it, and anything else is tried again.

    Source: Standard Webhooks specification 1.0.0, "Delivery success and failure".
    """
    if 200 <= status < 300:  # noqa: PLR2004 - the classes of HTTP
        return Outcome.TAKEN
    return Outcome.GONE if status == 410 else Outcome.REFUSED  # noqa: PLR2004


def retry_after(header: str | None) -> timedelta:
    """How long a receiver asks to be left alone: whole seconds; nothing where it says none, or says it otherwise."""
    if header is None or not (header.isascii() and header.isdigit()):
        return timedelta()
    return timedelta(seconds=min(int(header[:9]), int(LONGEST_ASKED.total_seconds())))
