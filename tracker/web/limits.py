"""How much one request may hold: bytes, fields, and the length of its address. More is refused before it is read."""

from flask import Flask, abort, request

from tracker.web.gate import SAFE_METHODS

MOST_BYTES = 2 * 1024 * 1024
MOST_FORM_PARTS = 2000
MOST_OF_AN_ADDRESS = 8000
MOST_PARAMETERS = 200


def init_app(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.config["MAX_FORM_PARTS"] = MOST_FORM_PARTS

    @app.before_request
    def refuse_too_much() -> None:
        asked = request.query_string
        if len(asked) + len(request.path) > MOST_OF_AN_ADDRESS or asked.count(b"&") >= MOST_PARAMETERS:
            abort(414)
        # The library counts the parts of one kind of form only.
        counted = request.method not in SAFE_METHODS and request.mimetype == "application/x-www-form-urlencoded"
        if counted and request.get_data(cache=True).count(b"&") >= MOST_FORM_PARTS:
            abort(413)
