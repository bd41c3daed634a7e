"""The only place that asks what time it is. To the whole second: that is what exports write and read back."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def today(zone: ZoneInfo) -> date:
    return now().astimezone(zone).date()
