"""Reads XML of any length in little memory: piece by piece, and never more of it than its elements say.

The document type is cut before it is parsed, so that nothing can be declared in it: no entity is expanded and nothing
outside the file is looked at. Control characters, which XML does not know, are dropped; the lines stay as they are.
"""

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final, NoReturn
from xml.parsers import expat

from tracker.domain.errors import Fault
from tracker.importers.opening import Part, Unreadable

PIECE: Final = 262_144
TAG_MOST: Final = 1_000_000
DEEPEST: Final = 100
DOCTYPE: Final = "<!DOCTYPE"
CONTROLS: Final = bytes(code for code in range(32) if chr(code) not in "\t\n\r")
NO_CHARACTERS: Final = ("\ufffe", "\uffff")
REFERENCE: Final = re.compile(r"&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});")
ROOT: Final = re.compile(r"<([A-Za-z_][\w.:-]*)")
BLANK: Final = " \t\r\n"

Wanted = Callable[[str, Mapping[str, str]], bool]


@dataclass(frozen=True, slots=True)
class Element:
    """The begin of an element: its `line` in the file as it was brought, and its `depth`, 1 for the root."""

    name: str
    attributes: Mapping[str, str]
    line: int
    depth: int


def root(part: Part) -> str | None:
    """The name of its first element, or that its document type says; None where it does not begin as XML."""
    head = part.head.lstrip()
    if not head.startswith("<"):
        return None
    if DOCTYPE in head:
        said = head.partition(DOCTYPE)[2].split(maxsplit=1)
        return said[0].rstrip(">[") if said else None
    found = ROOT.search(head)
    return found[1] if found else None


def elements(part: Part, wanted: Wanted) -> Iterator[Element]:
    """Every element of which `wanted` holds by name and attributes, in its order; `Unreadable` where it is no XML."""
    found: list[Element] = []
    depth = 0
    parser = expat.ParserCreate()

    def refuse(*_anything: object) -> NoReturn:
        raise Unreadable(Fault("import_broken_xml"), parser.CurrentLineNumber, part.name or None)

    def begun(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            refuse()
        if wanted(name, attributes):
            found.append(Element(name, attributes, parser.CurrentLineNumber, depth))

    def ended(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = begun, ended
    parser.StartDoctypeDeclHandler = refuse
    try:
        with part.open() as data:
            for piece in _cleaned(data, part):
                parser.Parse(piece, False)
                yield from found
                found.clear()
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable(Fault("import_broken_xml"), error.lineno, part.name or None) from None
    yield from found


def _cleaned(data: BinaryIO, part: Part) -> Iterator[str]:
    """Its text in pieces that end behind an element or its text, without document type and control characters."""
    rest = ""
    before_root = True
    for text in _decoded(data, part):
        rest += text
        if before_root:
            rest, before_root = _without_doctype(rest)
        if not before_root:
            whole, mark, rest = rest.rpartition(">")
            if mark:
                yield REFERENCE.sub(_character, whole + mark) if "&#" in whole else whole + mark
        if len(rest) > TAG_MOST:
            raise Unreadable(Fault("import_broken_xml"), member=part.name or None)
    yield rest


def _decoded(data: BinaryIO, part: Part) -> Iterator[str]:
    wide = part.start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")(errors="replace")
    while piece := data.read(PIECE):
        text = decoder.decode(piece if wide else piece.translate(None, CONTROLS))
        for none in NO_CHARACTERS:
            text = text.replace(none, "")
        yield text
    yield decoder.decode(b"", final=True)


def _without_doctype(text: str) -> tuple[str, bool]:
    """The text without its document type, its lines kept, and whether more of it is needed to know where that ends."""
    start = text.find(DOCTYPE)
    first = ROOT.search(text)
    if start < 0 or (first is not None and first.start() < start):
        return text.lstrip(BLANK) if first is not None else text, first is None
    inner = text.find("[", start)
    plain = text.find(">", start)
    end = plain + 1 if plain >= 0 and not 0 <= inner < plain else text.find("]>", start) + len("]>")
    if end < len("]>"):
        return text, True
    return text[:start] + "\n" * text.count("\n", start, end) + text[end:], False


def _character(reference: re.Match[str]) -> str:
    """A reference as it stands; none where it is of a character that XML does not know."""
    written = reference[0][2:-1]
    code = int(written[1:], 16) if written[0] in "xX" else int(written)
    known = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF  # noqa: PLR2004
    return reference[0] if known else ""
