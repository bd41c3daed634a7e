"""Which requests are answered by threads of their own, so that those which take long keep no other waiting.

A view says what it is; the server (`tracker.server`) has threads for each lane. Under another server all share.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tracker.web import errors
from tracker.web.gate import SAFE_METHODS
from tracker.web.marks import marked

TURNED_AWAY: Final = "tracker.turned_away"


class Lane(StrEnum):
    """HELP is answered even when all else is busy, PASSWORD judges or makes one, PAGES is everything else."""

    HELP = "help"
    PASSWORD = "password"  # noqa: S105 - a name, not a password
    PAGES = "pages"


# The view is wanted when nothing else answers, and takes next to no time.
answers_always = marked("lane", Lane.HELP)
# What is sent to the view has a password hashed: a tenth of a second of every processor, and 64 MiB.
judges_password = marked("lane", Lane.PASSWORD)


def lane_of_view(view: Callable[..., Any] | None, method: str) -> Lane:
    """The lane that the view declares; to show a form that asks for a password judges nothing."""
    lane = getattr(view, "lane", Lane.PAGES)
    return Lane.PAGES if lane is Lane.PASSWORD and method in SAFE_METHODS else Lane(lane)


class Signposts:
    """Says the lane of a request from its method and path alone, before anything of it is looked at."""

    def __init__(self, app: Flask) -> None:
        self._views = app.view_functions
        self._addresses = app.url_map.bind("localhost")

    def lane_of(self, method: str, path: str) -> Lane:
        """PAGES for whatever has no view: it is refused there."""
        try:
            endpoint, _ = self._addresses.match(path, method)
        except (HTTPException, RequestRedirect):
            return Lane.PAGES
        return lane_of_view(self._views.get(endpoint), method)


def _tell_turned_away() -> ResponseReturnValue | None:
    """The server has more passwords waiting than it takes: said at once, with what was typed kept."""
    return errors.too_many_waiting() if request.environ.get(TURNED_AWAY) else None


def init_app(app: Flask) -> None:
    app.before_request(_tell_turned_away)
