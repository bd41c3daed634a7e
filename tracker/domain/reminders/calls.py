"""Which calls are due at a moment, and which of them are wanted as things stand.

A call is due once for the day it is about, in the person's own zone of that moment: whoever travels is called for no
day twice. It is made from its moment until it is of no use any more, so that a sender that was away catches up without
a flood. How long that is, and how calls become rarer, is the app's own choice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tracker.domain.course.alarms import alarm_of
from tracker.domain.reminders.wishes import BY_THE_CLOCK, NOT_SILENCED, OF_APPOINTMENTS, WEEKDAYS, Kind, Wishes
from tracker.domain.values.periods import DAYS_IN_WEEK, ONE_DAY, at_local, day_begins, local_day

PLANNED: Final = "planned"
# How late a call may come. A tablet an hour late is another question than a tablet on time.
LATE: Final = timedelta(hours=3)
MEDICINE_LATE: Final = timedelta(hours=1)
# Where clocks skip the end of a day, a call comes so long before; and one before an appointment so long before quiet.
BEFORE_THE_END: Final = timedelta(minutes=15)
BEFORE_QUIET: Final = timedelta(hours=1)
UNANSWERED_MOST: Final = 3
RARER_DAYS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A session that was agreed or has been: its local `day` as it was written down, and moments (aware).

    `known_at` is when it was written down; `timed`: its time is known; `rated`: it has a score after it.
    """

    day: date
    starts: datetime
    ends: datetime
    known_at: datetime
    status: str = PLANNED
    timed: bool = True
    rated: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Call:
    """One call: from `at` on, and of no use any more from `until` on. There is one of a kind for a `day`."""

    at: datetime
    kind: Kind
    day: date
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides whether a call is wanted: of its day, and of what was called before.

    `unanswered` counts the calls to log that reached the person since they last answered. `called` is the day of the
    last call of a kind.
    """

    scored: bool = False
    silenced: bool = False
    review_due: bool = False
    activities_due: bool = False
    unanswered: int = 0
    called: Mapping[Kind, date] = field(default_factory=dict)


def timely(
    wishes: Wishes, appointments: Sequence[Appointment], zone: ZoneInfo, now: datetime, *, since: datetime
) -> list[Call]:
    """The calls whose time has come at `now` (aware) and is not gone, the earliest first; none in quiet hours.

    `since` is when the person last changed what they want: what was due by then is not called.
    """
    if wishes.is_quiet(_clock(now, zone)):
        return []
    due = [*_by_the_clock(wishes, zone, now), *_of_appointments(wishes, appointments, zone, now)]
    return sorted(call for call in due if since < call.at <= now < call.until)


def is_timely(call: Call, wishes: Wishes, zone: ZoneInfo, now: datetime) -> bool:
    """Whether a call that was due is still of use at `now` (aware): those before it may have taken long."""
    return now < call.until and not wishes.is_quiet(_clock(now, zone))


def arrives_until(call: Call, wishes: Wishes, zone: ZoneInfo, now: datetime) -> datetime:
    """Until when a call that is made now may arrive (aware): a device without network must not get it while quiet."""
    if wishes.quiet_from is None:
        return call.until
    return min(call.until, *(begin for begin in _shown(now, wishes.quiet_from, zone) if begin > now))


def is_wanted(call: Call, stands: Standing) -> bool:
    """Whether a call that is due is of any use as things stand."""
    if stands.silenced and call.kind not in NOT_SILENCED:
        return False
    called = stands.called.get(call.kind)
    match call.kind:
        case Kind.LOG:
            return not stands.scored and (
                called is None or stands.unanswered <= UNANSWERED_MOST or (call.day - called).days >= RARER_DAYS
            )
        case Kind.NEXT_DAY:
            return not stands.scored
        case Kind.REVIEW | Kind.ACTIVITIES:
            is_due = stands.review_due if call.kind is Kind.REVIEW else stands.activities_due
            return is_due and (called is None or (call.day - called).days >= DAYS_IN_WEEK)
        case _:
            return True


def says_rarer(call: Call, stands: Standing) -> bool:
    """Whether this is the call that says that calls to log become rarer: the one after three without an answer."""
    return call.kind is Kind.LOG and stands.unanswered == UNANSWERED_MOST


def is_rarer(unanswered: int) -> bool:
    """Whether that was said, and calls come on every third day."""
    return unanswered > UNANSWERED_MOST


def _clock(moment: datetime, zone: ZoneInfo) -> time:
    return moment.astimezone(zone).time().replace(second=0, microsecond=0)


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When a day's clocks show that time, or would; once, and on that day."""
    ends = day_begins(day + ONE_DAY, zone)
    at = at_local(day, clock, zone).astimezone(UTC)
    return at if at < ends else ends - BEFORE_THE_END


