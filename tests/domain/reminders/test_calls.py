"""Which calls are due at a moment, and which are wanted."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tracker.domain.course.alarms import Alarm
from tracker.domain.reminders.calls import (
    LATE,
    Appointment,
    Call,
    Standing,
    arrives_until,
    is_rarer,
    is_timely,
    is_wanted,
    says_rarer,
    timely,
)
from tracker.domain.reminders.wishes import Kind, Wishes

BERLIN, NUUK, APIA = ZoneInfo("Europe/Berlin"), ZoneInfo("America/Nuuk"), ZoneInfo("Pacific/Apia")
LORD_HOWE, KATHMANDU = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
LOGS = Wishes(kinds=frozenset({Kind.LOG}), log_at=time(20))
QUIET: dict[str, Any] = {"quiet_from": time(22), "quiet_until": time(7)}


def at(day: date, hour: int, minute: int = 0, zone: ZoneInfo = BERLIN, fold: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, fold=fold), tzinfo=zone).astimezone(UTC)


def kinds(wishes: Wishes, now: datetime, *appointments: Appointment, zone: ZoneInfo = BERLIN) -> list[str]:
    return [call.kind.value for call in timely(wishes, appointments, zone, now, since=LONG_AGO)]


def calls_of(
    wishes: Wishes, first: datetime, hours: int, *appointments: Appointment, zone: ZoneInfo = BERLIN, minutes: int = 5
) -> list[Call]:
    """Every call of some hours, looked at every few minutes: each once."""
    looks = (first + timedelta(minutes=minutes * number) for number in range(hours * 60 // minutes))
    found = {call: None for now in looks for call in timely(wishes, appointments, zone, now, since=LONG_AGO)}
    return list(found)


def visit(day: date, hour: int, **given: Any) -> Appointment:
    starts = at(day, hour)
    usual: dict[str, Any] = {"day": day, "starts": starts, "ends": starts + timedelta(hours=1), "known_at": LONG_AGO}
    return Appointment(**usual | given)


@pytest.mark.parametrize(
    ("wishes", "now", "until"),
    [
        (LOGS, at(MONDAY, 20), at(MONDAY, 23)),
        (replace(LOGS, **QUIET), at(MONDAY, 20), at(MONDAY, 22)),
        (replace(LOGS, quiet_from=time(23, 30), quiet_until=time(7)), at(MONDAY, 20), at(MONDAY, 23)),
        (replace(LOGS, quiet_from=time(12), quiet_until=time(14)), at(MONDAY, 20), at(MONDAY, 23)),
        (replace(LOGS, quiet_from=time(21), quiet_until=time(22)), at(MONDAY, 22), at(MONDAY, 23)),
    ],
)
def test_it_arrives_before_quiet_hours_or_not(wishes: Wishes, now: datetime, until: datetime) -> None:
    (call,) = timely(wishes, (), BERLIN, now, since=LONG_AGO)
    assert arrives_until(call, wishes, BERLIN, now) == until
    assert is_timely(call, wishes, BERLIN, until - timedelta(minutes=1))
    assert not is_timely(call, wishes, BERLIN, until)


def test_it_calls_at_the_hour_and_while_that_is_of_use() -> None:
    assert kinds(LOGS, at(MONDAY, 19, 59)) == []
    assert kinds(LOGS, at(MONDAY, 20)) == ["log"]
    assert kinds(LOGS, at(MONDAY, 22, 59)) == ["log"]
    assert kinds(LOGS, at(MONDAY, 23)) == []
    assert kinds(replace(LOGS, kinds=frozenset()), at(MONDAY, 20)) == []
    assert kinds(replace(LOGS, log_at=None), at(MONDAY, 20)) == []


def test_a_day_that_has_ended_is_asked_about_no_more() -> None:
    late = replace(LOGS, log_at=time(23, 30))
    assert kinds(late, at(MONDAY, 23, 59)) == ["log"]
    (call,) = timely(late, (), BERLIN, at(MONDAY, 23, 30), since=LONG_AGO)
    assert call.until == at(MONDAY + timedelta(days=1), 0)
    assert kinds(late, at(MONDAY + timedelta(days=1), 0)) == []


def test_a_medicine_is_of_use_for_an_hour() -> None:
    wishes = Wishes(kinds=frozenset({Kind.MEDICINE}), medicine_at=time(8), medicine_days=frozenset({"mon"}))
    assert kinds(wishes, at(MONDAY, 8, 59)) == ["medicine"]
    assert kinds(wishes, at(MONDAY, 9)) == []
    assert kinds(wishes, at(MONDAY + timedelta(days=1), 8)) == []


def test_what_was_due_before_it_was_wanted_is_not_called() -> None:
    now = at(MONDAY, 20, 30)
    assert timely(LOGS, (), BERLIN, now, since=at(MONDAY, 20)) == []
    assert len(timely(LOGS, (), BERLIN, now, since=at(MONDAY, 19, 59))) == 1


def test_the_days_of_the_week_are_the_persons_own() -> None:
    mondays = replace(LOGS, weekdays=frozenset({"mon"}))
    assert kinds(mondays, at(MONDAY, 20)) == ["log"]
    assert kinds(mondays, at(MONDAY + timedelta(days=1), 20)) == []
    assert kinds(mondays, at(MONDAY, 20, zone=KATHMANDU), zone=KATHMANDU) == ["log"]


def test_reviews_and_activities_have_a_time_of_their_own() -> None:
    wishes = Wishes(kinds=frozenset({Kind.REVIEW, Kind.ACTIVITIES}), later_at=time(18))
    assert sorted(kinds(wishes, at(MONDAY, 18))) == ["activities", "review"]


@pytest.mark.parametrize(
    ("alarm", "call"),
    [
        (Alarm.ONE_HOUR, at(MONDAY, 14)),
        (Alarm.TWO_HOURS, at(MONDAY, 13)),
        (Alarm.EVENING_BEFORE, at(MONDAY - timedelta(days=1), 18)),
    ],
)
def test_before_an_appointment(alarm: Alarm, call: datetime) -> None:
    wishes = Wishes(kinds=frozenset({Kind.BEFORE}), before=alarm)
    one = visit(MONDAY, 15)
    assert kinds(wishes, call - timedelta(minutes=1), one) == []
    assert kinds(wishes, call, one) == ["before"]
    assert kinds(wishes, one.starts - timedelta(minutes=1), one) == ["before"]
    assert kinds(wishes, one.starts, one) == []
    assert kinds(wishes, call, replace(one, status="attended")) == []
    assert kinds(wishes, call, replace(one, timed=False)) == []
    assert kinds(wishes, call, replace(one, known_at=call)) == []
    assert kinds(replace(wishes, before=Alarm.NONE), call, one) == []


def test_two_appointments_of_a_day_call_before_the_first_and_after_the_last() -> None:
    both = visit(MONDAY, 10), visit(MONDAY, 15)
    wishes = Wishes(kinds=frozenset({Kind.BEFORE, Kind.AFTER}), after_hours=1)
    found = calls_of(wishes, at(MONDAY, 6), 18, *both)
    keys = {(call.kind, call.day) for call in found}
    assert keys == {(Kind.BEFORE, MONDAY), (Kind.AFTER, MONDAY)}
    assert min(call.at for call in found if call.kind is Kind.BEFORE) == at(MONDAY, 8)
    assert {call.at for call in found if call.kind is Kind.AFTER} == {at(MONDAY, 17)}


def test_before_an_early_appointment_it_calls_when_quiet_ends_or_before_it_begins() -> None:
    wishes = Wishes(kinds=frozenset({Kind.BEFORE}), **QUIET)
    assert kinds(wishes, at(MONDAY, 6, 30), visit(MONDAY, 8)) == []
    assert kinds(wishes, at(MONDAY, 7), visit(MONDAY, 8)) == ["before"]
    evening = at(MONDAY - timedelta(days=1), 21)
    assert kinds(wishes, evening - timedelta(minutes=1), visit(MONDAY, 7)) == []
    assert kinds(wishes, evening, visit(MONDAY, 7)) == ["before"]
    assert kinds(wishes, at(MONDAY, 1), visit(MONDAY, 7)) == []


def test_after_an_appointment_that_was_not_rated() -> None:
    wishes = Wishes(kinds=frozenset({Kind.AFTER}), after_hours=3, **QUIET)
    one = visit(MONDAY, 15)
    assert kinds(wishes, at(MONDAY, 19), one) == ["after"]
    assert kinds(wishes, at(MONDAY, 19), replace(one, status="attended")) == ["after"]
    assert kinds(wishes, at(MONDAY, 19), replace(one, rated=True)) == []
    assert kinds(wishes, at(MONDAY, 19), replace(one, timed=False)) == []
    assert kinds(wishes, at(MONDAY, 19) + LATE, one) == []
    tomorrow = MONDAY + timedelta(days=1)
    assert kinds(wishes, at(tomorrow, 9, 59), visit(MONDAY, 17)) == ["after"]
    assert kinds(wishes, at(tomorrow, 10), visit(MONDAY, 17)) == []
    (call,) = timely(wishes, [visit(MONDAY, 19)], BERLIN, at(tomorrow, 7), since=LONG_AGO)
    assert (call.day, call.at) == (MONDAY, at(tomorrow, 7))


def test_the_next_day_follows_the_day_of_the_appointment() -> None:
    wishes = Wishes(kinds=frozenset({Kind.NEXT_DAY}), next_day_at=time(12), weekdays=frozenset())
    tomorrow = MONDAY + timedelta(days=1)
    one = visit(MONDAY, 15, timed=False)
    assert kinds(wishes, at(tomorrow, 12), one) == ["next_day"]
    assert kinds(wishes, at(MONDAY, 12), one) == []
    assert kinds(wishes, at(tomorrow, 12)) == []


def test_no_call_is_made_in_quiet_hours_whatever_is_due() -> None:
    wishes = replace(LOGS, log_at=time(21), **QUIET)
    assert kinds(wishes, at(MONDAY, 21, 59)) == ["log"]
    assert kinds(wishes, at(MONDAY, 22)) == []
    assert kinds(replace(wishes, log_at=time(23)), at(MONDAY, 23)) == []
    assert kinds(replace(wishes, log_at=time(6)), at(MONDAY, 7)) == []


@pytest.mark.parametrize(
    ("day", "clock", "zone", "moment"),
    [
        # The clocks of Berlin skip the hour from 02:00, and show it twice.
        (date(2026, 3, 29), time(2, 30), BERLIN, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), BERLIN, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        # Half an hour on Lord Howe, either way.
        (date(2026, 10, 4), time(2, 15), LORD_HOWE, datetime(2026, 10, 3, 15, 45, tzinfo=UTC)),
        (date(2026, 4, 5), time(1, 45), LORD_HOWE, datetime(2026, 4, 4, 14, 45, tzinfo=UTC)),
        # In Nuuk the last hour of a Saturday is skipped: it calls before, on that day.
        (date(2026, 3, 28), time(23, 30), NUUK, datetime(2026, 3, 29, 0, 45, tzinfo=UTC)),
    ],
)
def test_a_time_that_is_skipped_or_comes_twice_calls_once(
    day: date, clock: time, zone: ZoneInfo, moment: datetime
) -> None:
    wishes = replace(LOGS, log_at=clock)
    begins = datetime.combine(day - timedelta(days=1), time(12), tzinfo=zone).astimezone(UTC)
    found = [call for call in calls_of(wishes, begins, 36, zone=zone) if call.day == day]
    assert [call.at for call in found] == [moment]
    assert found[0].at.astimezone(zone).date() == day


def test_a_day_that_a_zone_never_had_calls_nobody() -> None:
    begins = datetime(2011, 12, 29, 12, tzinfo=APIA).astimezone(UTC)
    found = calls_of(LOGS, begins, 36, zone=APIA)
    assert [call.day for call in found] == [date(2011, 12, 29), date(2011, 12, 31)]
    thursday = datetime(2011, 12, 29, 10, tzinfo=APIA)
    one = Appointment(day=date(2011, 12, 29), starts=thursday, ends=thursday + timedelta(hours=1), known_at=LONG_AGO)
    wishes = Wishes(kinds=frozenset({Kind.NEXT_DAY}), next_day_at=time(12))
    assert [call.day for call in calls_of(wishes, begins, 36, one, zone=APIA)] == [date(2011, 12, 31)]


def test_quiet_hours_that_end_within_the_hour_that_comes_twice() -> None:
    wishes = Wishes(kinds=frozenset({Kind.AFTER}), after_hours=1, quiet_from=time(22), quiet_until=time(2, 30))
    night = date(2026, 10, 25)
    starts = at(night - timedelta(days=1), 21)
    one = Appointment(day=night - timedelta(days=1), starts=starts, ends=starts + timedelta(hours=1), known_at=LONG_AGO)
    looks = [at(night, 0) + timedelta(minutes=minute) for minute in range(0, 300, 5)]
    loud = [now for now in looks if kinds(wishes, now, one)]
    assert loud[0] == at(night, 2, 30)
    assert at(night, 2, fold=1) not in loud
    assert at(night, 2, 30, fold=1) in loud
    ends = at(night, 0, 15)  # three hours later it is 02:15 for the second time
    one = Appointment(day=night, starts=ends - timedelta(hours=1), ends=ends, known_at=LONG_AGO)
    again = at(night, 2, 30, fold=1)
    assert kinds(replace(wishes, after_hours=3), again, one) == ["after"]


LOG = Call(at(MONDAY, 20), Kind.LOG, MONDAY, at(MONDAY, 23))


def days_ago(days: int) -> dict[Kind, date]:
    return dict.fromkeys(Kind, MONDAY - timedelta(days=days))


@pytest.mark.parametrize(
    ("kind", "stands", "wanted"),
    [
        (Kind.LOG, Standing(), True),
        (Kind.LOG, Standing(scored=True), False),
        (Kind.LOG, Standing(silenced=True), False),
        (Kind.LOG, Standing(unanswered=3, called=days_ago(1)), True),
        (Kind.LOG, Standing(unanswered=4, called=days_ago(1)), False),
        (Kind.LOG, Standing(unanswered=4, called=days_ago(2)), False),
        (Kind.LOG, Standing(unanswered=4, called=days_ago(3)), True),
        (Kind.NEXT_DAY, Standing(unanswered=9, called=days_ago(1)), True),
        (Kind.NEXT_DAY, Standing(scored=True), False),
        (Kind.NEXT_DAY, Standing(silenced=True), False),
        (Kind.AFTER, Standing(scored=True), True),
        (Kind.AFTER, Standing(silenced=True), False),
        (Kind.BEFORE, Standing(silenced=True, scored=True), True),
        (Kind.MEDICINE, Standing(silenced=True, scored=True, unanswered=9), True),
        (Kind.REVIEW, Standing(), False),
        (Kind.REVIEW, Standing(review_due=True), True),
        (Kind.REVIEW, Standing(review_due=True, called=days_ago(6)), False),
        (Kind.REVIEW, Standing(review_due=True, called=days_ago(7)), True),
        (Kind.REVIEW, Standing(review_due=True, silenced=True), False),
        (Kind.ACTIVITIES, Standing(review_due=True), False),
        (Kind.ACTIVITIES, Standing(activities_due=True), True),
        (Kind.ACTIVITIES, Standing(activities_due=True, called=days_ago(6)), False),
    ],
)
def test_what_is_wanted(kind: Kind, stands: Standing, wanted: bool) -> None:
    assert is_wanted(replace(LOG, kind=kind), stands) is wanted


def test_it_says_once_that_it_becomes_rarer() -> None:
    said = [says_rarer(LOG, Standing(unanswered=count)) for count in range(6)]
    assert said == [False, False, False, True, False, False]
    assert [is_rarer(count) for count in range(6)] == [False, False, False, False, True, True]
    assert not says_rarer(replace(LOG, kind=Kind.MEDICINE), Standing(unanswered=3))
