"""What became of a message and of a webhook, as fixed codes."""

from enum import StrEnum
from typing import Final

from tracker.domain.outbound.answers import Outcome


class State(StrEnum):
    """Where a message is on its way. GIVEN_UP: nothing more is tried."""

    WAITING = "waiting"
    TAKEN = "taken"
    GIVEN_UP = "given_up"


class Stopped(StrEnum):
    """Why nothing is sent any more: its owner paused it, or it was given up for one of these."""

    OWNER = "owner"
    FAILURES = "failures"
    GONE = "gone"
    UNREADABLE = "unreadable"


# What its owner may have go on again. A receiver that said it is gone is gone, and a key that is lost stays lost.
CAN_GO_ON: Final = frozenset({Stopped.OWNER, Stopped.FAILURES})
STOPS_AT_ONCE: Final = {Outcome.GONE: Stopped.GONE, Outcome.UNREADABLE: Stopped.UNREADABLE}
