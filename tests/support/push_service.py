"""A service for push messages on this machine, and a browser that reads what it is sent, written from the RFCs anew."""

import json
import socket
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.support.receivers import NAME, Receiver, make_certificate, serve, server_context
from tracker.outbound import carrier
from tracker.outbound.carrier import Carrier
from tracker.outbound.web_push import ENDPOINT_LENGTH, PORTS, written

AUTH = bytes(range(16))


@dataclass
class Reader:
    """The browser's side of a subscription."""

    path: str = "/push/abc"
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def endpoint(self) -> str:
        return f"https://{NAME}{self.path}"

    @property
    def handed(self) -> dict[str, str]:
        """What a script sends."""
        return {"endpoint": self.endpoint, "p256dh": written(self.public), "auth": written(AUTH)}

    def read(self, body: bytes) -> dict[str, Any]:
        """RFC 8188, section 2, and RFC 8291, section 3.4, from the receiver's side."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size <= 4096
        shared = self.private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        ikm = _hkdf(AUTH, shared, b"WebPush: info\0" + self.public + sender, 32)
        key = _hkdf(salt, ikm, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _hkdf(salt, ikm, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert plain[-1:] == b"\x02"
        told: dict[str, Any] = json.loads(plain[:-1])
        return told


def _hkdf(salt: bytes, ikm: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(ikm)


@dataclass
class Service:
    """What listens under `NAME`, at the usual port as far as anybody is told."""

    receiver: Receiver
    carrier: Carrier

    @property
    def got(self) -> list[tuple[str, dict[str, str], bytes]]:
        return self.receiver.got

    def answer(self, *answers: tuple[int, dict[str, str]]) -> None:
        self.receiver.answers = list(answers)


def signed(headers: dict[str, str]) -> tuple[dict[str, Any], str]:
    """The claims of a message whose signature is right, and the key it was made with."""
    how, _, rest = headers["authorization"].partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    raw = urlsafe_b64decode(parts["k"] + "==")
    key = ECKey.import_key({"kty": "EC", "crv": "P-256", "x": written(raw[1:33]), "y": written(raw[33:])})
    token = jwt.decode(parts["t"], key, algorithms=["ES256"])
    assert (how, token.header) == ("vapid", {"typ": "JWT", "alg": "ES256"})
    return token.claims, parts["k"]


@contextmanager
def serving(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Its name leads to a public number, at which this machine stands in."""
    certificates = make_certificate(folder)
    made = Carrier(
        private=(),
        ports=PORTS,
        look_up=lambda _name: [ip_address("93.184.215.14")],
        authorities=str(certificates / "certificate.pem"),
        longest=ENDPOINT_LENGTH,
    )
    running = serve(Receiver(), server_context(certificates))
    receiver = next(running)
    monkeypatch.setattr(
        carrier, "_connected", lambda _judged, _port: socket.create_connection(("127.0.0.1", receiver.port), timeout=4)
    )
    receiver.answers = []
    yield Service(receiver, made)
    next(running, None)
