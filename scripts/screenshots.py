"""Takes the pictures of the README, from the real app with the demo in it: `python -m scripts.screenshots`.

With `--all FOLDER` every main page is taken at three widths, light and dark, full and empty, to be looked at.
"""

import argparse
import shutil
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Literal

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import select

from tracker.accounts.models import Account
from tracker.accounts.services.sessions import Limits, begin
from tracker.app import create_app
from tracker.audit.services.events import Caller
from tracker.configuration.settings import Settings
from tracker.demo import build_demo, factory
from tracker.demo.people import PRACTITIONER
from tracker.operations import schema
from tracker.patients.models import Patient
from tracker.patients.services.record import make_patient
from tracker.server.connections import make_server
from tracker.sharing.models import Grant
from tracker.treatment.models import Course, TreatmentSession
from tracker.web.extensions import db

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
IMPROVER, EMPTY = "rosa", "empty"
PHONE_UNTIL = 700
HEIGHTS = {360: 740, 768: 1024, 1280: 900}
PROGRESS_HEIGHT = 1240  # to the end of the first chart
SIGNED_OUT = {
    "welcome": "/",
    "sign-up": "/sign-up",
    "sign-in": "/sign-in",
    "recover": "/recover",
    "help": "/help-now",
    "evidence": "/evidence",
    "checklist": "/checklist",
}
OF_A_RECORD = {
    "today": "today",
    "day": "days/{earlier}",
    "diary": "diary",
    "diary-list": "diary?view=list",
    "sessions": "sessions",
    "session-form": "sessions/new/acupuncture",
    "add-a-treatment": "sessions/new",
    "moment": "moments/new",
    "course": "course",
    "progress": "progress",
    "progress-published": "progress?range=1y&reference=1&unit=minutes",
    "around": "around?range=1y",
    "year": "year",
    "compare": "compare",
    "review": "courses/{course}/review",
    "medication": "medication",
    "function": "function",
    "exports": "exports",
    "set-up-1": "set-up/1",
    "set-up-2": "set-up/2",
    "more": "more",
    "settings": "/settings",
    "password": "/settings/password",
    "second-factor": "/settings/second-factor",
    "activity": "/settings/activity",
    "delete": "/settings/delete",
    "confirm": "/confirm?next=/settings",
    "deleted": "deleted",
    "own-brief": "brief",
    "sharing": "sharing",
    "sharing-invite": "sharing/invite",
    "sharing-find": "sharing/find",
    "sharing-grant": "sharing/grants/{grant}",
    "sharing-link": "sharing/links/new",
    "sharing-log": "sharing/log",
    "notes": "notes",
    "questions": "questions",
    "own-record": "sessions/{session}/record",
}
# Pages of the acupuncturist, {record} being that of one of the people.
OF_A_PRACTITIONER = {
    "patients": "/patients",
    "profile": "/settings/practitioner",
    "take": "/take",
    "brief": "{record}brief",
    "shared-progress": "{record}progress",
    "shared-course": "{record}course",
    "shared-diary": "{record}diary",
    "shared-diary-list": "{record}diary?view=list",
    "shared-sessions": "{record}sessions",
    "shared-medication": "{record}medication",
    "shared-exports": "{record}exports",
    "written-notes": "{record}notes",
    "propose": "{record}courses/{course}/propose",
    "record": "{record}sessions/{session}/record",
    "record-form": "{record}sessions/{session}/record/edit",
    "record-new": "{record}sessions/record",
}
Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Somebody:
    name: str
    patient_id: uuid.UUID
    secret: str
    course_id: uuid.UUID | None = None
    courses: int = 0
    session_id: uuid.UUID | None = None
    grant_id: uuid.UUID | None = None

    def has(self, page: str) -> bool:
        """Whether this person's record holds what the page is about."""
        needs = {
            "compare": self.courses > 1,
            "review": self.courses > 0,
            "propose": self.courses > 0,
            "sharing-grant": self.grant_id is not None,
        }
        of_a_session = page in {"own-record", "record", "record-form"}
        return self.session_id is not None if of_a_session else needs.get(page, True)


