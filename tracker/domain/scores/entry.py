"""What one daily entry or moment holds, and the checks that take more than one of its fields."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from tracker.domain.body.locations import farthest_point
from tracker.domain.errors import Fault, Problems
from tracker.domain.limits import CLOCK_SLACK
from tracker.domain.values.periods import at_local

DAY_TO_COME = Fault("day_to_come")
TIME_TO_COME = Fault("time_to_come")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """One entry as a person gives it.

    Scores are whole numbers 0 to 10 (NPRS; Farrar 2001, Pain 94:149), minutes are whole minutes a day, and None
    is "not recorded". `for_date` and `for_time` are the person's own local day and clock time. With `time_unknown` only
    a part of the day is known, and the middle of it stands for the time, which is never said.
    """

    kind: str
    for_date: date
    for_time: time | None = None
    leg_pain: int | None = None
    back_pain: int | None = None
    worst_leg_pain: int | None = None
    side: str | None = None
    regions: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    numbness_tingling: int | None = None
    weakness: int | None = None
    sleep_disturbed: int | None = None
    sitting_minutes: int | None = None
    walking_minutes: int | None = None
    aggravated_by: tuple[str, ...] = ()
    eased_by: tuple[str, ...] = ()
    warning_signs: tuple[str, ...] = ()
    note: str | None = None
    time_unknown: bool = False

    @property
    def farthest_point(self) -> str | None:
        """The region farthest from the spine; None where no place was given."""
        return farthest_point(self.regions)


def check_entry(facts: EntryFacts, *, now: datetime, zone: tzinfo, stands: EntryFacts | None = None) -> EntryFacts:
    """The facts themselves when they can stand as one entry; `Problems` by field otherwise.

    An entry needs at least one of the two scores, a moment needs its time, a daily entry has none, and no entry is for
    a day or a time to come where the person is, whose clocks follow `zone`. An entry that `stands` may keep its time:
    whoever flies west finds yesterday's words ahead of their clock; a time that is not known is none to come. The
    worst score may not be below the day's average, since one of the two is then a slip.
    """
    problems: dict[str, Fault] = {}
    if facts.leg_pain is None and facts.back_pain is None:
        problems["leg_pain"] = Fault("nothing_scored")
    if stands is None or (facts.for_date, facts.for_time) != (stands.for_date, stands.for_time):
        problems |= _still_to_come(facts, now, zone)
    if facts.kind == "moment" and facts.for_time is None:
        problems["for_time"] = Fault("moment_without_time")
    if facts.kind == "daily" and facts.for_time is not None:
        problems["for_time"] = Fault("day_with_time")
    if facts.kind == "daily" and facts.time_unknown:
        problems["time_known"] = Fault("day_with_time")
    worst, average = facts.worst_leg_pain, facts.leg_pain
    if worst is not None and average is not None and worst < average:
        problems["worst_leg_pain"] = Fault("worst_below_average", average=average)
    if problems:
        raise Problems(problems)
    return facts


def _still_to_come(facts: EntryFacts, now: datetime, zone: tzinfo) -> dict[str, Fault]:
    days = (facts.for_date - now.astimezone(zone).date()).days
    if days > 0:
        return {"for_date": DAY_TO_COME}
    if days < -1 or facts.for_time is None or facts.time_unknown:  # no clock was ever moved by more than a day
        return {}
    if at_local(facts.for_date, facts.for_time, zone) > now + CLOCK_SLACK:
        return {"for_time": TIME_TO_COME}
    return {}
