"""What is said in mail and notifications: nothing of what is recorded, nor of what the diary is about."""

from collections.abc import Sequence
from typing import Final

from tracker.wording.language import N_, _

CONFIRM: Final = (
    N_("Somebody who keeps a diary gave this address as theirs. If it was you, open this and press the button:"),
    N_("It can be used once, within a day."),
    N_("If it was not you, do nothing: nothing else is sent here."),
)
ACCOUNT: Final = (
    N_("Something happened with the account of your diary. You can see what it was here:"),
    N_("If it was you, you need do nothing. If it was not, change your password and end the other sign-ins."),
)


def test_title() -> str:
    return _("This browser is reached")


def test_text() -> str:
    return _("You asked for this test. Messages come like this one.")


def confirm_subject() -> str:
    return _("Please confirm your address")


def confirm_text(link: str) -> str:
    first, *rest = (_(sentence) for sentence in CONFIRM)
    return _in_parts(first, link, *rest)


def account_subject() -> str:
    return _("Please look at your account")


def account_text(link: str) -> str:
    first, *rest = (_(sentence) for sentence in ACCOUNT)
    return _in_parts(first, link, *rest)


def reminder_text(text: str, links: Sequence[tuple[str | None, str]], stop: str) -> str:
    """The text, where to go, and last how it stops; a link without words is the first."""
    said = (link if words is None else f"{words}:\n{link}" for words, link in links)
    return _in_parts(text, *said, f"-- \n{_('To have no more of these mailed:')}\n{stop}")


def _in_parts(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"
