"""What a source is, and what it gives: readings of a file as they stand there, before any rule of a record is applied.

A source is pure. What it cannot know it asks (`asking.Asking`), and goes on with what was answered or with the answer
that takes nothing over. `assembling` makes records of the readings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from tracker.domain.errors import Fault
from tracker.importers.asking import Asking
from tracker.importers.opening import Opened


@dataclass(frozen=True, slots=True)
class Here:
    """As of when and in which zone a file is read: what is written in UTC is moved to this zone."""

    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: the line as an editor numbers it (the first of a row), or the number of an item without lines.

    `member` is that of an archive; `column` the name of the column or key where it is one cell.
    """

    line: int | None = None
    member: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A day, and the clock time of the place where the file holds one.

    `offset` is that of the place in minutes east of UTC where the file says it; without it the clock is that of the
    person's zone. Without `clock` a score is the day's own entry, a session or a dose has no known time.
    `about`: the file names a part of the day, and `clock` is the middle of it: no sentence may say it.
    """

    day: date
    clock: time | None = None
    offset: int | None = None
    about: bool = False


@dataclass(slots=True, kw_only=True)
class Reading:
    """What all readings have. Nobody changes one; they are not frozen, as making such takes four times as long.

    `words` are the person's own, in their order; `said` are lines about what has no field here, without the app's name,
    which is put before them. Both end in the note, the words first.
    """

    place: Place
    when: When
    words: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Score(Reading):
    """Leg or back pain, 0 to 10, or both; and what stands beside it. One without either joins another of its instant.

    `from_words`: the number was made of a word. `written_on`: the day it was written, where the file holds that.
    `named` is what the file calls it and says of it, such as "Sciatica: 6": said only where several of one instant are
    joined that are of one place.
    """

    leg: int | None = None
    back: int | None = None
    worst_leg: int | None = None
    numbness: int | None = None
    weakness: int | None = None
    sleep_disturbed: int | None = None
    sitting_minutes: int | None = None
    walking_minutes: int | None = None
    side: str | None = None
    regions: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    from_words: bool = False
    written_on: date | None = None
    named: str = ""


@dataclass(slots=True, kw_only=True)
class Session(Reading):
    """A treatment that took place. `kind` as `wording.vocabularies` has it; `minutes`, `distance_m` whole and positive.

    `offer` is the name in the file by which it was found in tags, factors or words: such a one is only offered, and
    taken over where the person ticks that name. None: the file itself says that it was a session.
    """

    kind: str
    minutes: int | None = None
    distance_m: int | None = None
    practitioner: str | None = None
    helped: str | None = None
    offer: str | None = None


@dataclass(slots=True, kw_only=True)
class Dose(Reading):
    """A medicine that was taken. `unit` a code of ours; an unknown unit stands in `said` with the number."""

    name: str
    amount: Decimal | None = None
    unit: str | None = None
    helped: str | None = None
    minutes_to_relief: int | None = None


@dataclass(slots=True, kw_only=True)
class Change(Reading):
    """A dated change in life (`kind` as the vocabulary has it). `offer` as of a session."""

    kind: str
    offer: str | None = None


@dataclass(slots=True, kw_only=True)
class DayContext(Reading):
    """Steps of a day, and how long the night before it was slept, in minutes: of a watch or a phone."""

    steps: int | None = None
    sleep_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not taken over, and why (`wording.importers` has the sentences); `cell` is what stands there.

    `refused`: the row is wrong (a score out of range, a day to come), rather than of something that has no place here.
    """

    place: Place
    why: Fault
    cell: str | None = None
    refused: bool = False


Item = Score | Session | Dose | Change | DayContext | LeftOut


class Source(Protocol):
    """A module of `sources`, seen as what it must have."""

    CODE: str
    """As `wording.import_sources` has it."""
    ONE_PER_INSTANT: bool
    """Rows of one instant are one record, as in long files with a row per reading; else each is its own."""

    def recognise(self, file: Opened) -> bool:
        """Whether the content is this app's; names, endings and types of files are never looked at."""
        ...

    def read(self, file: Opened, asking: Asking, here: Here) -> Iterable[Item]:
        """What the file holds, in its order. `opening.Unreadable` where it cannot be read any further."""
        ...


NOTHING_TAKEN: Final = Fault("import_nothing_in_it")
