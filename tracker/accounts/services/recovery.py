"""Choosing a new password with a recovery code, for those who have forgotten theirs.

An account with a second factor is asked for it as well, before anything is changed, and a second recovery code is
none: whoever finds the sheet of codes has found one thing. It is never said which of the things given was wrong, nor
whether an account has a factor. Source: OWASP ASVS 5.0.0, V6.4.3, V6.4.4.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.accounts import queries
from tracker.accounts.services import codes, factors, judging, sessions
from tracker.accounts.services.accounts import Keeper, WrongPassword, change_password
from tracker.accounts.services.judging import Judged
from tracker.accounts.services.second_step import RightCode, burn_recovery_code, end_late_codes
from tracker.audit.services.events import Caller
from tracker.domain.accounts import names
from tracker.domain.accounts.security_log import SecurityAct
from tracker.factors.services.totp import WrongCode
from tracker.throttling.throttles import LimitedAct, Throttled, Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What somebody gives who has forgotten their password.

    `signed_in_as` is the account that this browser signed in to lately, for which it gave the second factor if any,
    and `sign_in` that sign-in.
    """

    name: str
    code: str
    password: str
    app_code: str | None = None
    signed_in_as: uuid.UUID | None = None
    sign_in: uuid.UUID | None = None


def recover(keeper: Keeper, db_session: Session, given: Forgotten, caller: Caller) -> uuid.UUID:
    """Burn the code, take the new password and end all sign-ins, all in the transaction that the caller commits.

    `WrongPassword` or `Throttled`: then nothing has changed but the counts and the log. Nobody guesses a recovery code:
    one that is right is taken whatever was tried before, and only what is not right is counted.
    """
    key, now = names.name_key(given.name), caller.now
    end_late_codes(db_session, now)
    code_hash = codes.code_hash(given.code) or b""
    named: uuid.UUID | None = db_session.execute(queries.id_by_name(key, now)).scalar()
    found = db_session.execute(queries.unused_code(key, code_hash, now)).one_or_none()
    db_session.commit()
    try:
        judged = None if found is None else Judged(*found)
        return _act(keeper, db_session, judged, given, caller)
    except WrongCode as error:
        db_session.rollback()
        _count(keeper, db_session, key, named, caller)
        raise WrongPassword from error


def _count(keeper: Keeper, db_session: Session, key: str, named: uuid.UUID | None, caller: Caller) -> None:
    """What was given is not right, whichever of it: count and log that. `Throttled`."""
    try:
        tries = keeper.throttle.take(db_session, LimitedAct.RECOVER, Who(address=caller.network), caller.now)
    except Throttled:
        keeper.tell_of_throttled(db_session, key, caller)
        raise
    keeper.tell_of_refused(db_session, named, SecurityAct.RECOVERY_REFUSED, caller, tries=tries)


def _act(keeper: Keeper, db_session: Session, judged: Judged | None, given: Forgotten, caller: Caller) -> uuid.UUID:
    """Judge first, hash then, and use everything up at the end: nothing is half done. `WrongCode` where one is not."""
    if judged is None:
        raise WrongCode
    account_id, now = judged.account_id, caller.now
    code_of_app = _judged(keeper, db_session, account_id, given, caller)
    hashed = keeper.hasher.hash(given.password)
    if not judging.hold(db_session, judged, now) or not _still_in(db_session, account_id, given, now):
        raise WrongCode
    change_password(db_session, account_id, hashed, now)
    if code_of_app is not None:
        keeper.second_step.use_up(db_session, code_of_app)
    if not burn_recovery_code(db_session, account_id, codes.code_hash(given.code) or b"", now):
        raise WrongCode
    sessions.end_all(db_session, account_id)
    return account_id


def _still_in(db_session: Session, account_id: uuid.UUID, given: Forgotten, now: datetime) -> bool:
    """Whether the sign-in that stands in for the second factor, where one does, has not been ended meanwhile."""
    if given.signed_in_as != account_id or given.sign_in is None:
        return True
    return judging.hold_sign_in(db_session, account_id, given.sign_in, now)


def _judged(
    keeper: Keeper, db_session: Session, account_id: uuid.UUID, given: Forgotten, caller: Caller
) -> RightCode | None:
    """The right code of the app, not yet used up; None where none is asked for. `WrongCode` or `Throttled`."""
    if given.signed_in_as == account_id or not factors.has_factor(db_session, account_id):
        db_session.rollback()
        return None
    return keeper.second_step.judge(db_session, account_id, given.app_code or "", caller, act=LimitedAct.RECOVER_FACTOR)
