"""What a setting may be, and in one sentence what is wrong with one that cannot be used."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from importlib.util import find_spec
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from tracker.domain.outbound.places import Network, read_network
from tracker.storage.postgres import open_to_others
from tracker.wording.patients import COUNTRIES

PREFIX: Final = "TRACKER_"
FOR_TESTS: Final = "TRACKER_TEST_"
MINUTES: Final = 60
HOURS: Final = 24
PORT_HIGHEST: Final = 65_535
# A name as browsers send it, or with a dot in front for all names below it.
_LABEL: Final = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST: Final = re.compile(rf"\.?(?:{_LABEL}\.)*{_LABEL}")
_ADDRESS: Final = re.compile(rf"https?://(?:{_LABEL}\.)*{_LABEL}(?::\d{{1,5}})?")
_CONTACT: Final = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+|https://[^\s<>\"]+")
_PORT: Final = re.compile(r"[^:]*:\d*")
# What people write for a country that has another code.
_OTHER_CODES: Final = {"UK": "GB", "ENGLAND": "GB", "SCOTLAND": "GB", "WALES": "GB", "USA": "US", "EL": "GR"}


class SettingsFault(Exception):
    """A setting that cannot be used; says which and what would be right."""


def check_names(environ: Iterable[str], known: Iterable[str]) -> None:
    """Refuse what begins like a setting of ours and is none: a slip of the pen would go unnoticed."""
    names = {name.removeprefix(PREFIX) for name in known}
    for name in sorted(environ):
        rest = name.removeprefix(PREFIX)
        if name != rest and rest not in names and not name.startswith(FOR_TESTS):
            near = [PREFIX + one for one in get_close_matches(rest, sorted(names), n=1, cutoff=0.75)]
            raise SettingsFault(f"{name} is no setting of this app{_meant(near)}.")


def fault_of_proxies(*, https: bool, proxies: int) -> str | None:
    """Why nobody can be told from anybody else: HTTPS is a proxy's business here, and none is believed."""
    if proxies or not https:
        return None
    return (
        "TRACKER_HTTPS=yes with TRACKER_PROXIES=0: everybody comes from the address of the proxy, so limits cannot "
        "tell people apart. Set TRACKER_PROXIES to how many proxies of yours stand in front, usually 1"
    )


def doubt_of_proxies(*, https: bool, proxies: int) -> str | None:
    """Why a browser may say where it comes from: proxies are believed where none is needed."""
    if https or not proxies:
        return None
    return (
        f"TRACKER_PROXIES={proxies} with TRACKER_HTTPS=no: where no proxy stands in front, whoever asks may claim any "
        "address. Set it to 0 there"
    )


def host_of(given: str) -> str:
    """The name of a host as browsers send it: small letters, and other scripts in their ASCII form."""
    host = given.strip().lower()
    if not host:
        raise SettingsFault(
            "TRACKER_TRUSTED_HOSTS holds a blank name: list the names this server is reached by, with a comma between."
        )
    try:
        name = host if host.isascii() else _in_ascii(host)
    except UnicodeError:
        name = host
    if not _HOST.fullmatch(name):
        raise SettingsFault(f"TRACKER_TRUSTED_HOSTS must hold names of hosts alone: {given!r} {_told_of_host(host)}.")
    return name


def network_of(given: str) -> Network:
    """A network of the host's own, to which webhooks may be sent."""
    try:
        return read_network(given)
    except ValueError as fault:
        raise SettingsFault(
            f"TRACKER_WEBHOOKS_PRIVATE must hold networks such as 192.168.1.0/24 or fd00::/8, not {given!r}."
        ) from fault


def port_of(given: str) -> int:
    """A port to which webhooks may be sent."""
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:6]) <= PORT_HIGHEST):
        raise SettingsFault(f"TRACKER_WEBHOOKS_PORTS must hold numbers from 1 to {PORT_HIGHEST}, not {given!r}.")
    return int(given)


def page_address(given: str | None) -> str | None:
    """What the addresses of pages begin with, for those who are not looking at one."""
    if given is None:
        return None
    text = given.rstrip("/")
    if not _ADDRESS.fullmatch(text):
        raise SettingsFault(
            f"TRACKER_ADDRESS must be such as https://diary.example.org and without a path, not {given!r}."
        )
    return text


def contact_of(given: str | None) -> str | None:
    """Whom services for push messages may turn to: a mailto: or https: address."""
    if given is not None and not _CONTACT.fullmatch(given):
        raise SettingsFault(
            f"TRACKER_PUSH_CONTACT must be such as mailto:me@example.org or https://example.org, not {given!r}."
        )
    return given


