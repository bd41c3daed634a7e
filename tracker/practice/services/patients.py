"""The Patients page: everybody who shares with one practitioner, found, sorted and cut into pages."""

import math
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from sqlalchemy.orm import Session

from tracker.charts.sparkline import Sparkline, sparkline
from tracker.correspondence.models import ReviewRequest
from tracker.correspondence.services.reviews import requested
from tracker.domain.accounts.names import name_key
from tracker.domain.brief.attention import Known, Need, needs_attention, urgency
from tracker.domain.brief.day_sheet import Part, Visit, part_of, place_of
from tracker.domain.course.verdict import Doubt, Label
from tracker.domain.scores.lateness import Late
from tracker.domain.vocabularies import checked_codes
from tracker.practice.models import Summary
from tracker.practice.queries import patients
from tracker.practice.services.day_sheet import NOTHING_BOOKED, Booked, Bookings
from tracker.practice.services.everybody import Everybody, Shared
from tracker.storage.rows import rows_of
from tracker.wording.attention import answered_words, need_words
from tracker.wording.cautions import CAUTIONS
from tracker.wording.formats import one_decimal
from tracker.wording.language import _
from tracker.wording.lateness import doubt_words
from tracker.wording.verdict import NOT_ENOUGH, SHORT_MEANINGS, basis_words, change_words
from tracker.wording.warning_signs import sign_words

PAGE_SIZE: Final = 25
MADE_AT_ONCE: Final = 50


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

    `running` is the summary of their record while a course runs. `reasons` are codes of `Need` with their words,
    `signs` the warning signs behind the first of them, `answered` says that there are some which were answered.
    `review_of` is the course whose review is due, `suggested` that somebody suggested it to the patient. `today` are
    the appointments of today, `coming` the next one from now on.
    """

    shared: Shared
    running: Summary | None
    reasons: Sequence[tuple[str, str]]
    signs: Sequence[str]
    answered: str
    cautions: Sequence[str]
    leg: LegLine | None
    last_leg: float | None
    part: Part
    today: Sequence[Visit]
    coming: Visit | None
    review_of: uuid.UUID | None = None
    suggested: ReviewRequest | None = None


@dataclass(frozen=True, slots=True)
class PatientsPage:
    """One page of those that were asked for, `found` of them on `pages` pages; `parted` where it is the day sheet."""

    lines: Sequence[PatientLine]
    found: int
    number: int
    pages: int
    parted: bool

    @property
    def parts(self) -> Sequence[tuple[str | None, Sequence[PatientLine]]]:
        """The lines by the part of the sheet they stand in, by its code; all of them under None in another order."""
        if not self.parted:
            return [(None, self.lines)]
        return [(part.name.lower(), list(lines)) for part, lines in groupby(self.lines, key=lambda line: line.part)]

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages


SHOW: Final[Mapping[str, Callable[[Shared], bool]]] = {
    "all": lambda _one: True,
    "attention": lambda one: needs_attention(one.needs),
    "course": lambda one: one.known.done is not None,
    "quiet": lambda one: Need.QUIET in one.needs,
}
Order = Callable[[Shared, Booked], Any]
DAY: Final = "day"
NEXT: Final = "next"  # the one order by appointments that are still to come
SORT: Final[Mapping[str, Order]] = {
    DAY: lambda one, booked: place_of(booked.today, one.needs),
    "attention": lambda one, _booked: urgency(one.needs),
    NEXT: lambda _one, booked: math.inf if booked.coming is None else booked.coming.at.timestamp(),
    "name": lambda _one, _booked: 0,
    "entry": lambda one, _booked: math.inf if one.known.last_entry_on is None else -one.known.last_entry_on.toordinal(),
    "session": lambda one, _booked: math.inf if one.known.done is None else -one.known.done,
}


def in_order(shared: Iterable[Shared], bookings: Bookings, sort: str = DAY) -> list[Shared]:
    """These people in an order of the list, by its code: the one of the day sheet, if not said. Then by name."""
    order = SORT[sort]
    return sorted(shared, key=lambda one: (order(one, bookings.get(one.patient_id, NOTHING_BOOKED)), one.name_key))


def page_of(db_session: Session, everybody: Everybody, bookings: Bookings, asked: Asked) -> PatientsPage:
    """The page that was asked for, or the last one before it, in one query, and one where a review is due."""
    wanted, show = name_key(asked.search or ""), SHOW[asked.show]
    found = [one for one in everybody.shared if _has(one, wanted) and show(one)]
    pages = max(1, math.ceil(len(found) / PAGE_SIZE))
    number = min(asked.page, pages)
    shown = in_order(found, bookings, asked.sort)[PAGE_SIZE * (number - 1) : PAGE_SIZE * number]
    return PatientsPage(_lines(db_session, shown, bookings), len(found), number, pages, asked.sort == DAY)


def _has(one: Shared, wanted: str) -> bool:
    return wanted in one.name_key or (one.own_label is not None and wanted in name_key(one.own_label))


def _lines(db_session: Session, shown: Sequence[Shared], bookings: Bookings) -> list[PatientLine]:
    ids = [one.patient_id for one in shown]
    details = {row.patient_id: row for row in rows_of(db_session, *patients.details(ids))}
    lines = [_line(one, details.get(one.patient_id), bookings.get(one.patient_id, NOTHING_BOOKED)) for one in shown]
    due = [(line.shared.patient_id, line.review_of) for line in lines if line.review_of is not None]
    made = requested(db_session, due)
    return [
        line if line.review_of is None else replace(line, suggested=made.get((line.shared.patient_id, line.review_of)))
        for line in lines
    ]


def _line(one: Shared, more: Summary | None, booked: Booked) -> PatientLine:
    known = one.known
    running = None if known.done is None else more
    return PatientLine(
        shared=one,
        running=running,
        reasons=[(need.name.lower(), need_words(need, known, one.today)) for need in one.needs],
        signs=() if more is None or Need.WARNING not in one.needs else sign_words(more.warning_signs or ()),
        answered=answered_words(known, one.today),
        cautions=() if more is None else [CAUTIONS[code] for code in checked_codes(more.cautions or (), CAUTIONS)],
        review_of=None if running is None or Need.REVIEW not in one.needs else running.course_id,
        leg=None if running is None else _leg(known, running),
        last_leg=None if more is None or known.last_entry_on is None else more.last_leg,
        part=part_of(booked.today, one.needs),
        today=booked.today,
        coming=booked.coming,
    )


def _leg(known: Known, more: Summary) -> LegLine:
    start, latest, days = more.baseline_leg, more.latest_leg, more.latest_days
    low, high = more.latest_low, more.latest_high
    return LegLine(
        start=None if start is None else one_decimal(start),
        now=None if latest is None else one_decimal(latest),
        change=None if start is None or latest is None else change_words(start, latest),
        label=label_words(known.label, known.doubts or ()),
        basis=None if days is None else basis_words(days, low, high, Late(more.latest_late_days or 0)),
        picture=sparkline(more.weeks or (), start),
    )


def label_words(label: str | None, doubts: Iterable[str]) -> str:
    """A course's label as a short line; one that is not confirmed says why."""
    if label is None or label == Label.NOT_ENOUGH_DATA:
        return _(NOT_ENOUGH)
    said = SHORT_MEANINGS[Label(label)]
    why = doubt_words(Doubt(code) for code in doubts).removesuffix(".")
    return ". ".join(filter(None, (said[0].upper() + said[1:], why)))
