"""The headers on every answer: what a browser may load, show, send and keep."""

from flask import Flask, request
from werkzeug.wrappers import Response

REPORTS = "/csp-report"
CLEAR_SITE_DATA = '"cache", "storage"'  # nothing of what was seen stays in the browser
WORKER_POLICY = "service-worker"  # of static/js/worker.js: gives one address, that of our own worker
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
ALWAYS = {
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
TWO_YEARS = "max-age=63072000; includeSubDomains"


def init_app(app: Flask, *, https: bool) -> None:
    @app.after_request
    def add(response: Response) -> Response:
        response.headers.extend(ALWAYS)  # set nowhere else
        response.headers.setdefault("Cache-Control", "no-store")
        if response.headers["Cache-Control"] == "no-store":
            response.vary.add("Cookie")
        if https and request.is_secure:
            response.headers["Strict-Transport-Security"] = TWO_YEARS
        return response
