"""Passwords: what is asked of a new one, and how they are hashed and checked."""

import functools
import logging
import os
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.domain.errors import Invalid
from tracker.domain.values import parsing
from tracker.domain.values.text import is_too_long, normal
from tracker.passwords.breached import is_breached
from tracker.passwords.guessing import is_guessable
from tracker.wording import accounts as words

log = logging.getLogger("tracker")
LEAST, MOST = 12, 128
HASHES_AT_A_TIME = 2
# Of a password that nobody has, as one made at every start would take as long as a sign-in and 64 MiB.
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$v5lCZFJGJAkGKrKNq+BWXw$ZR02Gv7ZJFUSs6dbau0e6z8CLcH0Th4JVRkh7z6yIfg"
NICENESS = 15


def composed(raw: str) -> str:
    """The password as typed, blanks and all; only the two ways of writing one accented letter are made one."""
    return normal("NFC", raw)


def new_password(raw: str, *, user_name: str = "", breached: Path | None = None, hosts: Sequence[str] = ()) -> str:
    """A password that may be taken from now on; `Invalid` says what is wrong with it.

    Long enough, and none that is guessed early; any characters do. `breached` is the host's file of stolen passwords,
    `hosts` are the names of the server.
    Source: OWASP ASVS 5.0.0, 6.2.1, 6.2.4, 6.2.5, 6.2.9, 6.2.11, 6.2.12.
    """
    parsing.storable(raw, most=MOST)
    password = composed(raw)
    if len(password) < LEAST:
        raise Invalid(words.password_too_short(LEAST))
    if len(password) > MOST:
        raise Invalid(words.password_too_long(MOST, len(password)))
    if is_guessable(password, user_name=user_name, hosts=hosts):
        raise Invalid(words.WRONG["guessable"])
    if breached is not None and _is_stolen(password, breached):
        raise Invalid(words.WRONG["stolen"])
    return password


def _is_stolen(password: str, path: Path) -> bool:
    """A list that cannot be read keeps nobody from changing a password that others know; the host is told."""
    try:
        return is_breached(password, path)
    except OSError as error:
        log.error("passwords.list_unreadable kind=%s", type(error).__name__)  # noqa: TRY400 - a traceback adds nothing
        return False


def _give_way() -> None:
    """What hashes leaves the processors to whatever else wants them: the thread, and those that argon2 starts from it.

    On Linux a priority is a thread's own; elsewhere it would be the whole process's, so there it stays as it is.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


@functools.cache
def _hashing() -> ThreadPoolExecutor:
    """The threads that hash: one process has these alone, however many apps and requests there are in it."""
    return ThreadPoolExecutor(HASHES_AT_A_TIME, thread_name_prefix="hashing", initializer=_give_way)


os.register_at_fork(after_in_child=_hashing.cache_clear)


@functools.cache
def _figures(*, cheap: bool) -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if cheap else PasswordHasher()


@functools.cache
def _of_nobody(*, cheap: bool) -> str:
    """What the passwords of unknown names are compared with: `NOBODYS`, where all are made with the figures of it.

    Otherwise it is made once for all apps of a process, before the first: the time it takes must tell nothing.
    """
    if not _figures(cheap=cheap).check_needs_rehash(NOBODYS):
        return NOBODYS
    return _hashing().submit(_figures(cheap=cheap).hash, "nobody's password").result()


class Hasher:
    """argon2id, at most two at a time in a process: each takes 64 MiB, and every processor for a tenth of a second.

    `cheap` is for tests, where nothing is to be kept safe.
    """

    def __init__(self, *, cheap: bool = False) -> None:
        self._argon2 = _figures(cheap=cheap)
        self._nobody = _of_nobody(cheap=cheap)

    def hash(self, password: str) -> str:
        return _hashing().submit(self._argon2.hash, composed(password)).result()

    def matches(self, known: str | None, password: str) -> bool:
        """Whether the password is the one `known` was made of; for nobody's (None) it takes as long, and is not."""
        password = "" if is_too_long(password, MOST) else composed(password)
        given = password if len(password) <= MOST else ""
        judged = _hashing().submit(self._argon2.verify, known or self._nobody, given)
        try:
            judged.result()
        except (VerificationError, InvalidHashError):
            return False
        return known is not None

    def is_outdated(self, known: str) -> bool:
        """Whether the hash was made with other figures than today's."""
        return self._argon2.check_needs_rehash(known)
