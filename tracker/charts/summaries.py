"""What each chart shows, in one or two plain sentences that stay true when there is little or nothing to show."""

from collections.abc import Sequence

from tracker.charts import reference, words
from tracker.charts.facts import AroundSessions, PainFacts
from tracker.charts.weeks import Point, same_week
from tracker.wording.lateness import late_words

DAYS_FOR_AN_AVERAGE = 4


def pain(facts: PainFacts) -> str:
    """Leg pain at the start and lately, and how many of the days have a score."""
    shown = [day for day in facts.days if facts.shows(day.day)]
    if not shown:
        return f"No pain scores from {words.days(facts.first_day, facts.last_day)}."
    have = "has" if len(shown) == 1 else "have"
    late = sum(day.late for day in shown)
    entered = f", {late_words(len(shown), late)}" if late else ""
    counted = f"{len(shown):,} of {words.counted(facts.span, 'day', 'days')} {have} a score{entered}."
    averages = _averages(facts, facts.leg_points)
    return f"{averages}; {counted}" if averages else f"{counted} {_why_no_average(facts)}"


def _averages(facts: PainFacts, drawn: Sequence[Point]) -> str:
    start = facts.baseline
    first = None if start is None else f"{words.average(start.mean)} in the starting week"
    if start is not None and start.overlaps_treatment:
        first = f"{first} (which overlaps treatment)"
    if not drawn:
        return f"Leg pain averaged {first}" if first else ""
    latest = drawn[-1]
    which = "the latest week" if same_week(latest, facts.last_day) else words.days(latest.first, latest.last)
    last = f"{words.average(latest.mean)} in {which}"
    if first is None and len(drawn) > 1:
        first = f"{words.average(drawn[0].mean)} in the first week shown"
    return f"Leg pain averaged {first} and {last}" if first else f"Leg pain averaged {last}"


def _why_no_average(facts: PainFacts) -> str:
    if not any(day.leg is not None for day in facts.days):
        return "None of them is for the leg."
    return f"An average needs {DAYS_FOR_AN_AVERAGE} days with a score in a week."


def pain_notes(facts: PainFacts) -> list[str]:
    """What a reader must know about how the chart was drawn."""
    if not any(facts.shows(day.day) for day in facts.days):
        return []
    notes: list[str] = []
    if not facts.single_days:
        notes.append("This is a long time, so single days are left out and the lines are weekly averages.")
        if any(facts.shows(day) for day in facts.notes):
            notes.append("The notes of single days are left out too. Choose a shorter time to see them.")
    notes.append("A line stops where a week has too few days with a score. Nothing is filled in.")
    return notes + reference.notes(facts)


def around_sessions(facts: AroundSessions) -> str:
    """How far the course is, and leg pain before its first and its latest session, as it was recorded."""
    done, plan = len(facts.rows), facts.planned_sessions
    if not done:
        return f"No session of this course is recorded yet; {words.counted(plan, 'is', 'are')} planned."
    far = f"{done} of {words.counted(plan, 'planned session', 'planned sessions')} done"
    if done > plan:
        far = f"{words.counted(done, 'session', 'sessions')} done, {words.counted(plan, 'was', 'were')} planned"
    said = [f"{words.score(row.before)} before session {row.number}" for row in facts.rows if row.before is not None]
    if not said:
        return f"{far}. No leg score was recorded before a session."
    return f"{far}. Leg pain was {' and '.join((said[0], said[-1]) if len(said) > 1 else said)}."


def around_notes(facts: AroundSessions) -> list[str]:
    """What before and after can and cannot say."""
    if not facts.rows:
        return []
    return ["Scores just before and just after say how it felt then. They do not say what caused it."]
