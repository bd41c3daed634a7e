"""The form of what somebody wants to be called about."""

from typing import Any, Final

from tracker.domain.course.alarms import Alarm
from tracker.domain.reminders.wishes import Kind, Wishes
from tracker.web.forms import BaseForm, ChoiceField, ChoicesField, ClockField, TickField
from tracker.wording.language import N_
from tracker.wording.reminders import AFTER, BEFORE, CHANNEL_WORDS, DAYS

NO_TIME: Final = N_("Please choose how long.")
TICKS: Final = {Kind(kind): f"want_{kind}" for kind in Kind}


class RemindersForm(BaseForm):
    """Each kind is off until it is ticked; what is not ticked keeps its hours."""

    want_log = TickField(N_("Remind me to log today"), hint=N_("Only if that day has no score yet."))
    log_at = ClockField(N_("Time for the diary"))
    weekdays = ChoicesField(N_("Days for the diary"), DAYS)
    want_before = TickField(N_("Before an appointment"))
    before = ChoiceField(N_("How long before?"), BEFORE, required=NO_TIME)
    want_after = TickField(N_("After an appointment, to note how it was"))
    after_hours = ChoiceField(N_("How long after?"), AFTER, required=NO_TIME)
    want_next_day = TickField(
        N_("The day after an appointment, for that day's score"), hint=N_("Only if that day has no score yet.")
    )
    next_day_at = ClockField(N_("Time on the day after"))
    want_medicine = TickField(
        N_("At the time of a medicine"),
        hint=N_("It does not say which, and it can fail to reach you: please do not rely on it alone."),
    )
    medicine_at = ClockField(N_("Time of the medicine"))
    medicine_days = ChoicesField(N_("Days of the medicine"), DAYS)
    want_review = TickField(N_("When a review of your course is due"))
    want_activities = TickField(N_("When your activities are to be scored again"))
    later_at = ClockField(
        N_("Time for these"), hint=N_("On the days chosen for the diary, and then once a week while it is due.")
    )
    quiet_from = ClockField(N_("Quiet from"))
    quiet_until = ClockField(N_("Quiet until"))
    channels = ChoicesField(N_("How should it reach you?"), CHANNEL_WORDS)

    @classmethod
    def of(cls, wishes: Wishes) -> "RemindersForm":
        """The form with what is stored, or with what is offered at first."""
        data: dict[str, Any] = {tick: kind in wishes.kinds for kind, tick in TICKS.items()}
        for name in ("log_at", "next_day_at", "medicine_at", "later_at", "quiet_from", "quiet_until"):
            data[name] = getattr(wishes, name)
        for name in ("weekdays", "medicine_days", "channels"):
            data[name] = [code for code in cls.words_of(name) if code in getattr(wishes, name)]
        return cls(data={**data, "before": wishes.before.value, "after_hours": str(wishes.after_hours)})

    @staticmethod
    def words_of(name: str) -> Any:
        """The codes of a field of several, in their order."""
        return CHANNEL_WORDS if name == "channels" else DAYS

    @property
    def wishes(self) -> Wishes:
        """What was decided, of a form that was read without a fault."""
        return Wishes(
            kinds=frozenset(kind for kind, tick in TICKS.items() if self[tick].data),
            channels=frozenset(self.channels.data),
            log_at=self.log_at.data,
            weekdays=frozenset(self.weekdays.data),
            before=Alarm(self.before.data),
            after_hours=int(self.after_hours.data),
            next_day_at=self.next_day_at.data,
            medicine_at=self.medicine_at.data,
            medicine_days=frozenset(self.medicine_days.data),
            later_at=self.later_at.data,
            quiet_from=self.quiet_from.data,
            quiet_until=self.quiet_until.data,
        )
