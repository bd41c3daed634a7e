"""The folder of timed backups: how they are named, which is the newest, and which are old enough to go."""

import re
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

STAMP: Final = "%Y-%m-%dT%H%MZ"
SUFFIXES: Final = {True: ".sqlite3", False: ".dump"}
_NAME: Final = re.compile(r"tracker-(\d{4}-\d\d-\d\dT\d{4}Z)\.(?:sqlite3|dump)")
_PART: Final = re.compile(_NAME.pattern + r"\.[0-9a-f]{8}\.part")
PART_LASTS_SECONDS: Final = 24 * 3600
PUT_ASIDE_STAMP: Final = "%Y-%m-%dT%H%M%SZ"
PUT_ASIDE_FOR: Final = timedelta(days=35)
_PUT_ASIDE: Final = re.compile(
    r"before-(?:restore|upgrade)-(\d{4}-\d\d-\d\dT\d{6}Z)(?:-from-\w+)?(?:\.dump|\.sqlite3|-journal|-wal|-shm)?$"
)


def name_at(now: datetime, *, sqlite: bool) -> str:
    return f"tracker-{now.astimezone(UTC).strftime(STAMP)}{SUFFIXES[sqlite]}"


def name_before_upgrade(now: datetime, version: str, *, sqlite: bool) -> str:
    """The copy made before tables of that version are changed: no timed backup, and kept like what a restore keeps."""
    return f"before-upgrade-{now.astimezone(UTC).strftime(PUT_ASIDE_STAMP)}-from-{version}{SUFFIXES[sqlite]}"


def timed_backups(folder: Path) -> list[tuple[datetime, Path]]:
    """The backups that the clock made, the oldest first; files of other names are nobody's business here."""
    named = [(_NAME.fullmatch(path.name), path) for path in folder.glob("tracker-*") if path.is_file()]
    return sorted((at, path) for name, path in named if name and (at := _moment(name[1], STAMP)))


def newest(folder: Path) -> Path | None:
    found = timed_backups(folder)
    return found[-1][1] if found else None


def remove_old(folder: Path, now: datetime, days: int, *, keep: Path) -> list[Path]:
    """Remove timed backups older than so many days, and what a backup that was cut off left half-made.

    `keep` is the one that has just been made and found good: it stays whatever the clock says.
    """
    until = now - timedelta(days=days)
    old = [path for at, path in timed_backups(folder) if at <= until and path != keep]
    left = [path for path in folder.glob("*.part") if _PART.fullmatch(path.name) and is_forgotten(path)]
    for path in old + left:
        path.unlink(missing_ok=True)
    return old


def remove_put_aside(folders: Iterable[Path], now: datetime) -> list[Path]:
    """Remove what restores and upgrades put aside long ago: it holds what was erased since, and goes as backups go."""
    until = now - PUT_ASIDE_FOR
    found = [(path, _PUT_ASIDE.search(path.name)) for folder in folders for path in folder.glob("*before-*")]
    old = [path for path, name in found if name and (at := _moment(name[1], PUT_ASIDE_STAMP)) and at <= until]
    for path in old:
        path.unlink(missing_ok=True)
    return old


def _moment(stamp: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, form).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_forgotten(part: Path) -> bool:
    """Whether nobody has written to this half-made file for a day."""
    try:
        return time.time() - part.stat().st_mtime > PART_LASTS_SECONDS
    except OSError:
        return False
