"""What is said of SMART Health Links: what they hold, to whom, and what the files say of themselves."""

from datetime import date, datetime
from typing import Final

from tracker.domain.sharing.access import Terms
from tracker.wording import bar, brief, files
from tracker.wording.formats import day_near
from tracker.wording.language import N_, Words, _

PASSCODE_LEAST: Final = 6
HOLDS: Final = Words(
    {
        "both": N_("Both"),
        "fhir": N_("The data, for a program (FHIR)"),
        "pdf": N_("The report, for people (PDF)"),
    }
)
HELD: Final = Words(
    {
        "both": N_("data for a program (FHIR) and the report (PDF)"),
        "fhir": N_("data for a program (FHIR)"),
        "pdf": N_("the report (PDF)"),
    }
)
TOO_LONG: Final = N_(
    "A link cannot be made here, since the name of this server is too long for the addresses that readers take. "
    "Please tell whoever runs it."
)


def passcode_too_short() -> str:
    return _("Please give at least %(least)s characters, or leave this empty.", least=PASSCODE_LEAST)


def label_words(name: str) -> str:
    """What a reader shows of a link before it is opened."""
    return _("Sciatica diary of %(name)s", name=name)


def shared_words(name: str, terms: Terms, last_day: date | None, today: date) -> str:
    """What whoever opens the link is given, as a sentence or two."""
    shown = files.shares(name, bar.shown_words(terms, today))
    if last_day is None:
        return shown
    return f"{shown} {_('Nothing after %(day)s is in it.', day=day_near(last_day, today))}"


def foot_words(name: str, now: datetime) -> str:
    """What stands at the foot of each sheet; `now` is the moment on the patient's clock."""
    return brief.foot(name, "", now)


def part_words(number: int, count: int) -> str:
    """Which of several bundles one is."""
    return _(
        "Part %(number)s of %(count)s, in the order of days. Each can be read by itself.", number=number, count=count
    )
