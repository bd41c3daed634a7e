"""Makes the calls that are due: each once, by whichever process writes its row first, and never in a transaction.

Calls of one person that say the same at the same time are said once. One that was tried in vain is tried again a few
times, while it is of use; one whose process ended meanwhile is not, for it may have gone.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, NamedTuple, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.domain.reminders.calls import Appointment, Call, arrives_until, is_timely, is_wanted, says_rarer, timely
from tracker.domain.reminders.trying import KEPT_FOR, TRIES_MOST, State, may_try
from tracker.domain.reminders.wishes import CHANNELS, OF_APPOINTMENTS, Kind
from tracker.domain.values.periods import local_day
from tracker.reminders import queries
from tracker.reminders.models import ReminderCall, ReminderSettings
from tracker.reminders.services.standing import Person, read_standing
from tracker.reminders.services.wanting import wishes_of
from tracker.storage.rows import rows_of
from tracker.storage.sqlite import only_reading
from tracker.wording.catalogues import Language, chosen
from tracker.wording.language import speaking
from tracker.wording.reminders import Said, said_by

log = logging.getLogger(__name__)
# What can be called around: an evening before, a day after, and the quiet hours beside them.
AROUND: Final = timedelta(days=3)
USUAL_MINUTES: Final = 60
AT_A_TIME: Final = 4
LOG_KEPT: Final = KEPT_FOR
SENT: Final = "sent"
FAILED: Final = "failed"
REFUSED: Final = "refused"


class Reach(Protocol):
    """Says something to an account by some channels; how it went by each. "failed" alone may be tried again."""

    def __call__(self, account_id: UUID, said: Said, channels: frozenset[str], lasts: timedelta) -> Mapping[str, str]:
        """Nothing of the database is held meanwhile."""
        ...


@dataclass(frozen=True, slots=True)
class Reminding:
    """Where calls are due, how they are made, in which languages, and what time it is."""

    engine: Engine
    reach: Reach
    languages: Mapping[str, Language]
    now: Callable[[], datetime]


class Due(NamedTuple):
    """A call that is wanted: how often it was tried, whether it says that calls become rarer, and by which channels."""

    call: Call
    tries: int
    rarer: bool
    by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Together:
    """Calls of one person that say the same at one time."""

    person: Person
    said: Said
    due: Sequence[Due]


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one call; `state` is None where it was only looked at, or another process has it."""

    account_id: UUID
    kind: Kind
    state: State | None


def look(reminding: Reminding) -> list[Together]:
    """What is to be said now, and to whom; nothing is changed. One query where nobody wants anything."""
    now = reminding.now()
    with only_reading(), Session(reminding.engine) as db_session:
        people = [_person(*row) for row in db_session.execute(*queries.wishing())]
        timely_ = _timely(db_session, people, now)
        if not timely_:
            return []
        ids = [person.account_id for person, _calls in timely_]
        first = local_day(now, ZoneInfo("UTC")) - LOG_KEPT
        known: defaultdict[UUID, list[ReminderCall]] = defaultdict(list)
        for row in rows_of(db_session, queries.calls_since(ids, first)):
            known[row.account_id].append(row)
        return [
            together
            for person, calls in timely_
            for together in _together(
                reminding, person, _wanted(db_session, person, calls, known[person.account_id], now)
            )
        ]


def run(reminding: Reminding) -> list[Made]:
    """Make every call that is due now; what became of each."""
    found = look(reminding)
    if not found:
        return []
    with ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="reminder") as pool:
        return [made for one in pool.map(partial(_make, reminding), found) for made in one]


def forget(db_session: Session, now: datetime) -> None:
    """Take away calls older than they are kept for. The caller commits."""
    db_session.execute(delete(ReminderCall).where(ReminderCall.at < now - LOG_KEPT))


def begin_anew(db_session: Session, now: datetime) -> None:
    """After a backup was brought back, which may not know what was called since. The caller commits."""
    db_session.execute(update(ReminderSettings).values(since=now))


def _person(row: ReminderSettings, patient_id: UUID, time_zone: str) -> Person:
    return Person(
        account_id=row.account_id,
        patient_id=patient_id,
        zone=ZoneInfo(time_zone),
        wishes=wishes_of(row),
        since=row.since,
        language=row.language,
        silenced_on=row.silenced_on,
        silenced_at=row.silenced_at,
    )


def _timely(db_session: Session, people: Sequence[Person], now: datetime) -> list[tuple[Person, list[Call]]]:
    """Who has calls whose time has come."""
    asked = [person.patient_id for person in people if person.wishes.kinds & OF_APPOINTMENTS]
    known: defaultdict[UUID, list[Appointment]] = defaultdict(list)
    if asked:
        for row in rows_of(db_session, queries.appointments(asked, now - AROUND, now + AROUND)):
            known[row.patient_id].append(
                Appointment(
                    day=row.local_day,
                    starts=row.started_at,
                    ends=row.started_at + timedelta(minutes=row.minutes or USUAL_MINUTES),
                    known_at=row.entered_at,
                    status=row.status,
                    timed=not row.time_unknown,
                    rated=row.leg_after is not None or row.back_after is not None,
                )
            )
    found = (
        (person, timely(person.wishes, known[person.patient_id], person.zone, now, since=person.since))
        for person in people
    )
    return [(person, calls) for person, calls in found if calls]


