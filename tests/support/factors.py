"""Gives accounts an authenticator app without going through the pages, and plays the app's part."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from flask import Flask

from tests.support.pages import Browser, Form, Page
from tracker.accounts.services.accounts import Keeper
from tracker.accounts.services.factors import keep_factor_since
from tracker.accounts.services.judging import newest_stamp
from tracker.factors.services import steps, totp
from tracker.factors.services.sealing import Sealer
from tracker.factors.services.steps import Purpose
from tracker.web import clock
from tracker.web.extensions import db

SECOND_STEP = "/sign-in/second-step"


@dataclass(frozen=True)
class App:
    """An authenticator app on somebody's phone."""

    key: str

    def code(self, *, later: timedelta = timedelta(0)) -> str:
        """What it shows now, or shows later."""
        return self.code_at(clock.now() + later)

    def code_at(self, at: datetime) -> str:
        return pyotp.TOTP(self.key).generate_otp(totp.step_of(at))


def sealer_of(app: Flask) -> Sealer:
    keeper: Keeper = app.extensions["keeper"]
    return keeper.second_step.sealer


def begin_app(app: Flask, account_id: uuid.UUID) -> App:
    """An app that waits for its first code."""
    with app.app_context():
        assert totp.enrol(db.session(), sealer_of(app), account_id, clock.now())
        key = totp.key_to_confirm(db.session(), sealer_of(app), account_id)
        db.session.commit()
    assert key is not None
    return App(key)


def add_app(app: Flask, account_id: uuid.UUID) -> App:
    """An app that counts; its first code was given a minute ago."""
    phone, now = begin_app(app, account_id), clock.now()
    with app.app_context():
        before = now - timedelta(minutes=1)
        totp.confirm(db.session(), sealer_of(app), account_id, phone.code_at(before), before)
        keep_factor_since(db.session(), account_id, before)
        db.session.commit()
    return phone


def begin_step(app: Flask, account_id: uuid.UUID, purpose: Purpose = Purpose.SECOND_FACTOR) -> str:
    """The secret of a step's cookie, for a password that was right."""
    with app.app_context():
        stamp = newest_stamp(db.session())
        secret = steps.begin(db.session(), purpose, steps.Pending(account_id, stamp=stamp), clock.now())
        db.session.commit()
    return secret


def give_code(browser: Browser, page: Page, code: str, *, field: str = "code", follow: bool = False) -> Page:
    """Give a code of the app, or a recovery code, on the page that asks for it (which may ask for a passkey too)."""
    form = next(form for form in map(Form, page.all("form")) if form.action == SECOND_STEP)
    assert field in form.names(), form.names()
    typed = dict(form.fields()) | {field: code}
    return browser.post(SECOND_STEP, typed, follow=follow, token=typed.pop("csrf_token"))
