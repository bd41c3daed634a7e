"""Where browsers tell that a page tried what the content policy forbids: one line in the log, and nothing kept.

The line names the rule that was broken and which kind of page broke it. What the browser says beyond that (the address,
a piece of the script) may hold a person's words and is not read. Anybody can send such reports, so they are small, few
from one address, and few in all; the rest is dropped without a word.
"""

import json
import logging
from collections import OrderedDict
from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, request
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from tracker.web import clock
from tracker.web.extensions import csrf
from tracker.web.gate import public
from tracker.web.headers import CONTENT_SECURITY_POLICY, REPORTS

log = logging.getLogger("tracker")
blueprint = Blueprint("reports_of_browsers", __name__)
KINDS = frozenset({"application/csp-report", "application/reports+json", "application/json"})
MOST_BYTES = 16 * 1024
MOST_OF_ONE_ADDRESS, MOST_OF_ALL, MOST_ADDRESSES = 10, 60, 1000
MOST_AT_ONCE = 5
WINDOW = timedelta(minutes=1)
UNKNOWN = "unknown"
NAMES = frozenset(rule.split()[0] for rule in CONTENT_SECURITY_POLICY.split("; "))
DIRECTIVES = NAMES | {f"{name}-{part}" for name in ("script-src", "style-src") for part in ("elem", "attr")}


class Few:
    """Lets so many through in a window of time; counted in this process alone, as nothing hangs on it but log lines."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        self._began: datetime | None = None
        self._seen: OrderedDict[str, int] = OrderedDict()
        self._all = 0

    def lets_through(self, address: str, now: datetime) -> bool:
        with self._lock:
            if self._began is None or not self._began <= now < self._began + WINDOW:
                self.forget()
                self._began = now
            if self._all >= MOST_OF_ALL or self._seen.get(address, 0) >= MOST_OF_ONE_ADDRESS:
                return False
            if address not in self._seen and len(self._seen) >= MOST_ADDRESSES:
                return False
            self._all += 1
            self._seen[address] = self._seen.get(address, 0) + 1
            return True


@blueprint.record_once
def _prepare(state: BlueprintSetupState) -> None:
    state.app.extensions["few_reports"] = Few()


@blueprint.post(REPORTS)
@public
def report() -> Response:
    request.max_content_length = MOST_BYTES
    if request.mimetype not in KINDS:
        abort(415)
    few: Few = current_app.extensions["few_reports"]
    if few.lets_through(request.remote_addr or "", clock.now()):
        for directive, page in list(_told(request.get_data(cache=False)))[:MOST_AT_ONCE]:
            log.warning("csp.report directive=%s route=%s", directive, page)
    return Response(status=204)


csrf.exempt(report)  # browsers send reports without any form


def _told(body: bytes) -> Iterator[tuple[str, str]]:
    """The rule and the page of each report in the body, in either of the two forms that browsers send."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return
    for one in found if isinstance(found, list) else [found]:
        inside = one.get("csp-report", one.get("body")) if isinstance(one, dict) else None
        if isinstance(inside, dict):
            yield _directive(inside), _page(inside)


def _directive(inside: dict[str, Any]) -> str:
    for name in ("effectiveDirective", "effective-directive", "violated-directive"):
        text = inside.get(name)
        words = text.split() if isinstance(text, str) else []
        if words:
            return words[0] if words[0] in DIRECTIVES else UNKNOWN
    return UNKNOWN


def _page(inside: dict[str, Any]) -> str:
    """Which route the address belongs to; the address itself names a record."""
    address = inside.get("documentURL", inside.get("document-uri"))
    if not isinstance(address, str):
        return UNKNOWN
    try:
        return str(current_app.create_url_adapter(request).match(urlsplit(address).path, method="GET")[0])  # type: ignore[union-attr]
    except (HTTPException, ValueError):
        return UNKNOWN
