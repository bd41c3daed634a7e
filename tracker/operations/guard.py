"""Stands between the app and a database that must not be written to, and goes on when the reason is gone.

A damaged file is only read from then on, until a backup was put in its place and the server started again. What passes
by itself (a read-only file, a database server that is away, tables that are brought up) is looked at again.
"""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread
from time import monotonic
from typing import Final

from sqlalchemy import Engine, ExceptionContext, event

from tracker.configuration.settings import Settings
from tracker.operations import looking
from tracker.operations.looking import Finding, Trouble
from tracker.storage import sqlite

log = logging.getLogger("tracker")
LOOK_AGAIN_SECONDS: Final = 5


class Refused(Exception):
    """The app does not start on this database; says why, and what to do."""


class Guard:
    """What is known to be wrong with the database of one app."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings
        self._finding: Finding | None = None
        self._looking = Lock()
        self._looked_at = monotonic()
        event.listen(engine, "handle_error", self._on_error)

    @property
    def finding(self) -> Finding | None:
        return self._finding

    def begin(self, bring_up: Callable[[], object] | None = None) -> Finding | None:
        """Look at the database before the app serves, and have tables that are behind brought up.

        `Refused` where it must not even be opened.
        """
        found = looking.look(self._engine, self._settings)
        if found is not None and not found.trouble.starts:
            raise Refused(found.words)
        for place in looking.open_to_others(self._settings):
            log.warning("files.open_to_others place=%s", place)
        pages, finished = looking.look_at_pages(self._settings)
        found = pages or found
        if bring_up is not None and found is not None and found.trouble is Trouble.OUTDATED:
            bring_up()
            found = looking.look(self._engine, self._settings)
        self._know(found)
        self._looked_at = monotonic()
        if not finished:
            Thread(target=self.look_on, name="looks at the database", daemon=True).start()
        return self._finding

    def check_ours(self) -> None:
        """`Refused` where the file is another program's, or lies where it would be lost: it is not even opened."""
        with suppress(sqlite3.Error):  # whoever opens it next says so
            found = looking.look_at_file(self._settings)
            if found is not None:
                raise Refused(found.words)

    def refuses(self) -> bool:
        """Whether nothing may be changed now; what passes by itself is looked at again every few seconds."""
        found = self._finding
        if found is None:
            return False
        if found.trouble.passes and monotonic() - self._looked_at >= LOOK_AGAIN_SECONDS:
            self.look_again()
        return self._finding is not None

    def look_again(self) -> None:
        """Look at it anew; while one thread does, the others go by what was known."""
        if not self._looking.acquire(blocking=False):
            return
        try:
            self._know(looking.look(self._engine, self._settings))
            self._looked_at = monotonic()
        finally:
            self._looking.release()

    def look_on(self) -> None:
        """The pages of a file that is too big to be looked at before the start."""
        found, too_big = looking.look_on(self._settings)
        if found is not None:
            self._know(found)
        if too_big:
            log.warning("database.not_looked_at tables=%s", ",".join(too_big))

    def _know(self, found: Finding | None) -> None:
        """Damage stays known until the next start, whatever a later look says."""
        before = self._finding
        if before == found or (before is not None and before.trouble is Trouble.DAMAGED):
            return
        self._finding = found
        if found is None:
            sqlite.allow_writes(self._engine)
            self._engine.dispose()  # connections to a file that was read-only stay so
            log.warning("writes.taken_again")
            return
        sqlite.refuse_writes(self._engine, found.trouble.code)
        log.error("writes.refused reason=%s %s", found.trouble.code, found.words)

    def _on_error(self, context: ExceptionContext) -> None:
        if sqlite.is_damage(context.original_exception):
            self._know(looking.damaged(self._settings, context.original_exception))
