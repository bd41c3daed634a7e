"""How every SQLite connection is set up, and how its transactions begin.

Python's driver starts transactions late and silently; here each one begins by our own word: `BEGIN IMMEDIATE` where
the work may write, so that two writers queue up and neither is refused half-way, and plain `BEGIN` where it only reads.

SQLite lets a writer who waits ask again and again, with longer and longer pauses: the lock lies idle meanwhile, and
whoever is unlucky starves. So the writers of one process take turns, in the order they came.
"""

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from threading import Event, Lock
from time import monotonic
from typing import Any, Final, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.exc import OperationalError

WAL_SAFE_FROM = (3, 51, 3)
BUSY_TIMEOUT_MS = 5000
LEAST_PATIENCE_MS: Final = 100
APPLICATION_ID = 0x53434941
PRIMARY_CODE: Final = 0xFF
SPOILT: Final = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR})
DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

_reading: ContextVar[bool] = ContextVar("reading", default=False)
_give_up_at: ContextVar[float | None] = ContextVar("give_up_at", default=None)
_refused: "WeakKeyDictionary[Engine, str]" = WeakKeyDictionary()


class WritesRefused(Exception):
    """Nothing may be written to this database before somebody has seen to it."""


class Turns:
    """A lock that nobody can be overtaken at, however many wait."""

    def __init__(self) -> None:
        self._mutex = Lock()
        self._waiting: deque[Event] = deque()
        self._taken = False

    def take(self, seconds: float) -> bool:
        """Wait for one's turn; False where it did not come in time."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return True
            mine = Event()
            self._waiting.append(mine)
        if mine.wait(seconds):
            return True
        with self._mutex:
            if mine.is_set():  # it came in the very moment of giving up
                return True
            self._waiting.remove(mine)
        return False

    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def give_back(self) -> None:
        """Done; whoever has waited longest is next. May be called in another thread than the turn was taken in."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


class TurnConnection(sqlite3.Connection):
    """A connection that gives its turn to write back as soon as its transaction is over."""

    turns: Turns | None = None
    has_turn = False
    only_reads = False

    def take_turn(self, seconds: float) -> None:
        """Where the turn does not come in time, SQLite itself has the last word on who is locked out."""
        if self.turns is not None and not self.has_turn:
            self.has_turn = self.turns.take(seconds)

    def commit(self) -> None:
        super().commit()
        self.give_turn_back()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self.give_turn_back()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self.give_turn_back()

    def give_turn_back(self) -> None:
        if self.has_turn and self.turns is not None:
            self.has_turn = False
            self.turns.give_back()


def journal_settings(version: tuple[int, ...]) -> tuple[str, str]:
    """Journal mode and synchronous level by SQLite's version.

    Before 3.51.3 two connections that checkpoint and write at once can damage a WAL file; the rollback journal with
    EXTRA is slower but loses nothing. NORMAL may forget acknowledged writes at a power cut, so it is never used.
    """
    return ("WAL", "FULL") if version >= WAL_SAFE_FROM else ("DELETE", "EXTRA")


@contextmanager
def only_reading() -> Iterator[None]:
    """Transactions begun inside are for reading, and take no write lock."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def set_reading(*, on: bool) -> None:
    """Say for the rest of this context (one web request) whether transactions only read."""
    _reading.set(on)


@contextmanager
def writing(patience_ms: int = BUSY_TIMEOUT_MS) -> Iterator[None]:
    """Transactions begun inside may write, and wait no longer than this for others to finish."""
    reading, give_up_at = _reading.set(False), _give_up_at.set(_deadline(patience_ms))
    try:
        yield
    finally:
        _give_up_at.reset(give_up_at)
        _reading.reset(reading)


@contextmanager
def patience() -> Iterator[None]:
    """All waiting inside (one web request) is bounded together: each transaction waits for what is left of it.

    One request may begin several transactions; each with the full timeout, they would keep a person waiting for long.
    """
    token = _give_up_at.set(_deadline(BUSY_TIMEOUT_MS))
    try:
        yield
    finally:
        _give_up_at.reset(token)


def _deadline(milliseconds: int) -> float:
    before = _give_up_at.get()
    until = monotonic() + milliseconds / 1000
    return until if before is None else min(before, until)


def _left_ms() -> int:
    give_up_at = _give_up_at.get()
    if give_up_at is None:
        return BUSY_TIMEOUT_MS
    return max(LEAST_PATIENCE_MS, round((give_up_at - monotonic()) * 1000))


def refuse_writes(engine: Engine, why: str) -> None:
    """From now on no transaction that may write begins on this engine; those that read do."""
    _refused[engine] = why


def allow_writes(engine: Engine) -> None:
    _refused.pop(engine, None)


def code_of(error: BaseException | None) -> int | None:
    """SQLite's primary code of a driver's error; None for every other error."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & PRIMARY_CODE


def is_damage(error: BaseException | None) -> bool:
    """Whether SQLite met a page that is not as it must be, or a file that is none of its own."""
    return code_of(error) in DAMAGED


def _on_begin(connection: Connection) -> None:
    raw = cast("TurnConnection", connection.connection.driver_connection)
    why = _refused.get(connection.engine)
    if _reading.get():
        if why is not None:  # also what only says that it reads must not write to a damaged file
            raw.only_reads = True
            raw.execute("PRAGMA query_only=ON")
        raw.execute(f"PRAGMA busy_timeout={_left_ms()}")
        raw.execute("BEGIN")  # reads nothing yet: nothing can go wrong that SQLAlchemy had to say
        return
    if why is not None:
        raise OperationalError("BEGIN IMMEDIATE", {}, WritesRefused(why))
    raw.take_turn(_left_ms() / 1000)
    try:
        if raw.only_reads:
            raw.only_reads = False
            raw.execute("PRAGMA query_only=OFF")
        raw.execute(f"PRAGMA busy_timeout={_left_ms()}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except BaseException:
        raw.give_turn_back()
        raise


def _on_error(context: ExceptionContext) -> None:
    """A connection that met a read-only file, or a disk that failed, is thrown away: the next one may do better."""
    if code_of(context.original_exception) in SPOILT:
        context.is_disconnect = True


def prepare(engine: Engine) -> None:
    """Attach the set-up to an engine; other databases are left alone."""
    if engine.dialect.name != "sqlite":
        return
    turns = Turns()

    def on_connect(connection: TurnConnection, _record: object) -> None:
        connection.turns = turns
        _set_up(connection)

    event.listen(engine, "do_connect", _use_turn_connection)
    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", _on_begin)
    event.listen(engine, "handle_error", _on_error)
    _make_file(engine.url.database)


def _use_turn_connection(_dialect: object, _record: object, _args: object, options: dict[str, Any]) -> None:
    options["factory"] = TurnConnection


def _set_up(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None
    journal, synchronous = journal_settings(sqlite3.sqlite_version_info)
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        f"journal_mode={journal}",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "mmap_size=0",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _make_file(database: str | None) -> None:
    """A new file is for its owner alone from its first moment. One that is there is left as it is."""
    if not database or database == ":memory:":
        return
    path = Path(database)
    if path.exists():
        return
    with suppress(OSError):  # whoever looks at the database next says so in words
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)


def pragma(connection: Connection, name: str) -> Any:
    """What a live connection says of one of its settings."""
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()
