"""One message to one address, as a receiver on this machine sees it, and what becomes of it where there is none."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.support.receivers import NAME, Receiver, carrier_to, make_certificate, serve, server_context
from tracker.domain.outbound.answers import Outcome
from tracker.outbound import carrier
from tracker.outbound.carrier import Answer, Carrier

ANSWER = b"HTTP/1.1 204 No Content\r\n\r\n"


def address(receiver: Receiver, name: str = NAME, path: str = "/hooks/secret") -> str:
    return f"http://{name}:{receiver.port}{path}"


def test_what_a_receiver_is_sent(receiver: Receiver) -> None:
    answer = carrier_to(receiver).post(address(receiver, path="/a?b=c"), {"webhook-id": "1"}, b'{"type":"test.sent"}')
    assert answer == Answer(Outcome.TAKEN, 204)
    ((path, headers, body),) = receiver.got
    assert (path, body) == ("/a?b=c", b'{"type":"test.sent"}')
    assert headers["host"] == f"{NAME}:{receiver.port}"
    assert (headers["webhook-id"], headers["connection"], headers["content-length"]) == ("1", "close", "20")
    assert "user-agent" not in headers


@pytest.mark.parametrize(
    ("status", "outcome"), [(200, "taken"), (302, "refused"), (404, "refused"), (410, "gone"), (500, "refused")]
)
def test_what_an_answer_comes_to(receiver: Receiver, status: int, outcome: str) -> None:
    receiver.answers = [(status, {"Location": "http://127.0.0.1:1/", "Retry-After": "60"})]
    answer = carrier_to(receiver).post(address(receiver), {}, b"{}")
    assert answer == Answer(Outcome(outcome), status, timedelta(seconds=60))
    assert len(receiver.got) == 1, "no redirect is followed"


@contextmanager
def speaking(say: Callable[[socket.socket], None]) -> Iterator[Receiver]:
    """A receiver that reads the head of what it is sent, and then says what it likes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65_536)
                try:
                    say(connection)
                    connection.recv(65_536)
                except OSError:
                    return

        thread = Thread(target=answer, daemon=True)
        thread.start()
        yield Receiver(port=listening.getsockname()[1])
        thread.join(20)


