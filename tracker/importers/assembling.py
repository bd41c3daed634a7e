"""From readings to records: rows of one instant become one, the note is put together, and each has a lasting id.

Ids are UUIDs of version 5 of app, what it is, day, clock and the how-manieth of that instant, so that the same file, or
a longer export of the same diary, brings the same ids.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, timezone
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final

from tracker.domain.errors import Fault
from tracker.domain.limits import NOTE_LENGTH
from tracker.importers.contract import Change, DayContext, Dose, Here, Item, LeftOut, Place, Reading, Score, Session

SPACE: Final = uuid.UUID("6b0f3f5e-6a0b-5a3e-9a44-2f1d8c6f0d11")
UNKNOWN_HOUR: Final = time(12)
FARTHEST_EAST: Final = timezone(timedelta(hours=14))
CUT: Final = "…"
# Why a score of a row is none: then nothing more is to be said of that row's having none.
UNREAD_SCORE: Final = frozenset({"import_no_strength", "import_out_of_range", "import_words"})
# The numbers of a score, and the fields of an entry they become.
NUMBERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "leg": "leg_pain",
        "back": "back_pain",
        "worst_leg": "worst_leg_pain",
        "numbness": "numbness_tingling",
        "weakness": "weakness",
        "sleep_disturbed": "sleep_disturbed",
        "sitting_minutes": "sitting_minutes",
        "walking_minutes": "walking_minutes",
    }
)

NO_NUMBER: Final = frozenset({None})
_NUMBERS_OF: Final = attrgetter(*NUMBERS)
_REST_OF: Final = attrgetter("words", "said", "regions", "qualities", "side", "from_words", "written_on", "named")


@dataclass(slots=True)
class Record:
    """One record to be, with `values` by the fields of its file, without those that only this app knows.

    `what` is "entry", "session", "dose", "change" or "context"; `offer` as of its reading. An entry has `from_words`
    and, where the file says it, `written_on`; an entry, a session and a dose `time_unknown`.
    """

    what: str
    id: uuid.UUID
    values: dict[str, Any]
    place: Place
    offer: str | None = None


@dataclass(slots=True)
class Assembled:
    """What a file brings."""

    records: list[Record] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def assemble(items: Iterable[Item], *, code: str, name: str, one_per_instant: bool, here: Here) -> Assembled:
    """Records of the readings of one file of the app `code`, called `name` in notes.

    A score without leg or back joins another of its instant where rows of one instant are one, and else is left out
    with what it said. What lies on a day that has begun nowhere yet is refused.
    """
    made = Assembled()
    today = here.now.astimezone(FARTHEST_EAST).date()
    scores: list[Score] = []
    others: list[Session | Dose | Change | DayContext] = []
    for item in items:
        if isinstance(item, LeftOut):
            made.left_out.append(item)
        elif item.when.day > today:
            made.left_out.append(LeftOut(item.place, Fault("import_to_come"), str(item.when.day), refused=True))
        elif isinstance(item, Score):
            scores.append(item)
        else:
            others.append(item)
    if one_per_instant:
        scores = _joined(scores)
    ids = _Ids(code)
    told = {(one.place.line, one.place.member) for one in made.left_out if one.why.code in UNREAD_SCORE}
    for score in scores:
        if score.leg is None and score.back is None:
            if (score.place.line, score.place.member) in told:
                continue
            made.left_out.append(LeftOut(score.place, Fault("import_no_score"), "; ".join(score.words + score.said)))
        else:
            made.records.append(_entry(score, ids, name))
    for other in others:
        made.records.append(_other(other, ids, name, here))
    return made


class _Ids:
    def __init__(self, code: str) -> None:
        self._code = code
        self._seen: dict[str, int] = defaultdict(int)

    def of(self, what: str, reading: Reading, name: str = "") -> uuid.UUID:
        clock = "" if reading.when.clock is None else reading.when.clock.isoformat("minutes")
        key = "|".join((self._code, what, reading.when.day.isoformat(), clock, name))
        self._seen[key] += 1
        return uuid.uuid5(SPACE, f"{key}|{self._seen[key]}")


def _joined(scores: Sequence[Score]) -> list[Score]:
    """One score for each instant: of several leg names the highest, all that they said."""
    by_instant: dict[Any, list[Score]] = defaultdict(list)
    for score in scores:
        by_instant[score.when].append(score)
    return [together(rows) for rows in by_instant.values()]


def together(rows: Sequence[Score]) -> Score:
    """One score of several, at least one: of each number the highest, and all that they said."""
    first = rows[0]
    if len(rows) == 1:
        return first
    columns = dict(zip(NUMBERS, zip(*map(_NUMBERS_OF, rows), strict=True), strict=True))
    words, said, regions, qualities, sides, from_words, written, named = zip(*map(_REST_OF, rows), strict=True)
    none = (None,) * len(rows)
    several = min(columns["leg"].count(None), columns["back"].count(None)) < len(rows) - 1
    side = set(filter(None, sides))
    return Score(
        place=first.place,
        when=first.when,
        words=_once(words),
        said=_once((filter(None, named), *said) if several else said),
        side=None if not side else side.pop() if len(side) == 1 else "both",
        regions=_once(regions) if any(regions) else (),
        qualities=_once(qualities) if any(qualities) else (),
        from_words=any(from_words),
        written_on=max(filter(None, written), default=None),
        named=first.named,
        **{name: max(set(values) - NO_NUMBER) for name, values in columns.items() if values != none},
    )


def _once(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(lists)))


def note(reading: Reading, name: str) -> str | None:
    """The person's words, then a line for each thing without a field, begun with the app's name; cut with a sign."""
    text = "\n".join([*filter(None, reading.words), *(f"{name}: {line}" for line in reading.said if line)])
    return (text if len(text) <= NOTE_LENGTH else text[: NOTE_LENGTH - len(CUT)] + CUT) or None


def _entry(score: Score, ids: _Ids, name: str) -> Record:
    kind = "daily" if score.when.clock is None else "moment"
    values = {
        "kind": kind,
        "for_date": score.when.day,
        "for_time": score.when.clock,
        **dict(zip(NUMBERS.values(), _NUMBERS_OF(score), strict=True)),
        "side": score.side,
        "regions": score.regions,
        "qualities": score.qualities,
        "note": note(score, name),
        "from_words": score.from_words,
        "time_unknown": score.when.about,
        "written_on": score.written_on,
    }
    return Record("entry", ids.of("entry", score), _given(values), score.place)


def _other(reading: Session | Dose | Change | DayContext, ids: _Ids, name: str, here: Here) -> Record:
    text = note(reading, name)
    if isinstance(reading, Session):
        values = {"kind": reading.kind, "status": "attended", **_started(reading, "started_at", here)} | {
            key: getattr(reading, key) for key in ("minutes", "distance_m", "practitioner", "helped")
        }
        found = ids.of("session", reading, reading.kind)
        return Record("session", found, _given(values | {"note": text}), reading.place, reading.offer)
    if isinstance(reading, Dose):
        values = _started(reading, "taken_at", here) | {
            key: getattr(reading, key) for key in ("name", "amount", "unit", "helped", "minutes_to_relief")
        }
        return Record("dose", ids.of("dose", reading, reading.name), _given(values | {"note": text}), reading.place)
    if isinstance(reading, Change):
        values = {"kind": reading.kind, "for_date": reading.when.day, "note": text}
        found = ids.of("change", reading, reading.kind)
        return Record("change", found, _given(values), reading.place, reading.offer)
    values = {"for_date": reading.when.day, "steps": reading.steps, "sleep_minutes": reading.sleep_minutes}
    return Record("context", ids.of("context", reading), _given(values), reading.place)


def _started(reading: Reading, name: str, here: Here) -> dict[str, Any]:
    """The moment with its offset, and whether the file holds a clock time; noon where it holds a day alone."""
    when = reading.when
    moment = datetime.combine(when.day, when.clock or UNKNOWN_HOUR)
    zone = here.zone if when.offset is None else timezone(timedelta(minutes=when.offset))
    return {name: moment.replace(tzinfo=zone), "time_unknown": when.clock is None or when.about}


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and value != ()}
