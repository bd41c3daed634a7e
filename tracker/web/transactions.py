"""One commit a request, and one retry at the outside when another request got there first."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from tracker.storage import sqlite
from tracker.web.extensions import db
from tracker.web.gate import Patient, admit_again, only_reads
from tracker.web.lanes import waiting
from tracker.web.log_scrubbing import place_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger("tracker")
TRIES = 3
SERIALIZATION_STATES = frozenset({"40001", "40P01"})


def lost_a_race(error: DBAPIError) -> bool:
    """Whether the same request may well succeed when run again: the other one has committed by then."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in SERIALIZATION_STATES


def _take_turn(patient: Patient | None) -> ResponseReturnValue | None:
    """Changes of one record wait for each other, so that what a form is judged by stands still until it is saved.

    Meanwhile the record may be gone, or not be shared any more; then there is an answer that says so.
    """
    if patient is None:
        return None
    if not current_app.extensions["take_turn"](patient.id):
        abort(404)
    return admit_again(patient)


class RetryingFlask(Flask):
    """Runs a changing request again when it lost a race. Views are written so that this is safe: they act once."""

    def wsgi_app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """All that a request waits for locks, it waits once, however many transactions it begins."""
        with sqlite.patience():
            return super().wsgi_app(environ, start_response)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """No view here is a coroutine; Flask asks that of each function at each of its calls."""
        return func

    def preprocess_request(self) -> ResponseReturnValue | None:
        """Before anything is asked of the database: what stood in its way may have passed by now."""
        self.extensions["guard"].refuses()
        return super().preprocess_request()

    def dispatch_request(self) -> ResponseReturnValue:
        if only_reads():
            return super().dispatch_request()
        admitted: Patient | None = g.get("patient")  # a try that was refused, and lost a race, is judged again as well
        for left in reversed(range(TRIES)):
            try:
                refusal = _take_turn(admitted)
                return super().dispatch_request() if refusal is None else refusal
            except DBAPIError as error:
                db.session.rollback()
                if not left or not lost_a_race(error):
                    raise
        raise AssertionError  # pragma: no cover

    def log_exception(self, exc_info: Any) -> None:
        """Name the kind of fault and the route, no more: tracebacks may quote a person's words."""
        log.error(
            "request.failed kind=%s route=%s at=%s", exc_info[0].__name__, request.endpoint, place_of(exc_info[2])
        )
        if self.debug:
            super().log_exception(exc_info)


def commit() -> None:
    """Commit what the request did, after whatever the app wants worked out from it first, all in one."""
    for act in current_app.extensions["before_commit"]:
        act(db.session())
    db.session.commit()


@contextmanager
def separate_session() -> Iterator[Session]:
    """A short transaction of its own, for what even a reading page must write: who looked, and what is over.

    The request's own transaction lets go of the database first, or the two would stand in each other's way.
    """
    db.session.rollback()
    sqlite.set_reading(on=False)
    try:
        with waiting(), Session(db.engine) as session:
            yield session
            session.commit()
    finally:
        sqlite.set_reading(on=only_reads())


def db_session() -> Any:
    """The request's database session, for services, which do not know the web."""
    return db.session()
