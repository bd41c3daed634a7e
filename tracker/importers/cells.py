"""Small things that people write into one cell: several names, how long something took."""

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from tracker.domain.limits import DAY_MINUTES
from tracker.importers import meanings

HOUR: Final = 60
LONGEST: Final = 30
_BETWEEN: Final = re.compile(r"[;|\n\r+]|,(?!\d)")
_CLOCKED: Final = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*h)?")
_LONG: Final = re.compile(
    r"(?:(?P<hours>\d{1,2}(?:[.,]\d+)?)\s*(?:h|hours?|hrs?|stunden?|std|heures?|horas?|or[ae]|uur|godz)\.?\s*)?"
    r"(?:(?P<minutes>\d{1,4}(?:[.,]\d+)?)\s*(?:m|mins?|minut[a-zęy]*|')?\.?)?",
    re.IGNORECASE,
)


def listed(cell: str) -> list[str]:
    """The names in a cell that are parted by commas, semicolons, bars, pluses or line ends."""
    return list(dict.fromkeys(name for part in _BETWEEN.split(cell) if (name := part.strip())))


def minutes_of(cell: str) -> int | None:
    """Whole minutes, 0 to a day, of a number, or of 1:30, 1 h 30, 1,5 h, 90 min; None for anything else."""
    if not cell or len(cell) > LONGEST:
        return None
    if found := _CLOCKED.fullmatch(cell):
        minutes = Decimal(int(found[1]) * HOUR + int(found[2]))
    elif found := _LONG.fullmatch(cell):
        hours, rest = (meanings.number(found[name] or "0") or Decimal(0) for name in ("hours", "minutes"))
        minutes = hours * HOUR + rest
    else:
        return None
    whole = int(minutes.quantize(Decimal(1), ROUND_HALF_EVEN))
    return whole if whole <= DAY_MINUTES else None
