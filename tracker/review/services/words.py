"""How reviews, side effects and changes of a plan are told: numbers first, in plain words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tracker.domain.course.verdict import Doubt, Label, Verdict
from tracker.domain.scores.global_change import much_improved
from tracker.domain.treatment.sessions import SideEffect
from tracker.domain.vocabularies import GLOBAL_CHANGES, SEVERITIES, SIDE_EFFECTS
from tracker.review.services.looking import EffectNoted, Look, ReviewRow
from tracker.wording import formats
from tracker.wording.charts import function_words
from tracker.wording.lateness import from_memory_words
from tracker.wording.verdict import SHORT_MEANINGS, TALK, VerdictWords, average, change_words, verdict_words

COMPARED: Final = "Your last two weekly averages compared with your starting week"
COMPARED_ONE: Final = "Your latest weekly average compared with your starting week"
COMPARED_NONE: Final = "Your weekly averages and your starting week"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewScreen:
    """What the page of a review says before it asks anything."""

    look: Look
    verdict: VerdictWords
    compared: str
    talk: str | None
    function: str
    effects: Sequence[str]
    others: Sequence[str]
    medicine: str


def screen_of(look: Look) -> ReviewScreen:
    measured = look.reading.measure
    words = verdict_words(measured.verdict, measured.lacks, measured.sensitivity)
    return ReviewScreen(
        look=look,
        verdict=words,
        compared=_compared(measured.verdict),
        talk=TALK if TALK not in words.text and _no_better(measured.verdict) else None,
        function=function_words(look.function),
        effects=[effect_words(effect) for effect in look.effects],
        others=[f"{name}: {formats.counted(count, 'time', 'times')}" for name, count in look.others.items()],
        medicine=_medicine(look),
    )


def _compared(verdict: Verdict) -> str:
    if verdict.label is Label.NOT_ENOUGH_DATA:
        return COMPARED_NONE
    return COMPARED if verdict.of_two_weeks else COMPARED_ONE


def _no_better(verdict: Verdict) -> bool:
    return verdict.label in {Label.NO_CLEAR_CHANGE, Label.WORSE}


def _times(count: int) -> str:
    return formats.counted(count, "time", "times")


def _medicine(look: Look) -> str:
    said = f"Noted on {look.medicine_days:,} of {formats.counted(look.days, 'day', 'days')}."
    if not look.none_days:
        return said
    return f"{said} On {formats.counted(look.none_days, 'day', 'days')} you said you took none.{_other_days(look)}"


def _other_days(look: Look) -> str:
    """The days that are in neither count, so that the three of them make all."""
    others = look.days - look.medicine_days - look.none_days
    if others < 1:
        return ""
    return " The other day says nothing of it." if others == 1 else f" The other {others:,} days say nothing of it."


def effect_words(effect: EffectNoted) -> str:
    """Bruise: noted in 2 sessions, at worst mild."""
    worst = "" if effect.worst is None else f", at worst {SEVERITIES[effect.worst].lower()}"
    return f"{SIDE_EFFECTS[effect.item]}: noted in {formats.counted(effect.sessions, 'session', 'sessions')}{worst}"


def effects_in_line(effects: Iterable[SideEffect]) -> str:
    """Bruise (mild), Drowsy or tired."""
    return ", ".join(
        SIDE_EFFECTS[effect.item] + ("" if effect.severity is None else f" ({SEVERITIES[effect.severity].lower()})")
        for effect in effects
    )


def whole_words(code: str | None) -> str:
    """What the person said of the whole, and whether studies would count it as improved; empty where not answered."""
    if code is None:
        return ""
    counts = " Studies count this step as improved." if much_improved(code) else ""
    return f"On the whole, since the course began: {GLOBAL_CHANGES[code].lower()}.{counts}"


def numbers_then(review: ReviewRow) -> str:
    """What the numbers said on the day of a review."""
    start, latest, label = review.baseline_leg, review.latest_leg, Label(review.label)
    if start is None or latest is None or label is Label.NOT_ENOUGH_DATA:
        return "There was not enough data to compare."
    change = change_words(start, latest)
    now, was = _entered_later(latest, review.latest_late_days), _entered_later(start, review.baseline_late_days)
    doubts = [Doubt(code) for code in review.doubts or ()]
    two = review.confirmed or (review.doubts and Doubt.ONE_WEEK not in doubts)
    behind = "over two weeks" if two else "from one week only"
    said = f"Leg pain {now}, starting week {was}: {change}; {behind}, {SHORT_MEANINGS[label]}."
    return " ".join(filter(None, (said, from_memory_words(doubts))))


def _entered_later(mean: float, late_days: int | None) -> str:
    if not late_days:
        return average(mean)
    return f"{average(mean)} ({formats.counted(late_days, 'day', 'days')} entered later)"


def plan_words(changed: Mapping[str, Sequence[Any]]) -> str:
    """What became of a plan, as one line: "16 sessions in all, was 10; 1 a week, was 2"."""
    said = [*_phase(changed), *_sessions(changed), *_rhythm(changed)]
    line = "; ".join(said) or "the plan was changed"
    return line[0].upper() + line[1:]


def _phase(changed: Mapping[str, Sequence[Any]]) -> list[str]:
    before, after = changed.get("phase", (None, None))
    ended = changed.get("ended_on", (None, None))
    if after is None:
        return [f"last day {_day(ended[1])}, was {_day(ended[0])}"] if None not in ended else []
    if after == "ended":
        return ["ended" if ended[1] is None else f"ended on {_day(ended[1])}"]
    again = "taken up again" if before == "ended" else ""
    if after == "maintenance":
        return [f"{again} as maintenance" if again else "moved to maintenance"]
    return [again or "back to the first phase"]


def _sessions(changed: Mapping[str, Sequence[Any]]) -> list[str]:
    if "planned_sessions" not in changed:
        return []
    before, after = changed["planned_sessions"]
    return [f"{formats.counted(after, 'session', 'sessions')} in all, was {before}"]


def _rhythm(changed: Mapping[str, Sequence[Any]]) -> list[str]:
    if "per_week" not in changed:
        return []
    before, after = ("no weekly rhythm" if value is None else f"{value} a week" for value in changed["per_week"])
    return [f"{after}, was {before}"]


def _day(iso: str) -> str:
    return formats.day_year(date.fromisoformat(iso))
