"""A record as somebody else sees it: whose it is, no door that leads nowhere, and nothing that was not shared."""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound

from tests.support import sharing
from tests.support.canaries import LIMITED_DAYS, NOTE, OLD, OTHERS, Canaries, plant
from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person, sign_in
from tests.support.rules import of_pages
from tracker.diary.models import Entry
from tracker.domain.sharing.access import Action
from tracker.treatment.models import Course, Dose, TreatmentSession
from tracker.web.extensions import db
from tracker.web.gate import policy_of
from tracker.wording import formats, warning_signs

PRACTISES = frozenset({Action.SUMMARY, Action.READ, Action.EXPORT, Action.COMMENT, Action.ANSWER, Action.UNDO})
LINKED = frozenset({Action.SUMMARY})
# What an address asks besides, so that everything a page can show is looked at.
ASKED = {
    "dashboard.diary": (
        *("", "?view=list", "?view=list&before=2020-01-01", "?month=2020-01", "?wrong=to_come"),
        *("?view=list&q=a", "?view=list&kind=entry", "?view=list&q=acupuncture&kind=session", "?view=list&tag=drive"),
    ),
    "dashboard.progress": ("", "?range=all&reference=1&unit=minutes", "?range=own&from=2020-01-01"),
    "dashboard.course": ("", "?course={second}"),
    "dashboard.around": ("", "?range=all", "?range=own&from=2020-01-01&to=2020-02-01"),
    "dashboard.year": ("", "?year=2020"),
    "treatment.sessions": ("", "?show=courses", "?show=others", "?page=9"),
    "treatment.medication": ("", "?page=9"),
    "reports.exports": ("", "?from=2020-01-01", "?from=never"),
}
# Pages that speak to whoever reads them, and no pages at all.
SPEAK_TO_THE_READER = {
    "correspondence.notes",
    "reports.exports",
    "papers.letter_page",
    "dashboard.session",
    "treatment.record",
}
MOST_ALIKE = 3
DAY = re.compile(r"(?<=/days/)[0-9-]+")
COURSE = re.compile(r"[?&;](?:course|with)=([0-9a-f-]{36})")
NO_PAGES = {"sharing.still_shared", "diary.open_day", "calendars.appointment"}
TO_THE_PATIENT = re.compile(r"\b(you|your|yours)\b", re.IGNORECASE)
# A warning sign is quoted in the words that the patient ticked, and a scale in its own.
# Said by the patient, or to the practitioner who reads.
QUOTED = (*warning_signs.EMERGENCY.values(), "the worst you can imagine", "What you proposed")
DRAWN = re.compile(r"<(svg|script)\b.*?</\1>", re.DOTALL)
BAR = re.compile(r'<section class="shared-bar".*?</section>', re.DOTALL)
TAGS = re.compile(r"<[^>]*>")


@dataclass
class Viewer:
    """Who looks, what they may do with the record, which words and which days they must not meet."""

    browser: Browser
    may: frozenset[Action]
    hidden: list[str]
    first_day: date | None = None


@dataclass
class Scene:
    app: Flask
    rosa: Canaries
    practitioner: Person

    @property
    def first_day(self) -> date:
        return sharing.today() - timedelta(days=LIMITED_DAYS)

    def practitioner_with(self, *, notes: bool, limited: bool, may_record: bool = False) -> Viewer:
        first_day = self.first_day if limited else None
        sharing.share(
            self.app, self.rosa.person, self.practitioner, notes=notes, may_record=may_record, first_day=first_day
        )
        browser = sharing.as_practitioner(self.app, self.practitioner, self.rosa.person)
        may = PRACTISES | ({Action.RECORD} if may_record else set())
        return Viewer(browser, may, self._hidden(notes=notes, limited=limited), first_day)

    def link_holder(self) -> Viewer:
        link_id = sharing.make_link(self.app, self.rosa.person, first_day=self.first_day)
        browser = sharing.as_link_holder(self.app, self.rosa.person, link_id)
        return Viewer(browser, LINKED, self._hidden(notes=False, limited=True), self.first_day)

    def _hidden(self, *, notes: bool, limited: bool) -> list[str]:
        kinds = [OTHERS, *([] if notes else [NOTE]), *([OLD] if limited else [])]
        return self.rosa.words(*kinds)


VIEWERS: dict[str, Callable[[Scene], Viewer]] = {
    "all of it": lambda scene: scene.practitioner_with(notes=True, limited=False, may_record=True),
    "without notes": lambda scene: scene.practitioner_with(notes=False, limited=False),
    "from a day on": lambda scene: scene.practitioner_with(notes=True, limited=True),
    "from a day on, without notes": lambda scene: scene.practitioner_with(notes=False, limited=True, may_record=True),
    "by a link": lambda scene: scene.link_holder(),
}
LONG = {"without notes", "from a day on"}
EACH = [pytest.param(kind, marks=[pytest.mark.long] if kind in LONG else []) for kind in VIEWERS]


