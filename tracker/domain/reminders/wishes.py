"""What a person wants to be called about, and when: each kind is off until it is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Final

from tracker.domain.course.alarms import Alarm
from tracker.domain.errors import Fault, Problems


class Kind(StrEnum):
    """What a call is about. NEXT_DAY: the score of the day after an appointment."""

    LOG = "log"
    BEFORE = "before"
    AFTER = "after"
    NEXT_DAY = "next_day"
    MEDICINE = "medicine"
    REVIEW = "review"
    ACTIVITIES = "activities"


# By the person's own clock, and not by an appointment's.
BY_THE_CLOCK: Final = (Kind.LOG, Kind.MEDICINE, Kind.REVIEW, Kind.ACTIVITIES)
OF_APPOINTMENTS: Final = frozenset({Kind.BEFORE, Kind.AFTER, Kind.NEXT_DAY})
# What "not today" leaves as it is: whoever has had enough of the diary still has an appointment, or a tablet to take.
NOT_SILENCED: Final = frozenset({Kind.BEFORE, Kind.MEDICINE})
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PUSH: Final = "push"
EMAIL: Final = "email"
CHANNELS: Final = (PUSH, EMAIL)
AFTER_HOURS: Final = (1, 3, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """The calls somebody wants, on the clocks where they live.

    `weekdays` are codes of `WEEKDAYS`, for the log, reviews and activities; the medicine has its own, and what belongs
    to an appointment follows that. `later_at` is the time of reviews and activities. Between `quiet_from` and
    `quiet_until`, which may lie on the next day, nothing calls; both are None, or neither.
    """

    kinds: frozenset[Kind] = frozenset()
    channels: frozenset[str] = frozenset(CHANNELS)
    log_at: time | None = None
    weekdays: frozenset[str] = frozenset(WEEKDAYS)
    before: Alarm = Alarm.TWO_HOURS
    after_hours: int = 3
    next_day_at: time | None = None
    medicine_at: time | None = None
    medicine_days: frozenset[str] = frozenset(WEEKDAYS)
    later_at: time | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None

    def clock_of(self, kind: Kind) -> time | None:
        """The time of day of a kind; None where it has none, or follows an appointment."""
        later = dict.fromkeys((Kind.REVIEW, Kind.ACTIVITIES), self.later_at)
        return {Kind.LOG: self.log_at, Kind.NEXT_DAY: self.next_day_at, Kind.MEDICINE: self.medicine_at, **later}.get(
            kind
        )

    def days_of(self, kind: Kind) -> frozenset[str]:
        """On which days of the week a kind may call."""
        return self.medicine_days if kind is Kind.MEDICINE else self.weekdays

    def is_quiet(self, clock: time) -> bool:
        """Whether nothing calls at this time of the day; the end of quiet hours is no longer quiet."""
        begins, ends = self.quiet_from, self.quiet_until
        if begins is None or ends is None:
            return False
        return begins <= clock < ends if begins < ends else clock >= begins or clock < ends


_CLOCKS: Final[Mapping[str, frozenset[Kind]]] = {
    "log_at": frozenset({Kind.LOG}),
    "next_day_at": frozenset({Kind.NEXT_DAY}),
    "medicine_at": frozenset({Kind.MEDICINE}),
    "later_at": frozenset({Kind.REVIEW, Kind.ACTIVITIES}),
}
_DAYS: Final[Mapping[str, frozenset[Kind]]] = {
    "weekdays": frozenset({Kind.LOG, Kind.REVIEW, Kind.ACTIVITIES}),
    "medicine_days": frozenset({Kind.MEDICINE}),
}


def check_wishes(wishes: Wishes) -> None:
    """`Problems` by field where a kind that is wanted could never call, or quiet hours are no hours."""
    problems = _of_quiet_hours(wishes)
    are_hours = not problems
    for field, kinds in _CLOCKS.items():
        clock = getattr(wishes, field)
        if wishes.kinds & kinds and (clock is None or (are_hours and wishes.is_quiet(clock))):
            problems[field] = Fault("no_time_to_call" if clock is None else "calls_in_quiet_hours")
    for field, kinds in _DAYS.items():
        if wishes.kinds & kinds and not getattr(wishes, field):
            problems[field] = Fault("no_day_to_call")
    if wishes.kinds and not wishes.channels:
        problems["channels"] = Fault("no_way_to_call")
    if problems:
        raise Problems(problems)


def _of_quiet_hours(wishes: Wishes) -> dict[str, Fault]:
    begins, ends = wishes.quiet_from, wishes.quiet_until
    if (begins is None) != (ends is None):
        return {"quiet_until" if ends is None else "quiet_from": Fault("quiet_by_half")}
    return {"quiet_until": Fault("quiet_all_day")} if begins is not None and begins == ends else {}
