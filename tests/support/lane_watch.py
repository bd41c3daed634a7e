"""Watches in every test that no page has a password hashed but those whose view says so.

A pytest plugin. What hashes and does not say so would be answered by the threads of the pages, and keep all waiting.
"""

from collections.abc import Callable
from typing import Any

from flask import current_app, has_request_context, request

from tracker.passwords.hashing import Hasher
from tracker.web.lanes import Lane, lane_of_view


def _watched(judge: Callable[..., Any]) -> Callable[..., Any]:
    def watched(*args: Any, **options: Any) -> Any:
        if has_request_context():
            view = current_app.view_functions.get(request.endpoint or "")
            assert lane_of_view(view, request.method) is Lane.PASSWORD, (
                f"{request.endpoint} hashes, and does not say so"
            )
        return judge(*args, **options)

    return watched


Hasher.hash = _watched(Hasher.hash)  # type: ignore[method-assign]
Hasher.matches = _watched(Hasher.matches)  # type: ignore[method-assign]
