"""Turns over all processes of one machine: an account's passwords one at a time, and two at a time in all.

Each process has its own queue; before one of its threads judges, it takes these locks on files in the instance folder.
The kernel lets go of them when a process ends, however it ends.
"""

import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from tracker.server.turns import Claim

FILES: Final = 64
JUDGING: Final = ("judging-0", "judging-1")
ASK_EVERY_SECONDS: Final = 0.005
# Another process may have been stopped with a lock in its hands: then it is better to go on.
PATIENCE_SECONDS: Final = 5.0


class Across:
    """The locks in a folder; without a folder there are no other processes, and nothing waits."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        if folder is not None:
            with suppress(OSError):
                folder.mkdir(mode=0o700, exist_ok=True)

    @contextmanager
    def turn(self, claim: Claim) -> Iterator[None]:
        """Inside, no other process judges a password of this account, and no more than one another's."""
        with ExitStack() as held:
            if self._folder is not None:
                end = time.monotonic() + PATIENCE_SECONDS
                self._take(held, (account_file(claim),), end)
                self._take(held, JUDGING, end)
            yield

    def _take(self, held: ExitStack, names: Sequence[str], end: float) -> None:
        """One of these, or none where the folder takes no locks or the time is over."""
        while True:
            for name in names:
                try:
                    held.enter_context(_locked(Path(self._folder or "") / name))
                except BlockingIOError:
                    continue
                except OSError:
                    return
                return
            if time.monotonic() >= end:
                return
            time.sleep(ASK_EVERY_SECONDS)


def account_file(claim: Claim) -> str:
    """The same in every process. Accounts that share one wait for each other a moment, and no more."""
    return f"account-{sha256(repr(claim.account).encode('utf-8', 'surrogateescape')).digest()[0] % FILES}"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
