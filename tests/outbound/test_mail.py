"""Mail by the host's server: what goes out, and what becomes of it where that server will not."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from tests.support.mail_server import PASSWORD, USER, MailServer, mail_server
from tests.support.receivers import make_certificate, server_context
from tracker.configuration.mail import Security
from tracker.domain.outbound.mailboxes import Mailbox, read_mailbox
from tracker.outbound.mail import Letter, Mailer, Unanswered, Went, message_of

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
ROSA = read_mailbox("rosa@example.net")
LETTER = Letter(to=ROSA, subject="Your diary has a minute for you", text=".\n..and a line\nGrüße, ½\n")


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as made:
        yield made


def test_what_is_sent_arrives_as_it_was_written(server: MailServer) -> None:
    letter = replace(LETTER, headers={"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"})
    assert Mailer(server.settings()).send(letter, NOW) is Went.SENT
    (got,) = server.got
    assert server.to == ["rosa@example.net"]
    assert (got["From"], got["To"], got["Subject"]) == ("diary@example.org", "rosa@example.net", LETTER.subject)
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got["Message-ID"].endswith("@example.org>")
    assert got.get_content().replace("\r\n", "\n") == LETTER.text
    assert server.raw[0].isascii(), "whatever server stands on the way can carry it"
    assert b"sciatica" not in server.raw[0].lower()


def test_letters_of_other_scripts_before_the_sign(server: MailServer) -> None:
    to = read_mailbox("jörg@bücher.example")
    assert to == Mailbox("jörg", "xn--bcher-kva.example")
    assert Mailer(server.settings()).send(replace(LETTER, to=to), NOW) is Went.SENT
    assert server.to == ["jörg@xn--bcher-kva.example"]


def test_no_header_holds_two_lines() -> None:
    for subject in ("One\nBcc: all@example.org", "One\r\nBcc: all@example.org", "One\rtwo"):
        with pytest.raises(ValueError, match="line"):
            message_of(replace(LETTER, subject=subject), ROSA, NOW)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(("said", "went"), [("451 later", Went.FAILED), ("550 never", Went.REFUSED)])
def test_what_the_server_answers(server: MailServer, step: str, said: str, went: Went) -> None:
    server.says[step] = [said]
    assert Mailer(server.settings()).send(LETTER, NOW) is went
    assert server.got == []
    assert Mailer(server.settings()).send(LETTER, NOW) is Went.SENT


def test_what_was_handed_over_and_not_heard_of_is_not_known(server: MailServer) -> None:
    server.stalls = True
    assert Mailer(server.settings(), seconds=0.3).send(LETTER, NOW) is Went.UNSURE


def test_nobody_there(server: MailServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    mailer = Mailer(server.settings(port=port))
    assert mailer.send(LETTER, NOW) is Went.FAILED
    with pytest.raises(Unanswered, match="cannot be reached"):
        mailer.answers()


@pytest.mark.parametrize("words", [b"", b"220 hello\r\n", b"554 go away\r\n", b"hello\r\n", b"2"])
def test_who_stalls_or_says_something_else_is_left(server: MailServer, words: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held: list[socket.socket] = []

        def answer() -> None:
            connection, _ = listening.accept()
            held.append(connection)
            connection.sendall(words)

        thread = Thread(target=answer, daemon=True)
        thread.start()
        mailer = Mailer(server.settings(port=listening.getsockname()[1]), seconds=0.3)
        assert mailer.send(LETTER, NOW) in {Went.FAILED, Went.REFUSED}
        thread.join()
        held[0].close()


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_over_tls_with_a_password(tmp_path: Path, security: Security) -> None:
    folder = make_certificate(tmp_path)
    authorities = str(folder / "certificate.pem")
    with mail_server(security, server_context(folder)) as server:
        settings = server.settings(security, host="localhost", user=USER, password=PASSWORD, authorities=authorities)
        mailer = Mailer(settings)
        mailer.answers()
        assert mailer.send(LETTER, NOW) is Went.SENT
        assert len(server.got) == 1
        wrong = Mailer(replace(settings, password="another"))
        assert wrong.send(LETTER, NOW) is Went.FAILED, "the host can set the right one"
        with pytest.raises(Unanswered, match="535"):
            wrong.answers()
        strange = Mailer(replace(settings, authorities=None))
        assert strange.send(LETTER, NOW) is Went.FAILED
        with pytest.raises(Unanswered, match="certificate"):
            strange.answers()


def test_nothing_goes_in_the_open_where_tls_is_wanted(server: MailServer) -> None:
    mailer = Mailer(server.settings(Security.STARTTLS, host="localhost"))
    assert mailer.send(LETTER, NOW) is Went.FAILED
    assert server.got == []


def test_asking_whether_it_answers_sends_nothing(server: MailServer) -> None:
    Mailer(server.settings()).answers()
    assert server.got == []
