"""The letter to a doctor or an insurer as a paper; what is typed on its page is written into it by hand."""

from collections.abc import Sequence
from datetime import date

from tracker.papers.services.blocks import Data, Paper, Section, listed, room, sentence, table
from tracker.reports.services.letter import Letter, Value
from tracker.wording import papers as words
from tracker.wording.formats import day_year
from tracker.wording.letter import foot

ADDRESS_LINES, ABOUT_LINES, WORDS_LINES = 3, 1, 4


def letter_paper(said: Letter, name: str, today: date, shared: str | None) -> Paper:
    """The letter with room for whom it is for, who it is from, what it is about and for words of one's own."""
    numbers = words.LETTER["numbers" if said.verdict is None else "weeks"]
    sections = [
        Section(words.LETTER["to"], [room(ADDRESS_LINES)]),
        Section(words.LETTER["from"], [*([sentence(name)] if shared is None else []), room(ADDRESS_LINES - 1)]),
        Section(words.LETTER["reference"], [room(ABOUT_LINES)]),
        Section(words.LETTER["words"], [room(WORDS_LINES)]),
        Section(words.TITLES["about"], [sentence(line) for line in _about(said)]),
        Section(numbers, _numbers(said)),
        Section(words.LETTER["treatment"], [listed(said.treatment)]),
        Section(words.TITLES["effects"], [listed(said.effects)]),
        Section(words.TITLES["medicine"], [listed(said.medicine)]),
        Section(words.TITLES["cannot"], [sentence(" ".join(said.cannot_say))]),
    ]
    return Paper(
        title=words.letter_title(name),
        description=words.report_days(said.first, said.last),
        opening=[line for line in (day_year(today), shared or "") if line],
        sections=sections,
        foot=foot(name, today),
    )


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
