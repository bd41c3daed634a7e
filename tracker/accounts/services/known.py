"""Where a request comes from, and whether an account was signed in from there before."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from tracker.accounts import queries
from tracker.accounts.services.activity import KNOWN_FOR
from tracker.throttling.throttles import Throttle, Who

NOBODY: Final = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The network as throttles count it and as it is shown to people, and the cookie of known browsers."""

    address: str
    place: str = ""
    cookie: str | None = None


def whose(
    db_session: Session,
    throttle: Throttle,
    here: Here,
    now: datetime,
    *,
    account_id: uuid.UUID | None,
    account: str | None = None,
) -> Who:
    """Whose try this is: of the account, or of the name that was typed where nobody has it.

    As much is asked for a name that nobody has.
    """
    owner = account_id or NOBODY
    known = db_session.execute(queries.known_place(owner, here.place, since=now - KNOWN_FOR)).scalar()
    return Who(
        account=str(owner) if account is None else account,
        address=here.address,
        place=here.place if known else "",
        browser=throttle.browsers.mark_of(here.cookie, now.date(), str(owner)),
    )
