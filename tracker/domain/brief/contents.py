"""What a brief looks back on: from which day, what the days since then hold, and what came before them.

Numbers beside numbers. Nothing here says better or worse: a few days between two sessions are too few for that.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import fsum
from typing import Final, NamedTuple

from tracker.domain.errors import Fault, Invalid, Message
from tracker.domain.limits import SCORE_HIGH
from tracker.domain.safety.warning_signs import recent_from
from tracker.domain.scores.lateness import ON_THE_DAY, late_among
from tracker.domain.values import parsing
from tracker.domain.values.periods import DAYS_IN_WEEK, days_between

WEEK: Final = timedelta(days=DAYS_IN_WEEK)
ONE_DAY: Final = timedelta(days=1)
CHART_DAYS: Final = 28
DAY_STEP: Final = 10
POINT_STEP: Final = 6
EDGE: Final = 6
TO_COME: Final = Fault("that_day_to_come")


class SinceWhat(StrEnum):
    """Why a brief looks back to its day."""

    SESSION = "session"
    CHOSEN = "chosen"
    TWO_WEEKS = "two_weeks"


@dataclass(frozen=True, slots=True)
class Since:
    """The first day a brief looks at, why, and a sentence where it is not the day that was asked for."""

    day: date
    what: SinceWhat
    remark: Message | None = None


def since_of(
    asked: str | None,
    *,
    today: date,
    last_session: date | None,
    begins: date | None = None,
    shared_from: date | None = None,
) -> Since:
    """The day a brief looks back to: the one `asked` for (2026-03-01), else that of the last session, else 14 days.

    A day that does not read as one, or is still to come, gives the usual one with a remark. One from before anything
    was recorded (`begins`, the first recorded day, None for an empty record) moves up to that day, and none goes back
    beyond `shared_from`, the first day shared. Raises nothing.

    Our own rule. The fourteen days are those in which a warning sign counts as recent (BMJ Best Practice 3000164).
    """
    if last_session is None:
        usual = Since(recent_from(today), SinceWhat.TWO_WEEKS)
    else:
        usual = Since(last_session, SinceWhat.SESSION)
    found = _asked_or(usual, asked, today)
    if found.what is SinceWhat.CHOSEN and begins is not None and found.day < min(begins, usual.day):
        first = min(begins, usual.day)
        found = Since(first, SinceWhat.CHOSEN, Fault("record_begins", day=first))
    if shared_from is not None and found.day < shared_from:
        found = Since(shared_from, found.what, found.remark)
    return found


def _asked_or(usual: Since, asked: str | None, today: date) -> Since:
    try:
        wanted = parsing.day(asked)
    except Invalid as problem:
        return Since(usual.day, usual.what, problem.message)
    if wanted is None:
        return usual
    return Since(usual.day, usual.what, TO_COME) if wanted > today else Since(wanted, SinceWhat.CHOSEN)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The scores (0 to 10) of `days` logged days: their mean, the lowest and the highest with the latest such day.

    `late` of the days were entered later.
    """

    days: int
    mean: float
    low: float
    low_day: date
    high: float
    high_day: date
    late: int = 0


def stretch_of(
    scores: Mapping[date, float], first: date, last: date, later: Mapping[date, int] = ON_THE_DAY
) -> Stretch | None:
    """The logged days from `first` to `last`, both included, in numbers; None where none is logged.

    `scores` are day scores, 0 to 10, `later` how many days late those were given that were; days without a score count
    nowhere. Raises nothing. Source: the mean of several days
    is a better measure than one of them (Stone 2014, doi 10.1097/AJP.0000000000000030), and the range is told because
    people mind their worst days (PMC7956922).
    """
    found = [(score, when) for when, score in scores.items() if first <= when <= last]
    if not found:
        return None
    low, high = min(score for score, _ in found), max(score for score, _ in found)
    return Stretch(
        days=len(found),
        mean=fsum(score for score, _ in found) / len(found),
        low=low,
        low_day=max(when for score, when in found if score == low),
        high=high,
        high_day=max(when for score, when in found if score == high),
        late=late_among((when for _, when in found), later).days,
    )


