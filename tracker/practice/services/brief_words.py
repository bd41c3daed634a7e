"""What a brief says: the facts put into words, block by block, as long as one sheet has room for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from tracker.domain.brief.contents import begins_unseen, latest_of
from tracker.domain.brief.counts import Noted, noted_signs
from tracker.domain.safety.warning_signs import needs_help, recent_from
from tracker.domain.scores.daily import DAILY, back_by_day, leg_by_day
from tracker.domain.treatment.session_record import needs_care
from tracker.domain.treatment.sessions import parse_side_effects
from tracker.fields.entries import SIGNS
from tracker.practice.services import brief_blocks as blocks
from tracker.practice.services.brief import SIGNS_BEFORE, BriefFacts
from tracker.practice.services.brief_cautions import cautions
from tracker.practice.services.brief_chart import SmallChart, small_chart
from tracker.practice.services.brief_sheet import (
    CHART_LINES,
    Block,
    Caps,
    Cell,
    Line,
    Row,
    Table,
    TypeSize,
    cut,
    fitted,
    lines_across,
    lines_of,
    shortened,
    size_for,
)
from tracker.review.services.choosing import course_name
from tracker.review.services.measuring import MeasuredCourse
from tracker.treatment.services.adverse_events import read_events
from tracker.wording import brief as words
from tracker.wording import errors
from tracker.wording.formats import day_near, day_year
from tracker.wording.language import _
from tracker.wording.measured import measured_words
from tracker.wording.verdict import VerdictWords
from tracker.wording.vocabularies import SIDE_EFFECTS
from tracker.wording.warning_signs import WARNING_SIGNS

GOAL_LETTERS: Final = 60
BESIDE_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Head:
    """The first lines: the bout, since when, how much of it was logged, from when on it is shared, the course.

    `sessions` is "8 of 10"; it and `course` are empty without a course, `goal` where none was given. `beside` names
    the other courses that go on.
    """

    bout: str
    since: str
    logged: str
    shared: str
    remark: str
    sessions: str
    course: str
    beside: str
    goal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A brief, ready to be shown. `warnings` is None without a warning sign; `size` is that of its type in print.

    `chart` is None without a score in the last four weeks, and on a sheet that is full.
    """

    head: Head
    cautions: Block
    warnings: Block | None
    signs: Block | None
    verdict: VerdictWords | None
    no_verdict: str
    chart: SmallChart | None
    blocks: Sequence[Block]
    size: TypeSize = TypeSize.SMALL


def sheet_of(facts: BriefFacts) -> Sheet:
    """The brief of these facts, its lists cut so far that one sheet holds it."""
    sheet = fitted(lambda caps: _sheet(facts, caps), _lines)
    return replace(sheet, size=size_for(_lines(sheet)))


def _lines(sheet: Sheet) -> int:
    across = [*sheet.cautions.lines, *(sheet.warnings.lines if sheet.warnings else ())]
    texts = [f"{line.lead} {line.text}" for line in across]
    texts += [sheet.head.bout, sheet.head.beside, sheet.cautions.remark]
    if sheet.verdict is not None:
        texts += [sheet.verdict.headline, sheet.verdict.text, " ".join(sheet.verdict.cannot_tell)]
    chart_lines = 0 if sheet.chart is None else CHART_LINES
    blocks_shown = [*sheet.blocks] + ([sheet.signs] if sheet.signs else [])
    return chart_lines + lines_across(filter(None, texts)) + sum(lines_of(block) for block in blocks_shown)


def _sheet(facts: BriefFacts, caps: Caps) -> Sheet:
    found = (
        blocks.pain(facts, caps),
        blocks.last_session(facts, caps),
        blocks.farthest(facts),
        blocks.effects(facts, caps),
        blocks.care(facts, caps),
        blocks.medicine(facts, caps),
        blocks.function(facts, caps),
        blocks.notes(facts, caps),
        blocks.changes(facts, caps),
        blocks.questions(facts, caps),
        blocks.fit(facts, caps),
        blocks.plan(facts, caps),
    )
    course = facts.course
    return Sheet(
        head=_head(facts),
        cautions=cautions(facts, caps),
        warnings=_warnings(facts, caps),
        signs=_signs(facts),
        verdict=None if course is None else _verdict(course, caps),
        no_verdict=words.NOTHING["course" if facts.shared_from is None else "shared_course"],
        chart=_chart(facts) if caps.extras else None,
        blocks=[block for block in found if block is not None],
    )


def _chart(facts: BriefFacts) -> SmallChart | None:
    return small_chart(leg_by_day(facts.days), back_by_day(facts.days), facts.since.day, facts.today)


