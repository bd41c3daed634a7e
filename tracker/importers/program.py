"""A program of its own that reads one file that was brought, and ends: `python -m tracker.importers.program FOLDER`.

It knows no database and no secret, and what a file does to it (all the memory, a fault of a library) ends with it.
`asked.json` in the folder says how the file is to be read, and in which language notes are; what it holds is kept
beside it (`kept`). How far it is stands in `progress.json`; while it lives, it holds the lock of the folder.
"""

import fcntl
import gc
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar
from zoneinfo import ZoneInfo

from tracker.domain.errors import Fault
from tracker.importers import kept, opening
from tracker.importers.bringing import Brought, Wanted, bring
from tracker.importers.contract import Here
from tracker.importers.opening import Opened, Part, Unreadable
from tracker.wording.catalogues import ENGLISH_TAG, FOLDER, chosen, languages
from tracker.wording.formats import capital
from tracker.wording.language import speaking
from tracker.wording.vocabularies import IMPORT_SOURCES

ASKED: Final = "asked.json"
FILE: Final = "file"
PROGRESS: Final = "progress.json"
LOCK: Final = "lock"
AT_ONCE: Final = 2
MEMORY_MOST: Final = 2 * 1024**3
SECONDS_MOST: Final = 1800
NEW_OBJECTS: Final = 20_000  # until those are looked over for what only holds itself: hardly anything read does
KINDER: Final = 5
NOTE_EVERY: Final = 200
NOTE_SECONDS: Final = 0.5
READ, ALMOST = 70, 99

T = TypeVar("T")


def read(folder: Path, catalogues: Path = FOLDER) -> None:
    """Read the file of a folder as it is asked, and keep what was read. Whatever happens is told, never thrown.

    What notes say is said in the language of whoever brings the file, where there is a catalogue of it.
    """
    gc.set_threshold(NEW_OBJECTS)
    asked = kept.load(folder / ASKED)
    if asked is None:
        return
    tell(folder / PROGRESS, 0, asked["edition"])
    with speaking(chosen([asked.get("language", ENGLISH_TAG)], languages(catalogues)).translations):
        kept.write(folder, _read(folder, asked), asked["edition"])


def _read(folder: Path, asked: Mapping[str, Any]) -> Brought:
    wanted = Wanted(asked["source"], asked["answers"])
    here = Here(datetime.fromisoformat(asked["now"]), ZoneInfo(asked["zone"]))
    brought = Brought()
    try:
        file = opening.open_file(folder / FILE)
        progress = Progress(folder / PROGRESS, file, asked["edition"])
        progress.begin()
        brought = bring(file, wanted, here, lambda code: capital(IMPORT_SOURCES[code]), progress.noting)
    except Unreadable as fault:
        brought.fault = fault
    except (MemoryError, RecursionError):
        brought.fault = Unreadable(Fault("import_too_much"))
    return brought


class Progress:
    """Notes now and then how much of the file was read, in percent."""

    def __init__(self, path: Path, file: Opened, edition: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._path, self._edition, self._clock = path, edition, clock
        self._all = sum(part.size for part in file.parts) or 1
        self._before: dict[str, int] = {}
        self._stream: BinaryIO | None = None
        self._next = 0.0
        self.percent = 0

    def begin(self) -> None:
        """From now on it knows what is opened."""
        opening.WATCHED.set(self._opened)

    def noting(self, some: Iterable[T], count: int | None = None) -> Iterator[T]:
        """The readings, or so many records, handed on: reading them is most of the way, checking them the rest."""
        for number, one in enumerate(some):
            yield one
            if not number % NOTE_EVERY and self._clock() >= self._next:
                self._note(self._read() if count is None else READ + (ALMOST - READ) * number // count)

    def _opened(self, part: Part, stream: BinaryIO) -> None:
        self._before.setdefault(part.name, part.size)
        self._current, self._stream = part, stream

    def _read(self) -> int:
        done = sum(self._before.values())
        if self._stream is not None and not self._stream.closed:
            done += self._stream.tell() - self._current.size
        return min(READ, READ * done // self._all)

    def _note(self, percent: int) -> None:
        self._next = self._clock() + NOTE_SECONDS
        self.percent = max(self.percent, percent)
        tell(self._path, self.percent, self._edition)


def tell(path: Path, percent: int, edition: int) -> None:
    """Say how far it is; where that cannot be written, the file is read all the same."""
    with suppress(OSError):
        kept.put(path, {"percent": percent, "edition": edition})


def limit() -> None:
    """What this process may use, so that no file can take more."""
    os.nice(KINDER)
    for what, most in ((resource.RLIMIT_AS, MEMORY_MOST), (resource.RLIMIT_CPU, SECONDS_MOST)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def take_a_place(folder: Path, again: Callable[[], Any]) -> int:
    """Wait until fewer than `AT_ONCE` are reading; the lock is given back with the process."""
    places = [os.open(folder / f"reading-{number}", os.O_RDWR | os.O_CREAT, 0o600) for number in range(AT_ONCE)]
    while True:
        for place in places:
            if locked(place):
                return place
        again()


def locked(descriptor: int) -> bool:
    """Take the lock of an open file, where nobody has it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def main(folder: Path) -> None:
    """Read it, unless another process does."""
    limit()
    if locked(os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)):
        take_a_place(folder.parent, lambda: time.sleep(NOTE_SECONDS))
        read(folder)


if __name__ == "__main__":  # pragma: no cover - run as a program
    main(Path(sys.argv[1]))
