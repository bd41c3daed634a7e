"""Gathers every feature's tables, so that migrations see them all."""

from tracker.accounts import models as accounts
from tracker.audit import models as audit
from tracker.correspondence import models as correspondence
from tracker.diary import models as diary
from tracker.factors import models as factors
from tracker.patients import models as patients
from tracker.practice import models as practice
from tracker.practitioners import models as practitioners
from tracker.review import models as review
from tracker.sharing import models as sharing
from tracker.storage.base import Base
from tracker.throttling import models as throttling
from tracker.treatment import models as treatment

metadata = Base.metadata

__all__ = [
    "accounts",
    "audit",
    "correspondence",
    "diary",
    "factors",
    "metadata",
    "patients",
    "practice",
    "practitioners",
    "review",
    "sharing",
    "throttling",
    "treatment",
]
