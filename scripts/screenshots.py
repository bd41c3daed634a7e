"""Takes pictures of the real app with the demo in it.

`python -m scripts.screenshots` takes every page at a phone's and a desk's width, light and dark, into
`screenshots/after`; with `--before COMMIT` the same of that commit into `screenshots/before`, and an index.html that
shows both side by side. With `--readme` the pictures of the README.
"""

import argparse
import logging
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from scripts.builds import ROOT, build_of
from scripts.every_page import FULL, HEIGHTS, PHONE_UNTIL, Visitor, settle, tab, take_all, visitors, write_sheet
from tracker.app import create_app
from tracker.configuration.settings import Settings
from tracker.demo import build_demo
from tracker.operations import schema
from tracker.server.connections import make_server
from tracker.web.extensions import db

IMAGES = ROOT / "docs" / "images"
FOLDER = ROOT / "screenshots"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PROGRESS_HEIGHT = 1240  # to the end of the first chart
# What a build of before is photographed by, in the same way; the pages are those that its own walk lists.
CAMERA = ("scripts/screenshots.py", "scripts/every_page.py", "scripts/builds.py")


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The app under its own server; gives its address."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser asks for many files at once
    server = make_server(app, app.extensions["settings"], host="127.0.0.1")
    Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"


@contextmanager
def demo_app() -> Iterator[Flask]:
    """The app with the demo in it, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"TRACKER_INSTANCE_PATH": f"{folder}/instance", "TRACKER_TIME_ZONE": "Europe/Berlin"}
        app = create_app(Settings.from_env(settings | {"TRACKER_PRACTITIONER_FACTOR": "no"}))
        with app.app_context():
            schema.upgrade(db.engine)
            build_demo(db.session(), datetime.now(UTC).replace(microsecond=0))
            db.session.commit()
        yield app


@contextmanager
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        sys.exit(f"no browser found: install one of {', '.join(PROGRAMS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGS)
        yield browser
        browser.close()


def _for_readme(browser: Browser, home: str, patient: Visitor, practitioner: Visitor) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    _one(browser, home, "today-phone", 360, patient.cookies, patient.ids.path("today"), HEIGHTS[360])
    for name, who, path in (
        ("progress", patient, "progress"),
        ("patients", practitioner, "/patients"),
        ("brief", practitioner, "brief"),
    ):
        _one(browser, home, name, 1280, who.cookies, who.ids.path(path), PROGRESS_HEIGHT)


def _one(
    browser: Browser, home: str, name: str, width: int, cookies: Mapping[str, str], path: str, height: int
) -> None:
    with tab(browser, home, width, cookies, scale=2 if width < PHONE_UNTIL else 1) as page:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(home + path)
        settle(page)
        page.screenshot(path=IMAGES / f"{name}.png")
        print(IMAGES / f"{name}.png")


def _of_before(commit: str, words: list[str]) -> None:
    """The pictures of another build, taken by a process of that build."""
    with build_of(commit, CAMERA) as build:
        command = [sys.executable, "-m", "scripts.screenshots", "--into", str(FOLDER / "before"), *words]
        subprocess.run(command, cwd=build, check=True)  # noqa: S603 - our own words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true", help="the pictures of the README instead")
    parser.add_argument("--before", metavar="COMMIT", help="this build as well, beside the present one")
    parser.add_argument("--into", type=Path, default=FOLDER / "after", help=argparse.SUPPRESS)
    parser.add_argument("--only", nargs="*", metavar="PAGE", default=[], help="pages whose name holds one of these")
    parser.add_argument("--who", nargs="*", metavar="NAME", default=[], help="what these see alone: empty, rosa ...")
    parser.add_argument("--widths", nargs="*", type=int, default=[360, 1280], choices=HEIGHTS)
    asked = parser.parse_args()
    if asked.before:
        chosen = [*(["--only", *asked.only] if asked.only else []), *(["--who", *asked.who] if asked.who else [])]
        _of_before(asked.before, [*chosen, "--widths", *map(str, asked.widths)])
    with demo_app() as app:
        who = visitors(app)
        with serving(app) as home, chromium() as browser:
            if asked.readme:
                named = {one.name: one for one in who}
                _for_readme(browser, home, named[FULL], named["practitioner"])
                return
            wanted = asked.only
            seen_by = [one for one in who if not asked.who or one.name in asked.who]
            take_all(
                browser, home, seen_by, asked.widths, asked.into,
                lambda name: not wanted or any(part in name for part in wanted),
            )  # fmt: skip
    if asked.into.is_relative_to(FOLDER):
        print(write_sheet(FOLDER))


if __name__ == "__main__":
    main()
