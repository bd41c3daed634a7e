"""How reviews, side effects and changes of a plan are told: numbers first, in plain words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from tracker.domain.course.counting import Review
from tracker.domain.course.review import much_improved
from tracker.domain.course.verdict import Doubt, Label, Verdict
from tracker.domain.scores.lateness import Late
from tracker.domain.treatment.sessions import NONE, SideEffect
from tracker.wording.formats import commas, counting, day_year, one_decimal, whole
from tracker.wording.language import N_, _, is_owner, told
from tracker.wording.lateness import unsure_words
from tracker.wording.notices import NoticeWords
from tracker.wording.verdict import SHORT_MEANINGS, change_words
from tracker.wording.vocabularies import GLOBAL_CHANGES, NO_EFFECTS, SEVERITIES, SIDE_EFFECTS, with_mark

# The title, and what is said to the owner of the record and to whoever else reads it.
DUE: Final[Mapping[Review, tuple[str, str, str]]] = {
    Review.FIRST: (
        N_("Time for a first look at this course"),
        N_("Session 4 to 6 is a usual time to look at the numbers together with your practitioner; later is well too."),
        N_("Session 4 to 6 is a usual time to look at the numbers together; later is well too."),
    ),
    Review.DAY_90: (
        N_("This course began 90 days ago"),
        N_("That is a usual time to decide how to go on: with the same plan, with another one, or without."),
        N_("That is a usual time to decide how to go on: with the same plan, with another one, or without."),
    ),
    Review.END: (
        N_("The planned sessions are done"),
        N_("Look back at the course, and decide with your practitioner how to go on."),
        N_("Look back at the course, and decide together how to go on."),
    ),
}
COMPARED_NONE: Final = N_("Your weekly averages and your starting week")
COMPARED_ONE: Final = N_("Your latest weekly average compared with your starting week")
COMPARED_TWO: Final = N_("Your last two weekly averages compared with your starting week")


def plan_changed() -> str:
    """That the plan which a review is held on is another one by now."""
    return _("The plan was changed meanwhile. Please look at it again below. Your answers are kept.")


def due_words(review: Review) -> NoticeWords:
    """Which review of a course is due."""
    title, *text = DUE[review]
    return NoticeWords(_(title), told(*text))


def follow_up_words(weeks: int) -> NoticeWords:
    """That a week so long after the first session of an ended course is worth logging."""
    return NoticeWords(
        title=counting("%(n)s week since your course began", "%(n)s weeks since your course began", weeks)
        if is_owner()
        else counting("%(n)s week since the course began", "%(n)s weeks since the course began", weeks),
        text=told(
            N_("Log the days of this week, and Progress shows how you are compared with your starting week."),
            N_("Once the days of this week are logged, Progress compares them with the starting week."),
        ),
    )


def compared_words(verdict: Verdict) -> str:
    """What the numbers of a review compare."""
    if verdict.label is Label.NOT_ENOUGH_DATA:
        return _(COMPARED_NONE)
    return _(COMPARED_TWO if verdict.of_two_weeks else COMPARED_ONE)


def times_words(name: str, times: int) -> str:
    """Walking: 3 times."""
    return counting("%(name)s: %(n)s time", "%(name)s: %(n)s times", times, name=name)


def medicine_words(days: int, noted: int, none_taken: int) -> str:
    """On how many of the days medicine was noted, on how many that none was taken, and how many say nothing of it."""
    said = [counting("Noted on %(noted)s of %(n)s day.", "Noted on %(noted)s of %(n)s days.", days, noted=whole(noted))]
    if none_taken:
        said.append(
            counting("On %(n)s day you said you took none.", "On %(n)s days you said you took none.", none_taken)
        )
        others = days - noted - none_taken
        if others > 0:
            said.append(
                counting("The other day says nothing of it.", "The other %(n)s days say nothing of it.", others)
            )
    return " ".join(said)


def effect_words(item: str, sessions: int, worst: str | None) -> str:
    """Bruise: noted in 2 sessions, at worst mild. `item` and `worst` are codes."""
    noted = counting(
        "%(effect)s: noted in %(n)s session",
        "%(effect)s: noted in %(n)s sessions",
        sessions,
        effect=SIDE_EFFECTS[item],
    )
    if worst is None:
        return noted
    return _("%(noted)s, at worst %(severity)s", noted=noted, severity=SEVERITIES.within[worst])


def effects_in_line(effects: Sequence[SideEffect]) -> str:
    """Bruise (mild), Drowsy or tired; or none noticed, where that was the answer."""
    if [effect.item for effect in effects] == [NONE]:
        return _(NO_EFFECTS)
    return commas([with_mark(SIDE_EFFECTS[effect.item], SEVERITIES.within, effect.severity) for effect in effects])


def whole_words(code: str | None) -> str:
    """What the person said of the whole, and whether studies would count it as improved; empty where not answered."""
    if code is None:
        return ""
    said = _("On the whole, since the course began: %(change)s.", change=GLOBAL_CHANGES.within[code])
    return f"{said} {_('Studies count this step as improved.')}" if much_improved(code) else said


def numbers_then(
    label: Label,
    start: float | None,
    latest: float | None,
    *,
    confirmed: bool,
    doubts: Sequence[Doubt],
    start_late: Late,
    latest_late: Late,
) -> str:
    """What the numbers said on the day of a review: means of 0 to 10, and how many of their days came late or along."""
    if start is None or latest is None or label is Label.NOT_ENOUGH_DATA:
        return _("There was not enough data to compare.")
    two_weeks = N_("Leg pain %(now)s, starting week %(was)s: %(change)s; over two weeks, %(meaning)s.")
    one_week = N_("Leg pain %(now)s, starting week %(was)s: %(change)s; from one week only, %(meaning)s.")
    said = _(
        two_weeks if confirmed or (doubts and Doubt.ONE_WEEK not in doubts) else one_week,
        now=_with_days(latest, latest_late),
        was=_with_days(start, start_late),
        change=change_words(start, latest),
        meaning=_(SHORT_MEANINGS[label]),
    )
    return " ".join(filter(None, (said, unsure_words(doubts))))


def _with_days(mean: float, late: Late) -> str:
    said = one_decimal(mean)
    if late.days and late.imported:
        return counting(
            "%(mean)s (%(n)s day entered later, %(imported)s imported)",
            "%(mean)s (%(n)s days entered later, %(imported)s imported)",
            late.days,
            mean=said,
            imported=whole(late.imported),
        )
    if late.days:
        return counting(
            "%(mean)s (%(n)s day entered later)", "%(mean)s (%(n)s days entered later)", late.days, mean=said
        )
    if late.imported:
        return counting("%(mean)s (%(n)s day imported)", "%(mean)s (%(n)s days imported)", late.imported, mean=said)
    return said


def plan_words(changed: Mapping[str, Sequence[Any]]) -> str:
    """What became of a plan, as one line: "16 sessions in all, was 10; 1 a week, was 2 a week"."""
    said = [*_phase(changed), *_sessions(changed)]
    said += _rhythm(changed, begins=not said)
    return "; ".join(said) or _("The plan was changed")


def _phase(changed: Mapping[str, Sequence[Any]]) -> list[str]:
    before, after = changed.get("phase", (None, None))
    ended = changed.get("ended_on", (None, None))
    if after is None:
        if None in ended:
            return []
        return [_("Last day %(after)s, was %(before)s", after=_day(ended[1]), before=_day(ended[0]))]
    if after == "ended":
        return [_("Ended") if ended[1] is None else _("Ended on %(day)s", day=_day(ended[1]))]
    if after == "maintenance":
        return [_("Taken up again as maintenance") if before == "ended" else _("Moved to maintenance")]
    return [_("Taken up again") if before == "ended" else _("Back to the first phase")]


def _sessions(changed: Mapping[str, Sequence[Any]]) -> list[str]:
    if "planned_sessions" not in changed:
        return []
    before, after = changed["planned_sessions"]
    return [
        counting("%(n)s session in all, was %(before)s", "%(n)s sessions in all, was %(before)s", after, before=before)
    ]


def _rhythm(changed: Mapping[str, Sequence[Any]], *, begins: bool) -> list[str]:
    if "per_week" not in changed:
        return []
    before, after = changed["per_week"]
    if before is None:
        return [_("%(after)s a week, was no weekly rhythm", after=after)]
    if after is not None:
        return [_("%(after)s a week, was %(before)s a week", after=after, before=before)]
    if begins:
        return [_("No weekly rhythm, was %(before)s a week", before=before)]
    return [_("no weekly rhythm, was %(before)s a week", before=before)]


def _day(iso: str) -> str:
    return day_year(date.fromisoformat(iso))


def days_around(that_day: Sequence[str], next_day: Sequence[str]) -> str:
    """What else the day of a session and the next one held, as one line; empty where nothing."""
    said = [
        _("That day: %(held)s.", held=commas(that_day)) if that_day else "",
        _("Next day: %(held)s.", held=commas(next_day)) if next_day else "",
    ]
    return " ".join(filter(None, said))


def held_times(what: str, times: int) -> str:
    """What a day held, with how often where that is more than once."""
    if times == 1:
        return what
    return counting("%(what)s (%(n)s time)", "%(what)s (%(n)s times)", times, what=what)


def act_words(name: str, minutes: int | None) -> str:
    """Walking 20 min."""
    return name if minutes is None else _("%(name)s %(minutes)s min", name=name, minutes=minutes)


def none_taken() -> str:
    return _("no medicine taken")


def course_words(kind: str, done: int, planned: int, began_on: date | None) -> str:
    """Acupuncture, 8 of 10; with the day it began where that is given."""
    if began_on is None:
        return _("%(kind)s, %(done)s of %(planned)s", kind=kind, done=done, planned=planned)
    day = day_year(began_on)
    return _("%(kind)s from %(day)s, %(done)s of %(planned)s", kind=kind, day=day, done=done, planned=planned)
