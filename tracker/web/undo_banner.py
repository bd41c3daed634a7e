"""The banner after a save: the answer to a form names the change, the next page says it and offers Undo."""

from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from flask import current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from tracker.domain.values.parsing import identifier, readable
from tracker.storage.base import REPEATED
from tracker.web.acting import author
from tracker.web.gate import may_now
from tracker.web.transactions import commit, db_session


class Banner(Protocol):
    def words(self, today: date) -> str: ...
    @property
    def undone(self) -> bool: ...
    @property
    def can_undo(self) -> bool: ...
    @property
    def at(self) -> datetime: ...


def go_on(endpoint: str, *, saved: UUID | None = None, anchor: str | None = None, **values: object) -> Response:
    """Answer a saved form: on to `endpoint`, with the change to tell of, and that it came twice where it did."""
    if saved is not None:
        values["saved"] = saved
        if db_session().info.pop(REPEATED, False):
            values["twice"] = 1
    return redirect(url_for(endpoint, _anchor=anchor, **values), code=303)  # type: ignore[arg-type]


def commit_and_go_on(endpoint: str, *, saved: UUID | None = None, **values: Any) -> Response:
    """Commit what a button did, and answer it."""
    commit()
    return go_on(endpoint, saved=saved, **values)


def saved_banner() -> Banner | None:
    """The change named in this page's address, in the record this page is about."""
    if g.get("patient") is None or g.get("viewer") is None:
        return None
    revision_id = readable(identifier, request.args.get("saved"))
    if revision_id is None:
        return None
    found: Banner | None = current_app.extensions["find_saved"](revision_id, author(), may_do=may_now)
    return found
