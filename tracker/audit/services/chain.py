"""Chains of events: each digest covers the one before it, so that a gap or a change shows."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

NO_DIGEST: Final = bytes(32)


class Link(Protocol):
    """An event of a chain: `told` is what its digest covers."""

    number: int
    digest: bytes

    @property
    def told(self) -> Sequence[str | int | None]: ...


def digest_of(before: bytes, told: Sequence[str | int | None]) -> bytes:
    return hashlib.sha256(before + json.dumps(list(told), ensure_ascii=True).encode()).digest()


def is_whole(events: Iterable[Link]) -> bool:
    """Whether the events of one chain, oldest first, are all there and as they were written."""
    digest = NO_DIGEST
    for number, event in enumerate(events, start=1):
        digest = digest_of(digest, event.told)
        if event.number != number or event.digest != digest:
            return False
    return True
