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
    by which a program of theirs acted; empty where they did it themselves. `change_id` is the id that the change of
    this act is to have, where it was chosen before it came here.
    """

    patient_id: uuid.UUID
    now: datetime
    account_id: uuid.UUID | None = None
    name: str = ""
    actor: Actor = Actor.PATIENT
    share_id: uuid.UUID | None = None
    came_back: bool = False
    through: str = ""
    change_id: uuid.UUID | None = None

    @property
    def is_owner(self) -> bool:
        """Whether it is the person whose record it is."""
        return self.actor is Actor.PATIENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Author(By):
    """The same with the zone of the record, in which its days are counted.

    `given_at` is when it was given, where it waited on a device before it came here; else that is now.
    """

    zone: ZoneInfo
    given_at: datetime | None = None

    @property
    def here(self) -> datetime:
        """Now, as the patient's clock shows it."""
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        """The patient's own day."""
        return self.here.date()

    @property
    def given_here(self) -> datetime:
        """When it was given, as the patient's clock showed it then."""
        return (self.given_at or self.now).astimezone(self.zone)

    @property
    def given_on(self) -> date:
        """The patient's own day on which it was given."""
        return self.given_here.date()
