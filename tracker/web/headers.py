"""The headers on every answer: what a browser may load, show, send and keep."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REPORTS = "/csp-report"
CLEAR_SITE_DATA = '"cache", "storage"'  # nothing of what was seen stays in the browser
WORKER_POLICY = "service-worker"  # of static/js/worker.js: gives one address, that of our own worker
CLEAR_CACHE = '"cache"'
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
        f"trusted-types {WORKER_POLICY}",
        f"report-uri {REPORTS}",
        "report-to csp",
    )
)
# Every feature that a browser of today knows by this name; what it does not know it would complain of on its console.
OWN_FEATURES = ("clipboard-write", "publickey-credentials-create", "publickey-credentials-get")
NO_FEATURES = (
    *("accelerometer", "aria-notify", "autoplay", "browsing-topics", "camera", "captured-surface-control"),
    *("clipboard-read", "compute-pressure", "cross-origin-isolated", "deferred-fetch", "deferred-fetch-minimal"),
    *("digital-credentials-get", "display-capture", "encrypted-media", "fullscreen"),
    *("gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "keyboard-map"),
    *("language-detector", "language-model", "local-fonts", "local-network", "local-network-access"),
    *("loopback-network", "magnetometer", "microphone", "midi", "on-device-speech-recognition", "otp-credentials"),
    *("payment", "picture-in-picture", "private-state-token-issuance", "private-state-token-redemption"),
    *("screen-wake-lock", "serial", "storage-access", "summarizer", "sync-xhr", "translator"),
    *("unload", "usb", "window-management", "xr-spatial-tracking"),
)
PERMISSIONS_POLICY = ", ".join(
    [f"{name}=(self)" for name in OWN_FEATURES] + [f"{name}=()" for name in sorted(NO_FEATURES)]
)
_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Reporting-Endpoints": f'csp="{REPORTS}"',
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "X-Robots-Tag": "noindex, nofollow",
}
ALWAYS = tuple(_ALWAYS.items())
TWO_YEARS = "max-age=63072000; includeSubDomains"


class _WithHeaders:
    """Puts those that never differ, and are set nowhere else, on whatever is answered."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self._inner = inner

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *failed: Any) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *ALWAYS], *failed)

        return self._inner(environ, start)


def init_app(app: Flask, *, https: bool) -> None:
    app.wsgi_app = _WithHeaders(app.wsgi_app)  # type: ignore[method-assign]

    @app.after_request
    def add(response: Response) -> Response:
        kept = response.headers.get("Cache-Control")
        if kept is None:
            response.headers["Cache-Control"] = kept = "no-store"
        if kept == "no-store":
            if "Vary" in response.headers:
                response.vary.add("Cookie")
            else:
                response.headers["Vary"] = "Cookie"
        if https and request.is_secure:
            response.headers["Strict-Transport-Security"] = TWO_YEARS
        return response
