"""What a page says that could not be shown or saved: a heading and a few sentences for each reason."""

from collections.abc import Mapping
from typing import Final

from tracker.wording.language import N_, _

STATUSES: Final[Mapping[int, tuple[str, str]]] = {
    400: (N_("This did not work"), N_("The request could not be read. Please go back and try again.")),
    403: (N_("This was not taken"), N_("It was sent from another site. Nothing was saved.")),
    404: (N_("Page not found"), N_("There is nothing here, or nothing that is shared with you.")),
    405: (N_("This did not work"), N_("This address cannot be used that way. Please go back and try again.")),
    414: (N_("This is too long"), N_("This address is too long.")),
    429: (N_("Too many tries"), N_("Please wait a little, then try again.")),
}
OTHERWISE: Final = (N_("This did not work"), N_("Please go back and try again."))
REASONS: Final[Mapping[str, tuple[str, str]]] = {
    "busy": (N_("We cannot save just now"), N_("The database is busy or away. Please try again in a moment.")),
    "busy_for_reading": (
        N_("We cannot show this just now"),
        N_("The database is busy or away. Nothing is lost. Please try again in a moment."),
    ),
    "only_read": (
        N_("We cannot save just now"),
        N_("Nothing can be saved before the person who runs this server sees to it."),
    ),
    "many_wait": (
        N_("Please try again in a moment"),
        N_("Many passwords are being checked just now, and yours was not looked at. Please go back and send it again."),
    ),
    "too_big": (
        N_("This is too long"),
        N_(
            "This page cannot hold so much, and nothing was saved. Please go back, copy your text, and save less at "
            "once."
        ),
    ),
    "too_big_for_strangers": (
        N_("This is too long"),
        N_(
            "You are not signed in. Nothing was saved. Sign in in another tab first. Then go back to your text and "
            "send it."
        ),
    ),
    "once_more": (
        N_("Please send this once more"),
        N_("This page was open for a long time, or opened before you signed in. Nothing was saved yet."),
    ),
    "unexpected": (N_("Something went wrong on our side"), N_("Nothing was saved. Please try again.")),
}


def status_words(status: int) -> tuple[str, str]:
    """The heading and the text of an answer with this status."""
    title, text = STATUSES.get(status, OTHERWISE)
    return _(title), _(text)


def reason_words(reason: str) -> tuple[str, str]:
    """The same for a reason of our own."""
    title, text = REASONS[reason]
    return _(title), _(text)
