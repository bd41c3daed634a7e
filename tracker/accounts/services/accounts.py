"""What can be done with an account: make it, sign in, change the password, delete it.

Hashing takes a tenth of a second, so no function here hashes while its transaction may hold the database: the check
and the act are apart, and `Keeper` commits between them where a count must outlast a failure.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from tracker.accounts import queries
from tracker.accounts.models import Account, AccountSession, RecoveryCode
from tracker.accounts.services import activity, codes, judging, sessions
from tracker.accounts.services.judging import Judged
from tracker.accounts.services.second_step import SecondStep, whose
from tracker.accounts.services.zones import is_zone
from tracker.audit.services.events import Caller, forget_events
from tracker.audit.services.withdrawals import Kind, withdraw
from tracker.domain.accounts import names
from tracker.domain.accounts.look import Look
from tracker.domain.accounts.look_alikes import look_key
from tracker.domain.accounts.security_log import SecurityAct
from tracker.domain.errors import Invalid, Problems
from tracker.passwords.hashing import Hasher, new_password
from tracker.storage.rows import is_there, one_of, row_of, rows_of
from tracker.throttling.throttles import LimitedAct, Throttle, Throttled, Who
from tracker.wording import errors
from tracker.wording.accounts import NAME_TAKEN, WRONG
from tracker.wording.language import _

Leaving = Callable[[Session, uuid.UUID, datetime], None]
_BEFORE_ERASURE: list[Leaving] = []


class WrongPassword(Exception):
    """Name and password, or name and code, do not belong together; it is not said which is wrong."""


class AlreadyMade(Exception):
    """The same form has made this account before."""


class UnknownAccount(LookupError):
    """No account of this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """What somebody gives to sign up."""

    id: uuid.UUID = field(default_factory=uuid.uuid4)
    user_name: str
    password: str
    email: str | None = None
    time_zone: str
    is_practitioner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordRules:
    """By what the command line judges a new password, and keeps it: the list of stolen ones, and the server's names."""

    hasher: Hasher = field(default_factory=Hasher)
    breached: Path | None = None
    hosts: Sequence[str] = ()

    def taken(self, password: str, user_name: str) -> str:
        """The password, where it may be chosen; `Invalid`."""
        return new_password(password, user_name=user_name, breached=self.breached, hosts=self.hosts)


