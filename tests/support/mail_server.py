"""A mail server on this machine, which keeps what it was sent and answers as it is told."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tracker.configuration.mail import MailSettings, Security
from tracker.domain.outbound.mailboxes import Mailbox

USER, PASSWORD = "diary", "a password of the mail server"


@dataclass
class MailServer:
    """`says` is what it answers at each step, one after the other; else it takes what comes."""

    port: int = 0
    got: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    says: dict[str, list[str]] = field(default_factory=dict)
    stalls: bool = False

    def settings(self, security: Security = Security.NONE, **changes: Any) -> MailSettings:
        given: dict[str, Any] = {"host": "127.0.0.1", "port": self.port, "sender": Mailbox("diary", "example.org")}
        return MailSettings(security=security, **(given | changes))

    def _next(self, step: str) -> str | None:
        waiting = self.says.get(step)
        return waiting.pop(0) if waiting else None

    async def handle_MAIL(  # noqa: N802 - as the library calls them
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self._next("MAIL") or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        said = self._next("RCPT")
        if said is not None:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.stalls:
            await asyncio.sleep(3600)
        said = self._next("DATA")
        if said is not None:
            return said
        content = envelope.original_content or b""
        self.raw.append(content)
        self.got.append(message_from_bytes(content, policy=policy.default))
        self.to.extend(envelope.rcpt_tos)
        return "250 taken"


def _authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()), handled=False)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


@contextmanager
def mail_server(security: Security = Security.NONE, context: ssl.SSLContext | None = None) -> Iterator[MailServer]:
    """It takes no mail in the open where it has a context, and asks for a password then."""
    server = MailServer(_free_port())
    given: dict[str, Any] = {"enable_SMTPUTF8": True}
    if security is Security.TLS:
        given["ssl_context"] = context
    elif security is Security.STARTTLS:
        given |= {"tls_context": context, "require_starttls": True}
    if security is not Security.NONE:
        by_command = security is Security.STARTTLS
        given |= {"authenticator": _authenticate, "auth_required": by_command, "auth_require_tls": by_command}
    controller = Controller(server, hostname="127.0.0.1", port=server.port, **given)
    controller.start()
    yield server
    controller.stop(no_assert=True)