def _wanted(
    db_session: Session, person: Person, calls: Iterable[Call], known: Sequence[ReminderCall], now: datetime
) -> Iterator[Due]:
    """Those of the calls that were not made and are of use."""
    made = {(one.kind, one.day): one for one in known}
    for call in calls:
        before = made.get((call.kind.value, call.day))
        if before is not None and not may_try(State(before.state), before.tries, before.at, now):
            continue
        stands = read_standing(db_session, person, call, known)
        if is_wanted(call, stands):
            tries, by = (0, person.wishes.channels) if before is None else (before.tries, _failed_by(before))
            yield Due(call, tries, says_rarer(call, stands), by)


def _failed_by(row: ReminderCall) -> frozenset[str]:
    """By what a call surely did not go: the others refused it, or may have said it."""
    return frozenset(name for name in CHANNELS if getattr(row, name) == FAILED)


def _together(reminding: Reminding, person: Person, due: Iterable[Due]) -> list[Together]:
    by_words: dict[Said, list[Due]] = {}
    with speaking(chosen([person.language], reminding.languages).translations):
        for one in due:
            by_words.setdefault(said_by(one.call.kind, rarer=False), []).append(one)
        return [
            Together(person, said_by(them[0].call.kind, rarer=any(one.rarer for one in them)), them)
            for them in by_words.values()
        ]


def _make(reminding: Reminding, together: Together) -> list[Made]:
    person, account_id, now = together.person, together.person.account_id, reminding.now()
    of_use = [one for one in together.due if is_timely(one.call, person.wishes, person.zone, now)]
    if not of_use:
        return []
    together = replace(together, due=of_use)
    if not _claim(reminding.engine, account_id, together.due, now):
        return [Made(account_id, one.call.kind, None) for one in together.due]
    lasts = min(arrives_until(one.call, person.wishes, person.zone, now) for one in of_use) - now
    outcomes, again = _say(reminding, together, lasts)
    state = _state(outcomes.values())
    values: dict[str, Any] = {"state": state.value, **{name: outcomes[name] for name in CHANNELS if name in outcomes}}
    if state is State.FAILED and not (again and FAILED in outcomes.values()):
        values["tries"] = TRIES_MOST
    with reminding.engine.begin() as connection:
        for one in together.due:
            connection.execute(_row(account_id, one.call).values(**values))
    log.info("reminder.%s account=%s calls=%s", state.value, account_id, len(together.due))
    return [Made(account_id, one.call.kind, state) for one in together.due]


def _say(reminding: Reminding, together: Together, lasts: timedelta) -> tuple[Mapping[str, str], bool]:
    """How it went by each channel, and whether it may be tried again where that was in vain."""
    person, by = together.person, frozenset[str]().union(*(one.by for one in together.due))
    try:
        with speaking(chosen([person.language], reminding.languages).translations):  # a mail has a line of its own
            return reminding.reach(person.account_id, together.said, by, lasts), True
    except Exception as fault:  # noqa: BLE001 - whatever it is, it may have gone by one of the channels
        log.error("reminder.fault account=%s fault=%s", person.account_id, type(fault).__name__)  # noqa: TRY400
        return dict.fromkeys(by, FAILED), False


def _state(outcomes: Collection[str]) -> State:
    if SENT in outcomes:
        return State.SENT
    return State.FAILED if {FAILED, REFUSED}.intersection(outcomes) else State.NOWHERE


def _row(account_id: UUID, call: Call) -> Any:
    return update(ReminderCall).where(
        ReminderCall.account_id == account_id, ReminderCall.kind == call.kind.value, ReminderCall.day == call.day
    )


def _claim(engine: Engine, account_id: UUID, due: Sequence[Due], now: datetime) -> bool:
    """Whether this process is to make these calls: all of them, or none."""
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            if all(_claim_one(connection, account_id, one, now) for one in sorted(due, key=lambda one: one.call)):
                return True
            transaction.rollback()
    except IntegrityError:
        pass
    return False


def _claim_one(connection: Connection, account_id: UUID, one: Due, now: datetime) -> bool:
    trying = {"at": now, "tries": one.tries + 1, "state": State.TRYING.value, "rarer": one.rarer}
    if one.tries:
        failed = ReminderCall.state == State.FAILED.value, ReminderCall.tries == one.tries
        return bool(connection.execute(_row(account_id, one.call).where(*failed).values(**trying)).rowcount)
    key = {"account_id": account_id, "kind": one.call.kind.value, "day": one.call.day}
    connection.execute(insert(ReminderCall).values(**key, due_at=one.call.at, **trying))
    return True
