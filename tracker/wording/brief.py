"""What a brief says: the titles of its blocks, the leads of its lines, and each line from facts."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from tracker.domain.body.centralisation import Direction
from tracker.domain.brief.contents import SinceWhat, Stretch
from tracker.domain.course.counting import Review
from tracker.domain.course.flare import Flare
from tracker.domain.treatment.sessions import SideEffect
from tracker.wording.formats import clock, commas, counting, day, day_near, day_year, minutes, one_decimal, score, whole
from tracker.wording.language import N_, Words, _
from tracker.wording.review import effects_in_line
from tracker.wording.vocabularies import REGIONS, SESSION_KINDS

SITES: Final = Words({"leg": N_("Leg"), "back": N_("Back")})
TITLES: Final = Words(
    {
        "cautions": N_("Cautions"),
        "no_pain": N_("Pain"),
        "pain": N_("Pain, 0 to 10"),
        "pain_table": N_("Mean pain since then and in the week before"),
        "session": N_("Last session"),
        "session_table": N_("Pain around the last session"),
        "farthest": N_("Farthest point down the leg"),
        "effects": N_("Side effects of other sessions since then"),
        "care": N_("Self-care and other treatments"),
        "medicine": N_("Medicine"),
        "function": N_("Can do, 0 to 10 (10 is as before)"),
        "function_table": N_("Activities then and now, 0 to 10"),
        "notes": N_("Notes"),
        "notes_newest": N_("Notes, newest first"),
        "changes": N_("What else changed"),
        "questions": N_("To ask at the session"),
        "plan": N_("Plan and review"),
        "signs": N_("Other signs, 0 to 10"),
        "signs_table": N_("Other signs, 0 to 10: the latest score and the one before"),
    }
)
COLUMNS: Final = Words(
    {
        "since": N_("Since then"),
        "week_before": N_("Week before"),
        "before": N_("Before"),
        "after": N_("After"),
        "next_day": N_("Next day"),
        "then": N_("Then"),
        "now": N_("Now"),
        "latest": N_("Latest"),
    }
)
LEADS: Final = Words(
    {
        "flare": N_("High two days running:"),
        "points": N_("Points:"),
        "where": N_("Where:"),
        "effects": N_("Side effects:"),
        "helped": N_("Helped:"),
        "then_and_now": N_("Then and now:"),
        "farthest": N_("Since then, farthest:"),
        "none": N_("Took none"),
    }
)
NOTHING: Final = Words(
    {
        "cautions": N_("None noted."),
        "pain": N_("No pain score since then."),
        "day": N_("no day logged"),
        "session": N_("No session of a course yet."),
        "shared_session": N_("No session since the record is shared."),
        "effects": N_("not recorded"),
        "medicine": N_("Nothing noted since then."),
        "notes": N_("Notes are not shared."),
        "sign": N_("not scored"),
        "course": N_("There is no course yet, so there is no starting week to compare with."),
        "shared_course": N_("No course is shown: one that began before the record was shared is not part of it."),
    }
)
MOVED: Final[Mapping[Direction, str]] = {
    Direction.TOWARD_BACK: N_("It moved up toward the back."),
    Direction.OUTWARD: N_("It moved farther down the leg."),
    Direction.SAME: N_("It stayed about where it was."),
}
REVIEWS: Final[Mapping[Review, str]] = {
    Review.FIRST: N_("The first review is due."),
    Review.DAY_90: N_("The course began 90 days ago: a review is due."),
    Review.END: N_("The planned sessions are done: a review is due."),
}
SINCE: Final[Mapping[SinceWhat, str]] = {
    SinceWhat.SESSION: N_("Since the last session, %(day)s"),
    SinceWhat.CHOSEN: N_("Since %(day)s"),
    SinceWhat.TWO_WEEKS: N_("The last 14 days, since %(day)s"),
}
LAST_REVIEW: Final[Mapping[str, str]] = {
    "continue_as_planned": N_("Last review %(day)s: go on as planned."),
    "extend": N_("Last review %(day)s: add sessions."),
    "change_together": N_("Last review %(day)s: change something with your practitioner."),
    "maintenance": N_("Last review %(day)s: move to maintenance."),
    "stop": N_("Last review %(day)s: stop this course."),
}
PHASES: Final[Mapping[str, str]] = {
    "initial": N_("initial phase"),
    "maintenance": N_("maintenance phase"),
}


def flare_line(flare: Flare) -> str:
    return _(
        "%(first)s on %(first_day)s, %(second)s on %(second_day)s; starting week %(mean)s.",
        first=score(flare.first_score),
        first_day=day(flare.first_day),
        second=score(flare.second_score),
        second_day=day(flare.second_day),
        mean=one_decimal(flare.baseline_mean),
    )


def range_words(found: Stretch, days: str) -> str:
    """The lowest and the highest score, and the days behind the mean in words."""
    if found.low == found.high:
        return days
    return _("%(low)s to %(high)s, %(days)s", low=score(found.low), high=score(found.high), days=days)


def hidden_words(shared_from: date, besides: str = "") -> str:
    """That days which a number looks at are not shown to whoever reads it, behind what is said `besides`."""
    said = _("days before %(day)s are not shared", day=day(shared_from))
    return _("%(besides)s; %(hidden)s", besides=besides, hidden=said) if besides else said


def ends_line(found: Stretch, today: date) -> str:
    """The lowest and the highest score of more than one day, with the latest such days."""
    low, high = score(found.low), score(found.high)
    if found.low == found.high:
        return counting("%(score)s on each of %(n)s day.", "%(score)s on each of %(n)s days.", found.days, score=low)
    return _(
        "lowest %(low)s on %(low_day)s, highest %(high)s on %(high_day)s.",
        low=low,
        low_day=day_near(found.low_day, today),
        high=high,
        high_day=day_near(found.high_day, today),
    )


def session_title(name: str, number: int | None) -> str:
    return name if number is None else _("%(name)s, session %(number)s", name=name, number=number)


def session_line(when: date, practitioner: str) -> str:
    if not practitioner:
        return day_year(when)
    return _("%(day)s, %(practitioner)s", day=day_year(when), practitioner=practitioner)


def recorded_by(name: str) -> str:
    return _("%(name)s recorded:", name=name)


def more_words(count: int) -> str:
    """What stands in the place of entries that did not fit."""
    return counting("and %(n)s more", "and %(n)s more", count)


def effects_line(effects: Sequence[SideEffect], more: int) -> str:
    return commas([effects_in_line(effects), more_words(more)]) if more else effects_in_line(effects)


def points_line(points: str, more: int) -> str:
    return _("%(points)s; %(more)s", points=points, more=more_words(more)) if more else points


def recorded_line(points: str, needles: int | None, needle_minutes: int | None, effects: str | None) -> str:
    """The practitioner's side in short; `effects` is None where not asked, empty where none were seen."""
    said = [points] if points else []
    if needles is not None:
        said.append(counting("%(n)s needle", "%(n)s needles", needles))
    if needle_minutes is not None:
        said.append(_("%(minutes)s min", minutes=needle_minutes))
    if effects is not None:
        said.append(_("side effects: %(effects)s", effects=effects) if effects else _("no side effects seen"))
    return commas(said) if said else _("a record without these items")


