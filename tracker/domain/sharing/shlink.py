"""The text of a SMART Health Link, as it is passed on or drawn as a QR picture; and what a reader calls itself.

Source: SMART Health Cards and Links 1.0.0 (STU1), links-specification, "Construct a SMART Health Link Payload".
"""

import json
import unicodedata
from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Final

from tracker.domain.values.text import UNSEEN_KINDS, normal, shows_something

URL_MOST: Final = 128
LABEL_MOST: Final = 80
RECIPIENT_MOST: Final = 80
RECIPIENT_READ: Final = 400
LONG_TERM, WITH_PASSCODE = "L", "P"


def coded(data: bytes) -> str:
    """Base64 for addresses, without padding. Source: RFC 7515, appendix C."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def shlink(url: str, key: bytes, ends_at: datetime, label: str, *, has_passcode: bool) -> str:
    """`shlink:/` and the payload: the address of the manifest, the key of its files, when it ends, and a label.

    ValueError for an address of more than `URL_MOST` characters, which no reader has to take; the label is cut.
    """
    if len(url) > URL_MOST:
        raise ValueError("the address is too long for a SMART Health Link")
    payload = {
        "url": url,
        "key": coded(key),
        "exp": int(ends_at.timestamp()),
        "flag": LONG_TERM + (WITH_PASSCODE if has_passcode else ""),
        "label": label[:LABEL_MOST],
        "v": 1,
    }
    return f"shlink:/{coded(json.dumps(payload, ensure_ascii=False, separators=(',', ':')).encode())}"


def shown_recipient(given: str) -> str | None:
    """What a reader calls itself, in one line that can be shown: blanks for what controls, cut at `RECIPIENT_MOST`.

    None where nothing is left. Raises nothing. Source: this app's own rule that what strangers write never passes for
    words of the app.
    """
    text = given[:RECIPIENT_READ].encode(errors="ignore").decode()
    seen = "".join(" " if _controls(character) else character for character in normal("NFC", text))
    line = " ".join(seen.split())
    if not shows_something(line):
        return None
    return line if len(line) <= RECIPIENT_MOST else f"{line[: RECIPIENT_MOST - 1].rstrip()}…"


def _controls(character: str) -> bool:
    """Whether it turns, breaks or hides what stands beside it; marks are put on a letter, and stay."""
    kind = unicodedata.category(character)
    return kind in UNSEEN_KINDS - {"Mn", "Mc", "Me"} or kind in {"Co", "Cn"}