def _by_the_clock(wishes: Wishes, zone: ZoneInfo, now: datetime) -> Iterator[Call]:
    today = local_day(now, zone)
    for kind in BY_THE_CLOCK:
        if kind in wishes.kinds and WEEKDAYS[today.weekday()] in wishes.days_of(kind):
            yield from _today_at(wishes, kind, zone, today)


def _today_at(wishes: Wishes, kind: Kind, zone: ZoneInfo, today: date) -> Iterator[Call]:
    clock = wishes.clock_of(kind)
    if clock is not None and not wishes.is_quiet(clock):
        at = _moment(today, clock, zone)
        late = MEDICINE_LATE if kind is Kind.MEDICINE else LATE
        yield Call(at, kind, today, min(at + late, day_begins(today + ONE_DAY, zone)))


def _of_appointments(
    wishes: Wishes, appointments: Sequence[Appointment], zone: ZoneInfo, now: datetime
) -> Iterator[Call]:
    wanted = wishes.kinds & OF_APPOINTMENTS
    if Kind.BEFORE in wanted:
        coming = [one for one in appointments if one.timed and one.status == PLANNED and one.starts > now]
        for one in _one_a_day(sorted(coming, key=lambda one: one.starts, reverse=True)):
            yield from _before(wishes, one, zone)
    if Kind.AFTER in wanted:
        asked = [one for one in appointments if one.timed and not one.rated]
        for one in _one_a_day(sorted(asked, key=lambda one: one.ends)):
            at = _out_of_quiet(wishes, one.ends + timedelta(hours=wishes.after_hours), zone)
            loud = _out_of_quiet(wishes, at + LATE, zone)  # what quiet hours cut short has its time after them
            yield Call(at, Kind.AFTER, one.day, loud if loud == at + LATE else loud + LATE)
    if Kind.NEXT_DAY in wanted:
        today = local_day(now, zone)
        if today in {_next_day(one.day, zone) for one in appointments}:
            yield from _today_at(wishes, Kind.NEXT_DAY, zone, today)


def _one_a_day(appointments: Iterable[Appointment]) -> Iterable[Appointment]:
    """The last of each day, in the order that is given."""
    return {one.day: one for one in appointments}.values()


def _before(wishes: Wishes, one: Appointment, zone: ZoneInfo) -> Iterator[Call]:
    alarm = alarm_of(wishes.before, one.starts, zone)
    if alarm is None:
        return
    at = (alarm if isinstance(alarm, datetime) else one.starts - alarm).astimezone(UTC)
    moved = _out_of_quiet(wishes, at, zone)
    if moved >= one.starts:
        moved = _quiet_began(wishes, at, zone) - BEFORE_QUIET
    if moved > one.known_at:  # whoever has just written it down knows of it
        yield Call(moved, Kind.BEFORE, one.day, one.starts)


def _next_day(day: date, zone: ZoneInfo) -> date:
    """The day that came after it: a zone that crosses the date line has skipped one."""
    begins = day_begins(day + ONE_DAY, zone)
    return local_day(begins, zone)


def _out_of_quiet(wishes: Wishes, moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment, or where it is quiet then the next at which it no longer is."""
    if wishes.quiet_until is None or not wishes.is_quiet(_clock(moment, zone)):
        return moment
    return min(end for end in _shown(moment, wishes.quiet_until, zone) if end > moment)


def _quiet_began(wishes: Wishes, moment: datetime, zone: ZoneInfo) -> datetime:
    """When the quiet hours began in which the moment lies."""
    assert wishes.quiet_from is not None  # noqa: S101
    return max(begin for begin in _shown(moment, wishes.quiet_from, zone) if begin <= moment)


def _shown(moment: datetime, clock: time, zone: ZoneInfo) -> Iterator[datetime]:
    """The moments around this one at which the clocks show that time, or would: twice where they go back."""
    today = local_day(moment, zone)
    for day in (today - ONE_DAY, today, today + ONE_DAY):
        for fold in (0, 1):
            yield datetime.combine(day, clock.replace(fold=fold), tzinfo=zone).astimezone(UTC)
