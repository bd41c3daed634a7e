"""The blocks of a brief that stand in its two columns, each from facts to words; None where it has nothing to say."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from tracker.domain.body.centralisation import (
    RANK_WORDS,
    Direction,
    WeekFarthest,
    farthest_change,
    ranks_by_day,
    weekly_farthest,
)
from tracker.domain.body.locations import farthest_point
from tracker.domain.brief.contents import (
    Act,
    Stretch,
    Taken,
    dated,
    done_by_kind,
    medication_of,
    small_chart,
    stretch_of,
    week_before,
)
from tracker.domain.brief.sheet import Block, Caps, Cell, Line, Row, Table, cut, more_words, shortened
from tracker.domain.course.counting import Review
from tracker.domain.points.points import Location, OtherLocation, parse_points, show_points
from tracker.domain.scores.daily import back_by_day, back_later_by_day, leg_by_day, leg_later_by_day
from tracker.domain.scores.function import function_change
from tracker.domain.treatment.session_record import read_events
from tracker.domain.treatment.sessions import parse_side_effects, session_name
from tracker.domain.values.day_words import day, day_year
from tracker.domain.vocabularies import (
    CHANGE_KINDS,
    HELPED,
    REGIONS,
    REVIEW_DECISIONS,
    SESSION_KINDS,
    SEVERITIES,
    SIDE_EFFECTS,
    ZONES,
)
from tracker.practice.services.brief import BriefFacts
from tracker.review.services.looking import effects_noted
from tracker.wording import formats
from tracker.wording.charts import CENTRALISING
from tracker.wording.lateness import days_and_late
from tracker.wording.notices import NOT_WHY
from tracker.wording.review import effect_words, effects_in_line
from tracker.wording.verdict import average

NOTHING: Final = "–"
OTHER_MARK: Final = "other: "
NEXT_DAY: Final = timedelta(days=1)
MOVED: Final = {
    Direction.TOWARD_BACK: "It moved up toward the back.",
    Direction.OUTWARD: "It moved farther down the leg.",
    Direction.SAME: "It stayed about where it was.",
}
REVIEWS: Final = {
    Review.FIRST: "The first review is due.",
    Review.DAY_90: "The course began 90 days ago: a review is due.",
    Review.END: "The planned sessions are done: a review is due.",
}


def pain(facts: BriefFacts, caps: Caps) -> Block:
    """Leg and back since then beside the seven days before, raw."""
    since, today, days = facts.since.day, facts.today, facts.days
    leg, back = leg_by_day(days), back_by_day(days)
    chart = small_chart(leg, back, since, today) if caps.extras else None
    found = [
        (name, stretch_of(scores, since, today, later), stretch_of(scores, *week_before(since), later))
        for name, scores, later in (("Leg", leg, leg_later_by_day(days)), ("Back", back, back_later_by_day(days)))
    ]
    if all(now is None for _, now, _ in found):
        return Block("pain", "Pain", lines=(Line("No pain score since then."),), chart=chart)
    rows = tuple(Row(name, (_cell(now), _cell(before)), name.lower()) for name, now, before in found)
    lines = [Line(_ends(now, today), name) for name, now, _ in found if now is not None and now.days > 1]
    if facts.notices.flare is not None:
        flare = facts.notices.flare
        scores = f"{formats.score(flare.first_score)} on {day(flare.first_day)}, "
        scores += f"{formats.score(flare.second_score)} on {day(flare.second_day)}"
        lines.append(Line(f"{scores}; starting week {average(flare.baseline_mean)}.", "High two days running:"))
    return Block(
        "pain",
        "Pain, 0 to 10",
        lines=tuple(lines),
        table=Table("Mean pain since then and in the week before", ("Since then", "Week before"), rows),
        chart=chart,
        remark=NOT_WHY if caps.extras else "",
    )


def _cell(found: Stretch | None) -> Cell:
    if found is None:
        return Cell(NOTHING, "no day logged")
    days = days_and_late(found.days, found.late)
    if found.low == found.high:
        return Cell(average(found.mean), days)
    return Cell(average(found.mean), f"{formats.score(found.low)} to {formats.score(found.high)}, {days}")


def _ends(found: Stretch, today: date) -> str:
    if found.low == found.high:
        return f"{formats.score(found.low)} on each of {found.days} days."
    low, high = formats.score(found.low), formats.score(found.high)
    return f"lowest {low} on {dated(found.low_day, today)}, highest {high} on {dated(found.high_day, today)}."


def last_session(facts: BriefFacts, caps: Caps) -> Block:
    last = facts.last
    if last is None:
        said = "No session yet." if facts.shared_from is None else "No session since the record is shared."
        return Block("session", "Last session", lines=(Line(said),))
    number = None if facts.course is None else facts.course.numbers.get(last.id)
    name = shortened(session_name(last.kind, last.other_name), caps.name_length)
    title = name if number is None else f"{name}, session {number}"
    with_whom = "" if not last.practitioner else f", {shortened(last.practitioner, caps.name_length)}"
    lines = [Line(f"{day_year(last.local_day)}{with_whom}", title), *_as_noted(last, caps)]
    lines += [
        Line(_recorded(record, caps), f"{shortened(record.by_name, caps.name_length)} recorded:")
        for record in facts.records[: caps.records]
    ]
    rows = [row for row in (_around(facts, last, "leg"), _around(facts, last, "back")) if row is not None]
    table = Table("Pain around the last session", ("Before", "After", "Next day"), tuple(rows)) if rows else None
    more = len(facts.records) - caps.records
    return Block("session", "Last session", lines=tuple(lines), table=table, more=max(0, more))


def _around(facts: BriefFacts, last: Any, site: str) -> Row | None:
    score = facts.days.get(last.local_day + NEXT_DAY)
    values = (getattr(last, f"{site}_before"), getattr(last, f"{site}_after"), getattr(score, site, None))
    if all(value is None for value in values):
        return None
    cells = tuple(Cell(NOTHING if value is None else formats.score(value)) for value in values)
    return Row(site.capitalize(), cells, site)


def _as_noted(last: Any, caps: Caps) -> list[Line]:
    """The session as the patient noted it: where, whether it helped, side effects."""
    lines = []
    if last.points:
        lines.append(Line(_points(last.points, caps), "Points:"))
    elif last.zones:
        lines.append(Line(", ".join(ZONES[code].lower() for code in last.zones), "Where:"))
    noted = parse_side_effects(last.side_effects or "")
    lines.append(Line(_some(noted, caps) if noted else "none noted", "Side effects:"))
    if last.helped is not None:
        lines.append(Line(HELPED[last.helped].lower(), "Helped:"))
    return lines


def _some(effects: Any, caps: Caps) -> str:
    shown, more = cut(effects, caps.effects)
    return effects_in_line(shown) + (f", {more_words(more)}" if more else "")


def _points(written: str, caps: Caps) -> str:
    shown, more = cut([_short(one, caps) for one in parse_points(written)], caps.points)
    return show_points(shown) + (f"; {more_words(more)}" if more else "")


def _short(location: Location, caps: Caps) -> Location:
    if isinstance(location, OtherLocation):
        return OtherLocation(shortened(location.words, caps.name_length))
    return location


def _recorded(record: Any, caps: Caps) -> str:
    """The practitioner's side in short: points, needles, side effects as they saw them."""
    said = [] if not record.points else [_points(record.points, caps)]
    if record.needle_count is not None:
        said.append(formats.counted(record.needle_count, "needle", "needles"))
    if record.needle_minutes is not None:
        said.append(f"{record.needle_minutes} min")
    events = read_events(record.adverse_events)
    if events is not None:
        shown, more = cut(events, caps.effects)
        named = [
            SIDE_EFFECTS[one.item] + ("" if one.severity is None else f" ({SEVERITIES[one.severity].lower()})")
            for one in shown
        ]
        named += [more_words(more)] if more else []
        said.append(f"side effects: {', '.join(named)}" if named else "no side effects seen")
    return ", ".join(said) or "a record without these items"


