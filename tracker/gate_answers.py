"""Answers the gate's questions from the features: who looks, whose record it is, what of it is shared with them."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from tracker.accounts.views import cookies as sign_in
from tracker.domain.acting import By
from tracker.domain.sharing.access import Action, AskedRecord, LinkPass, Share, Terms
from tracker.domain.sharing.access_log import Act, Actor, Page
from tracker.patients import queries
from tracker.patients.services.scope import Scope, look_through
from tracker.practitioners.services import find_profile
from tracker.sharing.services import links, live_shares
from tracker.sharing.services.events import log_act
from tracker.sharing.views import cookies
from tracker.sharing.views.ended import tell_refused
from tracker.storage.rows import row_of
from tracker.web import acting, clock, errors, gate
from tracker.web.extensions import db
from tracker.web.transactions import separate_session

EXPORTED = frozenset({Page.FILE, Page.EVERY_FILE})
# What a look at each view is logged as; a view may be renamed here, a code never.
PAGES: Final[Mapping[str, Page]] = MappingProxyType(
    {
        "correspondence.delete_note": Page.DELETE_NOTE,
        "correspondence.flags": Page.FLAGS,
        "correspondence.note": Page.CORRECT_NOTE,
        "correspondence.notes": Page.NOTES,
        "correspondence.propose": Page.PROPOSE,
        "correspondence.suggest_review": Page.SUGGEST_REVIEW,
        "correspondence.take_back_answer": Page.TAKE_BACK_ANSWER,
        "correspondence.withdraw": Page.WITHDRAW_PROPOSAL,
        "correspondence.withdraw_review": Page.WITHDRAW_REVIEW,
        "dashboard.around": Page.AROUND,
        "dashboard.compare": Page.COMPARE,
        "dashboard.course": Page.COURSE,
        "dashboard.diary": Page.DIARY,
        "dashboard.progress": Page.PROGRESS,
        "dashboard.year": Page.YEAR,
        "diary.day": Page.DAY,
        "diary.open_day": Page.OPEN_DAY,
        "patients.undo": Page.UNDO,
        "practice.brief": Page.BRIEF,
        "reports.exports": Page.FILES,
        "reports.file": Page.FILE,
        "reports.everything": Page.EVERY_FILE,
        "sharing.leave": Page.LEAVE,
        "treatment.courses": Page.COURSES,
        "treatment.delete_record": Page.DELETE_SESSION_RECORD,
        "treatment.medication": Page.MEDICATION,
        "treatment.record": Page.SESSION_RECORD,
        "treatment.record_new": Page.NEW_SESSION_RECORD,
        "treatment.sessions": Page.SESSIONS,
        "treatment.write_record": Page.WRITE_SESSION_RECORD,
    }
)


class GateAnswers:
    """What `gate.GateAnswers` asks for."""

    def find_viewer(self) -> gate.Viewer | None:
        return sign_in.find_viewer()

    def turn_away(self) -> Response:
        return sign_in.turn_away()

    def tell_refused(self, patient_id: UUID, viewer: gate.Viewer, action: Action) -> Response | None:
        return tell_refused(patient_id, viewer, action)

    def ask_again(self, viewer: gate.Viewer) -> Response | None:
        return sign_in.ask_again(viewer)

    def ask_factor(self, viewer: gate.Viewer) -> Response | None:
        return sign_in.ask_factor(viewer)

    def find_patient(self, patient_id: UUID, viewer: gate.Viewer | None) -> gate.Patient | None:
        row, now = row_of(db.session(), *queries.patient_with_owner(patient_id)), clock.now()
        if row is None or row.disabled_at is not None or (row.erase_at is not None and row.erase_at <= now):
            return None  # nobody sees a record whose owner could not stop them
        zone = ZoneInfo(row.time_zone)
        record = AskedRecord(
            patient_id=row.id, owner_account_id=row.account_id, now=now, today=now.astimezone(zone).date()
        )
        if viewer is not None and viewer.is_practitioner and viewer.account_id != row.account_id:
            record = replace(record, share=_share(record, viewer))
        return gate.Patient(
            record=record,
            user_name=row.user_name,
            zone=zone,
            country=row.country,
            set_up=row.set_up_at is not None,
        )

    def find_own_patient_id(self, account_id: UUID) -> UUID | None:
        return db.session.execute(*queries.own_patient_id(account_id)).scalar()

    def find_trade(self, account_id: UUID) -> str | None:
        profile = find_profile(db.session(), account_id)
        return None if profile is None else profile.kind

    def find_practitioner_name(self, viewer: gate.Viewer) -> str:
        return live_shares.practitioner_name(db.session(), viewer.account_id, viewer.user_name)

    def find_link(self) -> LinkPass | None:
        secret, now = cookies.sent_secret(), clock.now()
        visit = None if secret is None else links.find_visit(db.session(), secret)
        if visit is None:
            return None
        if links.is_overdue(visit.link, now):
            with separate_session() as session:
                links.end_by_itself(session, visit.link, now)
        return visit.link if visit.is_in and visit.lasts(now) else None

    def knocks_with_link(self) -> bool:
        return cookies.sent_secret() is not None

    def look_through(self, patient: gate.Patient) -> None:
        assert patient.terms is not None, "the owner sees all of it"  # noqa: S101
        terms: Terms = patient.terms
        reader = None if patient.share is None else patient.share.practitioner_account_id
        look_through(db.session(), Scope(patient.id, terms, patient.zone, reader))

    def log_look(
        self, patient: gate.Patient, viewer: gate.Viewer | None, view: str, detail: str | None
    ) -> Response | None:
        """Log it in a transaction of its own; where that cannot be, the page is not shown.

        A file that is refused is a look at the page of files, which says why.
        """
        page = PAGES.get(view)
        act = Act.EXPORTED if page in EXPORTED and detail is not None else Act.LOOKED
        page = Page.FILES if page in EXPORTED and act is Act.LOOKED else page
        who = _linked(patient) if viewer is None or patient.share is None else acting.acting(viewer, patient)
        try:
            with separate_session() as session:
                log_act(session, act, who, page=page, detail=detail)
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
