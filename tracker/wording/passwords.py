"""Why a new password is not taken."""

from tracker.wording.formats import counting
from tracker.wording.language import _


def too_short(least: int) -> str:
    return counting(
        "Please give at least %(n)s character. A few unrelated words are easy to remember.",
        "Please give at least %(n)s characters. A few unrelated words are easy to remember.",
        least,
    )


def too_long(most: int, given: int) -> str:
    return _("Please keep this to %(most)s characters; it has %(given)s.", most=most, given=given)


def guessable() -> str:
    return _("This password is easy to guess. Please choose another, such as four words of your own.")


def stolen() -> str:
    return _("This password is in a list of stolen ones. Please choose another, such as four words of your own.")
