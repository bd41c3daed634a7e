"""Where a message may be sent: what its address may be, and which numbers its name may lead to.

The numbers are judged when a message is sent, and the connection is made to the very number that was judged. Source:
OWASP, "Server-Side Request Forgery Prevention Cheat Sheet"; IANA's registries of special-purpose addresses; ASVS 5.0.0,
1.3.6 and 15.3.2.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from tracker.domain.errors import Fault, Invalid

ADDRESS_LENGTH: Final = 500
HOST_LENGTH: Final = 253
USUAL_PORTS: Final = {"https": 443, "http": 80}
Network = IPv4Network | IPv6Network
_PLAIN: Final = re.compile(r"[!-~]+")
_LABEL: Final = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME: Final = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}")
_GLOBAL: Final = IPv6Network("2000::/3")
# IPv6 that carries a number of IPv4 within: of translators, and of tunnels, which are not used.
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
_TUNNELS: Final = (IPv6Network("2001::/32"), IPv6Network("2002::/16"))
_EXAMPLES: Final = IPv6Network("3fff::/20")  # RFC 9637; later than what Python knows
# Public by what Python knows of the number, and in truth of the protocols' own, or the inside of somebody's cloud.
_INSIDE: Final = (
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),  # former relays to 2002::/16, RFC 7526
    IPv4Network("168.63.129.16/32"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart. `host` is a name in ASCII or a number; `path` begins with a slash and has the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"

    @property
    def origin(self) -> str:
        """What of it may be shown: the path often holds a secret."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == USUAL_PORTS[self.scheme] else f"{host}:{self.port}"


def read_place(address: str, *, ports: Collection[int], plain: bool, most: int = ADDRESS_LENGTH) -> Place:
    """The parts of an address that somebody typed. `plain`: without TLS is possible, for networks of the host's own.

    `Invalid` where it is none, or could never be sent to.
    """
    text = address.strip()
    if len(text) > most:
        raise Invalid(Fault("too_long", most=most, has=len(text)))
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise Invalid(Fault("no_address")) from None
    if parts.scheme != "https" and not (plain and parts.scheme == "http"):
        raise Invalid(Fault("no_https"))
    if parts.username is not None or parts.password is not None:
        raise Invalid(Fault("address_with_password"))
    rest = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = _host(parts.hostname or "")
    if host is None or not _PLAIN.fullmatch(rest):
        raise Invalid(Fault("no_address"))
    port = USUAL_PORTS[parts.scheme] if port is None else port
    if port not in ports:
        raise Invalid(Fault("port_not_open", port=port, ports=", ".join(map(str, sorted(ports)))))
    return Place(parts.scheme, host, port, rest)


def _host(given: str) -> str | None:
    """The name in ASCII, or the number; None where it is neither."""
    name = given.removesuffix(".")
    try:
        return str(ip_address(name))
    except ValueError:
        pass
    try:
        name = name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return name if len(name) <= HOST_LENGTH and _NAME.fullmatch(name) else None


def read_network(text: str) -> Network:
    """A network as a host writes it, such as 192.168.1.0/24; ValueError."""
    return ip_network(text.strip())


def is_public(number: IPv4Address | IPv6Address) -> bool:
    """Whether it is somewhere on the internet: not this machine, its networks, a carrier's, a cloud's inside, or many.

    A number of IPv4 that is written as one of IPv6 is judged as what it is.
    """
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped is not None:
            return is_public(number.ipv4_mapped)
        if number in _TRANSLATED:
            return is_public(IPv4Address(int(number) & 0xFFFFFFFF))
        if number not in _GLOBAL or any(number in other for other in (*_TUNNELS, _EXAMPLES)):
            return False
    elif any(number in network for network in _INSIDE):
        return False
    return number.is_global and not (number.is_multicast or number.is_reserved)


def is_allowed(number: IPv4Address | IPv6Address, private: Sequence[Network]) -> bool:
    """Whether it lies in one of the networks that the host has named."""
    if isinstance(number, IPv6Address) and number.ipv4_mapped is not None:
        return is_allowed(number.ipv4_mapped, private)
    return any(number.version == network.version and number in network for network in private)


def may_be_called(number: IPv4Address | IPv6Address, private: Sequence[Network], *, secure: bool) -> bool:
    """Whether a message may be sent to this number: over TLS to a public one, in any way to the host's own networks."""
    if isinstance(number, IPv6Address) and number.scope_id is not None:
        return False
    return is_allowed(number, private) or (secure and is_public(number))


def check_number(place: Place, private: Sequence[Network]) -> None:
    """`Invalid` where the host is a number that may not be called; what a name leads to is judged when it is called."""
    try:
        number = ip_address(place.host)
    except ValueError:
        return
    if not may_be_called(number, private, secure=place.is_secure):
        raise Invalid(Fault("number_not_open"))
