"""What another site sends is not taken, whatever it holds: behind the form tokens stands the browser's own word."""

from flask import Flask, abort, request

from tracker.web.gate import SAFE_METHODS
from tracker.web.headers import REPORTS

# A sibling under the same domain is another site as well. `none` is the person's own doing, such as a reload.
OTHERS = frozenset({"cross-site", "same-site"})


def init_app(app: Flask) -> None:
    @app.before_request
    def refuse_others() -> None:
        if request.method in SAFE_METHODS or request.path == REPORTS:
            return
        if request.headers.get("Sec-Fetch-Site") in OTHERS:
            abort(403)