@pytest.fixture
def scene(app: Flask) -> Scene:
    practitioner = sharing.make_practitioner(app)
    rosa = plant(app, make_person(app, "Rosa"), practitioner)
    _fill(app, rosa)
    return Scene(app, rosa, practitioner)


def _fill(app: Flask, rosa: Canaries) -> None:
    """What pages show beyond that: a second course, appointments, a moment, a warning sign, no medicine, high pain."""
    now = sharing.here()
    patient_id = rosa.person.patient_id

    def add(model: type[Any], **values: Any) -> uuid.UUID:
        row = model(patient_id=patient_id, id=uuid.uuid4(), **values)
        db.session.add(row)
        db.session.flush()
        return uuid.UUID(str(row.id))

    def session(days: int, status: str, kind: str = "physiotherapy", course_id: uuid.UUID | None = None) -> None:
        at = now + timedelta(days=days)
        add(
            TreatmentSession, kind=kind, status=status, started_at=at, started_offset=0, local_day=at.date(),
            course_id=course_id, practitioner="Ana", entered_at=now,
        )  # fmt: skip

    with app.app_context():
        rosa.ids["second"] = add(
            Course, kind="physiotherapy", phase="initial", started_on=(now - timedelta(days=15)).date(),
            planned_sessions=4, per_week=2, visits_allowed=6, created_at=now,
        )  # fmt: skip
        for days in range(-14, -2, 3):
            session(days, "attended", course_id=rosa.ids["second"])
        session(-1, "planned")
        session(2, "planned")
        session(-3, "missed")
        session(-2, "attended", "heat")
        add(Dose, local_day=now.date(), none_taken=True, entered_at=now)
        for days in range(25):
            signs = ("bowel_change",) if days == 1 else None
            add(
                Entry, kind="moment", for_date=(now - timedelta(days=days)).date(), for_time=now.time(),
                entered_at=now, entered_offset=0, late=False, leg_pain=9 if days < 3 else 4, qualities=("burning",),
                warning_signs=signs,
            )  # fmt: skip
        db.session.commit()


