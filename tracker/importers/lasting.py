"""How long something lasted, as other apps write it."""

import re
from typing import Final

HOUR: Final = 60
DAY: Final = 24 * HOUR
_WRITTEN: Final = re.compile(r"(?:(\d{1,4})\s*d)?\s*(?:(\d{1,4})\s*h)?\s*(?:(\d{1,4})\s*m(?:in)?)?", re.IGNORECASE)


def minutes(text: str) -> int:
    """Minutes of a length such as `1d 03h 05m`; 0 where it is none."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return 0
    days, hours, rest = (int(part or 0) for part in found.groups())
    return days * DAY + hours * HOUR + rest
