"""Finding typed words in texts, whatever their case and accents, and where in a text they stand.

Letters are compared as Unicode's caseless matching does once their marks are taken off: "Cafe" finds "café" and
"STRASSE" finds "Straße". Letters that are no letter with a mark (ø, ł) are letters of their own. The database is not
asked: SQLite knows case for ASCII alone, PostgreSQL as its locale does, and both would look into notes that are not
shared. Sources: The Unicode Standard 16, section 3.13, default caseless matching; UAX #15.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from tracker.domain.values.text import is_mark, normal

MOST_TYPED: Final = 100
MOST_WORDS: Final = 8
AROUND: Final = 40
ELLIPSIS: Final = "…"
# A part of a text, and whether it is one that was looked for.
Piece = tuple[str, bool]


def folded(text: str) -> str:
    """The text as it is compared: small letters without marks. It may be longer than the text, as "ß" is "ss"."""
    if text.isascii():
        return text.lower()
    return "".join(character for character in normal("NFKD", text) if not is_mark(character)).casefold()


def words_of(typed: str) -> tuple[str, ...]:
    """What is looked for: each word that was typed, folded, once, the first eight of them."""
    words = dict.fromkeys(word for part in typed[:MOST_TYPED].split() if (word := folded(part)))
    return tuple(words)[:MOST_WORDS]


def holds_all(texts: Iterable[str | None], words: Sequence[str]) -> bool:
    """Whether every one of the folded `words` stands in one of the texts."""
    compared = [folded(text) for text in texts if text]
    return all(any(word in text for text in compared) for word in words)


def pieces(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The whole text in parts, those that are one of the folded `words` marked as such."""
    marks = _found(text, words)
    parts: list[Piece] = []
    at = 0
    for begin, end in marks:
        if begin > at:
            parts.append((text[at:begin], False))
        parts.append((text[begin:end], True))
        at = end
    if at < len(text):
        parts.append((text[at:], False))
    return tuple(parts)


def excerpt(text: str, words: Sequence[str], *, around: int = AROUND) -> tuple[Piece, ...]:
    """The text in one line, from a little before the first word found; from its beginning where none is.

    `around` is how many characters before it, and three times as many behind it.
    """
    line = " ".join(text.split())
    at, until = next(iter(_found(line, words)), (0, 0))
    begin, end = max(at - around, 0), min(until + 3 * around, len(line))
    if begin:
        begin = line.find(" ", begin, at) + 1 or begin
    if end < len(line):
        end = max(line.rfind(" ", until, end), until) or end
    lead: tuple[Piece, ...] = ((f"{ELLIPSIS} ", False),) if begin else ()
    tail: tuple[Piece, ...] = ((f" {ELLIPSIS}", False),) if end < len(line) else ()
    return (*lead, *pieces(line[begin:end], words), *tail)


def _found(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where in the text the words stand, from and to, in order, those that touch as one."""
    compared, place = _with_places(text)
    spans = []
    for word in words:
        at = compared.find(word)
        while at >= 0:
            spans.append((place[at], place[at + len(word) - 1] + 1))
            at = compared.find(word, at + len(word))
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return [(begin, _with_marks(text, end)) for begin, end in joined]


def _with_places(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each character of it the place in the text that it comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    parts = [folded(character) for character in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _character in part]


def _with_marks(text: str, end: int) -> int:
    """The end of a word with the marks that are put on its last letter."""
    while end < len(text) and is_mark(text[end]):
        end += 1
    return end
