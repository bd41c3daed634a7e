"""What another site sends is not taken, whatever it holds: behind the form tokens stands the browser's own word.

But for views that are there for programs of any site. They look at no cookie, so nobody's sign-in is behind what they
are sent; browsers let pages of other sites read their answers (CORS), without cookies. Source: Fetch Standard, 3.3.
"""

from typing import Final

from flask import Flask, abort, current_app, request
from werkzeug.wrappers import Response

from tracker.web.gate import SAFE_METHODS
from tracker.web.headers import REPORTS
from tracker.web.marks import marked

# A sibling under the same domain is another site as well. `none` is the person's own doing, such as a reload.
OTHERS = frozenset({"cross-site", "same-site"})

# The view looks at no cookie, and answers programs of any site.
for_any_site = marked("for_any_site", True)
ANY_SITE: Final = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}
MAY_SEND: Final = {
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "7200",
}


def is_for_any_site() -> bool:
    """Whether the view of this request says so."""
    return getattr(current_app.view_functions.get(request.endpoint or ""), "for_any_site", False)


def init_app(app: Flask) -> None:
    @app.before_request
    def refuse_others() -> None:
        if request.method in SAFE_METHODS or request.path == REPORTS or is_for_any_site():
            return
        if request.headers.get("Sec-Fetch-Site") in OTHERS:
            abort(403)

    @app.after_request
    def let_any_site_read(response: Response) -> Response:
        if is_for_any_site():
            response.headers.update(ANY_SITE)
            if request.method == "OPTIONS":
                response.headers.update(MAY_SEND)
        return response
