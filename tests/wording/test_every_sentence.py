"""Every page in a made-up language: no English is left but what people typed."""

import csv
import json
import re
import shutil
import uuid
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support import made_up, walk
from tests.support.factors import add_app, begin_step
from tests.support.forms_found import forms_of
from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person, sign_in
from tests.support.sharing import as_link_holder, make_link
from tracker.accounts.models import Account
from tracker.accounts.services.zones import zone_words
from tracker.app import create_app
from tracker.charts.function import LETTERS_AT_END
from tracker.charts.pain import CHANGE_LETTERS
from tracker.configuration.settings import Settings
from tracker.demo import build_demo
from tracker.diary.models import DayTags
from tracker.domain.accounts.devices import BROWSERS, SYSTEMS
from tracker.domain.points.points import POINTS
from tracker.domain.scores.reference import REFERENCE_LINES
from tracker.domain.sharing.access_log import Act, Actor
from tracker.domain.values.tags import read_tags
from tracker.fields.field import Kind
from tracker.files.contract import ALL, FILES
from tracker.files.described import column_table, package_text, readme_text
from tracker.passwords.hashing import Hasher
from tracker.patients.models import Patient
from tracker.storage.base import Base
from tracker.web import clock
from tracker.web.extensions import db
from tracker.wording import accounts, fhir, painkillers, sources, workbook
from tracker.wording.access import PAGE_WORDS, Logged, act_words, log_days
from tracker.wording.catalogues import ONLY_ENGLISH
from tracker.wording.charted.values import shortened
from tracker.wording.formats import shortly
from tracker.wording.language import ENGLISH, speaking

WRONG = "∅"
CODED = {"device", "summary", "kind", "status", "phase", "act", "endpoint", "table_name"}


class Speaker:
    """Somebody whose browser asks for the made-up language."""

    def __init__(self, browser: Browser, ids: walk.Ids, typed: re.Pattern[str]) -> None:
        self.browser, self.ids, self.typed = browser, ids, typed
        self.read: dict[str, Page] = {}

    def page(self, rest: str) -> Page:
        """The page as it was when it was read first."""
        if rest not in self.read:
            self.read[rest] = self.get(rest)
        return self.read[rest]

    def get(self, rest: str) -> Page:
        self.browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = made_up.TAG
        return self.browser.get(self.ids.path(rest))

    def left(self, page: Page) -> list[str]:
        """What is bare on a page, each line once."""
        assert page.one("html").attrs["dir"] == "rtl"
        return [line for line in dict.fromkeys(made_up.bare(one, self.typed) for one in made_up.lines(page)) if line]

    def refused(self, rest: str, seen: set[str]) -> Iterator[tuple[str, Page]]:
        """The answers to the forms of a page with nothing in any field, and with what none can be; each form once."""
        at = self.ids.path(rest)
        for form in forms_of(self.page(rest).body):
            action = form["action"] or at
            shown = [name for name, kind in form["kinds"].items() if kind not in {"hidden", "submit"}]
            if form["method"] != "post" or action in seen or not shown:
                continue
            seen.add(action)
            for wrong in ("", WRONG):
                kept = [(name, value) for name, value in form["pairs"] if name not in {*shown, "csrf_token"}]
                answer = self.browser.post(action, [*kept, *((name, wrong) for name in shown)], follow=False)
                if answer.is_html and answer.status >= 400:
                    yield f"{action} {wrong}", answer


