"""`/service-worker.js`: what a browser runs beside the pages, joined of the small files in `static/worker`.

Before them stands what they must know of this server. Each file is a function of its own and adds its own listeners.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from flask import current_app, request
from werkzeug.wrappers import Response

from tracker.pocket.views import shell
from tracker.pocket.views.blueprint import blueprint, of_everybody
from tracker.web.gate import asking_nobody
from tracker.web.joined import script_of
from tracker.web.lanes import answers_always
from tracker.web.languages import spoken

ADDRESS: Final = "/service-worker.js"
MADE: Final = "pocket_worker"
PARTS: Final = "worker"
JS, SENDER = "js", "waiting-worker.js"  # what pages send by, the worker sends by too
# Browsers look after it at each page that they open: asked each time, it would cost a tenth of a small page.
KEPT_FOR = "max-age=600"


@blueprint.get(ADDRESS)
@asking_nobody
@answers_always
def service_worker() -> Response:
    """The worker, in the language of the pages that it keeps: another content is another worker."""
    made: dict[str, tuple[str, str]] = current_app.extensions.setdefault(MADE, {})
    tag = spoken().tag
    if tag not in made or current_app.debug:
        made[tag] = _made()
    text, mark = made[tag]
    return of_everybody(text, "text/javascript", mark, KEPT_FOR).make_conditional(request)


def _made() -> tuple[str, str]:
    pages = shell.pages()
    static = Path(str(current_app.static_folder))
    parts = joined(static / PARTS) + alone(script_of(static / JS, SENDER))
    mark = sha256(f"{pages.mark}{parts}".encode()).hexdigest()[:16]
    told: dict[str, Any] = {"version": mark, "files": pages.files, **shell.addresses()}
    return f'"use strict";\nconst POCKET = {json.dumps(told)};\n{parts}', mark


def joined(folder: Path) -> str:
    """The parts by name, each a function that runs by itself."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))
    return "".join(map(alone, texts))


def alone(text: str) -> str:
    """One part, which shows the others nothing of what it names."""
    return f"(() => {{\n{text}}})();\n"
