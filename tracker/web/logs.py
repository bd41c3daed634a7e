"""The log: one line an event, on stderr, in UTC; ids and fixed words alone, never what somebody wrote or asked for."""

import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, TextIO
from uuid import UUID

from flask import Flask, g, request
from werkzeug.wrappers import Response

from tracker.web.log_scrubbing import NoAddresses, in_one_line

OURS: Final = ("tracker", "waitress")
# It warns of every request that waits for a thread: under load that is a line for each, which makes more wait.
TOO_TALKATIVE: Final = "waitress.queue"
SERVERS: Final = ("gunicorn.error", "gunicorn.access")
REFUSED: Final = frozenset({401, 403, 404, 429})
log = logging.getLogger("tracker")


class OneLine(logging.Formatter):
    """Time, level and event. What is not printable is escaped, so that no value makes a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return in_one_line(f"{at} {record.levelname} {record.getMessage()}")


class _Handler(logging.StreamHandler[TextIO]):
    """Ours, so that setting up twice leaves one."""


def set_up(stream: TextIO | None = None) -> None:
    """From now on the app and its server log to stderr; gunicorn's own lines stay where gunicorn puts them, cleaned."""
    handler = _Handler(stream or sys.stderr)
    handler.setFormatter(OneLine())
    handler.addFilter(NoAddresses())
    for name in OURS:
        logger = logging.getLogger(name)
        logger.handlers = [kept for kept in logger.handlers if not isinstance(kept, _Handler)] + [handler]
        logger.setLevel(logging.INFO)
    logging.getLogger(TOO_TALKATIVE).setLevel(logging.ERROR)
    for name in SERVERS:
        logger = logging.getLogger(name)
        if not any(isinstance(kept, NoAddresses) for kept in logger.filters):
            logger.addFilter(NoAddresses())


def init_app(app: Flask) -> None:
    app.after_request(_log_refused)


def _log_refused(response: Response) -> Response:
    """Who was refused which page: the account and the record by their ids, the page by its name."""
    if request.endpoint not in {None, "static"} and response.status_code in REFUSED:
        viewer, record = g.get("viewer"), _record(request.view_args)
        log.warning(
            "access.refused status=%d route=%s account=%s record=%s",
            response.status_code,
            request.endpoint,
            None if viewer is None else viewer.account_id,
            record,
        )
    return response


def _record(arguments: Mapping[str, Any] | None) -> UUID | None:
    found = (arguments or {}).get("patient_id")
    return found if isinstance(found, UUID) else None
