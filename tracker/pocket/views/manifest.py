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
    }


def _icon(size: str, purpose: str) -> dict[str, str]:
    name = f"img/icon-{size}.png" if purpose == "any" else f"img/icon-{purpose}-{size}.png"
    return {"src": asset_url(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def manifest_url() -> str:
    """The manifest of these very files."""
    return url_for("pocket.manifest", v=asset_url("").split("/")[2])
