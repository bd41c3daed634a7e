"""The token of every form, masked anew in each answer.

Where an answer is compressed, its length tells what of it repeats (BREACH); what differs in every answer repeats in
none. The mask hides nothing from who reads the page: the pad stands before what it hides. Source: Gluck, Harris, Prado,
"BREACH: reviving the CRIME attack", 2013, "Masking secrets", as Django and Rails mask theirs.
"""

import base64
import secrets
from typing import Any

from flask import Flask, g
from flask_wtf.csrf import CSRFProtect, generate_csrf

KEPT_AS = "csrf_token"  # where the library keeps the token of a request
BARE = "."  # stands in every token as it is signed, and in no mask


def masked(token: str, pad: bytes) -> str:
    """The token under a pad of its own length, in signs that a form sends as they are."""
    return base64.urlsafe_b64encode(pad + _xor(token.encode(), pad)).decode()


def unmasked(sent: str) -> str:
    """The token that was sent; what is no mask is given back, to be judged as it is.

    That also takes pages which were opened before tokens were masked.
    """
    if BARE in sent:
        return sent
    try:
        both = base64.b64decode(sent.encode("ascii"), altchars=b"-_", validate=True)
    except ValueError:
        return sent
    half = len(both) // 2
    return _xor(both[:half], both[half:]).decode("latin-1")


def _xor(left: bytes, right: bytes) -> bytes:
    both = min(len(left), len(right))
    return (int.from_bytes(left[:both]) ^ int.from_bytes(right[:both])).to_bytes(both)


def form_token() -> str:
    """The token for the forms of this answer: one mask for all of them."""
    made: tuple[str, str] | None = g.get("token_masked")
    if made is None or made[0] != g.get(KEPT_AS):
        token = str(generate_csrf())
        made = g.token_masked = (token, masked(token, secrets.token_bytes(len(token))))
    return made[1]


class MaskedTokens(CSRFProtect):
    """Gives pages masked tokens and takes them back."""

    def init_app(self, app: Flask) -> None:
        super().init_app(app)
        app.jinja_env.globals["csrf_token"] = form_token
        app.context_processor(lambda: {"csrf_token": form_token})

    def _get_csrf_token(self) -> Any:
        sent = super()._get_csrf_token()
        return None if sent is None else unmasked(sent)
