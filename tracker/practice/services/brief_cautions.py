"""The cautions at the head of a brief, and where they meet what was done in the last session and since."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from tracker.practice.services.brief import BriefFacts
from tracker.practice.services.brief_sheet import Block, Caps, Line, cut, shortened
from tracker.treatment.services.given import given_in
from tracker.wording import brief as words
from tracker.wording.cautions import told_cautions
from tracker.wording.cautions_met import Given, Met, cautions_met
from tracker.wording.formats import day_near

SAID_ONCE: Final = 80


def cautions(facts: BriefFacts, caps: Caps) -> Block:
    """Every caution, whatever the room: only what was written beside it is cut."""
    length = (
        caps.caution_length if len({one.note for one in facts.cautions}) > 1 else max(caps.caution_length, SAID_ONCE)
    )
    carried = [one._replace(note=one.note and shortened(one.note, length)) for one in facts.cautions]
    told = told_cautions(carried, None if facts.course is None else facts.course.began_on)
    lines = [Line(one.text, one.words) for one in told.lines]
    if caps.run_on and lines:
        lines = [Line("; ".join(f"{one.lead}{': ' if one.text else ''}{one.text}" for one in lines))]
    met, more = cut(_met(facts), caps.met)
    lines += [Line(one.text, words.note_lead(one.lead, day_near(when, facts.today))) for one, when in met]
    remark = " ".join(filter(None, (told.note, told.confirmed))) if lines else words.NOTHING["cautions"]
    return Block("cautions", words.TITLES["cautions"], lines=tuple(lines), remark=remark, more=more)


def _met(facts: BriefFacts) -> list[tuple[Met, date]]:
    """Each meeting once, with the last day it was, the newest first."""
    found: dict[tuple[str, str], tuple[Met, date]] = {}
    codes = [one.kind for one in facts.cautions]
    for given, when in sorted(_given(facts), key=lambda one: one[1], reverse=True):
        for met in cautions_met(codes, given):
            found.setdefault((met.caution, met.text), (met, when))
    return list(found.values())


def _given(facts: BriefFacts) -> Iterator[tuple[Given, date]]:
    last = facts.last
    if last is not None:
        yield given_in(last, facts.records), last.local_day
    for act in facts.acts:
        if act.local_day >= facts.since.day and not _is(act, last):
            yield given_in(act), act.local_day


def _is(act: Any, last: Any | None) -> bool:
    return last is not None and act.id == last.id
