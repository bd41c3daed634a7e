"""Pages are compressed for browsers that take it, unless a secret could stand beside what somebody else has chosen.

Whoever reads the length of many compressed answers can guess at what stands in them, if they may put their guesses into
the same body (BREACH). So a page is sent as it is unless all of this holds: it is a page of a record that hands out no
secret (its right is one of `ACTIONS`), or declares that it may be compressed; the browser says that our own page or the
person themselves asked for it, so that no other site can have it fetched again and again; and its address holds nothing
but names and values that our links are made of. A random length is added besides, which slows guessing down. Form
tokens differ in every answer (`form_tokens`). Source: docs/decisions/0043-compressed-but-not-beside-a-secret.md.
"""

import gzip
import io
import re
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

from tracker.domain.sharing.access import Action
from tracker.web.gate import policy_of
from tracker.web.marks import marked

LEVEL = 6
LEAST_BYTES = 1024
PADDING_MOST = 100
TAKEN = 200
KINDS = frozenset({"text/html", "application/json"})
READING = frozenset({"GET", "HEAD"})
ACTIONS = frozenset({Action.SUMMARY, Action.READ, Action.WRITE})
ASKED_BY_OURSELVES = frozenset({"same-origin", "none"})
# What our own links put into addresses. Whatever else stands there may have been chosen by anybody.
NAMES = frozenset(
    {"course", "day", "figure", "hint", "kind", "page", "range", "reference", "saved", "show", "since", "sort"}
    | {"table", "unit", "view", "year"}
)
VALUE = re.compile(r"[0-9a-z_-]{0,36}")

may_be_compressed = marked("compressed", value=True)


def takes_gzip() -> bool:
    """Whether the browser takes gzip."""
    return request.accept_encodings.quality("gzip") > 0


def squeezed(body: bytes, padding: int) -> bytes:
    """The body with gzip, its head longer by a name of so many letters, which nobody reads."""
    out = io.BytesIO()
    with gzip.GzipFile(filename="a" * padding, mode="wb", compresslevel=LEVEL, fileobj=out, mtime=0) as file:
        file.write(body)
    return out.getvalue()


def is_plain(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether an address asks for nothing but what our own links ask for."""
    return all(name in NAMES and VALUE.fullmatch(value) for name, value in pairs)


def hands_out_no_secret(view: Callable[..., Any] | None) -> bool:
    """Whether a view shows a page of a record and nothing that lets anybody in; refused where it is not known."""
    if getattr(view, "compressed", False):
        return True
    policy = policy_of(view)
    return policy is not None and policy.action in ACTIONS and not policy.fresh


def _may_compress(response: Response) -> bool:
    return (
        request.method in READING
        and response.status_code == TAKEN
        and response.mimetype in KINDS
        and not response.is_streamed
        and hands_out_no_secret(current_app.view_functions.get(str(request.endpoint)))
    )


def _asked_plainly() -> bool:
    return request.headers.get("Sec-Fetch-Site") in ASKED_BY_OURSELVES and is_plain(request.args.items(multi=True))


def _compress(response: Response) -> Response:
    if not _may_compress(response):
        return response
    response.vary.update(("Accept-Encoding", "Sec-Fetch-Site"))
    body = response.get_data()
    if len(body) >= LEAST_BYTES and takes_gzip() and _asked_plainly():
        response.set_data(squeezed(body, secrets.randbelow(PADDING_MOST) + 1))
        response.headers["Content-Encoding"] = "gzip"
    return response


def init_app(app: Flask) -> None:
    """To be called before all others that look at answers: it sees each when they are done with it."""
    app.after_request(_compress)
