"""What stands in a calendar: one's own appointments, reviews and minutes for the diary, or those of one's patients."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.calendars import queries
from tracker.calendars.models import CalendarFeed
from tracker.calendars.queries import Appointment, Owner
from tracker.domain.acting import Actor, By
from tracker.domain.course.alarms import Alarm, alarm_of
from tracker.domain.course.review_day import ReviewsHeld, next_review
from tracker.domain.sharing.access_log import Act
from tracker.domain.values.periods import day_begins
from tracker.files.ics_writer import Event, calendar_bytes
from tracker.review.queries import reviews as review_queries
from tracker.review.services.measuring import open_courses, read_courses
from tracker.sharing.services.events import log_act
from tracker.storage.rows import column_of, row_of, rows_of
from tracker.wording import calendars as words

DAYS_BACK: Final = 60
MINUTE: Final = 60
DAYS_TO_LOG: Final = 14
USUAL_MINUTES: Final = 60
LOG_MINUTES: Final = timedelta(minutes=5)
PAGE: Final = "calendars.feed"
LOG_SPACE: Final = uuid.UUID("5a2a9b58-43a7-5f57-93b3-5a4f3a0f9c1e")
Address = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Shown:
    """How events are told: with words or without, with which alarm, on whose clock, and where pages are."""

    words: bool
    alarm: Alarm
    zone: ZoneInfo
    address: Address


def feed_bytes(
    db_session: Session, feed: CalendarFeed, now: datetime, address: Address, *, asks_factor: bool
) -> bytes | None:
    """The calendar of a feed as it stands now; None where nothing of its account is shown to anybody.

    `address` gives the address of a page from the name of its view and its values. Whoever's appointments a
    practitioner's calendar holds finds that in the log of their record, once a day; `asks_factor` says whether
    practitioners without a second factor are shown nothing. The caller commits.
    """
    owner = row_of(db_session, *queries.owner(feed.account_id))
    if owner is None or owner.disabled_at is not None or (owner.erase_at is not None and owner.erase_at <= now):
        return None
    shown = Shown(feed.words, Alarm(feed.alarm), ZoneInfo(owner.time_zone), address)
    if feed.of_patients:
        may = owner.is_practitioner and (owner.second_factor_since is not None or not asks_factor)
        events = _of_patients(db_session, owner, now, shown) if may else []
    else:
        events = [] if owner.patient_id is None else list(_own(db_session, feed, owner.patient_id, now, shown))
    return calendar_bytes(events, words.calendar_name(feed.of_patients, feed.words))


def one_file(db_session: Session, patient_id: uuid.UUID, session_id: uuid.UUID, shown: Shown) -> bytes | None:
    """One appointment as a file; None where there is none."""
    row = row_of(db_session, *queries.one_appointment(patient_id, session_id))
    return None if row is None else calendar_bytes([_appointment(row, shown)], words.calendar_name(False, shown.words))


def _own(
    db_session: Session, feed: CalendarFeed, patient_id: uuid.UUID, now: datetime, shown: Shown
) -> Iterator[Event]:
    rows = rows_of(db_session, *queries.own_appointments(patient_id, now - timedelta(days=DAYS_BACK)))
    for row in rows:
        yield _appointment(row, shown)
    if feed.reviews:
        latest = max((row.changed_at or row.entered_at for row in rows), default=feed.made_at)
        yield from _reviews(db_session, patient_id, now, max(latest, feed.made_at), shown)
    if feed.log_at is not None:
        yield from _to_log(db_session, feed, patient_id, now, shown)


def _of_patients(db_session: Session, owner: Owner, now: datetime, shown: Shown) -> list[Event]:
    lasting = {
        grant.patient_id: grant.id
        for grant in rows_of(db_session, *queries.grants(owner.account_id, now))
        if grant.last_day is None or now.astimezone(ZoneInfo(grant.time_zone)).date() <= grant.last_day
    }
    found = rows_of(db_session, *queries.shared_appointments(owner.account_id, now - timedelta(days=DAYS_BACK), now))
    rows = [row for row in found if row.patient_id in lasting]
    today = day_begins(now.astimezone(shown.zone).date(), shown.zone)
    logged = set(column_of(db_session, *queries.logged_since(owner.account_id, PAGE, today)))
    name = owner.stated_name or owner.user_name
    for patient_id in sorted({row.patient_id for row in rows} - logged):
        by = By(
            patient_id=patient_id,
            now=now,
            account_id=owner.account_id,
            name=name,
            actor=Actor.PRACTITIONER,
            share_id=lasting[patient_id],
        )
        log_act(db_session, Act.LOOKED, by, page=PAGE)
    return [_appointment(row, shown) for row in rows]


def _appointment(row: Appointment, shown: Shown) -> Event:
    alarm = alarm_of(shown.alarm, row.started_at, shown.zone)
    title = words.appointment_title(row.kind, row.other_name, row.practitioner, row.called)
    return Event(
        uid=str(row.id),
        starts=row.started_at,
        ends=row.started_at + timedelta(minutes=row.minutes or USUAL_MINUTES),
        title=title if shown.words else words.plain_title(),
        changed_at=row.changed_at or row.entered_at,
        sequence=row.changes or 0,
        address=shown.address("dashboard.session", patient_id=row.patient_id, session_id=row.id),
        cancelled=row.deleted_at is not None or row.status == "missed",
        alarms=() if alarm is None or row.status != "planned" else (alarm,),
    )


def _reviews(
    db_session: Session, patient_id: uuid.UUID, now: datetime, latest: datetime, shown: Shown
) -> Iterator[Event]:
    """The next review of each course in its initial phase, on the day it falls due, as a whole day.

    That day moves with the appointments, so that the event is as new as the `latest` change of those.
    """
    today = now.astimezone(shown.zone).date()
    for row in open_courses(read_courses(db_session, patient_id), today):
        if row.phase != "initial":
            continue
        sessions = rows_of(db_session, *review_queries.course_sessions(patient_id, row.id))
        days = [
            one.local_day
            for one in sessions
            if one.status == "attended" or (one.status == "planned" and one.local_day >= today)
        ]
        held = rows_of(db_session, *review_queries.reviews(patient_id, row.id))
        reviews = ReviewsHeld([one.sessions_done for one in held], [one.held_on for one in held])
        due = next_review(days, row.planned_sessions, reviews)
        if due is None:
            continue
        day, review = due
        yield Event(
            uid=str(uuid.uuid5(row.id, f"review {review.value}")),
            starts=day,
            ends=day + timedelta(days=1),
            title=words.review_title(review, words=shown.words),
            changed_at=latest,
            sequence=int(latest.timestamp()) // MINUTE,
            address=shown.address("dashboard.course", patient_id=patient_id),
            takes_time=False,
        )


def _to_log(
    db_session: Session, feed: CalendarFeed, patient_id: uuid.UUID, now: datetime, shown: Shown
) -> Iterator[Event]:
    """A few minutes of each of the coming days, at the hour of the person's own clock, until something is logged."""
    assert feed.log_at is not None  # noqa: S101
    today = now.astimezone(shown.zone).date()
    days = [today + timedelta(days=ahead) for ahead in range(DAYS_TO_LOG)]
    logged = set(column_of(db_session, *queries.logged_days(patient_id, days[0], days[-1])))
    for day in days:
        starts = datetime.combine(day, feed.log_at, tzinfo=shown.zone)
        alarms = () if shown.alarm is Alarm.NONE else (timedelta(),)
        done = day in logged
        yield Event(
            uid=str(uuid.uuid5(LOG_SPACE, f"{feed.id} {day}")),
            starts=starts,
            ends=starts + LOG_MINUTES,
            title=words.log_title(words=shown.words),
            changed_at=max(feed.made_at, day_begins(day, shown.zone)) if done else feed.made_at,
            sequence=1 if done else 0,
            address=shown.address("dashboard.day", patient_id=patient_id, day=day.isoformat()),
            cancelled=done,
            takes_time=False,
            alarms=alarms,
        )
