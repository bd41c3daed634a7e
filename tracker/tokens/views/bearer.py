"""Who a program is, by the token in its one header. Cookies are not looked at, and addresses may not hold a token.

Source: RFC 6750, 2.1 (the header), 3 (what is answered), and 5.3 (never in an address).
"""

from typing import Final
from zoneinfo import ZoneInfo

from flask import request
from werkzeug.wrappers import Response

from tracker.accounts.services.accounts import Keeper
from tracker.domain.accounts.look import Look
from tracker.domain.accounts.programs import Scope
from tracker.throttling.throttles import LimitedAct, Throttled, Who
from tracker.tokens.queries import TokenWithAccount
from tracker.tokens.services import tokens
from tracker.tokens.services.pace import Pace
from tracker.web import clock
from tracker.web.app_settings import held
from tracker.web.callers import stranger
from tracker.web.extensions import db
from tracker.web.gate import Viewer
from tracker.web.problems import CHALLENGE, TOO_LITTLE, UNKNOWN_TOKEN, problem
from tracker.web.transactions import separate_session
from tracker.wording.interface import problem_words
from tracker.wording.programs import kind_of

SCHEME: Final = "bearer"
PLACES: Final = ("access_token", "token", "authorization")
HEADERS: Final = {
    "401": (401, CHALLENGE),
    "unknown_token": (401, UNKNOWN_TOKEN),
    "address": (400, ""),
    "scope": (403, TOO_LITTLE),
    "factor": (403, ""),
}


def find_program() -> Viewer | Response:
    """Whose program it is, with the request counted; or why it is let do nothing."""
    asked = request.args.items(multi=True) if request.query_string else ()
    if tokens.PREFIX in request.path or any(_holds_token(*one) for one in asked):
        return refuse_program("address")
    secret = _sent()
    if secret is None:
        return refuse_program("401")
    now = clock.now()
    found = tokens.find_token(db.session(), secret, now)
    if found is None:
        return _unknown()
    wait = held(Pace, "pace").wait(found.id, now)
    if wait:
        return _wait(wait)
    program = kind_of(request.user_agent.string)
    if tokens.is_news(found, program, now):
        db.session.rollback()
        tokens.try_to_tell(db.engine, found, program, now)
    return _viewer(found)


def refuse_program(reason: str) -> Response:
    """The answer to a program that may not come in, or may not do this."""
    status, challenge = HEADERS[reason]
    headers = [("WWW-Authenticate", challenge)] if challenge else []
    return problem(status, *problem_words(reason), headers=headers)


def _sent() -> str | None:
    """The token of the request, as it stands in its header."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == SCHEME and secret.strip() else None


def _holds_token(name: str, value: str) -> bool:
    return name.lower() in PLACES or tokens.PREFIX in value


def _unknown() -> Response:
    """Nobody can guess a token; whoever sends many that are none is slowed down, and nobody with a right one is."""
    here = stranger()
    try:
        with separate_session() as session:
            held(Keeper, "keeper").throttle.take(session, LimitedAct.OPEN_TOKEN, Who(address=here.network), here.now)
    except Throttled as error:
        return _wait(error.seconds)
    return refuse_program("unknown_token")


def _wait(seconds: int) -> Response:
    return problem(429, *problem_words(429), headers=[("Retry-After", str(seconds))])


def _viewer(found: TokenWithAccount) -> Viewer:
    return Viewer(
        account_id=found.account_id,
        user_name=found.user_name,
        zone=ZoneInfo(found.time_zone),
        look=Look(),
        is_practitioner=found.is_practitioner,
        is_demo=found.is_demo,
        has_factor=found.second_factor_since is not None,
        session_id=found.id,
        confirmed_at=found.made_at,
        erase_at=found.erase_at,
        scope=Scope(found.scope),
        through=found.name,
    )
