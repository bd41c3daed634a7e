"""One sheet of paper: the blocks a brief is made of, and how long its lists may be so that it holds them all."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

from tracker.domain.limits import ACTIVITIES_MOST

# Lines of 9 points that the two columns of a Letter sheet hold together above its foot, and how many plain letters fit
# in one. What is left of the sheet is ruled: the larger types leave room for that.
SHEET_LINES: Final = 130
COLUMN_LETTERS: Final = 58
NAME_LETTERS: Final = 26
NOTE_LETTERS: Final = 20
HEAD_LINES, BLOCK_LINES, CHART_LINES = 20, 2, 16
WIDE_LETTER, CAPITAL = 2.0, 1.4
ELLIPSIS: Final = "…"
T = TypeVar("T")


class TypeSize(StrEnum):
    """How large a brief is printed: the less it says, the larger."""

    HUGE = "huge"
    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"


# The most lines, counted in those of 9 points, with which one sheet holds a brief in 12.5, 11, 10 and 9 points.
ROOM: Final = (
    (TypeSize.HUGE, 62),
    (TypeSize.LARGE, 80),
    (TypeSize.MEDIUM, 99),
    (TypeSize.SMALL, SHEET_LINES),
)


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
    more: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How many entries each list may show, and how many letters (`..._length`) one of them may have.

    `extras` says whether the small chart and what only repeats or adds to something is shown, `dates` the days beside
    activities, `run_on` that cautions stand one after another in one sentence.
    """

    warnings: int
    notes: int
    note_length: int
    questions: int
    question_length: int
    changes: int
    change_length: int
    caution_length: int
    met: int
    effects: int
    medicines: int
    kinds: int
    points: int
    activities: int
    records: int
    name_length: int
    extras: bool
    dates: bool
    run_on: bool


# From roomy to tight; every one of them names all cautions and at least some of everything else.
_CAPS: Final[Mapping[str, Sequence[Any]]] = {
    "warnings": (8, 6, 6, 5, 3, 2),
    "notes": (5, 5, 4, 3, 2, 1),
    "note_length": (200, 140, 120, 90, 60, 40),
    "questions": (5, 5, 4, 3, 2, 1),
    "question_length": (200, 140, 120, 100, 56, 40),
    "changes": (5, 4, 3, 2, 1, 1),
    "change_length": (120, 90, 70, 50, 30, 30),
    "caution_length": (160, 100, 60, 40, 20, 20),
    "met": (6, 6, 6, 4, 1, 1),
    "effects": (8, 6, 5, 4, 2, 1),
    "medicines": (6, 6, 4, 3, 2, 1),
    "kinds": (10, 10, 10, 6, 4, 3),
    "points": (24, 24, 12, 12, 6, 4),
    "activities": (*(ACTIVITIES_MOST,) * 5, 3),
    "records": (2, 2, 2, 1, 1, 1),
    "name_length": (40, 40, 40, 30, 24, 24),
    "extras": (True, True, True, True, False, False),
    "dates": (True, True, True, False, False, False),
    "run_on": (False, False, False, True, True, True),
}
CAPS: Final = tuple(Caps(**dict(zip(_CAPS, level, strict=True))) for level in zip(*_CAPS.values(), strict=True))


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


def width_of(text: str) -> float:
    """About how many plain letters wide `text` is: capitals count 1.4, wide letters (East Asian, emoji) 2.

    Raises nothing. Our own estimate; that a full sheet holds is tested in print.
    """
    if text.isascii():  # as most words are: none is wide, and capitals are counted without a look at each letter
        return len(text) + (CAPITAL - 1.0) * sum(map(str.isupper, text))
    return sum(
        WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else CAPITAL if letter.isupper() else 1.0
        for letter in text
    )


def lines_of(block: Block) -> int:
    """About how many lines of a column the block takes, its title included. Raises nothing. Our own estimate."""
    texts = [f"{line.lead} {line.text}" for line in block.lines] + ([block.remark] if block.remark else [])
    lines = BLOCK_LINES + sum(_lines(text) for text in texts)
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
