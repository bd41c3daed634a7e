"""Gathers every feature's tables, so that migrations see them all."""

from tracker.accounts import models as accounts
from tracker.base import Base
from tracker.diary import models as diary
from tracker.patients import models as patients
from tracker.review import models as review
from tracker.treatment import models as treatment

metadata = Base.metadata

__all__ = ["accounts", "diary", "metadata", "patients", "review", "treatment"]
