"""What is said of a treatment itself: nothing is said of one that did not take place, and nothing that nobody saw.

A form never fills it in. It offers what was done last time in words, and one explicit tap takes what these words say.
"""

from dataclasses import replace
from typing import Final

from tracker.domain.course.counting import ATTENDED
from tracker.domain.errors import Fault, Problems
from tracker.domain.treatment.sessions import SessionFacts

# In the order of the form.
DETAIL: Final = (
    *("leg_before", "leg_after", "back_before", "back_after", "helped", "minutes", "distance_m", "exercises"),
    *("regions", "zones", "points", "needle_count", "needle_minutes", "stimulation", "sensation", "side_effects"),
)
# What may be the same from one time to the next: never how it felt, and never what it did.
REPEATED: Final = (
    *("other_name", "minutes", "distance_m", "exercises"),
    *("regions", "zones", "points", "needle_count", "needle_minutes", "stimulation"),
)
EMPTY: Final = (None, ())


def detail_of(facts: SessionFacts) -> tuple[str, ...]:
    """The names of what is said of the treatment itself, in the order of the form; a score of 0 is said."""
    return tuple(name for name in DETAIL if getattr(facts, name) not in EMPTY)


def without_detail(facts: SessionFacts) -> SessionFacts:
    """The same session with nothing said of the treatment: kind, status, time, people, course, cost and note stay."""
    bare = SessionFacts(kind=facts.kind, status=facts.status, started_at=facts.started_at)
    return replace(facts, **{name: getattr(bare, name) for name in DETAIL})


def check_took_place(facts: SessionFacts, before: SessionFacts | None = None) -> None:
    """`Problems` where a planned or missed session says something of a treatment.

    What such a session held `before` may stay as it is: nothing of a record changes by itself. What is left as it was
    while an attended session becomes a missed one may not. Source: our own rule; what nobody did is no record.
    """
    if facts.status == ATTENDED:
        return
    kept = before if before is not None and before.status != ATTENDED else None
    new = [name for name in detail_of(facts) if kept is None or getattr(kept, name) != getattr(facts, name)]
    if new:
        raise Problems({"without": Fault(f"detail_of_{facts.status}", names=tuple(new))})


def may_be_repeated(last: SessionFacts) -> bool:
    """Whether the session holds anything that may be the same next time."""
    return any(getattr(last, name) not in EMPTY for name in REPEATED)


def as_last_time(facts: SessionFacts, last: SessionFacts) -> SessionFacts:
    """The facts with what was done `last` time wherever they say nothing themselves; of the same kind."""
    taken = {name: getattr(last, name) for name in REPEATED if getattr(facts, name) in EMPTY}
    return replace(facts, **taken)
