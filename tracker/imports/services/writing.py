"""Stores a long file beside the requests, in a thread of the server, and says how far that is.

Nothing of it is seen before all of it is (`staging`). Where the server ends meanwhile, nothing of it was saved, and the
page says so.
"""

import logging
from contextlib import ExitStack, suppress
from threading import Thread
from typing import Final

from sqlalchemy import Engine

from tracker.domain.acting import Author
from tracker.importers import kept
from tracker.imports.services import staging
from tracker.imports.services.storing import AlreadyBrought, OtherByNow, Work
from tracker.imports.services.waiting import WRITING, Waiting

log = logging.getLogger("tracker")
BESIDE_FROM: Final = 3_000  # rows: fewer are stored while the person waits


def begin(engine: Engine, author: Author, work: Work) -> Thread | None:
    """Begin to store a file; its folder goes when that is done. None where somebody works on it already."""
    waiting, lock = work.waiting, ExitStack()
    if not lock.enter_context(waiting.held()):
        lock.close()
        return None
    kept.put(waiting.folder / WRITING, {"percent": 0})
    thread = Thread(target=_write, args=(lock, engine, author, work), name="import", daemon=True)
    thread.start()
    return thread


def percent(waiting: Waiting) -> int | None:
    """How much of it is stored; None where it is not being stored."""
    found = kept.load(waiting.folder / WRITING)
    return None if found is None else int(found["percent"])


def is_under_way(waiting: Waiting) -> bool:
    """Whether it is being stored just now."""
    return percent(waiting) is not None and waiting.is_worked_on()


def stopped(waiting: Waiting) -> str | None:
    """Why storing it ended before it was done, by the code of its sentence; it is told once."""
    if waiting.is_worked_on():
        return None
    found = kept.load(waiting.folder / WRITING) or {}
    (waiting.folder / WRITING).unlink(missing_ok=True)
    return str(found.get("why", "not_written"))


def _write(lock: ExitStack, engine: Engine, author: Author, work: Work) -> None:
    waiting = work.waiting

    def note(done: int) -> None:
        kept.put(waiting.folder / WRITING, {"percent": min(99, 100 * done // work.rows)})

    with lock:
        try:
            staging.store(engine, author, work, note)
        except AlreadyBrought:
            waiting.throw_away()
        except OtherByNow:
            _give_up(waiting, "changed")
        except Exception as fault:  # noqa: BLE001 - whatever it is, the page says that nothing was saved
            log.error("import.failed kind=%s", type(fault).__name__)  # noqa: TRY400 - a traceback may quote the file
            _give_up(waiting, "not_written")
        else:
            waiting.throw_away()


def _give_up(waiting: Waiting, why: str) -> None:
    with suppress(OSError):  # it went with its account, or the disk is full: then it stops without saying why
        kept.put(waiting.folder / WRITING, {"percent": 0, "why": why})
