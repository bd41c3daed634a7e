"""What reminders say, and what is said of them. A call holds no score, no kind of treatment and no name."""

from typing import Final, NamedTuple

from tracker.domain.course.alarms import Alarm
from tracker.domain.reminders.trying import TRIES_MOST, State
from tracker.domain.reminders.wishes import EMAIL, PUSH, WEEKDAYS, Kind
from tracker.wording.calendars import ALARMS
from tracker.wording.language import N_, Words, _


class Said(NamedTuple):
    """What a call says, in the language of the person: a title, a line beneath it, and the words of a second button.

    `topic`: the next of the same topic takes its place. `not_today` is empty where there is no such button.
    """

    topic: str
    title: str
    text: str
    not_today: str


DIARY: Final = "diary"
APPOINTMENT: Final = "appointment"
KINDS: Final = Words(
    {
        Kind.LOG.value: N_("Log today"),
        Kind.BEFORE.value: N_("Before an appointment"),
        Kind.AFTER.value: N_("After an appointment"),
        Kind.NEXT_DAY.value: N_("The day after an appointment"),
        Kind.MEDICINE.value: N_("Time of a medicine"),
        Kind.REVIEW.value: N_("A review is due"),
        Kind.ACTIVITIES.value: N_("Weekly activities"),
    }
)
CHANNEL_WORDS: Final = Words({PUSH: N_("Notification on a device"), EMAIL: N_("E-mail")})
BEFORE: Final = Words({code: word for code, word in ALARMS.marked.items() if code != Alarm.NONE.value})
AFTER: Final = Words({"1": N_("1 hour after"), "3": N_("3 hours after"), "6": N_("6 hours after")})
DAYS: Final = Words(
    dict(
        zip(
            WEEKDAYS,
            (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")),
            strict=True,
        )
    )
)


def said_by(kind: Kind, *, rarer: bool) -> Said:
    """What a call says; the same for all but an appointment, so that nobody who sees a screen learns what it is."""
    if kind is Kind.BEFORE:
        return Said(APPOINTMENT, _("You have an appointment coming up"), _("Open your diary to see when."), "")
    text = _("Open it, or say: not today.")
    if rarer:
        text = _("As you have not answered, it calls every third day from now on. Log anything to change that.")
    return Said(DIARY, _("Your diary has a minute for you"), text, _("Not today"))


def state_words(state: str, tries: int) -> str:
    """How a call went."""
    match State(state):
        case State.SENT:
            return _("sent")
        case State.NOWHERE:
            return _("not sent: there was nothing to send it to")
        case State.TRYING:
            return _("begun; whether it arrived is not known")
        case _:
            return _("not sent, given up") if tries >= TRIES_MOST else _("not sent, tried again within minutes")
