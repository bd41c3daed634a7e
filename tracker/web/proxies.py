"""The proxies of the host that stand in front: as many as are set are believed of where a request comes from.

Set too low, everybody comes from the proxy's address; set too high, a browser may say where it comes from. The second
shows: such requests name fewer addresses than there are proxies.
"""

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger("tracker")
ASKED_BESIDE = "/healthz"  # by whoever watches the server, without a proxy


def init_app(app: Flask, count: int) -> None:
    if count:
        app.wsgi_app = _Counting(app.wsgi_app, count)  # type: ignore[method-assign]


class _Counting:
    """Believes `count` proxies, and says once in the log where a request came by fewer."""

    def __init__(self, inner: "WSGIApplication", count: int) -> None:
        self._fixed = ProxyFix(inner, x_for=count, x_proto=count, x_host=count)
        self._count = count
        self._told = False

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        named = [one for one in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
        if len(named) < self._count and not self._told and environ.get("PATH_INFO") != ASKED_BESIDE:
            self._told = True
            log.warning("proxies.fewer_than_set set=%d came_by=%d", self._count, len(named))
        return self._fixed(environ, start_response)
