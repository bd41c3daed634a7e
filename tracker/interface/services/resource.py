"""What a resource is: rows of a table of the record under an address of their own, declared in one place.

Its fields are those of its exported file. From this come the routes, the schema, the reading of bodies, lists, single
rows with their versions, and what is written. To add one, see `tracker/interface/services/entries.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.acting import Author
from tracker.domain.errors import Message
from tracker.domain.sharing.access import Action
from tracker.interface.queries import Listed

Values = dict[str, Any]
Put = Callable[[Session, UUID, Values, Author], UUID | None]
Remove = Callable[[Session, UUID, Author], UUID]
WorkedOut = Callable[[Session, UUID, datetime, Sequence[Any]], Mapping[str, Callable[..., Any]]]
NONE_OF_THEM: Final[Mapping[str, Callable[..., Any]]] = {}


class InTheWay(Exception):
    """What is stored now stands in the way; `more` is told beside the reasons by field."""

    def __init__(self, by_field: Mapping[str, Message], **more: Any) -> None:
        super().__init__()
        self.by_field, self.more = by_field, more


def nothing_worked_out(
    _db_session: Session, _patient_id: UUID, _here: datetime, _rows: Sequence[Any]
) -> Mapping[str, Callable[..., Any]]:
    return NONE_OF_THEM


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Resource(Listed):
    """`name` stands in the address, `one` is what one of its rows is called; `title` says what they are.

    What its rows are is said by `Listed`; `worked_out` makes the computed fields of some of them, as of
    the moment it is where the patient is.

    Where rows can be written, `given` are the fields that a body may hold, `put` makes a row under the id of the
    address or changes it to what is given, `remove` deletes it, and `day_of` is the patient's day that such values are
    of, for tokens that may write what is of today alone; without it they may not. `writes` is what somebody must be
    let do with the record for it.
    """

    name: str
    one: str
    title: str
    worked_out: WorkedOut = nothing_worked_out
    given: frozenset[str] = frozenset()
    put: Put | None = None
    remove: Remove | None = None
    day_of: Callable[[Values, Author], date] | None = None
    writes: Action = Action.WRITE

    @property
    def id_field(self) -> str:
        """The field of its id: the first of its file."""
        return self.file.columns[0].name

    @property
    def id_name(self) -> str:
        """What the id is called in an address."""
        return f"{self.one}_id"
