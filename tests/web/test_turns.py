"""Two requests change one record in the same moment: the second judges its page by what the first has saved by then.

On PostgreSQL, where nothing but the lock of `take_turn` keeps the two apart; SQLite lets one write at a time anyway.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text

from tests.support.either import PostgresHome
from tests.support.pages import Browser, Page
from tests.support.people import make_person, sign_in
from tracker.accounts.services import judging

pytestmark = pytest.mark.postgres

SECONDS = 10
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()")


@dataclass
class Race:
    """Holds the first of two requests at its turn until the second has come as far as it gets."""

    take_turn: Callable[..., object]
    watcher: Engine
    start: threading.Barrier = field(default_factory=lambda: threading.Barrier(2, timeout=SECONDS))
    both_in: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    order: list[str] = field(default_factory=list)

    def __call__(self, *turn: object) -> object:
        self.start.wait()
        taken = self.take_turn(*turn)
        self.order.append("in")
        if len(self.order) == 1:
            self.order.append("the other waits" if self.other_waits() else "the other is in as well")
        else:
            self.both_in.release()
        return taken

    def other_waits(self) -> bool:
        """Whether the other request stands at the lock; not so where it has its turn too, without having waited."""
        with self.watcher.connect() as connection:
            for _ in range(SECONDS * 100):
                if connection.execute(WAITING).scalar():
                    return True
                if self.both_in.acquire(timeout=0.01):
                    return False
        raise AssertionError("the other request did not come")


@pytest.fixture
def app(make_app: Callable[..., Flask], postgres_home: PostgresHome) -> Flask:
    return make_app(database_url=postgres_home.new("turns"))


@pytest.fixture
def devices(app: Flask) -> tuple[Browser, Browser]:
    rosa = make_person(app, "Rosa")
    return sign_in(app, rosa), sign_in(app, rosa)


@pytest.fixture
def watcher(app: Flask) -> Iterator[Engine]:
    made = create_engine(app.config["SQLALCHEMY_DATABASE_URI"], isolation_level="AUTOCOMMIT")
    yield made
    made.dispose()


def race_of(race: Race, sending: Iterable[Callable[[], Page]]) -> list[Page]:
    """The answers to two forms that were opened before either was saved; the second has to wait for the first."""
    with ThreadPoolExecutor(2) as crowd:
        sent = [crowd.submit(one) for one in sending]
        answers = [one.result(timeout=SECONDS * 3) for one in sent]
    assert race.order == ["in", "the other waits", "in"]
    return answers


@pytest.fixture
def at_once(app: Flask, watcher: Engine, monkeypatch: pytest.MonkeyPatch) -> "Send":
    """Races at the turn of a record."""

    def send(*sending: Callable[[], Page]) -> list[Page]:
        race = Race(app.extensions["take_turn"], watcher)
        monkeypatch.setitem(app.extensions, "take_turn", race)
        return race_of(race, sending)

    return send


Send = Callable[..., list[Page]]


def opened(browser: Browser, path: str, action: str, **typed: object) -> Callable[[], Page]:
    page = browser.get(browser.path(path))
    return lambda: browser.submit(page, action, follow=False, **typed)


def held(browser: Browser, path: str, action: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in browser.get(browser.path(path)).form(action).fields():
        found.setdefault(name, []).append(value)
    return found


def statuses(answers: list[Page]) -> list[int]:
    return sorted(answer.status for answer in answers)


def test_two_other_fields_of_one_row_are_both_kept(devices: tuple[Browser, Browser], at_once: Send) -> None:
    laptop, phone = devices
    laptop.submit(laptop.get(laptop.path("episode")), "", note="first")
    answers = at_once(opened(laptop, "episode", "", side="left"), opened(phone, "episode", "", note="long car rides"))
    assert statuses(answers) == [303, 303]
    now = held(laptop, "episode", "")
    assert (now["side"], now["note"]) == (["left"], ["long car rides"])


def test_one_field_of_one_row_is_asked_about(devices: tuple[Browser, Browser], at_once: Send) -> None:
    laptop, phone = devices
    laptop.submit(laptop.get(laptop.path("episode")), "", note="first")
    answers = at_once(opened(laptop, "episode", "", note="mine"), opened(phone, "episode", "", note="theirs"))
    assert statuses(answers) == [303, 422]
    saved = held(laptop, "episode", "")["note"][0]
    (asked,) = (answer for answer in answers if answer.status == 422)
    assert {saved, held_in(asked, "note")} == {"mine", "theirs"}


def held_in(page: Page, name: str) -> str:
    return dict(page.form("").fields())[name]


def test_cautions_ticked_on_both_all_apply(devices: tuple[Browser, Browser], at_once: Send) -> None:
    laptop, phone = devices
    answers = at_once(
        opened(laptop, "cautions", "", kinds=["needle_fear"]), opened(phone, "cautions", "", kinds=["blood_thinner"])
    )
    assert statuses(answers) == [303, 303]
    assert sorted(held(phone, "cautions", "")["kinds"]) == ["blood_thinner", "needle_fear"]


def test_the_first_two_taps_of_a_day_make_one_entry(devices: tuple[Browser, Browser], at_once: Send) -> None:
    laptop, phone = devices
    answers = at_once(opened(laptop, "today", "/leg", score=5), opened(phone, "today", "/back", score=2))
    assert statuses(answers) == [303, 303]
    page = laptop.get(laptop.path("today"))
    for site, score in (("leg", 5), ("back", 2)):
        pressed = [
            button.attrs["value"]
            for button in page.all("button[aria-pressed=true]")
            if button in list(page.form(f"/{site}").node.query("button"))
        ]
        assert pressed == [str(score)]


def test_what_an_account_says_of_itself_takes_turns_as_well(
    devices: tuple[Browser, Browser], watcher: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    race = Race(judging.wait_for, watcher)
    monkeypatch.setattr(judging, "wait_for", race)

    def moved(browser: Browser, zone: str) -> Callable[[], Page]:
        page = browser.get("/settings")
        return lambda: browser.submit(page, "/settings", follow=False, time_zone=zone)

    laptop, phone = devices
    answers = race_of(race, [moved(laptop, "Europe/Paris"), moved(phone, "Europe/Rome")])
    assert statuses(answers) == [303, 422]
    (asked,) = (answer for answer in answers if answer.status == 422)
    assert "Saved meanwhile" in asked.text
