"""The form of one dose of medicine."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from tracker.domain.errors import Invalid, Problems
from tracker.domain.limits import AMOUNT_HIGH, LINE_LENGTH, RELIEF_MINUTES_HIGH, RELIEF_MINUTES_LOW
from tracker.domain.medication import DoseFacts
from tracker.domain.periods import at_local
from tracker.domain.vocabularies import DOSE_UNITS, HELPED
from tracker.web.forms import (
    BaseForm,
    ChoiceField,
    ClockField,
    CreatingForm,
    DayField,
    DecimalField,
    IdField,
    LineField,
    NoteField,
    WholeField,
)

ELSEWHERE: Final = MappingProxyType({"taken_at": "day", "for_date": "day"})


class DoseForm(BaseForm):
    name = LineField("Medicine", required="Please give the name of the medicine.")
    amount = DecimalField("Amount", AMOUNT_HIGH, 3)
    unit = ChoiceField("Unit", DOSE_UNITS)
    day = DayField("Day", required="Please give the day.")
    clock = ClockField("Time", required="Please give the time.")
    helped = ChoiceField("Did it help?", HELPED)
    minutes_to_relief = WholeField("How long until it helped", RELIEF_MINUTES_LOW, RELIEF_MINUTES_HIGH, unit="minutes")
    note = NoteField("Note")

    def facts(self, zone: ZoneInfo, base: DoseFacts | None = None) -> DoseFacts:
        """What was given. Where day and time read as they do in `base`, its moment is kept."""
        taken_at = self._taken_at(zone, None if base is None else base.taken_at)
        return DoseFacts(
            for_date=taken_at.date(),
            taken_at=taken_at,
            name=self.name.data,
            amount=self.amount.data,
            unit=self.unit.data,
            helped=self.helped.data,
            minutes_to_relief=self.minutes_to_relief.data,
            note=self.note.data,
        )

    def _taken_at(self, zone: ZoneInfo, known: datetime | None) -> datetime:
        typed = (self.day.data, self.clock.data)
        if known is not None and typed == (known.date(), known.time().replace(second=0, microsecond=0)):
            return known
        try:
            return at_local(self.day.data, self.clock.data, zone)
        except Invalid as error:
            raise Problems({"day": str(error)}) from None

    def blame(self, problems: Problems | Mapping[str, str]) -> None:
        by_field = problems.by_field if isinstance(problems, Problems) else problems
        super().blame({ELSEWHERE.get(name, name): text for name, text in by_field.items()})


class NewDoseForm(DoseForm, CreatingForm):
    """The same for a dose that is not saved yet."""


class OneTapForm(CreatingForm):
    """What a button holds that logs something as last time."""

    dose_id = IdField("Medicine")
    said = LineField("Medicine and amount", most=2 * LINE_LENGTH)


class NoneTakenForm(CreatingForm):
    """What the button "took none" holds; without a day it is about today."""

    day = DayField("Day")


def initial(facts: DoseFacts) -> dict[str, Any]:
    """What a form shows at first for these facts."""
    values = {name: getattr(facts, name) for name in ("name", "amount", "unit", "helped", "minutes_to_relief", "note")}
    if facts.taken_at is not None:
        values |= {"day": facts.taken_at.date(), "clock": facts.taken_at.time()}
    return values