def then_and_now(first: str, latest: str) -> str:
    return _("%(first)s; %(latest)s.", first=first, latest=latest)


def reached(week: int, low: str, high: str) -> str:
    """The week and its place: "week 1, foot"; a median between two ranks names both."""
    if low == high:
        return _("week %(week)s, %(place)s", week=week, place=low)
    return _("week %(week)s, %(low)s to %(high)s", week=week, low=low, high=high)


def farthest_line(region: str, last: str) -> str:
    return _("%(region)s, last on %(day)s.", region=REGIONS.within[region], day=last)


def done_words(name: str, times: int, minutes_in_all: int | None) -> str:
    """Walking 3 times (1 h)."""
    said = counting("%(name)s %(n)s time", "%(name)s %(n)s times", times, name=name)
    if minutes_in_all is None:
        return said
    return _("%(done)s (%(minutes)s)", done=said, minutes=minutes(minutes_in_all))


def care_line(said: Sequence[str], more: int) -> str:
    return _("%(done)s.", done=commas([*said, more_words(more)] if more else said))


def taken_words(times: int, days: int) -> str:
    return _(
        "%(times)s on %(days)s",
        times=counting("%(n)s time", "%(n)s times", times),
        days=counting("%(n)s day", "%(n)s days", days),
    )


def none_taken_words(days: int) -> str:
    return counting("on %(n)s day", "on %(n)s days", days)


def note_lead(when: str, of: str) -> str:
    """What a note is from: its day, and the treatment it stands with."""
    return _("%(day)s, %(of)s:", day=when, of=of) if of else _("%(day)s:", day=when)


def change_line(kind: str, note: str) -> str:
    return _("%(change)s: %(note)s", change=kind, note=note) if note else kind


def plan_line(done: int, expected: int | None, missed: int, planned_end: date | None) -> str:
    """Plan against actual."""
    said = [counting("%(n)s session done", "%(n)s sessions done", done)]
    if expected is not None:
        said.append(counting("%(n)s planned by today", "%(n)s planned by today", expected))
    if missed:
        said.append(counting("%(n)s missed", "%(n)s missed", missed))
    if planned_end is not None:
        said.append(_("planned end %(day)s", day=day_year(planned_end)))
    return _("%(plan)s.", plan=commas(said))


def logged_words(logged: int, days: int) -> str:
    return counting("%(logged)s of %(n)s day logged", "%(logged)s of %(n)s days logged", days, logged=whole(logged))


def of_planned(done: int, planned: int) -> str:
    return _("%(done)s of %(planned)s", done=done, planned=planned)


def shared_words(since: date) -> str:
    return _("Shared from %(day)s on.", day=day_year(since))


def course_line(kind: str, phase: str, ended_on: date | None, per_week: int | None) -> str:
    """Acupuncture, initial phase, 2 a week."""
    said = [SESSION_KINDS[kind]]
    if phase == "ended":
        said.append(_("ended") if ended_on is None else _("ended on %(day)s", day=day_year(ended_on)))
    else:
        said.append(_(PHASES[phase]))
        said.append(_("no weekly rhythm") if per_week is None else _("%(per_week)s a week", per_week=per_week))
    return commas(said)


def foot(patient: str, practitioner: str, at: datetime) -> str:
    """The last line of a sheet of paper: whose it is, for whom it was printed and when, and that it is confidential."""
    values = {"patient": patient, "day": day_year(at.date()), "time": clock(at)}
    if not practitioner:
        return _("%(patient)s, %(day)s, %(time)s. Confidential.", **values)
    return _("%(patient)s, for %(practitioner)s, %(day)s, %(time)s. Confidential.", practitioner=practitioner, **values)


def after_a_session(when: str) -> str:
    return _("after a session, %(when)s", when=when)


def when_noted(days: int, last: str) -> str:
    """On which days something was noted."""
    return last if days == 1 else counting("on %(n)s day, last %(day)s", "on %(n)s days, last %(day)s", days, day=last)


def warnings_title(count: int) -> str:
    return _("Warning sign") if count == 1 else _("Warning signs")
