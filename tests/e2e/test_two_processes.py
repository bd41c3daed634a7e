"""Two servers behind one address: no request depends on which one answers, and none that was answered is lost."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Condition, Event

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.accounts.members import give_password, with_password
from tests.sharing.doings import invite, only_grant, take
from tests.sharing.openers import address_of, new_link, press
from tests.support.either import PostgresHome
from tests.support.pages import Browser, Page
from tests.support.people import PASSWORD, Person, begin_sign_in, make_person
from tests.support.sharing import events_of, make_practitioner, share
from tests.support.twins import PATIENCE, SECRET, FarBrowser, Twins, two_servers
from tracker.app import create_app
from tracker.audit.services.chain import is_whole
from tracker.configuration.settings import Settings
from tracker.diary.models import Entry
from tracker.web.extensions import db

pytestmark = [pytest.mark.long, pytest.mark.postgres]
CROWD = 12
PAIRS = 20
OWN_TO_EACH_ANSWER = re.compile(r'name="csrf_token" value="[^"]+"|name="entry_id" value="[^"]+"')
IDS_OF_NEW_ROWS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
numbers = itertools.count(1)


@pytest.fixture(scope="module")
def twins(postgres_home: PostgresHome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    with two_servers(postgres_home.new("twins"), tmp_path_factory.mktemp("twins")) as made:
        yield made


@pytest.fixture(scope="module")
def records(twins: Twins, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app of this process on the same database, to make people with and to look at rows."""
    settings = Settings.for_tests(tmp_path_factory.mktemp("records"), database_url=twins.url)
    app = create_app(settings.with_(secret_key=SECRET))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def newcomer(twins: Twins, records: Flask) -> Callable[[], tuple[Person, FarBrowser]]:
    """Somebody new, signed in, at an address of their own, before the one address of the servers."""

    def make() -> tuple[Person, FarBrowser]:
        person = make_person(records, f"Somebody {next(numbers)}")
        browser = FarBrowser(twins.port, an_address(), person.patient_id)
        browser.client.set_cookie("sid", begin_sign_in(records, person))
        return person, browser

    return make


def an_address() -> str:
    """Of nobody else: tries are counted by address."""
    number = next(numbers)
    return f"127.0.{1 + number // 200}.{1 + number % 200}"


def is_signed_in(browser: Browser) -> bool:
    return browser.get(browser.path("today"), follow=False).status == 200


def entries(app: Flask, person: Person) -> int:
    with app.app_context():
        query = select(func.count()).select_from(Entry)
        query = query.where(Entry.patient_id == person.patient_id, Entry.deleted_at.is_(None))
        return db.session.execute(query).scalar_one()


def alike(body: str) -> str:
    """A page without what is made anew for each answer: tokens, and the ids that its empty forms bring along."""
    return OWN_TO_EACH_ANSWER.sub("", body)


def a_whole_visit(records: Flask, twins: Twins, person: Person, come_from: str) -> None:
    """Sign in, save, undo, save more, share by a link, stop that, sign out: each request at the other server."""
    me = FarBrowser(twins.port, come_from, person.patient_id)
    assert give_password(me, person.user_name, "a wrong pass phrase").status == 422
    assert give_password(me, person.user_name, PASSWORD).status == 303
    saved = me.submit(me.get(me.path("today")), "/leg", score=6)
    assert "Saved" in saved.text
    undone = me.submit(saved, "/undo/")
    assert undone.status == 200
    assert entries(records, person) == 0
    for score in range(4):
        page = me.submit(me.get(me.path("moments/new")), "/moments/new", leg_pain=score, note=f"moment {score}")
        assert "Saved" in page.text
    address = address_of(new_link(me)).removeprefix("http://localhost")
    visitor = FarBrowser(twins.port, an_address(), person.patient_id)
    assert press(visitor, visitor.get(address)).heading == "Progress"
    assert me.submit(me.get(me.path("sharing")), "/end").status == 200
    assert visitor.get(visitor.path("progress")).status == 404
    kept = dict(me.client.cookies)
    assert me.submit(me.get(me.path("more")), "/sign-out").status == 200
    me.client.cookies = kept
    assert not any(is_signed_in(me.at(twin.port)) for twin in twins.both())
    assert entries(records, person) == 4


