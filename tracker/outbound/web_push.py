"""Web Push: what a browser subscribed with, the message sealed for it alone, and the signature of this server.

Source: RFC 8030 (the request), RFC 8188 and RFC 8291 (`aes128gcm`), RFC 8292 (VAPID). The server's key is made of its
secret, so that every process has the same one and no file of it can be lost; a former secret still signs for what was
subscribed under it.
"""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from tracker.domain.errors import Fault, Invalid
from tracker.domain.outbound.places import Place, read_place
from tracker.outbound.carrier import Answer, Carrier

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

ENDPOINT_LENGTH: Final = 1024
PORTS: Final = (443,)
POINT_BYTES: Final = 65
AUTH_BYTES: Final = 16
SALT_BYTES: Final = 16
KEY_ID_BYTES: Final = 4
RECORD_BYTES: Final = 4096
HEAD_BYTES: Final = SALT_BYTES + 4 + 1 + POINT_BYTES
TAG_BYTES: Final = 16
# Every message is as long as others are: its length must not tell what it says.
PADDED_TO: Final = 1024
PLAIN_MOST: Final = 3 * PADDED_TO
ENDED: Final = frozenset({404, 410})
SIGNED_FOR: Final = timedelta(hours=12)
TOPIC_LENGTH: Final = 32
# The order of the curve P-256. Source: NIST SP 800-186, 3.2.1.3.
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_INFO: Final = b"sciatica-tracker push key 1"


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where the service of a browser takes messages, and the browser's two keys."""

    endpoint: str
    public_key: bytes
    auth: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent. `topic`: of those that were not fetched yet, a newer one takes the place of an older."""

    plain: bytes
    topic: str
    lasts: timedelta
    urgency: str = "normal"


def endpoint_place(endpoint: str) -> Place:
    """Where it leads; `Invalid` unless it is an address with https at the usual port."""
    return read_place(endpoint, ports=PORTS, plain=False, most=ENDPOINT_LENGTH)


def read_subscription(endpoint: str, public_key: str, auth: str) -> Subscription:
    """What a browser handed over, judged; `Invalid` where no message could be sealed for it or sent to it."""
    endpoint_place(endpoint)
    found = Subscription(endpoint.strip(), _unwritten(public_key), _unwritten(auth))
    if len(found.auth) != AUTH_BYTES or not _is_point(found.public_key):
        raise Invalid(Fault("no_subscription"))
    return found


def written(raw: bytes) -> str:
    """Base64 for addresses, without the padding. Source: RFC 7515, section 2."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _unwritten(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text.strip().encode("ascii") + b"==")
    except ValueError:
        raise Invalid(Fault("no_subscription")) from None


def _is_point(raw: bytes) -> bool:
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - no start needs it

    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        return False
    return len(raw) == POINT_BYTES


class SigningKey:
    """A key of this server, made of one of its secrets. Source: NIST FIPS 186-5, A.2.1, for what is drawn by HKDF."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    @cached_property
    def _private(self) -> "EllipticCurvePrivateKey":
        from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

        drawn = HKDF(algorithm=SHA256(), length=48, salt=None, info=_INFO).derive(self._secret)
        return ec.derive_private_key(int.from_bytes(drawn) % (_ORDER - 1) + 1, ec.SECP256R1())

    @cached_property
    def public(self) -> bytes:
        return _encoded(self._private)

    @property
    def id(self) -> str:
        """What names it beside what was subscribed under it."""
        return hashlib.sha256(self.public).digest()[:KEY_ID_BYTES].hex()

    def authorization(self, place: Place, contact: str | None, now: datetime) -> str:
        """The header by which a service knows this server: signed for that service alone, for half a day."""
        from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature  # noqa: PLC0415
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415

        claims: dict[str, object] = {
            "aud": f"{place.scheme}://{place.origin}",
            "exp": int((now + SIGNED_FOR).timestamp()),
        }
        if contact is not None:
            claims["sub"] = contact
        said = ".".join(written(_json(part)) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
        r, s = decode_dss_signature(self._private.sign(said.encode("ascii"), ec.ECDSA(SHA256())))
        return f"vapid t={said}.{written(r.to_bytes(32) + s.to_bytes(32))}, k={written(self.public)}"


class Pusher:
    """Sends to subscriptions; `secrets_` are those of the server, the newest first."""

    def __init__(self, carrier: Carrier, secrets_: Sequence[str], contact: str | None) -> None:
        self._carrier = carrier
        self._contact = contact
        self._secrets = tuple(secrets_)

    @cached_property
    def _keys(self) -> dict[str, SigningKey]:
        return {key.id: key for key in map(SigningKey, reversed(self._secrets))}

    @property
    def key(self) -> SigningKey:
        """What browsers subscribe with today."""
        return SigningKey(self._secrets[0])

    def push(self, to: Subscription, key_id: str, message: Message, now: datetime) -> Answer | None:
        """Send it; None where the key that was subscribed with is no key of this server any more."""
        key = self._keys.get(key_id)
        if key is None:
            return None
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(int(message.lasts.total_seconds())),
            "Urgency": message.urgency,
            "Topic": message.topic[:TOPIC_LENGTH],
        }
        try:
            # The place is as the carrier reads it, but for ports of a host's own: signed for where it is sent.
            place = read_place(
                to.endpoint, ports=self._carrier.ports, plain=bool(self._carrier.private), most=ENDPOINT_LENGTH
            )
        except Invalid:
            return self._carrier.post(to.endpoint, {}, b"")
        headers["Authorization"] = key.authorization(place, self._contact, now)
        return self._carrier.post(to.endpoint, headers, sealed(message.plain, to))


def sealed(plain: bytes, to: Subscription) -> bytes:
    """The message as that browser alone can read it."""
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    return sealed_with(plain, to, ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(SALT_BYTES))


def sealed_with(
    plain: bytes, to: Subscription, private: "EllipticCurvePrivateKey", salt: bytes, padded_to: int = PADDED_TO
) -> bytes:
    """The same with a key and a salt that are given, as the example of RFC 8291, section 5, gives them."""
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    if len(plain) >= PLAIN_MOST:
        raise ValueError("a push message is a line or two")
    receiver = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), to.public_key)
    public = _encoded(private)
    shared = private.exchange(ec.ECDH(), receiver)
    ikm = _hkdf(to.auth, shared, b"WebPush: info\0" + to.public_key + public, 32)
    key = _hkdf(salt, ikm, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _hkdf(salt, ikm, b"Content-Encoding: nonce\0", 12)
    record = (plain + b"\x02").ljust(-(-(len(plain) + 1) // padded_to) * padded_to, b"\0")
    head = salt + RECORD_BYTES.to_bytes(4) + bytes([POINT_BYTES]) + public
    return head + AESGCM(key).encrypt(nonce, record, None)


def _hkdf(salt: bytes, ikm: bytes, info: bytes, length: int) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(ikm)


def _encoded(private: "EllipticCurvePrivateKey") -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415

    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _json(part: object) -> bytes:
    return json.dumps(part, separators=(",", ":")).encode("ascii")
