"""XML of workbooks, heard element by element: no tree, no entities, nothing kept that the listener does not keep."""

from collections.abc import Iterator, Mapping
from typing import Final, Protocol
from xml.parsers import expat

from tracker.importers.opening import START, Part

DEPTH_MOST: Final = 64
TOKEN_MOST: Final = 4_000_000


class Broken(Exception):
    """It is no XML that a workbook has."""


class Listener(Protocol):
    """Hears names without their prefix."""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None: ...

    def text(self, data: str) -> None: ...

    def end(self, name: str) -> None: ...


def listened(part: Part, listener: Listener, most: int) -> Iterator[None]:
    """Has the part heard, and comes back now and then; `Broken` where it is no XML, or longer than `most` bytes."""
    if part.size > most:
        raise Broken
    parser, depth, fed = expat.ParserCreate(), 0, 0
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH_MOST:
            raise Broken
        listener.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(name.rpartition(":")[2])

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refused
    try:
        with part.open() as data:
            while piece := data.read(START):
                parser.Parse(piece)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > TOKEN_MOST:
                    raise Broken
                yield
            parser.Parse(b"", True)
    except expat.ExpatError:
        raise Broken from None
    yield


def _refused(*_declared: object) -> None:
    """No workbook declares anything, and with no declaration there are no entities."""
    raise Broken
