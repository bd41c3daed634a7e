"""Who may do what: a table of pure predicates, and one question. Whatever is not in the table is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class Action(StrEnum):
    """What a page does with a patient's record."""

    READ = "read"
    WRITE = "write"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Subject:
    """Who asks: a signed-in account."""

    account_id: UUID


@dataclass(frozen=True, slots=True)
class Record:
    """Whose record is asked for."""

    patient_id: UUID
    owner_account_id: UUID


Rule = Callable[[Subject, Record], bool]


def _owns(subject: Subject, record: Record) -> bool:
    return subject.account_id == record.owner_account_id


RULES: Mapping[Action, Rule] = MappingProxyType({Action.READ: _owns, Action.WRITE: _owns, Action.EXPORT: _owns})


def may(subject: Subject | None, action: Action, record: Record | None) -> bool:
    """Whether `subject` may do `action` with `record`; no subject, no record or no rule means no."""
    rule = RULES.get(action)
    return subject is not None and record is not None and rule is not None and rule(subject, record)
