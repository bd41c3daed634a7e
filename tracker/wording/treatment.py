"""What is said of courses, sessions, medicine and the records of practitioners."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from tracker.domain.treatment.sessions import NONE, SessionFacts, write_exercises
from tracker.domain.values.numbers import plain
from tracker.wording.formats import commas, counting, day_year, metres
from tracker.wording.language import N_, Words, _, ngettext
from tracker.wording.points import show_points
from tracker.wording.vocabularies import (
    LASTED,
    NO_EFFECTS,
    REGIONS,
    SESSION_KINDS,
    SESSION_STATUSES,
    SEVERITIES,
    SIDE_EFFECTS,
    STIMULATIONS,
    ZONES,
    with_mark,
)

# An amount of each unit; `whole` is how many whole ones there are, at least two where it is not exactly one.
AMOUNTS: Final[Mapping[str, Callable[[int, str], str]]] = {
    "mg": lambda _whole, n: _("%(n)s mg", n=n),
    "g": lambda _whole, n: _("%(n)s g", n=n),
    "mcg": lambda whole, n: ngettext("%(n)s microgram", "%(n)s micrograms", whole, n=n),
    "ml": lambda _whole, n: _("%(n)s ml", n=n),
    "tablet": lambda whole, n: ngettext("%(n)s tablet", "%(n)s tablets", whole, n=n),
    "capsule": lambda whole, n: ngettext("%(n)s capsule", "%(n)s capsules", whole, n=n),
    "drop": lambda whole, n: ngettext("%(n)s drop", "%(n)s drops", whole, n=n),
    "patch": lambda whole, n: ngettext("%(n)s patch", "%(n)s patches", whole, n=n),
    "puff": lambda whole, n: ngettext("%(n)s puff", "%(n)s puffs", whole, n=n),
}
KIND_STANDS: Final = N_("This course has sessions, so its kind stays. Start another course for another kind.")
DOSE_CHANGED: Final = N_("This medicine was changed or deleted meanwhile. Please look at the buttons below once more.")
DOSE_NEEDED: Final = N_("Please choose the medicine again.")
DAY_TO_COME: Final = N_("This day is still to come.")
HAS_DOSES: Final = N_(
    "You noted medicine for this day, so “took none” cannot stand. Delete the medicine first if it was a slip."
)
LAST_TIME_CHANGED: Final = N_(
    "What you did last time was changed or deleted meanwhile, so nothing was taken from it. Please look once more."
)
WRITTEN_BEFORE: Final = N_("You have a record of this session already. Please open it and correct it there.")
CANNOT_STAND: Final = N_("This appointment could not be marked as it is. Its owner can change it.")
RECORDED: Final = N_(
    "A practitioner recorded this session, so it stays. Open the other one, and say there that it is one."
)
NONE_OR_SOME: Final = N_("Please choose either “None noticed” or what you noticed.")
OWN_COURSES: Final = N_("Please choose one of your own courses.")
# What is called so where its day is asked about.
ASKED: Final = Words({"medicine": N_("this medicine"), "took_none": N_("“took none”"), "session": N_("this session")})

# Offered for the name of another treatment, behind what the person called theirs before.
COMMON_OTHERS: Final = (
    N_("Cupping"),
    N_("TENS"),
    N_("Injection"),
    N_("Osteopathy"),
    N_("Dry needling"),
    N_("Moxibustion"),
    N_("Shock wave"),
    N_("Yoga class"),
)


def in_row(number: int, what: str) -> str:
    """What is wrong in one row of several; `what` is a sentence."""
    return _("Row %(number)s: %(what)s", number=number, what=what)


def name_the_exercise(row: int) -> str:
    return _("Row %(number)s: please name the exercise.", number=row)


def effect_answer(item: str, severity: str | None, lasted: str | None) -> str:
    """Bruise (mild) (the same day), as an answer is told within a sentence; all are codes."""
    if item == NONE:
        return _(NO_EFFECTS)
    return with_mark(with_mark(SIDE_EFFECTS.within[item], SEVERITIES.within, severity), LASTED.within, lasted)


def courses_of_kind(kind: str) -> str:
    """That the course a session was put in is none of the person's own of its kind (a code)."""
    return _("Please choose one of your own courses of %(kind)s.", kind=SESSION_KINDS.within[kind])


