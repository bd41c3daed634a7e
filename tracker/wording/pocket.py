"""What a phone says of the installed app: in its list of apps, before it is installed, and under a long press."""

from typing import Final

from tracker.wording.language import N_, _

NAME: Final = "Sciatica Tracker"
SHORT_NAME: Final = "Sciatica"
# What a long press of the icon offers, by the place on Today that it leads to.
SHORTCUTS: Final = {"leg": N_("Log pain"), "day-care": N_("Heat")}


def description() -> str:
    return _("A diary of leg and back pain, and of what goes with it.")


def shortcut(code: str) -> str:
    return _(SHORTCUTS[code])


def screenshot() -> str:
    return _("Today: leg and back in two taps")


def signs_hint() -> str:
    """Beside the warning signs where no network is: nobody reads them before they are sent."""
    return _(
        "New or getting worse in the last two weeks. Nobody reads this before it is sent: with one of these do "
        "not wait, call 112 or a doctor."
    )
