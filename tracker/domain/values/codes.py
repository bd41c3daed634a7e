"""Codes that people read out and type: a practitioner's own code, and a patient's invitation.

The signs are Crockford's base 32: the digits and the letters but I, L, O and U, which are taken for others or spell
words. Each sign holds 5 bits. Source: Crockford 2019, base32.
"""

import unicodedata
from collections.abc import Callable

from tracker.domain.errors import Fault, Invalid

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PRACTITIONER_LENGTH = 16
INVITE_LENGTH = 16
# Those made before were shorter, and go on being taken.
PRACTITIONER_LENGTHS = (PRACTITIONER_LENGTH, 8)
INVITE_LENGTHS = (INVITE_LENGTH, 12)
UNGUESSABLE_FROM = 12  # 60 bits
GROUP = 4
LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
MOST_TYPED = 100
EXAMPLE = "K7F29QXM3RTW8H5V"


def new_code(length: int, choose: Callable[[str], str]) -> str:
    """A fresh code of `length` signs in canonical form; `choose` picks one sign of the alphabet by chance.

    It holds 5 bits a sign, 80 for 16, if `choose` is fair (such as `secrets.choice`). Source: Crockford 2019, base32.
    """
    return "".join(choose(ALPHABET) for _ in range(length))


def write_code(code: str) -> str:
    """A canonical code as it is shown and read out: in groups of four signs with dashes, such as K7F2-9QXM."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def is_guessable(code: str) -> bool:
    """Whether somebody who tries and tries may hit on this canonical code: one of under 60 bits."""
    return len(code) < UNGUESSABLE_FROM


def read_code(raw: str | None, *lengths: int) -> str:
    """The canonical code (capitals, no dashes) that somebody typed, of one of these numbers of signs, the usual first.

    Small letters, blanks and dashes of any kind are taken, and the look-alikes O for 0, I and L for 1. `Invalid`
    where nothing is typed, a sign is foreign or there are too many or too few. Source: Crockford 2019, base32.
    """
    signs = "".join(sign for sign in (raw or "")[:MOST_TYPED] if not _parts_groups(sign))
    if not signs:
        raise Invalid(Fault("code_needed"))
    code = signs.upper().translate(LOOK_ALIKES) if signs.isascii() else ""
    if len(code) not in lengths or not set(code) <= set(ALPHABET):
        raise Invalid(Fault("no_such_code", length=lengths[0], example=write_code(EXAMPLE[: lengths[0]])))
    return code


def _parts_groups(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in {"Pd", "Cf"}
