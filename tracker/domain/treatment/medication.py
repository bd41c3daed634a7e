"""What one dose of medicine holds, how "took none today" is told from "not recorded", and the checks."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tracker.domain.errors import Fault, Problems
from tracker.domain.limits import CLOCK_SLACK


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseFacts:
    """One dose, or (with `none_taken`) the statement that none was taken on `for_date`.

    `taken_at` carries the local offset and `for_date` is its local day; `amount` is a number of `unit`;
    `minutes_to_relief` whole minutes. None is "not recorded". With `time_unknown` only the day is known, and noon
    stands for the time, which is never said.
    """

    for_date: date
    none_taken: bool = False
    taken_at: datetime | None = None
    name: str | None = None
    amount: Decimal | None = None
    unit: str | None = None
    helped: str | None = None
    minutes_to_relief: int | None = None
    note: str | None = None
    time_unknown: bool = False


def check_dose(facts: DoseFacts, *, now: datetime, today: date) -> DoseFacts:
    """The facts themselves when they can stand; `Problems` by field otherwise.

    A dose has a name and a time, an amount has its unit, "took none" has nothing else but a note, neither lies ahead.
    """
    problems: dict[str, Fault] = {}
    if facts.none_taken:
        if facts.taken_at or facts.name or facts.amount is not None or facts.unit or facts.helped:
            problems["name"] = Fault("none_with_medicine")
    else:
        if facts.name is None:
            problems["name"] = Fault("medicine_name_needed")
        if facts.taken_at is None:
            problems["taken_at"] = Fault("when_taken")
        if facts.amount is not None and facts.unit is None:
            problems["unit"] = Fault("unit_needed")
    if facts.for_date > today or (facts.taken_at is not None and facts.taken_at > now + CLOCK_SLACK):
        problems["taken_at"] = Fault("dose_to_come")
    if problems:
        raise Problems(problems)
    return facts
