"""Sends one mail by the host's own server, or says whether that server answers. Whatever goes wrong is an outcome.

A try takes twenty seconds at the most, however slowly the other side speaks. A mail of which nothing was
heard after it was handed over has perhaps been taken, and is not to be sent again.
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from enum import StrEnum
from threading import Timer
from typing import Final

from tracker.configuration.mail import MailSettings, Security
from tracker.domain.outbound.mailboxes import Mailbox

SECONDS: Final = 20.0
CONNECT_SECONDS: Final = 8.0
REFUSED_FROM: Final = 500
SUBJECT_MOST: Final = 150
_LINE_WITH_DOT: Final = re.compile(rb"^\.", re.MULTILINE)
_END: Final = b".\r\n"


class Went(StrEnum):
    """How it went. FAILED: it was not taken, and may be later, such as once the host has set the right password.

    UNSURE: it may have been taken.
    """

    SENT = "sent"
    FAILED = "failed"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is sent and to whom; plain text. `headers` are ours alone, never what somebody typed."""

    to: Mailbox
    subject: str
    text: str
    headers: Mapping[str, str] | None = None


class Unanswered(Exception):
    """The mail server could not be asked, or turned us away; in a few words why."""


def message_of(letter: Letter, sender: Mailbox, now: datetime) -> EmailMessage:
    """The mail as it goes out; ValueError where a header would hold more than one line."""
    message = EmailMessage(policy=SMTP.clone(utf8=not letter.to.is_plain))
    message["From"] = Address(username=sender.local, domain=sender.host)
    message["To"] = Address(username=letter.to.local, domain=letter.to.host)
    message["Subject"] = letter.subject[:SUBJECT_MOST]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=sender.host)
    message["Auto-Submitted"] = "auto-generated"
    for name, value in (letter.headers or {}).items():
        message[name] = value
    message.set_content(letter.text, charset="utf-8", cte="quoted-printable")
    return message


@dataclass(frozen=True, slots=True)
class Mailer:
    """Sends by one mail server."""

    by: MailSettings
    seconds: float = SECONDS

    def send(self, letter: Letter, now: datetime) -> Went:
        """Send a mail."""
        sender, to = self.by.sender, letter.to
        body = message_of(letter, sender, now).as_bytes(policy=SMTP.clone(utf8=not to.is_plain))
        begun = handed = False
        try:
            with self._connected() as server:
                begun = True
                if not to.is_plain and not server.has_extn("smtputf8"):
                    return Went.REFUSED
                _expect(server.mail(sender.address, [] if to.is_plain else ["SMTPUTF8"]), {250})
                _expect(server.rcpt(to.address), {250, 251})
                _expect(server.docmd("DATA"), {354})
                handed = True
                server.send(_LINE_WITH_DOT.sub(b"..", body) + _END)
                _expect(server.getreply(), {250})
        except smtplib.SMTPResponseException as answer:
            return Went.REFUSED if begun and answer.smtp_code >= REFUSED_FROM else Went.FAILED
        except (OSError, smtplib.SMTPException):
            return Went.UNSURE if handed else Went.FAILED
        return Went.SENT

    def answers(self) -> None:
        """Ask the server, and send nothing; `Unanswered` with a few words where it cannot be used."""
        try:
            with self._connected() as server:
                _expect(server.noop(), {250})
        except smtplib.SMTPResponseException as answer:
            raise Unanswered(f"it answers with {answer.smtp_code}") from answer
        except ssl.SSLError as fault:
            raise Unanswered("its certificate is not one that this system trusts") from fault
        except (OSError, smtplib.SMTPException) as fault:
            raise Unanswered(f"it cannot be reached or asked ({type(fault).__name__})") from fault

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """A session that is ready to take a mail, cut off once its time is over."""
        server = smtplib.SMTP(local_hostname=self.by.sender.host, timeout=self.seconds)
        end = Timer(self.seconds, _cut, (server,))
        end.daemon = True
        end.start()
        try:
            self._begin(server)
            yield server
            with suppress(OSError, smtplib.SMTPException):  # what was sent is sent
                server.quit()
        finally:
            end.cancel()
            server.close()

    def _begin(self, server: smtplib.SMTP) -> None:
        by = self.by
        connected = socket.create_connection((by.host, by.port), timeout=min(CONNECT_SECONDS, self.seconds))
        server.sock = connected
        connected.settimeout(self.seconds)
        if by.security is Security.TLS:
            server.sock = self._secured(connected)
        _expect(server.getreply(), {220})
        server.ehlo_or_helo_if_needed()
        if by.security is Security.STARTTLS:
            if not server.has_extn("starttls"):
                raise smtplib.SMTPNotSupportedError
            _expect(server.docmd("STARTTLS"), {220})
            server.sock, server.file = self._secured(connected), None  # nothing that came in the open is read
            server.helo_resp = server.ehlo_resp = None
            server.esmtp_features, server.does_esmtp = {}, False
            server.ehlo_or_helo_if_needed()
        if by.user is not None and by.password is not None:
            server.login(by.user, by.password)

    def _secured(self, connected: socket.socket) -> socket.socket:
        context = ssl.create_default_context(cafile=self.by.authorities)
        return context.wrap_socket(connected, server_hostname=self.by.host)


def _expect(answer: tuple[int, bytes], wanted: Collection[int]) -> None:
    code, words = answer
    if code not in wanted:
        raise smtplib.SMTPResponseException(code, words)


def _cut(server: smtplib.SMTP) -> None:
    """Whoever waits for the other side waits no longer."""
    if server.sock is not None:
        with suppress(OSError):
            socket.socket.shutdown(server.sock, socket.SHUT_RDWR)
