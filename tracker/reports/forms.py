"""The range of days an export is asked for."""

from datetime import date
from typing import Any, ClassVar

from tracker.domain.errors import Fault
from tracker.web.forms import BaseForm, DayField
from tracker.wording.language import N_, _

WRONG_WAY_ROUND = N_("The last day is before the first day. Please check both.")


class RangeForm(BaseForm):
    """Both days are included; a day left out leaves that end open."""

    # Why a paper of these days cannot be made, by the field that says it: see `dashboard/services/ranges.py`.
    refused: ClassVar = {"first_day_to_come": "first", "days_not_shared": "last"}

    first = DayField(N_("From"), name="from", id="from")
    last = DayField(N_("To"), name="to", id="to")

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        first, last = self.days()
        if first is not None and last is not None and last < first:
            self.blame({"last": _(WRONG_WAY_ROUND)})
            return False
        return True

    def refuse(self, code: str) -> None:
        """Say beside its field why a paper of these days was not made; any other code says nothing."""
        if code in self.refused:
            self.blame({self.refused[code]: Fault(code)})

    def days(self) -> tuple[date | None, date | None]:
        return self.first.data, self.last.data
