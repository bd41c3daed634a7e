"""What was done to a record, in words: made of what a change keeps whenever somebody reads it, for their own day.

The words of a deed end a sentence that says what became of it: saved, deleted, or undone. `TOLD` has a function for
each code that a change may hold; its arguments are the facts of that code, as JSON keeps them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from tracker.domain.course.proposal import ProposalFacts
from tracker.domain.values.deeds import SAID, UNDONE, Deed
from tracker.domain.vocabularies import checked_codes
from tracker.wording import formats
from tracker.wording.cautions import CAUTIONS
from tracker.wording.correspondence import proposal_words
from tracker.wording.imported import clock_or_unknown
from tracker.wording.language import N_, _, ngettext
from tracker.wording.points import read_words
from tracker.wording.treatment import amount_words, medicine_words, session_name
from tracker.wording.vocabularies import CHANGE_KINDS, REVIEW_DECISIONS, SESSION_KINDS

LONGEST: Final = 200
MOST_NAMED: Final = 4
Telling = Callable[..., str]

_SCORED: Final[Mapping[str, tuple[str, str]]] = {
    "leg": (N_("leg %(score)s, average of the last 24 hours"), N_("leg %(score)s for %(day)s")),
    "back": (N_("back %(score)s, average of the last 24 hours"), N_("back %(score)s for %(day)s")),
}


def saved_words(deed: Deed, today: date, *, undone: bool, deletes: bool) -> str:
    """What became of a change, in one sentence for the banner; an end is said as one."""
    what = change_words(deed, today)
    if undone:
        return _("Undone: %(what)s", what=what)
    if is_end(deed):
        return what
    return _("Deleted: %(what)s", what=what) if deletes else _("Saved: %(what)s", what=what)


def change_words(deed: Deed, today: date) -> str:
    """What was done, for who reads it `today`. Raises nothing for what a change holds; cut where it is very long."""
    tell = TOLD.get(deed.code)
    return _("a change") if tell is None else tell(today, **deed.facts)[:LONGEST]


def is_end(deed: Deed) -> bool:
    """Whether something ended by it, which says itself that it did."""
    return "ended" in deed.facts or (deed.code == SAID and deed.facts["words"].startswith("Ended: "))


def _said(_today: date, *, words: str) -> str:
    """What stands as it was put into words at the time."""
    return words


def _undone(today: date, *, code: str, facts: Mapping[str, Any]) -> str:
    return _("Undone: %(what)s", what=change_words(Deed(code, facts), today))


def _day(day: str, today: date) -> str:
    """Tue 3 Mar, with its year where that is not this one."""
    return formats.day_near(date.fromisoformat(day), today)


def _dated(day: str, today: date, now: str, then: str, **values: object) -> str:
    """The sentence for today, or the one that names the day."""
    if date.fromisoformat(day) == today:
        return _(now, **values)
    return _(then, day=_day(day, today), **values)


def _clock(value: str) -> str:
    return formats.clock(time.fromisoformat(value))


def _score(today: date, *, site: str, score: int, day: str) -> str:
    return _dated(day, today, *_SCORED[site], score=score)


def _more(today: date, *, day: str) -> str:
    return _dated(day, today, N_("more about today"), N_("more about %(day)s"))


def _entry(today: date, *, day: str, changed: bool = False) -> str:
    if changed:
        return _dated(day, today, N_("entry for today, changed"), N_("entry for %(day)s, changed"))
    return _dated(day, today, N_("entry for today"), N_("entry for %(day)s"))


def _moment(today: date, *, day: str, at: str, changed: bool = False, time_unknown: bool = False) -> str:
    if time_unknown:
        if changed:
            texts = N_("moment today, time not known, changed"), N_("moment %(day)s, time not known, changed")
        else:
            texts = N_("moment today, time not known"), N_("moment %(day)s, time not known")
    elif changed:
        texts = N_("moment today at %(at)s, changed"), N_("moment %(day)s at %(at)s, changed")
    else:
        texts = N_("moment today at %(at)s"), N_("moment %(day)s at %(at)s")
    return _dated(day, today, *texts, at=_clock(at))


def _life_event(today: date, *, kind: str, day: str) -> str:
    return _dated(day, today, N_("%(kind)s, today"), N_("%(kind)s, %(day)s"), kind=CHANGE_KINDS.within[kind])


def _tags(today: date, *, day: str, tags: Sequence[str]) -> str:
    named = ", ".join(tags)
    return _dated(day, today, N_("tags for today: %(tags)s"), N_("tags for %(day)s: %(tags)s"), tags=named)


def _dose(
    today: date,
    *,
    name: str,
    at: str,
    amount: str | None = None,
    unit: str | None = None,
    time_unknown: bool = False,
) -> str:
    taken = datetime.fromisoformat(at)
    medicine = medicine_words(name, amount_words(None if amount is None else Decimal(amount), unit))
    return _(
        "%(medicine)s, %(day)s, %(at)s",
        medicine=medicine,
        day=_day(taken.date().isoformat(), today),
        at=clock_or_unknown(taken, time_unknown),
    )


def _session(
    today: date,
    *,
    kind: str,
    day: str | None = None,
    other_name: str | None = None,
    minutes: int | None = None,
    number: int | None = None,
    planned: int | None = None,
    **points: Any,
) -> str:
    name = session_name(kind, other_name, in_sentence=True)
    if number is not None and planned is not None:
        words = _("%(kind)s, session %(number)s of %(planned)s", kind=name, number=number, planned=planned)
    elif number is not None:
        words = _("%(kind)s, session %(number)s", kind=name, number=number)
    elif minutes is not None:
        words = _("%(kind)s, %(minutes)s", kind=name, minutes=formats.minutes(minutes))
    else:
        words = name
    if day is not None:
        words = _("%(what)s, %(day)s", what=words, day=_day(day, today))
    return _with_points(words, **points)


def _appointment(text: str) -> Telling:
    """The words of a session that is still to come, or was missed."""

    def tell(today: date, *, kind: str, at: str, other_name: str | None = None, **points: Any) -> str:
        begun, name = datetime.fromisoformat(at), session_name(kind, other_name, in_sentence=True)
        words = _(text, kind=name, day=_day(begun.date().isoformat(), today), at=formats.clock(begun))
        return _with_points(words, **points)

    return tell


def _appointments(told: Telling) -> Telling:
    """The words of several sessions still to come, which were written, moved or deleted as one."""

    def tell(_today: date, *, kind: str, count: int, other_name: str | None = None) -> str:
        return told(count, kind=session_name(kind, other_name, in_sentence=True))

    return tell


def _planned_ones(count: int, *, kind: str) -> str:
    return ngettext("%(kind)s, %(n)s appointment planned", "%(kind)s, %(n)s appointments planned", count, kind=kind)


def _moved_ones(count: int, *, kind: str) -> str:
    return ngettext("%(kind)s, %(n)s appointment moved", "%(kind)s, %(n)s appointments moved", count, kind=kind)


def _these_ones(count: int, *, kind: str) -> str:
    return ngettext("%(kind)s, %(n)s appointment", "%(kind)s, %(n)s appointments", count, kind=kind)


def _with_points(
    words: str, points: str | None = None, sides: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> str:
    """And how the points that were typed were read, where anything had to be read."""
    if points is None:
        return words
    return _("%(what)s. %(points)s", what=words, points=read_words(points, sides))


def _counted_in(_today: date, *, kind: str, sessions: int) -> str:
    return ngettext(
        "%(n)s session counted in your %(kind)s course",
        "%(n)s sessions counted in your %(kind)s course",
        sessions,
        kind=SESSION_KINDS.within[kind],
    )


def _session_record(today: date, *, day: str, **points: Any) -> str:
    return _with_points(_("your record of the session on %(day)s", day=_day(day, today)), **points)


def _course(_today: date, *, kind: str, sessions: int, per_week: int | None = None) -> str:
    named = SESSION_KINDS.within[kind]
    if per_week is None:
        return ngettext("%(kind)s course, %(n)s session", "%(kind)s course, %(n)s sessions", sessions, kind=named)
    return ngettext(
        "%(kind)s course, %(n)s session, %(per_week)s a week",
        "%(kind)s course, %(n)s sessions, %(per_week)s a week",
        sessions,
        kind=named,
        per_week=per_week,
    )


def _review(_today: date, *, decision: str, sessions: int | None = None) -> str:
    decided = REVIEW_DECISIONS.within[decision]
    if sessions is None:
        return _("the review: %(decision)s", decision=decided)
    return ngettext(
        "the review: %(decision)s, %(n)s session in all",
        "the review: %(decision)s, %(n)s sessions in all",
        sessions,
        decision=decided,
    )


def _proposed(*, planned_sessions: int | None = None, per_week: int | None = None, phase: str | None = None) -> str:
    return proposal_words(ProposalFacts(planned_sessions=planned_sessions, per_week=per_week, phase=phase, reason=None))


def _cautions(today: date, *, day: str, noted: Sequence[str] = (), ended: Sequence[str] = ()) -> str:
    if noted and ended:
        return _("Ended: %(ended)s. Also noted: %(noted)s", ended=_named(ended), noted=_named(noted))
    if ended:
        return _("Ended: %(ended)s", ended=_named(ended))
    if noted:
        return _("caution: %(noted)s", noted=_named(noted))
    return _dated(day, today, N_("your cautions, confirmed today"), N_("your cautions, confirmed on %(day)s"))


def _named(kinds: Sequence[str]) -> str:
    words = [CAUTIONS.within[kind] for kind in checked_codes(tuple(kinds), CAUTIONS)]
    names = ", ".join(words[:MOST_NAMED])
    more = len(words) - MOST_NAMED
    return names if more <= 0 else _("%(names)s and %(more)s more", names=names, more=more)


def _caution(_today: date, *, kind: str) -> str:
    return _("caution: %(noted)s", noted=CAUTIONS[kind])


def _activities(_today: date, *, names: Sequence[str] = (), retired: Sequence[str] = ()) -> str:
    kept, over = ", ".join(names), ", ".join(retired)
    if kept and over:
        return _("activity: %(names)s; no longer scored: %(retired)s", names=kept, retired=over)
    if over:
        return _("activity no longer scored: %(retired)s", retired=over)
    return _("activity: %(names)s", names=kept)


def _function(today: date, *, day: str, scores: Sequence[int]) -> str:
    if len(scores) > 1:
        texts = (
            N_("what you can do, %(n)s activities scored"),
            N_("what you can do on %(day)s, %(n)s activities scored"),
        )
        return _dated(day, today, *texts, n=len(scores))
    return _("what you can do: %(score)s of 10", score=scores[0])


def _put_in(text: str) -> Telling:
    """The words of a deed whose facts are put in: a day as it is written, a kind of treatment as it is called."""

    def tell(today: date, **facts: Any) -> str:
        if "day" in facts:
            facts["day"] = _day(facts["day"], today)
        if "kind" in facts:
            facts["kind"] = session_name(facts["kind"], facts.get("other_name"), in_sentence=True)
        return _(text, **facts)

    return tell


def _planned(text: str) -> Telling:
    """The words of a deed that proposes a change of a plan, or answers one."""
    return lambda _today, *, by="", **plan: _(text, by=by, plan=_proposed(**plan))


TOLD: Final[Mapping[str, Telling]] = {
    SAID: _said,
    UNDONE: _undone,
    "score": _score,
    "day": _more,
    "entry": _entry,
    "moment": _moment,
    "life_event": _life_event,
    "tags": _tags,
    "tags_of": _put_in(N_("the tags of %(day)s")),
    "dose": _dose,
    "no_medicine": _put_in(N_("took no medicine on %(day)s")),
    "session": _session,
    "session_planned": _appointment(N_("%(kind)s planned for %(day)s, %(at)s")),
    "session_missed": _appointment(N_("%(kind)s of %(day)s, %(at)s missed")),
    "appointments": _appointments(_planned_ones),
    "appointments_moved": _appointments(_moved_ones),
    "appointments_of": _appointments(_these_ones),
    "session_of": _put_in(N_("%(kind)s of %(day)s")),
    "same_visit": _put_in(N_("%(kind)s of %(day)s, the same visit")),
    "counted_in": _counted_in,
    "session_record": _session_record,
    "course": _course,
    "course_of": _put_in(N_("%(kind)s course from %(day)s")),
    "review": _review,
    "review_of": _put_in(N_("review of %(day)s")),
    "proposal": _planned(N_("your proposal: %(plan)s")),
    "proposal_withdrawn": _planned(N_("taken back, your proposal: %(plan)s")),
    "proposal_accepted": _planned(N_("accepted, what %(by)s proposed: %(plan)s")),
    "proposal_declined": _put_in(N_("no thanks to the proposal of %(by)s")),
    "fit": _put_in(N_("your answers on acupuncture of %(day)s")),
    "question": _put_in(N_("your question: %(text)s")),
    "question_asked": _put_in(N_("asked: %(text)s")),
    "note": _put_in(N_("your note")),
    "note_read": _put_in(N_("you have read the note of %(by)s")),
    "note_answered": _put_in(N_("your answer to %(by)s")),
    "note_unanswered": _put_in(N_("no answer to %(by)s")),
    "flag_answer": _put_in(N_("your answer to a warning sign")),
    "review_suggested": _put_in(N_("a review suggested")),
    "review_unsuggested": _put_in(N_("a suggested review taken back")),
    "review_dismissed": _put_in(N_("not now to the review that %(by)s suggests")),
    "experiment": _put_in(N_("an experiment from %(day)s on")),
    "experiment_stopped": _put_in(N_("the experiment from %(day)s on, stopped")),
    "experiment_of": _put_in(N_("the experiment from %(day)s on")),
    "episode": _put_in(N_("your episode")),
    "cautions": _cautions,
    "caution": _caution,
    "activities": _activities,
    "function": _function,
}
