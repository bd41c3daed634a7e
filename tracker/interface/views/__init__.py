"""The operations of the interface: importing them registers them, in the order in which the document tells them."""

from tracker.interface.services.beside import DAY_CONTEXT, TAGS
from tracker.interface.services.courses import COURSES
from tracker.interface.services.entries import ENTRIES
from tracker.interface.services.letters import NOTES, QUESTIONS, REVIEWS
from tracker.interface.services.life_events import LIFE_EVENTS
from tracker.interface.services.medication import MEDICATION
from tracker.interface.services.session_records import SESSION_RECORDS
from tracker.interface.services.sessions import SESSIONS
from tracker.interface.views import documentation, figures, own, patients, record, rows, shares
from tracker.interface.views.operations import blueprint
from tracker.web.extensions import csrf

__all__ = ["blueprint", "documentation", "figures", "own", "patients", "record", "shares"]

csrf.exempt(blueprint)  # programs send no cookie that another site could use, and no form

for resource in (
    *(ENTRIES, SESSIONS, COURSES, MEDICATION, LIFE_EVENTS, TAGS, DAY_CONTEXT),
    *(REVIEWS, NOTES, QUESTIONS, SESSION_RECORDS),
):
    rows.add(resource)
