"""Our own static files, under an address that changes when any of them does, so that browsers keep them for good."""

import hashlib
from pathlib import Path

from flask import Flask, abort, current_app, send_from_directory
from werkzeug.wrappers import Response

from tracker.web.gate import asking_nobody
from tracker.web.lanes import answers_always

FOR_GOOD = "public, max-age=31536000, immutable"


def tree_version(folder: Path) -> str:
    """A digest of every file's name and content: relative imports between modules keep working under it."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


@asking_nobody
@answers_always
def static(version: str, filename: str) -> Response:
    if version != _version():
        abort(404)
    response = send_from_directory(str(current_app.static_folder), filename)
    response.headers["Cache-Control"] = "no-store" if current_app.debug else FOR_GOOD
    return response


def _version() -> str:
    if current_app.debug:
        return "dev"
    return str(current_app.extensions["static_version"])


def asset_url(filename: str) -> str:
    return f"/static/{_version()}/{filename}"


def init_app(app: Flask) -> None:
    app.extensions["static_version"] = tree_version(Path(str(app.static_folder)))
    app.add_url_rule("/static/<version>/<path:filename>", endpoint="static", view_func=static)
    app.jinja_env.globals["asset_url"] = asset_url
