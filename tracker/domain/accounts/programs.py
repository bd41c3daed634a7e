"""What programs with a token may do: a table, and one question. Whatever is not in the table is refused."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

TOKENS_MOST: Final = 20
DAYS_MOST: Final = 366


class Scope(StrEnum):
    """What the owner of an account lets one program do, never more than they may do themselves.

    READ, LOG (write what is of today, and see nothing) and WRITE are of one's own record. PATIENTS is to see what is
    shared with a practitioner, PATIENTS_WRITE to write back what their pages let them write.
    """

    READ = "read"
    LOG = "log"
    WRITE = "write"
    PATIENTS = "patients"
    PATIENTS_WRITE = "patients_write"


class Need(StrEnum):
    """What an operation needs: to show something, to write what is of today, to write anything."""

    READ = "read"
    LOG = "log"
    WRITE = "write"


NOTHING: Final[frozenset[Need]] = frozenset()
OWN: Final[Mapping[Scope, frozenset[Need]]] = MappingProxyType(
    {
        Scope.READ: frozenset({Need.READ}),
        Scope.LOG: frozenset({Need.LOG}),
        Scope.WRITE: frozenset(Need),
    }
)
OF_PATIENTS: Final[Mapping[Scope, frozenset[Need]]] = MappingProxyType(
    {
        Scope.PATIENTS: frozenset({Need.READ}),
        Scope.PATIENTS_WRITE: frozenset(Need),
    }
)


def opened(scope: Scope, *, own: bool) -> frozenset[Need]:
    """What a scope lets a program do with one's own record, or with one that somebody else shares."""
    return (OWN if own else OF_PATIENTS).get(scope, NOTHING)


def is_of_patients(scope: Scope) -> bool:
    """Whether it is about what others share, which only practitioners see."""
    return scope in OF_PATIENTS
