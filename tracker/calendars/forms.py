"""The form of a calendar feed."""

from collections.abc import Sequence
from typing import Final

from tracker.calendars.services.feeds import FeedFacts
from tracker.domain.limits import LABEL_LENGTH
from tracker.web.forms import ChoiceField, ClockField, CreatingForm, LineField, TickField
from tracker.wording.calendars import ALARMS
from tracker.wording.language import N_, Words

OWN, PATIENTS = "own", "patients"
WHOSE: Final = Words({OWN: N_("Mine"), PATIENTS: N_("Those of everybody who shares with me")})


class NewFeedForm(CreatingForm):
    """What a calendar is for, and what stands in it."""

    label = LineField(
        N_("What is it for?"),
        hint=N_("Such as my phone, or the computer at the clinic. Only you see it."),
        most=LABEL_LENGTH,
        required=N_("Please say what it is for, so that you can tell your calendars apart."),
    )
    whose = ChoiceField(N_("Whose appointments?"), WHOSE)
    words = TickField(
        N_("Say what each appointment is"),
        hint=N_("Such as acupuncture, and with whom. Without a tick it only says that there is one."),
    )
    alarm = ChoiceField(N_("Remind me"), ALARMS, required=N_("Please choose when, or no reminder."))
    reviews = TickField(N_("Show when a review of the course is due"))
    log_at = ClockField(
        N_("Time of the day to log pain"),
        hint=N_("Five minutes on each of the next 14 days, gone once that day has a score. Leave it empty for none."),
    )

    def facts(self, whose: Sequence[str]) -> FeedFacts:
        """What was decided, of the appointments that there are to choose from (at least one)."""
        chosen = self.whose.data if self.whose.data in whose else whose[0]
        of_patients = chosen == PATIENTS
        return FeedFacts(
            label=self.label.data,
            of_patients=of_patients,
            words=bool(self.words.data),
            reviews=bool(self.reviews.data),
            log_at=self.log_at.data,
            alarm=self.alarm.data,
        )