class Keeper:
    """What judging passwords needs: the hasher and the throttle; and the judge of second factors."""

    def __init__(self, hasher: Hasher, throttle: Throttle, second_step: SecondStep) -> None:
        self.hasher = hasher
        self.throttle = throttle
        self.second_step = second_step

    def sign_up(self, db_session: Session, new: NewAccount, caller: Caller) -> tuple[str, ...]:
        """Make the account and say its recovery codes; the caller adds what belongs to it, and commits.

        `AlreadyMade`, `Problems` with the name, `Throttled`. A race for a name ends in an IntegrityError, after which
        the same request, run again, finds it taken.
        """
        if is_there(db_session, select(Account.id).where(Account.id == new.id)):
            raise AlreadyMade
        who, now = Who(address=caller.network), caller.now
        tries = self.throttle.take(db_session, LimitedAct.SIGN_UP, who, now)
        self.throttle.take(db_session, LimitedAct.LOOK_UP_NAME, who, now)
        taken = _is_taken(db_session, new.user_name)
        if taken:
            self.throttle.give_back(db_session, tries)
        db_session.commit()
        if taken:
            raise Problems({"user_name": _(NAME_TAKEN)})
        hashed = self.hasher.hash(new.password)
        _insert(db_session, new, hashed, now)
        return make_codes(db_session, new.id, now)

    def sign_in(self, db_session: Session, name: str, password: str, caller: Caller) -> uuid.UUID:
        """Whose name and password these are; `WrongPassword` or `Throttled`, alike for known and unknown names.

        The account is held from here on: the caller begins the sign-in, or its second step, and commits.
        """
        key, now = names.name_key(name), caller.now
        row = row_of(db_session, queries.password_by_name(key, now))
        who = whose(db_session, self.throttle, caller, row.id if row else None, key)
        try:
            tries = self.throttle.take(db_session, LimitedAct.SIGN_IN, who, now)
        except Throttled:
            self.tell_of_throttled(db_session, key, caller)
            raise
        db_session.commit()
        right = self.hasher.matches(row.password_hash if row else None, password)
        fresh = self.hasher.hash(password) if row and right and self.hasher.is_outdated(row.password_hash) else None
        if row is None or not right or not judging.hold(db_session, Judged(row.id, row.security_stamp), now):
            self.tell_of_refused(db_session, row.id if row else None, SecurityAct.SIGN_IN_REFUSED, caller, tries=tries)
            raise WrongPassword
        self.throttle.give_back(db_session, tries)
        if fresh is not None:
            db_session.execute(update(Account).where(Account.id == row.id).values(password_hash=fresh))
        return row.id

    def tell_of_refused(
        self,
        db_session: Session,
        account_id: uuid.UUID | None,
        act: SecurityAct,
        caller: Caller,
        *,
        tries: Sequence[uuid.UUID],
    ) -> None:
        """Tell the account that somebody was turned away, and commit: what comes next rolls back.

        For a name that nobody has, as much is written, so that the time it takes tells nobody which names there are.
        """
        self.throttle.settle(db_session, tries)
        if account_id is None:
            self.throttle.write_again(db_session, tries)
        else:
            activity.tell(db_session, account_id, act, caller)
        db_session.commit()

    def tell_of_throttled(self, db_session: Session, key: str, caller: Caller) -> None:
        """Tell the account of this name that there were too many tries, and commit; once in five minutes is enough."""
        now = caller.now
        db_session.rollback()
        try:
            tries = self.throttle.take(db_session, LimitedAct.TELL_OF_THROTTLED, Who(account=key), now)
        except Throttled:
            return
        account_id = db_session.execute(queries.id_by_name(key, now)).scalar()
        self.tell_of_refused(db_session, account_id, SecurityAct.SIGN_IN_THROTTLED, caller, tries=tries)

    def check_password(self, db_session: Session, account_id: uuid.UUID, password: str, caller: Caller) -> Judged:
        """The password again, before something grave, which begins with `judging.hold`; `WrongPassword`, `Throttled`.

        Commits: something slow may come in between.
        """
        tries = self.throttle.take(db_session, LimitedAct.CONFIRM, Who(account=str(caller.session_id)), caller.now)
        row = row_of(db_session, queries.password_of(account_id))
        db_session.commit()
        if not self.hasher.matches(row.password_hash if row else None, password) or row is None:
            self.tell_of_refused(
                db_session, account_id if row else None, SecurityAct.CONFIRM_REFUSED, caller, tries=tries
            )
            raise WrongPassword
        self.throttle.give_back(db_session, tries)
        db_session.commit()
        return Judged(account_id, row.security_stamp)


def change_password(db_session: Session, account_id: uuid.UUID, hashed: str, now: datetime) -> None:
    """Take the new password, under the account's lock. Whose sign-ins end by it is the caller's to say, after this."""
    judging.end_all(db_session, account_id)
    db_session.execute(
        update(Account).where(Account.id == account_id).values(password_hash=hashed, password_changed_at=now)
    )


def _is_taken(db_session: Session, name: str) -> bool:
    """Whether somebody has this name, or one that looks the same in other letters."""
    like = or_(Account.name_key == names.name_key(name), Account.look_key == look_key(name))
    return is_there(db_session, select(Account.id).where(like).limit(1))


def _insert(db_session: Session, new: NewAccount, hashed: str, now: datetime) -> None:
    """Make its row.

    `Problems` where a name that looks the same was taken since it was asked, an IntegrityError where the name itself.
    """
    name_key = names.name_key(new.user_name)
    judging.one_at_a_time(db_session)
    like = select(Account.id).where(Account.name_key != name_key, Account.look_key == look_key(new.user_name))
    if is_there(db_session, like.limit(1)):
        raise Problems({"user_name": _(NAME_TAKEN)})
    known = asdict(new)
    del known["password"]
    db_session.add(Account(**known, name_key=name_key, password_hash=hashed, created_at=now, password_changed_at=now))
    db_session.flush()


def make_codes(db_session: Session, account_id: uuid.UUID, now: datetime) -> tuple[str, ...]:
    """Eight new recovery codes in place of all earlier ones."""
    fresh = codes.new_codes()
    db_session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    db_session.execute(
        insert(RecoveryCode),
        [{"account_id": account_id, "code_hash": codes.code_hash(code), "created_at": now} for code in fresh],
    )
    return fresh


