"""The second factor that is asked for after a right password: a code of the app, or one recovery code in its place.

A code of an app is counted before it is judged; recovery codes and passkeys nobody can guess, so those that are right
are taken whatever was counted. What is used is used up in the same transaction in which the caller lets somebody in.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.accounts import queries
from tracker.accounts.models import RecoveryCode
from tracker.accounts.services import codes, judging
from tracker.accounts.services.activity import KNOWN_FOR, tell
from tracker.accounts.services.judging import Judged
from tracker.audit.services.events import Caller
from tracker.domain.accounts.security_log import SecurityAct
from tracker.factors.services import totp
from tracker.factors.services.sealing import Sealer
from tracker.factors.services.totp import WrongCode
from tracker.storage.rows import changes_any
from tracker.throttling.throttles import LimitedAct, Throttle, Who

NOBODY: Final = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody gives as their second factor: a code of the app or, without it, a recovery code."""

    app_code: str | None = None
    recovery_code: str | None = None


class Over(Exception):
    """What lets somebody in to the account has changed since the step was begun."""


@dataclass(frozen=True, slots=True)
class RightCode:
    """A code of the app that is right and not yet used up, and the try it was counted as."""

    account_id: uuid.UUID
    step: int
    tries: tuple[uuid.UUID, ...]


def whose(
    db_session: Session, throttle: Throttle, caller: Caller, account_id: uuid.UUID | None, account: str | None = None
) -> Who:
    """Whose try this is: of the account, or of the name that was typed where nobody has it.

    As much is asked for a name that nobody has, so that the time it takes tells nothing.
    """
    owner = account_id or NOBODY
    place = caller.address or ""
    known = db_session.execute(queries.was_in(owner, caller.now - KNOWN_FOR, address=place)).scalar()
    return Who(
        account=str(owner) if account is None else account,
        address=caller.network,
        place=place if known else "",
        browser=throttle.browsers.mark_of(caller.known, caller.now.date(), str(owner)),
    )


class SecondStep:
    """What judging second factors needs: the throttle and the key of the sealed secrets."""

    def __init__(self, throttle: Throttle, sealer: Sealer) -> None:
        self.throttle = throttle
        self.sealer = sealer

    def check(self, db_session: Session, begun: Judged, given: Given, caller: Caller) -> None:
        """Use up what was given, and hold the account; the caller begins the sign-in and commits.

        `WrongCode` or `Throttled`; `Over` where what was `begun` with the password is over.
        """
        account_id = begun.account_id
        if given.app_code is None and given.recovery_code is not None:
            _hold(db_session, begun, caller.now)
            self._take_recovery_code(db_session, account_id, given.recovery_code, caller)
            return
        right = self.judge(db_session, account_id, given.app_code or "", caller)
        _hold(db_session, begun, caller.now)
        self.use_up(db_session, right)

    def judge(
        self,
        db_session: Session,
        account_id: uuid.UUID,
        app_code: str,
        caller: Caller,
        *,
        act: LimitedAct = LimitedAct.SECOND_FACTOR,
    ) -> RightCode:
        """Whether this is a code of the account's app, not used before; commits, so that a slow act can follow.

        Two codes in a row are taken as well, also where too many single ones were tried: nobody guesses those.
        """
        who = whose(db_session, self.throttle, caller, account_id)
        tries = self.throttle.take(
            db_session, LimitedAct.TWO_CODES if totp.two_codes(app_code) else act, who, caller.now
        )
        db_session.commit()
        step = totp.matching_step(db_session, self.sealer, account_id, app_code, caller.now)
        if step is None:
            self._refuse(db_session, account_id, caller)
            raise WrongCode
        db_session.commit()
        return RightCode(account_id, step, tries)

    def use_up(self, db_session: Session, right: RightCode) -> None:
        """In the caller's transaction; `WrongCode` where the same code was quicker elsewhere."""
        if not totp.use_up(db_session, self.sealer, right.account_id, right.step):
            db_session.rollback()
            raise WrongCode
        self.throttle.give_back(db_session, right.tries)

    def _take_recovery_code(self, db_session: Session, account_id: uuid.UUID, typed: str, caller: Caller) -> None:
        if burn_recovery_code(db_session, account_id, codes.code_hash(typed) or b"", caller.now):
            tell(db_session, account_id, SecurityAct.RECOVERY_CODE_USED, caller)
            return
        db_session.rollback()  # the account is let go of: counts are locked before accounts
        self.throttle.take(db_session, LimitedAct.RECOVER, Who(address=caller.network), caller.now)
        self._refuse(db_session, account_id, caller)
        raise WrongCode

    def _refuse(self, db_session: Session, account_id: uuid.UUID, caller: Caller) -> None:
        tell(db_session, account_id, SecurityAct.FACTOR_REFUSED, caller)
        db_session.commit()


def _hold(db_session: Session, begun: Judged, now: datetime) -> None:
    if not judging.hold(db_session, begun, now):
        db_session.rollback()
        raise Over


def burn_recovery_code(db_session: Session, account_id: uuid.UUID, code_hash: bytes, now: datetime) -> bool:
    """Use up one recovery code; False where there is no such one, or somebody else was first."""
    good = update(RecoveryCode).where(
        RecoveryCode.account_id == account_id, RecoveryCode.code_hash == code_hash, queries.still_good(now)
    )
    return changes_any(db_session, good.values(used_at=now))


def end_late_codes(db_session: Session, now: datetime) -> None:
    """A host's code that is over is used up at the first try after it: no clock set back brings it to life again."""
    db_session.execute(
        update(RecoveryCode)
        .where(RecoveryCode.expires_at <= now, RecoveryCode.used_at.is_(None))
        .values(used_at=RecoveryCode.expires_at)
    )
