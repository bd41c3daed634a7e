"""A year of calls in six zones: at most one of a kind a day, never in quiet hours, none for a day that has an entry.

The sender is simulated as it works: it looks at what is due, remembers what it called, and is away now and then.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.course.alarms import Alarm
from tracker.domain.reminders.calls import (
    LATE,
    MEDICINE_LATE,
    RARER_DAYS,
    UNANSWERED_MOST,
    Appointment,
    Call,
    Standing,
    is_wanted,
    says_rarer,
    timely,
)
from tracker.domain.reminders.wishes import BY_THE_CLOCK, NOT_SILENCED, WEEKDAYS, Kind, Wishes
from tracker.domain.values.periods import DAYS_IN_WEEK, days_between, local_day

ZONES: Final = (
    *("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Nuuk", "Pacific/Apia"),
)
BEGINS: Final = datetime(2026, 1, 1, tzinfo=UTC)
BUSY: Final = Wishes(
    kinds=frozenset(Kind),
    log_at=time(20, 15),
    weekdays=frozenset(WEEKDAYS) - {"sun"},
    before=Alarm.TWO_HOURS,
    after_hours=3,
    next_day_at=time(12),
    medicine_at=time(8),
    later_at=time(18),
    quiet_from=time(22),
    quiet_until=time(7),
)
NIGHTLY: Final = replace(BUSY, log_at=time(2, 30), medicine_at=time(1, 45), quiet_from=None, quiet_until=None)
Zone = Callable[[datetime], ZoneInfo]


@dataclass
class Person:
    """Somebody with a diary: the days they scored, what they were called, and when they answered."""

    wishes: Wishes
    zone: Zone
    appointments: list[Appointment] = field(default_factory=list)
    scored: set[date] = field(default_factory=set)
    silenced: set[date] = field(default_factory=set)
    made: list[tuple[datetime, Call, bool]] = field(default_factory=list)
    answered: datetime = BEGINS
    known: set[tuple[Kind, date]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.by_day: dict[date, list[Appointment]] = {}
        for one in self.appointments:
            self.by_day.setdefault(one.day, []).append(one)

    def stands(self, call: Call, now: datetime) -> Standing:
        mine = [one for _, one, _ in self.made[-60:] if one.kind is call.kind]
        return Standing(
            scored=call.day in self.scored,
            silenced=local_day(now, self.zone(now)) in self.silenced,
            review_due=True,
            activities_due=True,
            unanswered=sum(at > self.answered for at, one, _ in self.made if one.kind is Kind.LOG),
            called={call.kind: max(one.day for one in mine)} if mine else {},
        )

    def look(self, now: datetime) -> Iterator[Call]:
        """One look of the sender: what it calls is remembered by its kind and day, as the rows do."""
        days = {(now + timedelta(days=number)).date() for number in range(-3, 4)}
        near = [one for day in days for one in self.by_day.get(day, ())]
        for call in timely(self.wishes, near, self.zone(now), now, since=BEGINS):
            if (call.kind, call.day) in self.known:
                continue
            stands = self.stands(call, now)
            if is_wanted(call, stands):
                self.known.add((call.kind, call.day))
                self.made.append((now, call, says_rarer(call, stands)))
                yield call


def appointments_of(zone: ZoneInfo, random: Random, days: int) -> list[Appointment]:
    """One or two a week, at hours when somebody treats."""
    found = []
    for number in range(0, days, 4):
        day = (BEGINS + timedelta(days=number + random.randrange(3))).date()
        starts = datetime.combine(day, time(random.randrange(8, 20), random.choice((0, 15, 30))), tzinfo=zone)
        moment = starts.astimezone(UTC)
        found.append(
            Appointment(day=day, starts=moment, ends=moment + timedelta(hours=1), known_at=moment - timedelta(days=9))
        )
    return found


def held(person: Person) -> None:
    """What always holds of what was called."""
    keys = Counter((call.kind, call.day) for _, call, _ in person.made)
    assert max(keys.values(), default=0) <= 1
    for now, call, _ in person.made:
        zone = person.zone(now)
        local = now.astimezone(zone)
        assert not person.wishes.is_quiet(local.time().replace(second=0, microsecond=0)), (now, call)
        assert call.at <= now < call.until
        if call.kind in {*BY_THE_CLOCK, Kind.NEXT_DAY}:
            assert local.date() == call.day, (now, call)
        if call.kind in BY_THE_CLOCK:
            assert WEEKDAYS[call.day.weekday()] in person.wishes.days_of(call.kind)
        if local.date() in person.silenced:
            assert call.kind in NOT_SILENCED


def by_kind(person: Person) -> Counter[Kind]:
    return Counter(call.kind for _, call, _ in person.made)


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("wishes", [BUSY, NIGHTLY], ids=["by day", "in the hours that clocks change"])
@pytest.mark.parametrize(
    "hourly", [pytest.param(False, id="each ten minutes", marks=pytest.mark.long), pytest.param(True, id="hourly")]
)
def test_a_year_of_somebody_who_answers_now_and_then(name: str, wishes: Wishes, hourly: bool) -> None:
    random, zone = Random(f"{name} {hourly}"), ZoneInfo(name)  # noqa: S311
    person = Person(wishes, lambda _now: zone, appointments_of(zone, random, 365))
    step = timedelta(minutes=60 if hourly else 10)
    now, last = BEGINS, BEGINS + timedelta(days=365)
    while now < last:
        calls = list(person.look(now))
        if any(call.kind is Kind.LOG for call in calls):
            assert local_day(now, zone) not in person.scored
            person.answered = now + timedelta(minutes=1)
            if random.random() < 0.5:
                person.scored.add(local_day(now, zone))
        now += step
    held(person)
    days = list(days_between((BEGINS + timedelta(days=1)).astimezone(zone).date(), last.astimezone(zone).date()))[:-2]
    logged = {call.day for _, call, _ in person.made if call.kind is Kind.LOG}
    # Whoever answers is called on every day that they chose, also on those of 23 hours and of 25.
    assert {day for day in days if day.weekday() != 6} <= logged
    assert set(days) <= {call.day for _, call, _ in person.made if call.kind is Kind.MEDICINE}
    found = by_kind(person)
    # Each week while they are due; the days without one at their end do not make it fewer.
    assert 365 // (DAYS_IN_WEEK + 1) <= found[Kind.REVIEW] == found[Kind.ACTIVITIES] <= 365 // DAYS_IN_WEEK + 1
    whole = [one for one in person.appointments if BEGINS + timedelta(days=1) < one.starts < last - timedelta(days=2)]
    for kind in (Kind.BEFORE, Kind.AFTER):
        assert {one.day for one in whole} <= {call.day for _, call, _ in person.made if call.kind is kind}


@pytest.mark.parametrize("name", ZONES)
def test_whoever_does_not_answer_is_called_more_rarely_and_told_so_once(name: str) -> None:
    zone = ZoneInfo(name)
    person = Person(replace(BUSY, kinds=frozenset({Kind.LOG}), weekdays=frozenset(WEEKDAYS)), lambda _now: zone)
    for number in range(60 * 24):
        list(person.look(BEGINS + timedelta(hours=number)))
    held(person)
    days = [call.day for _, call, _ in person.made]
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    assert gaps[:UNANSWERED_MOST] == [1] * UNANSWERED_MOST
    assert set(gaps[UNANSWERED_MOST:]) == {RARER_DAYS}
    assert [rarer for _, _, rarer in person.made].count(True) == 1
    assert person.made[UNANSWERED_MOST][2]
    person.answered = BEGINS + timedelta(days=60)
    before = len(person.made)
    for number in range(60 * 24, 66 * 24):
        list(person.look(BEGINS + timedelta(hours=number)))
    assert len(person.made) - before in {4, 5}


HOURS = st.lists(st.integers(1, 70), min_size=1, max_size=60)
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@given(
    waits=HOURS,
    zones=st.lists(st.sampled_from(ZONES), min_size=1, max_size=6),
    log_at=CLOCKS,
    quiet=st.one_of(st.none(), st.tuples(CLOCKS, CLOCKS)),
    alarm=st.sampled_from(Alarm),
    start=st.integers(0, 300 * 24 * 60).map(lambda minutes: BEGINS + timedelta(minutes=minutes)),
    answers=st.integers(0, 2**60),
)
def test_whatever_happens_to_the_sender_and_wherever_somebody_goes(
    waits: list[int],
    zones: list[str],
    log_at: time,
    quiet: tuple[time, time] | None,
    alarm: Alarm,
    start: datetime,
    answers: int,
) -> None:
    """The sender is away for hours, the zone changes at each look: no day twice, no flood, nothing when it is quiet."""
    begins, ends = quiet or (None, None)
    wishes = replace(BUSY, log_at=log_at, quiet_from=begins, quiet_until=ends, before=alarm)
    at = {"moment": start}
    number = {"looks": 0}
    first = ZoneInfo(zones[0])
    appointments = []
    for day in range(0, 30, 2):
        moment = start + timedelta(days=day, hours=day)
        local = moment.astimezone(first).date()
        appointments.append(
            Appointment(day=local, starts=moment, ends=moment + timedelta(hours=1), known_at=start - timedelta(days=9))
        )
    person = Person(wishes, lambda _now: ZoneInfo(zones[number["looks"] % len(zones)]), appointments)
    for wait in waits:
        now = at["moment"] = at["moment"] + timedelta(hours=wait, minutes=wait)
        zone = person.zone(now)
        calls = list(person.look(now))
        assert len({call.kind for call in calls}) == len(calls)
        for call in calls:
            assert not wishes.is_quiet(now.astimezone(zone).time().replace(second=0, microsecond=0))
            late = now - call.at
            assert late <= (MEDICINE_LATE if call.kind is Kind.MEDICINE else LATE) or call.kind is Kind.BEFORE
            assert call.kind is not Kind.LOG or call.day not in person.scored
        if answers >> number["looks"] & 1:
            person.scored.add(local_day(now, zone))
            person.answered = now
        number["looks"] += 1
    keys = Counter((call.kind, call.day) for _, call, _ in person.made)
    assert max(keys.values(), default=0) <= 1


@given(
    leaves=st.integers(0, 24 * 60),
    there=st.sampled_from(ZONES),
    here=st.sampled_from(ZONES),
    start=st.dates(date(2026, 1, 2), date(2026, 12, 20)),
)
def test_a_traveller_is_called_for_each_day_that_has_its_hour_or_hours_after_it(
    leaves: int, there: str, here: str, start: date
) -> None:
    """Each local day is called for once; none is left out where its hour was lived through, or was not long gone."""
    wishes = replace(BUSY, kinds=frozenset({Kind.LOG}), weekdays=frozenset(WEEKDAYS), quiet_from=None, quiet_until=None)
    home, abroad = ZoneInfo(here), ZoneInfo(there)
    begins = datetime.combine(start, time(0), tzinfo=home).astimezone(UTC)
    moves = begins + timedelta(days=1, minutes=leaves)
    person = Person(wishes, lambda now: home if now < moves else abroad)
    owed = set()
    for number in range(3 * 24 * 6):
        now = begins + timedelta(minutes=10 * number)
        local = now.astimezone(person.zone(now))
        if time(20, 15) <= local.time() < time(23, 15):
            owed.add(local.date())
        for _call in person.look(now):
            person.answered = now + timedelta(seconds=1)
    held(person)
    assert {call.day for _, call, _ in person.made} == owed