def _fill(app: Flask, names: Sequence[str], now: datetime) -> list[Somebody]:
    """The demo and an empty account; gives the people of these names and the empty one, signed in."""
    with app.app_context():
        schema.upgrade(db.engine)
        build_demo(db.session(), now)
        ids = select(Account.id, Patient.id).join(Patient, Patient.account_id == Account.id)
        named = [(name, *db.session.execute(ids.where(Account.user_name == name)).one()) for name in names]
        nora = factory.account("Nora", now)
        factory.add(db.session(), Account, [nora])
        named.append((EMPTY, nora["id"], make_patient(db.session(), nora["id"], now)))
        people = [_signed_in(*one, now) for one in named]
        db.session.commit()
    return people


def _camera(now: datetime) -> Caller:
    return Caller(now=now, device="Pictures", address="127.0.0.0/24")


def _signed_in(name: str, account_id: uuid.UUID, patient_id: uuid.UUID, now: datetime) -> Somebody:
    limits = Limits(*(timedelta(days=days) for days in (1, 1, 30, 60)))
    secret = begin(db.session(), account_id, _camera(now), limits, kept=True)
    query = select(Course.id).where(Course.patient_id == patient_id).order_by(Course.started_on.desc())
    courses = db.session.execute(query).scalars().all()
    session = TreatmentSession
    needled = (session.kind == "acupuncture", session.status == "attended")
    latest = select(session.id).where(session.patient_id == patient_id, *needled)
    return Somebody(
        name,
        patient_id,
        secret,
        courses[0] if courses else None,
        len(courses),
        db.session.execute(latest.order_by(session.started_at.desc()).limit(1)).scalar(),
        db.session.execute(select(Grant.id).where(Grant.patient_id == patient_id)).scalar(),
    )


def _practitioner(app: Flask, now: datetime) -> str:
    """The secret of the acupuncturist's sign-in."""
    limits = Limits(*(timedelta(days=days) for days in (1, 1, 30, 60)))
    with app.app_context():
        account_id = db.session.execute(select(Account.id).where(Account.user_name == PRACTITIONER)).scalar_one()
        secret = begin(db.session(), account_id, _camera(now), limits, kept=True)
        db.session.commit()
    return secret


@contextmanager
def _serving(app: Flask) -> Iterator[str]:
    server = make_server(app, app.extensions["settings"], host="127.0.0.1")
    Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"


