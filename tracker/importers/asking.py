"""What a file cannot say is asked of the person, once for a file; until it is answered the careful answer holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

QUESTIONS_MOST: Final = 60
EXAMPLES_MOST: Final = 3


class Ask(StrEnum):
    """What a question is about; `wording.importers` has its sentence and those of its answers."""

    SITE = "site"  # where the pain `of` this name (none: that names no place) was: neither (careful), leg, back, both
    BOTH = "both"  # what one number with places of the leg and of the back stands for: neither, leg, back, both
    ATTACK = "attack"  # what pain the attacks or events of this app were: leg, back, both, neither
    WORDS = "words"  # whether words of strength become numbers: no, yes
    ZERO = "zero"  # what a 0 without a place means: not_recorded, no_pain
    DAY_ORDER = "day_order"  # which comes first: month or day; there is no careful answer
    SCALE = "scale"  # the top of the scale `of` this tracker: 10, 5, 4, 3, 100
    CLOCK = "clock"  # whether clock times are UTC or those of the place: utc, local
    OFFER = "offer"  # whether what is called so in the file is taken over as a session or a change: no, yes
    WEIGHT = "weight"  # whether weights are taken over as changes: no, yes
    COLUMN = "column"  # what the column `of` this name of a spreadsheet is
    SHEET = "sheet"  # which sheet of a workbook is read, by its name


NEITHER: Final = "neither"
UNANSWERED: Final = ""
SITES: Final = (NEITHER, "leg", "back", "both")
NO_YES: Final = ("no", "yes")
UTC_CLOCK: Final = "utc"
CLOCKS: Final = (UTC_CLOCK, "local")
NO_PAIN: Final = "no_pain"
ZERO: Final = ("not_recorded", NO_PAIN)


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `of` is the name in the file that it is about; `choices` begin with the careful answer.

    `needed`: nothing can be read without an answer. `proposed`: the answer that holds until another is given, where the
    file itself lets one be worked out; the person sees it chosen before anything is written. `kind` says more where the
    sentence needs it, such as the session kind of an offer.
    """

    ask: Ask
    choices: tuple[str, ...]
    of: str = ""
    kind: str = ""
    needed: bool = False
    proposed: str = ""

    @property
    def key(self) -> str:
        """By which its answer is given and kept."""
        return f"{self.ask}:{self.of}" if self.of else str(self.ask)


@dataclass(slots=True)
class Asked:
    """A question with how many rows it is about, some of what stands in them, and the answer that holds."""

    question: Question
    answer: str
    answered: bool
    rows: int = 0
    examples: list[str] = field(default_factory=list)


class Asking:
    """Takes the questions of one reading of a file; the same question is asked once."""

    def __init__(self, answers: Mapping[str, str] | None = None) -> None:
        self._answers = answers or {}
        self._asked: dict[str, Asked] = {}

    def answer(self, question: Question, example: str | None = None, *, rows: int = 1) -> str:
        """The answer that holds for so many more rows: the person's, else the proposed, else the careful one.

        It is empty where it is `needed` and not given. Beyond `QUESTIONS_MOST` questions only such as are needed are
        asked: for the others the answer holds that would without one.
        """
        asked = self._asked.get(question.key)
        if asked is None:
            asked = self._first(question)
            if question.needed or len(self._asked) < QUESTIONS_MOST:
                self._asked[question.key] = asked
        asked.rows += rows
        if example and len(asked.examples) < EXAMPLES_MOST and example not in asked.examples:
            asked.examples.append(example)
        return asked.answer

    def takes(self, offer: str) -> bool:
        """Whether what is called so in the file, and only offered, is taken over."""
        asked = self._asked.get(Question(Ask.OFFER, NO_YES, of=offer).key)
        return asked is not None and asked.answer == "yes"

    def _first(self, question: Question) -> Asked:
        given = self._answers.get(question.key)
        if given in question.choices:
            return Asked(question, given, answered=True)
        held = UNANSWERED if question.needed else question.proposed or question.choices[0]
        return Asked(question, held, answered=False)

    @property
    def asked(self) -> Sequence[Asked]:
        """What was asked, in its order."""
        return tuple(self._asked.values())

    @property
    def lacks(self) -> bool:
        """Whether something is not answered that nothing can be read without."""
        return any(one.question.needed and not one.answered for one in self._asked.values())
