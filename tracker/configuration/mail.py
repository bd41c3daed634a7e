"""How mail is sent, read from the settings and checked; off without a host."""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from tracker.configuration.checks import SettingsFault
from tracker.domain.errors import Invalid
from tracker.domain.outbound.mailboxes import Mailbox, read_mailbox

LINE_MOST: Final = 1000


class Security(StrEnum):
    """How the connection to the mail server is kept from others; NONE is for a server on this machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


PORTS: Final = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The mail server of the host, and whom its mail is from."""

    host: str
    port: int
    security: Security
    sender: Mailbox
    user: str | None = None
    password: str | None = None
    authorities: str | None = None


def security_of(given: str | None) -> Security:
    """One of the three; STARTTLS where nothing is said."""
    try:
        return Security((given or Security.STARTTLS.value).lower())
    except ValueError:
        raise SettingsFault(f"TRACKER_MAIL_SECURITY must be starttls, tls or none, not {given!r}.") from None


def sender_of(given: str | None) -> Mailbox:
    """Whom mail is from."""
    if given is None:
        raise SettingsFault("TRACKER_MAIL_HOST needs TRACKER_MAIL_FROM: the address that mail is from.")
    try:
        return read_mailbox(given)
    except Invalid:
        raise SettingsFault(
            f"TRACKER_MAIL_FROM must be an address alone, such as diary@example.org, not {given!r}."
        ) from None


def password_of(given: str | None, file: Path | None) -> str | None:
    """The password itself, or the first line of the file that holds it."""
    if file is None:
        return given
    if given is not None:
        raise SettingsFault("Give TRACKER_MAIL_PASSWORD or TRACKER_MAIL_PASSWORD_FILE, not both.")
    with file.open(encoding="utf-8", errors="replace") as lines:
        return lines.readline(LINE_MOST).strip() or None


def check_mail(mail: MailSettings, address: str | None) -> None:
    """What mail cannot be without, and what may not go over a network in the open."""
    if (mail.user is None) != (mail.password is None):
        raise SettingsFault("TRACKER_MAIL_USER and a password (TRACKER_MAIL_PASSWORD_FILE) go together: give both.")
    if mail.security is Security.NONE and not is_here(mail.host):
        raise SettingsFault(
            "TRACKER_MAIL_SECURITY=none is for a mail server on this machine alone: others could read along."
        )
    if address is None:
        raise SettingsFault(
            "TRACKER_MAIL_HOST needs TRACKER_ADDRESS, such as https://diary.example.org: mail holds addresses of pages."
        )


def is_here(host: str) -> bool:
    """Whether a host is this machine by its name or number."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