SAID = {
    "in one part": (ANSWER, Answer(Outcome.TAKEN, 204)),
    "with an old version": (b"HTTP/1.0 200\r\nA: b\r\n\r\nand more", Answer(Outcome.TAKEN, 200)),
    "after a hint": (b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + ANSWER, Answer(Outcome.TAKEN, 204)),
    "not in HTTP": (b"220 mail.example.org ESMTP\r\n\r\n", Answer(Outcome.NO_ANSWER)),
    "with a status that is none": (b"HTTP/1.1 999 Much\r\n\r\n", Answer(Outcome.NO_ANSWER)),
    "cut off": (b"HTTP/1.1 204 No Con", Answer(Outcome.NO_ANSWER)),
    "without end": (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 4000, Answer(Outcome.NO_ANSWER)),
    "with too many headers": (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", Answer(Outcome.NO_ANSWER)),
}


@pytest.mark.parametrize("how", SAID)
def test_whatever_comes_back_is_an_outcome(how: str) -> None:
    said, expected = SAID[how]

    def say(connection: socket.socket) -> None:
        connection.sendall(said)
        connection.shutdown(socket.SHUT_WR)

    with speaking(say) as receiver:
        assert carrier_to(receiver).post(address(receiver), {}, b"{}") == expected


def test_who_speaks_slowly_is_not_waited_for() -> None:
    """Each sign comes in time, and all of them never would."""

    def say(connection: socket.socket) -> None:
        connection.settimeout(0.02)
        while True:
            connection.sendall(b"H")
            try:
                if connection.recv(65_536) == b"":
                    return
            except TimeoutError:
                continue

    with speaking(say) as receiver:
        answer = carrier_to(receiver, seconds=0.3).post(address(receiver), {}, b"{}")
    assert answer == Answer(Outcome.TOO_SLOW)


def test_who_says_nothing_is_not_waited_for() -> None:
    def listen(connection: socket.socket) -> None:
        while connection.recv(65_536):
            continue

    with speaking(listen) as receiver:
        assert carrier_to(receiver, seconds=0.2).post(address(receiver), {}, b"{}") == Answer(Outcome.TOO_SLOW)
        assert carrier_to(receiver, seconds=0).post(address(receiver), {}, b"{}") == Answer(Outcome.TOO_SLOW)


def test_where_nobody_listens_there_is_no_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        receiver = Receiver(port=closed.getsockname()[1])
    assert carrier_to(receiver).post(address(receiver), {}, b"{}") == Answer(Outcome.UNREACHABLE)


def test_a_name_that_is_not_found(receiver: Receiver) -> None:
    assert carrier_to(receiver).post(address(receiver, "nowhere.test"), {}, b"{}") == Answer(Outcome.NO_NAME)


def test_what_the_host_has_not_named_is_never_called(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the port nor the network; also by a name that leads to this machine."""
    usual, called = carrier_to(receiver), []
    monkeypatch.setattr(socket, "create_connection", lambda *asked, **_more: called.append(asked))
    for other in (
        replace(usual, private=()),
        replace(usual, ports={443}),
        replace(usual, private=(ip_network("10.0.0.0/8"),)),
    ):
        assert other.post(address(receiver), {}, b"{}") == Answer(Outcome.NOT_ALLOWED)
    secure = replace(usual, private=())
    assert secure.post(f"https://{NAME}:{receiver.port}/", {}, b"{}") == Answer(Outcome.NOT_ALLOWED)
    assert called == []


def test_the_number_that_was_judged_is_the_one_that_is_called(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere each time it is asked for is asked for once."""
    told = [[ip_address("127.0.0.1")], [ip_address("169.254.169.254")]]
    turning = replace(carrier_to(receiver), look_up=lambda _host: told.pop(0))
    monkeypatch.setattr(socket, "getaddrinfo", _only_numbers(socket.getaddrinfo))
    assert turning.post(address(receiver), {}, b"{}").outcome is Outcome.TAKEN
    assert len(told) == 1
    assert turning.post(address(receiver), {}, b"{}") == Answer(Outcome.NOT_ALLOWED)


def _only_numbers(real: Callable[..., Any]) -> Callable[..., Any]:
    def asked(host: str, *more: Any, **named: Any) -> Any:
        ip_address(host)
        return real(host, *more, **named)

    return asked


def numbers(*given: str) -> Callable[[str], Sequence[Any]]:
    return lambda _host: [ip_address(one) for one in given]


def test_of_each_family_one_number_is_tried(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    real = socket.create_connection

    def connect(place: tuple[str, int], **named: Any) -> socket.socket:
        tried.append(place[0])
        if place[0] != "127.0.0.1":
            raise ConnectionRefusedError
        return real(place, **named)

    monkeypatch.setattr(socket, "create_connection", connect)
    home = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    both = replace(
        carrier_to(receiver), private=home, look_up=numbers("::1", "10.0.0.1", "127.0.0.1", "127.0.0.2", "::1")
    )
    assert both.post(address(receiver), {}, b"{}").outcome is Outcome.TAKEN
    assert tried == ["::1", "127.0.0.1"]
    wrong = replace(both, look_up=numbers("127.0.0.3", "127.0.0.1"))
    assert wrong.post(address(receiver), {}, b"{}").outcome is Outcome.UNREACHABLE


def test_names_are_looked_up_by_the_system() -> None:
    assert ip_address("127.0.0.1") in carrier.look_up("localhost")
    with pytest.raises(socket.gaierror):
        carrier.look_up("nowhere.invalid")


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the name of the receiver, which is its own authority."""
    return make_certificate(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def secured(certificates: Path) -> Iterator[Receiver]:
    yield from serve(Receiver(), server_context(certificates))


def test_over_tls_the_name_is_proven(secured: Receiver, certificates: Path) -> None:
    trusting = carrier_to(secured, authorities=certificates / "certificate.pem")
    right, other = (f"https://{name}:{secured.port}/x" for name in (NAME, "other.test"))
    assert trusting.post(right, {}, b"{}") == Answer(Outcome.TAKEN, 204)
    assert trusting.post(other, {}, b"{}") == Answer(Outcome.UNTRUSTED)
    assert carrier_to(secured).post(right, {}, b"{}") == Answer(Outcome.UNTRUSTED)
    assert len(secured.got) == 1


def test_what_speaks_no_tls_is_not_trusted(receiver: Receiver) -> None:
    answer = carrier_to(receiver).post(f"https://{NAME}:{receiver.port}/x", {}, b"{}")
    assert answer == Answer(Outcome.UNTRUSTED)
    assert receiver.got == []


def test_a_carrier_is_made_of_settings_alone() -> None:
    assert Carrier(private=(), ports={443}).look_up is carrier.look_up
