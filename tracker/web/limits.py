"""What one request may hold: forms alone, so many bytes and fields, an address so long. More is refused unread."""

from flask import Flask, abort, request

from tracker.web.gate import SAFE_METHODS
from tracker.web.headers import REPORTS

MOST_BYTES = 2 * 1024 * 1024
MOST_FORM_PARTS = 2000
MOST_OF_AN_ADDRESS = 8000
MOST_PARAMETERS = 200
FIELDS = "application/x-www-form-urlencoded"
FORMS = frozenset({FIELDS, "multipart/form-data"})


def init_app(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.config["MAX_FORM_PARTS"] = MOST_FORM_PARTS

    @app.before_request
    def refuse_too_much() -> None:
        asked = request.query_string
        if len(asked) + len(request.path) > MOST_OF_AN_ADDRESS or asked.count(b"&") >= MOST_PARAMETERS:
            abort(414)
        if request.method in SAFE_METHODS:
            return
        # Nothing but forms is read: no other kind of body can be taken for one.
        if request.mimetype not in FORMS and (request.mimetype or request.content_length) and request.path != REPORTS:
            abort(415)
        # The library counts the parts of the other kind of form only.
        if request.mimetype == FIELDS and request.get_data(cache=True).count(b"&") >= MOST_FORM_PARTS:
            abort(413)