def course_choice(started_on: date, done: int, planned: int) -> str:
    """A course as it is offered to a session."""
    return counting(
        "From %(day)s: %(done)s of %(n)s session done",
        "From %(day)s: %(done)s of %(n)s sessions done",
        planned,
        day=day_year(started_on),
        done=done,
    )


def course_chosen(started_on: date, done: int, planned: int) -> str:
    """The one that a session belongs to, among other things said of it."""
    return counting(
        "course from %(day)s: %(done)s of %(n)s session done",
        "course from %(day)s: %(done)s of %(n)s sessions done",
        planned,
        day=day_year(started_on),
        done=done,
    )


def in_no_course(count: int, kind: str, first: date) -> str:
    """How many sessions of a kind (a code) are in no course, and since when."""
    return counting(
        "%(n)s %(kind)s session of %(day)s is in no course.",
        "%(n)s %(kind)s sessions since %(day)s are in no course.",
        count,
        kind=SESSION_KINDS.within[kind],
        day=day_year(first),
    )


def answered_before(status: str) -> str:
    """That it was said of an appointment before whether it took place."""
    return _(
        "This was answered before: %(status)s. Open it in the list below to change that.",
        status=SESSION_STATUSES.within[status],
    )


def both_say(what: Sequence[str]) -> str:
    """That two notes of one visit differ in these."""
    return _("Both say something of their own: %(what)s. Please open one and put that right.", what=commas(what))


def seen_from(first_day: date) -> str:
    return _("You see this record from %(day)s on. Please choose that day or a later one.", day=day_year(first_day))


def not_named(practitioner: str) -> str:
    return _(
        "%(name)s stands as the practitioner of this session. Tick this if you treated the patient in it too.",
        name=practitioner,
    )


def avoided_in_pregnancy(points: Sequence[str]) -> str:
    return _("In pregnancy traditionally avoided: %(points)s; more are named above.", points=commas(points))


def amount_words(amount: Decimal | None, unit: str | None) -> str:
    """400 mg; 1 tablet; 2 tablets; empty where no amount was recorded."""
    if amount is None:
        return ""
    if unit is None or unit == "other":
        return plain(amount)
    return AMOUNTS[unit](1 if amount == 1 else max(2, int(amount)), plain(amount))


def medicine_words(name: str | None, amount: str) -> str:
    """Ibuprofen 400 mg; the name alone where no amount was recorded."""
    return _("%(name)s %(amount)s", name=name, amount=amount) if amount else str(name)


def session_name(kind: str, other_name: str | None = None, *, in_sentence: bool = False) -> str:
    """What a session is called: the person's own name for another treatment, else its kind (a code of SESSION_KINDS).

    Within a sentence a kind begins small; a name stays as it was typed. Source: our own choice.
    """
    return other_name or (SESSION_KINDS.within if in_sentence else SESSION_KINDS)[kind]


def name_of(session: Any) -> str:
    """The same of a session with its kind and its name."""
    return session_name(session.kind, session.other_name)


def last_time_words(last: SessionFacts) -> str:
    """All that `as_last_time` takes, in words: 45 min; low back, calf; BL40 left; 9 needles, in for 30 min; by hand.

    Blank where there is nothing to take. Minutes are whole minutes, distances metres.
    """
    needles = []
    if last.needle_count is not None:
        needles.append(ngettext("%(n)s needle", "%(n)s needles", last.needle_count))
    if last.needle_minutes is not None:
        needles.append(_("in for %(minutes)s min", minutes=last.needle_minutes))
    parts = (
        last.other_name or "",
        "" if last.minutes is None else _("%(minutes)s min", minutes=last.minutes),
        "" if last.distance_m is None else metres(last.distance_m),
        write_exercises(last.exercises),
        commas([REGIONS.within[code] for code in last.regions]),
        commas([ZONES.within[code] for code in last.zones]),
        show_points(last.points).replace("; ", ", "),
        commas(needles),
        "" if last.stimulation is None else _("stimulation: %(what)s", what=STIMULATIONS.within[last.stimulation]),
    )
    return "; ".join(filter(None, parts))
