"""The accounts blueprint, what it puts into the app, and Flask's own session, which holds the form token and no more.

That session's cookie lives for 31 days, so that a page left open overnight can still be sent; it is emptied at
sign-in and sign-out, and with it goes the token of the pages before. (Not at sign-up: the same
form sent again must find the account it has made.)
"""

from datetime import timedelta
from typing import cast

from flask import Blueprint, current_app, g, session
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from tracker.accounts.services.accounts import Keeper
from tracker.accounts.services.second_step import SecondStep
from tracker.accounts.services.sessions import Limits
from tracker.configuration.settings import Settings
from tracker.factors.services.sealing import Sealer
from tracker.passwords.hashing import Hasher
from tracker.throttling.throttles import Throttle

blueprint = Blueprint("accounts", __name__)
FORM_TOKEN_LIFE = timedelta(days=31)


@blueprint.record_once
def _prepare(state: BlueprintSetupState) -> None:
    app = state.app
    settings = cast("Settings", app.extensions["settings"])
    app.config["PERMANENT_SESSION_LIFETIME"] = FORM_TOKEN_LIFE
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    throttle = Throttle(settings.secret_key, settings.secret_key_fallbacks)
    sealer = Sealer((settings.secret_key, *settings.secret_key_fallbacks))
    app.extensions["keeper"] = Keeper(Hasher(cheap=settings.testing), throttle, SecondStep(throttle, sealer))
    app.extensions["session_limits"] = Limits(
        idle=timedelta(minutes=settings.idle_minutes),
        absolute=timedelta(hours=settings.absolute_hours),
        kept_idle=timedelta(days=settings.kept_idle_days),
        kept_absolute=timedelta(days=settings.kept_absolute_days),
    )


@blueprint.after_app_request
def _keep_form_token(response: Response) -> Response:
    if session.modified and session:
        session.permanent = True
    return response


def forget_form_token() -> None:
    """A new token from here on, also for what this same request still shows."""
    session.clear()
    g.pop("csrf_token", None)


def keeper() -> Keeper:
    return cast("Keeper", current_app.extensions["keeper"])


def limits() -> Limits:
    return cast("Limits", current_app.extensions["session_limits"])