def check_country(code: str | None) -> None:
    """The code of a country whose emergency number is known here, or None."""
    if code is None or code in COUNTRIES:
        return
    names = {name.upper(): code for code, name in COUNTRIES.items()} | _OTHER_CODES
    near = [names[name] for name in get_close_matches(code, names, n=1, cutoff=0.8)]
    raise SettingsFault(
        f"TRACKER_COUNTRY {code!r} is not the two-letter code of a country whose emergency number is known "
        f"here{_meant(near)}."
    )


def check_zone(name: str) -> None:
    """The name of a time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        near = get_close_matches(name, available_timezones(), n=1, cutoff=0.75)
        raise SettingsFault(f"TRACKER_TIME_ZONE {name!r} is not a known zone{_meant(near)}.") from fault


def check_limits(*, idle_minutes: int, absolute_hours: int, kept_idle_days: int, kept_absolute_days: int) -> None:
    """No sign-in may be meant to rest for longer than it lasts, nor one that is kept to end before others."""
    if idle_minutes > absolute_hours * MINUTES:
        raise SettingsFault(
            f"TRACKER_IDLE_MINUTES={idle_minutes} is longer than TRACKER_ABSOLUTE_HOURS={absolute_hours}: "
            "a sign-in cannot rest for longer than it lasts."
        )
    if kept_idle_days > kept_absolute_days:
        raise SettingsFault(
            f"TRACKER_KEPT_IDLE_DAYS={kept_idle_days} is longer than TRACKER_KEPT_ABSOLUTE_DAYS={kept_absolute_days}: "
            "a sign-in cannot rest for longer than it lasts."
        )
    if absolute_hours > kept_absolute_days * HOURS:
        raise SettingsFault(
            f"TRACKER_ABSOLUTE_HOURS={absolute_hours} is longer than TRACKER_KEPT_ABSOLUTE_DAYS={kept_absolute_days}: "
            "a sign-in that is kept on a device cannot end before one that is not."
        )


def check_https(*, https: bool, hosts: tuple[str, ...], development: bool) -> None:
    """What HTTPS cannot be without, and what it cannot be with."""
    if https and not hosts:
        raise SettingsFault("TRACKER_HTTPS needs TRACKER_TRUSTED_HOSTS: the names this server is reached by.")
    if https and development:
        raise SettingsFault(
            "TRACKER_DEVELOPMENT=yes cannot go with TRACKER_HTTPS=yes: it is for your own machine, never for a server."
        )


def check_address(url: str) -> None:
    """The address of a database that can be used, and that sends nothing openly over a network."""
    if not url.startswith(("sqlite:", "postgresql+psycopg:")):
        raise SettingsFault("TRACKER_DATABASE_URL must start with sqlite: or postgresql:")
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError) as fault:
        raise SettingsFault(
            "TRACKER_DATABASE_URL cannot be read: write sqlite:////folder/file, or "
            "postgresql://user:password@host/name with signs such as @ and / in the password as %40 and %2F."
        ) from fault
    if url.startswith("sqlite:"):
        if parts.host or parts.database in {None, "", ":memory:"}:
            raise SettingsFault(
                "TRACKER_DATABASE_URL names no file to keep the diary in: write sqlite:////folder/file."
            )
        return
    if find_spec("psycopg") is None:
        raise SettingsFault("TRACKER_DATABASE_URL names PostgreSQL, but its driver is not installed: add psycopg.")
    if open_to_others(url):
        raise SettingsFault(
            "TRACKER_DATABASE_URL names a server on another machine: end it with ?sslmode=verify-full, and with "
            "&sslrootcert=FILE where its certificate is your own, so that nobody on the way can read along."
        )


def _meant(near: list[str]) -> str:
    return f"; perhaps {near[0]} is meant" if near else ""


def _in_ascii(host: str) -> str:
    dot = "." if host.startswith(".") else ""
    return dot + host.removeprefix(".").encode("idna").decode()


def _told_of_host(host: str) -> str:
    """What is wrong with it, and the name alone where it can be seen."""
    wrong = {
        "holds a blank: put a comma between names": len(host.split()) > 1,
        "has a scheme": "://" in host,
        "has a path": "/" in host,
        "is an IPv6 address, and those cannot be compared": host.count(":") > 1,
        "has a port": bool(_PORT.fullmatch(host)),
    }
    told = next((words for words, applies in wrong.items() if applies), "is none")
    name = _alone(host)
    return f"{told}; write {name}" if name else told


def _alone(host: str) -> str | None:
    try:
        name = urlsplit(host if "://" in host else f"//{host}").hostname or ""
    except ValueError:
        return None
    return name if _HOST.fullmatch(name) and not name.isdigit() else None
