"""What stands on the sheets of a PDF that a browser printed."""

import re
import zlib
from collections.abc import Iterator
from typing import Final

PAGE_OBJECT: Final = re.compile(rb"/Type\s*/Page\b(?!s)")
STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
NUMBER: Final = rb"(-?[\d.]+)\s+"
STEP: Final = re.compile(rb"(?<=\s)(?:(q)|(Q)|" + NUMBER * 6 + rb"(cm|Tm))(?=\s)")
Matrix = tuple[float, float, float, float, float, float]
PLAIN: Final[Matrix] = (1, 0, 0, 1, 0, 0)


def sheets_of(pdf: bytes) -> int:
    return len(PAGE_OBJECT.findall(pdf))


def contents(pdf: bytes) -> Iterator[bytes]:
    """What the streams of a PDF hold, those of pages among them."""
    for begin in STREAM.finditer(pdf):
        try:
            yield zlib.decompressobj().decompress(pdf[begin.end() :])
        except zlib.error:
            continue


def filled(pdf: bytes, height: float, foot: float) -> list[float]:
    """How far down each sheet its text goes, 0 to 1 of its `height`; the lowest `foot` points are not read."""
    found = []
    for content in contents(pdf):
        if b" Tf" in content and b" cm" in content:
            down = [y for y in _heights(content) if y > foot]
            found.append(1 - min(down) / height if down else 0.0)
    return found


def _heights(content: bytes) -> Iterator[float]:
    """Where each piece of text begins, in points above the lower edge."""
    now, kept = PLAIN, []
    for step in STEP.finditer(b" " + content):
        if step[1]:
            kept.append(now)
        elif step[2]:
            now = kept.pop() if kept else PLAIN
        else:
            own = tuple(float(number) for number in step.groups()[2:8])
            placed = _times(own, now)  # type: ignore[arg-type]
            if step[9] == b"cm":
                now = placed
            else:
                yield placed[5]


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, l = then  # noqa: E741
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l