def farthest(facts: BriefFacts) -> Block | None:
    """How far down the leg the pain reached: the first week of the course and the latest, and since then."""
    lines: list[Line] = []
    measure = None if facts.course is None else facts.course.measure
    ranks = ranks_by_day(facts.places)
    if measure is not None and measure.first_day is not None:
        change = farthest_change(weekly_farthest(ranks, measure.first_day, measure.last_day))
        if change is not None:
            lines.append(Line(f"{_reached(change.first)}; {_reached(change.latest)}.", "Then and now:"))
            toward_back = change.direction is Direction.TOWARD_BACK
            lines.append(Line(f"{MOVED[change.direction]} {CENTRALISING if toward_back else ''}".rstrip()))
    since = {when: rank for when, rank in ranks.items() if when >= facts.since.day}
    if since:
        most = max(since.values())
        last = max(when for when, rank in since.items() if rank == most)
        region = farthest_point(facts.places[last])
        lines.append(
            Line(f"{REGIONS[str(region)].lower()}, last on {dated(last, facts.today)}.", "Since then, farthest:")
        )
    return Block("farthest", "Farthest point down the leg", lines=tuple(lines)) if lines else None


def _reached(week: WeekFarthest) -> str:
    """The week and its place: "week 1, foot"; a median between two ranks names both."""
    rank = 0.0 if week.median_rank is None else week.median_rank
    low, high = int(rank), -int(-rank // 1)
    places = RANK_WORDS[low] if low == high else f"{RANK_WORDS[low]} to {RANK_WORDS[high]}"
    return f"week {week.week}, {places}"


def effects(facts: BriefFacts, caps: Caps) -> Block | None:
    """Side effects of the other sessions since then; those of the last one stand beside it."""
    noted = effects_noted(act for act in _acts(facts))
    if not noted:
        return None
    shown, more = cut(noted, caps.effects)
    said = [effect_words(one.item, one.sessions, one.worst) for one in shown]
    lines = (Line("; ".join(said)),) if caps.run_on else tuple(map(Line, said))
    return Block("effects", "Side effects of other sessions since then", lines=lines, more=more)


def _acts(facts: BriefFacts) -> list[Any]:
    """What was attended since then, but for the last session, which has a block of its own."""
    last = None if facts.last is None else facts.last.id
    return [act for act in facts.acts if act.local_day >= facts.since.day and act.id != last]


def care(facts: BriefFacts, caps: Caps) -> Block | None:
    acts = [Act(_kind_or_name(act), act.minutes) for act in _acts(facts)]
    named = dict.fromkeys(act.kind for act in acts if act.kind not in SESSION_KINDS)
    shown, more = cut(done_by_kind(acts, [*SESSION_KINDS, *named]), caps.kinds)
    said = []
    for done in shown:
        minutes = "" if done.minutes is None else f" ({formats.minutes(done.minutes)})"
        said.append(f"{_called(done.kind, caps)} {formats.counted(done.times, 'time', 'times')}{minutes}")
    if not said:
        return None
    line = ", ".join([*said, more_words(more)] if more else said)
    return Block("care", "Self-care and other treatments", lines=(Line(f"{line[0].upper()}{line[1:]}."),))


def _kind_or_name(act: Any) -> str:
    """The kind, or the name of another treatment, marked so that it is no code."""
    return f"{OTHER_MARK}{act.other_name}" if act.other_name else str(act.kind)


def _called(kind: str, caps: Caps) -> str:
    if kind in SESSION_KINDS:
        return SESSION_KINDS[kind].lower()
    return shortened(kind.removeprefix(OTHER_MARK), caps.name_length)


def medicine(facts: BriefFacts, caps: Caps) -> Block:
    found = medication_of(Taken(dose.local_day, dose.name) for dose in facts.doses)
    shown, more = cut(found.medicines, caps.medicines)
    lines = [
        Line(
            f"{formats.counted(one.times, 'time', 'times')} on {formats.counted(one.days, 'day', 'days')}",
            shortened(one.name, caps.name_length),
        )
        for one in shown
    ]
    if found.none_days:
        lines.append(Line(f"on {formats.counted(found.none_days, 'day', 'days')}", "Took none"))
    return Block("medicine", "Medicine", lines=tuple(lines) or (Line("Nothing noted since then."),), more=more)


def function(facts: BriefFacts, caps: Caps) -> Block | None:
    """What can be done again, activity by activity: near the start of the course, and now."""
    by_name: dict[str, dict[date, int]] = {}
    for row in facts.functions:
        by_name.setdefault(row.name, {})[row.for_date] = row.score
    start = facts.since.day if facts.course is None else facts.course.measure.first_day or facts.since.day
    latest = sorted(by_name, key=lambda name: max(by_name[name]), reverse=True)[: caps.activities]
    rows = [_activity(name, by_name[name], start, facts.today, caps) for name in by_name if name in latest]
    if not rows:
        return None
    table = Table("Activities then and now, 0 to 10", ("Then", "Now"), tuple(rows))
    return Block("function", "Can do, 0 to 10 (10 is as before)", table=table, more=len(by_name) - len(rows))


def _activity(name: str, scores: Mapping[date, int], start: date, today: date, caps: Caps) -> Row:
    change, latest = function_change({name: scores}, start), max(scores)
    then = Cell(NOTHING) if change is None else _scored(scores, change.start_day, today, caps)
    return Row(shortened(name, caps.name_length), (then, _scored(scores, latest, today, caps)))


def _scored(scores: Mapping[date, int], when: date, today: date, caps: Caps) -> Cell:
    return Cell(str(scores[when]), dated(when, today) if caps.dates else "")


def notes(facts: BriefFacts, caps: Caps) -> Block | None:
    """What was written since then, the newest first."""
    if not facts.notes_shared:
        return Block("notes", "Notes", lines=(Line("Notes are not shared."),))
    since = facts.since.day
    written = [(one.for_date, "", one.note) for one in facts.entries if one.note and one.for_date >= since]
    acts = (one for one in facts.acts if one.note and one.local_day >= since)
    written += [(one.local_day, f", {_called(_kind_or_name(one), caps)}", one.note) for one in acts]
    written += [(one.local_day, ", medicine", one.note) for one in facts.doses if one.note]
    written.sort(key=lambda one: one[0], reverse=True)
    shown, more = cut(written, caps.notes)
    lines = tuple(
        Line(shortened(text, caps.note_length), f"{dated(when, facts.today)}{of}:") for when, of, text in shown
    )
    return Block("notes", "Notes, newest first", lines=lines, more=more) if lines else None


def changes(facts: BriefFacts, caps: Caps) -> Block | None:
    shown, more = cut(facts.changes[::-1], caps.changes)
    lines = tuple(
        Line(
            CHANGE_KINDS[one.kind] + (f": {shortened(one.note, caps.change_length)}" if one.note else ""),
            f"{dated(one.for_date, facts.today)}:",
        )
        for one in shown
    )
    return Block("changes", "What else changed", lines=lines, more=more) if lines else None


def questions(facts: BriefFacts, caps: Caps) -> Block | None:
    shown, more = cut(facts.questions, caps.questions)
    lines = tuple(Line(shortened(text, caps.question_length)) for text in shown)
    return Block("questions", "To ask at the session", lines=lines, more=more) if lines else None


def plan(facts: BriefFacts, caps: Caps) -> Block | None:
    """Plan against actual, the review that is due and the one held last, in a line or two."""
    course = facts.course
    if course is None:
        return None
    said = [f"{formats.counted(course.track.done, 'session', 'sessions')} done"]
    if course.pace is not None and course.row.ended_on is None:
        said.append(f"{course.pace.expected} planned by today")
    if course.track.missed:
        said.append(f"{course.track.missed} missed")
    if course.planned_end is not None and course.row.phase == "initial":
        said.append(f"planned end {day_year(course.planned_end)}")
    lines = [Line(f"{', '.join(said)}.")]
    if facts.notices.review is not None:
        lines.append(Line(REVIEWS[facts.notices.review]))
    if facts.reviews and caps.extras:
        held = facts.reviews[-1]
        lines.append(Line(f"Last review {day_year(held.held_on)}: {REVIEW_DECISIONS[held.decision].lower()}."))
    return Block("plan", "Plan and review", lines=tuple(lines))
