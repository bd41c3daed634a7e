"""Every sentence that people read, for whoever translates: `python -m scripts.sentences > messages.pot`.

With the tag of a language it brings that language's catalogue up to date: `python -m scripts.sentences pl`.
"""

import sys
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tracker.wording.catalogues import FOLDER

ROOT: Final = Path(__file__).resolve().parents[1]
METHODS: Final = [("tracker/migrations/**", "ignore"), ("tracker/**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS: Final = {"templates/**.html": {"trimmed": "true", "extensions": "jinja2.ext.do", "silent": "false"}}
KEYWORDS: Final[dict[str, tuple[int | tuple[int, str], ...] | None]] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "counting": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def extracted() -> Catalog:
    """Every marked sentence of the code and the templates, with where it stands."""
    catalog = Catalog(project="Sciatica Tracker", charset="utf-8", fuzzy=False)
    found = extract_from_dir(str(ROOT), METHODS, OPTIONS, KEYWORDS, ("Translators:",))
    for file, line, message, comments, context in found:
        catalog.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return catalog


def update(tag: str) -> None:
    """Adds to a catalogue what is new, and takes out what is no longer said."""
    path = FOLDER / tag / "LC_MESSAGES" / "messages.po"
    catalog = Catalog(locale=Locale.parse(tag.replace("-", "_")), project="Sciatica Tracker", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, tag)
    catalog.update(extracted(), no_fuzzy_matching=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=120, ignore_obsolete=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        update(sys.argv[1])
    else:
        write_po(sys.stdout.buffer, extracted(), width=120)
