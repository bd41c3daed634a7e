"""Bringing a backup back, but for what has ended since: the old database or the new, and never half of one."""

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tracker.audit.services.withdrawals import Kind
from tracker.operations import postgres_restore, sqlite_restore
from tracker.operations.copies import Contents
from tracker.operations.orders import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did. `kept` is where the database lies that was there before."""

    contents: Contents
    ended: Counter[Kind]
    kept: Path | None
    seconds: float


def restore(order: Order) -> Restored:
    """Bring the backup back; `RestoreFault` where that may not or cannot be, and nothing has changed then."""
    begun = time.monotonic()
    into = sqlite_restore.into_file if order.settings.is_sqlite else postgres_restore.into_database
    contents, ended, kept = into(order)
    return Restored(contents=contents, ended=ended, kept=kept, seconds=time.monotonic() - begun)
