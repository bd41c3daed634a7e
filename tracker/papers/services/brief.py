"""The brief as a paper: the same blocks as on its page, one below the other."""

from collections.abc import Sequence

from tracker.papers.services.blocks import Data, Paper, Section, chart, listed, sentence, table
from tracker.papers.services.on_paper import inked, small_drawing
from tracker.practice.services.brief_sheet import Block, Line, Table
from tracker.practice.services.brief_words import Sheet
from tracker.wording import papers as words
from tracker.wording.verdict import VerdictWords


def brief_paper(sheet: Sheet, name: str, foot: str) -> Paper:
    """The brief of these blocks."""
    head = sheet.head
    course = [
        line
        for line in (words.course_head(head.sessions, head.course), words.beside(head.beside), words.goal(head.goal))
        if line
    ]
    blocks = [sheet.cautions, *(one for one in (sheet.warnings, sheet.signs) if one is not None)]
    sections = [_section(one) for one in blocks]
    sections.append(_verdict(sheet.verdict, sheet.no_verdict))
    if sheet.chart is not None:
        told = words.small_chart(sheet.chart.first, sheet.chart.last)
        sections.append(
            Section(
                words.TITLES["four_weeks"], [chart(inked(small_drawing(sheet.chart)), told), sentence(told, soft=True)]
            )
        )
    sections += [_section(one) for one in sheet.blocks]
    return Paper(
        title=words.brief_title(name),
        description=head.since,
        opening=[line for line in (head.bout, f"{head.since}: {head.logged}.", *course, head.shared) if line],
        sections=sections,
        foot=foot,
    )


def _section(found: Block) -> Section:
    blocks: list[Data] = []
    if found.table is not None:
        blocks.append(_table(found.table))
    if found.lines:
        blocks.append(listed([_line(line) for line in found.lines]))
    if found.more:
        blocks.append(sentence(words.and_more(found.more), soft=True))
    if found.remark:
        blocks.append(sentence(found.remark, soft=True))
    return Section(found.title, blocks)


def _line(line: Line) -> tuple[str, str]:
    return line.lead, line.text


def _table(found: Table) -> Data:
    rows = [[row.name, *("\n".join(filter(None, (cell.value, cell.note))) for cell in row.cells)] for row in found.rows]
    return table([words.HEADS["of"], *found.head], rows, [1] * (len(found.head) + 1))


def _verdict(said: VerdictWords | None, none: str) -> Section:
    if said is None:
        return Section(words.TITLES["verdict"], [sentence(none)])
    blocks: Sequence[Data] = [
        listed([(words.ended(said.headline), said.text)]),
        *([sentence(now)] if (now := words.latest_week(said.value, said.days, said.was)) else []),
        *(
            [sentence(" ".join((words.TITLES["cannot"] + ":", *said.cannot_tell)), soft=True)]
            if said.cannot_tell
            else []
        ),
    ]
    return Section(words.TITLES["verdict"], blocks)
