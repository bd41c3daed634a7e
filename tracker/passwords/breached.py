"""Whether a password is in the host's own list of stolen ones: a file on this machine, never a question to another.

The file holds one password a line, or lines such as `SHA1:count` sorted by hash, as such lists come. It is read where
it lies: a list of hashes is halved until the line is found, a list of passwords is read through; neither is kept.
"""

import hashlib
import re
from pathlib import Path
from typing import BinaryIO, Final

LINE_MOST: Final = 400
AT_ONCE: Final = 1 << 20
_HASH_LINE: Final = re.compile(rb"[0-9A-Fa-f]{40}(?::\d+)?\s*")
HASH_LENGTH: Final = 40
LOOKED_AT: Final = 1000


def is_breached(password: str, path: Path) -> bool:
    """Whether the file names the password. Raises `OSError` where it cannot be read."""
    with path.open("rb") as file:
        if _HASH_LINE.fullmatch(file.readline(LINE_MOST)):
            wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
            return _is_among_sorted(file, wanted)
        file.seek(0)
        return _is_a_line(file, password.encode())


def can_be_searched(path: Path) -> bool:
    """Whether hashes stand in their order, seen at a thousand places; a list of passwords needs none."""
    with path.open("rb") as file:
        if not _HASH_LINE.fullmatch(file.readline(LINE_MOST)):
            return True
        size = file.seek(0, 2)
        hashes = [_line_from(file, size * number // LOOKED_AT) for number in range(LOOKED_AT)]
    found = [one for one in hashes if one]
    return found == sorted(found)


def _line_from(file: BinaryIO, place: int) -> bytes:
    """The hash on the first line that begins at `place` or behind it; nothing behind the last."""
    file.seek(max(0, place - 1))
    if place:
        file.readline(LINE_MOST)
    return file.readline(LINE_MOST)[:HASH_LENGTH].upper()


def _is_among_sorted(file: BinaryIO, wanted: bytes) -> bool:
    low, high = 0, file.seek(0, 2)
    while low < high:
        middle = (low + high) // 2
        found = _line_from(file, middle)
        if found and found < wanted:
            low = middle + 1
        else:
            high = middle
    return _line_from(file, low) == wanted


def _is_a_line(file: BinaryIO, wanted: bytes) -> bool:
    needle, before = b"\n" + wanted + b"\n", b"\n"
    while read := file.read(AT_ONCE):
        text = (before + read).replace(b"\r\n", b"\n")
        if needle in text:
            return True
        before = text[-len(needle) - 1 :]
    return needle in before.rstrip(b"\r") + b"\n"
