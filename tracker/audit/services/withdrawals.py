"""What must never come back: erased accounts, ended grants, links and sign-ins' ways in, named by their ids.

A backup is older than what happened after it. So each end is a row here, and a line in a file beside the database that
no restore touches; a restore, and every start of the server, ends again what the list names.
"""

import json
import logging
import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from tracker.audit.models import Withdrawal

FILE_NAME: Final = "withdrawn.jsonl"
log = logging.getLogger(__name__)
_PENDING: Final = "withdrawn"
_files: "WeakKeyDictionary[Engine, Path]" = WeakKeyDictionary()


class Kind(StrEnum):
    """What has ended. Authenticator apps (by their account) and terms (by their grant): those older than the moment."""

    ACCOUNT = "account"
    GRANT = "grant"
    LINK = "link"
    INVITE = "invite"
    PASSKEY = "passkey"
    AUTHENTICATOR = "authenticator"
    TERMS = "terms"
    HEALTH_LINK = "health_link"
    WEBHOOK = "webhook"
    TOKEN = "token"  # noqa: S105


@dataclass(frozen=True, slots=True, order=True)
class Ended:
    """One thing that has ended, and when."""

    at: datetime
    kind: Kind
    id: uuid.UUID


def withdraw(db_session: Session, kind: Kind, one_id: uuid.UUID, now: datetime) -> None:
    """Write down, in the caller's transaction, that this has ended for good; once committed, in the file as well."""
    ended = Ended(now.astimezone(UTC).replace(microsecond=0), kind, one_id)
    db_session.merge(Withdrawal(kind=kind.value, id=one_id, at=ended.at))
    db_session.info.setdefault(_PENDING, []).append(ended)


def mirror_to(engine: Engine, folder: Path) -> None:
    """From now on, what is withdrawn in the engine's database is written to the folder's file once it is committed."""
    _files[engine] = folder / FILE_NAME


@event.listens_for(Session, "after_commit")
def _after_commit(db_session: Session) -> None:
    ended = db_session.info.pop(_PENDING, ())
    path = _files.get(db_session.get_bind().engine) if ended else None
    if path is not None:
        try:
            append(path, ended)
        except OSError as fault:  # it is committed, and the next start of the server adds what the file lacks
            log.error("withdrawals.not_mirrored fault=%s", fault.strerror)  # noqa: TRY400


@event.listens_for(Session, "after_soft_rollback")
def _after_rollback(db_session: Session, _previous: object) -> None:
    db_session.info.pop(_PENDING, None)


def append(path: Path, ended: Iterable[Ended]) -> None:
    """Add lines to the file, and see them on the disk."""
    lines = [json.dumps({"at": one.at.isoformat(), "kind": one.kind, "id": str(one.id)}) + "\n" for one in ended]
    if not lines:
        return
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "ab+") as file:
        size = file.seek(0, os.SEEK_END)
        if size and os.pread(descriptor, 1, size - 1) != b"\n":  # a line that a crash cut off
            lines.insert(0, "\n")
        file.write("".join(lines).encode("ascii"))
        file.flush()
        os.fsync(descriptor)


def read(path: Path) -> Iterator[Ended]:
    """What the file names. A last line that was cut off by a crash names something the database still knows."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        try:
            told = json.loads(line)
            yield Ended(datetime.fromisoformat(told["at"]), Kind(told["kind"]), uuid.UUID(told["id"]))
        except (ValueError, KeyError, TypeError):
            continue
