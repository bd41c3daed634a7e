"""The measurements of two builds: whole answers, pairs of rounds, and as many browsers as wanted."""

import socket
from collections import Counter

import pytest
from flask import Flask, Response, request

from scripts.bench.beside import cpu, page_line
from scripts.bench.filling import Filled, Record
from scripts.bench.lines import Asker, Line, Sent, ask_at_once, is_whole
from scripts.bench.measures import Compared, Cost
from scripts.bench.pages import grown_pages, usual_pages
from tests.support.live import serving_plainly


@pytest.mark.parametrize(
    ("got", "whole"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n", False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", False),
        (b"HTTP/1.1 200 OK\r\n\r\nas long as it is open", False),
    ],
)
def test_an_answer_is_whole_where_its_head_says_so(got: bytes, whole: bool) -> None:
    assert is_whole(got) is whole


def _app(asked: Counter[str]) -> Flask:
    app = Flask("asked", static_folder=None)

    @app.route("/<name>", methods=["GET", "POST"])
    def one(name: str) -> Response:
        asked[f"{request.method} {name} {request.form.get('score', '')} {request.cookies.get('sid', '')}"] += 1
        answer = Response(name * 100_000, status=404 if name == "missing" else 200)
        answer.set_cookie("form", "token")
        return answer

    return app


def test_as_many_are_asked_as_wanted_each_by_its_own_browser() -> None:
    asked: Counter[str] = Counter()
    with serving_plainly(_app(asked)) as home:
        port = int(home.rsplit(":", 1)[1])
        looks = Asker(Line(port, {"sid": "rosa"}), lambda: Sent("/day"), 200)
        saves = Asker(Line(port, {"sid": "omar"}), lambda: Sent("/day", {"score": "4"}), 200)
        spent = ask_at_once([looks, saves], 9)
        for asker in (looks, saves):
            asker.line.close()
    assert len(spent) == 9
    assert asked.total() == 9
    assert set(asked) == {"GET day  rosa", "POST day 4 omar"}
    assert looks.line.cookies == {"sid": "rosa", "form": "token"}
    assert len(looks.line.answer()[1]) == 300_000


def test_a_connection_that_the_server_gave_up_is_made_anew() -> None:
    """It closes those that ask for nothing, as when the other build takes long."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line, answer = Line(listener.getsockname()[1], {}), b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n"
        for body in (b"1", b"2"):
            line.send(Sent("/day"))
            with listener.accept()[0] as taken:
                assert taken.recv(1000).startswith(b"GET /day HTTP/1.1\r\n")
                taken.sendall(answer + body)
                assert line.take()
            assert line.answer() == (200, body)
        line.close()


def test_another_answer_than_the_right_one_ends_the_run() -> None:
    with serving_plainly(_app(Counter())) as home:
        asker = Asker(Line(int(home.rsplit(":", 1)[1]), {}), lambda: Sent("/missing"), 200)
        with pytest.raises(SystemExit, match="answered 404, not 200"):
            ask_at_once([asker], 1)
        asker.line.close()


def test_a_ratio_is_that_of_rounds_next_to_each_other() -> None:
    """Where the machine is slow for a while, both of a pair are."""
    before = [Cost(cpu_ms, 10, 5, 1) for cpu_ms in (4.0, 40.0, 4.0)]
    now = [Cost(cpu_ms, 20, 5, 1) for cpu_ms in (2.0, 20.0, 2.0)]
    found = Compared(before, now)
    assert found.middles(cpu) == (4.0, 2.0)
    assert found.ratio(cpu) == 0.5
    assert page_line("Today", found, None).split() == ["|", "Today", "|", "4.00", "|", "2.00", "|", "0.50", "|"]
    assert [cell.strip() for cell in page_line("Today", found, found).split("|")[7:-1]] == [
        "1.00", "10", "20", "2.00", "1.00",
    ]  # fmt: skip


def test_every_page_is_asked_of_records_that_are_there() -> None:
    record = Record("1", "secret")
    told = Filled("2026-03-03", dict.fromkeys(("usual", "short", "entries", "care"), record), (record,) * 32,
                  dict.fromkeys(("usual", "care"), record))  # fmt: skip
    assert len({page.name for page in usual_pages(told)}) == 13
    assert len(grown_pages(told)) == 7
    quick = Filled(told.today, told.diaries, told.writers, {"usual": record})
    assert len(grown_pages(quick)) == 5