def test_a_crowd_at_one_address(twins: Twins, records: Flask) -> None:
    people = [make_person(records, f"Crowd {number}") for number in range(CROWD)]
    for person in people:
        with_password(records, person)
    places = [an_address() for _ in people]
    before = dict(twins.front.asked)
    with ThreadPoolExecutor(CROWD) as crowd:
        list(crowd.map(lambda pair: a_whole_visit(records, twins, *pair), zip(people, places, strict=True)))
    asked = [twins.front.asked[port] - before[port] for port in twins.front.ports]
    assert min(asked) > CROWD * 10
    assert max(asked) - min(asked) < sum(asked) / 5


def test_both_show_the_same_pages(twins: Twins, newcomer: Callable[[], tuple[Person, FarBrowser]]) -> None:
    _, browser = newcomer()
    browser.submit(browser.get(browser.path("today")), "/leg", score=6)
    for rest in ("today", "diary", "progress", "more", "sharing", "sessions", "medication", "function", "exports"):
        first, second = (browser.at(twin.port).get(browser.path(rest)) for twin in twins.both())
        ids = [set(IDS_OF_NEW_ROWS.findall(page.body)) for page in (first, second)]
        fresh = ids[0] ^ ids[1]
        bodies = [alike(page.body) for page in (first, second)]
        for one in fresh:
            bodies = [body.replace(one, "") for body in bodies]
        assert first.status == second.status
        assert bodies[0] == bodies[1], rest
        headers = [
            {name: value for name, value in page.headers.items() if name not in {"Content-Length", "Set-Cookie"}}
            for page in (first, second)
        ]
        assert headers[0] == headers[1]


def test_files_have_the_same_address_at_both(twins: Twins) -> None:
    browser = FarBrowser(twins.port, an_address())
    pages = [browser.at(twin.port).get("/sign-in").body for twin in twins.both()]
    found = [sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))) for page in pages]
    assert found[0] == found[1] != []
    for path in found[0]:
        answers = [browser.at(twin.port).client.get(path) for twin in twins.both()]
        assert [answer.status_code for answer in answers] == [200, 200], path
        assert answers[0].data == answers[1].data
        assert answers[0].headers["Cache-Control"] == answers[1].headers["Cache-Control"]


def test_a_form_of_one_is_taken_by_the_other(
    twins: Twins, records: Flask, newcomer: Callable[[], tuple[Person, FarBrowser]]
) -> None:
    person, browser = newcomer()
    for count, (made_by, sent_to) in enumerate([twins.both(), twins.both()[::-1]], 1):
        page = browser.at(made_by.port).get(browser.path("moments/new"))
        assert "Saved" in browser.at(sent_to.port).submit(page, "/moments/new", leg_pain=3).text
        assert entries(records, person) == count


def _at_once(twins: Twins, browser: FarBrowser, page: Page) -> list[Page]:
    """The page's form, filled in once and sent to both servers in the same moment."""
    filled = dict(page.form("/moments/new").fields()) | {"leg_pain": "3"}
    together = Barrier(2)

    def send(port: int) -> Page:
        twin = browser.at(port)
        together.wait()
        answer = twin.client.post(browser.path("moments/new"), {name: [value] for name, value in filled.items()})
        return Page(answer)  # type: ignore[arg-type]

    with ThreadPoolExecutor(2) as both:
        return list(both.map(send, [twin.port for twin in twins.both()]))


def test_the_same_form_sent_to_both_at_once_is_one_record(
    twins: Twins, records: Flask, newcomer: Callable[[], tuple[Person, FarBrowser]]
) -> None:
    person, browser = newcomer()
    for count in range(1, PAIRS + 1):
        answers = _at_once(twins, browser, browser.get(browser.path("moments/new")))
        assert [answer.status for answer in answers] == [303, 303]
        assert entries(records, person) == count


def test_wrong_passwords_are_counted_once_for_all(twins: Twins, records: Flask) -> None:
    """By name and network: the guesser waits at both servers, and the owner elsewhere at neither."""
    person = make_person(records, "Guessed at")
    with_password(records, person)
    guesser = an_address()
    statuses = [
        give_password(FarBrowser(twin.port, guesser), person.user_name, f"wrong pass phrase {turn}").status
        for turn in range(6)
        for twin in twins.both()
    ]
    assert statuses == [422] * 10 + [429] * 2
    for twin in twins.both():
        assert give_password(FarBrowser(twin.port, guesser), person.user_name, PASSWORD).status == 429
        assert give_password(FarBrowser(twin.port, an_address()), person.user_name, PASSWORD).status == 303


