"""Whether two sessions may be one visit that was written down twice, and what becomes of the two when they are.

One visit is easily written down twice: as an appointment and as a session, by patient and practitioner, on two devices,
from a file. The app asks; nobody but a person can say.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from tracker.domain.course.counting import ATTENDED
from tracker.domain.errors import Fault, Problems
from tracker.domain.limits import CLOCK_SLACK
from tracker.domain.treatment.session_detail import DETAIL, EMPTY
from tracker.domain.treatment.sessions import SessionFacts
from tracker.domain.vocabularies import COURSE_KINDS

# Two visits of one kind are seldom less than a day apart. A visit of the afternoon that is written down the next
# morning, with that morning's time, lies within this.
NEAR: Final = timedelta(hours=18)
PLANNED: Final = "planned"
MAY_BE: Final = frozenset({ATTENDED, PLANNED})
ASK: Final = Fault("near_another")
# What may differ between two notes of one visit.
COMPARED: Final = (*DETAIL, "cost", "insurance_covered", "note")
TITLES: Final = frozenset({"dr", "doctor", "prof", "professor", "mr", "mrs", "ms", "mx", "med", "lac", "l", "ac", "pt"})


@dataclass(frozen=True, slots=True)
class Visit:
    """A session in short, as lists and the telling apart of visits need it; `started_at` carries the local offset."""

    id: UUID
    kind: str
    status: str
    started_at: datetime
    practitioner: str | None = None
    other_name: str | None = None
    course_id: UUID | None = None
    time_unknown: bool = False


class IsItThisOne(Problems):
    """A session that is to be attended may be one of those `found`, the likeliest first."""

    def __init__(self, found: Sequence[Visit]) -> None:
        super().__init__({"near": ASK})
        self.found = tuple(found)


def may_be_one(new: Visit, known: Visit) -> bool:
    """Whether the attended session `new` may be the visit that `known` is about: attended, or an open appointment.

    Of one kind of professional treatment, and on one local day or less than 18 hours apart; an appointment of a later
    day is not meant yet. Self-care is done several times a day, so it is never asked about.
    """
    if new.id == known.id or new.kind != known.kind or new.kind not in COURSE_KINDS:
        return False
    if new.status != ATTENDED or known.status not in MAY_BE:
        return False
    new_day, known_day = new.started_at.date(), known.started_at.date()
    if known.status == PLANNED and known_day > new_day:
        return False
    return new_day == known_day or abs(new.started_at - known.started_at) < NEAR


def near_visits(new: Visit, known: Iterable[Visit]) -> tuple[Visit, ...]:
    """Those of `known` that `new` may be, the likeliest first: of the same day, then the nearest in time."""

    def likeness(one: Visit) -> tuple[bool, timedelta, UUID]:
        apart = abs(new.started_at - one.started_at)
        return one.started_at.date() != new.started_at.date(), apart, one.id

    return tuple(sorted((one for one in known if may_be_one(new, one)), key=likeness))


def in_one(known: SessionFacts, given: SessionFacts, *, now: datetime) -> tuple[SessionFacts, tuple[str, ...]]:
    """One visit out of two notes of it, and the names of what both say differently, where `known` stands.

    It was attended. What only one of them says, it says. Its name, who treated, the course and the time are as `known`
    says, but for a time that is still to come, or not known. Nothing else of either is lost unnamed.
    """
    empty = [name for name in ("practitioner", "course_id", "other_name", *COMPARED) if getattr(known, name) in EMPTY]
    filled: dict[str, Any] = {name: getattr(given, name) for name in empty}
    learned = known.time_unknown and not given.time_unknown and known.started_at.date() == given.started_at.date()
    if known.started_at > now + CLOCK_SLACK or learned:
        filled |= {"started_at": given.started_at, "time_unknown": given.time_unknown}
    differ = tuple(
        name for name in COMPARED if name not in empty and getattr(given, name) not in (*EMPTY, getattr(known, name))
    )
    return replace(known, status=ATTENDED, **filled), differ


def names_another(practitioner: str | None, name: str) -> bool:
    """Whether what stands as a session's practitioner reads as somebody else than `name`.

    Titles, capitals, order and left-out names do not count: "Dr Li Wen" may be "wen". Nothing noted names nobody.
    """
    noted, own = (re.findall(r"[^\W_]+", one.casefold()) for one in (practitioner or "", name))
    known, called = set(noted) - TITLES, set(own) - TITLES
    return bool(known) and not known <= called and not called <= known and "".join(noted) != "".join(own)
