"""`/manifest.webmanifest`: what a browser must know to install the app."""

import json
from typing import Any, Final

from flask import url_for
from werkzeug.wrappers import Response

from tracker.pocket.views.blueprint import blueprint
from tracker.web.assets import asset_url
from tracker.web.gate import asking_nobody
from tracker.web.lanes import answers_always
from tracker.web.languages import spoken
from tracker.wording import pocket as words

ADDRESS: Final = "/manifest.webmanifest"
A_DAY: Final = "public, max-age=86400"
PAPER: Final = "#f8f4ec"
CARD: Final = "#fffdf9"
ICONS: Final = (("192", "any"), ("512", "any"), ("192", "maskable"), ("512", "maskable"), ("512", "monochrome"))

SCREENSHOTS: Final = (("narrow", "720x1440"), ("wide", "1280x800"))
# Of what is brought along: a phone offers our app for files of these kinds.
SHARED: Final = (
    *("text/csv", "text/tab-separated-values", "text/plain", "application/json", "text/xml", "application/xml"),
    *("application/zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    *(".csv", ".tsv", ".txt", ".json", ".xml", ".xlsx", ".zip"),
)


@blueprint.get(ADDRESS)
@asking_nobody
@answers_always
def manifest() -> Response:
    """The same for everybody who reads the same language; its address changes with our files."""
    response = Response(json.dumps(contents()), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = A_DAY
    return response


def contents() -> dict[str, Any]:
    """What the manifest says."""
    return {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "name": words.NAME,
        "short_name": words.SHORT_NAME,
        "description": words.description(),
        "lang": spoken().tag,
        "dir": spoken().direction,
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": CARD,
        "categories": ["health", "medical"],
        "icons": [_icon(size, purpose) for size, purpose in ICONS],
        "screenshots": [_screenshot(*one) for one in SCREENSHOTS],
        "shortcuts": [_shortcut(code) for code in words.SHORTCUTS],
        "share_target": {
            "action": url_for("pocket.shared_by_hand"),
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"files": [{"name": "file", "accept": list(SHARED)}]},
        },
    }


def _icon(size: str, purpose: str) -> dict[str, str]:
    name = f"img/icon-{size}.png" if purpose == "any" else f"img/icon-{purpose}-{size}.png"
    return {"src": asset_url(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def _screenshot(form: str, sizes: str) -> dict[str, str]:
    src = asset_url(f"img/today-{form}.jpg")
    label = words.screenshot()
    return {"src": src, "sizes": sizes, "type": "image/jpeg", "form_factor": form, "label": label}


def _shortcut(code: str) -> dict[str, Any]:
    """Each leads to Today, where one tap does it."""
    icon = {"src": asset_url("img/icon-192.png"), "sizes": "192x192", "type": "image/png"}
    return {"name": words.shortcut(code), "url": f"/#{code}", "icons": [icon]}


def manifest_url() -> str:
    """The manifest of these very files."""
    return url_for("pocket.manifest", v=asset_url("").split("/")[2])
