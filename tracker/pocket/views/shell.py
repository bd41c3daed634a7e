"""The pages that open without network. They hold nothing of anybody: the worker keeps them as everybody gets them."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from flask import current_app, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.diary.forms import EntryForm, MomentForm
from tracker.domain.vocabularies import SESSION_KINDS
from tracker.pocket.views.blueprint import blueprint, of_everybody
from tracker.treatment.forms.dose import DoseForm
from tracker.treatment.forms.session import SessionForm
from tracker.treatment.services.sessions import SELF_CARE_MINUTES
from tracker.web.compressing import may_be_compressed
from tracker.web.forms import BaseForm
from tracker.web.gate import asking_nobody
from tracker.web.lanes import answers_always
from tracker.web.languages import spoken
from tracker.wording import pocket as words

KEPT: Final = "pocket_pages"
UNNAMED: Final = "other"  # a treatment that wants a name of its own
_FILE: Final = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"')


@dataclass(frozen=True, slots=True)
class Pages:
    """What is kept to be shown without network, in one language: `files` are what the pages ask for."""

    shell: str
    calm: str
    files: tuple[str, ...]
    mark: str


def pages() -> Pages:
    """The pages in the language of this request, made once; while somebody works on them, each time."""
    kept: dict[str, Pages] = current_app.extensions.setdefault(KEPT, {})
    tag = spoken().tag
    if tag not in kept or current_app.debug:
        shell = render_template("pocket/offline.html", **_forms())
        calm = render_template("pocket/no_network.html")
        files = tuple(sorted(set(_FILE.findall(shell + calm))))
        kept[tag] = Pages(shell, calm, files, sha256((shell + calm).encode()).hexdigest()[:16])
    return kept[tag]


def _forms() -> dict[str, Any]:
    """What can be noted: the forms of the pages, empty, and each kind of self-care with how long it usually takes."""
    forms: dict[str, BaseForm] = {
        "details": EntryForm(formdata=None),
        "moment": MomentForm(formdata=None),
        "dose": DoseForm(formdata=None),
        "session": SessionForm(formdata=None),
    }
    for name, form in forms.items():
        for field in form:
            field.id = f"{name}-{field.id}"
            if field.short_name == "warning_signs":
                field.description = words.signs_hint()
    return {**forms, "care": SELF_CARE_MINUTES, "kinds": [kind for kind in SESSION_KINDS if kind != UNNAMED]}


@blueprint.get("/offline")
@asking_nobody
@answers_always
@may_be_compressed
def offline() -> Response:
    """Today, as far as it can be without network."""
    found = pages()
    return _page(found.shell, found.mark)


@blueprint.get("/no-network")
@asking_nobody
@answers_always
def no_network() -> Response:
    """Instead of any other page while there is no network."""
    found = pages()
    return _page(found.calm, found.mark)


def _page(text: str, mark: str) -> Response:
    return of_everybody(text, "text/html", mark).make_conditional(request)


def addresses() -> dict[str, str]:
    """Where the two pages are."""
    return {"shell": url_for("pocket.offline"), "calm": url_for("pocket.no_network")}
