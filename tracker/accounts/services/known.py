"""Whether an account was signed in before from where a try comes from."""

import uuid
from typing import Final

from sqlalchemy.orm import Session

from tracker.accounts import queries
from tracker.accounts.services.activity import KNOWN_FOR
from tracker.audit.services.events import Caller
from tracker.throttling.throttles import Throttle, Who

NOBODY: Final = uuid.UUID(int=0)


def whose(
    db_session: Session,
    throttle: Throttle,
    caller: Caller,
    *,
    account_id: uuid.UUID | None,
    account: str | None = None,
) -> Who:
    """Whose try this is: of the account, or of the name that was typed where nobody has it.

    As much is asked for a name that nobody has.
    """
    owner = account_id or NOBODY
    place = caller.address or ""
    known = db_session.execute(queries.known_place(owner, place, since=caller.now - KNOWN_FOR)).scalar()
    return Who(
        account=str(owner) if account is None else account,
        address=caller.network,
        place=place if known else "",
        browser=throttle.browsers.mark_of(caller.known, caller.now.date(), str(owner)),
    )
