"""The Patients page: everybody who shares with one practitioner, found, sorted and cut into pages."""

import math
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.charts.sparkline import Sparkline, sparkline
from tracker.correspondence.services.reviews import Requested, requested
from tracker.domain.accounts.names import name_key
from tracker.domain.brief.attention import Known, Need, needs_attention, needs_of, urgency, within_terms
from tracker.domain.course.verdict import Doubt, Label
from tracker.domain.sharing.access import Share, Terms
from tracker.domain.vocabularies import checked_codes
from tracker.practice.queries import patients
from tracker.practice.queries.patients import Coming, CourseBegun, SharedRecord, SummaryDetails
from tracker.practice.services.patient_summary import RULES
from tracker.storage.rows import grouped, rows_of
from tracker.treatment.services.moments import local
from tracker.wording.attention import answered_words, need_words
from tracker.wording.cautions import CAUTIONS
from tracker.wording.language import _
from tracker.wording.lateness import doubt_words
from tracker.wording.verdict import NOT_ENOUGH, SHORT_MEANINGS, average, basis_words, change_words
from tracker.wording.warning_signs import sign_words

PAGE_SIZE: Final = 25
MADE_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Shared:
    """One record that is shared with the practitioner: what they may know of it, and why to look at it today."""

    patient_id: uuid.UUID
    user_name: str
    name_key: str
    zone: ZoneInfo
    today: date
    known: Known
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Everybody:
    """Everybody who shares, in no order; `outdated` are records whose summary has to be worked out (anew)."""

    shared: Sequence[Shared]
    outdated: Sequence[uuid.UUID]

    @property
    def in_need(self) -> int:
        return sum(needs_attention(one.needs) for one in self.shared)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the practitioner wants to see: the codes of `forms.FindForm`, and the number of the page."""

    search: str | None
    show: str
    sort: str
    page: int


@dataclass(frozen=True, slots=True)
class LegLine:
    """Leg pain of a running course: weekly means of 0 to 10 in words and as a small picture."""

    start: str | None
    now: str | None
    change: str | None
    label: str
    basis: str | None
    picture: Sparkline


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLine:
    """One patient as the list shows them; what there is nothing to say of is None or empty.

    `reasons` are codes of `Need` with their words, `signs` the warning signs behind the first of them, `answered` says
    that there are some which were answered. `review_of` is the course whose review is due, `suggested` that somebody
    suggested it to the patient.
    """

    patient_id: uuid.UUID
    name: str
    today: date
    reasons: Sequence[tuple[str, str]]
    signs: Sequence[str]
    answered: str
    cautions: Sequence[str]
    course_kind: str | None
    phase: str | None
    done: int | None
    planned: int | None
    leg: LegLine | None
    last_entry_on: date | None
    last_leg: float | None
    next_at: datetime | None
    last_day: date | None
    review_of: uuid.UUID | None = None
    suggested: Requested | None = None


@dataclass(frozen=True, slots=True)
class PatientsPage:
    """One page of those that were asked for, `found` of them on `pages` pages."""

    lines: Sequence[PatientLine]
    found: int
    number: int
    pages: int

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages


def read_everybody(db_session: Session, account_id: uuid.UUID, now: datetime) -> Everybody:
    """Everybody whose grant to this account lives on the day that it is for them, in two queries."""
    connection = db_session.connection()  # rows as they are: making more of each costs more than all the rules
    begun = grouped(rows_of(connection, *patients.courses_begun_since(account_id)), lambda row: row.patient_id)
    zones: dict[str, tuple[ZoneInfo, date]] = {}
    shared, outdated = [], []
    for row in rows_of(connection, *patients.shared_with(account_id)):
        if row.time_zone not in zones:
            zone = ZoneInfo(row.time_zone)
            zones[row.time_zone] = zone, now.astimezone(zone).date()
        zone, today = zones[row.time_zone]
        if not _grant(row, account_id).lives(today):
            continue
        shared.append(_shared(row, zone, today))
        if _is_outdated(row, begun.get(row.patient_id, ()), zone, today):
            outdated.append(row.patient_id)
    return Everybody(shared, outdated)


def _grant(row: SharedRecord, account_id: uuid.UUID) -> Share:
    return Share(
        grant_id=row.id,
        practitioner_account_id=account_id,
        terms=Terms(notes=row.notes, first_day=row.first_day, others=bool(row.others_records)),
        may_record=row.may_record,
        last_day=row.last_day,
        ended=False,
    )


def _shared(row: SharedRecord, zone: ZoneInfo, today: date) -> Shared:
    known = within_terms(Known._make(row[-len(Known._fields) :]))
    needs = needs_of(known, today)
    if row.rules is None:  # nothing is known yet, which is no reason
        needs = tuple(need for need in needs if need is Need.ENDING)
    return Shared(row.patient_id, row.user_name, row.name_key, zone, today, known, needs)


def _is_outdated(row: SharedRecord, begun: Collection[CourseBegun], zone: ZoneInfo, today: date) -> bool:
    """Made by other rules, before this grant (it may have been shared with nobody then), or before a course began."""
    if row.rules != RULES or row.is_older:
        return True
    return any(course.made_at.astimezone(zone).date() < course.started_on <= today for course in begun)


SHOW: Final[Mapping[str, Callable[[Shared], bool]]] = {
    "all": lambda _one: True,
    "attention": lambda one: needs_attention(one.needs),
    "course": lambda one: one.known.done is not None,
    "quiet": lambda one: Need.QUIET in one.needs,
}
SORT: Final[Mapping[str, Callable[[Shared], Any]]] = {
    "attention": lambda one: urgency(one.needs),
    "name": lambda _one: 0,
    "entry": lambda one: math.inf if one.known.last_entry_on is None else -one.known.last_entry_on.toordinal(),
    "session": lambda one: math.inf if one.known.done is None else -one.known.done,
}


def page_of(
    db_session: Session, account_id: uuid.UUID, everybody: Everybody, asked: Asked, now: datetime
) -> PatientsPage:
    """The page that was asked for, or the last one before it, in two queries, and one where a review is due."""
    wanted, show, order = name_key(asked.search or ""), SHOW[asked.show], SORT[asked.sort]
    found = [one for one in everybody.shared if wanted in one.name_key and show(one)]
    found.sort(key=lambda one: (order(one), one.name_key))
    pages = max(1, math.ceil(len(found) / PAGE_SIZE))
    number = min(asked.page, pages)
    shown = found[PAGE_SIZE * (number - 1) : PAGE_SIZE * number]
    return PatientsPage(_lines(db_session, account_id, shown, now), len(found), number, pages)


def _lines(db_session: Session, account_id: uuid.UUID, shown: Sequence[Shared], now: datetime) -> list[PatientLine]:
    ids = [one.patient_id for one in shown]
    details = {row.patient_id: row for row in rows_of(db_session, *patients.details(ids))}
    coming = grouped(rows_of(db_session, *patients.coming(ids, now)), lambda row: row.patient_id)
    lines = [_line(one, details.get(one.patient_id), coming.get(one.patient_id, ())) for one in shown]
    due = [(line.patient_id, line.review_of) for line in lines if line.review_of is not None]
    made = requested(db_session, due, account_id)
    return [
        line if line.review_of is None else replace(line, suggested=made.get((line.patient_id, line.review_of)))
        for line in lines
    ]


def _line(one: Shared, more: SummaryDetails | None, coming: Iterable[Coming]) -> PatientLine:
    known = one.known
    running = None if known.done is None else more
    return PatientLine(
        patient_id=one.patient_id,
        name=one.user_name,
        today=one.today,
        reasons=[(need.name.lower(), need_words(need, known, one.today)) for need in one.needs],
        signs=() if more is None or Need.WARNING not in one.needs else sign_words(more.warning_signs),
        answered=answered_words(known, one.today),
        cautions=() if more is None else [CAUTIONS[code] for code in checked_codes(more.cautions, CAUTIONS)],
        review_of=None if running is None or Need.REVIEW not in one.needs else running.course_id,
        course_kind=None if running is None else running.course_kind,
        phase=None if running is None else running.phase,
        done=known.done,
        planned=known.planned,
        leg=None if running is None else _leg(known, running),
        last_entry_on=known.last_entry_on,
        last_leg=None if more is None or known.last_entry_on is None else more.last_leg,
        next_at=_next(coming, known.first_day),
        last_day=known.last_day,
    )


def _next(coming: Iterable[Coming], first_day: date | None) -> datetime | None:
    """The next appointment at its own local time."""
    shown = (row for row in coming if first_day is None or row.local_day >= first_day)
    row = next(shown, None)
    return None if row is None else local(row.started_at, row.started_offset)


def _leg(known: Known, more: SummaryDetails) -> LegLine:
    start, latest = more.baseline_leg, more.latest_leg
    change = None
    if start is not None and latest is not None:
        change = change_words(start, latest)
    return LegLine(
        start=None if start is None else average(start),
        now=None if latest is None else average(latest),
        change=change,
        label=label_words(known.label, known.doubts or ()),
        basis=None if more.latest_days is None else _basis(more),
        picture=sparkline(more.weeks or (), start),
    )


def _basis(more: Any) -> str:
    return basis_words(more.latest_days, more.latest_low, more.latest_high, more.latest_late_days or 0)


def label_words(label: str | None, doubts: Iterable[str]) -> str:
    """A course's label as a short line; one that is not confirmed says why."""
    if label is None or label == Label.NOT_ENOUGH_DATA:
        return _(NOT_ENOUGH)
    said = SHORT_MEANINGS[Label(label)]
    why = doubt_words(Doubt(code) for code in doubts).removesuffix(".")
    return ". ".join(filter(None, (said[0].upper() + said[1:], why)))
