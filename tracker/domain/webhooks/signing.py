"""How a receiver knows that a message is ours: HMAC-SHA-256 over its id, the moment of the try and its body.

Source: Standard Webhooks specification 1.0.0, "Signature scheme" and "Webhook headers".
"""

import hmac
from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256
from typing import Final

KEY_BYTES: Final = 32
PREFIX: Final = "whsec_"


def written_key(key: bytes) -> str:
    """The key as it is shown to its owner, once."""
    return PREFIX + b64encode(key).decode("ascii")


def read_key(written: str) -> bytes:
    """The key of what `written_key` wrote; ValueError."""
    if not written.startswith(PREFIX):
        raise ValueError("a key of webhooks begins with whsec_")
    return b64decode(written.removeprefix(PREFIX), validate=True)


def headers(key: bytes, message_id: str, body: bytes, now: datetime) -> dict[str, str]:
    """The three headers of one try at `now`; the id is the same at every try, and holds no full stop."""
    seconds = str(int(now.timestamp()))
    signed = hmac.digest(key, b".".join([message_id.encode("ascii"), seconds.encode("ascii"), body]), sha256)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": seconds,
        "webhook-signature": "v1," + b64encode(signed).decode("ascii"),
    }
