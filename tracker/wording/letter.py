"""What a letter to a doctor or an insurer says. It is read by somebody who is not the patient, whoever prints it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from tracker.domain.scores.lateness import Late
from tracker.wording.brief import done_words, more_words, none_taken_words, taken_words
from tracker.wording.formats import commas, counting, day, day_year, whole
from tracker.wording.language import N_, Words, _
from tracker.wording.lateness import late_words
from tracker.wording.vocabularies import SESSION_KINDS

SITES: Final = Words({"leg": N_("Leg pain"), "back": N_("Back pain")})
TITLES: Final = Words(
    {
        "start": N_("Starting week"),
        "latest": N_("Latest week"),
        "weeks_before": N_("The four weeks before"),
        "weeks": N_("The last four weeks"),
    }
)
NONE: Final = Words(
    {
        "number": N_("not recorded on enough days"),
        "treatment": N_("No session was recorded in these days."),
        "medicine": N_("No medicine was recorded in these days."),
        "effects": N_("No side effect was recorded."),
    }
)
# What the whole letter cannot say, beside what a verdict cannot.
LIMITS: Final = (
    N_("All of it was recorded by the patient in a diary of their own. Nobody has checked it."),
    N_("It is no diagnosis and no finding of an examination, and it says nothing about what will come."),
    N_("What was not recorded is left out: it was not nothing. A rough range shows how far a weekly mean may be off."),
)


def limits() -> tuple[str, ...]:
    """What no record of this kind can say. Source: this app's own rule that it records and displays."""
    return tuple(map(_, LIMITS))


def week_of(first: date, last: date) -> str:
    """Tue 3 Mar to Mon 9 Mar 2026."""
    return _("%(first)s to %(last)s", first=day(first), last=day_year(last))


def attended_line(kind: str, done: int, planned: int, missed: int, ahead: int) -> str:
    """Acupuncture: 8 of 10 planned sessions attended, 1 missed, 1 appointment ahead. Whole numbers of a course."""
    said = [
        counting(
            "%(kind)s: %(done)s of %(n)s planned session attended",
            "%(kind)s: %(done)s of %(n)s planned sessions attended",
            planned,
            kind=SESSION_KINDS[kind],
            done=whole(done),
        ),
        counting("%(n)s missed", "%(n)s missed", missed),
    ]
    if ahead:
        said.append(counting("%(n)s appointment ahead", "%(n)s appointments ahead", ahead))
    return _("%(sessions)s.", sessions=commas(said))


def dates_line(days: Sequence[date], most: int) -> str:
    """On which days: the first and each of another year with its year; no more than `most` of them."""
    shown = [
        day_year(one) if number == 0 or one.year != days[number - 1].year else day(one)
        for number, one in enumerate(days[:most])
    ]
    more = [more_words(len(days) - most)] if len(days) > most else []
    return _("Attended on %(days)s.", days=commas([*shown, *more]))


def with_line(names: Sequence[str]) -> str:
    """With whom, as it was noted."""
    return _("With %(names)s, as noted.", names=commas(names))


def needles_line(needles: tuple[int, int] | None, minutes: tuple[int, int] | None) -> str:
    """How many needles and for how long, the least and the most; None where it was not noted. Blank without both."""
    said = []
    if needles is not None:
        said.append(
            counting("%(n)s needle", "%(n)s needles", needles[1])
            if needles[0] == needles[1]
            else _("%(low)s to %(high)s needles", low=whole(needles[0]), high=whole(needles[1]))
        )
    if minutes is not None:
        said.append(
            _("in for %(minutes)s min", minutes=whole(minutes[1]))
            if minutes[0] == minutes[1]
            else _("in for %(low)s to %(high)s min", low=whole(minutes[0]), high=whole(minutes[1]))
        )
    return _("Needles noted: %(said)s.", said=commas(said)) if said else ""


def points_line(points: Mapping[str, int], most: int) -> str:
    """In how many sessions each point was noted, in the order given; no more than `most` of them."""
    said = [_("%(point)s (%(times)s)", point=point, times=whole(times)) for point, times in list(points.items())[:most]]
    more = [more_words(len(points) - most)] if len(points) > most else []
    return _("Points, with the sessions they were noted in: %(points)s.", points=commas([*said, *more]))


def done_line(done: Sequence[tuple[str, int, int | None]]) -> str:
    """What else was done: names within a sentence, how often, and minutes in all where all have them."""
    said = [done_words(name, times, minutes) for name, times, minutes in done]
    return _("Besides: %(done)s.", done=commas(said))


def medicine_line(name: str, times: int, days: int) -> str:
    """Ibuprofen: 12 times on 9 days."""
    return _("%(name)s: %(taken)s.", name=name, taken=taken_words(times, days))


def none_taken_line(days: int) -> str:
    """On how many days none was said to be taken."""
    return _("Said to have taken none: %(days)s.", days=none_taken_words(days))


def logged_line(logged: int, days: int, late: Late) -> str:
    """How much of the days was recorded, and how much of that on a later day, or imported. See `late_words`."""
    said = counting(
        "Pain was recorded on %(logged)s of %(n)s day",
        "Pain was recorded on %(logged)s of %(n)s days",
        days,
        logged=whole(logged),
    )
    how = late_words(logged, late)
    return _("%(logged)s; %(late)s.", logged=said, late=how) if how else _("%(logged)s.", logged=said)


def foot(patient: str, made: date) -> str:
    """The last line of every sheet."""
    return _("%(patient)s, %(day)s. Confidential: health data.", patient=patient, day=day_year(made))
