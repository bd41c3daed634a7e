"""Every page in a made-up language: no English is left but what people typed."""

import re
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support import made_up, walk
from tests.support.factors import add_app, begin_step
from tests.support.pages import Browser, Page
from tests.support.people import Person, make_person, sign_in
from tracker.accounts.models import Account
from tracker.app import create_app
from tracker.charts.function import LETTERS_AT_END
from tracker.charts.pain import CHANGE_LETTERS
from tracker.charts.words import shortened
from tracker.configuration.settings import Settings
from tracker.demo import build_demo
from tracker.domain.accounts.zones import zone_words
from tracker.domain.points.points import POINTS
from tracker.domain.scores.reference import REFERENCE_LINES
from tracker.passwords.hashing import Hasher
from tracker.patients.models import Patient
from tracker.storage.base import Base
from tracker.web import clock
from tracker.web.extensions import db
from tracker.wording.catalogues import ONLY_ENGLISH
from tracker.wording.evidence import sources
from tracker.wording.language import ENGLISH, speaking

CODED = {"summary", "kind", "status", "phase", "act", "endpoint", "table_name"}


class Speaker:
    """Somebody whose browser asks for the made-up language."""

    def __init__(self, browser: Browser, ids: walk.Ids, typed: re.Pattern[str]) -> None:
        self.browser, self.ids, self.typed = browser, ids, typed

    def get(self, rest: str) -> Page:
        self.browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = made_up.TAG
        return self.browser.get(self.ids.path(rest))

    def left(self, rest: str) -> list[str]:
        """What is bare on a page, each line once."""
        page = self.get(rest)
        assert page.one("html").attrs["dir"] == "rtl"
        return [line for line in dict.fromkeys(made_up.bare(one, self.typed) for one in made_up.lines(page)) if line]


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
        typed = _typed(app)
        stepping = sign_in(app, guarded)
        stepping.client.set_cookie("step", step)
        yield {
            "signed out": Speaker(Browser(app), nobody, typed),
            "newcomer": Speaker(sign_in(app, newcomer), walk.ids_of_anyone(newcomer.patient_id), typed),
            "owner": Speaker(sign_in(app, rosa), full, typed),
            "guarded": Speaker(stepping, walk.ids_of_anyone(guarded.patient_id), typed),
            "practitioner": Speaker(sign_in(app, seen_by), full, typed),
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
    """What somebody may have typed, and names: of points, zones, papers and a city, and Li Wen in short."""
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
    found |= {one.title() for one in found if one.isalpha()}
    found |= {one.name for one in vars(sources).values() if isinstance(one, sources.Source)}
    found |= {line.source for line in REFERENCE_LINES} | {point.name for point in POINTS.values()} | {"Berlin", "LW"}
    found |= set(zone_words().values())
    found |= {shortened(text, most) for text in found for most in (CHANGE_LETTERS, LETTERS_AT_END)}
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(found - {''}, key=len, reverse=True)))})(?!\w)")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from {value, *value.splitlines(), " ".join(value.split())}
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


PAGES = {
    "signed out": walk.PUBLIC,
    "newcomer": walk.EMPTY_OR_NOT + walk.FORMS,
    "owner": walk.EMPTY_OR_NOT + walk.FORMS + walk.OF_A_FULL_RECORD + walk.ACCOUNT,
    "guarded": walk.GUARDED,
    "practitioner": walk.PRACTISED,
}


@pytest.mark.parametrize("role", PAGES)
def test_no_page_says_bare_english(speaks: dict[str, Speaker], role: str) -> None:
    assert {rest: left for rest in PAGES[role] if (left := speaks[role].left(rest))} == {}


def test_what_is_bare_is_seen() -> None:
    typed = re.compile("Rosa|a note of hers")
    said = made_up.bracketed("%(name)s wrote %(what)s to you")
    assert said == "%(name)s⟦ wrote ⟧%(what)s⟦ to you⟧"
    assert made_up.bare(said % {"name": "Rosa", "what": "a note of hers"}, typed) == ""
    assert made_up.bare(said % {"name": "Rosa", "what": "letters"}, typed) == "letters"
    assert made_up.bare("Tue 3 Mar", typed) == "Tue 3 Mar"
    assert made_up.bare("⟦Tue⟧ 3, BL40, entries.csv", typed) == ""
