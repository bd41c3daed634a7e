"""How a page speaks to whoever reads it: the bar on somebody else's record, and sentences about its owner."""

from datetime import date, timedelta
from uuid import UUID

from flask import g, url_for

from tracker.web import clock
from tracker.web.gate import Patient, Viewer
from tracker.wording import bar

INSTANT = timedelta(microseconds=1)


def somebody_elses() -> bool:
    """Whether this page is about a record whose owner does not read it."""
    found: Patient | None = g.get("patient")
    return found is not None and not found.is_own


def shared_bar() -> bar.BarWords | None:
    """Whose record this page is about and what is shown of it; None on one's own, and where there is none."""
    found: Patient | None = g.get("patient")
    if found is None or found.terms is None:
        return None
    if found.link is not None:
        last_day = (found.link.ends_at - INSTANT).astimezone(found.zone).date()
        return bar.link_bar(found.user_name, found.terms, last_day=last_day, today=found.today())
    viewer: Viewer = g.viewer
    assert found.share is not None, "somebody else looks by a grant or by a link"  # noqa: S101
    return bar.practitioner_bar(
        found.user_name,
        found.terms,
        may_record=found.share.may_record,
        last_day=found.share.last_day,
        today=found.today(),
        times=bar.clock_words(found.user_name, found.zone, viewer.zone, clock.now()),
    )


def to_practitioner() -> bool:
    """Whether this page is a practitioner's own: about no record, or about that of somebody they see."""
    return somebody_elses() or (g.get("patient") is None and g.get("viewer") is not None and g.viewer.is_practitioner)


def shows(day: date) -> bool:
    """Whether the reader of this page is shown that day of the record."""
    found: Patient | None = g.get("patient")
    return found is None or found.terms is None or found.terms.first_day is None or day >= found.terms.first_day


def session_url(session_id: UUID) -> str:
    """Where what happened in a session of this page's record is read."""
    return url_for("dashboard.session", patient_id=g.patient.id, session_id=session_id)
