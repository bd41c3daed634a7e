"""Pictures of every page, as `tests/support/walk.py` lists them, and the sheet that shows two builds side by side."""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

from flask import Flask
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as TooSlow
from sqlalchemy import select

from tests.support import walk
from tests.support.factors import add_app, begin_step
from tests.support.people import Person, begin_sign_in, make_person
from tracker.accounts.models import Account
from tracker.patients.models import Patient
from tracker.web.extensions import db

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")
PHONE_UNTIL = 700
HEIGHTS = {320: 640, 360: 740, 768: 1024, 1280: 900}
CHART_WAIT_MS = 4_000
MISSING = 404
FULL = "rosa"
PARTS = ("before", "after")
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page, before and after</title>
<style>
body { font: 15px/1.4 system-ui; margin: 1rem; background: #eee; color: #111 }
section { border-top: 2px solid #999; padding: .5rem 0 }
.looks { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start }
figure { margin: 0; background: #fff; padding: .25rem } img { display: block; max-width: 46vw; height: auto }
</style><h1>Every page, before and after</h1>
"""


@dataclass(frozen=True)
class Visitor:
    """Who looks at which pages: the cookies they send, and what stands for the names in the addresses."""

    name: str
    paths: Sequence[str]
    ids: walk.Ids
    cookies: Mapping[str, str]


def visitors(app: Flask) -> list[Visitor]:
    """Nobody, a newcomer, who has a full record, who has an authenticator app, and a practitioner.

    The demo must be in the database, and nothing else.
    """
    full, empty, guarded = _of_the_demo(app, FULL), make_person(app, "Empty"), make_person(app, "Guarded")
    ids = walk.ids_of_filled(app, full)
    practitioner = walk.practitioner_of(app, full)
    add_app(app, guarded.account_id)
    everything = walk.EMPTY_OR_NOT + walk.FORMS + walk.OF_A_FULL_RECORD + walk.ACCOUNT
    own = {person: {"sid": begin_sign_in(app, person)} for person in (full, empty, guarded, practitioner)}
    step = {"step": begin_step(app, guarded.account_id)}
    return [
        Visitor("out", walk.PUBLIC, walk.ids_of_anyone(uuid.uuid4()), {}),
        Visitor("empty", walk.EMPTY_OR_NOT + walk.FORMS, walk.ids_of_anyone(empty.patient_id), own[empty]),
        Visitor(FULL, everything, ids, own[full]),
        Visitor("guarded", walk.GUARDED, walk.ids_of_anyone(guarded.patient_id), own[guarded] | step),
        Visitor("practitioner", walk.PRACTISED, ids, own[practitioner]),
    ]


def _of_the_demo(app: Flask, name: str) -> Person:
    with app.app_context():
        ids = select(Account.id, Patient.id).join(Patient, Patient.account_id == Account.id)
        return Person(*db.session.execute(ids.where(Account.user_name == name)).one(), name)


def name_of(path: str) -> str:
    """An address as the name of a picture."""
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "welcome"


@contextmanager
def tab(browser: Browser, home: str, width: int, cookies: Mapping[str, str], *, scale: int = 1) -> Iterator[Page]:
    """A tab of somebody's own, a phone where it is narrow."""
    phone = width < PHONE_UNTIL
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        device_scale_factor=scale,
        has_touch=phone,
        is_mobile=phone,
        locale="en-GB",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": name, "value": value, "url": home} for name, value in cookies.items()])
    yield context.new_page()
    context.close()


def settle(page: Page) -> None:
    """Until charts that come alive by themselves, as those of earlier builds do, have done so."""
    charts = page.locator("[data-chart][data-plotly]")
    if not charts.count():
        return
    charts.first.scroll_into_view_if_needed()
    if _comes_alive(page):
        with suppress(TooSlow):
            page.locator(".chart-is-live").first.wait_for(timeout=CHART_WAIT_MS)
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(0, 0)


def _comes_alive(page: Page) -> bool:
    """With a mouse; on a phone a chart waits to be touched."""
    return (page.viewport_size or {"width": 0})["width"] >= PHONE_UNTIL


def take_all(
    browser: Browser,
    home: str,
    who: Sequence[Visitor],
    widths: Sequence[int],
    folder: Path,
    wanted: Callable[[str], bool],
) -> None:
    """Every page at these widths, light and dark, whole; a page that this build does not have is named."""
    folder.mkdir(parents=True, exist_ok=True)
    for visitor in who:
        for width in widths:
            with tab(browser, home, width, visitor.cookies) as page:
                for path in visitor.paths:
                    if wanted(name_of(path)):
                        file = folder / f"{name_of(path)}-{visitor.name}-{width}"
                        _take(page, home + visitor.ids.path(path), width, file)


def _take(page: Page, address: str, width: int, file: Path) -> None:
    page.emulate_media(color_scheme="light")
    answer = page.goto(address)
    if answer is not None and answer.status == MISSING and "no-such-page" not in address:
        print(f"not in this build: {file.name}")
        return
    settle(page)
    # As high as the page: what stays at the foot of the window stands at the foot of the picture, and hides nothing.
    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=file.with_name(f"{file.name}-{scheme}.png"), full_page=True)
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    print(file)


def write_sheet(folder: Path) -> Path:
    """`index.html` in the folder: for each page what `before` and `after` hold of it, side by side."""
    names = sorted({file.name for part in PARTS for file in (folder / part).glob("*.png")}, key=_in_order)
    pages: dict[str, list[str]] = {}
    for name in names:
        pages.setdefault(name.rsplit("-", 2)[0], []).append(name)
    parts = [HEAD]
    for page, pictures in pages.items():
        parts.append(f'<section><h2 id="{escape(page)}">{escape(page)}</h2><div class="looks">\n')
        parts.extend(_figure(folder, part, name) for name in pictures for part in PARTS)
        parts.append("</div></section>\n")
    sheet = folder / "index.html"
    sheet.write_text("".join(parts), encoding="utf-8")
    return sheet


def _in_order(name: str) -> tuple[str, int, bool]:
    """By page, then the narrow one first, and light before dark."""
    page, width, scheme = name.removesuffix(".png").rsplit("-", 2)
    return page, int(width), scheme == "dark"


def _figure(folder: Path, part: str, name: str) -> str:
    _, width, scheme = name.removesuffix(".png").rsplit("-", 2)
    title = f"{part}, {width}, {scheme}"
    if not (folder / part / name).exists():
        return f"<figure><figcaption>{title}: not there</figcaption></figure>\n"
    picture = f'<img loading="lazy" src="{part}/{name}" alt="{title}">'
    return f'<figure><figcaption>{title}</figcaption><a href="{part}/{name}">{picture}</a></figure>\n'
