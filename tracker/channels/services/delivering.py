"""Reaches an account by what it has switched on. Nothing of the database is held while another server is asked."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Engine

from tracker.configuration.settings import Settings

PUSH: Final = "push"
EMAIL: Final = "email"
CHANNELS: Final = frozenset({PUSH, EMAIL})


class Outcome(StrEnum):
    """How it went by one channel. FAILED may be tried again later; REFUSED will be refused again."""

    SENT = "sent"
    NOTHING_TO_SEND_TO = "nothing_to_send_to"
    FAILED = "failed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Call:
    """What is to be said: no score, no kind of treatment, no name. The words are in the language of the account.

    `kind` tells calls apart: one that was not seen yet is replaced by the next of its kind. `path` is where a tap
    leads, within this app. `other` is a second button, its words and its path. It is of no use any more after `lasts`.
    """

    account_id: uuid.UUID
    kind: str
    title: str
    text: str
    path: str
    other: tuple[str, str] | None = None
    lasts: timedelta = timedelta(hours=6)

    def __post_init__(self) -> None:
        for path in (self.path, *(() if self.other is None else self.other[1:])):
            if not path.startswith("/") or path.startswith("//") or not path.isprintable():
                raise ValueError("a tap leads to a page of this app")


@dataclass(frozen=True, slots=True)
class Means:
    """What reaching somebody takes."""

    engine: Engine
    settings: Settings


def reach(means: Means, call: Call, channels: frozenset[str], now: datetime) -> dict[str, Outcome]:  # noqa: ARG001
    """Say it by each of the channels that are asked for; how each of them went."""
    return dict.fromkeys(sorted(channels & CHANNELS), Outcome.NOTHING_TO_SEND_TO)
