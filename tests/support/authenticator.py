"""A device that makes passkeys, in software: real keys and signatures, and every way of getting them wrong."""

import hashlib
import json
import os
import uuid
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
ES256, EC2, P256 = -7, 2, 1


@dataclass
class Held:
    """One passkey on the device, its private half included."""

    credential_id: bytes
    user_handle: bytes
    rp_id: str
    key: ec.EllipticCurvePrivateKey
    sign_count: int = 0


@dataclass
class Device:
    """Answers what a page asks of it, as a browser at `origin` would send it on. Options come as the server's JSON."""

    origin: str = "http://localhost"
    verifies: bool = True
    counts: bool = True
    held: list[Held] = field(default_factory=list)

    def make(self, options: str, **wrong: Any) -> str:
        """A new passkey with an attestation of the kind "none". `wrong` replaces origin, rp_id or challenge."""
        asked = json.loads(options)
        made = Held(
            os.urandom(32),
            base64url_to_bytes(asked["user"]["id"]),
            wrong.get("rp_id", asked["rp"]["id"]),
            ec.generate_private_key(ec.SECP256R1()),
        )
        self.held.append(made)
        length = len(made.credential_id).to_bytes(2, "big")
        attested = uuid.UUID(int=0).bytes + length + made.credential_id + cbor2.dumps(_public(made.key))
        data = self._data(made, ATTESTED) + attested
        response = {
            "clientDataJSON": self._client_data("webauthn.create", asked, wrong),
            "attestationObject": _text(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})),
        }
        return _answer(made, response)

    def use(self, options: str, held: Held | None = None, **wrong: Any) -> str:
        """A signature with a passkey of the site. `wrong` replaces origin, rp_id, challenge, count or handle."""
        asked = json.loads(options)
        allowed = {base64url_to_bytes(one["id"]) for one in asked.get("allowCredentials", ())}
        used = held or next(one for one in self.held if not allowed or one.credential_id in allowed)
        used.sign_count = wrong.get("count", used.sign_count + 1 if self.counts else 0)
        data = self._data(used, 0, rp_id=wrong.get("rp_id", asked["rpId"]))
        client_data = self._client_data("webauthn.get", asked, wrong)
        signed = data + hashlib.sha256(base64url_to_bytes(client_data)).digest()
        handle = wrong.get("handle", used.user_handle)
        response = {
            "clientDataJSON": client_data,
            "authenticatorData": _text(data),
            "signature": _text(used.key.sign(signed, ec.ECDSA(SHA256()))),
            "userHandle": None if handle is None else _text(handle),
        }
        return _answer(used, response)

    def _data(self, held: Held, flags: int, *, rp_id: str | None = None) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        digest = hashlib.sha256((rp_id or held.rp_id).encode()).digest()
        return digest + bytes([flags]) + held.sign_count.to_bytes(4, "big")

    def _client_data(self, kind: str, asked: dict[str, Any], wrong: dict[str, Any]) -> str:
        told = {
            "type": wrong.get("kind", kind),
            "challenge": wrong.get("challenge", asked["challenge"]),
            "origin": wrong.get("origin", self.origin),
            "crossOrigin": False,
        }
        return _text(json.dumps(told).encode())


def _text(raw: bytes) -> str:
    return bytes_to_base64url(raw)


def _public(key: ec.EllipticCurvePrivateKey) -> dict[int, Any]:
    point = key.public_key().public_numbers()
    return {1: EC2, 3: ES256, -1: P256, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}


def _answer(held: Held, response: dict[str, Any]) -> str:
    name = _text(held.credential_id)
    return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
