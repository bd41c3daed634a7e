"""For which account, and from which network, a request wants a password judged: read before it is given a thread.

The name is what was typed, made alike as names of accounts are. A form that names nobody is told by the cookie of its
sign-in or of its share link; one that can be told by neither counts for its network.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import IO, Any, Final
from urllib.parse import parse_qsl

from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_options_header
from werkzeug.sansio.http import parse_cookie

from tracker.domain.accounts.devices import counted_address
from tracker.domain.accounts.names import name_key
from tracker.server.turns import Claim
from tracker.throttling.browsers import Browsers, by_name
from tracker.web import clock
from tracker.web.limits import FIELDS, CountingParser

NAME_FIELD: Final = "user_name"
COOKIES: Final = ("__Host-sid", "sid", "__Host-share", "share")
BROWSER_COOKIES: Final = ("__Host-known", "known")
# A form that asks for a password is far smaller, but for what a sign-in carries along.
MOST_BYTES_READ: Final = 64 * 1024
MOST_PARTS_READ: Final = 500


def claim_of(request: Any, peer: str, proxies: int, browsers: Browsers) -> Claim:
    """The claim of a request as waitress has read it, which came from `peer` through so many proxies of the host's."""
    network = network_of(request.headers.get("X_FORWARDED_FOR", ""), peer, proxies)
    cookies = parse_cookie(request.headers.get("COOKIE", ""))
    name = name_key(_typed_name(request) or "")
    if name:
        seen = next((cookies[known] for known in BROWSER_COOKIES if cookies.get(known)), None)
        known = browsers.mark_of(seen, clock.now().date(), by_name(name)) != ""
        return Claim(("name", name), network, known)
    return Claim(_without_name(cookies, network), network)


def network_of(forwarded: str, peer: str, proxies: int) -> str:
    """What the throttles take for one address too; as far as the host's own proxies say where it came from."""
    said = [part.strip() for part in forwarded.split(",")]
    return counted_address(said[-proxies] if proxies and len(said) >= proxies else peer)


def _without_name(cookies: Mapping[str, str], network: str) -> tuple[str, str]:
    secret = next((cookies[known] for known in COOKIES if cookies.get(known)), None)
    if secret:
        return "cookie", sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
    return "network", network


def _typed_name(request: Any) -> str | None:
    length = int(request.headers.get("CONTENT_LENGTH") or 0)
    if not 0 < length <= MOST_BYTES_READ:
        return None
    body = request.get_body_stream()
    began = body.tell()
    try:
        return _field(body, request.headers.get("CONTENT_TYPE", ""), length)
    except (ValueError, HTTPException):
        return None  # whatever is wrong with it, the app itself will say so
    finally:
        body.seek(began)


def _field(body: IO[bytes], content_type: str, length: int) -> str | None:
    kind, options = parse_options_header(content_type)
    if kind == FIELDS:
        fields = parse_qsl(body.read(length).decode(errors="replace"), max_num_fields=MOST_PARTS_READ)
        return next((value for name, value in fields if name == NAME_FIELD), None)
    parser = CountingParser(max_form_memory_size=MOST_BYTES_READ, max_form_parts=MOST_PARTS_READ, silent=False)
    return parser.parse(body, kind, length, options)[1].get(NAME_FIELD)
