"""The blueprint of the feature, by itself so that each module of views can add to it."""

from typing import Final

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("pocket", __name__)
ASKED_EACH_TIME: Final = "no-cache"  # browsers keep it, and ask whether it still holds


def of_everybody(text: str, kind: str, mark: str, kept: str = ASKED_EACH_TIME) -> Response:
    """An answer that is the same for all, kept by browsers and by the worker; `mark` tells one content from another."""
    response = Response(text, mimetype=kind)
    response.headers["Cache-Control"] = kept
    response.set_etag(mark)
    return response