def _verdict(course: MeasuredCourse, caps: Caps) -> VerdictWords:
    """The verdict with what it cannot tell; on a full sheet without the last line of it, which is for scale."""
    measure = course.measure
    said = measured_words(measure)
    return said if caps.extras else replace(said, cannot_tell=said.cannot_tell[:-1])


def _head(facts: BriefFacts) -> Head:
    since, length = facts.since, (facts.today - facts.since.day).days + 1
    logged = sum(1 for one in facts.days if one >= since.day)
    course = facts.course
    return Head(
        bout=facts.bout,
        since=_(words.SINCE[since.what], day=day_year(since.day)),
        logged=words.logged_words(logged, length),
        shared="" if facts.shared_from is None else words.shared_words(facts.shared_from),
        remark=errors.said(since.remark or ""),
        sessions="" if course is None else words.of_planned(course.track.done, course.track.planned),
        course="" if course is None else _course(facts),
        beside="; ".join(course_name(one) for one in facts.choice.beside[:BESIDE_MOST]),
        goal="" if course is None or not course.row.goal else shortened(course.row.goal, GOAL_LETTERS),
    )


def _course(facts: BriefFacts) -> str:
    """Acupuncture, initial phase, 2 a week."""
    assert facts.course is not None, "asked for only where there is a course"  # noqa: S101
    row = facts.course.row
    return words.course_line(row.kind, row.phase, row.ended_on, row.per_week)


def _warnings(facts: BriefFacts, caps: Caps) -> Block | None:
    """Warning signs of the days since then and of the last fourteen, and what came after a session that needs help."""
    first = min(facts.since.day, recent_from(facts.today))
    entries = ((one.for_date, one.warning_signs or ()) for one in facts.entries if one.for_date >= first)
    noted = noted_signs(entries, WARNING_SIGNS)
    after = noted_signs(_serious(facts), SIDE_EFFECTS)
    lines = [Line(_when(one, facts.today), WARNING_SIGNS[one.code]) for one in noted]
    lines += [Line(words.after_a_session(_when(one, facts.today)), SIDE_EFFECTS[one.code]) for one in after]
    if not lines:
        return None
    shown, more = cut(lines, caps.warnings)
    return Block("warnings", words.warnings_title(len(lines)), lines=shown, more=more)


def _when(found: Noted, today: date) -> str:
    return words.when_noted(found.days, day_near(found.last, today))


def _serious(facts: BriefFacts) -> list[tuple[date, tuple[str, ...]]]:
    """Side effects that ask for help by themselves, from the patient's side and from the practitioner's."""
    found = []
    for act in facts.acts:
        items = tuple(effect.item for effect in parse_side_effects(act.side_effects or ""))
        found.append((act.local_day, tuple(item for item in items if needs_help([item]))))
    for record in facts.records:
        events = [event for event in read_events(record.adverse_events) or () if needs_care([event])]
        found.append((facts.last.local_day, tuple(event.item for event in events)))  # type: ignore[union-attr]
    return found


def _signs(facts: BriefFacts) -> Block | None:
    """Numbness, weakness and sleep: the latest number beside the one before, without a word on either."""
    rows = []
    for sign in SIGNS:
        found = latest_of(_scored(facts.entries, sign.name), facts.since.day)
        if found is not None:
            before = Cell("–", _no_sign(facts))
            if found.before is not None and found.before_day is not None:
                before = Cell(str(found.before), day_near(found.before_day, facts.today))
            rows.append(Row(_(sign.brief), (Cell(str(found.score), day_near(found.day, facts.today)), before)))
    if not rows:
        return None
    table = Table(words.TITLES["signs_table"], (words.COLUMNS["latest"], words.COLUMNS["before"]), tuple(rows))
    return Block("signs", words.TITLES["signs"], table=table)


def _no_sign(facts: BriefFacts) -> str:
    """Why nothing stands beside a sign: it was not scored, or the days before are not shown."""
    shared_from = facts.shared_from
    if shared_from is not None and begins_unseen(facts.since.day - SIGNS_BEFORE, shared_from):
        return words.hidden_words(shared_from)
    return words.NOTHING["sign"]


def _scored(entries: Sequence[Any], name: str) -> dict[date, int]:
    """Of each day the score of its own entry, else that of its last moment."""
    scores: dict[date, int] = {}
    for entry in sorted(entries, key=lambda one: one.kind == DAILY):
        score = getattr(entry, name)
        if score is not None:
            scores[entry.for_date] = score
    return scores