@pytest.fixture(scope="module")
def speaks(tmp_path_factory: pytest.TempPathFactory, upgraded_file: Path) -> Iterator[dict[str, Speaker]]:
    """The people of the walk over all pages, on a database of their own; nothing they hear stays with this thread."""
    folder = tmp_path_factory.mktemp("spoken")
    shutil.copyfile(upgraded_file, folder / "test.sqlite3")
    app = create_app(Settings.for_tests(folder))
    app.extensions["languages"] = {"en": ONLY_ENGLISH, made_up.TAG: made_up.LANGUAGE}
    with speaking(ENGLISH):
        rosa = _rosa(app)
        full, nobody = walk.ids_of_filled(app, rosa), walk.ids_of_anyone(uuid.uuid4())
        newcomer, guarded = make_person(app, "Nova"), make_person(app, "Guarda")
        add_app(app, guarded.account_id)
        step = begin_step(app, guarded.account_id)
        seen_by = walk.practitioner_of(app, rosa)
        opener = as_link_holder(app, rosa, make_link(app, rosa))
        typed = _typed(app)
        stepping = sign_in(app, guarded)
        stepping.client.set_cookie("step", step)
        yield {
            "signed out": Speaker(Browser(app), nobody, typed),
            "newcomer": Speaker(sign_in(app, newcomer), walk.ids_of_anyone(newcomer.patient_id), typed),
            "owner": Speaker(sign_in(app, rosa), full, typed),
            "guarded": Speaker(stepping, walk.ids_of_anyone(guarded.patient_id), typed),
            "practitioner": Speaker(sign_in(app, seen_by), full, typed),
            "link": Speaker(opener, full, typed),
        }
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _rosa(app: Flask) -> Person:
    with app.app_context():
        build_demo(db.session(), clock.now(), force=True, hasher=Hasher(cheap=True))
        db.session.commit()
        ids = select(Account.id, Patient.id).join(Patient, Patient.account_id == Account.id)
        return Person(*db.session.execute(ids.where(Account.user_name == "rosa")).one(), "rosa")


def _typed(app: Flask) -> re.Pattern[str]:
    """What somebody may have typed, and names: of points, zones, papers, a city and a device, and Li Wen in short."""
    with app.app_context():
        found = {
            text
            for table in Base.metadata.sorted_tables
            for row in db.session.execute(select(table)).mappings()
            for name, value in row.items()
            if name not in CODED
            for text in _texts(value)
            if " " in text or text[:1].isupper() or table.name == "account"
        }
        found |= {tag for text in db.session.execute(select(DayTags.tags)).scalars() for tag in read_tags(text)}
    found |= {one.title() for one in found if one.isalpha()}
    found |= {one.name for one in vars(sources).values() if isinstance(one, sources.Source)}
    found |= (
        {line.source for line in REFERENCE_LINES} | {point.name for point in POINTS.values()} | {"Berlin", "LW", "Test"}
    )
    found |= set(zone_words().values()) | {name for _mark, name in (*BROWSERS, *SYSTEMS)}
    found |= {painkillers.SOURCE.name}
    found |= {shortened(text, most) for text in found for most in (CHANGE_LETTERS, LETTERS_AT_END)}
    found |= {shortly(text) for text in found}
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(found - {''}, key=len, reverse=True)))})(?!\w)")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from {value, *value.splitlines(), " ".join(value.split())}
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


# What somebody sees who opened a share link.
OPENED = (
    "progress",
    "diary",
    "diary?view=list",
    "days/{day}",
    "course",
    "year",
    "around",
    "compare",
    "courses",
    "courses/{course}",
    "sessions",
    "sessions/points",
    "sessions/{session}",
    "medication",
    "function",
    "brief",
    "warning-signs",
    "exports",
)
PAGES = {
    "signed out": walk.PUBLIC,
    "newcomer": walk.EMPTY_OR_NOT + walk.FORMS,
    "owner": walk.EMPTY_OR_NOT + walk.FORMS + walk.OF_A_FULL_RECORD + walk.ACCOUNT,
    "guarded": walk.GUARDED,
    "practitioner": walk.PRACTISED,
    "link": OPENED,
}


@pytest.mark.wide
@pytest.mark.parametrize("role", PAGES)
def test_no_page_says_bare_english(speaks: dict[str, Speaker], role: str) -> None:
    speaker = speaks[role]
    assert {rest: left for rest in PAGES[role] if (left := speaker.left(speaker.page(rest)))} == {}


@pytest.mark.wide
def test_a_link_opens_each_page_that_is_walked(speaks: dict[str, Speaker]) -> None:
    assert [rest for rest in OPENED if speaks["link"].page(rest).status != 200] == []


# What a row of "with and without" is about: a code, with the name of a medicine or another code. And coins: a and b.
OF_CODES = {("with_and_without.csv", "row"), ("experiments.csv", "coins")}


