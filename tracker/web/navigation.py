"""The places of the bottom bar (a rail on wide screens), and where a form goes back to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

from flask import current_app, g, request
from werkzeug.exceptions import HTTPException

from tracker.domain.values import parsing
from tracker.web.addresses import url_for
from tracker.web.gate import Patient, own_patient_id
from tracker.wording.pages import PLACES


@dataclass(frozen=True, slots=True)
class Place:
    """One of the places; its name is that of its icon too."""

    name: str
    label: str
    url: str


# By the code of its label: the name of its icon where that is another, and its endpoint.
ENDPOINTS: Final = {
    "today": "dashboard.today",
    "own_diary": "dashboard.today",
    "diary": "dashboard.diary",
    "progress": "dashboard.progress",
    "course": "dashboard.course",
    "more": "dashboard.more",
    "patients": "practice.patients",
    "brief": "practice.brief",
    "account": "accounts.settings",
}
ICONS: Final = {"own_diary": "today", "account": "more"}
OWN: Final = ("today", "diary", "progress", "course", "more")
PRACTISED: Final = ("patients", "brief", "progress", "course", "diary")
LINKED: Final = ("brief", "progress")
# Pages about one course: a choice made on one of them goes along to the others.
OF_ONE_COURSE: Final = frozenset({"practice.brief", "dashboard.progress", "dashboard.course"})
# The order that a practitioner chose on the day sheet goes along to its patients' pages, and back.
OF_THE_SHEET: Final = OF_ONE_COURSE | {"practice.patients", "dashboard.diary"}
ORDER: Final = re.compile(r"[a-z]{1,12}")
PATH_MOST: Final = 2000
TOLD_ONCE: Final = frozenset({"saved", "twice", "note"})
# What stands between a page and a form, and is over by then.
ASKED_ON_THE_WAY: Final = frozenset({"accounts.sign_in", "accounts.second_step", "accounts.confirm", "sharing.opened"})


def places() -> Sequence[Place]:
    """Where one can go from here: by whose record the page is about, and by what right it is seen."""
    patient: Patient | None = g.get("patient")
    if patient is not None and not patient.is_own:
        return tuple(_open(PRACTISED if patient.link is None else LINKED, patient.id))
    own = own_patient_id()
    if patient is None and g.get("viewer") is not None and g.viewer.is_practitioner:
        return tuple(_open(("patients", *(("own_diary",) if own is not None else ()), "account"), own))
    return () if own is None else tuple(_open(OWN, own))


def _open(labels: Sequence[str], patient_id: UUID | None) -> Iterator[Place]:
    for label in labels:
        endpoint = ENDPOINTS[label]
        about_record = current_app.url_map.is_endpoint_expecting(endpoint, "patient_id")
        course = course_asked() if endpoint in OF_ONE_COURSE else None
        sort = order_asked() if labels is PRACTISED and endpoint in OF_THE_SHEET else None
        url = (
            url_for(endpoint, patient_id=patient_id, course=course, sort=sort)
            if about_record
            else url_for(endpoint, sort=sort)
        )
        yield Place(ICONS.get(label, label), PLACES[label], url)


def course_asked(name: str = "course") -> UUID | None:
    """The course named in the address, if it reads as an id."""
    return parsing.readable(parsing.identifier, request.args.get(name))


def order_asked() -> str | None:
    """The order of the day sheet named in the address, if it reads as a code; the sheet knows which there are."""
    asked = request.args.get("sort", "")
    return asked if ORDER.fullmatch(asked) else None


def home_url(patient_id: UUID | None, *, practises: bool) -> str:
    """Where somebody is at home: in their own diary, or else among their patients."""
    if patient_id is not None:
        return url_for("dashboard.today", patient_id=patient_id)
    return url_for("practice.patients" if practises else "accounts.settings")


def way_back(usual: str) -> str:
    """Where a form is left for without saving: the page of ours from which it was opened, or else the `usual` one."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host or came_from.path == request.path:
        return usual
    kept = [(name, value) for name, value in parse_qsl(came_from.query) if name not in TOLD_ONCE]
    path = safe_next(came_from.path + (f"?{urlencode(kept)}" if kept else ""))
    return path if path is not None and _is_page(came_from.path) else usual


def _is_page(path: str) -> bool:
    """Whether it can be opened as a page, by whoever is signed in."""
    try:
        endpoint, _values = current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return False
    return endpoint not in ASKED_ON_THE_WAY


def is_invitation(path: str | None) -> bool:
    """Whether this path is one at which a practitioner takes up what a patient shares."""
    return path is not None and urlsplit(path).path.split("/")[:2] == ["", "take"]


def safe_next(raw: str | None) -> str | None:
    """A path on this site to go on to, or None: never another host, whatever it is dressed as."""
    if not raw or len(raw) > PATH_MOST or not raw.startswith("/") or raw.startswith("//") or "\\" in raw:
        return None
    if any(ord(character) <= ord(" ") or ord(character) == 127 for character in raw):  # noqa: PLR2004
        return None
    parts = urlsplit(raw)
    return raw if not parts.scheme and not parts.netloc else None
