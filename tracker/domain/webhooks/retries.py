"""When a webhook that was not taken is tried again, and when nothing more is tried.

Source: Standard Webhooks specification 1.0.0, "Deliverability and reliability": over several days, ever more slowly,
with some chance in it, and an address that takes nothing for long is left alone.
"""

from datetime import datetime, timedelta
from typing import Final

from tracker.domain.outbound.answers import LONGEST_ASKED

FIRST_WAIT: Final = timedelta(seconds=30)
GROWS: Final = 4
LONGEST_WAIT: Final = timedelta(hours=6)
# A message is kept so long for a receiver that is away; and an address that takes nothing for as long is paused.
KEPT_FOR: Final = timedelta(days=3)
FEWEST_FAILURES: Final = 10
_ENOUGH_STEPS: Final = 10


def wait_after(failures: int, chance: float, asked: timedelta = timedelta()) -> timedelta:
    """How long to wait after so many failed tries in a row (1 or more), with `chance` from 0 to 1.

    From half of a step to all of it. The steps are 30 seconds, 2, 8 and 32 minutes, 2 hours 8 minutes, then 6 hours.
    `asked` is what the receiver asked for (Retry-After); it is kept to, up to a day.
    """
    step = min(FIRST_WAIT * float(GROWS ** min(failures - 1, _ENOUGH_STEPS)), LONGEST_WAIT)
    return max(step * (0.5 + chance / 2), min(asked, LONGEST_ASKED))


def is_too_much(failures: int, failing_since: datetime, now: datetime) -> bool:
    """Whether an address has taken nothing for so long that it is paused until its owner says otherwise."""
    return failures >= FEWEST_FAILURES and now - failing_since >= KEPT_FOR
