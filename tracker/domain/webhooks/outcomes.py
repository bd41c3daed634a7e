"""What became of a message and of a webhook, as fixed codes."""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a message is on its way. GIVEN_UP: nothing more is tried."""

    WAITING = "waiting"
    TAKEN = "taken"
    GIVEN_UP = "given_up"


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


class Stopped(StrEnum):
    """Why nothing is sent any more: its owner paused it, or it was given up for one of these."""

    OWNER = "owner"
    FAILURES = "failures"
    GONE = "gone"
    UNREADABLE = "unreadable"


# What its owner may have go on again. A receiver that said it is gone is gone, and a key that is lost stays lost.
CAN_GO_ON: Final = frozenset({Stopped.OWNER, Stopped.FAILURES})
STOPS_AT_ONCE: Final = {Outcome.GONE: Stopped.GONE, Outcome.UNREADABLE: Stopped.UNREADABLE}


def outcome_of(status: int) -> Outcome:
    """What an answer means: 200 to 299 is taken, 410 ends it, and anything else is tried again.

    Source: Standard Webhooks specification 1.0.0, "Delivery success and failure".
    """
    if 200 <= status < 300:  # noqa: PLR2004 - the classes of HTTP
        return Outcome.TAKEN
    return Outcome.GONE if status == 410 else Outcome.REFUSED  # noqa: PLR2004
