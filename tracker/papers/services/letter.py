"""The letter to a doctor or an insurer as a paper, with what was typed on its page or room to write it by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.papers.services.blocks import Data, Paper, Section, listed, paragraphs, room, sentence, table
from tracker.reports.services.letter import Letter, Value
from tracker.wording import papers as words
from tracker.wording.formats import day_year
from tracker.wording.letter import foot

ADDRESS_LINES, ABOUT_LINES, WORDS_LINES = 3, 1, 4


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose record it is, the day on which it is made, and what somebody else is given of it: None for the owner."""

    name: str
    today: date
    shared: str | None


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed on the letter's page, of several lines each; None where nothing was."""

    to: str | None = None
    sender: str | None = None
    about: str | None = None
    words: str | None = None


def letter_paper(said: Letter, whose: Whose, typed: Typed) -> Paper:
    """The letter, and in it whom it is for, who it is from, what it is about and words of one's own.

    What was not typed has room to be written by hand.
    """
    named = [] if whose.shared is not None else [sentence(whose.name)]
    sender = None if named and typed.sender == whose.name else typed.sender
    numbers = words.LETTER["numbers" if said.verdict is None else "weeks"]
    sections = [
        Section(words.LETTER["to"], _or_room(typed.to, ADDRESS_LINES)),
        Section(words.LETTER["from"], paragraphs(sender) if sender else [*named, room(ADDRESS_LINES - 1)]),
        Section(words.LETTER["reference"], _or_room(typed.about, ABOUT_LINES)),
        Section(words.LETTER["words"], _or_room(typed.words, WORDS_LINES)),
        Section(words.TITLES["about"], [sentence(line) for line in _about(said)]),
        Section(numbers, _numbers(said)),
        Section(words.LETTER["treatment"], [listed(said.treatment)]),
        Section(words.TITLES["effects"], [listed(said.effects)]),
        Section(words.TITLES["medicine"], [listed(said.medicine)]),
        Section(words.TITLES["cannot"], [sentence(" ".join(said.cannot_say))]),
    ]
    return Paper(
        title=words.letter_title(whose.name),
        description=words.report_days(said.first, said.last),
        opening=[line for line in (day_year(whose.today), whose.shared or "") if line],
        sections=sections,
        foot=foot(whose.name, whose.today),
        typed=any((typed.to, sender, typed.about, typed.words)),
    )


def _or_room(typed: str | None, lines: int) -> list[Data]:
    return paragraphs(typed) if typed else [room(lines)]


def _about(said: Letter) -> Sequence[str]:
    lines = [said.bout] if said.bout else []
    return [*lines, f"{words.report_days(said.first, said.last)}. {said.logged}"]


def _numbers(said: Letter) -> list[Data]:
    head = [words.HEADS["of"], *said.heads]
    rows = [[one.site, _value(one.then), _value(one.now)] for one in said.numbers]
    if said.verdict is not None:
        head.append(words.LETTER["change"])
        rows = [[*row, one.change or words.NONE["change"]] for row, one in zip(rows, said.numbers, strict=True)]
    blocks = [table(head, rows, [0, *(1,) * (len(head) - 1)])]
    if said.verdict is None:
        blocks.append(sentence(words.NONE["course"]))
    else:
        blocks.append(listed([(words.ended(said.verdict.headline), said.verdict.text)]))
    return [*blocks, *([sentence(said.function)] if said.function else [])]


def _value(one: Value) -> str:
    return "\n".join(filter(None, (one.value, one.days, one.basis)))
