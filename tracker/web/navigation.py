"""The five places of the bottom bar (a rail on wide screens), and where a form goes back to."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import url_for

from tracker.web.gate import own_patient_id


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    label: str
    url: str


PLACES = (("today", "Today"), ("diary", "Diary"), ("progress", "Progress"), ("course", "Course"), ("more", "More"))


def places() -> Sequence[Place]:
    patient_id = own_patient_id()
    if patient_id is None:
        return ()
    return [Place(name, label, url_for(f"dashboard.{name}", patient_id=patient_id)) for name, label in PLACES]


def safe_next(raw: str | None) -> str | None:
    """A path on this site to go on to, or None: never another host, whatever it is dressed as."""
    if not raw or not raw.startswith("/") or raw.startswith("//") or "\\" in raw:
        return None
    if any(ord(character) <= ord(" ") or ord(character) == 127 for character in raw):  # noqa: PLR2004
        return None
    parts = urlsplit(raw)
    return raw if not parts.scheme and not parts.netloc else None
