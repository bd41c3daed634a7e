"""The forms of several appointments at once: a series of them, and the rest of what is planned."""

from datetime import time
from typing import Final

from tracker.domain.limits import PLANNED_SESSIONS, SESSION_MINUTES
from tracker.domain.treatment.series import Series
from tracker.domain.vocabularies import COURSE_KINDS
from tracker.treatment.forms.fields import CourseField
from tracker.treatment.forms.near import LookedAtField
from tracker.treatment.forms.when import ShownField
from tracker.treatment.services.series import SeriesFacts
from tracker.web.forms import (
    BaseForm,
    ChoicesField,
    ClockField,
    CreatingForm,
    DayField,
    LineField,
    WholeField,
)
from tracker.wording.language import N_, Words

WEEKDAY_WORDS: Final = Words(
    {
        "monday": N_("Mon"),
        "tuesday": N_("Tue"),
        "wednesday": N_("Wed"),
        "thursday": N_("Thu"),
        "friday": N_("Fri"),
        "saturday": N_("Sat"),
        "sunday": N_("Sun"),
    }
)
MOVE_MOST: Final = 60


class SeriesForm(CreatingForm):
    """Every Tuesday and Friday at 17:00, until there are ten."""

    weekdays = ChoicesField(N_("On which days of the week?"), WEEKDAY_WORDS)
    clock = ClockField(N_("Time"), required=N_("Please give the time."))
    first = DayField(N_("From"), required=N_("Please give the day."))
    count = WholeField(N_("How many"), *PLANNED_SESSIONS, hint=N_("Days that have one already are left out."))
    until = DayField(N_("Or until"))
    minutes = WholeField(N_("How long each takes"), *SESSION_MINUTES, unit=N_("minutes"))
    practitioner = LineField(N_("Practitioner"))
    course_id = CourseField(N_("Course"))
    other_name = LineField(N_("Name of the treatment"))

    def facts(self, kind: str) -> SeriesFacts:
        """What was given."""
        clock: time = self.clock.data
        series = Series(
            weekdays=self.weekdays.data,
            clock=clock,
            first=self.first.data,
            count=self.count.data,
            until=self.until.data,
        )
        return SeriesFacts(
            kind=kind,
            series=series,
            minutes=self.minutes.data,
            **{name: self[name].data for name in ("course_id", "practitioner", "other_name") if name in self},
        )

    def suit(self, kind: str) -> None:
        """Leave out what does not belong to the kind."""
        unwanted = [] if kind in COURSE_KINDS else ["course_id", "practitioner"]
        for name in [*unwanted, *([] if kind == "other" else ["other_name"])]:
            del self[name]


class LaterOnesForm(BaseForm):
    """What is done with an appointment and those after it: those that the page showed, and no others."""

    seen = LookedAtField(N_("These appointments"))
    days = WholeField(N_("Days later"), -MOVE_MOST, MOVE_MOST, hint=N_("For example 1, or -1 for a day earlier."))
    clock = ClockField(N_("Time"), required=N_("Please give the time."))
    shown_at = ShownField(N_("Shown"))


class DeleteLaterOnesForm(BaseForm):
    """The same where they are deleted."""

    seen = LookedAtField(N_("These appointments"))
