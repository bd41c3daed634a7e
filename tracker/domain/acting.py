"""Who acts on a record, and when: what travels from a request to whatever changes or logs something."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tracker.domain.sharing.access_log import Actor

__all__ = ["Actor", "Author", "By"]


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who acts on whose record, and when, as histories and logs keep it.

    `name` and `account_id` are of who acts (None where no account does), `share_id` is the grant or link they act
    under. `came_back`: they acted on a page that the Back button had brought back. `through` is the name of the token
    by which a program of theirs acted; empty where they did it themselves.
    """

    patient_id: uuid.UUID
    now: datetime
    account_id: uuid.UUID | None = None
    name: str = ""
    actor: Actor = Actor.PATIENT
    share_id: uuid.UUID | None = None
    came_back: bool = False
    through: str = ""

    @property
    def is_owner(self) -> bool:
        """Whether it is the person whose record it is."""
        return self.actor is Actor.PATIENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Author(By):
    """The same with the zone of the record, in which its days are counted."""

    zone: ZoneInfo

    @property
    def here(self) -> datetime:
        """Now, as the patient's clock shows it."""
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        """The patient's own day."""
        return self.here.date()