def practises(db_session: Session, account_id: uuid.UUID) -> bool:
    """Whether the account is a practitioner's, alone or as well."""
    return bool(db_session.execute(select(Account.is_practitioner).where(Account.id == account_id)).scalar())


def find_profile(db_session: Session, account_id: uuid.UUID) -> queries.Profile:
    return one_of(db_session, queries.profile(account_id))


def change_profile(db_session: Session, account_id: uuid.UUID, *, email: str | None, time_zone: str) -> None:
    db_session.execute(update(Account).where(Account.id == account_id).values(email=email, time_zone=time_zone))


def find_look(db_session: Session, account_id: uuid.UUID) -> Look:
    return Look(**one_of(db_session, queries.look(account_id))._asdict())


def change_look(db_session: Session, account_id: uuid.UUID, look: Look) -> None:
    """How the pages look from now on, wherever the account is signed in."""
    db_session.execute(update(Account).where(Account.id == account_id).values(**asdict(look)))


def list_sign_ins(
    db_session: Session, account_id: uuid.UUID, limits: sessions.Limits, now: datetime
) -> Sequence[AccountSession]:
    """Where the account is signed in now, the latest used first."""
    return [one for one in rows_of(db_session, queries.sign_ins(account_id)) if not limits.have_ended(one, now)]


def before_erasure(act: Leaving) -> Leaving:
    """Have this done before any account is erased, in the same transaction: for features this one does not know."""
    _BEFORE_ERASURE.append(act)
    return act


def delete_account(db_session: Session, account_id: uuid.UUID, now: datetime) -> None:
    """Erase the account and, through the database's own rules, every row that belongs to it; then its log."""
    judging.wait_for(db_session, account_id)
    for act in _BEFORE_ERASURE:
        act(db_session, account_id, now)
    withdraw(db_session, Kind.ACCOUNT, account_id, now)
    db_session.execute(delete(Account).where(Account.id == account_id))
    forget_events(db_session, account_id, now)


def add_account(db_session: Session, given: NewAccount, now: datetime, rules: PasswordRules | None = None) -> uuid.UUID:
    """Make an account from the command line, by the same rules as signing up; `Problems` says what is wrong."""
    rules = rules or PasswordRules()
    problems: dict[str, str] = {}
    name = _checked(problems, "user_name", lambda: names.user_name(given.user_name)) or ""
    address = _checked(problems, "email", lambda: names.email(given.email))
    _checked(problems, "password", lambda: rules.taken(given.password, name))
    if not name:
        problems.setdefault("user_name", WRONG["name"])
    elif _is_taken(db_session, name):
        problems["user_name"] = _(NAME_TAKEN)
    if not is_zone(given.time_zone):
        problems["time_zone"] = WRONG["zone"]
    if problems:
        raise Problems(problems)
    new = replace(given, user_name=name, email=address)
    _insert(db_session, new, rules.hasher.hash(new.password), now)
    activity.tell(db_session, new.id, SecurityAct.ACCOUNT_MADE, Caller(now=now))
    return new.id


def _checked(problems: dict[str, str], field: str, check: Callable[[], str | None]) -> str | None:
    try:
        return check()
    except Invalid as error:
        problems[field] = errors.said(error)
        return None


def list_accounts(db_session: Session) -> Sequence[queries.AccountLine]:
    return rows_of(db_session, queries.account_lines())


def find_by_name(db_session: Session, user_name: str) -> Account | None:
    return db_session.execute(select(Account).where(Account.name_key == names.name_key(user_name))).scalar()


def reset_password(
    db_session: Session, user_name: str, password: str, now: datetime, rules: PasswordRules | None = None
) -> uuid.UUID:
    """A new password given by the host; all sign-ins end. `UnknownAccount`, or `Problems` with the password."""
    rules, account = rules or PasswordRules(), find_by_name(db_session, user_name)
    if account is None:
        raise UnknownAccount(user_name)
    try:
        taken = rules.taken(password, account.user_name)
    except Invalid as error:
        raise Problems({"password": error.message}) from error
    account_id = account.id
    db_session.commit()
    change_password(db_session, account_id, rules.hasher.hash(taken), now)
    sessions.end_all(db_session, account_id)
    activity.tell(db_session, account_id, SecurityAct.HOST_RESET, Caller(now=now))
    return account_id
