"""What a user name and an e-mail address may look like, and when two user names are the same."""

import unicodedata

from tracker.domain.errors import Fault, Invalid
from tracker.domain.limits import LINE_LENGTH
from tracker.domain.values import parsing
from tracker.domain.values.text import PARTS_MOST, normal

NAME_LEAST, NAME_MOST = 2, 40
KEY_MOST = 200
LONGEST_KEYED = LINE_LENGTH * PARTS_MOST
EMAIL_MOST = 120
MARKS = frozenset("._- '")
NOT_IN_ADDRESSES = frozenset(' <>,;:"@()[]\\')
LETTERS_AND_DIGITS = ("L", "M", "N")


def name_key(name: str) -> str:
    """What must be unique: the name without regard to case, width and other ways of writing the same letters.

    Of what is longer than any name the beginning alone, which is nobody's either.
    """
    return normal("NFKC", normal("NFKC", name[:LONGEST_KEYED]).casefold())


def user_name(raw: str | None) -> str | None:
    """A user name as it will be shown; None when blank; `Invalid` where it cannot be one."""
    name = parsing.line(raw, most=NAME_MOST)
    if name is None:
        return None
    if len(name) < NAME_LEAST:
        raise Invalid(Fault("name_short", least=NAME_LEAST))
    plain = all(mark in MARKS or unicodedata.category(mark)[0] in LETTERS_AND_DIGITS for mark in name)
    if not plain or not name[0].isalnum() or len(name_key(name)) > KEY_MOST:
        raise Invalid(Fault("name_signs"))
    return name


def email(raw: str | None) -> str | None:
    """An e-mail address that mail can be sent to; None when blank."""
    address = parsing.line(raw, most=EMAIL_MOST)
    if address is None:
        return None
    local, _, host = address.rpartition("@")
    if not local or set(local + host) & NOT_IN_ADDRESSES or "." not in host.strip(".") or not address.isprintable():
        raise Invalid(Fault("no_email"))
    return address
