"""What is made of the secret in the address of a SMART Health Link: the key of its files, and the proof of a passcode.

The secret has 256 random bits and is kept nowhere, so what is made of it needs no slow hashing. The database alone
opens nothing, and neither does the address alone: the key takes both. Sources: RFC 5869 (HKDF); SMART Health Cards and
Links 1.0.0, links-specification, "Encrypting and Decrypting Files".
"""

import hmac
from typing import Final

KEY_BYTES: Final = 32
_FILES: Final = b"sciatica-tracker key of the files of a health link 1"
_PASSCODE: Final = b"sciatica-tracker passcode of a health link 1"


def key_of_files(secret: str, salt: bytes) -> bytes:
    """The 32 bytes with which every file of the link is encrypted."""
    return _made_of(secret, salt, _FILES)


def mac_of_passcode(secret: str, salt: bytes, passcode: str) -> bytes:
    """What is kept of a passcode: whoever has not the secret cannot even try one."""
    return hmac.digest(_made_of(secret, salt, _PASSCODE), passcode.encode(), "sha256")


def _made_of(secret: str, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - no start has anything to encrypt
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(secret.encode())
