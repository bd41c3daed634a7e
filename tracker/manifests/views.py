"""Where programs that were given a SMART Health Link come to: its manifest, and the files that the manifest names.

They come without a cookie and may be pages of any site; what they know is the secret in the address. Source: SMART
Health Cards and Links 1.0.0 (STU1), links-specification, "SMART Health Link Manifest Request".
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from tracker.accounts.services.accounts import Keeper
from tracker.domain.sharing.shlink import shown_recipient
from tracker.downloads.beginning import begin_by_link
from tracker.downloads.limits import WAIT_SECONDS, UnderWay
from tracker.manifests.services import waiting
from tracker.manifests.services.encrypting import CONTENT_TYPE
from tracker.manifests.services.making import Wanted, files_of
from tracker.papers.services.typeset import NotSet, Size
from tracker.sharing.services.health_links import Knock, Opened, WrongPasscode, open_link
from tracker.throttling.throttles import LimitedAct, Throttled, Who
from tracker.web import clock, gate
from tracker.web.app_settings import held, settings
from tracker.web.callers import caller
from tracker.web.extensions import csrf, db
from tracker.web.lanes import makes_file
from tracker.web.languages import spoken
from tracker.web.limits import takes_json
from tracker.web.origins import for_any_site
from tracker.web.paper import buys_letter
from tracker.web.transactions import separate_session

blueprint = Blueprint("manifests", __name__)
JSON: Final = "application/json"
JOSE: Final = "application/jose"
FHIR_VERSION: Final = "4.0.1"
# How long a file may be that is put into the manifest unasked, and all of them together.
EMBEDDED_UNASKED: Final = 20_000
EMBEDDED_IN_ALL: Final = 1_000_000
ASK_AGAIN_SECONDS: Final = 300
AGAIN_SECONDS: Final = 5


class Unreadable(Exception):
    """The request is not what the specification says; `code` says which part."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader sent, and how long an embedded file may be."""

    knock: Knock
    embedded_most: int | None


@blueprint.post("/h/<secret>")
@gate.asking_nobody
@makes_file
@for_any_site
@takes_json
def manifest(secret: str) -> Response:
    """The files of a link, made anew, each within the answer or at an address of its own."""
    try:
        asked = _asked(secret)
        end = begin_by_link()
    except Unreadable as error:
        return _said(HTTPStatus.BAD_REQUEST, error=error.code)
    except UnderWay:
        return _too_many(WAIT_SECONDS)
    try:
        return _opened(asked)
    except Throttled as error:
        return _too_many(error.seconds)
    finally:
        end()


csrf.exempt(manifest)  # programs send it without any form, and no cookie is looked at


def _opened(asked: Asked) -> Response:
    now = clock.now()
    with separate_session() as session:
        found = open_link(session, _keeper().throttle, asked.knock, caller())
    if found is None:
        return _said(HTTPStatus.NOT_FOUND)
    if isinstance(found, WrongPasscode):
        return _said(HTTPStatus.UNAUTHORIZED, remainingAttempts=found.left)
    try:
        wanted = Wanted(
            now=now,
            size=Size.LETTER if buys_letter() else Size.A4,
            language=spoken().tag,
            snomed_licensed=settings().snomed_licensed,
        )
        files = list(files_of(db.engine, found, wanted))
    except NotSet:
        answer = _said(HTTPStatus.SERVICE_UNAVAILABLE)
        answer.headers["Retry-After"] = str(AGAIN_SECONDS)
        return answer
    return _listed(found, files, asked.embedded_most)


def _listed(found: Opened, files: Sequence[str], most: int | None) -> Response:
    """The manifest of these files; those that are too long for it are kept to be fetched."""
    within = set(_within(files, EMBEDDED_UNASKED if most is None else most))
    with separate_session() as session:
        apart = [file for number, file in enumerate(files) if number not in within]
        addresses = waiting.keep(session, found.link, apart, clock.now())
    if addresses is None:
        return _said(HTTPStatus.NOT_FOUND)
    left = iter(addresses)
    entries = [
        {"contentType": CONTENT_TYPE, "fhirVersion": FHIR_VERSION, "status": "can-change"}
        | (
            {"embedded": file}
            if number in within
            else {"location": url_for("manifests.waiting_file", secret=next(left), _external=True)}
        )
        for number, file in enumerate(files)
    ]
    answer = _said(HTTPStatus.OK, files=entries)
    answer.headers["Retry-After"] = str(ASK_AGAIN_SECONDS)
    return answer


def _within(files: Sequence[str], most: int) -> Iterator[int]:
    """The places of the files that are put into the manifest."""
    left = EMBEDDED_IN_ALL
    for number, file in enumerate(files):
        if len(file) <= min(most, left):
            left -= len(file)
            yield number


@blueprint.get("/h/files/<secret>")
@gate.asking_nobody
@for_any_site
def waiting_file(secret: str) -> Response:
    """One encrypted file, this once."""
    if request.method == "HEAD":
        abort(HTTPStatus.METHOD_NOT_ALLOWED)  # whoever only asks whether it is there does not use it up
    try:
        with separate_session() as session:
            file = waiting.take(session, secret, clock.now())
            if file is None:
                here = caller()
                _keeper().throttle.take(session, LimitedAct.OPEN_LINK, Who(address=here.network), here.now)
    except Throttled as error:
        return _too_many(error.seconds)
    if file is None:
        return _said(HTTPStatus.NOT_FOUND)
    return Response(file, content_type=JOSE)


def _asked(secret: str) -> Asked:
    try:
        sent = json.loads(request.get_data(cache=False))
    except (ValueError, RecursionError):
        raise Unreadable("json") from None
    if not isinstance(sent, dict):
        raise Unreadable("json")
    recipient, passcode, most = (sent.get(name) for name in ("recipient", "passcode", "embeddedLengthMax"))
    recipient = shown_recipient(recipient) if isinstance(recipient, str) else None
    if recipient is None:
        raise Unreadable("recipient")
    if passcode is not None and not isinstance(passcode, str):
        raise Unreadable("passcode")
    if most is not None and (isinstance(most, bool) or not isinstance(most, int) or most < 0):
        raise Unreadable("embeddedLengthMax")
    return Asked(Knock(secret, recipient, passcode), most)


def _said(status: HTTPStatus, **content: Any) -> Response:
    return Response(json.dumps(content), status=status, content_type=JSON)


def _too_many(seconds: int) -> Response:
    answer = _said(HTTPStatus.TOO_MANY_REQUESTS)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _keeper() -> Keeper:
    return held(Keeper, "keeper")
