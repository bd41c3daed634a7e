"""Recovery codes: how they are made, shown, read back and kept.

Each holds 80 random bits, so that its plain SHA-256 is enough: nobody can try them all. Those made before held 64, as
sixteen hexadecimal digits, and go on being taken; a new one is never made of such digits alone.
"""

import hashlib
import re
import secrets

from tracker.domain.errors import Invalid
from tracker.domain.values.codes import new_code, read_code, write_code

CODES = 8
LENGTH = 16
_BEFORE = re.compile(r"[0-9A-F]{16}")


def new_codes() -> tuple[str, ...]:
    """Eight codes, written in groups of four."""
    return tuple(write_code(_new_code()) for _ in range(CODES))


def _new_code() -> str:
    code = new_code(LENGTH, secrets.choice)
    return code if not _BEFORE.fullmatch(code) else _new_code()


def code_hash(typed: str) -> bytes | None:
    """What is stored of a code, however its groups are spaced; None where it cannot be one."""
    plain = "".join(mark for mark in typed if mark.isalnum())
    try:
        code = read_code(plain, LENGTH)
    except Invalid:
        return None
    return hashlib.sha256(bytes.fromhex(code) if _BEFORE.fullmatch(code) else code.encode()).digest()
