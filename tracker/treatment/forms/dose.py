"""The form of one dose of medicine."""

from typing import Any
from zoneinfo import ZoneInfo

from tracker.domain.limits import AMOUNT_HIGH, LINE_LENGTH, RELIEF_MINUTES
from tracker.domain.treatment.medication import DoseFacts
from tracker.domain.values.facts import values_of
from tracker.treatment.forms.when import WhenForm, when
from tracker.web.forms import (
    ChoiceField,
    CreatingForm,
    DayField,
    DecimalField,
    IdField,
    LineField,
    NoteField,
    WholeField,
)
from tracker.wording.language import N_
from tracker.wording.vocabularies import DOSE_UNITS, HELPED


class DoseForm(WhenForm):
    name = LineField(N_("Medicine"), required=N_("Please give the name of the medicine."))
    amount = DecimalField(N_("Amount"), AMOUNT_HIGH, 3)
    unit = ChoiceField(N_("Unit"), DOSE_UNITS)
    helped = ChoiceField(N_("Did it help?"), HELPED)
    minutes_to_relief = WholeField(N_("How long until it helped"), *RELIEF_MINUTES, unit=N_("minutes"))
    note = NoteField(N_("Note"))

    def facts(self, zone: ZoneInfo, base: DoseFacts | None = None) -> DoseFacts:
        """What was given. Where day and time read as they do in `base`, its moment is kept."""
        taken_at = self.moment(zone, None if base is None else base.taken_at)
        given = self.answers(DoseFacts) | {"time_unknown": self.without_time}
        return DoseFacts(for_date=taken_at.date(), taken_at=taken_at, **given)


class NewDoseForm(DoseForm, CreatingForm):
    """The same for a dose that is not saved yet."""


class OneTapForm(CreatingForm):
    """What a button holds that logs something as last time."""

    dose_id = IdField(N_("Medicine"))
    said = LineField(N_("Medicine and amount"), most=2 * LINE_LENGTH)


class NoneTakenForm(CreatingForm):
    """What the button "took none" holds; without a day it is about today."""

    day = DayField(N_("Day"))


def initial(facts: DoseFacts) -> dict[str, Any]:
    """What a form shows at first for these facts."""
    begun = {} if facts.taken_at is None else when(facts.taken_at, unknown=facts.time_unknown)
    return values_of(facts) | begun
