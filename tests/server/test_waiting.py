"""How many pages are at work at a time, and that nobody waits for a download, a save or a look that waits itself."""

import http.client
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from threading import Event, Thread

import pytest
from flask import Flask, request
from werkzeug.wrappers import Response

from tests.server.here import PATIENCE, serving_here, status_of, wait_until
from tests.support.people import begin_sign_in, make_person
from tests.support.sharing import make_practitioner, share, today
from tracker.server.connections import Server
from tracker.server.dispatcher import PAGES_AT_WORK, PagesLane
from tracker.web import gate
from tracker.web.lanes import makes_file, waiting

PAGE = "/evidence"


class Holding:
    """Views that are held until `opened`, and how many are in them."""

    def __init__(self, app: Flask) -> None:
        self.opened = Event()
        self.inside = 0

        @app.route("/held", methods=["GET", "POST"])
        @gate.asking_nobody
        def held() -> Response:
            return self._hold()

        @app.get("/file")
        @gate.asking_nobody
        @makes_file
        def file() -> Response:
            return self._hold()

        @app.get("/waits")
        @gate.asking_nobody
        def waits() -> Response:
            with waiting():
                return self._hold()

        app.extensions["csrf"].exempt(held)

    def _hold(self) -> Response:
        self.inside += 1
        assert self.opened.wait(PATIENCE)
        return Response(request.path)


@contextmanager
def asking(server: Server, times: int, path: str, *, method: str = "GET", secret: str = "") -> Iterator[list[int]]:
    """Asked so often at once; gives the answers, which are all there at the end. Who is given up gets none."""
    answers: list[int] = []

    def ask() -> None:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        with closing(line), suppress(OSError, http.client.HTTPException):
            line.request(method, path, headers={"Host": "localhost", "Cookie": f"sid={secret}"})
            answers.append(line.getresponse().status)

    askers = [Thread(target=ask) for _ in range(times)]
    for one in askers:
        one.start()
    yield answers
    for one in askers:
        one.join(PATIENCE)


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/held"), ("GET", "/file"), ("HEAD", "/file"), ("GET", "/waits")]
)
def test_no_page_waits_for(make_app: Callable[..., Flask], method: str, path: str) -> None:
    app = make_app(testing=False)
    holding = Holding(app)
    with serving_here(app, threads=PAGES_AT_WORK + 1) as server:
        with asking(server, PAGES_AT_WORK, path, method=method) as answers:
            wait_until(lambda: holding.inside == PAGES_AT_WORK)
            assert status_of(server, PAGE) == 200
            holding.opened.set()
        assert answers == [200] * PAGES_AT_WORK
        wait_until(lambda: not any(lane.at_work or lane.under_way for lane in lanes_of(server)))


def lanes_of(server: Server) -> list[PagesLane]:
    return [server.dispatcher.pages, server.dispatcher.saves, server.dispatcher.files]


def test_no_more_pages_are_at_work_than_are_answered_fastest(make_app: Callable[..., Flask]) -> None:
    app = make_app(testing=False)
    holding = Holding(app)
    with serving_here(app, threads=PAGES_AT_WORK + 4) as server:
        pages = server.dispatcher.pages
        with asking(server, PAGES_AT_WORK + 2, "/held") as answers:
            wait_until(lambda: holding.inside == PAGES_AT_WORK and len(pages.queue.waiting) == 2)
            assert (pages.at_work, len(pages.threads), len(pages.queue)) == (PAGES_AT_WORK, PAGES_AT_WORK, 0)
            holding.opened.set()
        assert answers == [200] * (PAGES_AT_WORK + 2)


def test_pages_that_wait_when_all_ends_are_given_up(make_app: Callable[..., Flask]) -> None:
    app = make_app(testing=False)
    holding = Holding(app)
    with serving_here(app) as server, asking(server, 1, "/held"):
        pages = server.dispatcher.pages
        wait_until(lambda: holding.inside == 1)
        with asking(server, 1, "/held"):
            wait_until(lambda: len(pages.queue.waiting) == 1)
            ((channel,),) = pages.queue.waiting._waiting.values()
            for cancel in (False, True):
                pages.shutdown(cancel, timeout=0)
                assert channel.will_close is cancel
            holding.opened.set()


@pytest.mark.sqlite
def test_a_locked_file_keeps_no_page_waiting_that_writes_nothing(make_app: Callable[..., Flask]) -> None:
    """A practitioner's looks wait to be logged, a save waits for its turn; who only reads is answered."""
    app = make_app(testing=False)
    rosa, li_wen = make_person(app, "Rosa"), make_practitioner(app)
    share(app, rosa, li_wen)
    seen = f"/patients/{rosa.patient_id}"
    own, looking = begin_sign_in(app, rosa), begin_sign_in(app, li_wen)
    database = app.extensions["settings"].instance_path / "test.sqlite3"
    with (
        serving_here(app, threads=PAGES_AT_WORK + 1) as server,
        closing(sqlite3.connect(database, isolation_level=None)) as elsewhere,
    ):
        elsewhere.execute("BEGIN IMMEDIATE")
        pages, saves = server.dispatcher.pages, server.dispatcher.saves
        with (
            asking(server, PAGES_AT_WORK, f"{seen}/diary", secret=looking) as looks,
            asking(server, PAGES_AT_WORK, f"{seen}/days/{today()}/leg", method="POST", secret=own),
        ):
            wait_until(lambda: pages.under_way == PAGES_AT_WORK and not pages.at_work)
            wait_until(lambda: saves.at_work == PAGES_AT_WORK)
            with asking(server, 1, f"{seen}/today", secret=own) as shown:
                pass
            assert (shown, looks) == ([200], [])
            elsewhere.execute("COMMIT")
        assert looks == [200] * PAGES_AT_WORK
