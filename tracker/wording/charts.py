"""What the charts of the farthest point and of the activities show, and the count of visits, in plain words."""

from typing import Final

from tracker.domain.body.centralisation import Direction, FarthestChange
from tracker.domain.course.visits import CMS_A_YEAR, CMS_DAYS, CMS_VISITS, VisitCount
from tracker.domain.scores.function import ChangeSize, FunctionChange
from tracker.domain.values.rounding import shown_difference
from tracker.wording.formats import day_year, one_decimal
from tracker.wording.language import N_, Words, _, ngettext, told
from tracker.wording.verdict import points_words

# The letters of the kinds of treatment; no two may be the same.
LETTERS: Final = Words(
    {
        "acupuncture": N_("A"),
        "physiotherapy": N_("P"),
        "heat": N_("H"),
        "ice": N_("I"),
        "massage": N_("M"),
        "chiropractic": N_("C"),
        "stretching": N_("S"),
        "walking": N_("W"),
        "swimming": N_("Sw"),
        "other": N_("O"),
        "taken": N_("Med"),
    }
)
CENTRALISING: Final = N_(
    "Clinicians call it centralising when pain draws back toward the spine. It is often a good sign, though not always."
)
FUNCTION_MISSING: Final = N_("Not enough scores yet to compare. It takes two scores of the same activity on two days.")
NOT_WHY: Final = N_(
    "This shows what happened, not why. Pain often eases by itself, people tend to start when it is at its worst, "
    "and other treatment, medicine or hope can change scores too."
)

MOVED: Final = {
    Direction.TOWARD_BACK: N_("From the first week drawn to the latest it moved up toward the back."),
    Direction.OUTWARD: N_("From the first week drawn to the latest it moved farther down the leg."),
    Direction.SAME: N_("From the first week drawn to the latest it stayed about where it was."),
}
SIZES: Final = {
    ChangeSize.NONE: N_("That is no clear change."),
    ChangeSize.SMALL: N_("That is a small change for the better."),
    ChangeSize.MEDIUM: N_("That is a medium change for the better."),
    ChangeSize.LARGE: N_("That is a large change for the better."),
    ChangeSize.WORSE: N_("That is a change for the worse."),
}
# How far pain reaches, by rank: by itself, and as a place that it reaches.
RANKS_WITHIN: Final = {
    0: N_("low back"),
    1: N_("buttock or hip"),
    2: N_("thigh"),
    3: N_("back of the knee"),
    4: N_("lower leg"),
    5: N_("ankle"),
    6: N_("foot"),
    7: N_("toes"),
}
THE_RANKS: Final = {
    0: N_("the low back"),
    1: N_("the buttock or hip"),
    2: N_("the thigh"),
    3: N_("the back of the knee"),
    4: N_("the lower leg"),
    5: N_("the ankle"),
    6: N_("the foot"),
    7: N_("the toes"),
}


def farthest_words(change: FarthestChange | None) -> str:
    """Which way the farthest point moved over the weeks shown, and what clinicians call drawing back.

    The direction is told, nobody is labelled; without two weeks to compare (None) only the term is explained. Raises
    nothing. Source: May 2018, doi 10.1016/j.msksp.2018.09.006 (often a good sign, poorly agreed on, no guide to
    treatment).
    """
    said = (CENTRALISING,) if change is None else (MOVED[change.direction], CENTRALISING, NOT_WHY)
    return " ".join(map(_, said))


def function_words(change: FunctionChange | None) -> str:
    """How the activities changed: means 0 to 10 (10 is as before), points, how many activities, and from when to when.

    None says what is missing. Raises nothing. Source: the sizes are those of `function.function_change` (JOSPT 2014,
    doi 10.2519/jospt.2014.5248).
    """
    if change is None:
        return _(FUNCTION_MISSING)
    moved = ngettext(
        "%(moved)s (%(n)s activity, %(first)s to %(last)s).",
        "%(moved)s (an average of %(n)s activities, %(first)s to %(last)s).",
        change.activities,
        moved=_moved(change),
        first=day_year(change.start_day),
        last=day_year(change.latest_day),
    )
    return " ".join((moved, _(SIZES[change.size]), _("10 means as well as before."), _(NOT_WHY)))


def _moved(change: FunctionChange) -> str:
    points = shown_difference(change.start, change.latest)
    if not points:
        return told(
            N_("What you can do is the same: %(latest)s of 10"),
            N_("What the patient can do is the same: %(latest)s of 10"),
            latest=one_decimal(change.latest),
        )
    values = {
        "points": points_words(points),
        "start": one_decimal(change.start),
        "latest": one_decimal(change.latest),
    }
    if points > 0:
        return told(
            N_("What you can do is up %(points)s: %(start)s to %(latest)s of 10"),
            N_("What the patient can do is up %(points)s: %(start)s to %(latest)s of 10"),
            **values,
        )
    return told(
        N_("What you can do is down %(points)s: %(start)s to %(latest)s of 10"),
        N_("What the patient can do is down %(points)s: %(start)s to %(latest)s of 10"),
        **values,
    )


def visits_words(count: VisitCount) -> str:
    """The count of visits as sentences: used, left, until when, what the year leaves, and that it is only a count.

    Raises nothing. Source: the rule of `visits.count_visits` (CMS NCD 30.3.3).
    """
    said = [_("%(used)s, %(left)s.", used=_used(count), left=_left(count))]
    if count.used_in_year is not None:
        said += _ninety_days(count)
        if count.used_in_year != count.used:
            said.append(
                told(
                    N_("In the last 12 months you used %(used)s of %(most)s."),
                    N_("In the last 12 months the patient used %(used)s of %(most)s."),
                    used=count.used_in_year,
                    most=CMS_A_YEAR,
                )
            )
    if count.more_if_improving > 0:
        said.append(
            ngettext(
                "Up to %(n)s more is possible if pain improves.",
                "Up to %(n)s more are possible if pain improves.",
                count.more_if_improving,
            )
        )
    only_a_count = told(
        N_("Ask your insurer: this is a count, not a promise."),
        N_("The insurer decides: this is a count, not a promise."),
    )
    return " ".join([*said, only_a_count])


def _used(count: VisitCount) -> str:
    if count.used > count.allowed:
        used = ngettext("%(n)s visit", "%(n)s visits", count.used)
        return ngettext(
            "%(used)s used where %(n)s is allowed", "%(used)s used where %(n)s are allowed", count.allowed, used=used
        )
    return ngettext("%(used)s of %(n)s visit used", "%(used)s of %(n)s visits used", count.allowed, used=count.used)


def _left(count: VisitCount) -> str:
    lapsing = min(count.left, CMS_VISITS - count.used)
    if count.until is None or lapsing <= 0:
        return _("%(left)s left", left=count.left) if count.left > 0 else _("none left")
    until = day_year(count.until)
    if lapsing == count.left:
        return _("%(left)s left until %(day)s", left=count.left, day=until)
    return _("%(left)s left, %(some)s of them until %(day)s", left=count.left, some=lapsing, day=until)


def _ninety_days(count: VisitCount) -> list[str]:
    if count.until is not None or count.used >= CMS_VISITS:
        return []
    values = {"days": CMS_DAYS, "visits": CMS_VISITS}
    if count.used == 0:
        return [_("The %(days)s days for the first %(visits)s start with the next visit.", **values)]
    return [_("The %(days)s days for the first %(visits)s are over.", **values)]
