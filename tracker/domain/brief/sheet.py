"""One sheet of paper: the blocks a brief is made of, and how long its lists may be so that it holds them all."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeVar

from tracker.domain.brief.contents import SmallChart
from tracker.domain.limits import ACTIVITIES_MOST

# Lines of 9 points that the two columns of a Letter sheet hold together, and how many plain letters fit in one.
SHEET_LINES: Final = 134
COLUMN_LETTERS: Final = 58
NAME_LETTERS: Final = 26
NOTE_LETTERS: Final = 20
HEAD_LINES, BLOCK_LINES, CHART_LINES = 20, 2, 5
WIDE_LETTER, CAPITAL = 2.0, 1.4
ELLIPSIS: Final = "…"
T = TypeVar("T")


class TypeSize(StrEnum):
    """How large a brief is printed: the less it says, the larger."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"


# The most lines, counted in those of 9 points, with which one sheet holds a brief in 11, 10 and 9 points.
ROOM: Final = ((TypeSize.LARGE, 96), (TypeSize.MEDIUM, 116), (TypeSize.SMALL, SHEET_LINES))


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table and the few words below it."""

    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table. `hue` is leg or back where it is about one of them."""

    name: str
    cells: tuple[Cell, ...]
    hue: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A small table: the heads of its columns, after the one of names, and its rows."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a block; `lead` comes first and is heavier."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a brief under its title. `more` entries of its list did not fit; `remark` comes last and small."""

    code: str
    title: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    chart: SmallChart | None = None
    more: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How many entries each list may show, and how many letters (`..._length`) one of them may have.

    `extras` says whether the small chart and what only repeats or adds to something is shown, `dates` the days beside
    activities, `run_on` that cautions stand one after another in one sentence.
    """

    warnings: int = 8
    notes: int = 5
    note_length: int = 200
    questions: int = 5
    question_length: int = 200
    changes: int = 5
    change_length: int = 120
    caution_length: int = 160
    met: int = 6
    effects: int = 8
    medicines: int = 6
    kinds: int = 10
    points: int = 24
    activities: int = ACTIVITIES_MOST
    records: int = 2
    name_length: int = 40
    extras: bool = True
    dates: bool = True
    run_on: bool = False


# From roomy to tight; every one of them names all cautions and at least some of everything else.
ROOMY: Final = Caps()
LESS: Final = replace(
    ROOMY, warnings=6, note_length=140, question_length=140, changes=4, change_length=90, caution_length=100, effects=6
)
FEWER: Final = replace(
    LESS,
    notes=4,
    note_length=120,
    questions=4,
    question_length=120,
    changes=3,
    change_length=70,
    caution_length=60,
    effects=5,
    medicines=4,
    points=12,
)
FEW: Final = replace(
    FEWER,
    warnings=5,
    notes=3,
    note_length=90,
    questions=3,
    question_length=100,
    changes=2,
    change_length=50,
    caution_length=40,
    met=4,
    effects=4,
    medicines=3,
    kinds=6,
    records=1,
    name_length=30,
    dates=False,
    run_on=True,
)
TIGHT: Final = replace(
    FEW,
    warnings=3,
    notes=2,
    note_length=60,
    questions=2,
    question_length=56,
    changes=1,
    change_length=30,
    caution_length=20,
    met=1,
    effects=2,
    medicines=2,
    kinds=4,
    points=6,
    name_length=24,
    extras=False,
)
TIGHTEST: Final = replace(
    TIGHT,
    warnings=2,
    notes=1,
    note_length=40,
    questions=1,
    question_length=40,
    effects=1,
    medicines=1,
    kinds=3,
    points=4,
    activities=3,
)
CAPS: Final = (ROOMY, LESS, FEWER, FEW, TIGHT, TIGHTEST)


def shortened(text: str, most: int) -> str:
    """`text` as one line of at most `most` letters, cut at a blank where there is one in its last third.

    Blanks and line ends become one blank each; what was cut off is marked with an ellipsis. Raises nothing. Our own
    rule.
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept = line[: most - 1]
    blank = kept.rfind(" ")
    return (kept[:blank] if blank > len(kept) * 2 // 3 else kept).rstrip(" ,;:.") + ELLIPSIS


def cut(entries: Sequence[T], most: int) -> tuple[tuple[T, ...], int]:
    """The first `most` entries and how many more there are. Raises nothing. Our own rule."""
    return tuple(entries[:most]), max(0, len(entries) - most)


def more_words(count: int) -> str:
    """What stands in the place of `count` (1 or more) entries that did not fit. Raises nothing. Our own words."""
    return f"and {count:,} more"


def width_of(text: str) -> float:
    """About how many plain letters wide `text` is: capitals count 1.4, wide letters (East Asian, emoji) 2.

    Raises nothing. Our own estimate; that a full sheet holds is tested in print.
    """
    return sum(
        WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else CAPITAL if letter.isupper() else 1.0
        for letter in text
    )


def lines_of(block: Block) -> int:
    """About how many lines of a column the block takes, its title included. Raises nothing. Our own estimate."""
    texts = [f"{line.lead} {line.text}" for line in block.lines] + ([block.remark] if block.remark else [])
    lines = BLOCK_LINES + sum(_lines(text) for text in texts) + (CHART_LINES if block.chart else 0)
    if block.table is not None:
        lines += 1 + sum(_row_lines(row) for row in block.table.rows)
    return lines + (1 if block.more else 0)


def _row_lines(row: Row) -> int:
    """Names stand in a narrow column, beside large numbers; a long note below one of them wraps."""
    notes = max((_ceil(width_of(cell.note) / NOTE_LETTERS) for cell in row.cells), default=0)
    return max(1 + notes, _ceil(width_of(row.name) / NAME_LETTERS))


def _lines(text: str) -> int:
    """A word longer than half a line begins a new one."""
    long = any(width_of(word) > COLUMN_LETTERS / 2 for word in text.split())
    return max(1, _ceil(width_of(text) / COLUMN_LETTERS)) + long


def _ceil(value: float) -> int:
    return -int(-value // 1)


def lines_across(texts: Iterable[str]) -> int:
    """About how many lines of both columns together some sentences take that run across the sheet. Raises nothing."""
    return sum(2 * max(1, _ceil(width_of(text) / (2 * COLUMN_LETTERS))) for text in texts)


def size_for(lines: int) -> TypeSize:
    """The largest type in which one sheet holds so many lines, the small one where none does. Our own estimate."""
    return next((size for size, most in ROOM if HEAD_LINES + lines <= most), TypeSize.SMALL)


def fitted(made: Callable[[Caps], T], lines: Callable[[T], int]) -> T:
    """What `made` makes with the first caps, from roomy to tight, by which `lines` says that one sheet holds it.

    With none of them, what the tightest make. Raises nothing. Our own rule: lists are cut and say so, so that a brief
    stays one sheet.
    """
    for caps in CAPS[:-1]:
        sheet = made(caps)
        if HEAD_LINES + lines(sheet) <= SHEET_LINES:
            return sheet
    return made(CAPS[-1])
