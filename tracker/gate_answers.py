"""Answers the gate's questions from the features: who looks, whose record it is, what of it is shared with them.

The module itself is what `gate.GateAnswers` describes.
"""

from dataclasses import replace
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from tracker.accounts.views import cookies as sign_in
from tracker.domain.acting import By
from tracker.domain.sharing.access import AskedRecord, LinkPass, Share, Terms
from tracker.domain.sharing.access_log import Act, Actor
from tracker.patients import queries
from tracker.patients.services import scope
from tracker.practitioners.services import find_profile
from tracker.sharing.services import links, live_shares
from tracker.sharing.services.events import log_act
from tracker.sharing.views import ended
from tracker.sharing.views.base import VISIT
from tracker.storage.rows import row_of, value_of
from tracker.tokens.views import bearer
from tracker.web import acting, clock, errors, gate
from tracker.web.extensions import db
from tracker.web.transactions import separate_session
from tracker.wording.access import BY_A_PROGRAM, PAGE_WORDS

PAGE_OF_FILES: Final = "reports.exports"
# Views that have another name by now than the code under which looks at them are logged.
LETTER: Final = "reports.letter"
LOGGED_AS: Final = {"dashboard.day": "diary.day", "papers.letter_page": LETTER}
# The page that a file is shown on where it is refused, if that is not the page of files.
REFUSED_ON: Final = {"papers.letter": LETTER}
EXPORTED: Final = frozenset(
    {
        "papers.brief",
        "papers.letter",
        "papers.report",
        "reports.file",
        "reports.everything",
        "reports.workbook",
        "reports.bundle",
    }
)


find_viewer, turn_away = sign_in.find_viewer, sign_in.turn_away
ask_again, ask_factor = sign_in.ask_again, sign_in.ask_factor
tell_refused = ended.tell_refused
find_program, refuse_program = bearer.find_program, bearer.refuse_program


def find_patient(patient_id: UUID, viewer: gate.Viewer | None) -> gate.Patient | None:
    row, now = row_of(db.session(), *queries.patient_with_owner(patient_id)), clock.now()
    if row is None or row.disabled_at is not None or (row.erase_at is not None and row.erase_at <= now):
        return None  # nobody sees a record whose owner could not stop them
    zone = ZoneInfo(row.time_zone)
    record = AskedRecord(patient_id=row.id, owner_account_id=row.account_id, now=now, today=now.astimezone(zone).date())
    if viewer is not None and viewer.is_practitioner and viewer.account_id != row.account_id:
        record = replace(record, share=_share(record, viewer))
    return gate.Patient(
        record=record,
        user_name=row.user_name,
        zone=zone,
        country=row.country,
        made_on=row.created_at.astimezone(zone).date(),
        cards_settled=row.cards_settled or (),
    )


def find_own_patient_id(account_id: UUID) -> UUID | None:
    return value_of(db.session(), *queries.own_patient_id(account_id))


def find_stated(account_id: UUID) -> gate.Stated | None:
    profile = find_profile(db.session(), account_id)
    return None if profile is None else gate.Stated(profile.name, profile.kind)


def find_link() -> LinkPass | None:
    secret, now = VISIT.sent_secret(), clock.now()
    visit = None if secret is None else links.find_visit(db.session(), secret)
    if visit is None:
        return None
    if links.is_overdue(visit.link, now):
        with separate_session() as session:
            links.end_by_itself(session, visit.link, now)
    return visit.link if visit.is_in and visit.lasts(now) else None


def knocks_with_link() -> bool:
    return VISIT.sent_secret() is not None


def look_through(patient: gate.Patient) -> None:
    assert patient.terms is not None, "the owner sees all of it"  # noqa: S101
    terms: Terms = patient.terms
    reader = None if patient.share is None else patient.share.practitioner_account_id
    scope.look_through(db.session(), scope.Scope(patient.id, terms, patient.zone, reader))


def log_look(patient: gate.Patient, viewer: gate.Viewer | None, view: str, detail: str | None) -> Response | None:
    """Log it in a transaction of its own; where that cannot be, the page is not shown.

    A file that is refused is a look at the page that says why, which for most is the page of files.
    """
    act = Act.EXPORTED if view in EXPORTED and detail is not None else Act.LOOKED
    refused = view in EXPORTED and act is Act.LOOKED
    page = REFUSED_ON.get(view, PAGE_OF_FILES) if refused else LOGGED_AS.get(view, view)
    page = BY_A_PROGRAM if viewer is not None and viewer.through else page
    who = _linked(patient) if viewer is None or patient.share is None else acting.acting(viewer, patient)
    try:
        with separate_session() as session:
            log_act(session, act, who, page=page if page in PAGE_WORDS else None, detail=detail)
    except DBAPIError as error:
        return errors.database_away(error)
    return None


def _linked(patient: gate.Patient) -> By:
    assert patient.link is not None, "somebody else looks by a grant or by a link"  # noqa: S101
    return By(
        patient_id=patient.id,
        now=clock.now(),
        name=patient.link.label,
        actor=Actor.LINK,
        share_id=patient.link.link_id,
    )


def _share(record: AskedRecord, viewer: gate.Viewer) -> Share | None:
    """What is granted to the viewer. A grant whose last day has passed is written as ended: it never comes back."""
    share = live_shares.find_share(db.session(), record.patient_id, viewer.account_id)
    if share is not None and not share.lives(record.today):
        with separate_session() as session:
            name = live_shares.practitioner_name(session, viewer.account_id, viewer.user_name)
            by = live_shares.by_the_calendar(record.patient_id, share.grant_id, name, record.now)
            live_shares.end_grant(session, share.grant_id, by)
        return None
    return share
