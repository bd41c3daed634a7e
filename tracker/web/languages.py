"""In which language a page is answered, and how templates say it: by the same calls as everything else."""

from typing import Final

from flask import Flask, Response, current_app, g, request

from tracker.domain.accounts.look import Look
from tracker.web.template_engine import SAID_BY
from tracker.wording import formats, language
from tracker.wording.catalogues import ONLY_ENGLISH, Language, chosen, languages

NOTHING_CHOSEN: Final = Look()


def init_app(app: Flask) -> None:
    """Templates mark their sentences by `_`, `ngettext`, `pgettext` and `{% trans %}`, whose blanks are trimmed."""
    app.extensions["languages"] = languages()
    app.before_request(_speak)
    app.after_request(_tell)
    env = app.jinja_env
    env.policies["ext.i18n.trimmed"] = True
    env.add_extension("jinja2.ext.i18n")
    env.newstyle_gettext = True  # type: ignore[attr-defined]
    del env.globals["_"]
    env.filters.update(SAID_BY)
    env.globals.update(spoken=spoken, chosen_look=chosen_look, browser_day=formats.browser_day)


def spoken() -> Language:
    """The language of this request; English where there is none."""
    found: Language = g.get("language", ONLY_ENGLISH)
    return found


def chosen_look() -> Look:
    """How the reader of this request wants pages to look."""
    viewer = g.get("viewer")
    return NOTHING_CHOSEN if viewer is None else viewer.look


def _speak() -> None:
    """The language that the browser likes best among those there are; a thread may have spoken another one before."""
    known: dict[str, Language] = current_app.extensions["languages"]
    g.language = chosen([tag for tag, quality in request.accept_languages if quality > 0], known)
    language.speak(g.language.translations)
    language.read_by_owner(owner=True)
    formats.write_dates(NOTHING_CHOSEN.date_format)


def _tell(response: Response) -> Response:
    if len(current_app.extensions["languages"]) > 1:
        response.vary.add("Accept-Language")
    return response