class Studio:
    """A browser that stands before the running app."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser = browser
        self.home = home

    @contextmanager
    def tab(self, width: int, scheme: Scheme, who: Somebody | None) -> Iterator[Page]:
        phone = width < PHONE_UNTIL
        context: BrowserContext = self.browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            device_scale_factor=2 if phone else 1,
            color_scheme=scheme,
            has_touch=phone,
            is_mobile=phone,
            locale="en-GB",
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
        )
        if who is not None:
            context.add_cookies([{"name": "sid", "value": who.secret, "url": self.home}])
        yield context.new_page()
        context.close()

    def take(self, page: Page, path: str, file: Path, *, full: bool) -> None:
        page.goto(self.home + path)
        charts = page.locator("[data-chart]")
        if charts.count() and not page.locator("[data-explore]:visible").count():
            charts.first.scroll_into_view_if_needed()
            page.locator(".chart-is-live").first.wait_for()
            page.evaluate("scrollTo(0, 0)")
            page.mouse.move(0, 0)
        page.screenshot(path=file, full_page=full)
        print(file)


def _for_readme(studio: Studio, improver: Somebody, practitioner: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with studio.tab(360, "light", improver) as page:
        studio.take(page, _path("today", improver), IMAGES / "today-phone.png", full=False)
    with studio.tab(1280, "light", improver) as page:
        page.set_viewport_size({"width": 1280, "height": PROGRESS_HEIGHT})
        studio.take(page, _path("progress", improver), IMAGES / "progress.png", full=False)
    with studio.tab(1280, "light", Somebody(PRACTITIONER, uuid.UUID(int=0), practitioner)) as page:
        page.set_viewport_size({"width": 1280, "height": PROGRESS_HEIGHT})
        studio.take(page, "/patients", IMAGES / "patients.png", full=False)
        studio.take(page, _path("brief", improver), IMAGES / "brief.png", full=False)


def _path(rest: str, who: Somebody) -> str:
    earlier = datetime.now(UTC).date() - timedelta(days=3)
    return rest if rest.startswith("/") else f"/patients/{who.patient_id}/" + _filled(rest, who, earlier=earlier)


def _filled(rest: str, who: Somebody, **more: object) -> str:
    return rest.format(
        course=who.course_id, session=who.session_id, grant=who.grant_id, record=f"/patients/{who.patient_id}/", **more
    )


def _everything(
    studio: Studio, people: Sequence[Somebody], widths: Sequence[int], folder: Path, wanted: Callable[[str], bool]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    schemes: tuple[Scheme, Scheme] = ("light", "dark")
    for width in widths:
        for scheme in schemes:
            for who in (None, *people):
                pages = SIGNED_OUT if who is None else OF_A_RECORD
                with studio.tab(width, scheme, who) as page:
                    for name, rest in pages.items():
                        if wanted(name) and (who is None or who.has(name)):
                            file = folder / f"{name}-{who.name if who else 'out'}-{width}-{scheme}.png"
                            studio.take(page, _path(rest, who) if who else rest, file, full=True)


def _practice(
    studio: Studio,
    secret: str,
    people: Sequence[Somebody],
    widths: Sequence[int],
    folder: Path,
    wanted: Callable[[str], bool],
) -> None:
    """What the acupuncturist sees; pages that are about no record are taken once."""
    schemes: tuple[Scheme, Scheme] = ("light", "dark")
    for width in widths:
        for scheme in schemes:
            with studio.tab(width, scheme, Somebody(PRACTITIONER, uuid.UUID(int=0), secret)) as page:
                for number, who in enumerate(people):
                    for name, rest in OF_A_PRACTITIONER.items():
                        about_one = "{record}" in rest
                        if wanted(name) and who.has(name) and who.name != EMPTY and (about_one or not number):
                            file = folder / f"{name}-{who.name if about_one else 'li'}-{width}-{scheme}.png"
                            studio.take(page, _filled(rest, who), file, full=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every main page, into this folder")
    parser.add_argument("--only", nargs="*", metavar="PAGE", help="with --all: these pages alone")
    parser.add_argument("--people", nargs="*", metavar="NAME", default=[IMPROVER], help="with --all: whose pages")
    parser.add_argument("--widths", nargs="*", type=int, default=list(HEIGHTS), choices=HEIGHTS, help="with --all")
    asked = parser.parse_args()
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        sys.exit(f"no browser found: install one of {', '.join(PROGRAMS)}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        settings = Settings.from_env(
            {"TRACKER_INSTANCE_PATH": f"{folder}/instance", "TRACKER_TIME_ZONE": "Europe/Berlin"}
        )
        app = create_app(settings)
        people = _fill(app, asked.people, datetime.now(UTC).replace(microsecond=0))
        with _serving(app) as home:
            studio = Studio(playwright.chromium.launch(executable_path=program, args=ARGS), home)
            secret = _practitioner(app, datetime.now(UTC).replace(microsecond=0))
            if asked.all is None:
                _for_readme(studio, people[0], secret)
            else:
                _everything(studio, people, asked.widths, asked.all, lambda name: not asked.only or name in asked.only)
                _practice(
                    studio, secret, people, asked.widths, asked.all, lambda name: not asked.only or name in asked.only
                )
            studio.browser.close()


if __name__ == "__main__":
    main()
