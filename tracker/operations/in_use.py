"""Who uses the SQLite file: servers and commands together, or one restore alone.

A server at rest holds no lock of SQLite's, and would go on writing to a file that has been put aside. So each user
holds a shared lock on a file beside it; the system takes it back from whoever dies. PostgreSQL knows its own sessions.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Final

from tracker.configuration.settings import Settings
from tracker.operations.copies import CopyFault, database_file, give_to_owner_of

_for_good: Final[list[int]] = []


class InUse(Exception):
    """Somebody uses the database who may not while this goes on."""


def use_until_exit(settings: Settings) -> None:
    """This process serves from now on. `InUse` while a restore is under way."""
    descriptor = _take(settings, fcntl.LOCK_SH)
    if descriptor is not None:
        _for_good.append(descriptor)


@contextmanager
def using(settings: Settings, how: int = fcntl.LOCK_SH) -> Iterator[None]:
    """A command uses the database. `InUse` while a restore is under way."""
    descriptor = _take(settings, how)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def alone(settings: Settings) -> AbstractContextManager[None]:
    """Nobody else uses the database meanwhile. `InUse` where somebody does."""
    return using(settings, fcntl.LOCK_EX)


def _take(settings: Settings, how: int) -> int | None:
    """None where there is nothing to lock: another engine, or a folder that cannot be written to, nor restored in."""
    if not settings.is_sqlite:
        return None
    try:
        descriptor = _open(database_file(settings))
    except (CopyFault, OSError):
        return None
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise InUse from None
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _open(database: Path) -> int:
    path = database.with_name(f"{database.name}.lock")
    with suppress(OSError):
        return os.open(path, os.O_RDONLY)
    descriptor = os.open(path, os.O_RDONLY | os.O_CREAT, 0o600)
    give_to_owner_of(path, database.parent)
    return descriptor
