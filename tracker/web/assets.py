"""Our own static files, under an address that changes when any of them does, so that browsers keep them for good."""

import gzip
import hashlib
import io
import re
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, abort, current_app, send_file, send_from_directory
from markupsafe import Markup
from werkzeug.wrappers import Response

from tracker.web.compressing import takes_gzip
from tracker.web.gate import asking_nobody
from tracker.web.joined import joined_files
from tracker.web.lanes import answers_always

TEXTS = frozenset({".css", ".js", ".json", ".svg", ".webmanifest"})
FOR_GOOD = "public, max-age=31536000, immutable"
ICONS = "img/icons.svg"
_SYMBOL = re.compile(r'<symbol id="([a-z]+)" viewBox="0 0 24 24">(.*?)</symbol>', re.DOTALL)


def tree_version(folder: Path, joined: Mapping[str, bytes]) -> str:
    """A digest of every file's name and content: relative imports between modules keep working under it."""
    digest = hashlib.sha256()
    for name, text in sorted(joined.items()):
        digest.update(name.encode() + hashlib.sha256(text).digest())
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def texts_in(folder: Path) -> dict[str, Path]:
    """The files that are worth compressing, by their names in the folder."""
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.suffix in TEXTS}


def icons_in(text: str) -> dict[str, Markup]:
    """The shapes of each icon by its name, for pages to hold: what they refer to is read anew for each of them."""
    return {name: Markup(shapes) for name, shapes in _SYMBOL.findall(text)}  # noqa: S704 - our own picture


@asking_nobody
@answers_always
def static(version: str, filename: str) -> Response:
    if version != _version():
        abort(404)
    name = Path(filename).name
    if (kept := _kept(filename) if takes_gzip() and not current_app.debug else None) is not None:
        response = send_file(io.BytesIO(kept), download_name=name, etag=f"{version}-gzip")
        response.headers["Content-Encoding"] = "gzip"
    elif (joined := _joined().get(filename)) is not None:
        response = send_file(io.BytesIO(joined), download_name=name, etag=version)
    else:
        response = send_from_directory(str(current_app.static_folder), filename)
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "no-store" if current_app.debug else FOR_GOOD
    return response


def _kept(filename: str) -> bytes | None:
    """One of our texts with gzip, compressed at the first request for it; None for what is no text of ours."""
    kept: dict[str, bytes] = current_app.extensions["static_compressed"]
    if filename not in kept:
        text, path = _joined().get(filename), current_app.extensions["static_texts"].get(filename)
        if text is None and path is None:
            return None
        kept[filename] = gzip.compress(path.read_bytes() if text is None else text, mtime=0)
    return kept[filename]


def _joined() -> dict[str, bytes]:
    """What pages ask for together; while somebody works on the parts they are joined anew each time."""
    if current_app.debug:
        return joined_files(Path(str(current_app.static_folder)))
    found: dict[str, bytes] = current_app.extensions["static_joined"]
    return found


def _version() -> str:
    if current_app.debug:
        return "dev"
    return str(current_app.extensions["static_version"])


def asset_url(filename: str) -> str:
    return f"/static/{_version()}/{filename}"


def init_app(app: Flask) -> None:
    folder = Path(str(app.static_folder))
    joined = app.extensions["static_joined"] = joined_files(folder)
    app.extensions["static_version"] = tree_version(folder, joined)
    app.extensions["static_texts"] = texts_in(folder)
    app.extensions["static_compressed"] = {}
    app.add_url_rule("/static/<version>/<path:filename>", endpoint="static", view_func=static)
    app.jinja_env.globals["asset_url"] = asset_url
    app.jinja_env.globals["icons"] = icons_in((folder / ICONS).read_text(encoding="utf-8"))
