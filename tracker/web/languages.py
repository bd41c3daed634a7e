"""In which language a page is answered, and how templates say it: by the same calls as everything else."""

from flask import Flask

from tracker.wording.language import current


def init_app(app: Flask) -> None:
    """Templates mark their sentences by `_`, `ngettext`, `pgettext` and `{% trans %}`, whose blanks are trimmed."""
    env = app.jinja_env
    env.policies["ext.i18n.trimmed"] = True
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: current().gettext(text),
        ngettext=lambda one, more, n: current().ngettext(one, more, n),
        newstyle=True,
        pgettext=lambda context, text: current().pgettext(context, text),
        npgettext=lambda context, one, more, n: current().npgettext(context, one, more, n),
    )