def test_signed_out_at_one_is_signed_out_at_the_other(
    twins: Twins, newcomer: Callable[[], tuple[Person, FarBrowser]]
) -> None:
    for here, there in (twins.both(), twins.both()[::-1]):
        _, browser = newcomer()
        kept = dict(browser.client.cookies)
        assert is_signed_in(browser.at(there.port))
        at_one = browser.at(here.port)
        at_one.submit(at_one.get(browser.path("more")), "/sign-out")
        browser.client.cookies = kept
        assert not is_signed_in(browser.at(there.port))


def test_a_share_ended_at_one_is_closed_at_the_other(
    twins: Twins, records: Flask, newcomer: Callable[[], tuple[Person, FarBrowser]]
) -> None:
    for number, (here, there) in enumerate((twins.both(), twins.both()[::-1])):
        person, mine = newcomer()
        practitioner = make_practitioner(records, f"Li Wen {number}")
        theirs = FarBrowser(there.port, an_address(), person.patient_id)
        theirs.client.set_cookie("sid", begin_sign_in(records, practitioner))
        _, code = invite(mine)
        assert take(theirs, code).status == 303
        assert theirs.get(theirs.path("progress")).status == 200
        grant = only_grant(records, person)
        assert mine.at(here.port).post(mine.path(f"sharing/grants/{grant.id}/end"), follow=False).status == 303
        assert theirs.get(theirs.path("progress")).heading == "This share has ended"


def test_looks_through_both_are_one_log_without_a_gap(
    twins: Twins, records: Flask, newcomer: Callable[[], tuple[Person, FarBrowser]]
) -> None:
    person, _ = newcomer()
    practitioner = make_practitioner(records, "Li Wen looks")
    share(records, person, practitioner)
    theirs = FarBrowser(twins.port, an_address(), person.patient_id)
    theirs.client.set_cookie("sid", begin_sign_in(records, practitioner))
    with ThreadPoolExecutor(6) as many:
        ports = [twin.port for twin in twins.both()] * 10
        statuses = many.map(lambda port: theirs.at(port).get(theirs.path("progress")).status, ports)
        assert Counter(statuses) == {200: 20}
    events = events_of(records, person)
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    assert len([event for event in events if event.account_id == practitioner.account_id]) == 20
    assert is_whole(events)


class Writing:
    """Somebody who writes moments until told to stop, and keeps what came of each."""

    def __init__(self, person: Person, browser: FarBrowser, told: Condition) -> None:
        self.person, self.browser, self.told = person, browser, told
        self.acknowledged: list[str] = []
        self.statuses: Counter[int] = Counter()

    def write(self, over: Event) -> None:
        path = self.browser.path("moments/new")
        while not over.is_set():
            answer = self.browser.client.get(path)
            if answer.status_code != 200:
                self.statuses[answer.status_code] += 1
                continue
            page = Page(answer)  # type: ignore[arg-type]
            note = f"{self.person.user_name} wrote {sum(self.statuses.values())}"
            filled = dict(page.form("/moments/new").fields()) | {"leg_pain": "0", "note": note}
            answer = self.browser.client.post(path, {name: [filled[name]] for name in filled})
            self.statuses[answer.status_code] += 1
            if answer.status_code == 303:
                with self.told:
                    self.acknowledged.append(note)
                    self.told.notify_all()


def _write_on(writers: list[Writing], told: Condition, by: int = 30) -> None:
    """Return when so many more were acknowledged."""
    wanted = sum(len(one.acknowledged) for one in writers) + by
    with told:
        went_on = told.wait_for(lambda: sum(len(one.acknowledged) for one in writers) >= wanted, PATIENCE)
    assert went_on, [one.statuses for one in writers]


def test_nothing_acknowledged_is_lost_when_one_is_killed(
    twins: Twins, records: Flask, newcomer: Callable[[], tuple[Person, FarBrowser]]
) -> None:
    told, over = Condition(), Event()
    writers = [Writing(*newcomer(), told) for _ in range(4)]
    with ThreadPoolExecutor(len(writers)) as crowd:
        running = [crowd.submit(one.write, over) for one in writers]
        try:
            _write_on(writers, told)
            twins.first.kill()
            _write_on(writers, told)
            twins.first.start()
            twins.second.kill()
            _write_on(writers, told)
        finally:
            over.set()
        for future in running:
            future.result()
    twins.second.start()

    with records.app_context():
        for one in writers:
            query = select(Entry.note).where(Entry.patient_id == one.person.patient_id)
            notes = Counter(db.session.execute(query).scalars())
            assert set(one.acknowledged) <= set(notes)
            assert set(notes.values()) == {1}
            # What was under way when a server died was not acknowledged; nothing else was refused.
            assert set(one.statuses) <= {303, 502}, one.statuses
            assert one.statuses[502] <= 4
