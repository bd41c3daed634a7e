"""Encrypts a file as SMART Health Links ask for it: JWE, compact, `dir` with A256GCM.

Sources: RFC 7516, sections 3.1 and 5.1; RFC 7518, section 5.3; SMART Health Cards and Links 1.0.0,
links-specification, "Encrypting and Decrypting Files".
"""

import json
import secrets
import zlib
from typing import Final

from tracker.domain.sharing.shlink import coded

CONTENT_TYPE: Final = "application/fhir+json"
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16


def encrypted(data: bytes, key: bytes, *, compressed: bool) -> str:
    """The file as five parts joined by points; each time under a nonce of its own. `key` has 32 bytes.

    Readers need not take more than some 250,000 bytes out of what is compressed.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - no start has anything to encrypt

    header = {"alg": "dir", "enc": "A256GCM", "cty": CONTENT_TYPE}
    if compressed:
        header["zip"] = "DEF"
        press = zlib.compressobj(wbits=-zlib.MAX_WBITS)  # without a head, as RFC 1951 has it
        data = press.compress(data) + press.flush()
    protected = coded(json.dumps(header, separators=(",", ":")).encode())
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, data, protected.encode())
    return ".".join((protected, "", coded(nonce), coded(sealed[:-TAG_BYTES]), coded(sealed[-TAG_BYTES:])))
