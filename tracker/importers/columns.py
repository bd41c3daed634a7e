"""What a column of somebody's own table is: proposed from its name, in seven languages, and from what stands in it."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from tracker.importers import meanings, written_days
from tracker.importers.cells import minutes_of
from tracker.importers.meanings import Meaning

WORDS_LONG: Final = 12
HALF: Final = 0.5


class Column(StrEnum):
    """What a column can be; `wording.importers` has the words. The first is the careful answer."""

    NOTHING = "nothing"
    DAY = "day"
    TIME = "time"
    DAY_TIME = "day_time"
    LEG = "leg"
    BACK = "back"
    BOTH = "both"
    WORST_LEG = "worst_leg"
    NUMBNESS = "numbness"
    WEAKNESS = "weakness"
    SLEEP_DISTURBED = "sleep_disturbed"
    SITTING = "sitting_minutes"
    WALKING = "walking_minutes"
    TREATMENT = "treatment"
    MINUTES = "minutes"
    MEDICINE = "medicine"
    AMOUNT = "amount"
    NOTE = "note"
    TAG = "tag"


SCORES: Final = frozenset((Column.LEG, Column.BACK, Column.BOTH, Column.WORST_LEG, Column.NUMBNESS, Column.WEAKNESS))
ALL_SCORES: Final = SCORES | {Column.SLEEP_DISTURBED}
TIMES: Final = frozenset((Column.DAY, Column.TIME, Column.DAY_TIME))
ONCE: Final = TIMES | {Column.AMOUNT, Column.MINUTES, Column.SITTING, Column.WALKING}


def _words(roots: str) -> re.Pattern[str]:
    """Words that begin so, parted by bars; a `.` behind one: this word alone."""
    parts = [root[:-1] + r"(?![^\W\d_])" if root.endswith(".") else root for root in roots.split("|")]
    return re.compile(r"(?<![^\W\d_])(?:" + "|".join(parts) + ")", re.IGNORECASE)


_LEFT: Final = _words("left.|linkes|links.|linke.|gauche.|izquierd|sinistr|lewa.|lewe.|lewej")
_RIGHT: Final = _words("right.|rechts.|rechte.|rechtes.|droite.|droit.|derech|destr|prawa.|prawe.|prawej")
_WORST: Final = _words("worst|max|maxim|peak|schlimmst|stärkst|höchst|pire|peor|peggior|ergst|maks|najgors|najsiln")
_LEG: Final = _words(
    "leg.|legs.|sciatic|ischia|bein.|beine.|beinschmerz|jambe.|jambes.|fesse|cuisse|mollet|pierna.|piernas.|ciática"
    "|ciatica|nalga|muslo|pantorrilla|gamba.|gambe.|coscia|gluteo|polpaccio|been.|benen.|dijbeen|kuit.|noga.|nogi."
    "|nogę.|nodze.|rwa.|udo.|łydk|poślad"
)
_BACK: Final = _words(
    "back.|backache|lumbar|lumbago|lws.|kreuz|rücken.|rückenschmerz|dos.|lombaire|lombalgi|espalda.|lumbalgia|schiena."
    "|lombar|rug.|onderrug|plecy.|pleców.|krzyż|lędźw"
)
_BACK_OF: Final = re.compile(r"\bback of\b", re.IGNORECASE)  # of the thigh
_NUMB: Final = _words(
    "numb|tingl|taub|kribbel|engourdi|fourmill|hormigueo|entumec|intorpid|formicol|doof|tintel|dręt|mrowien"
)
_WEAK: Final = _words("weak|schwäch|kraftlos|faibless|debilidad|debolezz|zwakte|osłab|słabość")
_SLEEP: Final = _words("sleep.?disturb|disturbed.?sleep|schlafstör|gestörter.?schlaf|sommeil.?perturb|sueño.?interr")
_SLEPT: Final = _words("sleep|slept|schlaf|sommeil|sueño|sonno|slaap|sen.|snu.")  # how long is no time of day
_SITTING: Final = _words("sitting|sat.|sitzen|sitzdauer|assis.|sentad|sedut|zitten|siedz")
_WALKING: Final = _words("walking|walked|gehen.|gehzeit|gehdauer|marche.|caminar|cammin|lopen.|chodzen")
_TREATMENT: Final = _words("treatment|therap|behandl|anwendung|traitement|soin.|soins.|tratam|trattam|terapi|zabieg")
_MINUTES: Final = _words("minut|min.|duration|dauer.|durée|duraci|durata.|duur.|czas.trwania")
_MEDICINE: Final = _words("medic|médic|medik|arznei|tablett|drug|pill|painkill|schmerzmittel|farmac|leki.|lek.")
_AMOUNT: Final = _words("amount|dose.|dosis.|dosage|dosier|menge.|quantit|cantidad.|hoeveelheid|dawka.|ilość|mg.")
_NOTE: Final = _words(
    "note|comment|notiz|bemerk|kommentar|anmerk|remarque|nota.|notas.|observ|osserv|opmerking|notat|uwagi.|koment"
)
_TAG: Final = _words("tags.|activit|aktivit|factor|faktor|trigger|auslöser|étiquet|etiquet|labels.")
_DAY_TIME: Final = _words("timestamp|zeitstempel|horodat|date.{0,5}time|datum.{0,5}zeit")
_DAY: Final = _words("date.|datum.|tag.|day.|fecha.|día.|dia.|data.|jour.|giorno.|dag.|dzień.|dnia.")
_TIME: Final = _words("time.|hour|uhrzeit|zeit.|heure.|hora.|ora.|orario.|tijd.|uur.|godzina.|clock")
# The first that fits counts; a name with a place of the leg is of the worst only where it says that.
_NAMED: Final = (
    (_DAY_TIME, Column.DAY_TIME),
    (_SLEEP, Column.SLEEP_DISTURBED),
    (_NUMB, Column.NUMBNESS),
    (_WEAK, Column.WEAKNESS),
    (_LEG, Column.LEG),
    (_BACK, Column.BACK),
    (_AMOUNT, Column.AMOUNT),
    (_MEDICINE, Column.MEDICINE),
    (_TREATMENT, Column.TREATMENT),
    (_SITTING, Column.SITTING),
    (_WALKING, Column.WALKING),
    (_MINUTES, Column.MINUTES),
    (_NOTE, Column.NOTE),
    (_TAG, Column.TAG),
    (_DAY, Column.DAY),
    (_TIME, Column.TIME),
)


@dataclass(frozen=True)
class Seen:
    """The cells of a column that are not empty, and how many of them are what, from 0 to 1."""

    cells: Sequence[str]

    def _share(self, found: Iterable[bool]) -> float:
        return sum(found) / len(self.cells) if self.cells else 0

    @cached_property
    def days(self) -> float:
        return self._share(written_days.is_day(cell) for cell in self.cells)

    @cached_property
    def clocks(self) -> float:
        return self._share(written_days.has_clock(cell) for cell in self.cells)

    @cached_property
    def numbers(self) -> float:
        return self._share(meanings.number(cell) is not None for cell in self.cells)

    @cached_property
    def strengths(self) -> float:
        return self._share(
            meanings.out_of(cell)[0] is not None or cell.casefold() in meanings.STRENGTH_WORDS for cell in self.cells
        )

    @cached_property
    def minutes(self) -> float:
        return self._share(minutes_of(cell) is not None for cell in self.cells)

    @cached_property
    def beginning_with_digits(self) -> float:
        return self._share(cell[0].isdecimal() for cell in self.cells)

    @cached_property
    def length(self) -> float:
        return sum(map(len, self.cells)) / len(self.cells) if self.cells else 0

    def allows(self, column: Column) -> bool:
        """Whether what stands in it can be such a column: most cells of days, of clocks, of numbers."""
        if column in ALL_SCORES:
            return self.strengths >= HALF > self.days
        test = _TESTS.get(column)
        return bool(self.cells) if test is None else test(self)


_TESTS: Final[Mapping[Column, Callable[[Seen], bool]]] = {
    Column.DAY_TIME: lambda seen: seen.days >= HALF and seen.clocks >= HALF,
    Column.DAY: lambda seen: seen.days >= HALF,
    Column.TIME: lambda seen: seen.clocks >= HALF > seen.days,
    Column.SITTING: lambda seen: seen.minutes >= HALF,
    Column.WALKING: lambda seen: seen.minutes >= HALF,
    Column.MINUTES: lambda seen: seen.minutes >= HALF,
    Column.MEDICINE: lambda seen: bool(seen.cells) and seen.numbers < HALF,
    Column.AMOUNT: lambda seen: seen.beginning_with_digits >= HALF,
}


def proposals(names: Sequence[str], columns: Sequence[Sequence[str]]) -> list[Column]:
    """What each column may be. `columns` are the cells of each, empty ones too.

    Days and clocks are found without a name as well. A pain without a place, and any number that no name explains, is
    nothing until the person says what it is.
    """
    seen = [Seen([cell for cell in cells if cell]) for cells in columns]
    found = [_by_name(name, cells) for name, cells in zip(names, seen, strict=True)]
    taken: set[Column] = set()
    for place, column in enumerate(found):
        if column in ONCE and column in taken:
            found[place] = Column.NOTHING
        taken.add(column)
    _find(found, seen, (Column.DAY, Column.DAY_TIME), Column.DAY_TIME)
    _find(found, seen, (Column.DAY, Column.DAY_TIME), Column.DAY)
    if not any(map(_SLEPT.search, names)):
        _find(found, seen, (Column.TIME, Column.DAY_TIME), Column.TIME)
    if Column.NOTE not in found:
        longest = max(range(len(found)), key=lambda place: seen[place].length, default=0)
        if found and found[longest] is Column.NOTHING and seen[longest].length > WORDS_LONG:
            found[longest] = Column.NOTE
    return found


def _by_name(name: str, seen: Seen) -> Column:
    name = _BACK_OF.sub("", name)
    meant = meanings.meaning(name, of_pain=True)
    if meant is Meaning.HEADACHE or meanings.not_low(name):
        return Column.NOTHING
    for words, column in _NAMED:
        if words.search(name):
            exact = _exactly(column, name, seen)
            if seen.allows(exact):
                return exact
    return Column(meant) if meant in (Meaning.LEG, Meaning.BACK) and seen.allows(Column(meant)) else Column.NOTHING


def _exactly(column: Column, name: str, seen: Seen) -> Column:
    if column is Column.LEG:
        return Column.WORST_LEG if _WORST.search(name) else Column.NOTHING if _BACK.search(name) else column
    return Column.DAY_TIME if column is Column.DAY and seen.allows(Column.DAY_TIME) else column


def _find(found: list[Column], seen: Sequence[Seen], unless: Sequence[Column], wanted: Column) -> None:
    """The first column that is nothing yet and looks like the wanted one, where none is named so."""
    if any(column in unless for column in found):
        return
    place = next((at for at, one in enumerate(found) if one is Column.NOTHING and seen[at].allows(wanted)), None)
    if place is not None:
        found[place] = wanted


def side(name: str) -> str | None:
    """Which leg a column is of, where its name says that."""
    left, right = _LEFT.search(name), _RIGHT.search(name)
    return None if bool(left) == bool(right) else "left" if left else "right"


def fingerprint(names: Sequence[str]) -> str:
    """By which a table with the same columns in the same order is known again, whatever the case of their names."""
    return hashlib.sha256("\x1f".join(name.casefold() for name in names).encode()).hexdigest()
