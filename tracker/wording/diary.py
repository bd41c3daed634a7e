"""What is said of days, on Today, in the diary and on Progress: lines, marks, and what to know before a change."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from tracker.wording.formats import capital, commas, day_year, listed, minutes
from tracker.wording.formats import score as formats_score
from tracker.wording.language import N_, Words, _
from tracker.wording.vocabularies import HELPED, REGIONS, SESSION_STATUSES, SIDES

# What is called so where its day is asked about.
ASKED: Final = Words({"details": N_("the details"), "moment": N_("this moment")})
DAY_IS_TAKEN: Final = N_("There is an entry for this day already. Change that one, or choose another day.")
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


def late_hint(*, from_memory: bool, scored: bool) -> str:
    """What to know before scoring an earlier day, or changing its scores."""
    if from_memory:
        if scored:
            return _("Scores from memory are less exact. A score that you change now will be marked as added later.")
        return _("Scores from memory are less exact. This one will be marked as added later.")
    if scored:
        return _("This is an earlier day, so a score that you change now will be marked as added later.")
    return _("This is for an earlier day, so it will be marked as added later.")


def pain_title(leg: int | str | None, back: int | str | None) -> str:
    """Leg 6, back 3."""
    if leg is None:
        return "" if back is None else _("Back %(back)s", back=back)
    if back is None:
        return _("Leg %(leg)s", leg=leg)
    return _("Leg %(leg)s, back %(back)s", leg=leg, back=back)


def state_words(leg: str, back: str, *, from_moments: bool, saved: str) -> str:
    """Leg 3, back 2, saved 08:12: how a day stands. The scores are as they are shown, empty where none was given."""
    said = [
        _("leg %(score)s", score=leg) if leg else "",
        _("back %(score)s", score=back) if back else "",
        _("from moments") if from_moments else "",
        _("saved %(when)s", when=saved) if saved else "",
    ]
    return capital(commas([part for part in said if part]))


def fortnight_words(scores: Sequence[float | None]) -> str:
    """Leg pain of the last days in words, for those who do not see its line; empty where none was scored."""
    if all(one is None for one in scores):
        return ""
    said = [_("none") if one is None else formats_score(one) for one in scores]
    return _("Leg pain, the last %(days)s days: %(scores)s", days=len(scores), scores=commas(said))


def when_words(clock: str, *, late: bool) -> str:
    """17:30, added later."""
    return commas([part for part in (clock, _("added later") if late else "") if part])


def answers_line(said: list[str]) -> str:
    """The answers that are numbers or a place, in one line."""
    return capital(commas(said))


def where_line(side: str | None, regions: Iterable[str]) -> str:
    """Where: left leg, calf. The arguments are codes."""
    places = [
        *([SIDES.within[side]] if side is not None and side in SIDES.within else []),
        *(REGIONS.within[code] for code in regions),
    ]
    return _("Where: %(places)s", places=commas(places)) if places else ""


def session_title(name: str, status: str, length: int | None, before: int | None, after: int | None) -> str:
    """Acupuncture, 45 min, leg 6 before, 4 after."""
    said = [name]
    if status != "attended":
        said.append(SESSION_STATUSES.within[status])
    if length is not None:
        said.append(minutes(length))
    if before is not None and after is not None:
        said.append(_("leg %(before)s before, %(after)s after", before=before, after=after))
    return commas(said)


def session_more(
    practitioner: str | None,
    back_before: int | None,
    back_after: int | None,
    helped: str | None,
    effects: Sequence[str],
) -> str:
    """With Li Wen, back 5 before, 3 after, helped: yes, side effects: bruise (mild). `helped` is a code."""
    said = [] if practitioner is None else [_("with %(name)s", name=practitioner)]
    if back_before is not None and back_after is not None:
        said.append(_("back %(before)s before, %(after)s after", before=back_before, after=back_after))
    if helped is not None:
        said.append(_("helped: %(answer)s", answer=HELPED.within[helped]))
    if effects:
        said.append(_("side effects: %(effects)s", effects=listed(effects)))
    return capital(commas(said))


def none_taken() -> str:
    return _("No medicine taken")


def effect_line(helped: str | None, minutes_to_relief: int | None) -> str:
    """Helped: yes, after 30 min."""
    said = [] if helped is None else [_("Helped: %(answer)s", answer=HELPED.within[helped])]
    if minutes_to_relief is not None:
        relief = minutes(minutes_to_relief)
        said.append(_("after %(minutes)s", minutes=relief) if said else _("After %(minutes)s", minutes=relief))
    return commas(said)


def pain_of(site: str, score: str) -> str:
    """A tapped score whose day is asked about."""
    if site == "leg":
        return _("leg pain %(score)s", score=score)
    return _("back pain %(score)s", score=score)


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
