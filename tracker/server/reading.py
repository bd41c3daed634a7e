"""Requests as waitress reads them, with what it leaves unbounded in bounds, and what it stumbles over refused."""

from typing import Any, Final

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import BadRequest

# A size in hexadecimal, and extensions that nobody uses. Source: RFC 9112, section 7.1.
LONGEST_CHUNK_LINE: Final = 1024
LONGEST_TRAILER: Final = 8 * 1024


class Parser(HTTPRequestParser):
    """Reads one request.

    The base puts all that came of a chunk's line, and of the trailer, together anew with each piece: 30 MB of one line
    took minutes of the thread that reads for everybody.
    """

    def received(self, data: bytes) -> int:
        taken = int(super().received(data))
        line = getattr(self.body_rcv, "control_line", b"")
        trailer = getattr(self.body_rcv, "trailer", b"")
        if len(line) > LONGEST_CHUNK_LINE or len(trailer) > LONGEST_TRAILER:
            self.error = BadRequest("Chunks are not described so long")
            self.completed = True
        return taken

    def parse_header(self, header_plus: bytes) -> Any:
        """`ParsingError` also for an address that is none, and a length of thousands of digits."""
        try:
            return super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError("Bad request line or header") from error
