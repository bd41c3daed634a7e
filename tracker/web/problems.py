"""What programs are answered where something cannot be done: problem details. Source: RFC 9457.

Every address of the interface begins with `INTERFACE`; whatever goes wrong there is answered so, and never by a page.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask import Response, request

INTERFACE: Final = "/api/"
PROBLEM: Final = "application/problem+json"
# No protection space is named by anything but who serves: there is one kind of token for all of it. RFC 6750, 3.
CHALLENGE: Final = 'Bearer realm="sciatica-tracker"'
UNKNOWN_TOKEN: Final = f'{CHALLENGE}, error="invalid_token"'
TOO_LITTLE: Final = f'{CHALLENGE}, error="insufficient_scope"'

NO_ERRORS: Final[Mapping[str, str]] = {}


def for_program() -> bool:
    """Whether this request is for the interface."""
    return request.path.startswith(INTERFACE)


def problem(
    status: int,
    title: str,
    detail: str,
    *,
    errors: Mapping[str, str] = NO_ERRORS,
    headers: Iterable[tuple[str, str]] = (),
    **more: Any,
) -> Response:
    """One problem; `errors` says by field what is wrong with what was sent."""
    told: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    if errors:
        told["errors"] = [
            {"field": name, "detail": said, "pointer": f"#/{name}"} if name else {"detail": said}
            for name, said in errors.items()
        ]
    response = Response(json.dumps(told, ensure_ascii=False), status, mimetype=PROBLEM)
    for name, value in headers:
        response.headers[name] = value
    return response
