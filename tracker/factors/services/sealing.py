"""Small secrets of the database, sealed with a key made from the server's own: AES-256-GCM, bound to their owner.

A sealed value is one byte of version, four that name the key, twelve of nonce, then the ciphertext with its tag. So
keys can be changed: what a former key sealed (`TRACKER_SECRET_KEY_FALLBACKS`) is still opened.
"""

import hashlib
import secrets
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION: Final = b"\x01"
ID_BYTES: Final = 4
NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32
_INFO: Final = b"sciatica-tracker sealed values 1"


class CannotOpen(Exception):
    """The value was sealed with a key this server does not have, or is not as it was sealed."""


class Sealer:
    """Seals with the first key, opens with any. They are made when they are first needed: a start needs none."""

    def __init__(self, secrets_: Sequence[str]) -> None:
        self._secrets = tuple(secrets_)

    @cached_property
    def _keys(self) -> "dict[bytes, AESGCM]":
        return dict(map(_made_of, reversed(self._secrets)))

    @cached_property
    def _newest(self) -> "tuple[bytes, AESGCM]":
        return _made_of(self._secrets[0])

    def seal(self, plain: bytes, owner: bytes) -> bytes:
        """`owner` must be given again to open it: a value moved to another row stays shut."""
        key_id, cipher = self._newest
        nonce = secrets.token_bytes(NONCE_BYTES)
        return VERSION + key_id + nonce + cipher.encrypt(nonce, plain, owner)

    def is_newest(self, sealed: bytes) -> bool:
        """Whether it was sealed with the key that seals today."""
        return sealed[: 1 + ID_BYTES] == VERSION + self._newest[0]

    def open(self, sealed: bytes, owner: bytes) -> bytes:
        """`CannotOpen` where it is not ours to read."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as in `_made_of`

        key_id = sealed[1 : 1 + ID_BYTES]
        start = 1 + ID_BYTES
        cipher = self._keys.get(key_id) if sealed[:1] == VERSION else None
        if cipher is None:
            raise CannotOpen
        try:
            return cipher.decrypt(sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :], owner)
        except InvalidTag as error:
            raise CannotOpen from error


def _made_of(secret: str) -> "tuple[bytes, AESGCM]":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - no start has anything to seal
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    key = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=_INFO).derive(secret.encode())
    return hashlib.sha256(b"key id" + key).digest()[:ID_BYTES], AESGCM(key)
