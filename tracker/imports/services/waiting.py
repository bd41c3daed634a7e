"""Files that wait to be brought in: one for each account, in a folder that nobody but this app reads.

A folder is named by the account and by chance, the file in it by us alone. It goes after the import, when it is
cancelled, after a day, and with its account.
"""

import errno
import os
import secrets
import shutil
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tracker.accounts.services.accounts import before_erasure
from tracker.domain.acting import Author
from tracker.importers import kept
from tracker.importers.program import ASKED, FILE, LOCK, PROGRESS, locked
from tracker.wording.catalogues import spoken_tag

FOLDER: Final = "imports"
KEPT_FOR: Final = timedelta(days=1)
NAME_LENGTH: Final = 100
FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
WRITING: Final = "writing.json"
EXISTING: Final = ("keep", "take", "ask")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person says of a file: which app it is of, answers by question, and what becomes of days that exist.

    `existing` is one of `EXISTING`, `days` what was said of a day where it is asked; `visits` whether sessions that may
    be here already are others; `edition` counts how often any of it was changed.
    """

    source: str | None
    answers: Mapping[str, str]
    existing: str
    days: Mapping[str, str]
    visits: bool
    edition: int

    def takes(self, day: str) -> bool:
        """Whether what the file says of a day that exists takes the place of what is here."""
        return self.existing == "take" or (self.existing == "ask" and self.days.get(day) == "take")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits: its folder, what its owner calls it, how long it is in bytes, and what they said of it."""

    folder: Path
    name: str
    size: int
    at: datetime
    choices: Choices

    @property
    def file(self) -> Path:
        return self.folder / FILE

    @property
    def mark(self) -> str:
        """By which this file is told from any other that waited before or after it."""
        return self.folder.name.rpartition("-")[2]

    @property
    def percent(self) -> int | None:
        """How much of it was read with what the person said last; None where nobody began to."""
        found = kept.load(self.folder / PROGRESS) or {}
        return int(found["percent"]) if found.get("edition") == self.choices.edition else None

    @property
    def told(self) -> kept.Told | None:
        """What was read with what the person said last; None where that is not done yet."""
        return kept.read_told(self.folder, self.choices.edition)

    def is_worked_on(self) -> bool:
        """Whether a process reads it or stores it just now."""
        with self.held() as free:
            return not free

    def throw_away(self) -> None:
        """It waits no longer."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold its lock inside; False where somebody else does."""
        descriptor = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield locked(descriptor)
        finally:
            os.close(descriptor)


class Room:
    """The folder of all files that wait."""

    def __init__(self, instance: Path) -> None:
        self.folder = instance / FOLDER

    def part(self) -> Path:
        """A new file for what is being sent; a later `take` gives it to an account."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix="coming-", dir=self.folder)
        os.close(descriptor)
        return Path(name)

    def take(self, author: Author, part: Path, name: str) -> Waiting:
        """Let what was sent wait for its owner's account, in place of any other file of theirs."""
        account_id = author.account_id
        assert account_id is not None, "somebody is signed in"  # noqa: S101
        self.drop(account_id)
        folder = self.folder / f"{account_id.hex}-{secrets.token_hex(8)}"
        folder.mkdir(mode=0o700)
        part.rename(folder / FILE)
        asked = first_said(author, shown_name(name))
        kept.put(folder / ASKED, asked)
        return _waiting(folder, asked)

    def find(self, account_id: uuid.UUID) -> Waiting | None:
        """The file that waits for this account."""
        for folder in sorted(self.folder.glob(f"{account_id.hex}-*")):
            asked = kept.load(folder / ASKED)
            if asked is not None and (folder / FILE).is_file():
                return _waiting(folder, asked)
        return None

    def say(self, waiting: Waiting, now: datetime, **said: Any) -> Waiting:
        """Change what is said of a file. What was read before counts no more where that changes what is read.

        `FileNotFoundError` where it went meanwhile.
        """
        asked = kept.load(waiting.folder / ASKED)
        if asked is None:
            raise FileNotFoundError(waiting.folder)
        edition = asked["edition"] + any(asked[name] != said.get(name, asked[name]) for name in ("source", "answers"))
        changed = asked | said | {"edition": edition}
        kept.put(waiting.folder / ASKED, changed | ({"now": now.isoformat()} if edition != asked["edition"] else {}))
        return _waiting(waiting.folder, changed)

    def drop(self, account_id: uuid.UUID) -> bool:
        """Throw away whatever waits for an account; whether there was anything."""
        found = list(self.folder.glob(f"{account_id.hex}-*"))
        for folder in found:
            shutil.rmtree(folder, ignore_errors=True)
        return bool(found)

    def sweep(self, now: datetime) -> int:
        """Throw away what has waited for a day, and what was never sent to its end."""
        old = [path for path in self.folder.glob("*-*") if not path.name.startswith("reading-") and _is_old(path, now)]
        for path in old:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        return len(old)


def first_said(author: Author, name: str) -> dict[str, Any]:
    """What is said of a file before anybody said anything."""
    now = author.now.isoformat()
    asked: dict[str, Any] = {"name": name, "at": now, "now": now, "zone": author.zone.key, "source": None}
    return asked | {
        "language": spoken_tag(),
        "answers": {},
        "existing": EXISTING[0],
        "days": {},
        "visits": False,
        "edition": 1,
    }


def put_aside(author: Author, file: Path, folder: Path, said: Mapping[str, Any]) -> Waiting:
    """A file that waits in a folder of the caller's, for a command that brings it in at once."""
    (folder / FILE).symlink_to(file.resolve())
    asked = first_said(author, shown_name(file.name)) | dict(said)
    kept.put(folder / ASKED, asked)
    return _waiting(folder, asked)


def shown_name(name: str) -> str:
    """A file's name as its owner knows it, for showing alone: its last part, short, and nothing that is not seen."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:NAME_LENGTH]


def is_full(fault: OSError) -> bool:
    """Whether there is no room left."""
    return fault.errno in FULL


_ROOMS: "WeakKeyDictionary[Any, Room]" = WeakKeyDictionary()


def keep_beside(engine: Engine, instance: Path) -> None:
    """Files that wait for accounts of this database lie in this folder."""
    _ROOMS[engine] = Room(instance)


@before_erasure
def forget_waiting(db_session: Session, account_id: uuid.UUID, _now: datetime) -> None:
    """What waits goes with its account."""
    room = _ROOMS.get(db_session.get_bind())
    if room is not None:
        room.drop(account_id)


def _is_old(path: Path, now: datetime) -> bool:
    sent = path / FILE if (path / FILE).exists() else path
    try:
        return now.timestamp() - sent.stat().st_mtime > KEPT_FOR.total_seconds()
    except FileNotFoundError:  # it went meanwhile
        return False


def _waiting(folder: Path, asked: Mapping[str, Any]) -> Waiting:
    said = ("source", "answers", "existing", "days", "visits", "edition")
    choices = Choices(**{name: asked[name] for name in said})
    at = datetime.fromisoformat(asked["at"])
    return Waiting(folder, asked["name"], (folder / FILE).stat().st_size, at, choices)
