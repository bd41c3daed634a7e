"""What Today and Progress say of their own: a greeting, and the choices of days."""

from typing import Final

from tracker.wording.language import N_, Words, _

RANGES: Final = Words(
    {"course": N_("This course"), "3m": N_("3 months"), "1y": N_("A year"), "all": N_("All")},
)
WRONG_WAY_ROUND: Final = N_("Please give a first day that is not after the last one.")
# Until which hour of the person's own clock each greeting holds; at night a plain one.
GREETINGS: Final = (
    (5, N_("Hello")),
    (12, N_("Good morning")),
    (18, N_("Good afternoon")),
    (24, N_("Good evening")),
)


def greeting(hour: int) -> str:
    """The words for an hour, 0 to 23, of the person's own clock."""
    return _(next(words for until, words in GREETINGS if hour < until))
