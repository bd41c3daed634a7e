"""Secrets of cookies and addresses: 256 bits by chance, of which the tables hold the SHA-256 alone."""

import hashlib
import secrets

SECRET_BYTES = 32
SECRET_LENGTH = 43


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def secret_hash(secret: str) -> bytes:
    """What is kept of a secret. A plain digest will do: nobody can try them all."""
    return hashlib.sha256(secret.encode()).digest()


def looks_like_secret(value: str | None) -> bool:
    return value is not None and len(value) == SECRET_LENGTH and value.isascii()
