"""The places of the bottom bar (a rail on wide screens), and where a form goes back to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, g, request, url_for

from tracker.domain.errors import Invalid
from tracker.domain.values import parsing
from tracker.web.gate import Patient, own_patient_id
from tracker.wording.places import PLACES


@dataclass(frozen=True, slots=True)
class Place:
    """One of the places; its name is that of its icon too."""

    name: str
    label: str
    url: str


# Name, code of its label, and endpoint.
Named = Sequence[tuple[str, str, str]]
OWN: Named = (
    ("today", "today", "dashboard.today"),
    ("diary", "diary", "dashboard.diary"),
    ("progress", "progress", "dashboard.progress"),
    ("course", "course", "dashboard.course"),
    ("more", "more", "dashboard.more"),
)
PRACTISED: Named = (
    ("patients", "patients", "practice.patients"),
    ("brief", "brief", "practice.brief"),
    ("progress", "progress", "dashboard.progress"),
    ("course", "course", "dashboard.course"),
    ("diary", "diary", "dashboard.diary"),
)
LINKED: Named = (
    ("brief", "brief", "practice.brief"),
    ("progress", "progress", "dashboard.progress"),
)
# A practitioner's pages that are about no record.
PRACTICE: Named = (("patients", "patients", "practice.patients"),)
OWN_DIARY: Named = (("today", "own_diary", "dashboard.today"),)
ACCOUNT: Named = (("more", "account", "accounts.settings"),)
# Pages about one course: a choice made on one of them goes along to the others.
OF_ONE_COURSE: Final = frozenset({"practice.brief", "dashboard.progress", "dashboard.course"})
PATH_MOST: Final = 2000


def places() -> Sequence[Place]:
    """Where one can go from here: by whose record the page is about, and by what right it is seen."""
    patient: Patient | None = g.get("patient")
    if patient is not None and not patient.is_own:
        return tuple(_open(PRACTISED if patient.link is None else LINKED, patient.id))
    own = own_patient_id()
    if patient is None and g.get("viewer") is not None and g.viewer.is_practitioner:
        return tuple(_open((*PRACTICE, *(OWN_DIARY if own is not None else ()), *ACCOUNT), own))
    return () if own is None else tuple(_open(OWN, own))


def _open(named: Named, patient_id: UUID | None) -> Iterator[Place]:
    for name, label, endpoint in named:
        about_record = current_app.url_map.is_endpoint_expecting(endpoint, "patient_id")
        course = course_asked() if endpoint in OF_ONE_COURSE else None
        yield Place(
            name,
            PLACES[label],
            url_for(endpoint, patient_id=patient_id, course=course) if about_record else url_for(endpoint),
        )


def course_asked(name: str = "course") -> UUID | None:
    """The course named in the address, if it reads as an id."""
    try:
        return parsing.identifier(request.args.get(name))
    except Invalid:
        return None


def home_url(patient_id: UUID | None, *, practises: bool) -> str:
    """Where somebody is at home: in their own diary, or else among their patients."""
    if patient_id is not None:
        return url_for("dashboard.today", patient_id=patient_id)
    return url_for("practice.patients" if practises else "accounts.settings")


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