@pytest.mark.wide
def test_no_cell_of_a_file_says_bare_english(speaks: dict[str, Speaker]) -> None:
    """Codes and names of columns stay; what somebody typed does, too."""
    answer = speaks["owner"].get(f"exports/{ALL}").response
    assert answer.mimetype == "application/zip", answer.location
    with ZipFile(BytesIO(answer.data)) as archive:
        assert set(archive.namelist()) == {"README.txt", "datapackage.json", *(file.name for file in FILES)}
        for file in FILES:
            rows = list(csv.DictReader(archive.read(file.name).decode().splitlines(keepends=True)))
            written = [column.name for column in file.columns if column.kind in {Kind.LINE, Kind.NOTE}]
            cells = {row[name] for row in rows for name in written if (file.name, name) not in OF_CODES}
            assert [cell for cell in cells if made_up.bare(cell, speaks["owner"].typed)] == [], file.name
        for name in ("README.txt", "datapackage.json"):
            assert made_up.OPENED in archive.read(name).decode(), name


NAMES_IN_FILES = re.compile(
    "|".join(
        rf"(?<![\w-]){re.escape(one)}(?![\w-])"
        for one in sorted(
            {name for file in FILES for column in file.columns for name in (column.name, *column.codes)}
            | {file.name for file in FILES},
            key=len,
            reverse=True,
        )
    )
)


FHIR_WORDS = (fhir.MEASURED, fhir.METHODS, fhir.SITES, fhir.ACTIVITIES, fhir.SAID)


@pytest.mark.parametrize("shared", [None, "∅"])
def test_what_explains_the_files_says_no_bare_english(shared: str | None) -> None:
    with speaking(made_up.LANGUAGE.translations):
        assert made_up.bare(readme_text(shared=shared), NAMES_IN_FILES) == ""
        package = json.loads(package_text())
        assert made_up.bare("\n".join(workbook.about(shared)), NAMES_IN_FILES) == ""
        cells = [cell for row in column_table(FILES) for cell in row[3:]]
        assert [cell for cell in cells if made_up.bare(cell, NAMES_IN_FILES)] == []
        assert [
            line
            for words in (*fhir.LISTS.values(), *FHIR_WORDS)
            for line in words.values()
            if made_up.bare(line, NAMES_IN_FILES)
        ] == []
        assert made_up.bare(fhir.opening(shared)[0], NAMES_IN_FILES) == ""
        told = (*workbook.HEAD.values(), *workbook.SERIES.values(), *workbook.CHART.values())
        assert [line for line in told if made_up.bare(line, NAMES_IN_FILES)] == []
    said = [package["title"], *(one["title"] for one in package["resources"])]
    said += [field["description"] for one in package["resources"] for field in one["schema"]["fields"]]
    assert [line for line in said if made_up.bare(line, NAMES_IN_FILES)] == []


def test_whatever_is_logged_is_said_without_bare_english() -> None:
    typed = re.compile("Li Wen|Dr Meyer|entries.csv")
    pages = [None, *PAGE_WORDS]
    events = [
        Logged(at=clock.now(), actor=actor, name="Li Wen", who=uuid.UUID(int=1), act=act, about=about, page=page)
        for act, actor, about, page in product(Act, Actor, ("", "Dr Meyer"), pages)
    ]
    with speaking(made_up.LANGUAGE.translations):
        said = {act_words(event) for event in events} | {line.when for day in log_days(events) for line in day.lines}
        said |= {accounts.act_words(act, times) for act in accounts.ACTS for times in (1, 3)}
    assert [line for line in said if made_up.bare(line, typed)] == []


@pytest.mark.wide
@pytest.mark.parametrize(("role", "least"), [("signed out", 6), ("guarded", 2), ("owner", 75), ("practitioner", 10)])
def test_no_refused_form_says_bare_english(speaks: dict[str, Speaker], role: str, least: int) -> None:
    """Stands last, as it leaves marks in the record."""
    speaker, seen = speaks[role], set[str]()
    answers = [answer for rest in PAGES[role] for answer in speaker.refused(rest, seen)]
    assert len(answers) >= least
    assert {sent: left for sent, page in answers if (left := speaker.left(page))} == {}


def test_what_is_bare_is_seen() -> None:
    typed = re.compile("Rosa|a note of hers")
    said = made_up.bracketed("%(name)s wrote %(what)s to you")
    assert said == "%(name)s⟦ wrote ⟧%(what)s⟦ to you⟧"
    assert made_up.bare(said % {"name": "Rosa", "what": "a note of hers"}, typed) == ""
    assert made_up.bare(said % {"name": "Rosa", "what": "letters"}, typed) == "letters"
    assert made_up.bare("Tue 3 Mar", typed) == "Tue 3 Mar"
    assert made_up.bare("⟦Tue⟧ 3, BL40, entries.csv", typed) == ""
