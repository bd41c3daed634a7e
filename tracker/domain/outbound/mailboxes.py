"""An e-mail address as mail servers take it: its parts judged, its name in ASCII.

Source: RFC 5321, sections 4.1.2 and 4.5.3.1; RFC 6531, section 3.3, for letters of other scripts before the `@`.
"""

import re
from dataclasses import dataclass
from typing import Final

from tracker.domain.errors import Fault, Invalid

LOCAL_MOST: Final = 64
HOST_MOST: Final = 255
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]+"
_LOCAL: Final = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL: Final = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST: Final = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address taken apart; `host` is in ASCII. `is_plain`: any mail server takes it."""

    local: str
    host: str

    @property
    def is_plain(self) -> bool:
        return self.local.isascii()

    @property
    def address(self) -> str:
        return f"{self.local}@{self.host}"


def read_mailbox(text: str) -> Mailbox:
    """The parts of an address that somebody typed; `Invalid` where no mail could be sent to it.

    Neither quoted local parts nor numbers in place of a name are taken, nor anything that could begin another line.
    """
    local, _, host = text.strip().rpartition("@")
    name = _in_ascii(host)
    fits = name is not None and len(local.encode()) <= LOCAL_MOST and local.isprintable()
    if name is None or not fits or not _LOCAL.fullmatch(local):
        raise Invalid(Fault("no_email"))
    return Mailbox(local, name)


def _in_ascii(host: str) -> str | None:
    """The name as it is looked up; None where it is none."""
    try:
        name = (host if host.isascii() else host.encode("idna").decode("ascii")).lower()
    except UnicodeError:
        return None
    return name if len(name) <= HOST_MOST and _HOST.fullmatch(name) and not name[-1].isdigit() else None
