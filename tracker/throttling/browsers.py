"""Browsers that an account was signed in with before: a mark in a cookie, which a stranger has not.

Each mark is chance, bound to its account by a keyed digest: it names nobody, nothing of it is stored, and all it is
good for is a throttle's own count. Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MARK_BYTES, TAG_BYTES, SEAL_BYTES = 12, 8, 16
GOOD_FOR: Final = timedelta(days=180)
MOST: Final = 16  # two for each account, by its id and by its name
PARTS: Final = 4
BETWEEN, WITHIN = "~", "."


def by_name(name_key: str) -> str:
    """The owner of a mark that is found by the name typed, before anybody looks up whose it is."""
    return f"name {name_key}"


@dataclass(frozen=True, slots=True)
class _Token:
    mark: str
    tag: str
    day: date
    text: str


class Browsers:
    """Makes and reads the cookie; the first of the keys is the server's own, the others are older ones."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = tuple(key.encode() for key in keys)

    def mark_of(self, cookie: str | None, today: date, owner: str | None = None) -> str:
        """The mark of this browser for an account, or for any; nothing where it has none that is good."""
        return next((token.mark for token in self._read(cookie, today) if self._is_of(token, owner)), "")

    def remembering(self, cookie: str | None, today: date, owner: str) -> str:
        """The cookie with a mark for this account in it, the newest first."""
        others = [token.text for token in self._read(cookie, today) if not self._is_of(token, owner)]
        mark = self.mark_of(cookie, today, owner) or _text(secrets.token_bytes(MARK_BYTES))
        tag = self._tag(self._keys[0], mark, owner)
        plain = WITHIN.join((mark, tag, today.strftime("%Y%m%d")))
        return BETWEEN.join((WITHIN.join((plain, self._seal(self._keys[0], plain))), *others[: MOST - 1]))

    def _read(self, cookie: str | None, today: date) -> Iterator[_Token]:
        for text in (cookie or "").split(BETWEEN)[:MOST]:
            plain, _, seal = text.rpartition(WITHIN)
            if not any(hmac.compare_digest(self._seal(key, plain), _ascii(seal)) for key in self._keys):
                continue
            mark, tag, day = plain.split(WITHIN)
            made = date(int(day[:4]), int(day[4:6]), int(day[6:]))
            if today - GOOD_FOR < made <= today + timedelta(days=1):
                yield _Token(mark, tag, made, text)

    def _is_of(self, token: _Token, owner: str | None) -> bool:
        return owner is None or any(self._tag(key, token.mark, owner) == token.tag for key in self._keys)

    def _tag(self, key: bytes, mark: str, owner: str) -> str:
        return _text(hmac.digest(key, f"browser of {mark} {owner}".encode(), hashlib.sha256)[:TAG_BYTES])

    def _seal(self, key: bytes, plain: str) -> str:
        return _text(hmac.digest(key, f"browser {plain}".encode(errors="replace"), hashlib.sha256)[:SEAL_BYTES])


def _ascii(text: str) -> str:
    return text if text.isascii() else ""


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
