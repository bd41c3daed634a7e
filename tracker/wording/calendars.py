"""What stands in a calendar, with or without words about what it is, and on the page that makes one."""

from typing import Final

from tracker.domain.course.alarms import Alarm
from tracker.domain.course.counting import Review
from tracker.wording.language import N_, BothWords, Words, _
from tracker.wording.treatment import session_name

ALARMS: Final = BothWords(
    {
        Alarm.NONE.value: (N_("No reminder"), N_("no reminder")),
        Alarm.ONE_HOUR.value: (N_("1 hour before"), N_("a reminder 1 hour before")),
        Alarm.TWO_HOURS.value: (N_("2 hours before"), N_("a reminder 2 hours before")),
        Alarm.EVENING_BEFORE.value: (
            N_("At 18:00 the evening before"),
            N_("a reminder at 18:00 the evening before"),
        ),
    }
)
REVIEWS: Final = Words(
    {
        Review.FIRST.value: N_("First review of the course is due"),
        Review.DAY_90.value: N_("Review after 90 days is due"),
        Review.END.value: N_("Review at the end of the course is due"),
    }
)

# What a program that fetches a calendar says of itself, and its name; the first that fits.
PROGRAMS: Final = (
    ("Google-Calendar", "Google Calendar"),
    ("ICSx5", "ICSx⁵"),
    ("DAVx5", "DAVx⁵"),
    ("Thunderbird", "Thunderbird"),
    ("Nextcloud", "Nextcloud"),
    ("Outlook", "Outlook"),
    ("Microsoft", "Outlook"),
    ("dataaccessd", "iPhone or iPad"),
    ("iOS", "iPhone or iPad"),
    ("CalendarAgent", "Mac"),
    ("macOS", "Mac"),
    ("Evolution", "Evolution"),
    ("khal", "khal"),
    ("vdirsyncer", "vdirsyncer"),
    ("Home Assistant", "Home Assistant"),
    ("HomeAssistant", "Home Assistant"),
    ("curl", "curl"),
)


def calendar_name(of_patients: bool, words: bool) -> str:  # noqa: FBT001
    """What the calendar is called where it is shown."""
    if not words:
        return _("Appointments")
    return _("Patients' appointments") if of_patients else _("Sciatica appointments")


def appointment_title(kind: str, other_name: str | None, practitioner: str | None, called: str | None) -> str:
    """One appointment: what it is, and with whom."""
    what, whom = session_name(kind, other_name), called or practitioner
    return what if whom is None else _("%(what)s, %(whom)s", what=what, whom=whom)


def plain_title() -> str:
    """An appointment in a calendar without words."""
    return _("Appointment")


def review_title(review: Review, *, words: bool) -> str:
    """A review that is due."""
    return REVIEWS[review.value] if words else _("Something to look at together")


def log_title(*, words: bool) -> str:
    """The minute for today's score."""
    return _("Log today's leg and back pain") if words else _("Your diary has a minute for you")


def program_name(user_agent: str) -> str:
    """Which program fetched a calendar, as far as it says so itself; empty for one that is not known."""
    return next((name for mark, name in PROGRAMS if mark in user_agent), "")