def week_before(since: date) -> tuple[date, date]:
    """The first and the last of the seven days before `since`. Raises nothing. Our own rule."""
    return since - WEEK, since - ONE_DAY


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest score of a sign with its day, and the one it stands beside; None where there was none before."""

    score: int
    day: date
    before: int | None
    before_day: date | None


def latest_of(scores: Mapping[date, int], since: date) -> Latest | None:
    """The latest score from `since` on, beside the last one from before that day, else the one just before it.

    `scores` holds the days on which the sign was scored, 0 to 10. None where it was not scored since then. Raises
    nothing. Our own rule; that numbness and weakness are told beside pain: Grovle 2010 (PMC2899809).
    """
    latest = max(scores, default=None)
    if latest is None or latest < since:
        return None
    earlier = [one for one in scores if one < latest]
    before = max((one for one in earlier if one < since), default=max(earlier, default=None))
    return Latest(scores[latest], latest, None if before is None else scores[before], before)


class SessionDone(NamedTuple):
    """One treatment or act of self-care: its kind, and its minutes where they were noted."""

    kind: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class TimesDone:
    """How often a kind of treatment was done; `minutes` in all, None unless each time has them."""

    kind: str
    times: int
    minutes: int | None


def done_by_kind(acts: Iterable[SessionDone], kinds: Iterable[str]) -> tuple[TimesDone, ...]:
    """What was done, counted by kind in the order of `kinds`; kinds that were not done are left out.

    Minutes (whole) are added up only where every act of the kind has them: part of a sum would read as all of it.
    Raises nothing. Our own rule.
    """
    by_kind: dict[str, list[int | None]] = {}
    for act in acts:
        by_kind.setdefault(act.kind, []).append(act.minutes)
    return tuple(_done(kind, by_kind[kind]) for kind in kinds if kind in by_kind)


def _done(kind: str, minutes: Sequence[int | None]) -> TimesDone:
    known = [one for one in minutes if one is not None]
    return TimesDone(kind, len(minutes), sum(known) if len(known) == len(minutes) else None)


class Taken(NamedTuple):
    """One dose on a day, by its name; None for the statement that none was taken."""

    day: date
    name: str | None


@dataclass(frozen=True, slots=True)
class Medicine:
    """One medicine as it was written last, how often it was taken and on how many days."""

    name: str
    times: int
    days: int


@dataclass(frozen=True, slots=True)
class Medication:
    """The medicines, the most often taken first, and on how many days none was said to be taken."""

    medicines: tuple[Medicine, ...]
    none_days: int


def medication_of(taken: Iterable[Taken]) -> Medication:
    """What was taken: by name, whatever its capitals, the most often first, and the days with none.

    `taken` comes oldest first; the statement of a day counts only if that day has no dose. Raises nothing. Our own
    rule: "took none" is an answer, a day without a word is none.
    """
    every = list(taken)
    doses = [(one.day, one.name) for one in every if one.name is not None]
    times = Counter(name.casefold() for _, name in doses)
    names = {name.casefold(): name for _, name in doses}
    medicines = tuple(
        Medicine(names[key], count, len({day for day, name in doses if name.casefold() == key}))
        for key, count in times.most_common()
    )
    none = {one.day for one in every if one.name is None} - {day for day, _ in doses}
    return Medication(medicines, len(none))


@dataclass(frozen=True, slots=True)
class Noted:
    """One warning sign: its code, on how many days it was noted, and the last of them."""

    code: str
    days: int
    last: date


def noted_signs(signs: Iterable[tuple[date, Iterable[str]]], known: Iterable[str]) -> tuple[Noted, ...]:
    """The signs that were noted, each once, in the order of `known`; codes that are not known are left out.

    `signs` are pairs of a day and the codes noted on it; a day may come twice. Raises nothing. Source: one sign is
    enough (GIRFT pathway, 2024), so each is told, however seldom it was noted.
    """
    by_code: dict[str, set[date]] = {}
    for when, codes in signs:
        for code in codes:
            by_code.setdefault(code, set()).add(when)
    return tuple(Noted(code, len(by_code[code]), max(by_code[code])) for code in known if code in by_code)


@dataclass(frozen=True, slots=True)
class SmallChart:
    """The last four weeks as two lines: `d` of an SVG path each, empty without scores, in a box `width` by `height`.

    A day is 10 wide, a point of pain 6 high, 0 at the bottom; a day without a score is a gap. `since` is where the
    brief's first day stands, None where that is not in the box. `first` and `last` are the days at its ends.
    """

    leg: str
    back: str
    since: int | None
    width: int
    height: int
    first: date
    last: date

    @property
    def box(self) -> str:
        """The view box with room for the strokes."""
        return f"{-EDGE} {-EDGE} {self.width + 2 * EDGE} {self.height + 2 * EDGE}"

    @property
    def grid(self) -> str:
        """Lines at 0, 5 and 10."""
        return "".join(f"M0 {y}H{self.width}" for y in (0, self.height // 2, self.height))

    @property
    def mark(self) -> str:
        """The upright line of the brief's first day."""
        return "" if self.since is None else f"M{self.since} 0V{self.height}"


def small_chart(leg: Mapping[date, float], back: Mapping[date, float], since: date, today: date) -> SmallChart | None:
    """The 28 days up to `today` of day scores (0 to 10); None without any score in them.

    Raises nothing. Our own drawing: a gap stays a gap, nothing is carried over.
    """
    first = today - timedelta(days=CHART_DAYS - 1)
    drawn = [_path(scores, first, today) for scores in (leg, back)]
    if not any(drawn):
        return None
    return SmallChart(
        leg=drawn[0],
        back=drawn[1],
        since=(since - first).days * DAY_STEP if first <= since <= today else None,
        width=(CHART_DAYS - 1) * DAY_STEP,
        height=SCORE_HIGH * POINT_STEP,
        first=first,
        last=today,
    )


def _path(scores: Mapping[date, float], first: date, last: date) -> str:
    """A stroke with round ends shows a day that stands alone as a dot."""
    parts: list[str] = []
    pen = "M"
    for number, when in enumerate(days_between(first, last)):
        score = scores.get(when)
        if score is None:
            pen = "M"
            continue
        x, y = number * DAY_STEP, f"{(SCORE_HIGH - score) * POINT_STEP:g}"
        parts.append(f"{pen}{x} {y}" + ("h0" if pen == "M" else ""))
        pen = "L"
    return "".join(parts)
