"""Moments as the clock showed them where they were."""

from datetime import datetime, timedelta, timezone


def local(moment: datetime, offset_minutes: int | None) -> datetime:
    """The moment as the clock showed it where it was."""
    return moment.astimezone(timezone(timedelta(minutes=offset_minutes or 0)))


def offset_of(moment: datetime) -> int:
    """How many minutes the moment's clock is ahead of UTC."""
    return int((moment.utcoffset() or timedelta()).total_seconds() // 60)
