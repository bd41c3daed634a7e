"""What a practitioner keeps of a former patient, in words: their own notes, proposals and records of sessions."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from tracker.correspondence.models import FlagAnswer, PlanProposal, ReviewNote, ReviewRequest
from tracker.correspondence.services.proposals import proposed
from tracker.domain.sharing.former import Kept
from tracker.patients.services.history import revived
from tracker.sharing.queries.archives import Written
from tracker.treatment.models import SessionRecord
from tracker.treatment.services.session_records import record_facts
from tracker.wording import correspondence as words
from tracker.wording.correspondence import proposal_words
from tracker.wording.session_records import event_lines, record_lines
from tracker.wording.vocabularies import SESSION_KINDS, SIDE_EFFECTS


def kept_of(one: Written) -> Kept:
    """A stored writing in words."""
    return READERS[one.table_name](one)


def _note(one: Written) -> Kept:
    row = _row(ReviewNote, one)
    return Kept(title=words.WRITTEN["note"], at=one.at, lines=(("", row.text),), corrected_at=row.corrected_at)


def _proposal(one: Written) -> Kept:
    row = _row(PlanProposal, one)
    said = proposal_words(proposed(row))
    lines = ((words.WRITTEN["proposed"], said[:1].upper() + said[1:]), (words.WRITTEN["why"], row.reason or ""))
    return Kept(title=words.WRITTEN["proposal"], at=one.at, lines=tuple(line for line in lines if line[1]))


def _flag_answer(one: Written) -> Kept:
    row = _row(FlagAnswer, one)
    return Kept(title=words.WRITTEN["answer"], at=one.at, lines=(("", row.text),), day=row.last_on)


def _review_request(one: Written) -> Kept:
    return Kept(title=words.WRITTEN["review"], at=one.at, lines=(("", words.WRITTEN["suggested"]),))


def _record(one: Written) -> Kept:
    facts = record_facts(_row(SessionRecord, one))
    lines = [(said.label, said.text) for said in record_lines(facts)]
    if facts.adverse_events == ():
        lines.append((words.WRITTEN["effects"], words.WRITTEN["none_seen"]))
    lines += [
        (words.WRITTEN["effect"], "; ".join((SIDE_EFFECTS[event.item], *event_lines(event))))
        for event in facts.adverse_events or ()
    ]
    day, kind = one.content.get("session_day"), one.content.get("session_kind")
    return Kept(
        title=words.WRITTEN["record"],
        at=one.at,
        lines=tuple(lines),
        day=None if day is None else date.fromisoformat(day),
        kind=None if kind is None else SESSION_KINDS[kind],
        kind_within=None if kind is None else SESSION_KINDS.within[kind],
    )


def _row(model: Any, one: Written) -> Any:
    return model(**revived(model, {name: one.content.get(name) for name in model.own_words}))


READERS: Final[Mapping[str, Callable[[Written], Kept]]] = MappingProxyType(
    {
        ReviewNote.__tablename__: _note,
        PlanProposal.__tablename__: _proposal,
        FlagAnswer.__tablename__: _flag_answer,
        ReviewRequest.__tablename__: _review_request,
        SessionRecord.__tablename__: _record,
    }
)
