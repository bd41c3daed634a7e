"""In which encoding a text of unknown origin is: UTF-16, UTF-8, or Windows-1252, as Western computers write."""

import codecs
from collections.abc import Callable, Iterable
from typing import Final

UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
UTF_8: Final = "utf-8-sig"
MARK: Final = "\ufeff"
WESTERN: Final = "cp1252"
OFTEN, SELDOM = 0.5, 0.1


def encoding_of(start: bytes, pieces: Callable[[], Iterable[bytes]]) -> str:
    """Its name, as Python has it. UTF-8 also where a few bytes are not, as after two files were joined."""
    if (wide := _utf_16(start)) is not None:
        return wide
    if start.startswith(codecs.BOM_UTF8) or _is_utf_8(pieces(), final=True):
        return UTF_8
    good, stray = _counted(pieces())
    return UTF_8 if good > stray else WESTERN


def read_leniently(start: bytes) -> str:
    """The first bytes of a text, the last letter of which may be cut."""
    if (wide := _utf_16(start)) is not None:
        return start.decode(wide, errors="ignore").lstrip(MARK)
    western = not start.startswith(codecs.BOM_UTF8) and not _is_utf_8((start,), final=False)
    return start.decode(WESTERN if western else UTF_8, errors="replace").lstrip(MARK)


def _utf_16(start: bytes) -> str | None:
    """By its mark, or without one by the zeros that every second byte of Western text is."""
    if start.startswith(UTF_16):
        return "utf-16"
    letters = len(start) // 2
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > letters * OFTEN and even < letters * SELDOM:
        return "utf-16-le"
    return "utf-16-be" if even > letters * OFTEN and odd < letters * SELDOM else None


def _is_utf_8(pieces: Iterable[bytes], *, final: bool) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces:
            decoder.decode(piece)
        decoder.decode(b"", final=final)
    except UnicodeDecodeError:
        return False
    return True


def _counted(pieces: Iterable[bytes]) -> tuple[int, int]:
    """How many letters beyond ASCII read as UTF-8, and how many bytes do not."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = stray = 0
    for piece in pieces:
        text = decoder.decode(piece)
        whole = text.encode("utf-8", "ignore").decode()
        stray += len(text) - len(whole)
        good += len(whole) - len(whole.encode("ascii", "ignore"))
    return good, stray
