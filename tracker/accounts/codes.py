"""Recovery codes: how they are made, shown, read back and kept.

Each holds 64 random bits, so that its plain SHA-256 is enough: nobody can try them all.
"""

import hashlib
import re
import secrets

CODES = 8
CODE_BYTES = 8
GROUP = 4
LOOK_ALIKES = str.maketrans({"o": "0", "i": "1", "l": "1"})
_CODE = re.compile(r"[0-9a-f]{16}")


def new_codes() -> tuple[str, ...]:
    """Eight codes, written in groups of four."""
    return tuple(_grouped(secrets.token_hex(CODE_BYTES)) for _ in range(CODES))


def _grouped(text: str) -> str:
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def code_hash(typed: str) -> bytes | None:
    """What is stored of a code, however its groups are spaced; None where it cannot be one."""
    plain = "".join(mark for mark in typed.casefold() if mark.isalnum()).translate(LOOK_ALIKES)
    return hashlib.sha256(bytes.fromhex(plain)).digest() if _CODE.fullmatch(plain) else None
