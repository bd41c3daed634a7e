"""Who may do what: a table of pure predicates, and one question. Whatever is not in the table is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class Action(StrEnum):
    """What a page does with a patient's record.

    SUMMARY is Progress and the brief, all that a share link opens. COMMENT is what a practitioner writes back, RECORD
    the practitioner's side of a session. ANSWER is what either of them says was done about a warning sign. UNDO takes
    back a change of whoever may write at all; which changes, `takes_back` says.
    """

    SUMMARY = "summary"
    READ = "read"
    EXPORT = "export"
    WRITE = "write"
    SHARE = "share"
    COMMENT = "comment"
    RECORD = "record"
    ANSWER = "answer"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a patient lets somebody see: free-text notes or not, the record from which day on (None: all of it).

    `others`: whether what other practitioners recorded of the sessions is shown; whoever recorded something sees that.
    """

    notes: bool
    first_day: date | None
    others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A patient's grant to one practitioner. `last_day` is the last day of it in the patient's zone; None is open."""

    grant_id: UUID
    practitioner_account_id: UUID
    terms: Terms
    may_record: bool
    last_day: date | None
    ended: bool

    def lives(self, today: date) -> bool:
        return not self.ended and (self.last_day is None or today <= self.last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPass:
    """What the holder of a share link was let in to: one record, read only, until `ends_at`."""

    link_id: UUID
    patient_id: UUID
    label: str
    terms: Terms
    ends_at: datetime
    ended: bool

    def lives(self, now: datetime) -> bool:
        return not self.ended and now < self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who asks: a signed-in account, the holder of a share link, or nobody."""

    account_id: UUID | None = None
    is_practitioner: bool = False
    link: LinkPass | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRecord:
    """Whose record is asked for, when, and what its owner granted to the account that asks."""

    patient_id: UUID
    owner_account_id: UUID
    now: datetime
    today: date
    share: Share | None = None


Rule = Callable[[Subject, AskedRecord], bool]


def owns(subject: Subject, record: AskedRecord) -> bool:
    """Whether the account that asks is the one whose record it is."""
    return subject.account_id is not None and subject.account_id == record.owner_account_id


def live_share(subject: Subject, record: AskedRecord) -> Share | None:
    """The grant by which a practitioner sees the record now."""
    share = record.share
    if share is None or not subject.is_practitioner or share.practitioner_account_id != subject.account_id:
        return None
    return share if share.lives(record.today) else None


def live_link(subject: Subject, record: AskedRecord) -> LinkPass | None:
    """The share link by which its holder sees the record now."""
    link = subject.link
    if link is None or link.patient_id != record.patient_id:
        return None
    return link if link.lives(record.now) else None


def _sees(subject: Subject, record: AskedRecord) -> bool:
    return owns(subject, record) or _practises(subject, record)


def _glances(subject: Subject, record: AskedRecord) -> bool:
    return _sees(subject, record) or live_link(subject, record) is not None


def _practises(subject: Subject, record: AskedRecord) -> bool:
    return not owns(subject, record) and live_share(subject, record) is not None


def _records(subject: Subject, record: AskedRecord) -> bool:
    share = live_share(subject, record)
    return not owns(subject, record) and share is not None and share.may_record


RULES: Mapping[Action, Rule] = MappingProxyType(
    {
        Action.SUMMARY: _glances,
        Action.READ: _sees,
        Action.EXPORT: _sees,
        Action.WRITE: owns,
        Action.SHARE: owns,
        Action.COMMENT: _practises,
        Action.RECORD: _records,
        Action.ANSWER: _sees,
        Action.UNDO: _sees,
    }
)


def may(subject: Subject | None, action: Action, record: AskedRecord | None) -> bool:
    """Whether `subject` may do `action` with `record`; no subject, no record or no rule means no."""
    rule = RULES.get(action)
    return subject is not None and record is not None and rule is not None and rule(subject, record)


def takes_back(
    *, owner: bool, own: bool, authors_only: bool, right: Action | None, may_do: Callable[[Action], bool]
) -> bool:
    """Whether somebody may undo a change: it follows the right to write.

    `own`: they made the change themselves. `authors_only`: its row is corrected by those who wrote it alone, else the
    owner of the record takes back whatever anybody changed. Everybody else takes back their own changes, as long as
    they may write such rows: `right` is what that asks for, None where only the owner writes them, and `may_do` says
    whether they may. Source: this app's own rule that whoever may only see changes nothing.
    """
    if owner:
        return own or not authors_only
    return own and right is not None and may_do(right)


def terms_of(subject: Subject, record: AskedRecord) -> Terms | None:
    """What is shown of the record to somebody who is not its owner; None for the owner, who sees all of it.

    Raises PermissionError for those who may not see it at all.
    """
    if owns(subject, record):
        return None
    share, link = live_share(subject, record), live_link(subject, record)
    if share is not None:
        return share.terms
    if link is not None:
        return link.terms
    raise PermissionError("this record is not shared with who asks")
