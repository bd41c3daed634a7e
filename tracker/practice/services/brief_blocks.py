"""The blocks of a brief that stand in its two columns, each from facts to words; None where it has nothing to say."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from tracker.domain.body.centralisation import (
    Direction,
    WeekFarthest,
    farthest_change,
    ranks_by_day,
    weekly_farthest,
)
from tracker.domain.body.locations import farthest_point
from tracker.domain.brief.contents import Stretch, begins_unseen, stretch_of, week_before
from tracker.domain.brief.counts import SessionDone, Taken, done_by_kind, medication_of
from tracker.domain.points.points import Location, OtherLocation, parse_points
from tracker.domain.scores.daily import back_by_day, back_given_by_day, leg_by_day, leg_given_by_day
from tracker.domain.scores.function import function_change
from tracker.domain.treatment.sessions import SideEffect, parse_side_effects
from tracker.practice.services.brief import BriefFacts
from tracker.practice.services.brief_sheet import Block, Caps, Cell, Line, Row, Table, cut, shortened
from tracker.review.services.looking import effects_noted
from tracker.treatment.services.adverse_events import read_events
from tracker.wording import brief as words
from tracker.wording import fit as fit_words
from tracker.wording import formats
from tracker.wording.charts import CENTRALISING, RANKS_WITHIN
from tracker.wording.formats import day_near, one_decimal
from tracker.wording.imported import own_words
from tracker.wording.language import _
from tracker.wording.lateness import days_and_late
from tracker.wording.notices import NOT_WHY
from tracker.wording.points import show_points
from tracker.wording.review import effect_words
from tracker.wording.treatment import session_name
from tracker.wording.vocabularies import CHANGE_KINDS, HELPED, SESSION_KINDS, ZONES

NOTHING: Final = "–"
OTHER_MARK: Final = "other: "
NEXT_DAY: Final = timedelta(days=1)
# Of the answers on acupuncture, what a full sheet still holds; cautions, medicine and the bout stand elsewhere on it.
IN_SHORT: Final = ("matters_most",)


def pain(facts: BriefFacts, caps: Caps) -> Block:
    """Leg and back since then beside the seven days before, raw."""
    since, today, days = facts.since.day, facts.today, facts.days
    leg, back = leg_by_day(days), back_by_day(days)
    found = [
        (name, stretch_of(scores, since, today, later), stretch_of(scores, *week_before(since), later))
        for name, scores, later in (("leg", leg, leg_given_by_day(days)), ("back", back, back_given_by_day(days)))
    ]
    if all(now is None for _, now, _ in found):
        return Block("pain", words.TITLES["no_pain"], lines=(Line(words.NOTHING["pain"]),))
    unseen_from = facts.shared_from if begins_unseen(week_before(since)[0], facts.shared_from) else None
    rows = tuple(Row(words.SITES[name], (_cell(now), _cell(before, unseen_from)), name) for name, now, before in found)
    lines = [
        Line(words.ends_line(now, today), words.SITES[name])
        for name, now, _ in found
        if now is not None and now.days > 1
    ]
    if facts.notices.flare is not None:
        lines.append(Line(words.flare_line(facts.notices.flare), words.LEADS["flare"]))
    return Block(
        "pain",
        words.TITLES["pain"],
        lines=tuple(lines),
        table=Table(words.TITLES["pain_table"], _columns("since", "week_before"), rows),
        remark=_(NOT_WHY) if caps.extras else "",
    )


def _cell(found: Stretch | None, shared_from: date | None = None) -> Cell:
    """A stretch in numbers; `shared_from` where days before it belong to the stretch and are not shown."""
    if found is None:
        return Cell(NOTHING, words.NOTHING["day"] if shared_from is None else words.hidden_words(shared_from))
    said = words.range_words(found, days_and_late(found.days, found.late))
    return Cell(one_decimal(found.mean), said if shared_from is None else words.hidden_words(shared_from, said))


def _columns(*codes: str) -> tuple[str, ...]:
    return tuple(words.COLUMNS[code] for code in codes)


def last_session(facts: BriefFacts, caps: Caps) -> Block:
    last = facts.last
    if last is None:
        said = words.NOTHING["session" if facts.shared_from is None else "shared_session"]
        return Block("session", words.TITLES["session"], lines=(Line(said),))
    number = None if facts.course is None else facts.course.numbers.get(last.id)
    name = shortened(session_name(last.kind, last.other_name), caps.name_length)
    line = words.session_line(last.local_day, shortened(last.practitioner or "", caps.name_length))
    lines = [Line(line, words.session_title(name, number)), *_as_noted(last, caps)]
    lines += [
        Line(_recorded(record, caps), words.recorded_by(shortened(record.by_name, caps.name_length)))
        for record in facts.records[: caps.records]
    ]
    rows = [row for row in (_around(facts, last, "leg"), _around(facts, last, "back")) if row is not None]
    table = None
    if rows:
        table = Table(words.TITLES["session_table"], _columns("before", "after", "next_day"), tuple(rows))
    more = len(facts.records) - caps.records
    return Block("session", words.TITLES["session"], lines=tuple(lines), table=table, more=max(0, more))


def _around(facts: BriefFacts, last: Any, site: str) -> Row | None:
    score = facts.days.get(last.local_day + NEXT_DAY)
    values = (getattr(last, f"{site}_before"), getattr(last, f"{site}_after"), getattr(score, site, None))
    if all(value is None for value in values):
        return None
    cells = tuple(Cell(NOTHING if value is None else formats.score(value)) for value in values)
    return Row(words.SITES[site], cells, site)


def _as_noted(last: Any, caps: Caps) -> list[Line]:
    """The session as the patient noted it: where, whether it helped, side effects."""
    lines = []
    if last.points:
        lines.append(Line(_points(last.points, caps), words.LEADS["points"]))
    elif last.zones:
        lines.append(Line(formats.commas([ZONES.within[code] for code in last.zones]), words.LEADS["where"]))
    noted = parse_side_effects(last.side_effects or "")
    lines.append(Line(_some(noted, caps) if noted else words.NOTHING["effects"], words.LEADS["effects"]))
    if last.helped is not None:
        lines.append(Line(HELPED.within[last.helped], words.LEADS["helped"]))
    return lines


def _some(effects: Any, caps: Caps) -> str:
    return words.effects_line(*cut(effects, caps.effects))


def _points(written: str, caps: Caps) -> str:
    shown, more = cut([_short(one, caps) for one in parse_points(written)], caps.points)
    return words.points_line(show_points(shown), more)


def _short(location: Location, caps: Caps) -> Location:
    if isinstance(location, OtherLocation):
        return OtherLocation(shortened(location.words, caps.name_length))
    return location


def _recorded(record: Any, caps: Caps) -> str:
    """The practitioner's side in short: points, needles, side effects as they saw them."""
    events = read_events(record.adverse_events)
    seen = None if events is None else _some([SideEffect(one.item, one.severity) for one in events], caps)
    points = _points(record.points, caps) if record.points else ""
    return words.recorded_line(points, record.needle_count, record.needle_minutes, seen)


