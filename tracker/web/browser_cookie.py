"""The cookie by which a browser is known to have been signed in with before (`throttling.browsers`).

It outlives the sign-in, and lets nobody in.
"""

from werkzeug.wrappers import Response

from tracker.throttling.browsers import GOOD_FOR, Browsers
from tracker.web import clock
from tracker.web.cookies import Cookie

KNOWN = Cookie("known", GOOD_FOR)


def remember(response: Response, browsers: Browsers, *owners: str) -> None:
    """This browser was let in by what opens the account (or the link) that these stand for."""
    value, today = KNOWN.sent() or "", clock.now().date()
    for owner in owners:
        value = browsers.remembering(value, today, owner)
    KNOWN.set(response, value)