def _pages(scene: Scene, viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Endpoint and address of every page of the record that this viewer may look at."""
    patient_id = scene.rosa.person.patient_id
    known: dict[str, Any] = scene.rosa.ids | {"patient_id": patient_id, "day": sharing.today().isoformat()}
    with scene.app.test_request_context():
        for rule in of_pages(scene.app):
            policy = policy_of(scene.app.view_functions[rule.endpoint])
            wanted = policy is not None and policy.action in viewer.may & {Action.SUMMARY, Action.READ}
            if not wanted or "GET" not in (rule.methods or ()) or rule.endpoint in NO_PAGES:
                continue
            built = rule.build({name: known[name] for name in rule.arguments})
            assert built is not None
            for asked in ASKED.get(rule.endpoint, ("",)):
                yield rule.endpoint, str(built[1]) + asked.format_map(known)


def _doors(page: Page) -> Iterator[tuple[str, str]]:
    """Method and address of everything on a page that leads somewhere on this site."""
    path = str(page.response.request.path)
    for node in page.all("a[href]"):
        href = node.attrs["href"]
        if not href.startswith(("#", "tel:", "mailto:", "http")):
            yield "GET", path + href if href.startswith("?") else href
    for form in page.all("form"):
        method = (form.attrs.get("method") or "get").upper()
        yield method, form.attrs.get("action") or path


def _is_dead(scene: Scene, viewer: Viewer, method: str, url: str, seen: dict[str, Page]) -> bool:
    """Whether this door leads nowhere for this viewer. What acts is judged by its policy and not sent."""
    try:
        endpoint = scene.app.url_map.bind("localhost").match(urlsplit(url).path, method)[0]
    except (NotFound, MethodNotAllowed):
        return True
    policy = policy_of(scene.app.view_functions[endpoint])
    assert policy is not None
    action = policy.asks(method)
    may = action in viewer.may if action is not None else not policy.signed_in or viewer.may != LINKED
    if method != "GET" or not may or sum(_alike(url, known) for known in seen) >= MOST_ALIKE:
        return not may
    page = _seen(viewer, url, seen)
    return page.status == 404 or "sign-in" in str(page.response.request.path)


def _seen(viewer: Viewer, url: str, seen: dict[str, Page]) -> Page:
    if url not in seen:
        seen[url] = viewer.browser.get(url)
    return seen[url]


def _alike(url: str, other: str) -> bool:
    """Whether two addresses differ in their days or in what is shown of the same things: the ids in them are the same.

    A few of each kind are looked at, so that a calendar of a year does not take a year.
    """
    return DAY.sub("", url.partition("?")[0]) == DAY.sub("", other.partition("?")[0]) and (
        COURSE.findall(url) == COURSE.findall(other)
    )


def _words(page: Page) -> str:
    """What the page says of the record, without its drawings, whose axes name any day."""
    main = DRAWN.sub(" ", BAR.sub(" ", page.body.partition("<main")[2].partition("</main>")[0]))
    return " ".join(unescape(TAGS.sub(" ", main)).split())


def _bar(page: Page) -> str:
    return " ".join(" ".join(node.to_text() for node in page.all(".shared-bar > p")).split())


def _early_days(page: Page, first_day: date | None) -> list[str]:
    """Days on the page that lie before the first shared one: as people read them, and as addresses write them."""
    if first_day is None:
        return []
    days = [first_day - timedelta(days=back) for back in range(1, 60)]
    words = _words(page) if page.all(".shared-bar") else page.text
    addresses = " ".join(node.attrs["href"] for node in page.all("a[href]"))
    written = [formats.day(day) for day in days if f"{formats.day(day)}: not shared" not in words]
    return [day for day in written if re.search(rf"{day}(?! ?\d)", words)] + [
        str(day) for day in days if f"/days/{day}" in addresses
    ]


def _check_bar(page: Page, viewer: Viewer) -> None:
    said = _bar(page)
    assert said.startswith("Rosa’s record.")
    assert ("without notes" in said) == (NOTE in "".join(viewer.hidden))
    assert (" on, " in said) == (viewer.first_day is not None)
    assert ("You can record sessions" in said) == (Action.RECORD in viewer.may)
    assert "Times are" not in said
    assert "Nobody is watching" not in page.text


def _spoken_to(page: Page) -> list[str]:
    """Where a page speaks to the patient."""
    words = _words(page)
    for text in QUOTED:
        words = words.replace(text, "")
    return [words[max(0, match.start() - 50) : match.end() + 50] for match in TO_THE_PATIENT.finditer(words)]


@pytest.mark.wide
@pytest.mark.no_cover
@pytest.mark.parametrize("kind", EACH)
def test_every_page_that_somebody_else_sees(scene: Scene, kind: str) -> None:
    """Each says whose it is, speaks of the patient, leads somewhere with every door, and holds what was shared."""
    viewer = VIEWERS[kind](scene)
    seen: dict[str, Page] = {}
    endpoints = set()
    for endpoint, url in _pages(scene, viewer):
        page = _seen(viewer, url, seen)
        assert page.status == (422 if "never" in url else 200), (url, page.status)
        _check_bar(page, viewer)
        assert endpoint in SPEAK_TO_THE_READER or _spoken_to(page) == [], url
        dead = [door for door in dict.fromkeys(_doors(page)) if _is_dead(scene, viewer, *door, seen)]
        assert dead == [], url
        endpoints.add(endpoint)
    assert "dashboard.progress" in endpoints
    assert len(endpoints) >= (2 if viewer.may == LINKED else 10)
    shown = {url: page for url, page in seen.items() if page.response.mimetype != "application/zip"}
    told = {url: [word for word in viewer.hidden if word in page.body] for url, page in shown.items()}
    assert {url: words for url, words in told.items() if words} == {}
    about_her = {url: page for url, page in shown.items() if page.is_html and page.all(".shared-bar")}
    early = {url: _early_days(page, viewer.first_day) for url, page in about_her.items()}
    assert {url: days for url, days in early.items() if days} == {}


def test_the_walk_sees_a_dead_door(scene: Scene) -> None:
    """The same looks at the owner's pages find their doors, which a practitioner must not be shown."""
    viewer = scene.practitioner_with(notes=False, limited=True)
    own = sign_in(scene.app, scene.rosa.person)
    for rest in ("sessions", "course", "medication", "courses", "progress", "diary"):
        doors = _doors(own.get(own.path(rest)))
        assert any(_is_dead(scene, viewer, *door, {}) for door in dict.fromkeys(doors)), rest
    early = own.get(own.path(f"diary?view=list&before={scene.first_day}"))
    assert len(_early_days(early, scene.first_day)) > 1
    assert TO_THE_PATIENT.search(own.get(own.path("progress")).text)


def _places(page: Page) -> list[str]:
    return [" ".join(node.to_text().split()) for node in page.all("nav.places a")]


def test_the_places_are_those_of_who_looks(scene: Scene) -> None:
    viewer = scene.practitioner_with(notes=True, limited=False)
    theirs = viewer.browser.get(viewer.browser.path("course"))
    assert _places(theirs) == ["Patients", "Brief", "Progress", "Course", "Diary"]
    assert _places(viewer.browser.get("/patients")) == ["Patients", "My diary", "Settings"]
    link = scene.link_holder().browser
    assert _places(link.get(link.path("progress"))) == ["Brief", "Progress"]
    own = sign_in(scene.app, scene.practitioner)
    assert _places(own.get(own.path("progress"))) == ["Today", "Diary", "Progress", "Course", "More"]
    assert own.get(own.path("more")).all("a[href='/patients']")
    rosa = sign_in(scene.app, scene.rosa.person)
    page = rosa.get(rosa.path("progress"))
    assert _places(page) == ["Today", "Diary", "Progress", "Course", "More"]
    assert not page.all(".shared-bar")
    assert "Nobody is watching" in page.text
    assert not rosa.get(rosa.path("more")).all("a[href='/patients']")


def test_the_place_one_is_at_is_marked(scene: Scene) -> None:
    browser = scene.practitioner_with(notes=True, limited=False).browser
    at = {"progress": "Progress", "year": "Progress", "sessions": "Course", "diary": "Diary", "exports": "Diary"}
    at |= {"medication": "Diary", "brief": "Brief", "notes": "Course"}
    for rest, label in at.items():
        [node] = browser.get(browser.path(rest)).all("nav.places a[aria-current=page]")
        assert node.to_text().strip() == label, rest
    assert browser.get("/patients").one("nav.places a[aria-current=page]").to_text().strip() == "Patients"


def test_somebody_signed_in_who_holds_a_link_sees_what_the_link_shows(app: Flask, scene: Scene) -> None:
    holder = sign_in(app, make_person(app, "Omar"))
    link = scene.link_holder().browser
    cookie = link.client.get_cookie("share")
    assert cookie is not None
    holder.client.set_cookie("share", cookie.value)
    page = holder.get(link.path("progress"))
    assert _places(page) == ["Brief", "Progress"]
    assert "through a link" in page.one(".shared-bar").to_text()
    assert holder.get(link.path("course")).status == 404


def test_another_clock_is_named(app: Flask, scene: Scene) -> None:
    far = sharing.make_practitioner(app, "Ana", zone="America/New_York")
    sharing.share(app, scene.rosa.person, far)
    browser = sharing.as_practitioner(app, far, scene.rosa.person)
    assert "Times are Rosa’s: Berlin" in browser.get(browser.path("sessions")).one(".shared-bar").to_text()


def test_a_day_of_a_chart_opens_to_be_read(scene: Scene) -> None:
    browser = scene.practitioner_with(notes=True, limited=True).browser
    today = sharing.today()
    page = browser.get(browser.path(f"days/{today - timedelta(days=1)}"))
    assert "Yesterday" in page.text
    assert {form.attrs["action"].rpartition("/")[2] for form in page.all("main form")} <= {"leave", "sign-out"}
    assert "Warning sign noted: You cannot hold a bowel movement, or do not feel it" in page.text
    assert "How it felt: burning" in page.text
    assert not [node for node in page.all("main a") if "/entries/" in node.attrs["href"]]
    early = browser.get(browser.path(f"days/{scene.first_day - timedelta(days=20)}"))
    assert "This day is not shared." in early.text
    assert not early.all("a[rel=prev]")
    assert not [link for link in early.one("nav[class=day-strip]").query("a") if "/days/" in link.attrs["href"]]
    assert browser.get(browser.path("days?day=2020-02-31"), follow=False).status == 302


def test_leaving_is_offered_to_practitioners_and_closing_to_holders_of_a_link(scene: Scene) -> None:
    browser = scene.practitioner_with(notes=True, limited=False).browser
    assert browser.submit(browser.get(browser.path("progress")), "/leave").status == 200
    assert browser.get(browser.path("progress")).status == 410
    link = scene.link_holder().browser
    page = link.get(link.path("progress"))
    assert page.form("/shared/leave").method == "post"
    assert page.form("/shared/leave").names() == {"csrf_token"}


@pytest.mark.parametrize("kind", ["from a day on", "by a link"])
def test_an_empty_part_says_that_nothing_is_recorded_in_it(app: Flask, kind: str) -> None:
    practitioner = sharing.make_practitioner(app)
    nobody = Scene(app, Canaries(make_person(app, "Rosa")), practitioner)
    browser = VIEWERS[kind](nobody).browser
    rests = ["progress"]
    if kind != "by a link":
        rests += ["diary", "diary?view=list", "course", "courses", "sessions", "medication", "around"]
    for rest in rests:
        page = browser.get(browser.path(rest))
        assert "shared" in page.text.partition("without notes" if kind == "by a link" else "with notes")[2], rest
        assert not page.all(".empty .button"), rest
