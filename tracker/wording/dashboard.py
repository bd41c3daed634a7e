"""What Today and Progress say of their own: a greeting, and the choices of days."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.wording.formats import commas, day_year
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


def day_words(
    leg: str,
    back: str,
    *,
    late: bool,
    held: Sequence[str],
    planned: Sequence[str],
    medicine: bool,
    changed: bool,
    moments: bool,
) -> str:
    """What a day of the calendar holds, for those who do not see its tint and its marks; empty where nothing."""
    said = [
        _("leg %(score)s", score=leg) if leg else "",
        _("back %(score)s", score=back) if back else "",
        _("added later") if late else "",
        *held,
        *(_("%(treatment)s planned", treatment=name) for name in planned),
        _("medicine") if medicine else "",
        _("something changed") if changed else "",
        _("moments noted") if moments else "",
    ]
    return commas([part for part in said if part])


def nothing_recorded() -> str:
    return _("nothing recorded")


def course_from(kind: str, started_on: date) -> str:
    """Acupuncture, from Mon 2 Nov 2026."""
    return _("%(kind)s, from %(day)s", kind=kind, day=day_year(started_on))


def session_minutes(name: str, minutes: int | None) -> str:
    return name if minutes is None else _("%(name)s, %(minutes)s min", name=name, minutes=minutes)
