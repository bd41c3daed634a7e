"""When something was: day and time as they are typed, and the moment that they mean."""

from datetime import datetime, time
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from tracker.domain.errors import Invalid, Problems
from tracker.domain.values import parsing
from tracker.domain.values.periods import at_local
from tracker.web.forms import BaseForm, ClockField, DayField, ParsedField
from tracker.wording.language import N_

NOON: Final = time(12)


def when(moment: datetime, *, unknown: bool = False) -> dict[str, Any]:
    """What the form shows of a moment at first: of one whose time is not known its day alone."""
    return {"day": moment.date(), "clock": None if unknown else moment.time(), "shown_at": moment}


class ShownField(ParsedField):
    """The moment a form was filled in with, unseen: it tells which of the two 02:30 of an autumn night is meant."""

    merges = False

    def parse(self, raw: str) -> datetime | None:
        return parsing.readable(parsing.moment, raw)

    def show(self, value: datetime) -> str:
        return value.isoformat()


class WhenForm(BaseForm):
    """A form that asks for a day and a time."""

    elsewhere = MappingProxyType({"started_at": "day", "taken_at": "day", "for_date": "day"})

    day = DayField(N_("Day"), required=N_("Please give the day."))
    clock = ClockField(N_("Time"), required=N_("Please give the time."))
    shown_at = ShownField(N_("Shown"))

    def allow_no_time(self) -> None:
        """The time is not known, and may stay so."""
        self.clock.allow_unknown()

    @property
    def without_time(self) -> bool:
        """Whether the time stays not known."""
        return self.clock.stays_unknown

    def moment(self, zone: ZoneInfo, known: datetime | None = None) -> datetime:
        """The moment that is meant: that of `known` where day and time read as they do there, its seconds included.

        Noon stands for a time that stays not known. `Problems` for a day that no calendar holds.
        """
        typed = (self.day.data, NOON if self.without_time else self.clock.data)
        if known is not None and typed == (known.date(), known.time().replace(second=0, microsecond=0)):
            return known
        try:
            return at_local(*typed, zone, shown=self.shown_at.data)
        except Invalid as error:
            raise Problems({"day": error.message}) from None
