"""Who is looking at a page, by the cookie they send; and where somebody goes who must sign in first."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort, current_app, g, redirect, render_template, request, url_for
from flask_wtf.csrf import validate_csrf
from sqlalchemy import Engine
from werkzeug.wrappers import Response
from wtforms import ValidationError

from tracker.accounts.forms import AgainForm, SignInForm, can_be_carried
from tracker.accounts.services import sessions
from tracker.accounts.views.base import limits
from tracker.domain.accounts.look import Look
from tracker.factors.services.steps import LASTS
from tracker.passwords.tokens import secret_hash
from tracker.storage.rows import row_of
from tracker.web import clock
from tracker.web.app_settings import settings
from tracker.web.cookies import Cookie
from tracker.web.extensions import db
from tracker.web.form_tokens import unmasked
from tracker.web.gate import SAFE_METHODS, Viewer
from tracker.web.navigation import safe_next

FRESH_TO_OPEN = timedelta(minutes=30)
FRESH_TO_SEND = timedelta(hours=1)  # longer, so that a form that was opened in time can be filled in
SIGN_IN = Cookie("sid")
STEP = Cookie("step", LASTS)  # of a step that is under way (`factors.services.steps`)
Pairs = tuple[tuple[str, str], ...]


def keep(response: Response, secret: str, *, kept: bool) -> None:
    """Give the browser its secret: for as long as it stays open, or for as long as a kept sign-in may last."""
    SIGN_IN.set(response, secret, lasts=limits().kept_absolute if kept else None)


def find_viewer() -> Viewer | None:
    """Who is signed in, in one query. The gate asks once a request, and keeps the answer."""
    secret = SIGN_IN.sent_secret()
    if secret is None:
        return None
    row = row_of(db.session(), *sessions.session_with_account(secret_hash(secret)))
    now = clock.now()
    if row is None or (row.erase_at is not None and row.erase_at <= now):
        return None
    if limits().have_ended(row, now) or sessions.was_over(secret):
        sessions.try_to_end(_free_engine(), secret)
        return None
    if limits().need_renewal(row, now):
        sessions.try_to_renew(_free_engine(), secret, now)
    g.account_session_kept = row.kept
    return Viewer(
        account_id=row.account_id,
        user_name=row.user_name,
        zone=ZoneInfo(row.time_zone),
        look=Look(theme=row.theme, text_size=row.text_size, date_format=row.date_format),
        is_practitioner=row.is_practitioner,
        is_demo=row.is_demo,
        has_factor=row.second_factor_since is not None,
        notice_since=row.notice_since,
        erase_at=row.erase_at,
        session_id=row.public_id,
        confirmed_at=row.confirmed_at,
    )


def _free_engine() -> Engine:
    """The engine, once this request's own transaction has let go of the database: it would be in its own way."""
    db.session.rollback()
    return db.engine


def _path() -> str:
    return request.full_path if request.query_string else request.path


def turn_away() -> Response:
    """To the sign-in page; what a form held is carried along, to be sent after signing in."""
    path = _path()
    if request.method in SAFE_METHODS:
        back = None if path == "/" else safe_next(path)
        return redirect(url_for("accounts.sign_in", next=back))
    ours = _is_from_our_page()
    typed = _typed() if ours else None
    if ours and typed is None:
        abort(413)
    form = SignInForm(formdata=None, data={"typed": typed, "target": safe_next(path) if ours else None})
    html = render_template("accounts/sign_in_again.html", form=form)
    return current_app.make_response((html, 401))


def ask_again(viewer: Viewer) -> Response | None:
    """Ask for the password where it was not given lately; what a form held is carried along."""
    reading = request.method in SAFE_METHODS
    if clock.now() - viewer.confirmed_at <= (FRESH_TO_OPEN if reading else FRESH_TO_SEND):
        return None
    if reading:
        page = current_app.extensions.get("after_confirming", {}).get(request.endpoint, _path)
        return redirect(url_for("accounts.confirm", next=safe_next(page())))
    typed = _typed() if _is_from_our_page() else None
    form = AgainForm(formdata=None, data={"typed": typed, "target": None if typed is None else safe_next(_path())})
    return current_app.make_response((render_template("accounts/confirm.html", form=form), 401))


def signed_in_lately_as() -> UUID | None:
    """Whose password or passkey was given in this browser lately, and their second factor at the sign-in, if any."""
    viewer: Viewer | None = g.viewer
    lately = viewer is not None and clock.now() - viewer.confirmed_at <= FRESH_TO_OPEN
    return viewer.account_id if viewer is not None and lately else None


def ask_factor(viewer: Viewer) -> Response | None:
    """To the page of second factors, where a practitioner who opens what others share has none and must have one.

    The made-up people of the demo are only asked: nobody could show them around otherwise.
    """
    must = viewer.is_practitioner and not viewer.is_demo and settings().practitioner_factor_required
    if viewer.has_factor or not must:
        return None
    back = safe_next(_path()) if request.method in SAFE_METHODS else None
    return redirect(url_for("accounts.factors", next=back), code=303)


def _is_from_our_page() -> bool:
    """Whether the form came from this site: what another site sent is not offered for sending again."""
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    try:
        validate_csrf(unmasked(request.form.get("csrf_token", "")))
    except ValidationError:
        return False
    return True


def _typed() -> Pairs | None:
    """What the form held but for passwords and its token; None where it is too much to carry."""
    pairs = tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and "password" not in name and "\x00" not in name + value
    )
    return pairs if can_be_carried(pairs) else None
