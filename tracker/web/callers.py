"""Whence a request comes, as the throttles count it and as the log of an account tells it."""

from dataclasses import replace

from flask import g, request

from tracker.audit.services.events import Caller
from tracker.domain.accounts import devices
from tracker.web import clock
from tracker.web.browser_cookie import KNOWN


def caller() -> Caller:
    """Of which sign-in, from what device and network, and when."""
    return Caller(
        now=clock.now(),
        session_id=None if g.viewer is None else g.viewer.session_id,
        address=devices.shown_address(request.remote_addr),
        device=devices.summary(request.user_agent.string),
        network=devices.counted_address(request.remote_addr),
        known=KNOWN.sent(),
    )


def stranger() -> Caller:
    """The same of somebody not known yet: not of which sign-in, for that may be another account's in this browser."""
    return replace(caller(), session_id=None)
