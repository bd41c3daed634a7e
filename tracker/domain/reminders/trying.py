"""How a call went, and whether it may be tried again: each is made once, and tried a few times until it was made."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

TRIES_MOST: Final = 3
WAIT: Final = timedelta(minutes=5)
# So many days of calls are kept, for the person and the host to look at, and for how often to call.
KEPT_FOR: Final = timedelta(days=35)


class State(StrEnum):
    """TRYING: a process is at it, or ended while it was, and nobody can say whether it went. NOWHERE: no way to."""

    TRYING = "trying"
    SENT = "sent"
    FAILED = "failed"
    NOWHERE = "nowhere"


def may_try(state: State, tries: int, tried_at: datetime, now: datetime) -> bool:
    """Whether a call that was tried so often is tried once more: ever later, and never where it may have gone."""
    return state is State.FAILED and tries < TRIES_MOST and now - tried_at >= WAIT * tries