def farthest(facts: BriefFacts) -> Block | None:
    """How far down the leg the pain reached: the first week of the course and the latest, and since then."""
    lines: list[Line] = []
    measure = None if facts.course is None else facts.course.measure
    ranks = ranks_by_day(facts.places)
    if measure is not None and measure.first_day is not None:
        change = farthest_change(weekly_farthest(ranks, measure.first_day, measure.last_day))
        if change is not None:
            lines.append(
                Line(words.then_and_now(_reached(change.first), _reached(change.latest)), words.LEADS["then_and_now"])
            )
            toward_back = change.direction is Direction.TOWARD_BACK
            lines.append(Line(f"{_(words.MOVED[change.direction])} {_(CENTRALISING) if toward_back else ''}".rstrip()))
    since = {when: rank for when, rank in ranks.items() if when >= facts.since.day}
    if since:
        most = max(since.values())
        last = max(when for when, rank in since.items() if rank == most)
        region = str(farthest_point(facts.places[last]))
        lines.append(Line(words.farthest_line(region, day_near(last, facts.today)), words.LEADS["farthest"]))
    return Block("farthest", words.TITLES["farthest"], lines=tuple(lines)) if lines else None


def _reached(week: WeekFarthest) -> str:
    """The week and its place: "week 1, foot"; a median between two ranks names both."""
    rank = 0.0 if week.median_rank is None else week.median_rank
    return words.reached(week.week, _(RANKS_WITHIN[int(rank)]), _(RANKS_WITHIN[-int(-rank // 1)]))


def effects(facts: BriefFacts, caps: Caps) -> Block | None:
    """Side effects of the other sessions since then; those of the last one stand beside it."""
    noted = effects_noted(act for act in _acts(facts))
    if not noted:
        return None
    shown, more = cut(noted, caps.effects)
    said = [effect_words(one.item, one.sessions, one.worst) for one in shown]
    lines = (Line("; ".join(said)),) if caps.run_on else tuple(map(Line, said))
    return Block("effects", words.TITLES["effects"], lines=lines, more=more)


def _acts(facts: BriefFacts) -> list[Any]:
    """What was attended since then, but for the last session, which has a block of its own."""
    last = None if facts.last is None else facts.last.id
    return [act for act in facts.acts if act.local_day >= facts.since.day and act.id != last]


def care(facts: BriefFacts, caps: Caps) -> Block | None:
    acts = [SessionDone(_kind_or_name(act), act.minutes) for act in _acts(facts)]
    named = dict.fromkeys(act.kind for act in acts if act.kind not in SESSION_KINDS)
    shown, more = cut(done_by_kind(acts, [*SESSION_KINDS, *named]), caps.kinds)
    if not shown:
        return None
    said = [words.done_words(_called(done.kind, caps), done.times, done.minutes) for done in shown]
    line = words.care_line([said[0][0].upper() + said[0][1:], *said[1:]], more)
    return Block("care", words.TITLES["care"], lines=(Line(line),))


def _kind_or_name(act: Any) -> str:
    """The kind, or the name of another treatment, marked so that it is no code."""
    return f"{OTHER_MARK}{act.other_name}" if act.other_name else str(act.kind)


def _called(kind: str, caps: Caps) -> str:
    if kind in SESSION_KINDS:
        return SESSION_KINDS.within[kind]
    return shortened(kind.removeprefix(OTHER_MARK), caps.name_length)


def medicine(facts: BriefFacts, caps: Caps) -> Block:
    found = medication_of(Taken(dose.local_day, dose.name) for dose in facts.doses)
    shown, more = cut(found.medicines, caps.medicines)
    lines = [Line(words.taken_words(one.times, one.days), shortened(one.name, caps.name_length)) for one in shown]
    if found.none_days:
        lines.append(Line(words.none_taken_words(found.none_days), words.LEADS["none"]))
    return Block(
        "medicine", words.TITLES["medicine"], lines=tuple(lines) or (Line(words.NOTHING["medicine"]),), more=more
    )


def function(facts: BriefFacts, caps: Caps) -> Block | None:
    """What can be done again, activity by activity: near the start of the course, and now."""
    by_name: dict[str, dict[date, int]] = {}
    for row in facts.functions:
        by_name.setdefault(row.name, {})[row.for_date] = row.score
    latest = sorted(by_name, key=lambda name: max(by_name[name]), reverse=True)[: caps.activities]
    rows = [_activity(name, by_name[name], facts, caps) for name in by_name if name in latest]
    if not rows:
        return None
    table = Table(words.TITLES["function_table"], _columns("then", "now"), tuple(rows))
    return Block("function", words.TITLES["function"], table=table, more=len(by_name) - len(rows))


def _activity(name: str, scores: Mapping[date, int], facts: BriefFacts, caps: Caps) -> Row:
    start = facts.since.day if facts.course is None else facts.course.measure.first_day or facts.since.day
    change, latest = function_change({name: scores}, start), max(scores)
    then = Cell(NOTHING) if change is None else _scored(scores, change.start_day, facts.today, caps)
    return Row(shortened(name, caps.name_length), (then, _scored(scores, latest, facts.today, caps)))


def _scored(scores: Mapping[date, int], when: date, today: date, caps: Caps) -> Cell:
    return Cell(str(scores[when]), day_near(when, today) if caps.dates else "")


def notes(facts: BriefFacts, caps: Caps) -> Block | None:
    """What was written since then, the newest first; not what other apps called things, which would hide it."""
    if not facts.notes_shared:
        return Block("notes", words.TITLES["notes"], lines=(Line(words.NOTHING["notes"]),))
    since = facts.since.day
    said: list[tuple[date, str, Any]] = [(one.for_date, "", one) for one in facts.entries if one.for_date >= since]
    said += [(one.local_day, _called(_kind_or_name(one), caps), one) for one in facts.acts if one.local_day >= since]
    said += [(one.local_day, _("medicine"), one) for one in facts.doses]
    told = ((when, of, own_words(one.note, one.imported_from)) for when, of, one in said)
    written = sorted((one for one in told if one[2]), key=lambda one: one[0], reverse=True)
    shown, more = cut(written, caps.notes)
    lines = tuple(
        Line(shortened(text, caps.note_length), words.note_lead(day_near(when, facts.today), of))
        for when, of, text in shown
    )
    return Block("notes", words.TITLES["notes_newest"], lines=lines, more=more) if lines else None


def changes(facts: BriefFacts, caps: Caps) -> Block | None:
    shown, more = cut(facts.changes[::-1], caps.changes)
    lines = tuple(
        Line(
            words.change_line(CHANGE_KINDS[one.kind], shortened(one.note or "", caps.change_length)),
            words.note_lead(day_near(one.for_date, facts.today), ""),
        )
        for one in shown
    )
    return Block("changes", words.TITLES["changes"], lines=lines, more=more) if lines else None


def questions(facts: BriefFacts, caps: Caps) -> Block | None:
    shown, more = cut(facts.questions, caps.questions)
    lines = tuple(Line(shortened(text, caps.question_length)) for text in shown)
    return Block("questions", words.TITLES["questions"], lines=lines, more=more) if lines else None


def fit(facts: BriefFacts, caps: Caps) -> Block | None:
    """What the patient answered who considers acupuncture, where they want it here: all of it, or what matters most."""
    if facts.fit is None:
        return None
    answered = [one for one in fit_words.answered(facts.fit.facts) if caps.extras or one.name in IN_SHORT]
    lines = tuple(Line(shortened(one.answer, caps.note_length), fit_words.lead(one.question)) for one in answered)
    return Block("fit", fit_words.brief_title(facts.fit.for_date), lines=lines) if lines else None


def plan(facts: BriefFacts, caps: Caps) -> Block | None:
    """Plan against actual, the review that is due and the one held last, in a line or two."""
    course = facts.course
    if course is None:
        return None
    expected = course.expected if course.row.ended_on is None else None
    planned_end = course.planned_end if course.row.phase == "initial" else None
    lines = [Line(words.plan_line(course.track.done, expected, course.track.missed, planned_end))]
    if facts.notices.review is not None:
        lines.append(Line(_(words.REVIEWS[facts.notices.review])))
    if facts.reviews and caps.extras:
        held = facts.reviews[-1]
        lines.append(Line(_(words.LAST_REVIEW[held.decision], day=formats.day_year(held.held_on))))
    return Block("plan", words.TITLES["plan"], lines=tuple(lines))
