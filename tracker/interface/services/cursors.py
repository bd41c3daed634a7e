"""Where a list goes on, and since when something is asked for: texts that a program keeps and sends back as they are.

They hold nothing that is secret, and are read as what anybody may have written.
"""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from tracker.domain.errors import Fault, Problems

LONGEST: Final = 400
LATEST: Final = datetime(9000, 1, 1, tzinfo=UTC).timestamp()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Behind which row a list goes on, which began at `as_of`, and since when it tells of changes, if it does.

    `after` is the day or moment by which the list is ordered, `row_id` tells apart those of the same.
    """

    as_of: datetime
    since: datetime | None = None
    first: date | None = None
    last: date | None = None
    after: str | None = None
    row_id: UUID | None = None


def write_since(moment: datetime) -> str:
    """What a program sends the next time, to be told of everything that changed from this moment on."""
    return _packed([moment.timestamp()])


def read_since(text: str) -> datetime:
    """The moment again; `Problems` for what is none of ours."""
    try:
        (moment,) = _unpacked(text)
        return _moment(moment)
    except (ValueError, TypeError):
        raise Problems({"since": Fault("no_cursor")}) from None


def write(place: Place) -> str:
    """The cursor of a place."""
    since = None if place.since is None else place.since.timestamp()
    days = [None if day is None else day.isoformat() for day in (place.first, place.last)]
    return _packed([place.as_of.timestamp(), since, *days, place.after, str(place.row_id)])


def read(text: str) -> Place:
    """The place again; `Problems` for what is none of ours."""
    try:
        as_of, since, first, last, after, row_id = _unpacked(text)
        if after is not None and not isinstance(after, str):
            raise ValueError  # noqa: TRY301 - as wrong as all else that is caught below
        return Place(
            as_of=_moment(as_of),
            since=None if since is None else _moment(since),
            first=None if first is None else date.fromisoformat(first),
            last=None if last is None else date.fromisoformat(last),
            after=after,
            row_id=UUID(row_id),
        )
    except (ValueError, TypeError, AttributeError):
        raise Problems({"cursor": Fault("no_cursor")}) from None


def _moment(stamp: Any) -> datetime:
    """Of any year that we write; what is later or earlier could not be reckoned with."""
    if isinstance(stamp, bool) or not isinstance(stamp, (int, float)) or not 0 <= stamp <= LATEST:
        raise ValueError
    return datetime.fromtimestamp(stamp, UTC)


def _packed(parts: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode().rstrip("=")


def _unpacked(text: str) -> list[Any]:
    if len(text) > LONGEST or not text.isascii():
        raise ValueError
    found = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    if not isinstance(found, list):
        raise ValueError  # noqa: TRY004 - as wrong as all else that whoever calls catches
    return found
